"""A folder for as long as a command runs: in memory where the system has such a place, and gone with the process."""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from data import disk

_LEAD = "vigie-hub-"
_LOCK = "held.lock"


class PrivateFolder:
    """A folder that nobody else may look into."""

    def __init__(self) -> None:
        """Make it; what killed processes left of theirs is removed.

        Raises:
            OSError: none can be made.
        """
        base = base_folder()
        _sweep(base)
        self.path = Path(tempfile.mkdtemp(prefix=_LEAD, dir=base))
        self._lock = FileLock(self.path / _LOCK, mode=0o600)
        self._lock.acquire(timeout=0)
        self._owner = os.getpid()
        atexit.register(self.remove)

    def remove(self) -> None:
        """Take it away, with all that was laid out in it; a process that was forked leaves its parent's alone."""
        atexit.unregister(self.remove)
        if os.getpid() == self._owner:
            self._lock.release()
            with suppress(OSError):
                disk.remove_tree(self.path)


def base_folder() -> Path:
    """Where such folders are made."""
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):
        if place and Path(place).is_dir() and os.access(place, os.W_OK | os.X_OK):
            return Path(place)
    return Path(tempfile.gettempdir())


def _sweep(base: Path) -> None:
    """Remove the folders of this account that no process holds any more."""
    for left in base.glob(f"{_LEAD}*"):
        with suppress(OSError, Timeout):
            is_another_s = hasattr(os, "getuid") and left.stat().st_uid != os.getuid()
            if is_another_s or not (left / _LOCK).exists():
                # Another account's, or one that is being made at this moment.
                continue
            lock = FileLock(left / _LOCK, mode=0o600)
            lock.acquire(timeout=0)
            lock.release()
            disk.remove_tree(left)
