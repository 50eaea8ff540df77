"""What the board may write outside the journal: made for one session, handed over by the door."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from data.documents.folder import ExistsError, ExportError, write_folder
from data.documents.rescue_sheet import rescue_sheet
from data.errors import StoreError
from data.journal import Journal
from screens.lines.exporting import documents_of
from screens.papers import NotWrittenError, Papers, TakenError
from supervisor.candidate import said
from supervisor.wording import plural


def papers_of(journal: Journal) -> Papers:
    """The papers of the session that this journal holds."""

    def export(now: datetime, replace: bool) -> str:
        session = journal.session
        # A rehearsal never stands where a real session of the same number would.
        rehearsal = "repetition-" if session.rehearsal else ""
        folder = Path(f"vigie-{rehearsal}{session.number}-{session.date:%Y-%m-%d}").absolute()
        try:
            documents = documents_of(journal, now)
        except StoreError as error:
            raise NotWrittenError(error.message) from error
        _write(folder, documents, replace)
        return f"exporté : {plural(len(documents), 'document')} dans {said(str(folder))}"

    return Papers(_here(), rescue_sheet, _save, export)


def _here() -> str:
    try:
        return said(str(Path.cwd()))
    except OSError:
        return "?"


def _save(name: str, text: str, replace: bool) -> str:
    path = Path(name)
    try:
        path = path.expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise NotWrittenError(f"« {said(name)} » n'est pas un chemin") from error
    if path.is_dir() or not path.name:
        raise NotWrittenError(f"{said(str(path))} est un dossier : ajoutez-y un nom de fichier")
    if not path.parent.is_dir():
        raise NotWrittenError(f"le dossier {said(str(path.parent))} n'existe pas")
    _write(path.parent, {path.name: text.encode()}, replace)
    return f"écrit dans {said(str(path))}, lisible par vous seul"


def _write(folder: Path, documents: dict[str, bytes], replace: bool) -> None:
    try:
        write_folder(folder, documents, force=replace)
    except ExistsError as error:
        names = ", ".join(documents)
        raise TakenError(f"{said(str(folder))} contient déjà {said(names)}.") from error
    except ExportError as error:
        raise NotWrittenError(error.message) from error
