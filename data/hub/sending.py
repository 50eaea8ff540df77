"""One pass over a store: what the hub lacks of its sessions is sent, line by line after what it has.

Nothing is held while it goes on: journals are read as any reader does, and a pass that is cut short is begun again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data import disk
from data.hub.errors import ErasedForGoodError, RefusedLinesError
from data.hub.lines import Outbox, batches, outbox_of
from data.hub.way import BATCH, GONE, Head, Way

JOURNALS = "sessions/*/journal.jsonl"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one session in a pass."""

    folder: Path
    root: str = ""
    lines: int = 0
    """So many were sent and acknowledged."""
    head: Head | None = None
    """The last line of this machine that the hub has acknowledged."""
    waiting: int = 0
    """Lines that are here and not there."""
    fork: tuple[Head, ...] = ()
    """The heads of other branches: somebody went on with this session on another machine."""
    is_behind: bool = False
    """The hub has more of it than this machine: it was restored from a copy, or somebody went on elsewhere."""
    problem: str = ""
    """A French sentence: a damaged line, a session that was erased for good."""


@dataclass(slots=True)
class Known:
    """What is remembered between two passes, of one file; all of it can be found out again."""

    stamp: tuple[int, int, int]
    """Inode, size and modification of the file when it was last sent whole."""
    sent: Sent


@dataclass(slots=True)
class Cursor:
    """How far each journal was acknowledged. It may be lost at any time: the hub is asked then."""

    files: dict[Path, Known] = field(default_factory=dict)


def send(root: Path, way: Way, cursor: Cursor) -> tuple[Sent, ...]:
    """Bring the hub up to date with a store, once.

    Args:
        root: the store.
        way: to the hub; what it raises ends the pass, and what was acknowledged stays so.
        cursor: what earlier passes know; it is moved on acknowledgement only.

    Raises:
        HubError: the hub does not answer, or refuses this device.
    """
    stamps = {path: stamp for path in sorted(root.glob(JOURNALS)) if (stamp := _stamp(path)) is not None}
    for gone in cursor.files.keys() - stamps.keys():
        del cursor.files[gone]
    changed = [path for path, stamp in stamps.items() if path not in cursor.files or cursor.files[path].stamp != stamp]
    boxes = {path: box for path in changed if (box := _read(path)) is not None and box.root}
    heads = way.heads([box.root for box in boxes.values()]) if boxes else {}
    for path, box in boxes.items():
        sent = _sent(path.parent, box, heads.get(box.root, ()), way)
        cursor.files[path] = Known(stamps[path], sent)
    return tuple(known.sent for known in cursor.files.values())


def _sent(folder: Path, box: Outbox, heads: Sequence[Head], way: Way) -> Sent:
    damaged = f"{box.damage}" if box.damage is not None else ""
    if any(head.n == GONE for head in heads):
        return Sent(folder, box.root, problem="effacée du concentrateur à son terme : elle n'y revient pas")
    mine = {line.n: line for line in box.lines}
    on_this_branch = [head for head in heads if head.n in mine and mine[head.n].digest == head.digest]
    last = max((head.n for head in on_this_branch), default=-1)
    if not on_this_branch and heads:
        last = way.furthest(box.root, [Head(line.n, line.digest) for line in box.lines])
    missing = box.lines[last + 1 :]
    sent = 0
    try:
        for batch in batches(missing, BATCH):
            heads = way.add(box.root, batch)
            sent += len(batch)
    except ErasedForGoodError as error:
        return Sent(folder, box.root, sent, problem=error.message)
    except RefusedLinesError as error:
        return Sent(folder, box.root, sent, waiting=len(missing) - sent, problem=error.message)
    head = Head(*box.head)
    others = tuple(other for other in heads if other != head)
    is_behind = bool(others) and not missing and head not in heads
    return Sent(
        folder, box.root, sent, head, fork=() if is_behind else others, is_behind=is_behind, problem=damaged
    )  # fmt: skip


def _read(path: Path) -> Outbox | None:
    try:
        return outbox_of(disk.read_file(path))
    except OSError:
        # Another program holds it, or it was erased just now: the next pass looks again.
        return None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def waiting_in(sent: Iterable[Sent]) -> int:
    """How many lines are here and not there."""
    return sum(one.waiting for one in sent)
