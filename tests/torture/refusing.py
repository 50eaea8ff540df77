"""A system that refuses: one call of a command fails, for once or from then on, as disks and other programs make it.

Below the store's seam, so that what goes around it is refused too; above a folder nothing is.
"""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from data.system import LONGEST_ON_WINDOWS

CALLS = (
    "open", "read", "write", "ftruncate", "fsync", "replace", "mkdir", "unlink", "rmdir", "chmod", "fchmod", "listdir",
    "scandir", "stat", "lstat",
)  # fmt: skip
CHANGES = ("open", "write", "ftruncate", "fsync", "replace", "mkdir")
"""What a disk that is full, or gone, refuses from then on."""
KINDS = ("EIO", "ENOSPC", "EACCES", "EROFS", "EINTR", "EDQUOT", "full from then on", "gone from then on")
"""What is answered; the last two for ever."""


Refusal = Callable[[str, int, str], OSError | None]
"""Given a call, the how manieth of its kind it is, and where: what it is answered; None lets it through."""


@dataclass
class Refusing:
    """Counts the calls below a folder, and refuses one of them."""

    root: Path
    seen: Counter[str] = field(default_factory=Counter)
    refuse: Refusal = lambda call, nth, place: None
    refused: int = 0
    _open: dict[int, str] = field(default_factory=dict)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Refuse, as long as this lasts."""
        self.seen.clear()
        self.refused = 0
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._wrap(name, getattr(os, name)))
            patch.setattr(os, "remove", os.unlink)
            yield

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            places = [self._place(one, kwargs.get("dir_fd")) for one in args[: 2 if name == "replace" else 1]]
            if place := next(filter(None, places), ""):
                self.seen[name] += 1
                if error := self.refuse(name, self.seen[name], "\n".join(places)):
                    self.refused += 1
                    raise error
            result = real(*args, **kwargs)
            if name == "open":
                self._open[result] = place
            return result

        return call

    def _place(self, what: Any, dir_fd: int | None) -> str:
        """Where something is, under the root; empty for what lies elsewhere."""
        if isinstance(what, int):
            return self._open.get(what, "")
        try:
            path = os.fsdecode(what)
        except TypeError:
            return ""
        if dir_fd is not None:
            path = f"{self._open.get(dir_fd, '')}/{path}"
        return path if path.startswith(f"{self.root}/") else ""


def failing(call: str, nth: int, kind: str) -> Refusal:
    """The nth call of a kind fails; « … from then on »: so does every later one that changes something."""
    number = {"full from then on": errno.ENOSPC, "gone from then on": errno.EIO}.get(kind) or getattr(errno, kind)
    is_over = False

    def refuse(name: str, rank: int, _: str) -> OSError | None:
        nonlocal is_over
        is_due = name == call and rank == nth
        if is_due and kind.endswith("from then on"):
            is_over = True
        return OSError(number, os.strerror(number)) if is_due or (is_over and name in CHANGES) else None

    return refuse


def too_long(name: str, _: int, place: str) -> OSError | None:
    """What Windows answers to a path that is longer than it takes.

    To list a folder it puts a pattern behind it, and a new folder has to leave room for the name of a file in it.
    """
    path = max(place.split("\n"), key=len)
    added = 4 if name in ("listdir", "scandir") else 12 if name == "mkdir" else 0
    if len(path) + added <= LONGEST_ON_WINDOWS:
        return None
    error = FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", path)
    error.winerror = 206 if name == "mkdir" else 3  # type: ignore[attr-defined]
    return error


def as_windows_says(number: int, path: str) -> OSError:
    """What Windows answers, with its own number beside it."""
    error = PermissionError(errno.EACCES, "Access is denied", path)
    error.winerror = number  # type: ignore[attr-defined]
    return error
