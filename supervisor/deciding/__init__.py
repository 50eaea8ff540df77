"""`decide`: what follows from an action in a given state, or why it cannot be.

Pure: the instant, the author and the machine come in the `Context`. Each event proposed is held against the
state as the events before it left it, so that what is recorded never contradicts itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from supervisor import action as act
from supervisor.deciding import subjects  # noqa: F401 (what decides on each kind of action)
from supervisor.deciding.losses import measure_again
from supervisor.deciding.plan import DECIDERS, FUTURE_TOLERANCE, Plan, out_of_reach
from supervisor.decision import Decision, Refusal
from supervisor.event import Entry
from supervisor.folding import then
from supervisor.jumps import today
from supervisor.lengths import name_too_long, too_long
from supervisor.pix_limit import NEEDS_PIX, PAST, is_past
from supervisor.session import Session
from supervisor.situation import Status
from supervisor.undoing import decide_undo
from supervisor.wording import hour_of_fact

_MEASURED = (
    act.Mark, act.Interrupt, act.Resume, act.Finish, act.StopTest, act.BeginGlobal, act.EndGlobal, act.AdjustTime,
    act.ShiftStarts,
)  # fmt: skip
"""Actions that note what happens during a test, and so may change what was lost of it before they were noted."""

_A_DAY = timedelta(days=1)


def _said(context: act.Context) -> datetime | None:
    """The instant that somebody said; None where it is that of their own hand, whatever the clock makes of it.

    On a machine whose clock is years off everything is noted as it shows, not only what needs no box; else not even the
    session's day could be put right.
    """
    return context.at if context.at is not None and abs(context.at - context.now) > _A_DAY else None


def _on_the_clock_of_now(session: Session, context: act.Context) -> act.Context:
    """The same, with its instant on the clock as it shows now, where that jumped since it was said.

    Where nobody knows when it was said, one that is to come was said before the clock was set back.
    """
    at, seconds = context.at, 0
    if at is not None and context.noted is not None:
        return replace(context, at=today(session, at, context.noted), noted=None)
    if at is None or at - context.now <= FUTURE_TOLERANCE:
        return context
    for _, size in reversed(session.jumps):
        seconds += size
        if seconds < 0 and at + timedelta(seconds=seconds) - context.now <= FUTURE_TOLERANCE:
            return replace(context, at=at + timedelta(seconds=seconds))
    return context


def decide(session: Session, action: act.Action, context: act.Context) -> Decision:
    """What is to be recorded for this action, for whom it is refused and why, and what to look at.

    Args:
        session: the state to decide against, freshest first.
        action: what the person asks for.
        context: who, on which machine, at which instants.
    """
    context = _on_the_clock_of_now(session, context)
    plan = Plan(session, context)
    if plan.at - context.now > FUTURE_TOLERANCE:
        plan.refuse(f"{hour_of_fact(session, plan.at)} est dans le futur")
        return plan.decision()
    if told := out_of_reach(session, _said(context)) or name_too_long(context.author, context.host):
        plan.refuse(told, bad_usage=True)
        return plan.decision()
    if isinstance(action, act.Undo):
        return decide_undo(session, action, context)
    DECIDERS[type(action)](plan, _each_once(action))
    if isinstance(action, _MEASURED):
        measure_again(plan, session)
    if refusals := _refused_for_length(plan):
        return Decision(refusals=refusals)
    _tell_what_pix_refuses(plan, session)
    if not plan.events and not plan.refusals:
        plan.refuse("il n'y a personne à qui cela s'applique")
    return plan.decision()


def as_if_recorded(session: Session, decision: Decision, context: act.Context) -> Session:
    """The state as it would be once what was decided is recorded; nothing is written.

    Args:
        session: the state that was decided against.
        decision: what was decided.
        context: of the action.
    """
    first = session.last_id + 1
    entries = [
        Entry(id_, first, drafted.at, context.now, context.author, context.host, drafted.event)
        for id_, drafted in enumerate(decision.events, first)
    ]
    return then(session, entries)


def _refused_for_length(plan: Plan) -> tuple[Refusal, ...]:
    """Why nothing of this is recorded: a text of it is longer than any screen or paper can show."""
    reasons = {reason: None for drafted in plan.events if (reason := too_long(drafted.event))}
    return tuple(map(Refusal, reasons))


def _tell_what_pix_refuses(plan: Plan, before: Session) -> None:
    """A start or a resumption that Pix does not let happen any more: recorded, and said of each."""
    if is_past(before, plan.at):
        for drafted in plan.events:
            if isinstance(drafted.event, NEEDS_PIX):
                plan.remark(PAST, drafted.event.number)


def _each_once(action: Any) -> Any:
    """The action with each candidate named once, however often they were marked or typed."""
    numbers = getattr(action, "numbers", ())
    once = tuple(dict.fromkeys(numbers))
    return action if once == numbers else replace(action, numbers=once)


def joined_numbers(session: Session) -> tuple[int, ...]:
    """Who `start joined` starts: all who joined and whose test has not begun."""
    return tuple(c.number for c in session.candidates.values() if c.status is Status.JOINED)
