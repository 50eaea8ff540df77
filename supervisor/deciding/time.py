"""Global incidents and adjustments: minutes given and taken."""

from __future__ import annotations

from datetime import datetime

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.closing import unexplained_time
from supervisor.deciding.plan import Decider, Plan, give_back, is_too_much, loss_of
from supervisor.folding import utc
from supervisor.incident import GlobalIncident
from supervisor.objection import objection, standing_of
from supervisor.outage import left_out, likely_same, ran_at
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.timing import MINUTE
from supervisor.wording import hour_of_end, hour_of_fact, hours_and_minutes, signed_minutes, span

LONGEST = 24 * 60
"""Minutes; more is mistyped, whoever confirms it: Pix lets nobody go on after that (`pix_limit`)."""


def _begin_global(plan: Plan, wanted: act.BeginGlobal) -> None:
    scope = tuple(sorted(set(wanted.scope))) if wanted.scope is not None else None
    if scope == ():
        plan.refuse("dites qui cet incident touche", bad_usage=True)
        return
    unknown = [number for number in scope or () if plan.known(number) is None]
    if unknown:
        return
    text = said(wanted.text) or "alarme"
    same = likely_same(plan.session, text, scope, plan.at)
    if same is not None and not wanted.force and plan.session.closed_at is None:
        since = hour_of_fact(plan.session, same.begin)
        plan.refuse(f"« {same.text} » est déjà en cours depuis {since} (n° {same.event_id})", confirmable=True)
        return
    if plan.propose(ev.GlobalIncidentBegan(scope=scope, fault=wanted.fault, text=text)):
        plan.remark(f"incident global n° {plan.session.last_id}")


def _end_global(plan: Plan, wanted: act.EndGlobal) -> None:
    running = plan.session.running_globals
    if wanted.incident is None and len(running) != 1 and plan.session.closed_at is None:
        listed = ", ".join(f"n° {g.event_id}" for g in running)
        plan.refuse(f"dites lequel finit : {listed}" if running else "aucun incident global n'est en cours")
        return
    incident = wanted.incident if wanted.incident is not None else running[0].event_id if running else 0
    outage = plan.session.globals.get(incident)
    touched = _touched(plan.session, outage, plan.at)
    unknown = [number for number in (*wanted.away, *wanted.each) if number not in touched]
    if outage is not None and outage.end is None:
        for number in dict.fromkeys(unknown):
            plan.refuse("n'est pas touché ou son test ne court pas", number)
        if unknown:
            return
    lost = {number: loss_of(plan, number) for number in touched}
    given = {number: _given(wanted, number, lost[number]) for number in touched}
    # A line that is refused is not done: he is not resumed, and his loss stays on offer.
    refused = {n for n in touched if outage is not None and is_too_much(plan, n, given[n], lost[n])}
    if refused and refused == set(touched):
        return
    done = [number for number in touched if number not in refused]
    # Who was given other minutes than measured has been decided on: the rest is not offered again.
    settled = {n for n in done if given[n] != lost[n] or wanted.each.get(n, wanted.give) in ("none", 0)}
    measured = tuple(n for n in done if wanted.each.get(n, wanted.give) == "measured")
    nothing = left_out(plan.session, outage, plan.at) if outage is not None else ()
    ended = ev.GlobalIncidentEnded(incident=incident, refused_to=tuple(sorted(settled)), measured_to=measured)
    if not plan.propose(ended):
        return
    assert outage is not None, "what is not known cannot end"
    if wanted.resume:
        _resume_all(plan, outage, [n for n in done if n not in wanted.away], settled)
    for number in done:
        give_back(plan, number, given[number], lost[number], f"incident global n° {incident}", incident)
        if given[number] or lost[number]:
            plan.remark(_given_told(given[number], lost[number]), number)
        if given[number]:
            plan.tell_past_end(number)
    for number in wanted.away:
        if plan.session.candidates[number].status is Status.STARTED:
            plan.propose(ev.TestInterrupted(number=number, cause="technical"))
        plan.remark("reste interrompu", number)
    for one in nothing:
        if not given.get(one.number):
            plan.remark(one.why, one.number)


def _given(wanted: act.EndGlobal, number: int, lost: int) -> int:
    """Minutes this candidate gets: his own line, else what all get; who lost nothing gets nothing of that."""
    if number in wanted.each:
        return wanted.each[number]
    if wanted.give == "none" or lost <= 0:
        return 0
    return lost if wanted.give == "measured" else wanted.give


def _given_told(given: int, lost: int) -> str:
    if given == lost:
        return f"{signed_minutes(given)} rendues"
    told = f"{signed_minutes(given)} rendues" if given else "rien n'est rendu"
    return f"{told} sur {lost} mesurées : le reste n'est plus proposé" if given < lost else f"{told}, {lost} mesurées"


def _resume_all(plan: Plan, outage: GlobalIncident, numbers: list[int], settled: set[int]) -> None:
    """Those interrupted since the incident began go on; who was interrupted before it waits for his own reason."""
    for number in numbers:
        interruption = plan.session.candidates[number].open_interruption
        if interruption is not None and interruption.begin >= outage.begin:
            plan.propose(ev.TestResumed(number=number, refused=number in settled))


