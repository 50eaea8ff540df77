"""How far each journal of a store was acknowledged by a hub, kept between two programs.

It is moved on acknowledgement only, and may be lost, damaged or deleted at any time: the hub is asked then. So nothing
of it is flushed, and whatever is wrong with its file is no error.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from data import disk
from data.hub.way import Head
from data.paths import state_folder, without_links
from data.rights import PRIVATE
from data.storage import decode
from supervisor.plain_json import compact

_FORMAT = 1

_NUMBERS = {"n", "offset", "waiting", "is_behind", "is_done"}

Stamp = tuple[int, int, int]
"""Inode, size and modification of a file."""
UNSEEN: Stamp = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where one session stands after a pass."""

    folder: Path
    root: str = ""
    lines: int = 0
    """So many were sent and acknowledged in this pass."""
    head: Head | None = None
    """The last line of this machine that the hub has acknowledged."""
    waiting: int = 0
    """Lines that are here and not there."""
    since: datetime | None = None
    """When the first of them was recorded."""
    fork: tuple[Head, ...] = ()
    """The heads of other branches: somebody went on with this session on another machine."""
    is_behind: bool = False
    """The hub has more of it than this machine: it was restored from a copy, or somebody went on elsewhere."""
    problem: str = ""
    """A French sentence: a damaged line, a session that was erased for good."""


@dataclass(slots=True)
class Known:
    """What is remembered of one journal; all of it can be found out again."""

    stamp: Stamp
    """Of the file when it was last looked at."""
    root: str = ""
    n: int = -1
    """The last line that was acknowledged; -1: none."""
    digest: str = ""
    offset: int = 0
    """Bytes of the file up to the end of that line."""
    waiting: int = 0
    since: str = ""
    """As the line has it."""
    fork: tuple[tuple[int, str], ...] = ()
    is_behind: bool = False
    problem: str = ""
    told: str = ""
    """The digest of the line after which the hub was told what the session comes to."""
    is_done: bool = False
    """What this file holds was sent as far as it can be, or refused."""

    def forget(self) -> None:
        """How far the hub is has to be found out anew."""
        self.n, self.digest, self.offset, self.is_done = -1, "", 0, False

    def sent(self, folder: Path, lines: int = 0) -> Sent:
        """The same as the pass gives it."""
        since = None
        with suppress(ValueError):
            since = datetime.fromisoformat(self.since) if self.since else None
        return Sent(
            folder, self.root, lines, Head(self.n, self.digest) if self.n >= 0 else None, self.waiting, since,
            tuple(Head(*one) for one in self.fork), self.is_behind, self.problem,
        )  # fmt: skip


@dataclass(slots=True)
class Cursor:
    """How far each journal was acknowledged. It may be lost at any time: the hub is asked then."""

    files: dict[Path, Known] = field(default_factory=dict)
    purged: set[str] = field(default_factory=set)
    """What sessions that were purged here were known by, once the hub has answered that they are gone there."""
    not_yet: set[str] = field(default_factory=set)
    """Those that it keeps as long as claims may come: it is asked again on the next connection."""
    is_checked: bool = False
    """The hub was asked on this connection whether it still has what it acknowledged."""


def stamp_of(path: Path) -> Stamp | None:
    """What tells whether a file was written to; None where it is not there, `UNSEEN` where the system does not tell."""
    try:
        found = disk.told_apart(path.stat)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return UNSEEN
    return found.st_ino, found.st_size, found.st_mtime_ns


def place_of(store: Path, ending: str) -> Path:
    """Where something of the sender of a store is kept on this machine, by whoever runs it."""
    name = hashlib.sha256(os.fsencode(without_links(store))).hexdigest()[:24]
    return state_folder() / "hub" / f"{name}.{ending}"


def read_cursor(path: Path, store: Path, hub: str) -> Cursor:
    """What was kept; nothing of it where it is of another hub, of another Vigie, damaged, or not there.

    Args:
        path: its file.
        store: whose journals it knows.
        hub: what tells this hub from every other.
    """
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        kept = decode(disk.read_file(path))
        if kept["format"] == _FORMAT and kept["hub"] == hub:
            files = {store / name: _known(values) for name, values in kept["files"].items()}
            return Cursor(files, {str(one) for one in kept["purged"]})
    return Cursor()


def _known(values: dict[str, Any]) -> Known:
    inode, size, modified = values.pop("stamp")
    fork = tuple((int(n), str(digest)) for n, digest in values.pop("fork"))
    for name, value in values.items():
        if not isinstance(value, int if name in _NUMBERS else str):
            raise TypeError(name)
    return Known((int(inode), int(size), int(modified)), fork=fork, **values)


def written_cursor(store: Path, hub: str, cursor: Cursor) -> bytes:
    """It as `read_cursor` reads it."""
    files = {str(file.relative_to(store)): asdict(known) for file, known in cursor.files.items()}
    document = {"format": _FORMAT, "hub": hub, "files": files, "purged": sorted(cursor.purged)}
    return compact(document)


def put_aside(path: Path, data: bytes) -> None:
    """Write a file of the sender's own, at once and without a flush; what cannot be written is done without."""
    with suppress(OSError):
        make_place(path.parent)
        disk.rewrite(path, data, PRIVATE, flushed=False)


def make_place(folder: Path) -> None:
    """Have the folder of the sender's own there, without a flush: nothing in it has to last.

    Raises:
        OSError: it cannot be made.
    """
    for one in reversed([above for above in (folder, *folder.parents) if not above.exists()]):
        with suppress(FileExistsError):
            disk.make_folder(one, PRIVATE.folder_mode)
