"""What a refusal of the disk is told as: what is there and what is not, never the contrary."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from data import disk, referent, system
from data.archive import Archive
from data.errors import StoreError, failed
from data.forgetting import forget, look_for
from data.journal import Journal
from data.locks import Claim, Lock
from data.purging import has_leftovers, purge, sweep
from data.rights import PRIVATE
from data.roster import read_roster
from data.ticks import Ticks, forget_left_boxes
from supervisor.action import CloseSession
from tests.data.faults import Faults, faults
from tests.data.making import HEADER, busy_journal, context, creation, note
from tests.data.test_purging import LATE, closed, standing

__all__ = ["faults"]

HELD = 32
"""ERROR_SHARING_VIOLATION."""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's own state folder."""
    monkeypatch.setattr(referent, "state_folder", lambda: tmp_path / "state")


def held_error(path: Path, code: int = HELD) -> PermissionError:
    """What Windows raises of a file that somebody else holds open."""
    error = PermissionError(errno.EACCES, "Access is denied", str(path))
    error.winerror = code  # type: ignore[attr-defined]
    return error


def said_by(deed: Any) -> str:
    """The sentence of what cannot be done."""
    with pytest.raises(StoreError) as raised:
        deed()
    return raised.value.message.replace("\N{NO-BREAK SPACE}", " ")


# A purge ---------------------------------------------------------------------------------------------


def test_a_session_that_keeps_its_name_keeps_its_boxes(tmp_path: Path, faults: Faults) -> None:
    """A purge that cannot rename takes nothing; the next one takes both."""
    closed(tmp_path)
    boxes = Ticks(tmp_path, "208", PRIVATE)
    boxes.toggle("fait:3")
    listed = standing(tmp_path)
    # The first name given is that of the figures; the second one is the one that the session loses.
    with faults.at("replace", 2, "EACCES"):
        told = said_by(partial(purge, Archive(tmp_path), [listed], LATE))
    assert "reste entière" in told
    assert boxes.ticked == {"fait:3"}
    assert purge(Archive(tmp_path), [listed], LATE) == ""
    assert boxes.ticked == frozenset()


@pytest.mark.parametrize("kind", ["EACCES", "EIO", "killed"])
def test_boxes_that_a_purge_cut_short_left_go_with_the_next(kind: str, tmp_path: Path, faults: Faults) -> None:
    """A session of that folder made later begins without a box."""
    from tests.data.faults import Killed

    closed(tmp_path)
    Ticks(tmp_path, "208", PRIVATE).toggle("fait:3")
    archive = Archive(tmp_path)
    listed = standing(tmp_path)
    with faults.at("remove_tree", 1, kind), pytest.raises((StoreError, Killed)):
        purge(archive, [listed], LATE)
    assert has_leftovers(archive)
    sweep(archive)
    assert not has_leftovers(archive)
    archive.create(HEADER, creation("208"), context())
    assert Ticks(tmp_path, "208", PRIVATE).ticked == frozenset()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space"), NotImplementedError()])
def test_a_claim_that_cannot_be_made_is_nobodys(error: Exception, tmp_path: Path, monkeypatch: Any) -> None:
    """A full disk, or one without locks, is not « somebody has it open »."""
    closed(tmp_path)
    listed = standing(tmp_path)

    def refuse(self: Claim) -> bool:
        monkeypatch.setattr(self._file_lock, "acquire", fail)
        return real(self)

    def fail(**_: object) -> None:
        raise error

    real = Claim.take
    monkeypatch.setattr(Claim, "take", refuse)
    told = said_by(partial(purge, Archive(tmp_path), [listed], LATE))
    assert "Rien n'a été effacé" in told
    assert ("plein" in told) == isinstance(error, OSError)
    assert ("verrous" in told) == isinstance(error, NotImplementedError)


def test_a_disk_without_locks_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    """A writer says so, too."""
    journal = busy_journal(tmp_path)
    lock = Lock(journal.path.with_name("journal.lock"))

    class NoLocks:
        def acquire(self, **_: object) -> None:
            raise NotImplementedError

    monkeypatch.setattr(lock, "_file_lock", NoLocks())
    with pytest.raises(StoreError, match="verrous"), lock.held():
        pass


# An erasure ------------------------------------------------------------------------------------------


def erase_2(root: Path) -> None:
    """Erase what a session knows of its second candidate."""
    archive = Archive(root / "store")
    journal = archive.journal("208")
    try:
        forget(archive, journal, look_for(archive, journal, 2), (), context(minutes=90))
    finally:
        journal.drafts.close()


