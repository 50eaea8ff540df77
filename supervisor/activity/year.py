"""A school year: the sum of its sessions, by month and by class, each figure with the sessions it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from operator import attrgetter

from supervisor.activity.one_session import BESIDE, PLAIN, Figures, Tally
from supervisor.activity.school_year import SchoolYear
from supervisor.activity.steps import Count, exactly, in_steps, in_wide_steps
from supervisor.digits import number_in
from supervisor.reference import ProtectedCodes

Groups = Mapping[str, Mapping[str, Mapping[str, Count]]]
"""Persons as they are told: by « year », « months » and « classes », then by name of the group, then by what."""
YEAR, MONTHS, CLASSES = "year", "months", "classes"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a group, and the numbers of the sessions it comes from."""

    value: Count
    sessions: tuple[str, ...] = ()
    """For what is protected: all that were looked at, whether they hold somebody or not."""


@dataclass(frozen=True, slots=True)
class Group:
    """A month, a class, or the whole year."""

    name: str
    """« 2026-11 », « 3eB »; empty for the year, and for those without a class."""
    sessions: tuple[str, ...]
    figures: Mapping[str, Figure]
    """By the name of a field of `Tally`, « incidents », « code C7 », « enrolled » and « took_part »; by
    what is protected for the year only, or where all is exact."""

    def __getitem__(self, name: str) -> Figure:
        return self.figures.get(name, Figure(Count()))


@dataclass(frozen=True, slots=True)
class Activity:
    """The activity of a school year: its sessions, and their figures by month and by class."""

    year: SchoolYear
    now: datetime
    held: tuple[Figures, ...]
    """Sessions in which a test started, by date."""
    not_held: tuple[Figures, ...]
    """Those in which none did: still to come, or never held."""
    whole: Group
    months: tuple[Group, ...]
    """From the first month with a session to the last one."""
    classes: tuple[Group, ...]
    codes: tuple[str, ...]
    """Codes of incidents that occur, and the protected ones, which tell nothing by being there."""
    is_exact: bool = False
    """Nothing is in steps: for the head of the school alone."""
    persons: Groups = field(default_factory=dict)
    """What is told of persons, as a purge keeps it."""
    protected: ProtectedCodes = field(default_factory=ProtectedCodes)
    """The codes that tell of a person: counted as candidates instead of incidents."""

    def of_code(self, group: Group, code: str) -> Figure:
        """How often a code occurs in a group; for protected ones, with how many candidates."""
        if code in self.protected.fraud:
            return group["fraud"]
        return group[code if code in self.protected.extra_time else f"code {code}"]

    @property
    def finalised(self) -> tuple[Figures, ...]:
        """Sessions that were held and are finalised in Pix Certif."""
        return tuple(f for f in self.held if f.finalised_at is not None)

    @property
    def in_time(self) -> tuple[Figures, ...]:
        """Those of them that were finalised within the 48 hours."""
        return tuple(f for f in self.finalised if not f.is_late)

    @property
    def late(self) -> tuple[Figures, ...]:
        """Those of them that were finalised after the 48 hours."""
        return tuple(f for f in self.finalised if f.is_late)

    @property
    def waiting(self) -> tuple[Figures, ...]:
        """Sessions that were held and are not finalised yet."""
        return tuple(f for f in self.held if f.finalised_at is None)

    @property
    def overdue(self) -> tuple[Figures, ...]:
        """Not finalised yet, and the 48 hours are over."""
        return tuple(f for f in self.held if f.is_overdue(self.now))

    @property
    def running(self) -> tuple[Figures, ...]:
        """Sessions in which a test still runs: their figures may change."""
        return tuple(f for f in self.held if f.ended_at is None)


