"""Incidents and their live alerts: recorded, answered, corrected, withdrawn."""

from __future__ import annotations

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.deciding.plan import FUTURE_TOLERANCE, Decider, Plan, out_of_reach
from supervisor.folding import utc
from supervisor.incident import Incident, code_of, lacking
from supervisor.objection import objection
from supervisor.reference import Code
from supervisor.wording import at_hour, hour_of_fact

_HINTS = {
    "question": "--question N",
    "description": '--text "…"',
    "identity": '--text "…"',
    "extra_time": '--text "33 %"',
}
"""What gives on the command line what a code asks."""


def _incident(plan: Plan, wanted: act.RecordIncident) -> None:
    code = code_of(plan.session.reference, wanted.code)
    if isinstance(code, str):
        plan.refuse(code, bad_usage=True)
        return
    text = said(wanted.text)
    lacks = lacking(code, question=wanted.question, text=text)
    if lacks:
        plan.refuse(lacks, hint=_HINTS.get(code.asked, ""), bad_usage=True)
        return
    _doubt_question(plan, wanted.question)
    if not wanted.numbers:
        plan.propose(ev.IncidentRecorded(number=None, code=code.code, question=wanted.question, text=text))
    for number in wanted.numbers:
        situation = plan.known(number)
        if situation is None:
            continue
        state: ev.FirstState = "none" if not code.live else "open" if situation.is_running else "expired"
        event = ev.IncidentRecorded(number=number, code=code.code, question=wanted.question, text=text, state=state)
        if not plan.propose(event):
            continue
        if state == "expired":
            plan.remark("son test ne court pas : le signalement ne peut plus être pris en compte", number)
        if code.asked == "extra_time":
            has = f"noté {situation.extra_time}" if situation.extra_time else "aucun n'est noté"
            hint = f'correct {number} --extra-time "33 %"'
            plan.remark(f"corrigez aussi le temps majoré ici, {has} : sa fin en dépend", number, hint=hint)
        if code.asked == "identity":
            plan.remark("corrigez aussi la liste ici", number, hint=f"correct {number} --last-name …")


def _doubt_question(plan: Plan, question: int | None) -> None:
    limit = plan.session.reference.thresholds.questions
    if question is not None and question > limit:
        plan.remark(f"question {question} : le test en a {limit} au plus, vérifiez")


def _retract(plan: Plan, wanted: act.RetractIncident) -> None:
    incident = plan.session.incidents.get(wanted.incident)
    if not said(wanted.reason):
        plan.refuse("retirer un signalement demande un motif", hint='--reason "…"', bad_usage=True)
        return
    number = incident.number if incident is not None else None
    plan.propose(ev.IncidentRetracted(incident=wanted.incident, number=number, reason=wanted.reason))


def _correct(plan: Plan, wanted: act.CorrectIncident) -> None:
    incident = plan.session.incidents.get(wanted.incident)
    if not said(wanted.reason):
        plan.refuse("corriger un signalement demande un motif", hint='--reason "…"', bad_usage=True)
        return
    if incident is None:
        # Refused by what stands against it, as anything is that concerns no incident of this session.
        nothing = ev.IncidentCorrected(
            incident=wanted.incident, code="", happened_at=plan.at, old_code="", old_happened_at=plan.at,
            reason=wanted.reason,
        )  # fmt: skip
        plan.propose(nothing)
        return
    corrected = _corrected(plan, incident, wanted)
    if corrected is not None and plan.propose(corrected) and corrected.question != incident.question:
        _doubt_question(plan, corrected.question)


def _corrected(plan: Plan, incident: Incident, wanted: act.CorrectIncident) -> ev.IncidentCorrected | None:
    """What the incident says from now on, or the refusal noted."""
    code = code_of(plan.session.reference, incident.code if wanted.code is None else wanted.code)
    if isinstance(code, str):
        plan.refuse(code, bad_usage=True)
        return None
    new = ev.IncidentCorrected(
        incident=incident.event_id, number=incident.number, code=code.code,
        question=incident.question if wanted.question is None else wanted.question,
        text=incident.text if wanted.text is None else wanted.text,
        happened_at=incident.at if wanted.happened_at is None else utc(wanted.happened_at),
        old_code=incident.code, old_question=incident.question, old_text=incident.text, old_happened_at=incident.at,
        reason=wanted.reason,
    )  # fmt: skip
    against = _against(plan, incident, new, code)
    if against:
        plan.refuse(against, incident.number, bad_usage=True)
        return None
    return new


def _against(plan: Plan, incident: Incident, new: ev.IncidentCorrected, code: Code) -> str:
    """What is wrong with the corrected values, as a French sentence; empty when nothing is.

    Empty too where something else stands against them: that is said first, by the proposal.
    """
    if objection(plan.session, ev.Drafted(plan.at, new)):
        return ""
    if new.happened_at - plan.context.now > FUTURE_TOLERANCE:
        return f"{hour_of_fact(plan.session, new.happened_at)} est dans le futur"
    if new.happened_at != incident.at and (told := out_of_reach(plan.session, new.happened_at)):
        return told
    before = (incident.code, incident.question, incident.text, incident.at)
    if (new.code, new.question, new.text, new.happened_at) == before:
        return f"rien ne change : dites ce qui est à corriger au signalement n° {incident.event_id}"
    return lacking(code, question=new.question, text=new.text)


def _alert(plan: Plan, wanted: act.CloseAlert) -> None:
    if plan.known(wanted.number) is None:
        return
    code = wanted.code.strip().upper() if wanted.code is not None else None
    is_asked = [
        i for i in plan.session.open_alerts_of(wanted.number)
        if wanted.question in (None, i.question) and code in (None, i.code) and wanted.incident in (None, i.event_id)
    ]  # fmt: skip
    if not is_asked:
        about = f" {code}" if code is not None else ""
        about += f" à la question {wanted.question}" if wanted.question is not None else ""
        about += f" de n° {wanted.incident}" if wanted.incident is not None else ""
        plan.refuse(f"n'a pas d'alerte ouverte{about}", wanted.number)
    elif len(is_asked) > 1:
        listed = ", ".join(_alert_told(plan, incident) for incident in is_asked)
        hint = "--question N, --code CODE ou --id ID"
        plan.refuse(f"a plusieurs alertes ouvertes ({listed}) : dites laquelle", wanted.number, hint=hint)
    else:
        closed = ev.AlertClosed(number=wanted.number, incident=is_asked[0].event_id, outcome=wanted.outcome)
        if plan.propose(closed) and wanted.outcome != "expired":
            plan.remark("indiquez au candidat de rafraîchir sa page", wanted.number)


def _alert_told(plan: Plan, incident: Incident) -> str:
    """« E2 question 12, n° 41 à 09:41 »: what tells it from another one."""
    question = f" question {incident.question}" if incident.question is not None else ""
    return f"{incident.code}{question}, n° {incident.event_id} {at_hour(plan.session, incident.at)}"


DECIDERS: dict[type, Decider] = {
    act.RecordIncident: _incident,
    act.RetractIncident: _retract,
    act.CorrectIncident: _correct,
    act.CloseAlert: _alert,
}
