"""Files kept as proof of a fraud, to a hub and back: of a session that somebody named for it, never by themselves.

What the hub knows of a file by itself is its digest, in the personal part of the line that names it. The file goes
there once that line is there, and comes back to whoever may read that part. Each is proved by its digest at both ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data import disk
from data.errors import StoreError
from data.evidence import pieces_in
from data.hub.way import MOST_FILE, Head, Held, NamedFile, Way
from supervisor.event import EvidenceKept

if TYPE_CHECKING:
    from data.brought import BroughtJournal
    from data.hub.asking import Asking
    from data.journal import Journal

LARGEST = f"{MOST_FILE // 1_000_000} Mo"


@dataclass(frozen=True, slots=True)
class Left:
    """A file that stays where it is, and why."""

    event_id: int
    """Of the report that names it."""
    why: str
    """« elle a changé », as the end of a French sentence about a piece."""


@dataclass(frozen=True, slots=True)
class PiecesSent:
    """What became of the files of a session."""

    sent: int
    there: int
    """The hub had so many already."""
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class PiecesBrought:
    """What came of the files of a session that were not here."""

    brought: int = 0
    left: tuple[Left, ...] = ()
    fault: str = ""
    """Why no more came: a French sentence; empty: all that could come did."""


def send_pieces(journal: Journal, way: Way) -> PiecesSent:
    """Send the files of a session that the hub lacks, one after the other; its lines are there already.

    Args:
        journal: of the session.
        way: to the hub.

    Raises:
        HubError: the hub does not answer, or refuses this device; what went before is there.
    """
    entries = journal.session.entries
    digests = {entry.id: entry.digest for entry in entries}
    named: dict[NamedFile, EvidenceKept] = {}
    for event_id, piece in pieces_in(entries):
        if piece.kept_as:
            named.setdefault(NamedFile(Head(event_id, digests[event_id]), piece.sha256), piece)
    if not named:
        return PiecesSent(0, 0, ())
    sent, there, left = 0, 0, []
    root = entries[0].digest
    for (file, piece), held in zip(named.items(), way.held(root, [*named]), strict=True):
        match held:
            case Held.THERE:
                there += 1
            case Held.REFUSED:
                left.append(Left(file.line.n, "le concentrateur n'a pas sa ligne, ou l'a effacée"))
            case Held.LACKS:
                why = _sent(journal, way, root, file, piece)
                sent += not why
                left += [Left(file.line.n, why)] if why else []
    return PiecesSent(sent, there, tuple(left))


def _sent(journal: Journal, way: Way, root: str, file: NamedFile, piece: EvidenceKept) -> str:
    """Send one file; why it stays here, as the end of a sentence, where it does."""
    if piece.size > MOST_FILE:
        return f"elle a plus de {LARGEST}"
    if wrong := journal.evidence.what_is_wrong(piece):
        return f"elle {wrong}"
    try:
        content = disk.read_file(journal.evidence.file_of(piece))
    except OSError:
        return "elle ne peut pas être lue"
    if not is_of(piece, content):
        return "elle a changé"
    return "" if way.keep(root, file, content) else "le concentrateur a effacé sa ligne"


def is_of(piece: EvidenceKept, content: bytes) -> bool:
    """Whether these are the bytes that were kept."""
    return len(content) == piece.size and hashlib.sha256(content).hexdigest() == piece.sha256


def bring_pieces(journal: BroughtJournal, asking: Asking) -> PiecesBrought:
    """Bring the files of a session that are not here and at the hub, each one proved.

    Args:
        journal: of the session, as it stands here now.
        asking: the connection of a référent.
    """
    entries = journal.session.entries
    lacking: dict[str, tuple[int, EvidenceKept]] = {}
    for event_id, piece in pieces_in(entries):
        if piece.kept_as and not journal.evidence.has(piece):
            lacking.setdefault(piece.kept_as, (event_id, piece))
    brought, left = 0, []
    for event_id, piece in lacking.values():
        try:
            content = asking.file(entries[0].digest, piece.sha256)
            if content is None:
                left.append(Left(event_id, "elle n'est pas au concentrateur"))
            elif not is_of(piece, content):
                left.append(Left(event_id, "ce qui est au concentrateur n'est pas ce qui a été gardé"))
            else:
                brought += journal.bring_piece(piece, content)
        except StoreError as error:
            # The session is here, and what came of it stays.
            return PiecesBrought(brought, tuple(left), error.message)
    return PiecesBrought(brought, tuple(left))


def told_left(left: tuple[Left, ...], end: str) -> Iterator[str]:
    """« événement n° 14 : une pièce n'est pas envoyée, elle a changé »: nobody's name, nor that of a file.

    Args:
        left: the files.
        end: what did not become of them, « n'est pas envoyée ».
    """
    for one in left:
        yield f"événement n° {one.event_id} : une pièce {end}, {one.why}"
