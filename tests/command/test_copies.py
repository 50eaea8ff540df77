"""Copies that a synchronising program, an editor or a person leaves beside journals: told apart, named, never read."""

import shutil

import pytest

from tests.command.command import Vigie
from tests.command.test_finalise_alone import over


@pytest.mark.parametrize("name", ["300 (1)", "208 - Copie", "208 (conflicted copy 2026-11-30)"])
def test_two_folders_of_one_number_are_told_apart(room: Vigie, name: str) -> None:
    """The one that is called by its number is the session; the other says in which folder it is."""
    sessions = room.store / "sessions"
    shutil.copytree(sessions / "208", sessions / name)
    room.done("note", "1", "dans la bonne")
    first, second = sorted(room("status").lines, key=len)
    assert f"dossier « {name} »" in second
    assert "dossier" not in first
    assert any(line.startswith(f"Session 208 · dossier « {name} » : journal entier, 8") for line in room("check").lines)
    assert "Session 208 : journal entier, 9 événements, pas encore close" in room("check").lines


def test_a_purge_tells_which_folder_it_speaks_of(room: Vigie) -> None:
    """Two rows « 208 » said nothing of which one was meant."""
    sessions = room.store / "sessions"
    shutil.copytree(sessions / "208", sessions / "208 (1)")
    rows = [line.split("  ")[1] for line in room("purge").lines if line.startswith("  ")]
    assert sorted(rows) == ["208", "208 · dossier « 208 (1) »"]


def test_a_copy_is_no_other_number(room: Vigie) -> None:
    shutil.copytree(room.store / "sessions/208", room.store / "sessions/208 (1)")
    assert "Sessions connues : 208." in room("status", "999").complaint


def test_a_copy_waits_for_no_finalisation(room: Vigie) -> None:
    """It was made while the session ran: no close ever reaches it."""
    over(room, "208", close=False)
    shutil.copytree(room.store / "sessions/208", room.store / "sessions/208 (1)")
    first, *rest = room("finalise").lines
    assert first.startswith("Session 208 ")
    assert rest == ["Pour la fiche : vigie finalise N"]


@pytest.mark.parametrize(
    "name",
    [
        "journal (conflicted copy 2026-11-30).jsonl",
        "journal.sync-conflict-20261130-090000-ABCDEF.jsonl",
        "journal-POSTE-12.jsonl",
        "journal.jsonl~",
        "journal (1).jsonl",
    ],
)
def test_a_copy_beside_a_journal_is_named(room: Vigie, name: str) -> None:
    """It may hold what the journal lacks; the journal is whole all the same."""
    folder = room.store / "sessions/208"
    shutil.copy(folder / "journal.jsonl", folder / name)
    answer = room("check", "208")
    assert answer.code == 0
    [_, told] = answer.lines
    assert f"à côté de son journal, « {name} » n'est pas lu" in told


def test_what_vigie_keeps_itself_is_no_copy(room: Vigie) -> None:
    """Its lock, a file that is being written, the journal of an older format."""
    folder = room.store / "sessions/208"
    for name in ("journal.lock", "journal.jsonl.new", "journal.v2.jsonl"):
        (folder / name).touch()
    assert len(room("check", "208").lines) == 1


def test_a_folder_without_its_journal_says_so(room: Vigie) -> None:
    """« 208 is not there. Known sessions: 208 » helps nobody."""
    (room.store / "sessions/208/journal.jsonl").unlink()
    for answer in (room("status", "208"), room("do", "208", "note", "1", "x")):
        assert answer.code == 3
        assert "il n'est pas, ou n'est plus, à cette place" in answer.complaint
        assert "Sessions connues" not in answer.complaint


WAYS_IN = (
    "status 208", "status 208 --json", "log 208", "lines 208", "export 208", "papers 208", "closing 208",
    "instructions 208", "finalise 208 --lines", "forget 208 1", "do 208 note 1 x",
)  # fmt: skip
"""Each showed a session without a number or a day, or ended in a fault (« OverflowError »)."""


def test_a_journal_of_which_the_first_line_alone_is_good_is_no_session(room: Vigie) -> None:
    """As an editor that saves in UTF-16 leaves it: no « 01/01/1 », the damage and nothing else."""
    path = room.store / "sessions/208/journal.jsonl"
    first, _, rest = path.read_bytes().partition(b"\n")
    path.write_bytes(first + b"\n\n" + rest)
    for words in WAYS_IN:
        answer = room(*words.split(), "--to", "ici") if words in ("export 208", "papers 208") else room(*words.split())
        assert (words, answer.code, answer.lines) == (words, 3, [])
        assert "ligne 2 : elle ne peut pas être lue ; rien de sa session" in answer.complaint
    listed = room("status")
    assert listed.code == 1
    assert "01/01/1" not in listed.out
    assert "Session 208 :" in listed.complaint
    assert "ligne 2" in room("check", "208").complaint


@pytest.mark.parametrize("tail", [b"\n", b"\n\n", b"\r\n", b"  \n\t\n"])
def test_empty_lines_at_the_end_lose_nothing(room: Vigie, tail: bytes) -> None:
    """An editor leaves them; the next action takes their place."""
    path = room.store / "sessions/208/journal.jsonl"
    path.write_bytes(path.read_bytes() + tail)
    assert room("check", "208").code == 0
    assert room.done("note", "1", "après").code == 0
    assert room("check", "208").lines == ["Session 208 : journal entier, 9 événements, pas encore close"]
    assert tail not in path.read_bytes()[-len(tail) - 1 :] or tail == b"\n"


def test_an_empty_line_among_others_is_still_damage(room: Vigie) -> None:
    """Whoever put it there had the file open in another program: that is told."""
    path = room.store / "sessions/208/journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], b"\n", *lines[4:]]))
    assert "ligne 5" in room("check", "208").complaint
