"""Sessions that are only read: nothing of the store is made, opened for writing or changed, whatever one looks at."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import disk, upgrades
from data.errors import DamagedError
from data.reading import READ_ONLY, ReadingArchive, ReadingJournal, ReadOnlyError
from data.rights import PRIVATE
from data.storage import encode
from data.ticks import Ticks
from supervisor.action import CloseSession, WriteNote
from tests.data.making import CREATION, HEADER, busy_journal, context, creation, lines_of, new_journal, note

CHANGING = ("write", "fsync", "truncate", "replace", "make_folder", "remove", "remove_tree")
"""The calls of the seam that change something."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@pytest.fixture
def sealed_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, anything that would change a file fails the test."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a reader changed something")

    def open_to_read(path: Path, flags: int, mode: int = 0o600) -> int:
        assert not flags & WRITES, f"a reader opened {path} for writing"
        return real_open(path, flags, mode)

    real_open = disk.open_file

    def seal_off() -> None:
        for name in CHANGING:
            monkeypatch.setattr(disk, name, forbidden)
        monkeypatch.setattr(disk, "open_file", open_to_read)
        monkeypatch.setattr("data.locks.Lock.held", forbidden)
        monkeypatch.setattr("data.locks.Claim.take", forbidden)

    return seal_off


def everything(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """What lies in a store: rights, time of the last change and bytes of each file."""
    return {
        str(path.relative_to(root)): (s.st_mode, s.st_mtime_ns, path.read_bytes() if stat.S_ISREG(s.st_mode) else b"")
        for path in sorted(root.rglob("*"))
        for s in [path.stat()]
    }


def read_all(archive: ReadingArchive) -> list[int]:
    """All that a review asks of a store: how many events each session has."""
    shelves = archive.sessions()
    for shelf in shelves:
        assert shelf.journal is not None
        shelf.journal.follow()
        assert shelf.journal.drafts.left() == {}
    assert archive.holds("208")
    return [archive.journal(shelf.number).session.last_id for shelf in shelves]


def test_reading_changes_nothing(tmp_path: Path, sealed_off: Callable[[], None]) -> None:
    """Listing, opening, following: no lock, no draft, no file opened but to be read."""
    journal = busy_journal(tmp_path)
    before = everything(tmp_path)
    sealed_off()
    assert read_all(ReadingArchive(tmp_path / "store")) == [journal.session.last_id]
    assert everything(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_with_rights_to_read_alone(tmp_path: Path) -> None:
    """The system itself holds it: a process that may only read sees everything, and « fait » boxes are not kept."""
    journal = busy_journal(tmp_path)
    wanted = journal.session.last_id
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    opened = [*tmp_path.parents][:-1]
    modes = [(folder, folder.stat().st_mode) for folder in opened]
    try:
        for folder, mode in modes:
            if folder.stat().st_uid == 0 and "pytest" in str(folder):
                folder.chmod(stat.S_IMODE(mode) | 0o555)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.setgid(65534)
                os.setuid(65534)
                os.environ["XDG_STATE_HOME"] = os.environ["HOME"] = str(tmp_path)
                archive = ReadingArchive(tmp_path / "store")
                told = Ticks(tmp_path / "store", "208", PRIVATE).toggle("confirm")
                is_read = read_all(archive) == [wanted]
                code = 0 if is_read and "ne peuvent pas être gardées" in told else 2
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
    finally:
        for folder, mode in modes:
            folder.chmod(stat.S_IMODE(mode))


def test_what_would_record_says_why_not(tmp_path: Path) -> None:
    """Acting, erasing, keeping evidence, making and renumbering: the same sentence, and nothing on the disk."""
    busy_journal(tmp_path)
    archive = ReadingArchive(tmp_path / "store")
    journal = archive.journal("208")
    before = everything(tmp_path)
    attempts: list[Callable[[], Any]] = [
        lambda: journal.act(WriteNote("x"), context()),
        lambda: journal.erase([2], context()),
        lambda: journal.keep_evidence(["/etc/hostname"]),
        lambda: archive.create(HEADER, creation("209"), context()),
        lambda: archive.locked().__enter__(),
        archive.make,
    ]
    for attempt in attempts:
        with pytest.raises(ReadOnlyError, match="Lecture seule"):
            attempt()
    assert everything(tmp_path) == before
    assert READ_ONLY.startswith("Lecture seule")


def test_what_the_surveillant_records_is_followed(tmp_path: Path) -> None:
    """Each of his actions is there at the next look, a close included."""
    writer = new_journal(tmp_path)
    reader = ReadingJournal.open(writer.path)
    assert not reader.follow()
    note(writer, "fenêtre ouverte")
    assert [entry.id for entry in reader.follow().entries] == [CREATION + 1]
    writer.act(CloseSession(force=True), context())
    assert reader.follow()
    assert reader.session == writer.session


def test_a_line_that_is_being_written_is_no_damage(tmp_path: Path) -> None:
    """Cut anywhere, the last line is waited for."""
    writer = new_journal(tmp_path)
    before = writer.path.read_bytes()
    note(writer)
    whole = writer.path.read_bytes()
    reader = None
    for end in range(len(before), len(whole) + 1):
        writer.path.write_bytes(whole[:end])
        reader = ReadingJournal.open(writer.path) if reader is None else reader
        reader.follow()
        assert reader.damage is None, end
        assert ReadingJournal.open(writer.path).damage is None, end
    assert reader is not None
    assert reader.session == writer.session


def test_a_damaged_journal_shows_its_good_part(tmp_path: Path) -> None:
    """What precedes the damage is read; the shelf says what is wrong."""
    journal = busy_journal(tmp_path)
    lines = lines_of(journal.path)
    lines[-2] = lines[-2].replace(b"bleue", b"verte")
    journal.path.write_bytes(b"".join(lines))
    [shelf] = ReadingArchive(tmp_path / "store").sessions()
    assert shelf.journal is not None
    assert shelf.journal.session.last_id == journal.session.last_id - 2
    assert "abîmé" in shelf.problem


def test_a_journal_without_a_first_line_cannot_be_read(tmp_path: Path) -> None:
    """It is listed with its sentence."""
    journal = new_journal(tmp_path)
    journal.path.write_bytes(b"{}\n")
    [shelf] = ReadingArchive(tmp_path / "store").sessions()
    assert shelf.journal is None
    assert shelf.problem
    with pytest.raises(DamagedError):
        ReadingJournal.open(journal.path)


def test_an_older_format_is_upgraded_in_memory_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealed_off: Callable[[], None]
) -> None:
    """The file stays as it is; what is read of it is what an upgrade would write."""
    journal = busy_journal(tmp_path)
    wanted = journal.session
    today = journal.path.read_bytes()
    older = json.loads(lines_of(journal.path)[0]) | {"version": 0}
    journal.path.write_bytes(encode(older) + b"".join(lines_of(journal.path)[1:]))
    monkeypatch.setitem(upgrades.UPGRADES, 0, lambda _: [json.loads(line) for line in today.splitlines()])
    before = everything(tmp_path)
    sealed_off()
    reader = ReadingArchive(tmp_path / "store").journal("208")
    assert reader.session == wanted
    assert not reader.follow()
    assert everything(tmp_path) == before
