"""What the board may write outside the journal: made for one session, handed over by the door."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from data.documents.folder import ExistsError, ExportError, write_folder
from data.documents.rescue_sheet import rescue_sheet
from data.errors import StoreError
from data.journal import Journal
from data.ticks import ticks_of
from screens.command.exporting import Documents, documents_of
from screens.command.picking import files_of
from screens.live.papers import NotWrittenError, Papers, TakenError
from supervisor.candidate import said
from supervisor.session import Session
from supervisor.wording import plural


def papers_of(journal: Journal) -> Papers:
    """The papers of the session that this journal holds."""

    def usual() -> str:
        session = journal.session
        # A rehearsal never stands where a real session of the same number would.
        rehearsal = "repetition-" if session.rehearsal else ""
        return f"vigie-{rehearsal}{session.number}-{session.date:%Y-%m-%d}"

    def made(now: datetime) -> Documents:
        try:
            return documents_of(journal, now)
        except StoreError as error:
            raise NotWrittenError(error.message) from error

    def planned(now: datetime) -> tuple[str, int]:
        return usual(), len(made(now))

    def export(now: datetime, other: str, replace: bool) -> str:
        session = journal.session
        try:
            folder = Path(other or usual()).expanduser().absolute()
        except (OSError, RuntimeError) as error:
            raise NotWrittenError(f"« {said(other)} » n'est pas un chemin") from error
        documents = made(now)

        def taken() -> tuple[str, str]:
            beside = free_beside(folder)
            is_here = Path(beside.name).absolute() == beside
            return _told_of_export(folder, session), beside.name if is_here else str(beside)

        _write(folder, documents, replace, taken)
        told = f"exporté : {plural(len(documents), 'document')} dans {said(str(folder))}"
        wrong = sum(1 for _ in journal.evidence.problems(session.entries))
        lacks = plural(wrong, "pièce manque ou a changé", "pièces manquent ou ont changé")
        return f"{told}, sans ses pièces : {lacks} (vigie check {session.number})" if wrong else told

    return Papers(
        here(),
        rescue_sheet,
        _save,
        export,
        ticks=ticks_of(journal),
        planned=planned,
        files=files_of(journal.session.zone),
    )


def here() -> str:
    """The current folder, as it may be shown."""
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
    _write(path.parent, {path.name: text.encode()}, replace, lambda: (_told_of_file(path), str(free_beside(path))))
    return f"écrit dans {said(str(path))}, lisible par vous seul"


def free_beside(path: Path) -> Path:
    """The first name beside it that nothing bears: « …-2 »."""
    ranks = (path.with_name(f"{path.stem}-{rank}{path.suffix}") for rank in itertools.count(2))
    return next(other for other in ranks if not os.path.lexists(other))


def _told_of_export(folder: Path, session: Session) -> str:
    """Whose export stands there, and of when."""
    try:
        found = json.loads((folder / "session.json").read_bytes())
        whose, at = str(found["session"]["number"]), datetime.fromisoformat(found["exported_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"{said(str(folder))} contient déjà des documents, d'une session inconnue."
    local = session.local(at)
    return f"{said(str(folder))} contient déjà l'export de la session {said(whose)}, du {local:%d/%m/%Y à %H:%M}."


def _told_of_file(path: Path) -> str:
    written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return f"{said(str(path))} existe déjà, du {written:%d/%m/%Y à %H:%M}."


def _write(
    folder: Path, documents: Documents, replace: bool, taken: Callable[[], tuple[str, str]]
) -> None:  # fmt: skip
    """Write them, or raise what `taken` tells: what stands there, and a free name."""
    try:
        write_folder(folder, documents, force=replace)
    except ExistsError as error:
        raise TakenError(*taken()) from error
    except ExportError as error:
        raise NotWrittenError(error.message) from error
