"""The complete export of a session as JSON: what stands, and the journal it comes from.

Versioned, instants in UTC. The journal's lines stand in it as they are on the disk, so that their chain can be
verified later; only the access code is left out, the way an erased part is: its digests stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from data.documents.figures import branch_figure, course_figure, instant_figure, seconds_figure, session_figure
from data.piece_names import FOLDER, exported_names
from supervisor.closing import finalisation_sheet, to_call_again, verdict_state
from supervisor.incident import Evidence, FraudReport, GlobalIncident, Incident, becomes
from supervisor.jumps import stood_still
from supervisor.outage import lasted
from supervisor.seal import LEFT_OUT_OF_EXPORTS, Line, erased_line, stamp
from supervisor.session import RoomPoint, Session
from supervisor.situation import Note, Situation
from supervisor.timing import Adjustment, Interval

FORMAT = "vigie-export"
VERSION = 2
"""Version of the export's format; the journal inside has its own.

2: counts say how many are unfinished, and what was open at the close ends there; an end screen is seen where a person
noted it, reports of fraud name who wrote them.
"""
MAY_LACK = {"lasted_s"}
"""Keys that came to this version later: an export that was written before lacks them, and is as whole as another."""
NOT_OF_THE_JOURNAL = {"branch"}
"""Keys that say what was known beside the journal: of it alone nobody can derive them again."""


def session_json(session: Session, lines: Sequence[Line], now: datetime, *, damage: str = "") -> bytes:
    """The whole session as one JSON document.

    Args:
        session: the state after these lines.
        lines: the journal's lines as JSON gives them, header first.
        now: the instant of the export, at which countdowns and counts are taken.
        damage: why the journal could not be read any further; empty when it is whole.
    """
    names = exported_names(session.entries)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": stamp(now.replace(microsecond=0)),
        "damage": damage or None,
        "header": {"timezone": session.header.timezone, "reference": _reference(session)},
        "session": _session(session),
        "counts": asdict(session.counts(now)),
        "candidates": [_candidate(session, who, now) for who in session.candidates.values()],
        "removed": [_candidate(session, who, now) for who in session.removed.values()],
        "incidents": [_incident(session, incident) for incident in session.incidents.values()],
        "global_incidents": [_global(session, outage) for outage in session.globals.values()],
        "frauds": [_fraud(report, names) for report in session.frauds.values()],
        "notes": _notes(session.notes),
        "derogations": _notes(session.derogations),
        "room_points": [_point(point) for point in session.room_points.values()],
        "trainings": [{"name": t.name, "trainer": t.trainer, "on": t.on.isoformat()} for t in session.trainings],
        "closing": _closing(session),
        "journal": [dict(leaving(line)) for line in lines],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def leaving(line: Line) -> Line:
    """A line of a journal as it leaves: the access code does not, and its line still verifies."""
    return erased_line(line) if line.get("kind") in LEFT_OUT_OF_EXPORTS else line


def _reference(session: Session) -> dict[str, Any]:
    """What the session took from the reference data; not what the program makes of a code, which is its own affair."""
    return session.reference.model_dump(mode="json", exclude={"codes": {"__all__": {"means"}}})


def _session(session: Session) -> dict[str, Any]:
    return {
        "number": session.number,
        **session_figure(session),
        "rehearsal": session.rehearsal,
        "observations": session.observations,
        "closed_at": instant_figure(session.closed_at),
        "seal": session.seal or None,
        "was_reopened": session.was_reopened,
        "finalised_at": instant_figure(session.finalised_at),
        **branch_figure(session),
    }


def _candidate(session: Session, who: Situation, now: datetime) -> dict[str, Any]:
    ending = session.ending(who, now)
    identity = who.identity.model_dump(mode="json")
    return {
        "number": who.number,
        **identity,
        **course_figure(session, who, ending),
        "extra_time_is_a_third": who.extra_time.third,
        "planned_seat": who.planned_seat,
        "added_later": who.added_later,
        "signed_at": instant_figure(who.signed_at),
        "joined_at": instant_figure(who.joined_at),
        "reason": who.reason,
        "verdict": _verdict(session, who),
        "paused": bool(ending and ending.paused),
        "suspended": bool(ending and ending.suspended),
        "adjustments": [_adjustment(adjustment) for adjustment in who.adjustments],
        "pauses": [_interval(session, who, pause) for pause in who.pauses],
        "interruptions": [
            {**_interval(session, who, i), "cause": i.cause, "settled": i.settled} for i in who.interruptions
        ],
    }


def _verdict(session: Session, who: Situation) -> dict[str, Any] | None:
    state = verdict_state(session, who)
    if state is None:
        return None
    return {
        "verdict": state.verdict,
        "proposed": state.proposed,
        "because": list(state.because),
        "reason": state.reason,
        "is_given": state.is_given,
    }


def _closing(session: Session) -> dict[str, Any]:
    sheet = finalisation_sheet(session)
    boxes = {"extra_time_given": sheet.extra_time_given, "could_not_join": sheet.could_not_join}
    return {
        "comment": sheet.comment,
        "boxes": {
            name: {"ticked": box.ticked, "proposed": box.proposed, "is_given": box.is_given}
            for name, box in boxes.items()
        },
        "due_at": instant_figure(sheet.due_at),
        "to_call_again": [{"number": r.number, "reason": r.reason, "centre": r.centre} for r in to_call_again(session)],
    }


def _point(point: RoomPoint) -> dict[str, Any]:
    return {
        "key": point.key,
        "ok": point.ok,
        "remark": point.remark,
        "at": stamp(point.at),
        "author": point.author,
    }


def _adjustment(adjustment: Adjustment) -> dict[str, Any]:
    return {
        "event": adjustment.event_id,
        "at": stamp(adjustment.at),
        "minutes": adjustment.minutes,
        "reason": adjustment.reason,
        "source": adjustment.source,
    }


def _interval(session: Session, who: Situation, interval: Interval) -> dict[str, Any]:
    end = session.end_of(interval)
    return {
        "event": interval.event_id,
        "begin": stamp(interval.begin),
        "end": instant_figure(end),
        "lasted_s": seconds_figure(stood_still(session, who, interval, end)) if end is not None else None,
    }


def _incident(session: Session, incident: Incident) -> dict[str, Any]:
    code = session.reference.code(incident.code)
    return {
        "event": incident.event_id,
        "number": incident.number,
        "code": incident.code,
        "at": stamp(incident.at),
        "question": incident.question,
        "text": incident.text,
        "state": incident.state.value,
        "closed_at": instant_figure(incident.closed_at),
        "becomes": (becomes(session.reference, code) if code is not None else "") or None,
    }


def _global(session: Session, outage: GlobalIncident) -> dict[str, Any]:
    end = session.end_of(outage)
    return {
        "event": outage.event_id,
        "text": outage.text,
        "begin": stamp(outage.begin),
        "end": instant_figure(end),
        "lasted_s": seconds_figure(lasted(session, outage, end)) if end is not None else None,
        "scope": None if outage.scope is None else list(outage.scope),
        "fault": outage.fault,
        "refused_to": list(outage.refused_to),
    }


def _fraud(report: FraudReport, names: dict[str, str]) -> dict[str, Any]:
    return {
        "event": report.event_id,
        "number": report.number,
        "kind": report.kind,
        "at": stamp(report.at),
        "seen": report.seen,
        "done": report.done,
        "witnesses": list(report.witnesses),
        "tool_required": report.tool_required,
        "complete": report.is_complete,
        "author": report.author,
        "completed_by": list(report.completed_by),
        "evidence": [_evidence(piece, names) for piece in report.evidence],
    }


def _evidence(piece: Evidence, names: dict[str, str]) -> dict[str, Any]:
    return {
        "name": piece.name,
        "sha256": piece.sha256,
        "size": piece.size,
        "taken_at": instant_figure(piece.taken_at),
        "file": f"{FOLDER}/{names[piece.kept_as]}" if piece.kept_as in names else None,
    }


def _notes(notes: Iterable[Note]) -> list[dict[str, Any]]:
    return [{"event": n.event_id, "at": stamp(n.at), "number": n.number, "text": n.text} for n in notes]
