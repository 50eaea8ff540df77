"""A person whose test runs in two sessions of a store at once is named when the second one begins."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.journal import Journal, Outcome
from supervisor.action import CloseSession, CreateSession, Finish, Interrupt, Mark, Resume
from tests.data.making import HEADER, context, creation


def _store(tmp_path: Path, **second: object) -> tuple[Journal, Journal]:
    """Two sessions of one day with the same three people."""
    archive = Archive(tmp_path / "store")
    other: CreateSession = replace(creation("209"), room="Salle 12", **second)  # type: ignore[arg-type]
    first, twin = archive.create_all([(HEADER, creation("208")), (HEADER, other)], context())
    return first, twin


def _told(outcome: Outcome) -> list[tuple[int | None, str]]:
    return [(remark.number, remark.text) for remark in outcome.remarks if "court aussi" in remark.text]


def test_a_start_tells_who_runs_elsewhere(tmp_path: Path) -> None:
    """By the number they have here, with the session and the room they run in; nobody else."""
    first, twin = _store(tmp_path)
    assert _told(first.act(Mark("start", (1, 2)), context())) == []
    told = _told(twin.act(Mark("start", (2, 3)), context()))
    assert told == [(2, "son test court aussi dans la session 208 : est-ce la même personne ?")]
    [(number, text)] = _told(first.act(Mark("start", (3,)), context()))
    assert number == 3
    assert "209 (Salle 12)" in text


def test_a_resume_tells_it_too(tmp_path: Path) -> None:
    """They may have been started elsewhere while they were interrupted here."""
    first, twin = _store(tmp_path)
    first.act(Mark("start", (1,)), context())
    first.act(Interrupt((1,), "technical"), context(minutes=5))
    twin.act(Mark("start", (1,)), context(minutes=8))
    assert [number for number, _ in _told(first.act(Resume((1,)), context(minutes=9)))] == [1]


@pytest.mark.parametrize("over", [Finish((1,)), CloseSession(force=True)])
def test_a_test_that_is_over_is_no_twin(tmp_path: Path, over: Finish | CloseSession) -> None:
    """Finished there, or the session closed: the same person may sit another test."""
    first, twin = _store(tmp_path)
    first.act(Mark("start", (1,)), context())
    first.act(over, context(minutes=100))
    assert _told(twin.act(Mark("start", (1,)), context(minutes=101))) == []


def test_days_apart_are_not_read(tmp_path: Path) -> None:
    """A session planned for another week cannot run now."""
    first, twin = _store(tmp_path, date=creation().date + timedelta(days=7))
    first.act(Mark("start", (1,)), context())
    assert _told(twin.act(Mark("start", (1,)), context())) == []


@pytest.mark.parametrize("rest", [b"", b"{", b"\xff\n\xff\n", b'{"format": "vigie"}\n[]\n', b"[]\n{}\n", b"1\n2\n"])
def test_a_session_that_cannot_be_read_is_passed_over(tmp_path: Path, rest: bytes) -> None:
    """The start is recorded all the same, whatever lies beside it."""
    first, twin = _store(tmp_path)
    twin.path.write_bytes(rest)
    odd = first.path.parent.parent / "odd"
    odd.mkdir()
    (odd / first.path.name).mkdir()
    (first.path.parent.parent / "a-file").write_text("x")
    assert [entry.event.kind for entry in first.act(Mark("start", (1,)), context()).entries] == ["test_started"]
