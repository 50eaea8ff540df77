"""Who read or exported, as the command keeps it and tells it."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from data import access_log, referent
from data.rights import Rights
from tests.command.command import Vigie


def accesses(vigie: Vigie) -> list[tuple[str, str]]:
    """What was noted: verb and session."""
    return [(one["what"], one["session"]) for one in vigie("log", "--access", "--json").json]


def test_whoever_reads_or_exports_is_noted(room: Vigie, tmp_path: Path) -> None:
    """The journal, births, papers, an export; a session's figures and the register itself are not."""
    out = str(tmp_path / "out")
    room("log", "208")
    room("status", "208")
    room("status")
    room("check", "208")
    room("status", "208", "--full")
    room("papers", "208", "--to", out)
    room("export", "208", "--to", out)
    room("log", "--access")
    assert accesses(room) == [("log", "208"), ("status", "208"), ("papers", "208"), ("export", "208")]


def test_told_line_by_line(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """When, which session, what, who and from which account."""
    monkeypatch.setattr(getpass, "getuser", lambda: "pdurand")
    room("log", "208", author="Claire Référente")
    room("log", "208", author="pdurand")
    first, second = room("log", "--access").lines
    assert first.startswith("22/11/2026 ")
    assert "  session 208  journal lu — Claire Référente (pdurand), " in first
    assert "— pdurand, " in second


def test_of_one_session(room: Vigie) -> None:
    """Others are left out."""
    room.create("209")
    room("log", "208")
    room("log", "209")
    assert len(room("log", "209", "--access").lines) == 1
    assert room("log", "210", "--access").lines == ["Aucun accès noté"]


def test_a_register_that_cannot_be_read(room: Vigie) -> None:
    """It is no empty one: what cannot be seen of it is told, and where else there is one."""
    assert room("status", "208", "--json").code == 0
    register = room.store / "referent" / "access.jsonl"
    assert "naissances lues" in room("log", "--access").out
    register.write_bytes(register.read_bytes() + b"\x00\x00\n{}\n")
    answer = room("log", "--access")
    assert (answer.code, "naissances lues" in answer.out) == (1, True)
    assert "2 lignes illisibles" in answer.complaint
    assert "tient son propre registre" in answer.complaint
    assert "sudo -u COMPTE vigie log --access --store DOSSIER" in answer.complaint
    register.unlink()
    register.mkdir()
    answer = room("log", "--access")
    assert (answer.code, answer.out) == (1, "")
    assert "illisible" in answer.complaint


def test_never_in_a_sessions_folder(room: Vigie) -> None:
    """And nothing of it names a candidate."""
    folder = room.store / "sessions" / "208"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    room("log", "208")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert b"GOFF" not in (room.store / "referent" / "access.jsonl").read_bytes()


def test_where_nothing_can_be_written_he_is_told(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line on stderr, and the answer all the same."""
    monkeypatch.setattr(referent, "places", lambda *_: (_nowhere(room), _nowhere(room)))
    answer = room("log", "208")
    assert answer.code == 0
    assert "inscrit" in answer.out
    assert answer.complaint.startswith(f"Attention, {access_log.NOT_KEPT}, ")
    assert answer.complaint.endswith("access.jsonl : une partie de ce chemin n'est pas un dossier")


def _nowhere(room: Vigie) -> referent.Place:
    # A file stands where its folder would be.
    return referent.Place(room.store / "store.json" / "x" / "access.jsonl", Rights())


def test_no_store(vigie: Vigie) -> None:
    """Nothing was read, and none is made."""
    assert vigie("log", "208").code == 2
    assert vigie("log", "--access").lines == ["Aucun accès noté"]
    assert not vigie.store.exists()


def test_the_number_may_lack_only_there(vigie: Vigie) -> None:
    """The journal of what?"""
    answer = vigie("log")
    assert answer.code == 2
    assert "il manque : N" in answer.complaint
