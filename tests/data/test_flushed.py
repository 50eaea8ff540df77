"""What is acknowledged outlives a power cut: at each return, all that was written and named has been flushed.

The system's own calls are watched, below the store's seam: a file is unflushed from its write to its fsync, a name
from the call that gives or takes it to the fsync of the folder that it stands in. No test can cut the power; a call
that is left out is what a cut would show.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import disk, upgrades
from data.access_log import AccessLog
from data.archive import Archive
from data.errors import StoreError
from data.integrity import check
from data.journal import Journal
from data.purging import purge, survey
from data.ticks import ticks_of
from supervisor.action import CloseSession, Mark, ReportFraud
from tests.data.faults import Faults, faults
from tests.data.making import HEADER, NOW, busy_journal, context, creation, new_journal, note
from tests.data.test_upgrades import make_older, upgrade_of_version_0

__all__ = ["faults"]

NOT_KEPT = (".lock",)
"""Locks say nothing once their holder is gone."""


class Watch:
    """Files and names that the disk may not hold yet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: set[str] = set()
        """Paths of files written and not flushed since."""
        self.named: set[str] = set()
        """Paths given or taken away, while their folder was not flushed since."""
        self.flushes: list[str] = []
        """What was flushed, in its order: last parts of the paths."""
        self._paths: dict[int, str] = {}
        for name in ("open", "write", "ftruncate", "fsync", "replace", "mkdir", "unlink"):
            monkeypatch.setattr(os, name, self._wrap(name, getattr(os, name)))

    @property
    def unflushed(self) -> set[str]:
        """The last parts of all of them."""
        return {Path(path).name for path in self.written | self.named if not path.endswith(NOT_KEPT)}

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        seen: Callable[..., None] = getattr(self, f"_{name}")

        def call(*args: Any, **kwargs: Any) -> Any:
            is_new = name == "open" and not os.path.lexists(args[0])
            result = real(*args, **kwargs)
            if not kwargs.get("dir_fd"):
                seen(result, is_new, *args)
            return result

        return call

    def _open(self, fd: int, is_new: bool, path: Any, *_: Any) -> None:
        self._paths[fd] = str(path)
        if is_new:
            self.named.add(str(path))

    def _write(self, _: int, __: bool, fd: int, *___: Any) -> None:
        if fd in self._paths:
            self.written.add(self._paths[fd])

    _ftruncate = _write

    def _fsync(self, _: None, __: bool, fd: int) -> None:
        path = self._paths[fd]
        self.flushes.append(Path(path).name)
        self.written.discard(path)
        self.named = {name for name in self.named if str(Path(name).parent) != path}

    def _replace(self, _: None, __: bool, source: Any, target: Any, *___: Any) -> None:
        assert str(source) not in self.written, "a name was given to what the disk may not hold"
        self.named |= {str(source), str(target)}

    def _mkdir(self, _: None, __: bool, path: Any, *___: Any) -> None:
        self.named.add(str(path))

    def _unlink(self, _: None, __: bool, path: Any, *___: Any) -> None:
        self.written.discard(str(path))
        self.named.add(str(path))


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Begins once the test's own folder is there."""
    return Watch(monkeypatch)


def test_a_store_and_its_first_sessions(watch: Watch, tmp_path: Path) -> None:
    """The folders above it, the store, its settings, the sessions and their folders."""
    archive = Archive(tmp_path / "un" / "deux" / "store")
    archive.create_all([(HEADER, creation("208")), (HEADER, creation("209"))], context())
    assert watch.unflushed == set()
    assert watch.flushes[-1] == "sessions", "their names come last"


@pytest.mark.parametrize("torn", [b"", b'{"id":9'])
def test_an_action(torn: bytes, watch: Watch, tmp_path: Path) -> None:
    """One flush, of the journal itself; also where a torn end is cut on the way."""
    journal = new_journal(tmp_path)
    with journal.path.open("ab") as file:
        file.write(torn)
    watch.flushes.clear()
    assert journal.act(Mark("sign", (1, 2, 3)), context()).entries
    assert (watch.unflushed, watch.flushes) == (set(), ["journal.jsonl"])


def test_an_erasure(watch: Watch, tmp_path: Path) -> None:
    """The new file before it has its name, the name after."""
    journal = busy_journal(tmp_path)
    journal.path.with_name("journal.jsonl.new").write_bytes(b"left by a kill")
    watch.flushes.clear()
    assert journal.erase([3], context()).entries
    assert (watch.unflushed, watch.flushes) == (set(), ["208", "journal.jsonl.new", "208"])


def test_an_erasure_that_was_not_flushed_is_by_the_next_try(watch: Watch, faults: Faults, tmp_path: Path) -> None:
    """The second time there is nothing left to erase; but the first time nothing was acknowledged."""
    journal = busy_journal(tmp_path)
    with faults.at("fsync", 3, "EIO"), pytest.raises(StoreError, match="répondu par une erreur"):
        journal.erase([3], context())
    assert watch.unflushed == {"journal.jsonl", "journal.jsonl.new"}
    assert journal.erase([3], context()).entries == ()
    assert watch.unflushed == set()


def test_evidence_and_the_report_that_names_it(watch: Watch, tmp_path: Path) -> None:
    """A copy, the folder that is made for the first one, then the event."""
    (tmp_path / "photo.jpg").write_bytes(b"x" * 5000)
    journal = new_journal(tmp_path)
    journal.act(Mark("join", (1,)), context())
    kept = journal.keep_evidence([str(tmp_path / "photo.jpg")])
    assert watch.unflushed == set(), "before an event speaks of it"
    assert journal.act(ReportFraud(1, "communication", seen="…", evidence=kept), context()).entries
    assert watch.unflushed == set()


def test_a_session_put_back(watch: Watch, tmp_path: Path) -> None:
    """Of an export: as a new one is made."""
    journal = busy_journal(tmp_path / "here").path.read_bytes()
    Archive(tmp_path / "there").restore("208", journal)
    assert watch.unflushed == set()


def test_the_registers(watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first access and the first box make the folder that they lie in, and their file: all of it is flushed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    journal = busy_journal(tmp_path)
    assert AccessLog(tmp_path / "store").note("log", "208", now=NOW, who="Paul Martin", host="poste-12") == ""
    assert watch.unflushed == set()
    assert ticks_of(journal).toggle("alert 14") == ""
    assert watch.unflushed == set()


def test_a_purge(watch: Watch, tmp_path: Path) -> None:
    """The figures, and the name that the session loses; its files then are nobody's any more."""
    journal = busy_journal(tmp_path)
    journal.act(CloseSession(force=True), context(minutes=60))
    archive = Archive(tmp_path / "store")
    late = NOW.replace(year=2032)
    [standing] = survey(archive, late)
    assert standing.is_due, standing.why_kept
    assert purge(archive, [standing], late) == ""
    assert {
        path for path in watch.written | watch.named if Path(path).parent in (archive.root, archive.folder)
    } == set()


def test_an_upgrade(watch: Watch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The copy of what it was, and what it is."""
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrade_of_version_0)
    path = new_journal(tmp_path).path
    make_older(path)
    assert Journal.open(path).session.last_id == 4
    assert watch.unflushed == set()


def test_a_folder_above_that_cannot_be_opened_is_no_hindrance(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One may make a folder where one may not look; flushing it is the system's business then."""
    real = disk.open_file

    def refuse(path: Path, flags: int, mode: int = 0o600) -> int:
        if path == tmp_path:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(disk, "open_file", refuse)
    journal = Archive(tmp_path / "store").create(HEADER, creation(), context())
    assert note(journal) == 5
    assert check(journal.path).is_whole
