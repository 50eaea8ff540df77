"""A decision in the making: what is proposed of an action, what stands against it, what is remarked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from supervisor import action as act
from supervisor import event as ev
from supervisor.decision import Decision, Refusal, Remark
from supervisor.folding import then, utc
from supervisor.objection import is_shut_to, objection
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import Ending
from supervisor.wording import hour_of_end, hour_of_fact

FUTURE_TOLERANCE = timedelta(seconds=60)
"""An instant further ahead than that is refused (RULES.md section 3)."""


REACH = timedelta(days=366)
"""Nothing that somebody notes of a session lies further than that from its day (RULES.md section 12)."""


def out_of_reach(session: Session, instant: datetime | None) -> str:
    """Why this instant cannot be one of the session's, as a French sentence; empty when it can."""
    if instant is None or not session.entries:
        return ""
    distance = abs(session.local(instant).date() - session.date)
    if distance <= REACH:
        return ""
    local = session.local(instant)
    return f"le {local:%d/%m}/{local.year:04d} est à plus d'un an de la session (le {session.date:%d/%m/%Y})"


class Plan:
    """A decision in the making: the state evolves with each event that is accepted."""

    def __init__(self, session: Session, context: act.Context) -> None:
        self.session = session
        self.context = context
        self.at = utc(context.at or context.now)
        self.events: list[ev.Drafted] = []
        self.refusals: list[Refusal] = []
        self.remarks: list[Remark] = []
        self._last_words: dict[tuple[int, str], tuple[int, Callable[[], str]]] = {}

    @property
    def next_id(self) -> int:
        """The id the next accepted event will have."""
        return self.session.last_id + 1

    def propose(self, event: ev.Event) -> bool:
        """Accept the event, or note the refusal that stands against it."""
        against = objection(self.session, ev.Drafted(self.at, event))
        if against:
            number = getattr(event, "number", None)
            hint = "reopen" if is_shut_to(self.session, event) else ""
            self.refuse(against, number if isinstance(number, int) else None, hint=hint)
            return False
        self.accept([event])
        return True

    def accept(self, events: Sequence[ev.Event], at: datetime | None = None) -> None:
        """Take these events without asking what stands against them; `propose` asks.

        Args:
            events: what is to be recorded.
            at: when they happened; None: as the action did.
        """
        at = at or self.at
        first = self.next_id
        action = first - len(self.events)
        entries = [
            ev.Entry(id_, action, at, self.context.now, self.context.author, "", event, lines=1)
            for id_, event in enumerate(events, start=first)
        ]
        self.session = then(self.session, entries)
        self.events.extend(ev.Drafted(at, event) for event in events)

    def refuse(self, reason: str, number: int | None = None, *, hint: str = "", **kind: bool) -> None:
        """Note why something is not possible; `hint` is what the command line lacks."""
        self.refusals.append(Refusal(reason, number, hint=hint, **kind))

    def remark(self, text: str, number: int | None = None, *, hint: str = "") -> None:
        """Note something to look at; `hint` is what answers it on the command line."""
        self.remarks.append(Remark(text, number, hint))

    def remark_last(self, number: int, about: str, words: Callable[[], str]) -> None:
        """Note here what can only be said once all is decided: more of the action may move the same end again.

        Args:
            number: the candidate.
            about: what it is about; of each candidate that is said once, as it was first noted.
            words: the remark by then; empty for none.
        """
        self._last_words.setdefault((number, about), (len(self.remarks), words))

    def tell_end(self, number: int, before: Ending | None) -> None:
        """Note how a candidate's end moved, as the table shows ends; nothing for a test that has not begun."""

        def moved() -> str:
            after = self.session.ending(self.session.candidates[number], self.context.now)
            if before is None or after is None:
                return ""
            old, new = (hour_of_end(self.session, ending.at) for ending in (before, after))
            if before.at == after.at:
                return f"fin inchangée : {new}"
            if old == new:
                old, new = (hour_of_fact(self.session, ending.at) for ending in (before, after))
            return f"fin {old} → {new}"

        self.remark_last(number, "end", moved)
        self.tell_past_end(number)

    def tell_past_end(self, number: int) -> None:
        """Name an end that the time just given leaves behind (RULES.md section 11); one that stands still is none."""

        def past() -> str:
            ending = self.session.running_ending(self.session.candidates[number], self.context.now)
            if ending is None or ending.paused or ending.suspended or not ending.is_over(self.context.now):
                return ""
            return f"sa fin reste passée ({hour_of_end(self.session, ending.at)})"

        self.remark_last(number, "past end", past)

    def tell_open_alerts(self, number: int) -> None:
        """Name each alert of a candidate that still waits for its answer (RULES.md section 11)."""
        for alert in self.session.open_alerts_of(number):
            question = f" question {alert.question}" if alert.question is not None else ""
            waits = "à valider ou refuser dans l'Espace surveillant"
            self.remark(f"alerte {alert.code}{question} encore ouverte : {waits}", number)

    def known(self, number: int) -> Situation | None:
        """The candidate with this number, or the refusal noted."""
        situation = self.session.candidates.get(number)
        if situation is None:
            gone = number in self.session.removed
            self.refuse("a été retiré de la liste" if gone else "n'est pas sur la liste", number)
        return situation

    def decision(self) -> Decision:
        """The decision: events to record, refusals, remarks, those of `remark_last` in their places."""
        remarks: list[Remark] = []
        for index in range(len(self.remarks) + 1):
            late = [(n, words()) for (n, _), (place, words) in self._last_words.items() if place == index]
            remarks += [Remark(text, number) for number, text in late if text]
            remarks += self.remarks[index : index + 1]
        return Decision(tuple(self.events), tuple(self.refusals), tuple(remarks))


DECIDERS: dict[type, Callable[[Plan, Any], None]] = {}
"""What turns each kind of action into accepted events, refusals and remarks; `decides` fills it."""

Kind = TypeVar("Kind", bound=act.Action)


def decides(kind: type[Kind]) -> Callable[[Callable[[Plan, Kind], None]], Callable[[Plan, Kind], None]]:
    """Say that a function decides on this kind of action: it is checked that the function takes that kind."""

    def register(decider: Callable[[Plan, Kind], None]) -> Callable[[Plan, Kind], None]:
        DECIDERS[kind] = decider
        return decider

    return register
