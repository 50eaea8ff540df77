"""What a report of fraud changes."""

from __future__ import annotations

from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, on
from supervisor.incident import Evidence, FraudReport


@on(ev.FraudReported)
def _fraud(session: MutableSession, entry: ev.Entry, event: ev.FraudReported) -> None:
    frauds: dict[int, FraudReport] = session.values["frauds"]
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
