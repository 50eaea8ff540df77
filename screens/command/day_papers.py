"""The papers of all sessions of a day, asked for at home: what `vigie papers --date` writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from data.archive import Shelf
from data.documents.folder import ExistsError, ExportError, write_folder
from screens.command.papers import free_beside, here
from screens.command.printing import convocations_lack, folder_of_day, papers_before, papers_of_day, sessions_of_day
from screens.home.office import PapersOfDay, Refused, Taken
from supervisor.candidate import said
from supervisor.wording import plural


def planned(shelves: Sequence[Shelf], day: date, now: datetime) -> PapersOfDay | Refused:
    """What would be written.

    Args:
        shelves: all sessions of the store.
        day: whose papers.
        now: the instant they are made at.
    """
    journals = sessions_of_day(shelves, day)
    if not journals:
        return Refused(f"aucune session le {day:%d/%m/%Y}")
    lacks = [told for journal in journals if (told := convocations_lack(journal.session))]
    lacks += [f"Session {shelf.number} : {shelf.problem}" for shelf in shelves if shelf.journal is None]
    return PapersOfDay(
        tuple(journal.session.number for journal in journals),
        len(papers_of_day(journals, papers_before(), now)),
        here(),
        folder_of_day(day),
        tuple(lacks),
    )


def write(shelves: Sequence[Shelf], day: date, folder: str, now: datetime, *, replace: bool) -> str | Taken | Refused:
    """Write them; a sentence that says where."""
    journals = sessions_of_day(shelves, day)
    try:
        place = Path(folder or folder_of_day(day)).expanduser().absolute()
    except (OSError, RuntimeError):
        return Refused(f"« {said(folder)} » n'est pas un chemin")
    documents = papers_of_day(journals, papers_before(), now)
    try:
        write_folder(place, documents, force=replace)
    except ExistsError:
        beside = free_beside(place)
        is_here = Path(beside.name).absolute() == beside
        sentence = f"{said(str(place))} contient déjà des papiers."
        return Taken(sentence, beside.name if is_here else str(beside))
    except ExportError as error:
        return Refused(error.message)
    sessions = plural(len(journals), "session")
    return f"{plural(len(documents), 'document')} de {sessions} dans {said(str(place))}"
