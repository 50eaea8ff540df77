"""`vigie papers`: papers of a session, those needed before it unless others are named, or of a whole day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from data.archive import Archive
from data.documents.papers import PAPERS
from data.services.exporting import Destination, destination, usual_name, write_documents
from data.services.papers import folder_of_day, lacks_of, papers_before, papers_of_day, papers_of_session
from screens.command.access import refuse_without_names
from screens.command.exporting import chosen, write_out
from screens.command.output import DONE, REFUSED, BadUsageError, RefusedError, complain, say
from screens.command.refusing import as_lines
from screens.command.telling import whole_or_told
from screens.kit.desk import Clock
from supervisor.candidate import printable
from supervisor.session import Session
from supervisor.wording import plural


@as_lines()
def run_papers(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Write papers; the exit code.

    Args:
        archive: the store.
        options: number or date, to, only, html, force: what the parser read.
        clock: the instant they are made at.

    Raises:
        LineError: a paper is there already, the folder cannot be written, or what is asked is not known.
        StoreError: the session cannot be read.
    """
    refuse_without_names([archive], "des papiers s'écrivent avec celui du référent de l'établissement")
    names = chosen(options.only, PAPERS) or papers_before()
    if (options.number is None) is (options.date is None):
        raise BadUsageError("dites le numéro d'une session, ou --date et un jour pour toutes celles de ce jour")
    now = clock.now()
    if options.date is not None:
        return _of_a_day(archive, options.date, names, options, now)
    journal = archive.journal(str(options.number))
    _warn(journal.session, names)
    documents = papers_of_session(journal, names, now, as_pages=options.html)
    if documents:
        to = destination(options.to, usual_name(journal.session, kind="papiers"), may_replace=options.force)
        return write_out(journal, documents, to, journal.session.local(now))
    say(f"Session {journal.session.number} : rien à écrire, il n'y a aucun cas de fraude.")
    return whole_or_told(journal)


def _of_a_day(archive: Archive, day: date, names: Sequence[str], options: Namespace, now: datetime) -> int:
    """The papers of all sessions of a day, a folder each; all of them or none."""
    found = papers_of_day(archive.sessions(), day, names, now, as_pages=options.html)
    for shelf in found.unread:
        complain(f"Session {shelf.number} : {shelf.problem}")
    if not found.journals:
        raise RefusedError(f"aucune session le {day:%d/%m/%Y} : rien n'a été écrit")
    code = REFUSED if found.unread else DONE
    for journal in found.journals:
        code = max(code, whole_or_told(journal))
        _warn(journal.session, names)
    sessions = plural(len(found.journals), "session")
    if not found.documents:
        say(f"{sessions} le {day:%d/%m/%Y} : rien à écrire, il n'y a aucun cas de fraude.")
        return code
    place = Path(options.to or folder_of_day(day))
    write_documents(Destination(place, may_replace=options.force), found.documents, now, found.store)
    count = plural(len(found.documents), "document")
    say(f"{sessions} le {day:%d/%m/%Y} ({', '.join(found.numbers)}) : {count} dans {printable(str(place))}")
    return code


def _warn(session: Session, names: Sequence[str]) -> None:
    if told := lacks_of(session, names):
        complain(f"{told}.")
