"""What incidents, live alerts and fraud reports change."""

from __future__ import annotations

from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.draft import Draft, countable, on
from supervisor.incident import Evidence, FraudReport, Incident, IncidentState


@on(ev.IncidentRecorded)
def _incident(draft: Draft, entry: ev.Entry, event: ev.IncidentRecorded) -> None:
    draft.incidents[entry.id] = Incident(
        entry.id, event.number, event.code, entry.at, event.question, event.text, IncidentState(event.state)
    )


@on(ev.AlertClosed)
def _alert_closed(draft: Draft, entry: ev.Entry, event: ev.AlertClosed) -> None:
    if event.incident in draft.incidents:
        answered = draft.incidents[event.incident].in_state(IncidentState(event.outcome), entry.at)
        draft.incidents[event.incident] = answered


@on(ev.IncidentCorrected)
def _incident_corrected(draft: Draft, entry: ev.Entry, event: ev.IncidentCorrected) -> None:
    if event.incident in draft.incidents:
        draft.incidents[event.incident] = replace(
            draft.incidents[event.incident], code=event.code, question=event.question, text=event.text,
            at=countable(event.happened_at),
        )  # fmt: skip


@on(ev.IncidentRetracted)
def _incident_retracted(draft: Draft, entry: ev.Entry, event: ev.IncidentRetracted) -> None:
    if event.incident in draft.incidents:
        retracted = draft.incidents[event.incident].in_state(IncidentState.RETRACTED, entry.at)
        draft.incidents[event.incident] = retracted


@on(ev.FraudReported)
def _fraud(draft: Draft, entry: ev.Entry, event: ev.FraudReported) -> None:
    frauds: dict[int, FraudReport] = draft.values["frauds"]
    kept = tuple(Evidence(e.name, e.sha256, e.size, e.taken_at, e.kept_as) for e in event.evidence)
    before = frauds.get(event.report) if event.report is not None else None
    if before is not None:
        evidence = (*before.evidence, *kept)
        known = (before.author, *before.completed_by)
        frauds[before.event_id] = replace(
            before, kind=event.fraud, seen=event.seen, done=event.done, witnesses=event.witnesses, evidence=evidence,
            tool_required=event.tool_required,
            completed_by=before.completed_by if entry.author in known else (*before.completed_by, entry.author),
        )  # fmt: skip
    elif event.report is None:
        frauds[entry.id] = FraudReport(
            entry.id, event.number, event.fraud, event.seen, entry.at, event.done, event.witnesses, kept,
            event.tool_required, entry.author,
        )  # fmt: skip
