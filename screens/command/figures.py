"""`status --json`: a session as other programs read it. The form is docs/json.md; the access code is not in it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from data.documents.figures import course_figure, session_figure
from supervisor.attention import attention
from supervisor.folding import utc
from supervisor.incident import FraudReport, Incident, becomes
from supervisor.seal import stamp
from supervisor.session import Session
from supervisor.situation import Situation


def status_document(session: Session, now: datetime) -> dict[str, Any]:
    """One session with its candidates, as it stands at `now`."""
    now = utc(now)
    return {
        **summary(session, now),
        "now": stamp(now),
        "candidates": [_candidate(session, who, now) for who in session.candidates.values()],
        "attention": [{"number": one.number, "reason": one.text} for one in attention(session, now)],
    }


def summary(session: Session, now: datetime) -> dict[str, Any]:
    """One session among others: `{session, counts}`."""
    return {
        "session": {"id": session.number, **session_figure(session)},
        "counts": asdict(session.counts(session.closed_at or utc(now))),
    }


def _candidate(session: Session, who: Situation, now: datetime) -> dict[str, Any]:
    ending = session.ending(who, now)
    # Nothing runs on once the session is closed, whatever a forced close left open.
    running = session.running_ending(who, now) if session.closed_at is None else None
    born = who.identity.birth_date
    return {
        "number": who.number,
        "last_name": who.identity.last_name,
        "first_name": who.identity.first_name,
        "birth_date": born.isoformat() if born is not None else None,
        **course_figure(session, who, ending),
        "signed": who.signed_at is not None,
        "paused": running is not None and running.paused,
        "suspended": running is not None and running.suspended,
        "remaining_s": int(running.remaining(now).total_seconds()) if running is not None else None,
        "incidents": [_incident(session, incident) for incident in session.incidents_of(who.number)],
        "frauds": [_fraud(report) for report in session.frauds_of(who.number)],
    }


def _fraud(report: FraudReport) -> dict[str, Any]:
    """Without what was seen: a status goes further than a report."""
    return {
        "id": report.event_id,
        "kind": report.kind,
        "at": stamp(report.at),
        "complete": report.is_complete,
        "evidence": len(report.evidence),
    }


def _incident(session: Session, incident: Incident) -> dict[str, Any]:
    code = session.reference.code(incident.code)
    return {
        "id": incident.event_id,
        "code": incident.code,
        "question": incident.question,
        "text": incident.text,
        "at": stamp(incident.at),
        "state": incident.state.value,
        "becomes": (becomes(session.reference, code) if code is not None else "") or None,
    }
