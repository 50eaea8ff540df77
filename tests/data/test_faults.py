"""The disk fails at each system call of the store, one after the other."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from data import upgrades
from data.archive import Archive
from data.errors import SessionExistsError, StoreError
from data.integrity import check
from data.journal import Journal
from supervisor.action import Mark, WriteNote
from supervisor.seal import VERSION
from tests.data.faults import CALLS, Faults, Killed, faults
from tests.data.making import HEADER, context, creation, new_journal
from tests.data.test_upgrades import make_older, upgrade_of_version_0

__all__ = ["faults"]

Result = TypeVar("Result")

KINDS = [
    "short",
    *(pytest.param(kind, marks=pytest.mark.wide) for kind in ("ENOSPC", "EIO", "EACCES", "lasting", "killed")),
]
"""One of them in every run, all in `make check`."""
NBSP = "\N{NO-BREAK SPACE}"


def note(journal: Journal, text: str = "rien à signaler") -> tuple[int, ...]:
    """Record a note; the ids that were acknowledged."""
    return tuple(entry.id for entry in journal.act(WriteNote(text), context()).entries)


def note_after_a_torn_line(journal: Journal) -> tuple[int, ...]:
    with journal.path.open("ab") as file:
        file.write(b'{"id":9,"kind":"note_wr')
    return note(journal)


def note_after_a_lacking_newline(journal: Journal) -> tuple[int, ...]:
    data = journal.path.read_bytes()
    if data.endswith(b"\n"):
        journal.path.write_bytes(data[:-1])
    return note(Journal.open(journal.path))


def sign_all(journal: Journal) -> tuple[int, ...]:
    return tuple(entry.id for entry in journal.act(Mark("sign", (1, 2, 3)), context()).entries)


def erase(journal: Journal) -> tuple[int, ...]:
    return tuple(entry.id for entry in journal.erase([2, 3], context()).entries)


def calls_of(operation: Callable[[Journal], object], folder: Path, faults: Faults) -> dict[str, int]:
    """How many system calls of each kind it takes."""
    journal = new_journal(folder)
    # As below: what only the very first action does, such as making the lock, is not counted.
    note(journal)
    faults.seen.clear()
    operation(journal)
    return dict(faults.seen)


KILLED = "(killed)"


def attempt(operation: Callable[[], Result]) -> tuple[Result | None, str]:
    """What an operation gives back, or what it says: a French sentence, typographic, that names nobody."""
    try:
        return operation(), ""
    except Killed:
        return None, KILLED
    except StoreError as error:
        sentence = error.message
    assert sentence.endswith(".")
    assert f"{NBSP}:" in sentence
    assert "Élève" not in sentence
    return None, sentence


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", [note, sign_all, note_after_a_torn_line, note_after_a_lacking_newline, erase])
def test_no_acknowledged_event_is_lost(
    operation: Callable[[Journal], tuple[int, ...]], kind: str, tmp_path: Path, faults: Faults
) -> None:
    """Whatever call fails: a sentence, a file that opens, all that was acknowledged in it, and a retry that works."""
    calls = calls_of(operation, tmp_path / "dry", faults)
    assert calls["write"] == 1, "one action is one write"
    for call in CALLS:
        for nth in range(1, calls.get(call, 0) + 1):
            journal = new_journal(tmp_path / f"{call}-{nth}")
            acknowledged = list(note(journal))
            with faults.at(call, nth, kind):
                done, _ = attempt(partial(operation, journal))
                assert faults.fired
            acknowledged += done or ()
            again = Journal.open(journal.path)
            assert again.damage is None
            assert {entry.id for entry in again.session.entries} >= set(acknowledged)
            if kind != "killed":
                acknowledged += operation(journal)
                acknowledged += note(journal)
            acknowledged += note(again)
            report = check(journal.path)
            assert report.is_whole
            assert report.remarks == () or operation is erase
            assert report.session is not None
            recorded = [entry.id for entry in report.session.entries]
            assert recorded == list(range(1, len(recorded) + 1))
            assert set(recorded) >= set(acknowledged)
            assert len(acknowledged) == len(set(acknowledged))


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_an_action_is_one_write_and_one_flush(call: str, tmp_path: Path, faults: Faults) -> None:
    """Also one on several candidates."""
    assert calls_of(sign_all, tmp_path, faults)[call] == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("ENOSPC", "le disque est plein"),
        ("short", "le disque est plein"),  # half the line was written
        ("EIO", "le disque a répondu par une erreur"),
    ],
)
def test_a_full_disk_is_told_as_such(kind: str, words: str, tmp_path: Path, faults: Faults) -> None:
    """The line that was begun is cut back, so that even `check` finds nothing to remark."""
    journal = new_journal(tmp_path)
    before = journal.path.read_bytes()
    with faults.at("write", 1, kind), pytest.raises(StoreError, match=words):
        note(journal)
    assert journal.path.read_bytes() == before
    assert note(journal) == (5,)


@pytest.mark.parametrize("kind", KINDS)
def test_sessions_are_made_all_or_none(kind: str, tmp_path: Path, faults: Faults) -> None:
    """Three sessions of one import, and the disk fails at each call in turn: none is left, none is half there."""
    wanted = [(HEADER, creation(number)) for number in ("208", "209", "")]
    faults.seen.clear()
    Archive(tmp_path / "dry").create_all(wanted, context())
    calls = dict(faults.seen)
    for call in CALLS:
        for nth in range(1, calls.get(call, 0) + 1):
            archive = Archive(tmp_path / f"{call}-{nth}")
            with faults.at(call, nth, kind):
                done, said = attempt(partial(archive.create_all, wanted, context()))
                assert faults.fired
            shelves = archive.sessions()
            assert all(check(shelf.folder / "journal.jsonl").is_whole for shelf in shelves)
            # Where not even taking back was possible, what stays is whole and can be seen.
            if said != KILLED and kind != "lasting":
                assert len(shelves) == len(done or ())
            missing = [(HEADER, creation(n)) for n in ("208", "209", "p1") if not archive.holds(n)]
            archive.create_all(missing, context())
            assert archive.numbers() == ["208", "209", "p1"]
            assert not list(archive.folder.glob(".*"))
            with pytest.raises(SessionExistsError):
                archive.create(HEADER, creation("208"), context())


@pytest.mark.parametrize("kind", KINDS)
def test_an_upgrade_that_fails_leaves_the_old_file(
    kind: str, tmp_path: Path, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old journal, or the new one: whole, and upgraded by the next one who opens it."""
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrade_of_version_0)
    dry = new_journal(tmp_path / "dry")
    make_older(dry.path)
    faults.seen.clear()
    Journal.open(dry.path)
    for call, count in dict(faults.seen).items():
        for nth in range(1, count + 1):
            path = new_journal(tmp_path / f"{call}-{nth}").path
            make_older(path)
            with faults.at(call, nth, kind):
                attempt(partial(Journal.open, path))
            journal = Journal.open(path)
            assert journal.damage is None
            assert [entry.id for entry in journal.session.entries] == [1, 2, 3, 4]
            assert json.loads(path.read_bytes().partition(b"\n")[0])["version"] == VERSION
