"""Files kept as proof of a fraud, to a hub and back: of a session that somebody named for it, never by themselves.

What the hub knows of a file by itself is its digest, in the personal part of the line that names it. The file goes
there once that line is there, and comes back to whoever may read that part. Each is proved by its digest at both ends.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data import disk
from data.errors import StoreError, failed
from data.evidence import EvidenceError, pieces_in
from data.hub.way import MOST_FILE, PART, Head, Held, NamedFile, Way
from data.parts import Bytes, nameless, part_at, parts_of
from data.room import why_no_room
from supervisor.event import EvidenceKept
from supervisor.wording import bytes_in_words

if TYPE_CHECKING:
    from data.brought import BroughtJournal
    from data.hub.asking import Asking
    from data.journal import Journal

_ERASED = "le concentrateur a effacé sa ligne"
_TRIES = 2
"""What another send has left of a film, and is not what it should be, goes: once it is sent anew."""


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
    root, largest = entries[0].digest, way.largest()
    for (file, piece), held in zip(named.items(), way.held(root, [*named]), strict=True):
        match held:
            case Held.THERE:
                there += 1
            case Held.REFUSED:
                left.append(Left(file.line.n, "le concentrateur n'a pas sa ligne, ou l'a effacée"))
            case Held.LACKS:
                why = _too_large(piece, largest) or _sent(journal, way, root, file, piece)
                sent += not why
                left += [Left(file.line.n, why)] if why else []
    return PiecesSent(sent, there, tuple(left))


def _too_large(piece: EvidenceKept, largest: int) -> str:
    """Why the hub does not take a file of this size, as the end of a sentence; empty: it does."""
    if piece.size <= largest:
        return ""
    if largest == 0:
        return "ce concentrateur n'en prend aucune : gardez-la sur une clé"
    return f"elle a plus de {bytes_in_words(largest)}, le plus que ce concentrateur prenne : gardez-la sur une clé"


def _sent(journal: Journal, way: Way, root: str, file: NamedFile, piece: EvidenceKept) -> str:
    """Send one file; why it stays here, as the end of a sentence, where it does."""
    if wrong := journal.evidence.what_is_wrong(piece):
        return f"elle {wrong}"
    path = journal.evidence.file_of(piece)
    try:
        with disk.opened(path, os.O_RDONLY) as fd:
            if piece.size > MOST_FILE:
                return _sent_in_parts(fd, way, root, file, piece)
            content = part_at(fd, 0, piece.size + 1)
    except OSError:
        return "elle ne peut pas être lue"
    if (len(content), hashlib.sha256(content).hexdigest()) != (piece.size, piece.sha256):
        return "elle a changé"
    return "" if way.keep(root, file, content) else _ERASED


def _sent_in_parts(fd: int, way: Way, root: str, file: NamedFile, piece: EvidenceKept) -> str:
    """Send those parts of a film that the hub lacks, and have it proved; why it stays here.

    Raises:
        OSError: it cannot be read.
    """
    for _ in range(_TRIES):
        there = way.parts(root, file)
        for begin in range(0, piece.size, PART):
            size = min(PART, piece.size - begin)
            if there.get(begin) == size:
                continue
            if len(part := part_at(fd, begin, size)) != size:
                return "elle a changé"
            if not way.keep_part(root, file, begin, part):
                return _ERASED
        match way.keep_whole(root, file, piece.size):
            case Held.THERE:
                return ""
            case Held.REFUSED:
                return _ERASED
    return "ce qui est arrivé n'est pas ce qui a été gardé : envoyez-la encore une fois"


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
    brought = 0
    left: list[Left] = []
    for event_id, piece in lacking.values():
        try:
            why = _brought(journal, asking, entries[0].digest, piece)
        except StoreError as error:
            # The session is here, and what came of it stays.
            return PiecesBrought(brought, tuple(left), error.message)
        except OSError as error:
            told = failed("Une pièce n'a pas été copiée dans", journal.path.parent, error).message
            return PiecesBrought(brought, tuple(left), told)
        brought += not why
        left += [Left(event_id, why)] if why else []
    return PiecesBrought(brought, tuple(left))


def _brought(journal: BroughtJournal, asking: Asking, root: str, piece: EvidenceKept) -> str:
    """Bring one file; why it does not come, as the end of a sentence, where it does not.

    While it is on its way nothing of the session is held: whoever records or keeps a photo waits for no network.

    Raises:
        StoreError: the hub does not answer, or it cannot be written.
        OSError: nothing can be laid down beside the session.
    """
    if why := why_no_room(journal.path, 2 * piece.size):
        raise EvidenceError(f"Une pièce ne peut pas être écrite : {why}.")
    came = Bytes()
    with nameless(journal.path.parent) as film:
        for part in came.of(asking.file(root, piece.sha256), piece.size):
            film.write(part)
        if not came.size:
            return "elle n'est pas au concentrateur"
        if (came.size, came.sha256) != (piece.size, piece.sha256):
            return "ce qui est au concentrateur n'est pas ce qui a été gardé"
        return "" if journal.bring_piece(piece, parts_of(film)) else "elle vient d'être effacée ici"


def told_left(left: tuple[Left, ...], end: str) -> Iterator[str]:
    """« événement n° 14 : une pièce n'est pas envoyée, elle a changé »: nobody's name, nor that of a file.

    Args:
        left: the files.
        end: what did not become of them, « n'est pas envoyée ».
    """
    for one in left:
        yield f"événement n° {one.event_id} : une pièce {end}, {one.why}"
