"""Deciding on a global incident: it begins, it ends, and who gets what back."""

from __future__ import annotations

from datetime import datetime

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.deciding.losses import give_back, is_too_much, loss_of
from supervisor.deciding.plan import Plan, decides
from supervisor.incident import GlobalIncident
from supervisor.outage import left_out, likely_same, ran_at, was_held_before
from supervisor.session import Session
from supervisor.situation import Status
from supervisor.wording import hour_of_fact, outage_by_its_number, signed_minutes


@decides(act.BeginGlobal)
def _begin_global(plan: Plan, action: act.BeginGlobal) -> None:
    scope = tuple(sorted(set(action.scope))) if action.scope is not None else None
    if scope == ():
        plan.refuse("dites qui cet incident touche", bad_usage=True)
        return
    unknown = [number for number in scope or () if plan.known(number) is None]
    if unknown:
        return
    text = printable(action.text) or "alarme"
    same = likely_same(plan.session, text, scope, plan.at)
    if same is not None and not action.force and plan.session.closed_at is None:
        since = hour_of_fact(plan.session, same.begin)
        plan.refuse(f"« {same.text} » est déjà en cours depuis {since} (n° {same.event_id})", confirmable=True)
        return
    if plan.propose(ev.GlobalIncidentBegan(scope=scope, fault=action.fault, text=text)):
        plan.remark(outage_by_its_number(plan.session.last_id))


@decides(act.EndGlobal)
def _end_global(plan: Plan, action: act.EndGlobal) -> None:
    running = plan.session.running_globals
    if action.incident is None and len(running) != 1 and plan.session.closed_at is None:
        listed = ", ".join(f"n° {g.event_id}" for g in running)
        hint = ", ou ".join(f"global end {g.event_id}" for g in running)
        plan.refuse(f"dites lequel finit : {listed}" if running else "aucun incident global n'est en cours", hint=hint)
        return
    incident = action.incident if action.incident is not None else running[0].event_id if running else 0
    outage = plan.session.globals.get(incident)
    touched = _touched(plan.session, outage, plan.at)
    unknown = [number for number in (*action.away, *action.each) if number not in touched]
    if outage is not None and outage.end is None:
        for number in dict.fromkeys(unknown):
            plan.refuse("n'est pas touché ou son test ne court pas", number)
        if unknown:
            return
    lost = {number: loss_of(plan, number) for number in touched}
    given = {number: _given(action, number, lost[number]) for number in touched}
    # A line that is refused is not done: they are not resumed, and their loss stays on offer.
    refused = {n for n in touched if outage is not None and is_too_much(plan, n, given[n], lost[n])}
    if refused and refused == set(touched):
        return
    done = [number for number in touched if number not in refused]
    # Who was given other minutes than measured has been decided on: the rest is not offered again.
    settled = {n for n in done if given[n] != lost[n] or action.each.get(n, action.give) in ("none", 0)}
    measured = tuple(n for n in done if action.each.get(n, action.give) == "measured")
    nothing = left_out(plan.session, outage, plan.at) if outage is not None else ()
    ended = ev.GlobalIncidentEnded(incident=incident, refused_to=tuple(sorted(settled)), measured_to=measured)
    if not plan.propose(ended):
        return
    assert outage is not None, "what is not known cannot end"
    if action.resume:
        _resume_all(plan, outage, [n for n in done if n not in action.away], settled)
    for number in done:
        give_back(plan, number, given[number], lost[number], outage_by_its_number(incident), incident)
        if given[number] or lost[number]:
            plan.remark(_given_told(given[number], lost[number]), number)
        if given[number]:
            plan.tell_past_end(number)
    for number in action.away:
        if plan.session.candidates[number].status is Status.STARTED:
            plan.propose(ev.TestInterrupted(number=number, cause="technical"))
        plan.remark("reste interrompu", number)
    for one in nothing:
        if not given.get(one.number):
            plan.remark(one.why, one.number)


def _given(action: act.EndGlobal, number: int, lost: int) -> int:
    """Minutes this candidate gets: their own line, else what all get; who lost nothing gets nothing of that."""
    if number in action.each:
        return action.each[number]
    if action.give == "none" or lost <= 0:
        return 0
    return lost if action.give == "measured" else action.give


def _given_told(given: int, lost: int) -> str:
    told = f"{signed_minutes(given)} {'rendues' if given > 1 else 'rendue'}" if given else "rien n'est rendu"
    if given == lost:
        return told
    measured = f"{lost} {'mesurées' if lost > 1 else 'mesurée'}"
    return f"{told} sur {measured} : le reste n'est plus proposé" if given < lost else f"{told}, {measured}"


def _resume_all(plan: Plan, outage: GlobalIncident, numbers: list[int], settled: set[int]) -> None:
    """Those interrupted since the incident began go on; who was interrupted before it has another reason to wait."""
    for number in numbers:
        who = plan.session.candidates[number]
        if who.open_interruption is not None and not was_held_before(plan.session, who, outage):
            plan.propose(ev.TestResumed(number=number, refused=number in settled))


def _touched(session: Session, outage: GlobalIncident | None, at: datetime) -> list[int]:
    if outage is None:
        return []
    return [c.number for c in session.candidates.values() if outage.touches(c.number) and ran_at(session, c, at)]
