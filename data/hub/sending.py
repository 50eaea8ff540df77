"""One pass over a store: what the hub lacks of its sessions is sent, line by line after what it has.

Nothing is held while it goes on: journals are read as any reader does, and a pass that is cut short is begun again.
One journal is in memory at a time, and of one that was sent before only what was appended since is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data import disk
from data.archive import journals_of
from data.hub.cursor import Cursor, Known, Sent, Stamp, stamp_of
from data.hub.errors import ErasedForGoodError, OtherSchoolError, RefusedLinesError
from data.hub.lines import BEGINNING, HubLine, Outbox, at_once, batches, field_of, following, outbox_of, root_in
from data.hub.way import BATCH, GONE, Head, Way
from data.integrity import Damage
from data.system import is_held, reason_of

ASKED_TOGETHER = 200
"""Sessions whose heads are asked for in one question."""
_ERASED = "effacée du concentrateur à son terme : elle n'y revient pas"

__all__ = ["Cursor", "Known", "Sent", "look", "send"]


def look(root: Path, cursor: Cursor, only: Path | None = None) -> tuple[Path, ...]:
    """What of a store waits to be sent, without asking the hub; the journals that changed since they were sent.

    Args:
        root: the store.
        cursor: what earlier passes know; what waits is noted in it.
        only: the one journal to look at; None: all of them.
    """
    found = {path: stamp for path in _journals(root, only) if (stamp := stamp_of(path)) is not None}
    if only is None:
        for gone in cursor.files.keys() - found.keys():
            del cursor.files[gone]
    changed = []
    for path, stamp in found.items():
        known = cursor.files.get(path)
        if known is None or known.stamp != stamp:
            cursor.files[path] = _looked_at(path, stamp, known)
        if not cursor.files[path].is_done:
            changed.append(path)
    return tuple(changed)


def _journals(root: Path, only: Path | None) -> Sequence[Path]:
    return journals_of(root) if only is None else (only,)


def send(
    root: Path, way: Way, cursor: Cursor, *, only: Path | None = None, breathe: Callable[[], object] = at_once,
    told: Callable[[], object] = at_once,
) -> tuple[Sent, ...]:  # fmt: skip
    """Bring the hub up to date with a store, once.

    Args:
        root: the store.
        way: to the hub; what it raises ends the pass, and what was acknowledged stays so.
        cursor: what earlier passes know; it is moved on acknowledgement only.
        only: the one journal that changed; None: all are looked at.
        breathe: called again and again while lines are proved: whoever shares this processor goes first.
        told: called after each batch, so that whoever looks sees how much still waits.

    Returns:
        Every session of the store, as it stands now.

    Raises:
        HubError: the hub does not answer, or refuses this device.
    """
    changed: Sequence[Path] = look(root, cursor, only)
    if not cursor.is_checked:
        changed = _checked(changed, way, cursor)
    sent: dict[Path, int] = {}
    for group in batches(changed, ASKED_TOGETHER):
        # Of those that go on from a line that was acknowledged nothing is asked.
        unknown = [cursor.files[path].root for path in group if cursor.files[path].n < 0 and cursor.files[path].root]
        heads = way.heads(unknown) if unknown else {}
        for path in group:
            sent[path] = _OneJournal(path, cursor.files[path], way, breathe, told).send(heads)
    return tuple(known.sent(path.parent, sent.get(path, 0)) for path, known in cursor.files.items())


def check_again(cursor: Cursor, roots: Iterable[str]) -> None:
    """Somebody else added to these sessions: the next pass asks how far the hub is with them."""
    asked = {*roots}
    for known in cursor.files.values():
        if known.root in asked:
            known.forget()


def _checked(changed: Sequence[Path], way: Way, cursor: Cursor) -> Sequence[Path]:
    """With the journals of which the hub does not have any more what it had acknowledged, or has more.

    It may have been set up anew, or from a copy of an earlier day; other machines may have gone on.
    """
    more = []
    for group in batches([path for path, known in cursor.files.items() if known.n >= 0], ASKED_TOGETHER):
        heads = way.heads([cursor.files[path].root for path in group])
        for path in group:
            known = cursor.files[path]
            if heads.get(known.root, ()) != (Head(known.n, known.digest),):
                known.forget()
                more.append(path)
    for path, known in cursor.files.items():
        if known.problem and known.is_done:
            known.is_done = False
            more.append(path)
    cursor.is_checked = True
    return sorted({*changed, *more})


def _looked_at(path: Path, stamp: Stamp, known: Known | None) -> Known:
    """A journal that changed: how many of its lines wait, since when."""
    if known is not None and known.n >= 0 and _is_another(known, stamp):
        # It was written anew, or cut: it is read from its beginning.
        known = Known(stamp, known.root, told=known.told)
    known = known or Known(stamp)
    known.stamp, known.is_done, known.problem = stamp, False, ""
    try:
        with disk.opened(path, os.O_RDONLY) as fd:
            if not known.root:
                known.root = root_in(os.read(fd, BEGINNING))
            size = stamp[1]
            last = _ids(_from(fd, max(0, size - BEGINNING), BEGINNING).split(b"\n")[:-1])
            first = _from(fd, known.offset, BEGINNING).split(b"\n")[:-1]
    except OSError:
        # Another program holds it, or it was erased just now: the next pass looks again.
        return known
    known.waiting = max(0, last - known.n) if known.root else 0
    known.since = next((since for line in first if (since := _recorded_at(line))), "") if known.waiting else ""
    return known


def _is_another(known: Known, stamp: Stamp) -> bool:
    """The file was written anew, cut, or changed without growing."""
    return known.stamp[0] != stamp[0] or stamp[1] < known.offset or stamp[1] == known.stamp[1]


def _from(fd: int, offset: int, most: int) -> bytes:
    os.lseek(fd, offset, os.SEEK_SET)
    return os.read(fd, most)


def _ids(lines: Sequence[bytes]) -> int:
    """The id of the last of these lines that has one; 0: there is the first line alone."""
    return next((found for line in reversed(lines) if isinstance(found := field_of(line, "id"), int)), 0)


def _recorded_at(line: bytes) -> str:
    return str(field_of(line, "recorded_at") or "")


@dataclass(slots=True)
class _OneJournal:
    """What is sent of one journal in a pass."""

    path: Path
    known: Known
    way: Way
    breathe: Callable[[], object]
    told: Callable[[], object]
    heads: Sequence[Head] = ()
    count: int = 0
    data: bytes = b""

    def send(self, heads: Mapping[str, Sequence[Head]]) -> int:
        """Send what the hub lacks; how many lines that was."""
        known = self.known
        try:
            if known.n >= 0 and self._appended():
                return self.count
            if (box := self._whole()) is None:
                known.waiting, known.is_done = 0, False
                return self.count
            if not box.root:
                known.waiting, known.is_done, known.problem = 0, True, _told_of(box.damage)
                return self.count
            if known.root not in heads or known.root != box.root:
                known.root = box.root
                heads = self.way.heads([box.root])
            self._from_its_beginning(box, heads.get(box.root, ()))
        except (ErasedForGoodError, OtherSchoolError) as error:
            self._settle(problem=error.message)
        except RefusedLinesError as error:
            known.problem, known.is_done = error.message, True
        return self.count

    def _appended(self) -> bool:
        """Send what stands behind the last line that was acknowledged; False: that has to be looked for anew."""
        known = self.known
        try:
            with disk.opened(self.path, os.O_RDONLY) as fd:
                os.lseek(fd, known.offset, os.SEEK_SET)
                data = disk.read_all(fd)
        except OSError as error:
            known.problem = _unread(error)
            return True
        last = HubLine(known.n, known.digest, "", "")
        lines, damage = following(data, last, breathe=self.breathe)
        if not lines and damage is not None and damage.line == known.n + 2:
            # It may have been written anew in the same place.
            known.forget()
            return False
        try:
            self._send(lines, _ends(data, known.offset))
        except RefusedLinesError:
            if self.count:
                raise
            # The hub is not where it was: it was set up from a copy of an earlier day.
            known.forget()
            return False
        self._note_forks()
        self._settle(problem=_told_of(damage))
        return True

    def _whole(self) -> Outbox | None:
        try:
            self.data = disk.read_file(self.path)
        except OSError as error:
            self.known.problem = _unread(error)
            return None
        return outbox_of(self.data, breathe=self.breathe)

    def _from_its_beginning(self, box: Outbox, heads: Sequence[Head]) -> None:
        known, self.heads = self.known, heads
        if any(head.n == GONE for head in heads):
            self._settle(problem=_ERASED)
            return
        here = {line.n: line.digest for line in box.lines}
        last = max((head.n for head in heads if here.get(head.n) == head.digest), default=-1)
        if last < 0 and heads:
            last = self.way.furthest(box.root, [Head(line.n, line.digest) for line in box.lines])
        ends = _ends(self.data, 0)
        if last >= 0:
            self._acknowledged(box.lines[last], next(islice(ends, last, None)))
        lacking = box.lines[last + 1 :]
        self._send(lacking, ends)
        if not lacking and heads and Head(*box.head) not in heads:
            known.fork, known.is_behind = (), True
        else:
            self._note_forks()
        self._settle(problem=_told_of(box.damage))

    def _send(self, lines: Sequence[HubLine], ends: Iterator[int]) -> None:
        known = self.known
        known.waiting = len(lines)
        for batch in batches(lines, BATCH):
            self.heads = self.way.add(known.root, batch)
            self.count += len(batch)
            for line in batch:
                self._acknowledged(line, next(ends))
            known.waiting -= len(batch)
            known.since = str(batch[-1].fields.get("recorded_at", "")) if known.waiting else ""
            self.told()

    def _acknowledged(self, line: HubLine, end: int) -> None:
        self.known.n, self.known.digest, self.known.offset = line.n, line.digest, end

    def _note_forks(self) -> None:
        """Which branches there are besides this machine's, where the hub has said it."""
        if self.heads:
            known, mine = self.known, (self.known.n, self.known.digest)
            known.fork = tuple((head.n, head.digest) for head in self.heads if (head.n, head.digest) != mine)
            known.is_behind = False

    def _settle(self, *, problem: str) -> None:
        known = self.known
        known.problem, known.waiting, known.since, known.is_done = problem, 0, "", True


def _told_of(damage: Damage | None) -> str:
    return f"{damage}" if damage is not None else ""


def _unread(error: OSError) -> str:
    """Why a journal does not go there; empty where another program holds it, or it was erased just now."""
    is_passing = isinstance(error, FileNotFoundError) or is_held(error)
    return "" if is_passing else f"son journal ne peut pas être lu : {reason_of(error)}"


def _ends(data: bytes, begin: int) -> Iterator[int]:
    """Where each line of these bytes ends in the file that they stand in from `begin` on."""
    end = 0
    while newline := data.find(b"\n", end) + 1:
        yield begin + newline
        end = newline
