"""What a screen has written on the disk: a path that somebody typed, and what stands there already."""

from __future__ import annotations

import itertools
import os
from datetime import date, datetime
from pathlib import Path

from data import disk
from data.documents.catalogue import Documents
from data.documents.folder import write_folder
from data.documents.places import ExistsError, ExportError
from data.errors import StoreError
from data.journal import Journal
from data.services.errors import NotPossibleError
from data.services.exporting import documents_of, leave_room, usual_name
from data.services.papers import DayPapers, folder_of_day
from data.storage import decode
from supervisor.candidate import printable
from supervisor.dropped import as_dropped
from supervisor.session import Session
from supervisor.wording import plural


class PlaceTakenError(NotPossibleError):
    """Something of that name is there already, and nobody said that it may be replaced; nothing was written."""

    def __init__(self, message: str, beside: str) -> None:
        super().__init__(message)
        self.beside = beside
        """A name beside it that is free."""


def path_of(typed: str) -> Path:
    """The path that somebody typed, from the root of the disk.

    Raises:
        NotPossibleError: it is none.
    """
    try:
        return Path(as_dropped(typed)).expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise NotPossibleError(f"« {printable(typed)} » n'est pas un chemin") from error


def usual_export(session: Session) -> str:
    """The folder that an export goes to; a rehearsal never stands where a real session of its number would."""
    return usual_name(session, kind="repetition" if session.rehearsal else "")


def export_of(journal: Journal, now: datetime) -> Documents:
    """All documents of a session, by file name.

    Raises:
        NotPossibleError: the journal cannot be read.
    """
    try:
        return documents_of(journal, now)
    except StoreError as error:
        raise NotPossibleError(error.message) from error


def export_to(journal: Journal, typed: str, now: datetime, *, may_replace: bool) -> str:
    """Export a session to a folder; a sentence that says what is where, and what is missing.

    Args:
        journal: the session.
        typed: the folder; empty: the usual one.
        now: the instant of the export.
        may_replace: documents of the same names may be replaced.

    Raises:
        TakenError: documents stand there already.
        NotPossibleError: they cannot be made or written.
    """
    session = journal.session
    folder = path_of(typed or usual_export(session))
    documents = export_of(journal, now)
    try:
        _write(folder, documents, journal.path, may_replace=may_replace)
    except ExistsError as error:
        raise PlaceTakenError(_export_that_stands_in(folder, session), _shortest(free_beside(folder))) from error
    told = f"exporté : {plural(len(documents), 'document')} dans {printable(str(folder))}"
    if away := len(journal.evidence.elsewhere(session.entries)):
        told = f"{told}, sans {plural(away, 'pièce')} que le concentrateur n'a pas"
    wrong = sum(1 for _ in journal.evidence.problems(session.entries))
    lacks = plural(wrong, "pièce manque ou a changé", "pièces manquent ou ont changé")
    return f"{told}, sans ses pièces : {lacks} (vigie check {session.number})" if wrong else told


def write_day(papers: DayPapers, day: date, typed: str, *, may_replace: bool) -> str:
    """Write the papers of a day, a folder a session; a sentence that says where.

    Args:
        papers: of that day.
        day: it.
        typed: the folder; empty: the usual one.
        may_replace: papers that stand there may be replaced.

    Raises:
        TakenError: some stand there already.
        NotPossibleError: they cannot be written.
    """
    folder = path_of(typed or folder_of_day(day))
    try:
        _write(folder, papers.documents, papers.store, may_replace=may_replace)
    except ExistsError as error:
        raise PlaceTakenError(
            f"{printable(str(folder))} contient déjà des papiers.", _shortest(free_beside(folder))
        ) from error
    sessions = plural(len(papers.journals), "session")
    return f"{plural(len(papers.documents), 'document')} de {sessions} dans {printable(str(folder))}"


def save_text(typed: str, text: str, *, may_replace: bool) -> str:
    """Write a text to a file; a sentence that says where.

    Raises:
        TakenError: a file stands there already.
        NotPossibleError: it cannot be written.
    """
    path = path_of(typed)
    if path.is_dir() or not path.name:
        raise NotPossibleError(f"{printable(str(path))} est un dossier : ajoutez-y un nom de fichier")
    if not path.parent.is_dir():
        raise NotPossibleError(f"le dossier {printable(str(path.parent))} n'existe pas")
    try:
        _write(path.parent, {path.name: text.encode("utf-8", "replace")}, path.parent, may_replace=may_replace)
    except ExistsError as error:
        raise PlaceTakenError(_file_that_stands_at(path), str(free_beside(path))) from error
    return f"écrit dans {printable(str(path))}, lisible par vous seul"


def free_beside(path: Path) -> Path:
    """The first name beside it that nothing bears: « …-2 »."""
    ranks = (path.with_name(f"{path.stem}-{rank}{path.suffix}") for rank in itertools.count(2))
    return next(other for other in ranks if not os.path.lexists(other))


def _shortest(path: Path) -> str:
    """Its name alone, where it is in the current folder."""
    return path.name if Path(path.name).absolute() == path else str(path)


def _export_that_stands_in(folder: Path, session: Session) -> str:
    """Whose export it is, and of when."""
    try:
        found = decode(disk.read_file(folder / "session.json"))
        whose, local = str(found["session"]["number"]), session.local(datetime.fromisoformat(found["exported_at"]))
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError):
        return f"{printable(str(folder))} contient déjà des documents, d'une session inconnue."
    where = printable(str(folder))
    return f"{where} contient déjà l'export de la session {printable(whose)}, du {local:%d/%m/%Y à %H:%M}."


def _file_that_stands_at(path: Path) -> str:
    written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return f"{printable(str(path))} existe déjà, du {written:%d/%m/%Y à %H:%M}."


def _write(folder: Path, documents: Documents, store: Path, *, may_replace: bool) -> None:
    """Write them, all or none.

    Raises:
        ExistsError: one is there already.
        NotPossibleError: they cannot be written.
    """
    try:
        leave_room(folder, documents, store)
        write_folder(folder, documents, force=may_replace)
    except ExistsError:
        raise
    except ExportError as error:
        raise NotPossibleError(error.message) from error
