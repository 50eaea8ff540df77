"""`vigie log`: the journal in lines, or as other programs read it. The access code is not in it."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from data.archive import Archive
from data.journal import Journal
from screens.command.narrowing import narrowing_of
from screens.command.output import DONE, complain, say, say_as_is
from screens.command.stores import follow_hubs
from screens.command.telling import rest_unread, situation_of, whole_or_told
from supervisor import event as ev
from supervisor.narrowing import Narrowing
from supervisor.seal import LEFT_OUT_OF_EXPORTS, stamp
from supervisor.session import Session, numbers_of
from supervisor.story import is_noted_later, phrase_of

if TYPE_CHECKING:
    from screens.kit.desk import Clock

_MOST_NUMBERS = 12
"""So many candidates of one event are listed; of more, how many."""


def run_log(archive: Archive, options: argparse.Namespace, clock: Clock) -> int:
    """Print a session's journal, or what is wanted of it.

    Args:
        archive: the store.
        options: number, follow, json, and what narrows it: what the parser read.
        clock: from which « il y a 10 min » counts.

    Returns:
        0; 1 when it is damaged: its good part is printed all the same.

    Raises:
        LineError: what is wanted cannot be read, or nobody is called so.
        StoreError: there is no such session, or it cannot be read.
    """
    journal = archive.journal(options.number)
    session = journal.session
    narrowing = narrowing_of(options, session, clock.now())
    if options.follow:
        follow_hubs(clock.now)
        return _follow(journal, narrowing, as_json=options.json)
    entries = [session.entries[id_ - 1] for id_ in journal.matching(narrowing)]
    if options.json:
        say_as_is(json.dumps([event_document(entry, session) for entry in entries], ensure_ascii=False, indent=1))
    elif not entries:
        say("Aucun événement de cette sorte.")
    else:
        width = len(str(session.last_id))
        for entry in entries:
            say(log_line(entry, session, width))
    return whole_or_told(journal)


def _follow(journal: Journal, narrowing: Narrowing, *, as_json: bool) -> int:
    """What is wanted of the journal so far, then of each event as it is recorded; as JSON, one document a line."""
    from screens.command.watching import follow_log

    known, wanted = journal.session, frozenset(journal.matching(narrowing))

    def is_wanted(entry: ev.Entry) -> bool:
        nonlocal known, wanted
        if journal.session is not known:
            known, wanted = journal.session, frozenset(journal.matching(narrowing))
        return entry.id in wanted

    def tell(entry: ev.Entry) -> None:
        if not is_wanted(entry):
            return
        if as_json:
            say_as_is(json.dumps(event_document(entry, journal.session), ensure_ascii=False))
        else:
            say(log_line(entry, journal.session, len(str(journal.session.last_id))))

    for entry in journal.session.entries:
        tell(entry)
    code = follow_log(journal, tell)
    if code != DONE:
        complain(rest_unread(journal))
    return code


def log_line(entry: ev.Entry, session: Session, width: int = 1) -> str:
    """One event: its instant, its id, who, what, by whom.

    Args:
        entry: the event.
        session: the state, whose local time is told.
        width: of the widest id.
    """
    at, what = log_parts(entry, session)
    return f"{at}  {entry.id:>{width}}  {what}"


def log_parts(entry: ev.Entry, session: Session) -> tuple[str, str]:
    """One event: its instant, in local time; who, what, by whom."""
    at, recorded = session.local(entry.at), session.local(entry.recorded_at)
    day = "" if at.date() == session.date else f"{at:%d/%m/%Y} "
    late = ""
    if is_noted_later(entry):
        recorded_day = "" if recorded.date() == at.date() else f" le {recorded:%d/%m/%Y}"
        late = f" (enregistré{recorded_day} à {recorded:%H:%M:%S})"
    undone = " — annulé" if session.is_reverted(entry) else ""
    who = _subject(entry, session)
    return f"{day}{at:%H:%M:%S}", f"{who}{phrase_of(entry, session)}{late} — {entry.author}{undone}"


def _subject(entry: ev.Entry, session: Session) -> str:
    numbers = numbers_of(entry, session)
    if not numbers:
        return ""
    if len(numbers) > 1:
        listed = ", ".join(str(number) for number in numbers[:_MOST_NUMBERS])
        return f"n° {listed}{'…' if len(numbers) > _MOST_NUMBERS else ''} : "
    who = situation_of(numbers[0], session)
    return f"n° {numbers[0]} {who.full_name} : " if who is not None else f"n° {numbers[0]} : "


def event_document(entry: ev.Entry, session: Session) -> dict[str, Any]:
    """One event as other programs read it; the form is docs/json.md."""
    public, personal = ev.split(entry.event)
    numbers = numbers_of(entry, session)
    is_secret = entry.event.kind in LEFT_OUT_OF_EXPORTS
    return {
        "id": entry.id,
        "kind": entry.event.kind,
        "action": entry.action,
        "at": stamp(entry.at),
        "recorded_at": stamp(entry.recorded_at),
        "author": entry.author,
        "host": entry.host,
        "number": numbers[0] if len(numbers) == 1 else None,
        "public": public,
        "personal": None if entry.erased or is_secret else personal,
        "reverted": session.is_reverted(entry),
        "text": phrase_of(entry, session),
        "digest": entry.digest,
    }
