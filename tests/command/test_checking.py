"""`vigie check`: whole, or the first line where it breaks."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command.command import Vigie


def test_a_whole_journal(room: Vigie) -> None:
    """How many events, and the seal in eight groups once closed."""
    assert room("check", "208").lines == ["Session 208 : journal entier, 8 événements, pas encore close"]
    seal = room.done("close", "--force").lines[1].removeprefix("sceau : ")
    assert room("check", "208").lines == [f"Session 208 : journal entier, 9 événements, sceau {seal}"]
    room.done("reopen", "--reason", "oubli")
    assert room("check", "208").lines == ["Session 208 : journal entier, 10 événements, rouverte, sans sceau"]


def test_every_session_of_the_store(room: Vigie) -> None:
    """Without an argument; one that is broken fails the check, the others are proved all the same."""
    room.create("209")
    assert len(room("check").lines) == 2
    path = room.store / "sessions/208/journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Salle 12", b"Salle 13"))
    answer = room("check")
    assert answer.code == 1
    assert answer.lines == ["Session 209 : journal entier, 8 événements, pas encore close"]
    assert answer.complaint.startswith("Session 208 : journal abîmé, ligne 2 :")


def test_a_copy(room: Vigie, tmp_path: Path) -> None:
    """A file, or the folder it is in, wherever it is."""
    copy = tmp_path / "copie.jsonl"
    shutil.copy(room.store / "sessions/208/journal.jsonl", copy)
    assert room("check", str(copy)).code == 0
    assert room("check", str(room.store / "sessions/208")).code == 0
    copy.write_bytes(copy.read_bytes()[:-40])
    answer = room("check", str(copy))
    assert answer.code == 0
    assert "ligne inachevée" in answer.out


def test_nothing_to_check(vigie: Vigie, tmp_path: Path) -> None:
    """An empty store is whole; a store (its stick was pulled out), a file or a session that is not there is not."""
    gone = vigie("check")
    assert (gone.code, gone.out) == (3, "")
    assert "Vérifiez que le disque est branché" in gone.complaint
    (vigie.store / "sessions").mkdir(parents=True)
    assert vigie("check").code == 0
    absent = vigie("check", str(tmp_path / "rien.jsonl"))
    assert (absent.code, absent.complaint.count("rien.jsonl")) == (1, 1)
    assert vigie("check", "208").code == 2


def cut(lines: list[bytes]) -> list[bytes]:
    """All but the first."""
    return lines[:1]


def cut_in_its_birth(lines: list[bytes]) -> list[bytes]:
    """The first, and a line of an action that has more."""
    return lines[:2]


def beheaded(lines: list[bytes]) -> list[bytes]:
    """All but the first two; candidates have numbers, too."""
    return lines[2:]


@pytest.mark.parametrize("spoilt", [cut, cut_in_its_birth, beheaded])
def test_what_nobody_can_go_on_with_is_not_whole(spoilt: Callable[[list[bytes]], list[bytes]], room: Vigie) -> None:
    """`check` says of a session what opening it says, under the name of its folder, and another may have its « 1 »."""
    path = room.store / "sessions/208/journal.jsonl"
    path.write_bytes(b"".join(spoilt(path.read_bytes().splitlines(keepends=True))))
    for answer in (room("check"), room("check", "208"), room("status")):
        assert answer.code == 1
        assert answer.complaint.startswith("Session 208 :")
        assert "ligne 1" in answer.complaint
    assert room("do", "208", "note", "session", "x").code == 3
    room.create("1")
