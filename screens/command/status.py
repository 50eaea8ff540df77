"""`vigie status`: where a session stands, in lines that are read at a glance or aloud."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from data.archive import Archive, Shelf
from data.mirrored import is_any_mirrored, mirrored, reading_archive, where
from data.services.stores import store_names
from screens.command.candidates import on_the_list, pick
from screens.command.figures import status_document, summary
from screens.command.output import DONE, REFUSED, BadUsageError, complain, say, say_as_is
from screens.command.spoken import aloud, candidate_sentence, counts_told, facts_of, running_of, session_sentences
from screens.command.stores import follow_hubs, stores_of
from screens.command.telling import whole_or_told
from supervisor.attention import attention
from supervisor.folding import utc
from supervisor.outage import when_told
from supervisor.retention import retention_of
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import PHASE, hour_of_end, hour_of_start, status_word
from supervisor.wording import clock as countdown

if TYPE_CHECKING:
    from pathlib import Path

    from data.hub.mirror import SchoolStore
    from screens.kit.desk import Clock


def run_status(archive: Archive, options: argparse.Namespace, clock: Clock) -> int:
    """Print where a session stands, or every session of the store.

    Returns:
        0; 1 when a journal is damaged: what can be read of it is printed all the same.

    Raises:
        StoreError: there is no such session, or it cannot be read.
    """
    now = utc(clock.now())
    if options.watch:
        return _watch(archive, options, clock)
    if options.number is None:
        roots = stores_of(options)
        if schools := _schools(roots):
            from screens.command.schools import run_schools

            return run_schools(schools, options, now)
        return _all_sessions([reading_archive(root) for root in roots], options, now)
    journal = archive.journal(options.number)
    if options.who and options.json:
        raise BadUsageError("--json dit tous les candidats : retirez-en le candidat")
    if options.who:
        for who in on_the_list(pick(options.who, journal.session), journal.session):
            say(aloud(candidate_sentence(journal.session, who, now, full=options.full)))
    elif options.sentences:
        for line in status_sentences(journal.session, now, full=options.full):
            say(aloud(line))
    elif options.json:
        _print_json(status_document(journal.session, now))
    else:
        for line in status_lines(journal.session, now, full=options.full):
            say(line)
        if journal.session.closed_at is not None:
            say(f"à garder jusqu'au {retention_of(journal.session, archive.keep_months).until:%d/%m/%Y}")
    return whole_or_told(journal)


def _schools(roots: Sequence[Path]) -> Sequence[SchoolStore]:
    """The schools of a hub that shows several; nothing of a hub is imported where none was named."""
    if not is_any_mirrored():
        return ()
    from data.hub.opening import schools_among

    return schools_among(roots)


def _watch(archive: Archive, options: argparse.Namespace, clock: Clock) -> int:
    """Where it stands now, then a line for each change."""
    from screens.command.watching import watch

    if options.json:
        raise BadUsageError("--watch et --json ne vont pas ensemble : vigie log N --follow --json suit une session")
    if options.who:
        raise BadUsageError("--watch suit toute la session : retirez-en le candidat")
    options.watch = False
    follow_hubs(clock.now)
    run_status(archive, options, clock)
    if options.number is not None:
        return watch([archive], options.number, clock, bell=options.bell)
    roots = stores_of(options)
    if schools := _schools(roots):
        from screens.command.schools import watch_schools

        return watch_schools(schools, clock, bell=options.bell)
    return watch([reading_archive(root) for root in roots], None, clock, bell=options.bell)


def _all_sessions(archives: Sequence[Archive], options: argparse.Namespace, now: datetime) -> int:
    names = store_names([archive.root for archive in archives])
    shelves = [(name, shelf) for archive, name in zip(archives, names, strict=True) for shelf in archive.listed()]
    if options.json:
        read = [(name, shelf.session) for name, shelf in shelves if shelf.session is not None]
        _print_json({"sessions": [{"store": name, **summary(session, now)} for name, session in read]})
    elif not shelves:
        say(f"Aucune session {where(*(archive.root for archive in archives))}")
        for archive in archives:
            if not archive.root.is_dir():
                complain(f"Le dossier {archive.root} n'existe pas encore (--store ou VIGIE_STORE en dit un autre).")
    else:
        for name, shelf in shelves:
            lead = f"{name} — " if len(names) > 1 else ""
            told = f"{lead}{' — '.join(filter(None, (*_listed(shelf, now), _seen_told(shelf))))}"
            say(aloud(told) if options.sentences else told)
    problems = [(name, shelf) for name, shelf in shelves if shelf.problem]
    for name, shelf in problems:
        complain(f"Session {shelf.name}{f' ({name})' if len(names) > 1 else ''} : {shelf.problem}")
    return REFUSED if problems else DONE


def _listed(shelf: Shelf, now: datetime) -> tuple[str, ...]:
    """A session among others; of one that is damaged, that it is stands where its phase would: nobody knows that."""
    from supervisor.waiting import broken_told, waits_for

    session = shelf.session
    if session is None:
        return (f"Session {shelf.number}", broken_told("vigie check dit pourquoi", can_be_read=False).text)
    counts = counts_told(session, now)
    if shelf.problem:
        return (_heading(session), broken_told("la suite n'est pas lue").text, counts)
    awaited = ", ".join(cause.text for cause in waits_for(session, now).causes if not cause.is_counted)
    return (_heading(session), PHASE[session.phase], awaited, counts)


def _seen_told(shelf: Shelf) -> str:
    """Which branch it is, and when its machine was last seen, where a hub tells of it; here, the folder of a copy."""
    found = mirrored(shelf.folder.parents[1])
    return shelf.branch if found is None else ", ".join(filter(None, (shelf.branch, found.seen_told(shelf.folder))))


def _print_json(document: object) -> None:
    say_as_is(json.dumps(document, ensure_ascii=False, indent=1))


# One session in lines --------------------------------------------------------------------------------


def status_lines(session: Session, now: datetime, *, full: bool) -> Iterator[str]:
    """The session, its counts, whom to look at, and one line a candidate.

    Args:
        session: the state.
        now: the instant at which it is told.
        full: with birth dates and classes.
    """
    local = session.local(now)
    yield _heading(session)
    names = f" — surveillance : {', '.join(session.surveillants)}" if session.surveillants else ""
    yield f"{PHASE[session.phase]} — il est {local:%H:%M:%S} ({session.header.timezone}){names}"
    if session.closed_at is None and (last := session.last_end(now)) is not None:
        yield f"dernière fin {hour_of_end(session, last)}"
    yield counts_told(session, now)
    for outage in session.running_globals:
        yield f"incident global n° {outage.event_id} {when_told(session, outage, now)} : {outage.text}"
    for one in attention(session, now):
        yield f"à voir : {one.number} {session.candidates[one.number].full_name} : {one.text}"
    if session.candidates:
        yield ""
        yield from _table(session, now, full=full)


def status_sentences(session: Session, now: datetime, *, full: bool) -> Iterator[str]:
    """The same in sentences, one a candidate: nothing stands in columns.

    Args:
        session: the state.
        now: the instant at which it is told.
        full: with birth dates and classes.
    """
    yield from session_sentences(session, now)
    for who in session.candidates.values():
        yield candidate_sentence(session, who, now, full=full)


def _heading(session: Session) -> str:
    rehearsal = " — RÉPÉTITION" if session.rehearsal else ""
    place = "".join(f" — {part}" for part in (session.site, session.room) if part)
    return f"Session {session.number}{rehearsal}{place} — {session.date:%d/%m/%Y} à {session.start}"


def _table(session: Session, now: datetime, *, full: bool) -> Iterator[str]:
    heading: tuple[str, ...] = ("n°", "reste", "nom", "t. maj.", "statut", "début", "fin", "place", "à noter")
    if full:
        heading = (*heading[:3], "né(e) le", "classe", *heading[3:])
    rows = [heading, *(_row(session, who, now, full=full) for who in session.candidates.values())]
    yield from aligned(rows, right={0, 1})


def _row(session: Session, who: Situation, now: datetime, *, full: bool) -> tuple[str, ...]:
    ending = session.ending(who, now)
    running = running_of(session, who, now)
    overtime = ("dépassé",) if running is not None and session.is_overtime(who, now) else ()
    born = who.identity.birth_date
    personal = (f"{born:%d/%m/%Y}" if born else "—", who.class_name or "—") if full else ()
    return (
        str(who.number),
        countdown(running.remaining(now)) if running is not None else "—",
        who.full_name,
        *personal,
        str(who.extra_time) if who.extra_time else "—",
        status_word(session, who),
        hour_of_start(session, ending.started_at) if ending is not None else "—",
        _end(session, who, now),
        who.seat or "—",
        ", ".join((*overtime, *facts_of(session, who, now))) or "—",
    )


def _end(session: Session, who: Situation, now: datetime) -> str:
    """When his test ended, or when it will have to."""
    ending = session.ending(who, now)
    if ending is None:
        return "—"
    return hour_of_end(session, who.stopped_at or ending.at)


def aligned(rows: Sequence[tuple[str, ...]], *, right: set[int]) -> Iterator[str]:
    """Rows of words as lines in columns.

    Args:
        rows: all of the same length.
        right: places of the columns that end at the right.
    """
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (c.rjust(widths[i]) if i in right else c.ljust(widths[i]) for i, c in enumerate(row))
        yield "  ".join(cells).rstrip()
