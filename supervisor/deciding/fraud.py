"""Fraud: a « PV de fraude » per case, begun when it is seen and completed until the close."""

from __future__ import annotations

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.deciding.plan import Plan, decides
from supervisor.incident import LONGEST_DESCRIPTION, FraudReport


@decides(act.ReportFraud)
def _fraud(plan: Plan, action: act.ReportFraud) -> None:
    if plan.known(action.number) is None:
        return
    before = plan.session.frauds.get(action.report) if action.report is not None else None
    event = _begun(plan, action) if before is None else _amended(plan, action, before)
    if event is None:
        return
    others = [report for report in plan.session.frauds_of(action.number) if not report.is_complete]
    report = before.event_id if before is not None else plan.next_id
    if not plan.propose(event):
        return
    code = plan.session.reference.code_meaning("fraud")
    if code is not None and not plan.session.reported(action.number, "fraud"):
        text = event.seen[:LONGEST_DESCRIPTION]
        plan.propose(ev.IncidentRecorded(number=action.number, code=code.code, text=text))
    if before is None:
        plan.remark("le test n'est pas interrompu", action.number)
    lacks = plan.session.frauds[report].lacks
    if lacks:
        hint = f'fraud {action.number} --report {report} --done "…"'
        plan.remark(f"rapport n° {report} incomplet, il manque : {', '.join(lacks)}", action.number, hint=hint)
    for other in others:
        if other.event_id != report:
            hint = f"fraud {action.number} --report {other.event_id}"
            plan.remark(f"un autre rapport, n° {other.event_id}, est encore incomplet", action.number, hint=hint)


def _begun(plan: Plan, action: act.ReportFraud) -> ev.FraudReported | None:
    """The event that begins a report, or None with the refusal noted."""
    if action.report is not None:
        plan.refuse(f"n'a pas de rapport de fraude n° {action.report}", action.number)
        return None
    if action.fraud is None:
        plan.refuse("dites la sorte de fraude", action.number, hint="--kind", bad_usage=True)
        return None
    if not printable(action.seen or ""):
        plan.refuse("dites ce qui a été vu", action.number, hint='--seen "…"', bad_usage=True)
        return None
    return ev.FraudReported(
        number=action.number, fraud=action.fraud, tool_required=action.tool_required, seen=action.seen or "",
        done=action.done or "", witnesses=_named(action.witnesses or ()), evidence=_new_evidence(action, ()),
    )  # fmt: skip


def _amended(plan: Plan, action: act.ReportFraud, before: FraudReport) -> ev.FraudReported | None:
    """The event that completes a report, or None with the refusal noted."""
    fraud = action.fraud or before.kind
    seen = before.seen if action.seen is None else printable(action.seen)
    done = before.done if action.done is None else printable(action.done)
    witnesses = before.witnesses if action.witnesses is None else _named(action.witnesses)
    tool_required = before.tool_required if action.tool_required is None else action.tool_required
    evidence = _new_evidence(action, tuple(kept.sha256 for kept in before.evidence))
    if not seen:
        plan.refuse("dites ce qui a été vu", action.number, hint='--seen "…"', bad_usage=True)
        return None
    told_before = (before.kind, before.seen, before.done, before.witnesses, before.tool_required)
    if not evidence and (fraud, seen, done, witnesses, tool_required) == told_before:
        why = "ces pièces y sont déjà" if action.evidence else "rien n'y change"
        plan.refuse(f"rapport de fraude n° {before.event_id} : {why}", action.number)
        return None
    return ev.FraudReported(
        number=action.number, report=before.event_id, fraud=fraud, tool_required=tool_required,
        seen=seen, done=done, witnesses=witnesses, evidence=evidence,
        old_fraud=before.kind if before.kind != fraud else None,
        old_seen=before.seen if before.seen != seen else None,
        old_done=before.done if before.done != done else None,
        old_witnesses=before.witnesses if before.witnesses != witnesses else None,
    )  # fmt: skip


def _named(witnesses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(printable, witnesses) if name))


def _new_evidence(action: act.ReportFraud, known: tuple[str, ...]) -> tuple[ev.EvidenceKept, ...]:
    """Each piece once: the same bytes under two names are one piece."""
    pieces: dict[str, ev.EvidenceKept] = {}
    for piece in action.evidence:
        if piece.sha256 not in known:
            pieces.setdefault(piece.sha256, piece)
    return tuple(pieces.values())
