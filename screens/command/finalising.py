"""`vigie finalise`: opens the finalisation sheet of a closed session; alone, lists what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from data.archive import Archive
from data.journal import Journal
from screens.command.output import DONE, RefusedError, complain, say
from screens.kit.desk import Clock
from supervisor.closing import finalisation_due
from supervisor.folding import utc
from supervisor.session import Session
from supervisor.wording import span


def refuse_unless_closed(journal: Journal) -> Session:
    """The session, if it can be finalised.

    Raises:
        RefusedError: it is not closed yet.
    """
    session = journal.session
    if session.closed_at is None:
        raise RefusedError(
            f"la session {session.number} n'est pas close : elle se finalise après (vigie run {session.number})"
        )
    return session


def list_waiting(archive: Archive, clock: Clock) -> int:
    """Name the sessions whose finalisation waits, those that wait longest first.

    Raises:
        StoreError: the store cannot be listed.
    """
    shelves = archive.sessions()
    sessions = [shelf.journal.session for shelf in shelves if shelf.journal is not None]
    for line in _waiting_lines(sessions, utc(clock.now())):
        say(line)
    for shelf in shelves:
        if shelf.problem:
            complain(f"Session {shelf.number} : {shelf.problem}")
    return DONE


def _waiting_lines(sessions: list[Session], now: datetime) -> Iterator[str]:
    waiting = [
        (due, session)
        for session in sessions
        if not session.rehearsal and session.finalised_at is None and (due := finalisation_due(session)) is not None
    ]
    for due, session in sorted(waiting, key=lambda one: one[0]):
        late = f"en retard de {span(now - due)}" if due < now else f"reste {span(due - now)}"
        state = "" if session.closed_at is not None else ", à clore d'abord"
        yield f"Session {session.number} du {session.date:%d/%m/%Y} : à finaliser{state}, {late}"
    yield "Pour la fiche : vigie finalise N" if waiting else "Aucune session n'attend sa finalisation."
