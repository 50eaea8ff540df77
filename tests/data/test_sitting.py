"""Who sits at a terminal is remembered for that terminal, that session and that day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.sitting import Sitting

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_an_answer_is_known_again(tmp_path: Path) -> None:
    """At the same terminal, for the same session, within the day; nowhere else."""
    here = Sitting.of(tmp_path / "208", "/dev/pts/3 4711")
    assert here.known(NOW) == ""
    here.keep("Inès Roux", NOW)
    assert here.known(NOW + timedelta(hours=3)) == "Inès Roux"
    assert Sitting.of(tmp_path / "208", "/dev/pts/4 4711").known(NOW) == "", "another terminal"
    assert Sitting.of(tmp_path / "208", "/dev/pts/3 4712").known(NOW) == "", "the same device, another login"
    assert Sitting.of(tmp_path / "209", "/dev/pts/3 4711").known(NOW) == "", "another session"
    assert here.known(NOW + timedelta(hours=24)) == "", "the next day"
    here.keep("Paul Petit", NOW)
    assert here.known(NOW) == "Paul Petit"


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    here = Sitting.of(tmp_path / "208", "/dev/pts/3 4711")
    here.keep("Inès Roux", NOW)
    assert here.path.stat().st_mode & 0o077 == 0
    assert here.path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"x", b"2026-11-30\nA", b"\xff\xfe", b"2026-11-30T08:00:00\nA", b"a" * 9000])
def test_what_is_no_answer_is_none(tmp_path: Path, content: bytes) -> None:
    here = Sitting.of(tmp_path / "208", "/dev/pts/3 4711")
    here.keep("A", NOW)
    here.path.write_bytes(content)
    assert here.known(NOW) == ""


def test_without_a_terminal_or_a_place_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = Sitting.of(tmp_path / "208", "")
    nameless.keep("A", NOW)
    assert nameless.known(NOW) == ""
    assert not nameless.path.exists()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    Sitting.of(tmp_path / "208", "/dev/pts/3 1").keep("A", NOW)
