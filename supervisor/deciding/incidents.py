"""Incidents, live alerts and fraud."""

from __future__ import annotations

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.deciding.plan import Decider, Plan
from supervisor.incident import code_of, lacking


def _incident(plan: Plan, wanted: act.RecordIncident) -> None:
    code = code_of(plan.session.reference, wanted.code)
    if isinstance(code, str):
        plan.refuse(code, bad_usage=True)
        return
    text = said(wanted.text)
    lacks = lacking(code, question=wanted.question, text=text)
    if lacks:
        plan.refuse(lacks, bad_usage=True)
        return
    limit = plan.session.reference.thresholds.questions
    if wanted.question is not None and wanted.question > limit:
        plan.remark(f"question {wanted.question} : le test d'aujourd'hui en a {limit}, vérifiez")
    if not wanted.numbers:
        plan.propose(ev.IncidentRecorded(number=None, code=code.code, question=wanted.question, text=text))
    for number in wanted.numbers:
        situation = plan.known(number)
        if situation is None:
            continue
        state: ev.FirstState = "none" if not code.live else "open" if situation.is_running else "expired"
        event = ev.IncidentRecorded(number=number, code=code.code, question=wanted.question, text=text, state=state)
        if plan.propose(event) and state == "expired":
            plan.remark("son test ne court pas : le signalement ne peut plus être pris en compte", number)


def _retract(plan: Plan, wanted: act.RetractIncident) -> None:
    incident = plan.session.incidents.get(wanted.incident)
    if not said(wanted.reason):
        plan.refuse("retirer un signalement demande un motif (--reason)", bad_usage=True)
        return
    number = incident.number if incident is not None else None
    plan.propose(ev.IncidentRetracted(incident=wanted.incident, number=number, reason=wanted.reason))


def _alert(plan: Plan, wanted: act.CloseAlert) -> None:
    if plan.known(wanted.number) is None:
        return
    is_asked = [i for i in plan.session.open_alerts_of(wanted.number) if wanted.question in (None, i.question)]
    if not is_asked:
        about = f" à la question {wanted.question}" if wanted.question is not None else ""
        plan.refuse(f"n'a pas d'alerte ouverte{about}", wanted.number)
    elif len(is_asked) > 1:
        listed = ", ".join(f"{i.code} question {i.question or '?'}" for i in is_asked)
        plan.refuse(f"a plusieurs alertes ouvertes ({listed}) : dites laquelle (--question N)", wanted.number)
    else:
        closed = ev.AlertClosed(number=wanted.number, incident=is_asked[0].event_id, outcome=wanted.outcome)
        if plan.propose(closed) and wanted.outcome != "expired":
            plan.remark("indiquez au candidat de rafraîchir sa page", wanted.number)


def _fraud(plan: Plan, wanted: act.ReportFraud) -> None:
    if not said(wanted.seen):
        plan.refuse("dites ce qui a été vu (--seen)", wanted.number, bad_usage=True)
        return
    has_incident = any(i.code == "C6" and i.counts for i in plan.session.incidents_of(wanted.number))
    report = ev.FraudReported(
        number=wanted.number, fraud=wanted.fraud, seen=wanted.seen, done=wanted.done,
        witness=wanted.witness, evidence=wanted.evidence,
    )  # fmt: skip
    if plan.propose(report):
        if not has_incident:
            plan.propose(ev.IncidentRecorded(number=wanted.number, code="C6", text=wanted.seen[:500]))
        plan.remark("le test n'est pas interrompu", wanted.number)
        if not said(wanted.done):
            plan.remark("rapport incomplet : dites ce qui a été fait", wanted.number)


DECIDERS: dict[type, Decider] = {
    act.RecordIncident: _incident,
    act.RetractIncident: _retract,
    act.CloseAlert: _alert,
    act.ReportFraud: _fraud,
}
