"""Deciding on the end of one candidate's test: interruptions, minutes given or taken."""

from __future__ import annotations

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.closing import unexplained_time
from supervisor.deciding.losses import give_back, is_too_much, loss_of
from supervisor.deciding.plan import Plan, decides
from supervisor.folding import utc
from supervisor.objection import objection, standing_of
from supervisor.situation import RUNNING, Situation
from supervisor.timing import MINUTE
from supervisor.wording import hour_of_end, hours_and_minutes, signed_minutes, span


@decides(act.Interrupt)
def _interrupt(plan: Plan, action: act.Interrupt) -> None:
    for number in action.numbers:
        plan.propose(ev.TestInterrupted(number=number, cause=action.cause))


@decides(act.Resume)
def _resume(plan: Plan, action: act.Resume) -> None:
    for number in action.numbers:
        was = plan.session.candidates.get(number)
        interruption = was.open_interruption if was is not None else None
        measured = action.give == "measured"
        # What is ordered is done: as measured, whoever's doing it was (RULES.md section 12).
        counting = interruption.event_id if interruption is not None and measured else 0
        lost = loss_of(plan, number, counting) if was is not None else 0
        given = action.give if isinstance(action.give, int) else 0 if action.give == "none" else lost
        if interruption is not None and is_too_much(plan, number, given, lost):
            continue
        # Who was given other minutes than measured has been decided on: the rest is not offered again.
        settled = action.give in ("none", 0) or given != lost
        resumed = ev.TestResumed(number=number, refused=settled, measured=measured)
        if not plan.propose(resumed) or interruption is None:
            continue
        if action.give is not None:
            give_back(plan, number, given, lost, "interruption rendue", interruption.event_id)
            if measured and not given:
                plan.remark("rien à rendre : c'est déjà rendu, ou sa fin était passée avant", number)
            if given:
                plan.tell_past_end(number)
        elif lost:
            hint = f'time {number} +{lost} --for {interruption.event_id} --reason "…"'
            plan.remark(f"interruption de {lost} min : à rendre ou non", number, hint=hint)


LONGEST = 24 * 60
"""Minutes; more is mistyped, whoever confirms it: Pix lets nobody go on after that (`pix_limit`)."""


@decides(act.AdjustTime)
def _time(plan: Plan, action: act.AdjustTime) -> None:
    if not printable(action.reason):
        plan.refuse("changer le temps demande un motif", hint='--reason "…"', bad_usage=True)
        return
    for number in action.numbers:
        situation = plan.known(number)
        if situation is None:
            continue
        if situation.stopped_at is not None and plan.session.closed_at is None:
            plan.refuse(standing_of(plan.session, situation), number)
            continue
        minutes = _minutes_wanted(plan, action, situation)
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
            _adjust(plan, action, situation, minutes)
    _ask_what_for(plan, action)


def _is_for_incident(action: act.AdjustTime, minutes: int) -> bool | None:
    """Whether an incident is its cause: what gives back a loss says so itself, a third is that of an accommodation."""
    if minutes < 0 or action.source is not None:
        return None
    return False if action.thirds and action.for_incident is None else action.for_incident


def _ask_what_for(plan: Plan, action: act.AdjustTime) -> None:
    """Name the box of the finalisation page that hangs on the cause, while nobody has said it (RULES.md section 11)."""
    given = {d.event.number for d in plan.events if isinstance(d.event, ev.TimeAdjusted)}
    if not given.isdisjoint(unexplained_time(plan.session)):
        told = "temps donné : si c'est pour un incident, la case « temps supplémentaire » est à cocher"
        plan.remark(told, hint="--incident yes|no ; ou box extra-time yes")


def _minutes_wanted(plan: Plan, action: act.AdjustTime, situation: Situation) -> int | None:
    if action.until is not None:
        ending = plan.session.running_ending(situation, plan.context.now)
        if ending is None or ending.suspended or ending.paused:
            return None
        return -((ending.at - utc(action.until)) // MINUTE)
    if action.thirds:
        return action.thirds * -(-plan.session.duration_of(situation) // 3)
    return action.minutes


def _adjust(plan: Plan, action: act.AdjustTime, situation: Situation, minutes: int) -> None:
    number = situation.number
    event = ev.TimeAdjusted(
        number=number, minutes=minutes, source=action.source, for_incident=_is_for_incident(action, minutes),
        reason=action.reason,
    )  # fmt: skip
    if not action.force and not objection(plan.session, ev.Drafted(plan.at, event)):
        doubt = _doubt(plan, situation, minutes)
        if doubt:
            plan.refuse(doubt, number, confirmable=True)
            return
    before = plan.session.running_ending(situation, plan.context.now)
    if plan.propose(event):
        if action.thirds:
            duration = plan.session.duration_of(situation)
            plan.remark(f"{signed_minutes(minutes)}, 1/3 de {duration} min, la durée du test sans temps majoré", number)
        plan.tell_end(number, before)
        if action.thirds > 0 and situation.extra_time:
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
