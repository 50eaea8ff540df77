"""`vigie papers`: papers as PDF of a session, those needed before it unless others are named, or of a whole day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from data.archive import Archive, Shelf
from data.documents.catalogue import paper_of
from data.documents.folder import ExistsError, ExportError, write_folder
from data.documents.pdf import PAPERS
from data.journal import Journal
from screens.command.exporting import Documents, FolderError, chosen, write_out
from screens.command.output import DONE, REFUSED, BadUsageError, RefusedError, complain, say
from screens.command.telling import hinted
from screens.kit.desk import Clock
from supervisor.candidate import said
from supervisor.session import Session
from supervisor.wording import plural

CONVOCATIONS = "convocations"


def run_papers(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Write papers; the exit code.

    Args:
        archive: the store.
        options: number or date, to, only, force: what the parser read.
        clock: the instant they are made at.

    Raises:
        LineError: a paper is there already, the folder cannot be written, or what is asked is not known.
        StoreError: the session cannot be read.
    """
    names = chosen(options.only, PAPERS) or papers_before()
    if (options.number is None) is (options.date is None):
        raise BadUsageError("dites le numéro d'une session, ou --date et un jour pour toutes celles de ce jour")
    now = clock.now()
    if options.date is not None:
        return _of_a_day(archive, options.date, names, options, now)
    journal = archive.journal(str(options.number))
    _warn(journal.session, names)
    documents = _made(journal, names, now)
    if documents:
        write_out(journal, documents, options, now, kind="papiers")
    else:
        say(f"Session {journal.session.number} : rien à écrire, il n'y a aucun cas de fraude.")
    return DONE


def _made(journal: Journal, names: Sequence[str], now: datetime) -> Documents:
    documents: Documents = {}
    for name in names:
        documents |= paper_of(journal, PAPERS[name], now)
    return documents


def sessions_of_day(shelves: Sequence[Shelf], day: date) -> list[Journal]:
    """The sessions of a day whose journals can be read; a rehearsal has no papers."""
    readable = (shelf.journal for shelf in shelves if shelf.journal is not None)
    return [one for one in readable if not one.session.rehearsal and one.session.date == day]


def papers_of_day(journals: Sequence[Journal], names: Sequence[str], now: datetime) -> Documents:
    """The papers of these sessions, a folder each by its number."""
    return {
        f"{journal.session.number}/{name}": content
        for journal in journals
        for name, content in _made(journal, names, now).items()
    }


def papers_before() -> list[str]:
    """The papers that are needed before a session."""
    return [name for name, paper in PAPERS.items() if paper.is_for_before]


def folder_of_day(day: date) -> str:
    """Where they are put unless somebody says where."""
    return f"vigie-papiers-{day:%Y-%m-%d}"


def _of_a_day(archive: Archive, day: date, names: Sequence[str], options: Namespace, now: datetime) -> int:
    """The papers of all sessions of a day, a folder each; all of them or none."""
    shelves = archive.sessions()
    journals = sessions_of_day(shelves, day)
    unread = [shelf for shelf in shelves if shelf.journal is None]
    for shelf in unread:
        complain(f"Session {shelf.number} : {shelf.problem}")
    if not journals:
        raise RefusedError(f"aucune session le {day:%d/%m/%Y} : rien n'a été écrit")
    for journal in journals:
        _warn(journal.session, names)
    documents = papers_of_day(journals, names, now)
    if not documents:
        say(f"{plural(len(journals), 'session')} le {day:%d/%m/%Y} : rien à écrire, il n'y a aucun cas de fraude.")
        return DONE
    place = Path(options.to) if options.to else Path(folder_of_day(day))
    try:
        write_folder(place, documents, force=options.force)
    except ExistsError as error:
        raise RefusedError(hinted(error.message, error.hint)) from error
    except ExportError as error:
        raise FolderError(hinted(error.message, error.hint)) from error
    listed = ", ".join(journal.session.number for journal in journals)
    count = plural(len(documents), "document")
    say(f"{plural(len(journals), 'session')} le {day:%d/%m/%Y} ({listed}) : {count} dans {said(str(place))}")
    return REFUSED if unread else DONE


def _warn(session: Session, names: Sequence[str]) -> None:
    """A convocation that does not say where, or under which number, brings nobody to the right door."""
    if CONVOCATIONS in names and (told := convocations_lack(session)):
        complain(f"{told}.")


def convocations_lack(session: Session) -> str:
    """What they do not say, as a French sentence without its full stop; empty where they say all."""
    lacks = ", ".join(_lacks(session)) if session.candidates else ""
    return f"Session {session.number} : ses convocations partent {lacks}" if lacks else ""


def _lacks(session: Session) -> Iterator[str]:
    if session.has_provisional_number:
        yield "sans le numéro de Pix Certif"
    if not session.site:
        yield "sans site"
    if not session.room:
        yield "sans salle"
