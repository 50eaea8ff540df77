"""Faults of the disk, injected at any system call of the store.

The seam is the first half of `data.disk`: one function per system call, looked up at each call. Patching there
leaves all of the store's own logic in place, and reaches nothing else in the process.
"""

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from data import disk

CALLS = ("open_file", "write", "fsync", "truncate", "replace", "make_folder", "remove", "remove_tree")


class Killed(BaseException):
    """The process is gone: whatever it still tries does nothing."""


@dataclass
class Faults:
    """Counts the store's system calls, and makes one of them fail."""

    seen: Counter[str] = field(default_factory=Counter)
    call: str = ""
    nth: int = 0
    kind: str = ""
    """An errno's name; « short »: half a write and then no space; « lasting »: no space, and nothing can be cut back
    either; « killed »: this call is not made, nor any after it."""
    fired: bool = False

    @contextmanager
    def at(self, call: str, nth: int, kind: str) -> Iterator[None]:
        """Make the nth call fail while inside."""
        self.seen.clear()
        self.call, self.nth, self.kind, self.fired = call, nth, kind, False
        try:
            yield
        finally:
            self.kind = ""

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The same system call, which may fail."""

        def call(*args: Any) -> Any:
            self.seen[name] += 1
            due = self.call == name and self.seen[name] == self.nth
            if not self.kind or not (due or self.fired):
                return real(*args)
            if due:
                self.fired = True
                return self._fail(name, real, *args)
            if self.kind == "killed":
                raise Killed
            if self.kind == "lasting" and name in ("write", "truncate", "fsync", "replace"):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if self.kind == "short" and name == "write" and self.call == "write":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*args)

        return call

    def _fail(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        if self.kind == "killed":
            raise Killed
        if name == "write" and self.kind in ("short", "lasting"):
            fd, data = args
            return real(fd, data[: max(1, len(data) // 2)])
        number = errno.ENOSPC if self.kind in ("short", "lasting") else getattr(errno, self.kind)
        raise OSError(number, os.strerror(number))


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Every system call of the store goes through these."""
    injected = Faults()
    for name in CALLS:
        monkeypatch.setattr(disk, name, injected.wrap(name, getattr(disk, name)))
    return injected
