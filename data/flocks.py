"""The lock of the kernel on a file, as filelock takes it: the two keep each other out.

filelock keeps the books for forks, nesting, deadlocks and expiry around it, which cost more than all that an action
does between the lock and the disk. Nothing here needs them but the nesting.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from data import disk

if TYPE_CHECKING:
    from collections.abc import Callable

    from filelock import BaseFileLock

ARE_KNOWN = find_spec("fcntl") is not None
"""The system has such locks (Windows has not); a disk may still have none."""

_HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK)
_FLAGS = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class _Hold:
    """What somebody holds of a lock: its open file, how often they took it."""

    fd: int | None = None
    depth: int = 0

    def __del__(self) -> None:
        # Nobody can let go of it any more.
        if self.fd is not None:
            os.close(self.fd)


class _HoldOfThread(threading.local):
    """The same for each thread: what one of them holds the others wait for."""

    def __init__(self) -> None:
        self.hold = _Hold()


class _HoldOfAll:
    """The same for all threads: what one takes another may let go."""

    def __init__(self) -> None:
        self.hold = _Hold()


class Flock:
    """A lock on a file. Whoever holds it may take it again, and lets go of it as often."""

    def __init__(self, path: Path, *, look_again: float, of_thread: bool, instead: Callable[[], BaseFileLock]) -> None:
        """Of a file that need not be there.

        Args:
            path: it is made by whoever locks first, and stays: who waits for it must not wait for another one.
            look_again: seconds between two looks at a lock that somebody holds.
            of_thread: each thread holds it for itself.
            instead: the lock that filelock has for a disk without such locks.
        """
        self._path = path
        self._instead: BaseFileLock | None = None
        self._make_instead = instead
        self._look_again = look_again
        self._of: _HoldOfThread | _HoldOfAll = _HoldOfThread() if of_thread else _HoldOfAll()

    def acquire(self, *, timeout: float) -> None:
        """Hold it.

        Args:
            timeout: seconds to wait while somebody else holds it.

        Raises:
            TimeoutError: somebody else held it all the time.
            NotImplementedError: the disk has no locks at all.
            OSError: its file cannot be opened or made.
        """
        hold = self._of.hold
        if hold.fd is None:
            until = time.monotonic() + timeout
            while (fd := self._try()) is None:
                if self._instead is not None:
                    self._instead.acquire(timeout=timeout)
                    return
                rest = until - time.monotonic()
                if rest <= 0:
                    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(self._path))
                time.sleep(min(self._look_again, rest))
            hold.fd = fd
        hold.depth += 1

    def release(self) -> None:
        """Let go of it; nothing where it is not held."""
        if self._instead is not None:
            self._instead.release()
            return
        import fcntl

        hold = self._of.hold
        hold.depth = max(0, hold.depth - 1)
        if hold.depth == 0 and hold.fd is not None:
            fd, hold.fd = hold.fd, None
            try:
                fcntl.flock(fd, fcntl.LOCK_UN)
            finally:
                os.close(fd)

    def _try(self) -> int | None:
        """The open file, locked; None while somebody else holds it, or where there is another kind of lock instead."""
        import fcntl

        if self._instead is not None:
            return None
        fd, is_new = self._opened()
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(fd).st_nlink:
                return fd
        except BaseException as error:
            os.close(fd)
            code = error.errno if isinstance(error, OSError) else None
            if code == errno.ENOSYS:
                if is_new:
                    # There the file itself is the lock: it would be taken for somebody's.
                    with suppress(OSError):
                        disk.remove(self._path)
                self._instead = self._make_instead()
            elif code not in _HELD_BY_ANOTHER:
                raise
            return None
        # Its file lost its name in between: others lock another one.
        os.close(fd)
        return None

    def _opened(self) -> tuple[int, bool]:
        """The open file, and whether it was made just now."""
        with suppress(FileNotFoundError):
            return os.open(self._path, _FLAGS), False
        try:
            fd = os.open(self._path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            # Another one was faster.
            return os.open(self._path, _FLAGS), False
        with suppress(OSError):
            # The owner may write in it, whatever the umask.
            os.fchmod(fd, 0o600)
        return fd, True