def test_an_erasure_never_says_that_nothing_was_recorded_when_it_was(tmp_path: Path, faults: Faults) -> None:
    """Whichever call fails: « rien » only where the journal is as it was."""
    journal = busy_journal(tmp_path / "dry")
    journal.act(CloseSession(force=True), context(minutes=60))
    (tmp_path / "dry" / "store" / "sessions" / ".new-left").mkdir()
    faults.seen.clear()
    erase_2(tmp_path / "dry")
    calls = dict(faults.seen)
    seen = 0
    for call in ("open_file", "write", "fsync", "replace", "remove", "remove_tree"):
        for nth in range(1, calls.get(call, 0) + 1):
            root = tmp_path / f"{call}-{nth}"
            journal = busy_journal(root)
            journal.act(CloseSession(force=True), context(minutes=60))
            (root / "store" / "sessions" / ".new-left").mkdir()
            before = journal.path.read_bytes()
            with faults.at(call, nth, "EIO"):
                try:
                    erase_2(root)
                except StoreError as error:
                    told = error.message
                else:
                    continue
            if journal.path.read_bytes() != before:
                seen += 1
                assert "Rien n'a été" not in told, (call, nth, told)
                assert "pas abouti" not in told, (call, nth, told)
    assert seen >= 2


def test_a_lock_that_is_held_after_the_erasure(tmp_path: Path, monkeypatch: Any) -> None:
    """Somebody copies evidence just then: the erasure is in the journal, and told as such."""
    journal = busy_journal(tmp_path)
    journal.act(CloseSession(force=True), context(minutes=60))
    (journal.path.parent / "evidence").mkdir()

    def late(*_: object, **__: object) -> None:
        raise StoreError("Rien n'a été enregistré : quelqu'un copie.")

    monkeypatch.setattr("data.evidence.EvidenceFolder.sweep", late)
    told = said_by(partial(erase_2, tmp_path))
    assert "L'effacement est noté" in told
    assert "Rien n'a été" not in told


# Boxes and what cannot be read -----------------------------------------------------------------------


@pytest.mark.parametrize("spoilt", [b"{", b"[]", b'{"done":3}', b"\xff"])
def test_boxes_that_cannot_be_read_are_kept_aside(spoilt: bytes, tmp_path: Path) -> None:
    """One key more never takes what the others were; they go with their session."""
    boxes = Ticks(tmp_path, "208", PRIVATE)
    boxes.toggle("fait:3")
    path = tmp_path / "referent" / "208.json"
    path.write_bytes(spoilt)
    assert boxes.toggle("fait:4") == ""
    assert boxes.ticked == {"fait:4"}
    assert path.with_name("208.json.illisible").read_bytes() == spoilt
    (tmp_path / "sessions").mkdir()
    forget_left_boxes(tmp_path, tmp_path / "sessions")
    assert list((tmp_path / "referent").iterdir()) == []


def test_a_disk_that_answers_with_errors_takes_no_box(tmp_path: Path, faults: Faults) -> None:
    """What is on it cannot be read now: it stays, and is told."""
    boxes = Ticks(tmp_path, "208", PRIVATE)
    boxes.toggle("fait:3")
    with faults.at("open_file", 1, "EIO"):
        assert "répondu par une erreur" in boxes.toggle("fait:4")
    assert boxes.ticked == {"fait:3"}


def test_rights_that_cannot_be_given_are_told(tmp_path: Path, monkeypatch: Any) -> None:
    """A memory stick has no modes: ticking ends nothing."""
    monkeypatch.setattr(os, "fchmod", refuse_mode)
    monkeypatch.setattr(Path, "chmod", refuse_mode)
    assert isinstance(Ticks(tmp_path, "208", PRIVATE).toggle("fait:3"), str)


