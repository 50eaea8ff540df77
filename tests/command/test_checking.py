"""`vigie check`: whole, or the first line where it breaks."""

import shutil
from pathlib import Path

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
    """An empty store is whole; a file or a session that is not there is not."""
    assert vigie("check").code == 0
    assert vigie("check", str(tmp_path / "rien.jsonl")).code == 1
    assert vigie("check", "208").code == 2
