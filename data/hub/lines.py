"""The lines of a journal as they travel to a hub: proved, what lasts apart from what is personal.

Only what is whole travels: of a torn or damaged file what stands before it. The access code never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from data.integrity import Damage
from data.once import parsed
from data.storage import decode, encode
from supervisor import event as ev
from supervisor.seal import (
    FORMAT,
    LEFT_OUT_OF_EXPORTS,
    BrokenLineError,
    canonical,
    digest_of,
    open_entry,
    personal_digest,
)

_APART = ("digest", "personal", "salt")
_SLICE = 32
"""Lines that are proved at once, before others of this process are let go first."""
T = TypeVar("T")
BEGINNING = 1 << 17
"""Bytes that are read of a journal's beginning or end to tell what it is, and how much of it waits."""
HEADER = 0
"""The number of a journal's first line; that of an event is its id."""


@dataclass(frozen=True, slots=True)
class HubLine:
    """One line of a journal."""

    n: int
    """0: the first line of the file; else the id of the event."""
    digest: str
    previous: str
    """Digest of the line before it; empty for the first one."""
    lasting: str
    """All but the digest and what can be erased, in the form that digests are computed over."""
    salt: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    """The personal part in the same form; empty: it has none, it was erased, or it does not travel."""

    @property
    def fields(self) -> dict[str, Any]:
        """The line as the journal has it, without its personal part."""
        found: dict[str, Any] = decode(self.lasting)
        return found

    def as_written(self) -> bytes:
        """The line of a journal."""
        line = {**self.fields, "digest": self.digest}
        if self.body:
            line |= {"personal": decode(self.body), "salt": self.salt}
        return encode(line)


@dataclass(frozen=True, slots=True)
class Outbox:
    """What of a journal can travel."""

    lines: tuple[HubLine, ...]
    damage: Damage | None = None
    """The first line that is not what was written: neither it nor what follows travels."""

    @property
    def root(self) -> str:
        """What the session is known by on a hub: the digest of its first event, which no other session has.

        Empty while there is none.
        """
        return self.lines[1].digest if len(self.lines) > 1 else ""

    @property
    def head(self) -> tuple[int, str]:
        """Number and digest of the last line."""
        return (self.lines[-1].n, self.lines[-1].digest) if self.lines else (-1, "")


def at_once() -> None:
    """Nobody is let go first."""


def outbox_of(journal: bytes, *, breathe: Callable[[], object] = at_once) -> Outbox:
    """The lines of a journal that can travel: whole, proved, and of whole actions.

    Args:
        journal: what stands in its file.
        breathe: called again and again meanwhile.
    """
    first, newline, rest = journal.partition(b"\n")
    if not newline:
        return Outbox(())
    try:
        header = line_of(parsed(first), rank=HEADER, previous="")
    except ValueError as error:
        return Outbox((), Damage(1, _reason(error)))
    lines, damage = following(rest, header, breathe=breathe)
    return Outbox((header, *lines), damage)


def following(
    data: bytes, last: HubLine, *, breathe: Callable[[], object] = at_once
) -> tuple[tuple[HubLine, ...], Damage | None]:
    """The lines that come after one, as far as they are whole actions; the first that is damaged, if any.

    Args:
        data: what stands in the file behind that line.
        last: the line before.
        breathe: called again and again meanwhile.
    """
    lines: list[HubLine] = []
    previous, action, complete = last, 0, 0
    for text in data.split(b"\n")[:-1]:
        if len(lines) % _SLICE == _SLICE - 1:
            breathe()
        try:
            document = parsed(text)
            line = line_of(document, rank=previous.n + 1, previous=previous.digest)
        except ValueError as error:
            return tuple(lines[:complete]), Damage(previous.n + 2, _reason(error))
        lines.append(line)
        previous, action = line, document.get("action", 0)
        count = document.get("lines", 0)
        if not count or line.n >= action + count - 1:
            complete = len(lines)
    return tuple(lines[:complete]), None


def line_of(document: Any, *, rank: int, previous: str) -> HubLine:
    """One line of a journal, proved: its digest, its place, its personal part.

    A kind of event that this Vigie does not know is no fault: it is kept, and told by one that does.

    Args:
        document: the line as JSON gives it.
        rank: 0 for the first line of the file, else the id it must have.
        previous: digest of the line before.

    Raises:
        BrokenLineError: it is not what was written.
    """
    if not isinstance(document, dict):
        raise BrokenLineError("elle n'a pas la forme attendue")
    if rank == HEADER:
        if document.get("format") != FORMAT:
            raise BrokenLineError("ce n'est pas la première ligne d'un journal de Vigie")
        if document.get("digest") != digest_of(document):
            raise BrokenLineError("son empreinte n'est pas la bonne")
    else:
        _prove(document, rank, previous)
    lasting = canonical({key: value for key, value in document.items() if key not in _APART}).decode()
    personal = document.get("personal")
    if personal is None or document.get("kind") in LEFT_OUT_OF_EXPORTS:
        return HubLine(rank, document["digest"], previous, lasting)
    return HubLine(rank, document["digest"], previous, lasting, document["salt"], canonical(personal).decode())


def _prove(document: Mapping[str, Any], rank: int, previous: str) -> None:
    kind = document.get("kind")
    if kind in ev.EVENT_KINDS:
        open_entry(document, rank=rank, previous=previous)
        return
    is_in_place = document.get("id") == rank and document.get("previous") == previous
    if not isinstance(kind, str) or not is_in_place or document.get("digest") != digest_of(document):
        raise BrokenLineError("son empreinte n'est pas la bonne : la ligne a été modifiée")
    personal = document.get("personal")
    if personal is not None and document.get("personal_digest") != personal_digest(str(document.get("salt")), personal):
        raise BrokenLineError("sa partie personnelle a été modifiée")


def opened(line: HubLine) -> HubLine:
    """A line that came from elsewhere, once it was proved by what it says itself.

    Raises:
        BrokenLineError: it is not what was written.
    """
    try:
        document = {**line.fields, "digest": line.digest}
        if line.body:
            document |= {"personal": decode(line.body), "salt": line.salt}
    except (ValueError, TypeError) as error:
        raise BrokenLineError("elle ne peut pas être lue") from error
    try:
        proved = line_of(document, rank=line.n, previous=line.previous)
    except BrokenLineError:
        raise
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise BrokenLineError("elle n'a pas la forme attendue") from error
    if proved.lasting != line.lasting or (line.body and proved.body not in ("", line.body)):
        raise BrokenLineError("elle n'a pas la forme attendue")
    return proved


def root_in(beginning: bytes) -> str:
    """What the hub knows the session of a journal by: the digest of its first event; empty where it has none.

    Args:
        beginning: of its file, `BEGINNING` bytes.
    """
    lines = beginning.split(b"\n")
    return str(field_of(lines[1], "digest") or "") if len(lines) > 2 else ""


def field_of(line: bytes, name: str) -> object:
    """What one line of a journal says by a name, without proving it; None where it says nothing that can be read."""
    try:
        document = decode(line)
    except ValueError:
        return None
    return document.get(name) if isinstance(document, dict) else None


def joined(lines: Sequence[HubLine]) -> bytes:
    """The journal that these lines make up."""
    return b"".join(line.as_written() for line in lines)


def batches(things: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The same ones in their order, so many at a time at most."""
    for begin in range(0, len(things), most):
        yield things[begin : begin + most]


def _reason(error: ValueError) -> str:
    return str(error) if isinstance(error, BrokenLineError) else "elle n'a pas la forme attendue"
