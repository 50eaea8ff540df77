"""A journal brought back from where a copy of it went on: the one that is here goes on with those lines.

Nothing that was recorded here is lost by it: only what goes on from the very lines that are here is taken, all of it
or none. What never leaves this machine stays; a personal part that was erased there goes here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from data import upgrades
from data.errors import DamagedError, StoreError
from data.evidence import names_in
from data.integrity import check_data, named_as_erased, scan
from data.journal import Journal
from data.sealing import sealed
from data.storage import EVENTS, HEADER, decode, encode
from data.withheld import NOTHING
from supervisor.action import Context
from supervisor.event import Drafted, Entry, EvidenceKept, PersonalDataErased
from supervisor.folding import utc
from supervisor.seal import Line, erased_line

Document = dict[str, Any]


class Course(Enum):
    """How two copies of one journal stand to each other."""

    SAME = auto()
    FEWER_HERE = auto()
    """There it went on from all that is here."""
    MORE_HERE = auto()
    """Here it went on from all that is there."""
    PARTED = auto()
    """It went on in two ways."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The copy here beside the one there."""

    course: Course
    shared: int
    """The id of the last event that both have; -1: not even the first line."""
    here: int
    """Ids of the last events."""
    there: int

    @property
    def lacking(self) -> int:
        """Lines that are there and not here."""
        return self.there - self.shared


def beside(here: Sequence[str], there: Sequence[str]) -> Beside:
    """Hold two copies of a journal against each other.

    Args:
        here: the digests of its lines, the first line's too.
        there: the same of the other copy.
    """
    pairs = zip(here, there, strict=False)
    shared = next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(here), len(there)))
    if shared < min(len(here), len(there)):
        course = Course.PARTED
    elif len(here) == len(there):
        course = Course.SAME
    else:
        course = Course.FEWER_HERE if len(here) < len(there) else Course.MORE_HERE
    return Beside(course, shared - 1, len(here) - 1, len(there) - 1)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A copy of a journal that is somewhere else: whole actions, each line of it proved."""

    journal: bytes
    erased: frozenset[int]
    """The events whose personal part was erased there, whether or not a line of this copy says so."""

    @property
    def digests(self) -> list[str]:
        """Of all its lines."""
        return [str(document["digest"]) for document in _documents(self.journal)]


def to_be_kept(there: Elsewhere, context: Context, path: Path, here: Mapping[str, Document] | None = None) -> bytes:
    """The journal as it is going to stand here: the lines there, with what of them is on this machine alone.

    What was erased there on another branch of the session is named by a line of its own, or it would look like damage.

    Args:
        there: the copy.
        context: who brings it back, where and when.
        path: where it is going to be, for the sentences.
        here: the events that are here, by their ids.

    Raises:
        StoreError: it is no journal that this Vigie can go on with.
    """
    try:
        first, *rest = _documents(there.journal)
        documents = [_kept(document, (here or {}).get(str(document["id"])), there.erased) for document in rest]
        lines = b"".join(map(encode, documents))
        found = scan(lines, rank=1, previous=str(first["digest"]))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _not_to_be_kept(1, "il ne peut pas être lu") from error
    if found.damage is None and len(found.entries) < len(rest):
        raise _not_to_be_kept(len(found.entries) + 2, "la fin de son action manque")
    if unnamed := _unnamed(found.entries, there.erased):
        erasure = Drafted(utc(context.now), PersonalDataErased(events=unnamed))
        last = found.entries[-1]
        lines += b"".join(map(encode, sealed([erasure], last.id + 1, last.digest, context)[1]))
    whole = encode(first) + lines
    if (broken := check_data(whole, path).broken) is not None:
        raise _not_to_be_kept(broken.line, broken.reason)
    return whole


def _not_to_be_kept(line: int, reason: str) -> DamagedError:
    told = f"Ce que le concentrateur a ne peut pas être continué, ligne {line} : {reason}. Rien n'a été changé."
    return DamagedError(told, line=line, reason=reason)


def _documents(journal: bytes) -> list[Document]:
    *lines, rest = journal.split(b"\n")
    if rest:
        raise ValueError("the end of a line lacks")
    return [decode(line) for line in lines]


def _kept(there: Document, here: Document | None, erased: Collection[int]) -> Line:
    if there["id"] in erased:
        return erased_line(there)
    # The access code, which is on this machine alone.
    return there if here is None else here


def _unnamed(entries: Sequence[Entry], erased: Collection[int]) -> tuple[int, ...]:
    """The events that were erased though no line says so."""
    named = named_as_erased(entries)
    return tuple(
        entry.id for entry in entries
        if entry.erased and entry.id in erased and entry.id not in named and not NOTHING.excuses(entry)
    )  # fmt: skip


class PartedError(StoreError):
    """What is here is no beginning of what is there: nothing is put over it."""

    def __init__(self, standing: Beside) -> None:
        self.beside = standing
        super().__init__("Ce journal a été continué ici aussi : rien n'a été changé.")


class BroughtJournal(Journal):
    """The journal of a session that may go on with the lines of a copy."""

    @property
    def digests(self) -> list[str]:
        """Of all its lines, as far as they were read."""
        return [self._header_digest, *(entry.digest for entry in self.session.entries)]

    def bring(self, there: Elsewhere, context: Context) -> Beside:
        """Go on with the lines of a copy; nothing changes where it says no more than this one.

        Args:
            there: the copy.
            context: who brings it back.

        Returns:
            How they stood to each other before.

        Raises:
            PartedError: it was continued here too, be it a moment ago.
            StoreError: it could not be written, and is as it was.
        """
        with self._writing():
            standing = beside(self.digests, there.digests)
            if standing.course is Course.PARTED:
                raise PartedError(standing)
            if standing.course is Course.MORE_HERE:
                return standing
            documents = self._storage.read() or {}
            here: Mapping[str, Document] = documents[EVENTS]
            lines = _documents(to_be_kept(there, context, self.path, here))
            gone = None
            if lines[1:] != [*here.values()]:
                gone = names_in(self.session.entries)
                erasing = any("personal" in here[str(n)] for n in there.erased if str(n) in here)
                if erasing:
                    upgrades.remove_copies(self.path, "Rien n'a été changé dans")
                self._write_anew({HEADER: documents[HEADER], EVENTS: {str(one["id"]): one for one in lines[1:]}})
            if there.erased:
                self._sweep_pieces(gone)
            return standing

    def bring_piece(self, piece: EvidenceKept, parts: Iterable[bytes]) -> bool:
        """Have a file here that is kept as proof; False where no event names it any more: it was erased meanwhile.

        Args:
            piece: as an event names it.
            parts: its bytes, proved.

        Raises:
            StoreError: it could not be written.
        """
        with self._writing():
            is_named = piece.kept_as in names_in(self.session.entries)
            if is_named:
                self.evidence.put(piece, parts)
            return is_named
