"""The export « sans nom », for training and statistics: no name, no birth date, no free text, no hour of the day.

Only figures and words of the domain leave: statuses, codes, minutes. Instants are minutes from each one's own start,
temps majorés are steps. Neither date, site, room, seat, zone nor class, which name a small group; authors are « 1 »,
« 2 »… and candidates have other numbers than on the list, whose order is the alphabet's.

It is not anonymous: whoever holds another log of the session (its journal, the pages of Pix Certif) can lay the two
side by side and find who is who. The documentation says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from data.documents.csv_out import CsvCell, table
from supervisor import event as ev
from supervisor.activity import SchoolYear
from supervisor.candidate import ExtraTime
from supervisor.closing import finalisation_sheet, verdict_state, verdict_words
from supervisor.jumps import joined_today, stopped_today, today
from supervisor.outage import begun_today, lasted
from supervisor.session import Session, numbers_of
from supervisor.situation import Situation
from supervisor.timing import MINUTE, minutes_up
from supervisor.wording import REASON, incident_state_word, status_told

FORMAT = "vigie-without-names"
VERSION = 1
FORMER_FORMAT = "vigie-anonymous"
"""What it was called when it still told hours."""
STEPS = ((0, "0"), (33, "1-33"), (50, "34-50"), (100, "51-100"))
"""Steps of temps majorés, by their upper bound; beyond the last one « 101+ »."""


def without_names_json(session: Session, now: datetime) -> bytes:
    """What happened in the session, without anybody; `docs/without-names.schema.json` says its form.

    Args:
        session: the state to tell.
        now: the instant at which what is still open is taken.
    """
    numbers = _other_numbers(session)
    authors = {author: rank for rank, author in enumerate(dict.fromkeys(e.author for e in session.entries), start=1)}
    sheet = finalisation_sheet(session)
    begun = _start_of(session, None)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "session": {
            "school_year": str(SchoolYear.of(session.date)),
            "certification": session.certification,
            "edition": session.reference.edition,
            "rehearsal": session.rehearsal,
            "phase": session.phase.value,
            "surveillants": len(session.surveillants),
            "closed_after": _after(begun, session.closed_at),
            "finalised_after": _after(begun, session.finalised_at),
            "boxes": {
                "extra_time_given": sheet.extra_time_given.ticked,
                "could_not_join": sheet.could_not_join.ticked,
            },
        },
        "candidates": [_candidate(session, who, numbers, authors, now) for who in _people(session, numbers)],
        "incidents": _incidents(session, numbers),
        "global_incidents": _global_incidents(session, begun),
        "frauds": _frauds(session, numbers),
        "events": _events(session, (e for e in session.entries if not numbers_of(e, session)), begun, authors),
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _incidents(session: Session, numbers: dict[int, int]) -> list[dict[str, object]]:
    return [
        {
            "number": numbers.get(i.number) if i.number is not None else None,
            "code": i.code,
            "question": i.question,
            "after": _after(_start_of(session, i.number), today(session, i.at, i.noted)),
            "state": i.state.value,
        }
        for i in session.incidents.values()
    ]


def _global_incidents(session: Session, begun: datetime | None) -> list[dict[str, object]]:
    return [
        {
            "after": _after(begun, begun_today(session, g)),
            "lasted": minutes_up(lasted(session, g, end)) if (end := session.end_of(g)) is not None else None,
            "touched": None if g.scope is None else len(g.scope),
            "fault": g.fault,
        }
        for g in session.globals.values()
    ]


def _frauds(session: Session, numbers: dict[int, int]) -> list[dict[str, object]]:
    return [
        {
            "number": numbers.get(f.number),
            "kind": f.kind,
            "after": _after(_start_of(session, f.number), today(session, f.at, f.event_id)),
        }
        for f in session.frauds.values()
    ]


def without_names_csv(session: Session, now: datetime) -> dict[str, bytes]:
    """Candidates and incidents for spreadsheets, by file name; instants are minutes from each one's start."""
    numbers = _other_numbers(session)
    candidates = table(
        ("N° sans nom", "Certification", "Temps majoré (tranche, %)", "Statut", "Durée (min)",
         "Fin (min après le début)", "Ajustements (min)", "Pauses (min)", "Motif", "Verdict", "Signalements"),
        (_line(session, who, numbers, now) for who in _people(session, numbers)),
    )  # fmt: skip
    incidents = table(
        ("N° sans nom", "Code", "Question", "Minutes après le début", "État"),
        (
            [
                numbers.get(i.number) if i.number is not None else None,
                i.code,
                i.question,
                _after(_start_of(session, i.number), today(session, i.at, i.noted)),
                incident_state_word(session, i),
            ]
            for i in session.incidents.values()
        ),
    )
    return {"candidats-sans-nom.csv": candidates, "signalements-sans-nom.csv": incidents}


