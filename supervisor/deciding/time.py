"""Global incidents and adjustments: minutes given and taken."""

from __future__ import annotations

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.deciding.plan import Decider, Plan, give_back, loss_of
from supervisor.folding import utc
from supervisor.incident import GlobalIncident
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.timing import MINUTE
from supervisor.wording import signed_minutes


def _begin_global(plan: Plan, wanted: act.BeginGlobal) -> None:
    scope = tuple(sorted(set(wanted.scope))) if wanted.scope is not None else None
    if scope == ():
        plan.refuse("dites qui cet incident touche", bad_usage=True)
        return
    unknown = [number for number in scope or () if plan.known(number) is None]
    if unknown:
        return
    text = said(wanted.text) or "alarme"
    if plan.propose(ev.GlobalIncidentBegan(scope=scope, fault=wanted.fault, text=text)):
        plan.remark(f"incident global n° {plan.session.last_id}")


def _end_global(plan: Plan, wanted: act.EndGlobal) -> None:
    running = plan.session.running_globals
    if wanted.incident is None and len(running) != 1:
        listed = ", ".join(f"n° {g.event_id}" for g in running)
        plan.refuse(f"dites lequel finit : {listed}" if running else "aucun incident global n'est en cours")
        return
    incident = wanted.incident if wanted.incident is not None else running[0].event_id
    touched = _touched(plan.session, incident)
    refused = {n for n in touched if wanted.each.get(n) == 0 or (wanted.give in ("none", 0) and n not in wanted.each)}
    event = ev.GlobalIncidentEnded(incident=incident, refused_to=tuple(sorted(refused)))
    begun = plan.session.globals.get(incident)
    unknown = [number for number in wanted.away if number not in touched]
    for number in unknown:
        plan.refuse("n'est pas touché ou son test ne court pas", number)
    if unknown or not plan.propose(event):
        return
    if wanted.resume and begun is not None:
        _resume_all(plan, begun, [n for n in touched if n not in wanted.away], refused)
    for number in touched:
        if number in refused:
            continue
        lost = loss_of(plan, number)
        minutes = wanted.each.get(number, wanted.give if isinstance(wanted.give, int) else lost)
        if lost <= 0 and number not in wanted.each:
            plan.remark("rien à rendre : il n'y a rien perdu", number)
            continue
        give_back(plan, number, minutes, f"incident global n° {incident}", incident)
        plan.remark(f"{signed_minutes(minutes)} rendues", number)
    for number in wanted.away:
        if plan.session.candidates[number].status is Status.STARTED:
            plan.propose(ev.TestInterrupted(number=number, cause="technical"))
        plan.remark("reste interrompu", number)
    outage = plan.session.globals[incident]
    for situation in plan.session.candidates.values():
        if (
            outage.touches(situation.number)
            and situation.stopped_at is not None
            and situation.stopped_at > outage.begin
        ):
            plan.remark("son test est fini : rien ne peut lui être rendu", situation.number)


def _resume_all(plan: Plan, outage: GlobalIncident, numbers: list[int], refused: set[int]) -> None:
    """Those interrupted since the incident began go on; who was interrupted before it waits for his own reason."""
    for number in numbers:
        interruption = plan.session.candidates[number].open_interruption
        if interruption is not None and interruption.begin >= outage.begin:
            plan.propose(ev.TestResumed(number=number, refused=number in refused))


def _touched(session: Session, incident: int) -> list[int]:
    outage = session.globals.get(incident)
    if outage is None:
        return []
    return [c.number for c in session.candidates.values() if outage.touches(c.number) and c.is_running]


def _time(plan: Plan, wanted: act.AdjustTime) -> None:
    if not said(wanted.reason):
        plan.refuse("changer le temps demande un motif (--reason)", bad_usage=True)
        return
    for number in wanted.numbers:
        situation = plan.known(number)
        if situation is None:
            continue
        minutes = _minutes_wanted(plan, wanted, situation)
        if minutes is None:
            plan.refuse("n'a pas démarré : « jusqu'à » ne se dit que d'un test en cours", number)
        elif minutes == 0:
            plan.refuse("cela ne change rien à sa fin", number)
        else:
            _adjust(plan, wanted, situation, minutes)


def _minutes_wanted(plan: Plan, wanted: act.AdjustTime, situation: Situation) -> int | None:
    if wanted.until is not None:
        ending = plan.session.running_ending(situation, plan.context.now)
        if ending is None:
            return None
        return -((ending.at - utc(wanted.until)) // MINUTE)
    if wanted.thirds:
        return wanted.thirds * -(-plan.session.duration_of(situation) // 3)
    return wanted.minutes


def _adjust(plan: Plan, wanted: act.AdjustTime, situation: Situation, minutes: int) -> None:
    number, local = situation.number, plan.session.local
    before = plan.session.running_ending(situation, plan.context.now)
    if before is not None and minutes < 0 and not wanted.force:
        new_end = before.at + minutes * MINUTE
        if new_end < plan.context.now and situation.status in RUNNING:
            told = f"sa fin passerait à {local(new_end):%H:%M:%S}, déjà passée : confirmez (--force)"
            plan.refuse(told, number, confirmable=True)
            return
    event = ev.TimeAdjusted(number=number, minutes=minutes, source=wanted.source, reason=wanted.reason)
    if plan.propose(event):
        after = plan.session.running_ending(plan.session.candidates[number], plan.context.now)
        if before is not None and after is not None:
            plan.remark(f"fin {local(before.at):%H:%M:%S} → {local(after.at):%H:%M:%S}", number)


DECIDERS: dict[type, Decider] = {
    act.BeginGlobal: _begin_global,
    act.EndGlobal: _end_global,
    act.AdjustTime: _time,
}
