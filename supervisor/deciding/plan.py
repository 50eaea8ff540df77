"""A decision in the making, and what several deciders share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from supervisor import action as act
from supervisor import event as ev
from supervisor.decision import Decision, Refusal, Remark
from supervisor.folding import then, utc
from supervisor.objection import objection
from supervisor.session import Session
from supervisor.situation import Situation

FUTURE_TOLERANCE = timedelta(seconds=60)
"""An instant further ahead than that is refused (RULES.md section 3)."""


class Plan:
    """A decision in the making: the state evolves with each event that is accepted."""

    def __init__(self, session: Session, context: act.Context) -> None:
        self.session = session
        self.context = context
        self.at = utc(context.at or context.now)
        self.events: list[ev.Drafted] = []
        self.refusals: list[Refusal] = []
        self.remarks: list[Remark] = []

    @property
    def next_id(self) -> int:
        """The id the next accepted event will have."""
        return self.session.last_id + 1

    def propose(self, event: ev.Event) -> bool:
        """Accept the event, or note the refusal that stands against it."""
        against = objection(self.session, ev.Drafted(self.at, event))
        if against:
            number = getattr(event, "number", None)
            self.refuse(against, number if isinstance(number, int) else None)
            return False
        self.accept([event])
        return True

    def accept(self, events: Sequence[ev.Event]) -> None:
        """Take these events without asking what stands against them; `propose` asks."""
        first = self.next_id
        action = first - len(self.events)
        entries = [
            ev.Entry(id_, action, self.at, self.context.now, self.context.author, "", event)
            for id_, event in enumerate(events, start=first)
        ]
        self.session = then(self.session, entries)
        self.events.extend(ev.Drafted(self.at, event) for event in events)

    def refuse(self, reason: str, number: int | None = None, **kind: bool) -> None:
        """Note why something is not possible."""
        self.refusals.append(Refusal(reason, number, **kind))

    def remark(self, text: str, number: int | None = None) -> None:
        """Note something to look at."""
        self.remarks.append(Remark(text, number))

    def known(self, number: int) -> Situation | None:
        """The candidate with this number, or the refusal noted."""
        situation = self.session.candidates.get(number)
        if situation is None:
            gone = number in self.session.removed
            self.refuse("a été retiré de la liste" if gone else "n'est pas sur la liste", number)
        return situation

    def decision(self) -> Decision:
        """What it came to."""
        return Decision(tuple(self.events), tuple(self.refusals), tuple(self.remarks))


def loss_of(plan: Plan, number: int) -> int:
    """Minutes on offer to him for what he lost, as of the action's instant."""
    test_time = plan.session.time_of(plan.session.candidates[number])
    return test_time.loss(plan.at) if test_time is not None else 0


def give_back(plan: Plan, number: int, minutes: int, reason: str, source: int) -> None:
    """Give minutes back for a loss; nothing for 0."""
    if minutes > 0:
        plan.propose(ev.TimeAdjusted(number=number, minutes=minutes, source=source, reason=reason))


Decider = Callable[[Plan, Any], None]
"""What turns one kind of action into accepted events, refusals and remarks."""
