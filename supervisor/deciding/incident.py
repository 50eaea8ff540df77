"""Deciding on incidents of the grid and their live alerts: recorded, answered, corrected, withdrawn."""

from __future__ import annotations

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.deciding.plan import FUTURE_TOLERANCE, Plan, decides, out_of_reach
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


@decides(act.RecordIncident)
def _incident(plan: Plan, action: act.RecordIncident) -> None:
    code = code_of(plan.session.reference, action.code)
    if isinstance(code, str):
        plan.refuse(code, bad_usage=True)
        return
    text = printable(action.text)
    lacks = lacking(code, question=action.question, text=text)
    if lacks:
        plan.refuse(lacks, hint=_HINTS.get(code.asked, ""), bad_usage=True)
        return
    _doubt_question(plan, action.question)
    if not action.numbers:
        plan.propose(ev.IncidentRecorded(number=None, code=code.code, question=action.question, text=text))
    for number in action.numbers:
        situation = plan.known(number)
        if situation is None:
            continue
        state: ev.FirstState = "none" if not code.live else "open" if situation.is_running else "expired"
        event = ev.IncidentRecorded(number=number, code=code.code, question=action.question, text=text, state=state)
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


@decides(act.RetractIncident)
def _retract(plan: Plan, action: act.RetractIncident) -> None:
    incident = plan.session.incidents.get(action.incident)
    if not printable(action.reason):
        plan.refuse("retirer un signalement demande un motif", hint='--reason "…"', bad_usage=True)
        return
    number = incident.number if incident is not None else None
    plan.propose(ev.IncidentRetracted(incident=action.incident, number=number, reason=action.reason))


@decides(act.CorrectIncident)
def _correct(plan: Plan, action: act.CorrectIncident) -> None:
    incident = plan.session.incidents.get(action.incident)
    if not printable(action.reason):
        plan.refuse("corriger un signalement demande un motif", hint='--reason "…"', bad_usage=True)
        return
    if incident is None:
        # Refused by what stands against it, as anything is that concerns no incident of this session.
        nothing = ev.IncidentCorrected(
            incident=action.incident, code="", happened_at=plan.at, old_code="", old_happened_at=plan.at,
            reason=action.reason,
        )  # fmt: skip
        plan.propose(nothing)
        return
    corrected = _corrected(plan, incident, action)
    if corrected is not None and plan.propose(corrected) and corrected.question != incident.question:
        _doubt_question(plan, corrected.question)


def _corrected(plan: Plan, incident: Incident, action: act.CorrectIncident) -> ev.IncidentCorrected | None:
    """What the incident says from now on, or the refusal noted."""
    code = code_of(plan.session.reference, incident.code if action.code is None else action.code)
    if isinstance(code, str):
        plan.refuse(code, bad_usage=True)
        return None
    new = ev.IncidentCorrected(
        incident=incident.event_id, number=incident.number, code=code.code,
        question=incident.question if action.question is None else action.question,
        text=incident.text if action.text is None else action.text,
        happened_at=incident.at if action.happened_at is None else utc(action.happened_at),
        old_code=incident.code, old_question=incident.question, old_text=incident.text, old_happened_at=incident.at,
        reason=action.reason,
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
    if new.happened_at != incident.at:
        # One that stays was said by a clock that may have been set back since.
        if new.happened_at - plan.context.now > FUTURE_TOLERANCE:
            return f"{hour_of_fact(plan.session, new.happened_at)} est dans le futur"
        if told := out_of_reach(plan.session, new.happened_at):
            return told
    before = (incident.code, incident.question, incident.text, incident.at)
    if (new.code, new.question, new.text, new.happened_at) == before:
        return f"rien ne change : dites ce qui est à corriger au signalement n° {incident.event_id}"
    return lacking(code, question=new.question, text=new.text)


@decides(act.CloseAlert)
def _alert(plan: Plan, action: act.CloseAlert) -> None:
    if plan.known(action.number) is None:
        return
    code = action.code.strip().upper() if action.code is not None else None
    is_asked = [
        i for i in plan.session.open_alerts_of(action.number)
        if action.question in (None, i.question) and code in (None, i.code) and action.incident in (None, i.event_id)
    ]  # fmt: skip
    if not is_asked:
        about = f" {code}" if code is not None else ""
        about += f" à la question {action.question}" if action.question is not None else ""
        about += f" de n° {action.incident}" if action.incident is not None else ""
        plan.refuse(f"n'a pas d'alerte ouverte{about}", action.number)
    elif len(is_asked) > 1:
        listed = ", ".join(_alert_told(plan, incident) for incident in is_asked)
        hint = "--question N, --code CODE ou --id ID"
        plan.refuse(f"a plusieurs alertes ouvertes ({listed}) : dites laquelle", action.number, hint=hint)
    else:
        closed = ev.AlertClosed(number=action.number, incident=is_asked[0].event_id, outcome=action.outcome)
        if plan.propose(closed) and action.outcome != "expired":
            plan.remark("indiquez au candidat de rafraîchir sa page", action.number)


def _alert_told(plan: Plan, incident: Incident) -> str:
    """« E2 question 12, n° 41 à 09:41 »: what tells it from another one."""
    question = f" question {incident.question}" if incident.question is not None else ""
    return f"{incident.code}{question}, n° {incident.event_id} {at_hour(plan.session, incident.at)}"