def activity(
    year: SchoolYear,
    sessions: Iterable[Figures],
    now: datetime,
    left: Iterable[Groups] = (),
    *,
    protected: ProtectedCodes,
    exact: bool = False,
) -> Activity:
    """Sum up the sessions of a school year.

    Args:
        year: which one; sessions of other years are passed over.
        sessions: figures as `figures_of`, `figures_left` and `year_left` give them, rehearsals left out.
        now: the instant at which a finalisation is overdue.
        left: what purges left of persons of this year.
        protected: the codes that tell of a person, of every grid in use.
        exact: tell every number of the sessions that are there as it is, by month and by class too.
    """
    known = sorted((f for f in sessions if f.day in year), key=lambda f: (f.day, f.number))
    held = [f for f in known if f.is_held]
    used = [month for month in year.months if any(f.month == month for f in held)]
    between = year.months[year.months.index(used[0]) : year.months.index(used[-1]) + 1] if used else ()
    names = sorted({name for f in held for name in f.by_class}, key=_by_level)
    teller = _Teller(list(left), protected, exact)
    whole = teller.group(YEAR, "", [(f, f.whole) for f in held])
    months = [teller.group(MONTHS, month, [(f, f.whole) for f in held if f.month == month]) for month in between]
    classes = [
        teller.group(CLASSES, name, [(f, f.by_class[name]) for f in held if name in f.by_class]) for name in names
    ]
    return Activity(
        year=year,
        now=now,
        held=tuple(held),
        not_held=tuple(f for f in known if not f.is_held),
        whole=whole,
        months=tuple(months),
        classes=tuple(classes),
        codes=_codes(held, protected),
        is_exact=exact,
        persons=teller.persons,
        protected=protected,
    )


Shares = Sequence[tuple[Figures, Tally]]


class _Teller:
    """Sums up groups of sessions, and rounds what may not be told as it is."""

    def __init__(self, left: Sequence[Groups], protected: ProtectedCodes, exact: bool) -> None:
        self._left = left
        self._protected = protected.figures
        self._is_exact = exact
        self.persons: dict[str, dict[str, dict[str, Count]]] = {YEAR: {}, MONTHS: {}, CLASSES: {}}

    def group(self, kind: str, name: str, found: Shares) -> Group:
        everywhere = tuple(f.number for f, _ in found)
        figures = {plain: _summed(found, attrgetter(plain)) for plain in PLAIN}
        figures["incidents"] = _summed(found, lambda tally: sum(tally.incidents.values()))
        for code in dict.fromkeys(code for _, tally in found for code in tally.incidents):
            figures[f"code {code}"] = _summed(found, partial(_reported, code))
        told = (*BESIDE, *(self._protected if kind == YEAR or self._is_exact else ()))
        persons = {what: self._persons(kind, name, what, found) for what in told}
        self.persons[kind][name] = persons
        enrolled = persons["took_part"] + persons["not_tested"]
        shown = {"enrolled": enrolled, **{what: count for what, count in persons.items() if what != "not_tested"}}
        if self._is_exact and not any(f.is_left for f, _ in found):
            shown["without_test"] = _there(found, "without_test")
        return Group(name, everywhere, figures | {what: Figure(count, everywhere) for what, count in shown.items()})

    def _persons(self, kind: str, name: str, what: str, found: Shares) -> Count:
        """Of the sessions that are there rounded once, as one sum; of what purges left as it was told."""
        rounded = in_wide_steps if what == "not_tested" else in_steps
        here = [pair for pair in found if not pair[0].is_left]
        count = _there(here, what) if self._is_exact else rounded(_there(here, what)) if here else Count()
        old = [rounded(tally.persons[what]) for f, tally in found if f.is_left and what in tally.persons]
        purged = [groups.get(kind, {}).get(name, {}).get(what, Count()) for groups in self._left]
        return sum((*old, *purged), count)


def _there(found: Shares, what: str) -> Count:
    return sum((tally.of(what) for f, tally in found if not f.is_left), Count())


def _reported(code: str, tally: Tally) -> int:
    """How often this code was reported."""
    return tally.incidents.get(code, 0)


def _summed(found: Shares, number: Callable[[Tally], int]) -> Figure:
    counted = [(f.number, number(tally)) for f, tally in found]
    return Figure(exactly(sum(n for _, n in counted)), tuple(session for session, n in counted if n))


def _codes(held: Sequence[Figures], protected: ProtectedCodes) -> tuple[str, ...]:
    recorded = {code for f in held for code in f.whole.incidents} | set(protected.all if held else ())
    return tuple(sorted(recorded, key=lambda code: (code[:1], number_in(code[1:]) or 0, code)))


def _by_level(name: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Classes as a school lists them: numbers as numbers, those without a class last."""
    parts: list[str] = []
    for letter in name.casefold():
        if parts and parts[-1][-1].isdecimal() == letter.isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return not name, [(not part.isdecimal(), number_in(part) or 0, part) for part in parts]
