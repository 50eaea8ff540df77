"""The kernel's lock on a file: the same as that of filelock, which older Vigies and other systems take."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from data import flocks
from data.errors import StoreError
from data.flocks import Flock
from data.locks import Claim, Lock

pytestmark = pytest.mark.skipif(not flocks.ARE_KNOWN, reason="this system has no such locks")


def lock_at(path: Path, *, of_thread: bool = True) -> Flock:
    return Flock(path, look_again=0.001, of_thread=of_thread, instead=lambda: FileLock(path))


def missing(fd: int, flags: int) -> None:
    """What the system answers on a disk that knows no such lock."""
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


def is_free(path: Path) -> bool:
    """Whether another process could take it: a lock of its own is asked."""
    other = lock_at(path)
    try:
        other.acquire(timeout=0)
    except TimeoutError:
        return False
    other.release()
    return True


def test_it_and_filelock_keep_each_other_out(tmp_path: Path) -> None:
    """An older Vigie beside this one writes the same journals."""
    ours, theirs = lock_at(tmp_path / "a.lock"), FileLock(tmp_path / "a.lock")
    ours.acquire(timeout=0)
    with pytest.raises(Timeout):
        theirs.acquire(timeout=0)
    ours.release()
    with theirs.acquire(timeout=0), pytest.raises(TimeoutError):
        ours.acquire(timeout=0)
    ours.acquire(timeout=0)
    ours.release()


def test_it_is_let_go_of_as_often_as_it_was_taken(tmp_path: Path) -> None:
    """A creation makes the store under its lock and holds it already."""
    lock = lock_at(tmp_path / "a.lock")
    lock.release()
    for free in (False, False):
        lock.acquire(timeout=0)
        assert is_free(tmp_path / "a.lock") is free
    lock.release()
    assert not is_free(tmp_path / "a.lock")
    lock.release()
    assert is_free(tmp_path / "a.lock")


@pytest.mark.parametrize("of_thread", [True, False])
def test_threads_wait_for_each_other_or_hold_it_together(of_thread: bool, tmp_path: Path) -> None:
    """A writer's lock is one thread's; who sits at a session is the whole process."""
    lock = lock_at(tmp_path / "a.lock", of_thread=of_thread)
    lock.acquire(timeout=0)
    found: list[bool] = []

    def try_too() -> None:
        try:
            lock.acquire(timeout=0)
        except TimeoutError:
            found.append(False)
        else:
            found.append(True)
            lock.release()

    other = threading.Thread(target=try_too)
    other.start()
    other.join()
    assert found == [not of_thread]
    lock.release()


def test_nobody_holds_what_is_forgotten(tmp_path: Path) -> None:
    """A journal that is closed without a word leaves no lock behind."""
    lock = lock_at(tmp_path / "a.lock", of_thread=False)
    lock.acquire(timeout=0)
    del lock
    assert is_free(tmp_path / "a.lock")


def test_a_file_without_a_name_locks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was removed between its opening and its lock: the next one would lock another file."""
    path = tmp_path / "a.lock"
    real = os.open
    opened: list[int] = []

    def lose_the_first(*args: object) -> int:
        opened.append(real(*args))  # type: ignore[arg-type]
        if len(opened) == 1:
            path.unlink()
        return opened[-1]

    path.touch()
    lock = lock_at(path)
    monkeypatch.setattr(os, "open", lose_the_first)
    lock.acquire(timeout=60)
    monkeypatch.undo()
    assert path.exists()
    assert not is_free(path)
    lock.release()


@pytest.mark.parametrize("umask", [0, 0o777])
def test_its_file_is_its_owners(umask: int, tmp_path: Path) -> None:
    """Whatever the umask: the next one who locks opens it for writing."""
    before = os.umask(umask)
    try:
        lock = lock_at(tmp_path / "a.lock")
        lock.acquire(timeout=0)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.lock").stat().st_mode) == 0o600
    lock.release()


@pytest.mark.parametrize("was_there", [False, True])
def test_a_disk_without_it_has_the_other_lock(was_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network disks know no flock: there the library's lock is taken, and no file is left that looks like one."""
    path = tmp_path / "a.lock"
    if was_there:
        path.touch()

    taken: list[str] = []

    class Other:
        def acquire(self, *, timeout: float) -> None:
            taken.append(f"acquired, {path.exists()}")

        def release(self) -> None:
            taken.append("released")

    monkeypatch.setattr("fcntl.flock", missing)
    lock = Flock(path, look_again=0.001, of_thread=True, instead=Other)  # type: ignore[arg-type]
    for _ in range(2):
        lock.acquire(timeout=0)
        lock.release()
    assert taken == [f"acquired, {was_there}", "released"] * 2


def test_what_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that fails is no lock of somebody else's, and leaves no open file."""

    def broken(fd: int, flags: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("fcntl.flock", broken)
    with pytest.raises(StoreError, match="Rien n'a été enregistré"), Lock(tmp_path / "a.lock").held():
        pass
    claim = Claim(tmp_path / "a.lock")
    assert not claim.take()
    assert claim.hindrance is not None
    assert claim.hindrance.errno == errno.EIO


def test_nothing_is_made_where_a_session_was_erased(tmp_path: Path) -> None:
    """Its folder does not come back with a lock in it."""
    with pytest.raises(StoreError), Lock(tmp_path / "208" / "journal.lock").held():
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore:flock not supported")
def test_nor_where_the_other_lock_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the library makes the folder of its file."""
    monkeypatch.setattr("fcntl.flock", missing)
    monkeypatch.setattr("data.disk.is_root", lambda: False)
    folder = tmp_path / "208"
    folder.mkdir()
    lock = Lock(folder / "journal.lock")
    with lock.held():
        pass
    folder.rmdir()
    with pytest.raises(StoreError), lock.held():
        pass
    assert list(tmp_path.iterdir()) == []