def refuse_mode(*_: object) -> None:
    """A file system without rights."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


# Restored, made --------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [StoreError("non"), OSError(errno.ENOSPC, "No space"), KeyboardInterrupt()])
def test_what_stops_a_restoring_leaves_nothing(error: BaseException, tmp_path: Path, monkeypatch: Any) -> None:
    """Whatever it is: no whole journal stays under a name that nobody looks at."""
    data = busy_journal(tmp_path / "here").path.read_bytes()
    archive = Archive(tmp_path / "there")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("data.evidence.EvidenceFolder.take_over", fail)
    with pytest.raises((StoreError, KeyboardInterrupt)):
        archive.restore("208", data, tmp_path)
    assert list(archive.folder.iterdir()) == []


# Held by another program -----------------------------------------------------------------------------


class Antivirus:
    """Holds whatever is to lose or get a name, so many times."""

    def __init__(self, times: int, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = times
        self.paused: list[float] = []
        monkeypatch.setattr(disk, "pause", self.paused.append)
        for name in ("replace", "unlink"):
            monkeypatch.setattr(Path, name, self._held(getattr(Path, name), code))

    def _held(self, real: Any, code: int) -> Any:
        def call(path: Path, *args: Any, **kwargs: Any) -> Any:
            if self.left:
                self.left -= 1
                raise held_error(path, code)
            return real(path, *args, **kwargs)

        return call


@pytest.mark.parametrize("code", [5, 32, 33, 1224])
@pytest.mark.parametrize("deed", ["replace", "remove", "remove_tree"])
def test_a_file_held_for_a_moment_is_waited_for(deed: str, code: int, tmp_path: Path, monkeypatch: Any) -> None:
    """Removing has as much patience as naming."""
    path, folder = tmp_path / "one", tmp_path / "folder"
    path.write_bytes(b"x")
    folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to(folder)
    antivirus = Antivirus(len(disk.PATIENCE), code, monkeypatch)
    match deed:
        case "replace":
            disk.replace(path, tmp_path / "two")
        case "remove":
            disk.remove(path)
        case _:
            disk.remove_tree(link)
    assert antivirus.paused == list(disk.PATIENCE)


def test_one_held_for_longer_is_told_as_such(tmp_path: Path, monkeypatch: Any) -> None:
    """Not as a matter of rights; and on another system a refusal is one at once."""
    journal = busy_journal(tmp_path)
    Antivirus(1000, HELD, monkeypatch)
    told = said_by(partial(journal.erase, [3], context()))
    assert "tenu par un autre programme" in told
    assert "droits" not in told
    monkeypatch.undo()
    assert Journal.open(journal.path).session.last_id == journal.session.last_id
    assert note(journal)


def test_a_path_that_is_too_long_has_its_sentence(tmp_path: Path) -> None:
    """Windows says « not found » of it."""
    long = tmp_path / ("x" * 200) / ("y" * 200)
    error = OSError(errno.ENOENT, "The system cannot find the path specified", str(long))
    error.winerror = 3  # type: ignore[attr-defined]
    assert "trop long" in failed("Rien dans", long, error).message
    assert "plus court" in failed("Rien dans", long, error).message
    short = OSError(errno.ENOENT, "The system cannot find the path specified", "C:/x")
    short.winerror = 3  # type: ignore[attr-defined]
    assert "trop long" not in failed("Rien dans", Path("C:/x"), short).message


def test_the_purge_is_due(tmp_path: Path) -> None:
    """What the tests above stand on."""
    closed(tmp_path)
    assert standing(tmp_path).is_due
    assert timedelta() < LATE - LATE.replace(year=2026)


# What is left ----------------------------------------------------------------------------------------


def test_what_was_never_given_its_name_is_found_and_swept(tmp_path: Path) -> None:
    """Names stand in it, and nobody sees it: a purge takes it away; what somebody is writing stays."""
    journal = busy_journal(tmp_path)
    archive = Archive(tmp_path / "store")
    assert not archive.has_leftovers()
    boxes = Ticks(archive.root, "208", PRIVATE)
    boxes.toggle("fait:3")
    left = [
        archive.root / "figures.jsonl.new", archive.root / "referent" / "208.json.new",
        journal.path.with_name("journal.jsonl.new"),
    ]  # fmt: skip
    for path in left:
        path.write_bytes(b"LE GOFF")
    lock = Claim(journal.path.with_name("journal.lock"))
    assert lock.take()
    sweep(archive)
    assert [path for path in left if path.exists()] == [left[2]]
    lock.let_go()
    assert archive.has_leftovers()
    sweep(archive)
    assert not archive.has_leftovers()
    assert boxes.ticked == {"fait:3"}
    left[2].write_bytes(b"LE GOFF")
    assert note(Journal.open(journal.path))
    assert not left[2].exists(), "the next action takes it away, too"


@pytest.mark.parametrize("code", [32, None])
def test_a_file_that_is_opened_while_it_is_held(code: int | None, tmp_path: Path, monkeypatch: Any) -> None:
    """The journal itself, after each line: what opens files there says no more than « permission denied »."""
    journal = busy_journal(tmp_path)
    waited: list[float] = []
    monkeypatch.setattr(disk, "pause", waited.append)
    monkeypatch.setattr(system, "ON_WINDOWS", True)
    real, left = os.open, [len(disk.PATIENCE)]

    def held(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if str(path).endswith("journal.jsonl") and left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "Permission denied", str(path))
            if code is not None:
                error.winerror = code  # type: ignore[attr-defined]
            raise error
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", held)
    assert note(journal)
    assert waited == list(disk.PATIENCE)
    left[0] = 10**6
    told = said_by(partial(note, journal))
    assert "tenu par un autre programme" in told
    assert ("droits" in told) == (code is None)


def test_a_piece_and_a_list_that_are_held(tmp_path: Path, monkeypatch: Any) -> None:
    """What is read says so, too."""
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    monkeypatch.setattr(disk, "pause", lambda seconds: None)
    real = Path.stat

    def held(path: Path, **how: Any) -> os.stat_result:
        if path == photo:
            raise held_error(path)
        return real(path, **how)

    journal = busy_journal(tmp_path)
    monkeypatch.setattr(Path, "stat", held)
    assert "tenu par un autre programme" in said_by(partial(journal.keep_evidence, [str(photo)]))
    [problem] = read_roster(photo).problems
    assert "tenu par un autre programme" in str(problem)


# One folder of the store -----------------------------------------------------------------------------


def test_a_folder_that_the_disk_cannot_tell_of_takes_no_other(tmp_path: Path, monkeypatch: Any) -> None:
    """It is listed as one that cannot be read; the others are listed, followed and purged."""
    closed(tmp_path)
    archive = Archive(tmp_path)
    archive.create(HEADER, creation("209"), context())
    bad = archive.folder / "209"
    real = Path.stat

    def stat(path: Path, **how: Any) -> os.stat_result:
        if path == bad or bad in path.parents:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, **how)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(disk, "read_file", lambda path: real_read(path) if bad not in path.parents else stat(path))
    assert [shelf.number for shelf in archive.sessions()] == ["208", "209"]
    assert standing(tmp_path).is_due
    assert purge(archive, [standing(tmp_path)], LATE) == ""


real_read = disk.read_file


def test_an_erasure_is_flushed_after_its_files_are_gone(tmp_path: Path, faults: Faults, monkeypatch: Any) -> None:
    """« Effacée » does not come back with the power, under a hidden name."""
    closed(tmp_path)
    listed = standing(tmp_path)
    done: list[str] = []

    def watched(name: str) -> None:
        real = getattr(disk, name)

        def call(path: Path) -> None:
            done.append(f"{name} {path.name}")
            real(path)

        monkeypatch.setattr(disk, name, call)

    watched("remove_tree")
    watched("sync_folder")
    assert purge(Archive(tmp_path), [listed], LATE) == ""
    [gone] = [place for place, what in enumerate(done) if what.startswith("remove_tree")]
    assert "sync_folder sessions" in done[:gone]
    assert "sync_folder sessions" in done[gone:]


@pytest.mark.parametrize("name", ["journal.lock", "evidence"])
def test_what_stands_in_a_place_is_named_and_never_the_session(name: str, tmp_path: Path) -> None:
    """« Take it away » is said of the file that is wrong: said of its folder, a session would be thrown away."""
    journal = Archive(tmp_path).create(HEADER, creation("208", 1), context())
    wrong = journal.path.with_name(name)
    if name == "evidence":
        wrong.write_bytes(b"")
        told = said_by(lambda: journal.keep_evidence([str(journal.path)]))
    else:
        wrong.unlink(missing_ok=True)
        wrong.mkdir()
        told = said_by(lambda: note(journal))
    assert f"{wrong} : c'est un " in told


@pytest.mark.parametrize("name", ["ENOLCK", "EOPNOTSUPP", "ENOSYS"])
def test_a_share_without_locks_is_told_as_such(name: str, tmp_path: Path, monkeypatch: Any) -> None:
    """However it says so; it is neither « FAT » nor something that a second try mends."""
    journal = Archive(tmp_path).create(HEADER, creation("208", 1), context())

    def refused(*_: object, **__: object) -> None:
        raise OSError(getattr(errno, name), name)

    monkeypatch.setattr("data.locks.flocks.Flock.acquire", refused)
    monkeypatch.setattr("filelock.BaseFileLock.acquire", refused)
    told = said_by(lambda: note(journal))
    assert "ce disque ne connaît pas les verrous" in told
    assert "sur le disque de ce poste" in told


@pytest.mark.skipif(not hasattr(errno, "ESTALE"), reason="this system has no such answer")
def test_a_share_that_went_away_is_told_in_french() -> None:
    told = failed("Lecture impossible de", Path("/sessions"), OSError(errno.ESTALE, "Stale file handle")).message
    assert "le partage réseau ne répond pas" in told
    assert "quand le réseau est là" in told
