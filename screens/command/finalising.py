"""`vigie finalise`: opens the finalisation sheet of a closed session, or says it in lines; alone, lists what waits."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from datetime import datetime

from data.archive import Archive
from data.journal import Journal
from data.ticks import ticks_of
from screens.command.output import DONE, REFUSED, RefusedError, complain, say
from screens.command.spoken import aloud, called, typed_as
from screens.command.stdin import Prompt
from screens.command.telling import rest_unread, whole_or_told
from screens.kit.desk import Clock
from supervisor.closing import TypedRow, finalisation_due, is_typed, typed_rows
from supervisor.folding import utc
from supervisor.session import Session
from supervisor.waiting import delay_of, delay_told
from supervisor.wording import day_and_hour


def refuse_unless_closed(journal: Journal) -> Session:
    """The session, if it can be finalised.

    Raises:
        RefusedError: it is not closed yet, or where its journal can be read no further.
    """
    session = journal.session
    if session.closed_at is None and journal.damage is not None:
        raise RefusedError(f"{rest_unread(journal)}, et sa clôture n'est pas avant")
    if session.closed_at is None:
        how = f"vigie run {session.number}" if Prompt.read is None else "closing, close"
        raise RefusedError(f"la session {session.number} n'est pas close : elle se finalise après ({Prompt.form(how)})")
    return session


def list_waiting(archive: Archive, clock: Clock) -> int:
    """Name the sessions whose finalisation waits, those that wait longest first; the exit code.

    Raises:
        StoreError: the store cannot be listed.
    """
    shelves = archive.sessions()
    sessions = [shelf.journal.session for shelf in shelves if shelf.journal is not None and not shelf.is_copy]
    for line in _waiting_lines(sessions, utc(clock.now())):
        say(line)
    for shelf in shelves:
        if shelf.problem:
            complain(f"Session {shelf.number} : {shelf.problem}")
    return REFUSED if any(shelf.problem for shelf in shelves) else DONE


def _waiting_lines(sessions: list[Session], now: datetime) -> Iterator[str]:
    waiting = [
        (due, session)
        for session in sessions
        if not session.rehearsal and session.finalised_at is None and (due := finalisation_due(session)) is not None
    ]
    for _, session in sorted(waiting, key=lambda one: one[0]):
        delay = ", ".join(cause.text for cause in delay_of(session, now))
        state = "" if session.closed_at is not None else ", à clore d'abord"
        yield f"Session {session.number} du {session.date:%d/%m/%Y} : à finaliser{state}, {delay}"
    yield "Pour la fiche : vigie finalise N" if waiting else "Aucune session n'attend sa finalisation."


# The sheet, line by line -----------------------------------------------------------------------------


def run_sheet(archive: Archive, options: argparse.Namespace, clock: Clock) -> int:
    """Print the finalisation sheet of a closed session, a sentence a row, each with how it is noted as typed.

    Raises:
        RefusedError: it is not closed yet.
        StoreError: there is no such session, or it cannot be read.
    """
    journal = archive.journal(options.number)
    session = refuse_unless_closed(journal)
    for line in sheet_sentences(session, utc(clock.now()), ticks_of(journal).ticked):
        say(aloud(line))
    return whole_or_told(journal)


def sheet_sentences(session: Session, now: datetime, ticked: Collection[str]) -> Iterator[str]:
    """How long there is left, each row of the sheet in Pix Certif's order, and how it is finalised.

    Args:
        session: its state.
        now: the instant, UTC.
        ticked: the boxes « fait » that are kept beside the store.
    """
    yield deadline_told(session, now)
    rows = typed_rows(session)
    for rank, row in enumerate(rows, start=1):
        yield f"ligne {rank} sur {len(rows)}, {row_sentence(session, row, ticked)}"
    if session.finalised_at is None:
        yield "quand tout est saisi : finalised"


def deadline_told(session: Session, now: datetime) -> str:
    """Since when it is finalised, or how long there is left."""
    if session.finalised_at is not None:
        return f"Session {session.number}, finalisée le {day_and_hour(session, session.finalised_at)}"
    due = finalisation_due(session)
    if due is None:
        return f"Session {session.number}, à finaliser : aucun test n'a eu lieu"
    return f"Session {session.number}, à finaliser avant le {day_and_hour(session, due)}, {delay_told(due, now)}"


def row_sentence(session: Session, row: TypedRow, ticked: Collection[str], *, how: bool = True) -> str:
    """« à saisir, n° 12 LE GOFF Maël : C7 : souris ; ensuite typed 12 ».

    Args:
        session: its state.
        row: of its sheet.
        ticked: the boxes beside the store.
        how: what to type is said too; where the next thing is a question about it, it is not.
    """
    whom = f"n° {called(row.number, session)} : " if row.number is not None else ""
    if not row.key:
        return f"{whom}{row.text}"
    if row.lacks_reason:
        words = Prompt.form(f"reason {row.number} candidate, ou reason {row.number} technical")
        return f"{whom}{row.text}{f' ; tapez {words}' if how else ''}"
    if is_typed(session, row.key, ticked):
        return f"saisie, {whom}{row.text}"
    return f"à saisir, {whom}{row.text}{f' ; ensuite typed {typed_as(row)}' if how else ''}"