def _touched(session: Session, outage: GlobalIncident | None, at: datetime) -> list[int]:
    if outage is None:
        return []
    return [c.number for c in session.candidates.values() if outage.touches(c.number) and ran_at(c, at)]


def _time(plan: Plan, wanted: act.AdjustTime) -> None:
    if not said(wanted.reason):
        plan.refuse("changer le temps demande un motif", hint='--reason "…"', bad_usage=True)
        return
    for number in wanted.numbers:
        situation = plan.known(number)
        if situation is None:
            continue
        if situation.stopped_at is not None and plan.session.closed_at is None:
            plan.refuse(standing_of(plan.session, situation), number)
            continue
        minutes = _minutes_wanted(plan, wanted, situation)
        if minutes is None and situation.is_running:
            plan.refuse("sa fin est provisoire tant que son test est suspendu : donnez des minutes", number)
        elif minutes is None:
            plan.refuse("n'a pas démarré : « jusqu'à » ne se dit que d'un test en cours", number)
        elif minutes == 0:
            plan.refuse("cela ne change rien à sa fin", number)
        elif abs(minutes) > LONGEST:
            told = "c'est plus de 24 h : personne ne compose si longtemps"
            plan.refuse(f"{signed_minutes(minutes)}, {told}", number, bad_usage=True)
        else:
            _adjust(plan, wanted, situation, minutes)
    _ask_what_for(plan, wanted)


def _is_for_incident(wanted: act.AdjustTime, minutes: int) -> bool | None:
    """Whether an incident is its cause: what gives back a loss says so itself, a third is that of an accommodation."""
    if minutes < 0 or wanted.source is not None:
        return None
    return False if wanted.thirds and wanted.for_incident is None else wanted.for_incident


def _ask_what_for(plan: Plan, wanted: act.AdjustTime) -> None:
    """Name the box of the finalisation page that hangs on the cause, while nobody has said it (RULES.md section 11)."""
    given = {d.event.number for d in plan.events if isinstance(d.event, ev.TimeAdjusted)}
    if not given.isdisjoint(unexplained_time(plan.session)):
        told = "temps donné : si c'est pour un incident, la case « temps supplémentaire » est à cocher"
        plan.remark(told, hint="--incident yes|no ; ou box extra-time yes")


def _minutes_wanted(plan: Plan, wanted: act.AdjustTime, situation: Situation) -> int | None:
    if wanted.until is not None:
        ending = plan.session.running_ending(situation, plan.context.now)
        if ending is None or ending.suspended or ending.paused:
            return None
        return -((ending.at - utc(wanted.until)) // MINUTE)
    if wanted.thirds:
        return wanted.thirds * -(-plan.session.duration_of(situation) // 3)
    return wanted.minutes


def _adjust(plan: Plan, wanted: act.AdjustTime, situation: Situation, minutes: int) -> None:
    number = situation.number
    event = ev.TimeAdjusted(
        number=number, minutes=minutes, source=wanted.source, for_incident=_is_for_incident(wanted, minutes),
        reason=wanted.reason,
    )  # fmt: skip
    if not wanted.force and not objection(plan.session, ev.Drafted(plan.at, event)):
        doubt = _doubt(plan, situation, minutes)
        if doubt:
            plan.refuse(doubt, number, confirmable=True)
            return
    before = plan.session.running_ending(situation, plan.context.now)
    if plan.propose(event):
        if wanted.thirds:
            duration = plan.session.duration_of(situation)
            plan.remark(f"{signed_minutes(minutes)}, 1/3 de {duration} min, la durée du test sans temps majoré", number)
        plan.tell_end(number, before)
        if wanted.thirds > 0 and situation.extra_time:
            plan.remark(f"a déjà un temps majoré de {situation.extra_time} : ce tiers s'y ajoute", number)


def _doubt(plan: Plan, situation: Situation, minutes: int) -> str:
    """What a person has to confirm before these minutes are given or taken; empty when nothing is odd."""
    before = plan.session.running_ending(situation, plan.context.now)
    new_end = before.at + minutes * MINUTE if before is not None else None
    end = f" : nouvelle fin {hour_of_end(plan.session, new_end)}" if new_end is not None else ""
    most = plan.session.reference.thresholds.most_adjustment
    already = sum(adjustment.minutes for adjustment in situation.adjustments)
    if abs(minutes) > most:
        return f"{signed_minutes(minutes)}, c'est plus de {hours_and_minutes(most)}{end}"
    if abs(already + minutes) > max(most, abs(already)):
        return f"{signed_minutes(already + minutes)} en tout, c'est plus de {hours_and_minutes(most)}{end}"
    if new_end is not None and minutes < 0 and new_end < plan.context.now and situation.status in RUNNING:
        over = plan.context.now - new_end
        # Rounded up, an end that has just passed would be shown as one to come: its length says that it is not.
        since = f" de {span(over)}" if over < MINUTE else ""
        return f"{end.removeprefix(' : ')}, déjà passée{since}"
    return ""


DECIDERS: dict[type, Decider] = {
    act.BeginGlobal: _begin_global,
    act.EndGlobal: _end_global,
    act.AdjustTime: _time,
}
