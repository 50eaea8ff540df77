"""What a candidate lost, in minutes, and what they get back for it: offered, given, and measured again later."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from supervisor import event as ev
from supervisor.deciding.plan import Plan
from supervisor.session import Session
from supervisor.timing import TestTime
from supervisor.wording import hours_and_minutes, signed_minutes


def loss_of(plan: Plan, number: int, counting: int = 0) -> int:
    """Minutes on offer to a candidate for what they lost, as of the action's instant.

    Args:
        plan: the decision in the making.
        number: the candidate.
        counting: an interruption that is offered although it was their own doing.
    """
    who = plan.session.candidates[number]
    test_time, at = plan.session.time_of(who), plan.session.clock_of(who).shown(plan.at)
    return test_time.counting(counting).loss_at(at) if test_time is not None else 0


def is_too_much(plan: Plan, number: int, minutes: int, lost: int) -> bool:
    """More minutes than are given back without being confirmed; the refusal is noted, and their line is not done."""
    most = plan.session.reference.thresholds.most_adjustment
    if minutes <= max(most, lost):
        return False
    told = f"{signed_minutes(minutes)}, c'est plus de {hours_and_minutes(most)} : rien n'est rendu"
    plan.refuse(f"{told} ; donnez-le comme un temps, qui se confirme", number, hint=f"time {number} +{minutes}")
    return True


def give_back(plan: Plan, number: int, minutes: int, lost: int, reason: str, source: int) -> None:
    """Give minutes back for a loss; nothing for 0."""
    if minutes > 0:
        whole = minutes == lost
        given = ev.TimeAdjusted(number=number, minutes=minutes, source=source, covers_all=whole, reason=reason)
        plan.propose(given)


def measure_again(plan: Plan, before: Session) -> None:
    """Where something noted later changes what was given back as measured: give, or take, the difference.

    What was lost depends on what happened when, not on when it was noted (RULES.md section 12).
    """
    is_elsewhere_as_before = (
        before.globals == plan.session.globals and before.certification == plan.session.certification
    )
    for who in before.candidates.values():
        now_is = plan.session.candidates.get(who.number)
        if now_is is who and is_elsewhere_as_before:
            # Nothing of theirs changed: of two hundred candidates an action is about one.
            continue
        if now_is is not None and now_is.moves != who.moves:
            _measure_shifted(plan, before, who.number)
            continue
        if now_is is None or who.started_at != now_is.started_at:
            continue
        old, new = before.time_of(who), plan.session.time_of(now_is)
        if old is None or new is None or old == new or not any(i.measured for i in old.losses):
            continue
        difference = Counter({at: minutes for at, (_, minutes) in _measured(new).items()})
        difference.subtract({at: minutes for at, (_, minutes) in _measured(old).items()})
        difference.subtract(_given_now(plan, who.number, {i.event_id for i in new.losses if i.measured}))
        ending = before.ending(who, plan.context.now)
        for at, minutes in sorted(difference.items()):
            if minutes:
                source, _ = new.measured().get(at) or old.measured()[at]
                _give_difference(plan, who.number, minutes, source, at)
                plan.tell_end(who.number, ending)


def _measure_shifted(plan: Plan, before: Session, number: int) -> None:
    """What was measured by a clock that jumped meanwhile, held against the clock as it was answered.

    An interval that was open at the jump counts once (RULES.md section 12): the jump is no part of what was lost, or,
    where the clock went back, it hid some of it.
    """
    old, new = before.time_of(before.candidates[number]), plan.session.time_of(plan.session.candidates[number])
    if old is None or new is None:
        return
    was = dict(_measured(old).values())
    ending = before.ending(before.candidates[number], plan.context.now)
    for end, (source, wanted) in _measured(new).items():
        if wanted != was.get(source, 0):
            _give_difference(plan, number, wanted - was.get(source, 0), source, end)
            plan.tell_end(number, ending)


def _give_difference(plan: Plan, number: int, minutes: int, source: int, at: datetime) -> None:
    """Give, or take, what another measure of a loss makes of it, at the instant at which the loss ended.

    Noted as the machine's clock shows that instant now (`supervisor.clocks`).
    """
    at += plan.session.clock_of(plan.session.candidates[number]).since
    reason = f"mesuré à nouveau (n° {source})"
    given = ev.TimeAdjusted(number=number, minutes=minutes, source=source, covers_all=True, reason=reason)
    plan.accept([given], at)


def _measured(test_time: TestTime) -> dict[datetime, tuple[int, int]]:
    """What is to be given back as measured (`TestTime.measured`); nothing for what ended after their test was over."""
    stop = test_time.stopped_at
    return {
        at: (source, minutes if stop is None or at <= stop else 0)
        for at, (source, minutes) in test_time.measured().items()
    }


def _given_now(plan: Plan, number: int, sources: set[int]) -> dict[datetime, int]:
    """What the action itself gives a candidate back as measured, by instant."""
    given: Counter[datetime] = Counter()
    clock = plan.session.clock_of(plan.session.candidates[number])
    for drafted in plan.events:
        event = drafted.event
        if isinstance(event, ev.TimeAdjusted) and event.number == number and event.source in sources:
            given[clock.shown(drafted.at)] += event.minutes if event.covers_all else 0
    return given
