"""One session in figures, exact: what a year is summed up from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta

from supervisor.activity.steps import Count, exactly
from supervisor.closing.sheet import finalisation_due
from supervisor.reference import ProtectedCodes
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.timing import minutes_up

BESIDE = ("took_part", "not_tested")
"""Who took the test, and who of the enrolled did not: next to each other they tell of the absents."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of a session, or of those of its candidates who belong to one class."""

    overtime: int = 0
    """Candidates whose test ended beyond its allowed end."""
    overtime_minutes: int = 0
    """By how much in all; each candidate's rounded up to the minute."""
    given_back: int = 0
    """Candidates to whom time was given back after an incident."""
    given_back_minutes: int = 0
    incidents: Mapping[str, int] = field(default_factory=dict)
    """By code, retracted ones left out; those of `ProtectedCodes` are told as persons instead."""
    persons: Mapping[str, Count] = field(default_factory=dict)
    """By `ProtectedCodes.figures`, `BESIDE` and « without_test »: exact, or what was kept of them; else nobody."""

    def of(self, what: str) -> Count:
        """How many persons this figure tells of."""
        return self.persons.get(what, Count())


PLAIN = tuple(f.name for f in fields(Tally) if f.name not in ("incidents", "persons"))


@dataclass(frozen=True, slots=True)
class Figures:
    """One session in exact figures: what a year is summed up from, and what a purge leaves without its persons."""

    number: str
    day: date
    """Its local date."""
    is_held: bool
    """True when a test was started in it: a session that was held."""
    ended_at: datetime | None = None
    """The end of its last test, UTC; None while one runs, or none ran."""
    due_at: datetime | None = None
    """When it must be finalised in Pix Certif, UTC; None while its last test has no end."""
    finalised_at: datetime | None = None
    whole: Tally = Tally()
    by_class: Mapping[str, Tally] = field(default_factory=dict)
    """By class; « » for those without one. Incidents of nobody in particular are in none."""
    is_left: bool = False
    """What a purge left of it: `persons` holds at most what was told of them."""

    @property
    def month(self) -> str:
        """Year and month it was held in: « 2026-11 »."""
        return f"{self.day:%Y-%m}"

    @property
    def is_late(self) -> bool:
        """Finalised in Pix Certif, after its 48 hours."""
        return self.finalised_at is not None and self.due_at is not None and self.finalised_at > self.due_at

    def is_overdue(self, now: datetime) -> bool:
        """Held, not finalised at that instant, and its 48 hours are over."""
        return self.is_held and self.finalised_at is None and self.due_at is not None and self.due_at < now


def figures_of(session: Session) -> Figures:
    """The figures of a session, nothing hidden: never to be printed as they are."""
    due_at = finalisation_due(session)
    hours = timedelta(hours=session.reference.thresholds.finalise_hours)
    classes: dict[str, list[Situation]] = {}
    for who in session.candidates.values():
        classes.setdefault(who.class_name, []).append(who)
    protected = ProtectedCodes.of((session.reference,))
    incidents = [i for i in session.incidents.values() if i.counts]
    of_nobody = Counter(i.code for i in incidents if i.number is None and i.code not in protected.all)
    whole = _tally(session, list(session.candidates.values()), protected)
    return Figures(
        number=session.number,
        day=session.date,
        is_held=session.first_start is not None,
        ended_at=due_at - hours if due_at is not None else None,
        due_at=due_at,
        finalised_at=session.finalised_at,
        whole=replace(whole, incidents=Counter(whole.incidents) + of_nobody),
        by_class={name: _tally(session, people, protected) for name, people in classes.items()},
    )


def _tally(session: Session, people: Sequence[Situation], protected: ProtectedCodes) -> Tally:
    counted = {who.number: [i.code for i in session.incidents_of(who.number) if i.counts] for who in people}
    codes = {number: set(found) for number, found in counted.items()}
    over = [minutes for who in people if (minutes := _overtime(session, who))]
    given = [minutes for who in people if (minutes := _given_back(who))]
    persons = {
        "absent": sum(who.status is Status.ABSENT for who in people),
        "extra_time": sum(bool(who.extra_time) for who in people),
        # A report of fraud always comes with an incident; where that was retracted there is no suspicion any more.
        "fraud": sum(not codes[who.number].isdisjoint(protected.fraud) for who in people),
        **{code: sum(code in codes[who.number] for who in people) for code in protected.extra_time},
    }
    took_part = sum(who.started_at is not None for who in people)
    persons |= {
        "took_part": took_part,
        "not_tested": len(people) - took_part,
        # Neither took the test nor noted absent: not certifiable, could not join, still awaited.
        "without_test": len(people) - took_part - persons["absent"],
    }
    return Tally(
        overtime=len(over),
        overtime_minutes=sum(over),
        given_back=len(given),
        given_back_minutes=sum(given),
        incidents=Counter(c for found in counted.values() for c in found if c not in protected.all),
        persons={what: exactly(number) for what, number in persons.items()},
    )


def _overtime(session: Session, who: Situation) -> int:
    """Minutes by which their test ended beyond its allowed end, rounded up."""
    test_time = session.time_of(who)
    return minutes_up(test_time.overrun()) if test_time is not None else 0


def _given_back(who: Situation) -> int:
    """Minutes given back to them for global incidents and interruptions."""
    return max(0, sum(a.minutes for a in who.adjustments if a.source is not None))
