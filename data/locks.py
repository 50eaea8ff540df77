"""One writer at a time: a lock file, on every system that filelock knows."""

from __future__ import annotations

import errno
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from data import disk, flocks
from data.errors import StoreError, failed

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE = 10.0
"""Seconds that a writer waits for the one before it (RULES.md section 1)."""
_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, getattr(errno, "EOPNOTSUPP", errno.ENOSYS))
"""What a disk answers that has no locks, a share whose server gives none among them."""
_LOOK_AGAIN = 0.01
"""Seconds between two looks at a lock that somebody holds: a writer holds it for a flush or two."""


class Lock:
    """A lock on something of the store; only writers take it, readers never wait."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file_lock: BaseFileLock | flocks.Flock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            StoreError: somebody else held it all the time, or the lock file cannot be made.
        """
        file_lock = self._file_lock = self._file_lock or _file_lock(self.path)
        try:
            _make(self.path)
            # Another program may look into the file of the lock, as into any other.
            disk.patiently(lambda: file_lock.acquire(timeout=PATIENCE))
        except TimeoutError:
            raise StoreError(
                f"Un autre programme écrit depuis plus de {PATIENCE:.0f} s dans {self.path.parent} : rien n'a été "
                "enregistré. Attendez un instant, puis recommencez ; si cela dure, fermez les autres Vigie."
            ) from None
        except FileNotFoundError as error:
            raise failed("Rien n'a été enregistré dans", self.path.parent, error) from error
        except (OSError, NotImplementedError) as error:
            if not isinstance(error, OSError) or error.errno in _NO_LOCKS:
                error = OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
            # Not its folder: « take it away » is said of what stands in the place of a file.
            raise failed("Rien n'a été enregistré, faute du verrou", self.path, error) from error
        try:
            yield
        finally:
            # What was to be written is written: a lock that will not open is no reason to say otherwise.
            with suppress(OSError):
                file_lock.release()


class Claim:
    """A lock that a process takes at once or not at all, and holds for as long as it lives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hindrance: OSError | None = None
        """Why the last try failed, where it was not that somebody else holds it."""
        # What one thread takes another may let go.
        self._file_lock = _file_lock(path, of_thread=False)

    def take(self) -> bool:
        """Hold it; False when another process does, or the system has no such lock for us: see `hindrance`."""
        self.hindrance = None
        try:
            _make(self.path)
            disk.patiently(lambda: self._file_lock.acquire(timeout=0))
        except TimeoutError:
            return False
        except OSError as error:
            self.hindrance = error
            return False
        except NotImplementedError:
            self.hindrance = OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
            return False
        return True

    def let_go(self) -> None:
        """Somebody else may take it."""
        self._file_lock.release()

    def end(self) -> None:
        """Let it go, and its file with it.

        Raises:
            OSError: the file is still there.
        """
        try:
            # While it is held: who waits for it must not be left with a file that has no name.
            disk.remove(self.path)
        except PermissionError:
            # Windows removes no open file, be it ours or that of somebody who took it meanwhile.
            self.let_go()
            disk.remove(self.path)
        else:
            self.let_go()


def _make(path: Path) -> None:
    """Have the lock's file there, with the owner that files of its folder have: else it is owned by who locks first."""
    if not disk.is_folder(path.parent):
        # filelock, where it is taken, would make it: a session that was just erased must not come back as a folder.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    # Elsewhere the file alone may be the lock, as where fcntl is missing.
    if disk.is_root() and not path.exists():
        with disk.opened(path, os.O_RDWR | os.O_CREAT, 0o600):
            pass


def _file_lock(path: Path, *, of_thread: bool = True) -> BaseFileLock | flocks.Flock:
    of_library = partial(_of_library, path, of_thread=of_thread)
    if flocks.ARE_KNOWN:
        return flocks.Flock(path, look_again=_LOOK_AGAIN, of_thread=of_thread, instead=of_library)
    return of_library()


def _of_library(path: Path, *, of_thread: bool) -> BaseFileLock:
    """The lock that filelock has; imported where there is no other, since that takes as long as some commands."""
    with warnings.catch_warnings():
        # Without fcntl it warns that its locks are files only. They will do.
        warnings.simplefilter("ignore")
        from filelock import FileLock

    return FileLock(path, mode=0o600, timeout=PATIENCE, poll_interval=_LOOK_AGAIN, thread_local=of_thread)