def step_of(extra: ExtraTime) -> str:
    """The step a temps majoré is in: an unusual one would name who has it."""
    return next((name for most, name in STEPS if extra.percent <= most), "101+")


def _people(session: Session, numbers: dict[int, int]) -> list[Situation]:
    return sorted(session.candidates.values(), key=lambda who: numbers[who.number])


def _other_numbers(session: Session) -> dict[int, int]:
    """Another number for each candidate, always the same one: by the digest of the line that put them on the list."""
    added = {e.event.number: e.digest for e in session.entries if isinstance(e.event, ev.CandidateAdded)}
    return {number: rank for rank, number in enumerate(sorted(added, key=lambda n: (added[n], n)), start=1)}


def _start_of(session: Session, number: int | None) -> datetime | None:
    """What minutes are counted from: their own start, for the session as a whole the first one.

    On the clock of the machine after all its jumps, as all that is held against it: minutes are those that went by.
    """
    starts = session.starts_today
    return min(starts.values(), default=None) if number is None else starts.get(number)


def _after(start: datetime | None, moment: datetime | None) -> int | None:
    """Whole minutes from a start to a moment, negative before it; None where one of them is not known."""
    return (moment - start) // MINUTE if start is not None and moment is not None else None


def _events(
    session: Session, entries: Iterable[ev.Entry], start: datetime | None, authors: dict[str, int]
) -> list[dict[str, Any]]:
    return [
        {
            "kind": entry.event.kind,
            "after": _after(start, today(session, entry.at, entry.id)),
            "author": authors[entry.author],
            "reverted": session.is_reverted(entry),
        }
        for entry in entries
    ]


def _candidate(
    session: Session, who: Situation, numbers: dict[int, int], authors: dict[str, int], now: datetime
) -> dict[str, Any]:
    ending = session.ending(who, now)
    verdict = verdict_state(session, who)
    start = _start_of(session, who.number)
    return {
        "number": numbers[who.number],
        "certification": session.certification_of(who),
        "duration": session.duration_of(who),
        "extra_time": step_of(who.extra_time),
        "status": who.status.value,
        "attested": who.checked.attested if who.checked else None,
        "signed": who.signed_at is not None,
        "joined_after": _after(start, joined_today(session, who)),
        "started": start is not None,
        "finished_after": _after(start, stopped_today(session, who)),
        "adjustments": [{"minutes": a.minutes, "given_back": a.source is not None} for a in who.adjustments],
        "pauses": minutes_up(ending.pauses if ending else timedelta(0)),
        "reason": who.reason,
        "verdict": verdict.verdict if verdict else None,
        "events": _events(session, session.story_of(who.number), start, authors),
    }


def _line(session: Session, who: Situation, numbers: dict[int, int], now: datetime) -> list[CsvCell]:
    ending = session.ending(who, now)
    return [
        numbers[who.number],
        session.certification_of(who),
        step_of(who.extra_time),
        status_told(session, who),
        session.duration_of(who),
        _after(_start_of(session, who.number), stopped_today(session, who)),
        ending.adjustments if ending else None,
        minutes_up(ending.pauses) if ending else None,
        REASON.get(who.reason or "", ""),
        verdict_words(session, verdict_state(session, who)),
        " ".join(i.code for i in session.incidents_of(who.number) if i.counts),
    ]
