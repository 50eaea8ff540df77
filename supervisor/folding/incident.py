"""What incidents of the grid and their live alerts change."""

from __future__ import annotations

from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, countable, on
from supervisor.incident import Incident, IncidentState


@on(ev.IncidentRecorded)
def _incident(session: MutableSession, entry: ev.Entry, event: ev.IncidentRecorded) -> None:
    session.incidents[entry.id] = Incident(
        entry.id, event.number, event.code, entry.at, event.question, event.text, IncidentState(event.state)
    )


@on(ev.AlertClosed)
def _alert_closed(session: MutableSession, entry: ev.Entry, event: ev.AlertClosed) -> None:
    if event.incident in session.incidents:
        answered = session.incidents[event.incident].in_state(IncidentState(event.outcome), entry.at)
        session.incidents[event.incident] = answered


@on(ev.IncidentCorrected)
def _incident_corrected(session: MutableSession, entry: ev.Entry, event: ev.IncidentCorrected) -> None:
    if event.incident in session.incidents:
        before, at = session.incidents[event.incident], countable(event.happened_at)
        session.incidents[event.incident] = replace(
            before, code=event.code, question=event.question, text=event.text, at=at,
            dated_by=before.dated_by if at == before.at else entry.id,
        )  # fmt: skip


@on(ev.IncidentRetracted)
def _incident_retracted(session: MutableSession, entry: ev.Entry, event: ev.IncidentRetracted) -> None:
    if event.incident in session.incidents:
        retracted = session.incidents[event.incident].in_state(IncidentState.RETRACTED, entry.at)
        session.incidents[event.incident] = retracted
