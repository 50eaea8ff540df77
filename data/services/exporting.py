"""A session leaves as documents: which ones, where to, and what is missing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data import room
from data.documents.catalogue import Documents, export_steps, made
from data.documents.folder import Content, write_folder
from data.documents.places import ExportError
from data.documents.zipped import write_zip
from data.journal import Journal
from data.piece_names import FOLDER
from supervisor.session import Session
from supervisor.wording import plural


@dataclass(frozen=True, slots=True)
class Destination:
    """Where documents go."""

    place: Path
    is_zip: bool = False
    """One file in place of a folder."""
    may_replace: bool = False
    """Documents of the same names may be replaced."""


def destination(typed: str | None, usual: str, *, as_zip: bool = False, may_replace: bool) -> Destination:
    """Where documents go.

    Args:
        typed: what somebody said; empty or None: the usual place. A name that ends with « .zip » asks for a zip.
        usual: the name of the usual folder.
        as_zip: a zip is asked for in any case.
        may_replace: documents of the same names may be replaced.
    """
    is_zip = as_zip or (typed or "").lower().endswith(".zip")
    return Destination(Path(typed or (f"{usual}.zip" if is_zip else usual)), is_zip, may_replace=may_replace)


def usual_name(session: Session, *, kind: str = "", nameless: bool = False) -> str:
    """How the folder of a session is called unless somebody says otherwise.

    Args:
        session: whose documents.
        kind: what it holds, where it is not all there is: papers printed before do not stand in the way of the export.
        nameless: the documents name nobody.
    """
    end = "-sans-nom" if nameless else ""
    return f"vigie-{kind and f'{kind}-'}{session.number}-{session.date:%Y-%m-%d}{end}"


def documents_of(journal: Journal, now: datetime) -> Documents:
    """All documents of a session, by file name.

    Raises:
        StoreError: the journal cannot be read.
    """
    return made(export_steps(journal, now))


def write_documents(to: Destination, documents: Mapping[str, Content], local_now: datetime, store: Path) -> None:
    """Write documents, all or none of them.

    Args:
        to: where.
        documents: what, by file name.
        local_now: the instant that a zip says it was made at, in the session's zone.
        store: where the sessions are, whose disk keeps some room for their journals.

    Raises:
        ExistsError: one is there already and may not be replaced.
        ExportError: the place cannot be written.
    """
    leave_room(to.place, documents, store)
    if to.is_zip:
        write_zip(to.place, documents, local_now, force=to.may_replace)
    else:
        write_folder(to.place, documents, force=to.may_replace)


def leave_room(place: Path, documents: Mapping[str, Content], store: Path) -> None:
    """Make sure that documents beside the sessions leave room for what is still to be recorded.

    Raises:
        ExportError: they would not; nothing is written.
    """
    size = sum(len(one) if isinstance(one, bytes) else _size_of(one) for one in documents.values())
    if room.is_same_disk(place, store) and (why := room.why_no_room(place, size)):
        raise ExportError(f"Rien n'a été exporté dans {place} : {why}. Choisissez un autre disque.", hint="--to")


def _size_of(piece: Path) -> int:
    try:
        return piece.stat().st_size
    except OSError:
        # That it cannot be read is told where it is copied.
        return 0


def names_of(documents: Documents) -> str:
    """The names of documents in a sentence, and how many pieces of evidence: they may be many."""
    pieces = sum(name.startswith(f"{FOLDER}/") for name in documents)
    names = [name for name in documents if not name.startswith(f"{FOLDER}/")]
    return ", ".join([*names, *[f"{plural(pieces, 'pièce')} dans {FOLDER}"] * bool(pieces)])


def damage_told(journal: Journal) -> str:
    """That what is exported ends where the journal is damaged, as a French sentence; empty where it is whole."""
    if journal.damage is None:
        return ""
    return f"Session {journal.number} : journal abîmé, {journal.damage} ; ce qui précède est exporté."
