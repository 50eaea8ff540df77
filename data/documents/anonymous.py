"""The anonymised export, for training and statistics: no name, no birth date, no free text.

Only figures and words of the domain leave: statuses, codes, minutes, instants. Neither site, room, seat, zone nor
class, which name a small group; authors are « 1 », « 2 »… and candidates have other numbers than on the list, whose
order is the alphabet's.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from data.documents.csv_out import Cell, local_time, table
from data.documents.figures import ending_figure, instant_figure
from supervisor import event as ev
from supervisor.closing import finalisation_sheet, verdict_state
from supervisor.seal import stamp
from supervisor.session import Session, numbers_of
from supervisor.situation import Situation
from supervisor.wording import INCIDENT_STATE, REASON, VERDICT, status_told

FORMAT = "vigie-anonymous"
VERSION = 1


def anonymous_json(session: Session, now: datetime) -> bytes:
    """What happened in the session, without anybody.

    Args:
        session: the state to tell.
        now: the instant at which ends and counts are taken.
    """
    numbers = _other_numbers(session)
    authors = {author: rank for rank, author in enumerate(dict.fromkeys(e.author for e in session.entries), start=1)}
    sheet = finalisation_sheet(session)
    people = sorted(session.candidates.values(), key=lambda who: numbers[who.number])
    document = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": stamp(now.replace(microsecond=0)),
        "session": {
            "date": session.date.isoformat(),
            "start": session.start,
            "timezone": session.header.timezone,
            "certification": session.certification,
            "edition": session.reference.edition,
            "rehearsal": session.rehearsal,
            "phase": session.phase.value,
            "surveillants": len(session.surveillants),
            "closed_at": instant_figure(session.closed_at),
            "finalised_at": instant_figure(session.finalised_at),
            "boxes": {
                "extra_time_given": sheet.extra_time_given.ticked,
                "could_not_join": sheet.could_not_join.ticked,
            },
        },
        "candidates": [_candidate(session, who, numbers, now) for who in people],
        "incidents": [
            {
                "number": numbers.get(i.number) if i.number is not None else None,
                "code": i.code,
                "question": i.question,
                "at": stamp(i.at),
                "state": i.state.value,
            }
            for i in session.incidents.values()
        ],
        "global_incidents": [
            {
                "begin": stamp(g.begin),
                "end": instant_figure(session.end_of(g)),
                "touched": None if g.scope is None else len(g.scope),
                "fault": g.fault,
            }
            for g in session.globals.values()
        ],
        "frauds": [
            {"number": numbers.get(f.number), "kind": f.kind, "at": stamp(f.at)} for f in session.frauds.values()
        ],
        "events": [
            {
                "id": entry.id,
                "kind": entry.event.kind,
                "at": stamp(entry.at),
                "author": authors[entry.author],
                "numbers": [numbers[n] for n in numbers_of(entry, session) if n in numbers],
                "reverted": session.is_reverted(entry),
            }
            for entry in session.entries
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def anonymous_csv(session: Session, now: datetime) -> dict[str, bytes]:
    """Candidates and incidents for spreadsheets, by file name; times in the session's zone."""
    numbers = _other_numbers(session)
    people = sorted(session.candidates.values(), key=lambda who: numbers[who.number])
    candidates = table(
        ("N° anonyme", "Certification", "Temps majoré (%)", "Statut", "Début", "Fin autorisée", "Fin", "Durée (min)",
         "Temps majoré (min)", "Ajustements (min)", "Motif", "Verdict", "Signalements"),
        (_line(session, who, numbers, now) for who in people),
    )  # fmt: skip
    incidents = table(
        ("N° anonyme", "Code", "Question", "Heure", "État"),
        (
            [
                numbers.get(i.number) if i.number is not None else None,
                i.code,
                i.question,
                local_time(session, i.at),
                INCIDENT_STATE[i.state],
            ]
            for i in session.incidents.values()
        ),
    )
    return {"candidates-anonymes.csv": candidates, "incidents-anonymes.csv": incidents}


def _other_numbers(session: Session) -> dict[int, int]:
    """Another number for each candidate, always the same one: by the digest of the line that put him on the list."""
    added = {e.event.number: e.digest for e in session.entries if isinstance(e.event, ev.CandidateAdded)}
    return {number: rank for rank, number in enumerate(sorted(added, key=lambda n: (added[n], n)), start=1)}


def _candidate(session: Session, who: Situation, numbers: dict[int, int], now: datetime) -> dict[str, Any]:
    ending = session.ending(who, now)
    verdict = verdict_state(session, who)
    return {
        "number": numbers[who.number],
        "certification": session.certification_of(who),
        "extra_time": who.extra_time.percent,
        "status": who.status.value,
        "attested": who.checked.attested if who.checked else None,
        "signed_at": instant_figure(who.signed_at),
        "joined_at": instant_figure(who.joined_at),
        "started_at": instant_figure(who.started_at),
        "ends_at": instant_figure(ending.at if ending else None),
        "finished_at": instant_figure(who.stopped_at),
        "ending": ending_figure(ending),
        "reason": who.reason,
        "verdict": verdict.verdict if verdict else None,
        "adjustments": [{"minutes": a.minutes, "given_back": a.source is not None} for a in who.adjustments],
    }


def _line(session: Session, who: Situation, numbers: dict[int, int], now: datetime) -> list[Cell]:
    ending = session.ending(who, now)
    verdict = verdict_state(session, who)
    return [
        numbers[who.number],
        session.certification_of(who),
        who.extra_time.percent or None,
        status_told(session, who),
        local_time(session, who.started_at),
        local_time(session, ending.at if ending else None),
        local_time(session, who.stopped_at),
        session.duration_of(who),
        ending.extra if ending else None,
        ending.adjustments if ending else None,
        REASON.get(who.reason or "", ""),
        VERDICT[verdict.verdict] if verdict else "",
        " ".join(i.code for i in session.incidents_of(who.number) if i.counts),
    ]
