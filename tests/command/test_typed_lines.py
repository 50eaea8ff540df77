"""The finalisation by lines: each row of the sheet noted as typed, a correction behind the seal, values in French."""

from __future__ import annotations

import pytest

from data.archive import Archive
from supervisor.closing import left_to_type
from tests.command.command import Vigie


@pytest.fixture
def closed(room: Vigie) -> Vigie:
    """Session 208, closed: 1 has a fraud and a report, 2 stopped without a reason, time was given back to 1."""
    room.run_until_started(1, 2)
    room.done("fraud", "1", "--kind", "communication", "--seen", "parlait", "--done", "séparés")
    room.done("incident", "1", "C7", "--text", "souris")
    room.done("time", "1", "+5", "--reason", "souris", "--incident", "oui")
    room.done("finish", "1")
    room.done("end", "2", "--reason", "technique")
    room.done("absent", "3-6")
    room.done("comment", "coupure à 9 h 30")
    room.done("close", "--force")
    return room


def left(room: Vigie) -> tuple[str, ...]:
    return tuple(map(str, left_to_type(Archive(room.store).journal("208").session)))


def test_each_line_is_noted_as_typed(closed: Vigie) -> None:
    """By what it is called; the box that stays empty and the reports are lines like others."""
    for line in ("1", "2", "pv-1", "case-1", "commentaire"):
        assert left(closed)
        closed.done("typed", line)
    assert left(closed) == ()
    closed.done("typed", "case-2")
    closed.done("typed", "PV-1", "non")
    assert left(closed) == ("n° 1, PV de fraude à envoyer",)
    closed.done("typed", "pv-1")
    assert not any("pas encore coché" in line for line in closed.done("finalised").lines)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["typed", "9"],
            2,
            "cette ligne n'est pas sur la fiche ; ses lignes : 1, 2, pv-1, case-1, case-2, commentaire",
        ),
        (["typed", "1", "peut-être"], 2, "yes|no : écrivez yes ou no"),
        (["correction", "1", ""], 2, "n° 1 : dites ce qui a été corrigé"),
    ],
)
def test_a_line_that_is_none(closed: Vigie, words: list[str], code: int, told: str) -> None:
    """The lines there are get listed; none of it names anybody."""
    answer = closed.do(*words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.complaint.startswith(told)


def test_noted_twice_or_before_the_close(closed: Vigie) -> None:
    """Refused, like any other action."""
    closed.done("typed", "1")
    assert closed.do("typed", "1").code == 1
    closed.done("reopen", "--reason", "un oubli")
    assert closed.do("typed", "1").code == 1


def test_a_correction_behind_the_seal(closed: Vigie) -> None:
    """Of a candidate or of the session; the seal stays what it was."""
    seal = Archive(closed.store).journal("208").session.seal
    assert "correction" in closed.done("correction", "1", "C7 saisi en C3").out
    closed.done("correction", "session", "-", stdin="commentaire raccourci")
    session = Archive(closed.store).journal("208").session
    assert session.seal == seal
    assert [(note.number, note.text) for note in session.annex] == [
        (1, "C7 saisi en C3"), (None, "commentaire raccourci"),
    ]  # fmt: skip
