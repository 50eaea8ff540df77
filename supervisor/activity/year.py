"""A school year: the sum of its sessions, by month and by class, each figure with the sessions it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from supervisor.activity.one_session import EXTRA_TIME_CODES, FRAUD_CODE, PLAIN, PROTECTED, Figures, Tally, cells_of
from supervisor.activity.small_numbers import Count, exactly, told


@dataclass(frozen=True, order=True, slots=True)
class SchoolYear:
    """From 1 September to 31 August, local dates (RULES.md section 10)."""

    first: int
    """The year of its September."""

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """The school year of a day."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    def __contains__(self, day: date) -> bool:
        return SchoolYear.of(day) == self

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    @property
    def months(self) -> tuple[str, ...]:
        """Its twelve months, « 2026-09 » to « 2027-08 »."""
        return tuple(f"{self.first + (month > 12)}-{(month - 1) % 12 + 1:02d}" for month in range(9, 21))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and the sessions it comes from."""

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
    """By the name of a field of `Tally`, of what is protected, or « took_part », « incidents » and « code C7 »."""

    def __getitem__(self, name: str) -> Figure:
        return self.figures.get(name, Figure(Count()))


@dataclass(frozen=True, slots=True)
class Activity:
    """The activity of a school year."""

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
    """Codes of incidents that occur, protected ones included."""

    @property
    def finalised(self) -> tuple[Figures, ...]:
        """Finalised in Pix Certif."""
        return tuple(f for f in self.held if f.finalised_at is not None)

    @property
    def in_time(self) -> tuple[Figures, ...]:
        """Finalised within the 48 hours."""
        return tuple(f for f in self.finalised if f.finalised_at and (f.due_at is None or f.finalised_at <= f.due_at))

    @property
    def late(self) -> tuple[Figures, ...]:
        """Finalised after the 48 hours."""
        return tuple(f for f in self.finalised if f not in self.in_time)

    @property
    def waiting(self) -> tuple[Figures, ...]:
        """Not finalised yet."""
        return tuple(f for f in self.held if f.finalised_at is None)

    @property
    def overdue(self) -> tuple[Figures, ...]:
        """Not finalised yet, and the 48 hours are over."""
        return tuple(f for f in self.waiting if f.due_at is not None and f.due_at < self.now)

    @property
    def running(self) -> tuple[Figures, ...]:
        """A test still runs: their figures may change."""
        return tuple(f for f in self.held if f.ended_at is None)


def activity(year: SchoolYear, sessions: Iterable[Figures], now: datetime) -> Activity:
    """Sum up the sessions of a school year.

    Args:
        year: which one; sessions of other years are passed over.
        sessions: figures as `figures_of` and `figures_left` give them, rehearsals left out.
        now: the instant at which a finalisation is overdue.
    """
    known = sorted((f for f in sessions if f.day in year), key=lambda f: (f.day, f.number))
    held = [f for f in known if f.is_held]
    used = [month for month in year.months if any(f.month == month for f in held)]
    between = year.months[year.months.index(used[0]) : year.months.index(used[-1]) + 1] if used else ()
    names = sorted({name for f in held for name in f.by_class}, key=_by_level)
    protected = {what: _Protected(held, what) for what in PROTECTED}
    of_months = {month: [(f, f.whole) for f in held if f.month == month] for month in between}
    of_classes = {name: [(f, f.by_class[name]) for f in held if name in f.by_class] for name in names}
    return Activity(
        year=year,
        now=now,
        held=tuple(held),
        not_held=tuple(f for f in known if not f.is_held),
        whole=_group("", [(f, f.whole) for f in held], {w: p.total for w, p in protected.items()}),
        months=tuple(
            _group(month, found, {w: p.month(month) for w, p in protected.items()})
            for month, found in of_months.items()
        ),
        classes=tuple(
            _group(name, found, {w: p.of_class(name) for w, p in protected.items()})
            for name, found in of_classes.items()
        ),
        codes=_codes(held),
    )


Found = Sequence[tuple[Figures, Tally]]


def _group(name: str, found: Found, protected: Mapping[str, Count]) -> Group:
    everywhere = tuple(f.number for f, _ in found)
    figures = {plain: _summed(found, lambda tally, plain=plain: getattr(tally, plain)) for plain in PLAIN}  # type: ignore[misc]
    figures["incidents"] = _summed(found, lambda tally: sum(tally.incidents.values()))
    for code in dict.fromkeys(code for _, tally in found for code in tally.incidents):
        figures[f"code {code}"] = _summed(found, lambda tally, code=code: tally.incidents.get(code, 0))  # type: ignore[misc]
    figures |= {what: Figure(count, everywhere) for what, count in protected.items()}
    there = figures["enrolled"].value.low - figures["without_test"].value.low
    figures["took_part"] = Figure(protected["absent"].out_of(there), everywhere)
    return Group(name, everywhere, figures)


def _summed(found: Found, number: Callable[[Tally], int]) -> Figure:
    counted = [(f.number, number(tally)) for f, tally in found]
    return Figure(exactly(sum(n for _, n in counted)), tuple(session for session, n in counted if n))


class _Protected:
    """One protected figure over a year: what may be told of the sessions that are there, and what a purge left."""

    def __init__(self, held: Sequence[Figures], what: str) -> None:
        self._left = [f for f in held if f.is_left]
        self._what = what
        self._told = told(cells_of([f for f in held if not f.is_left], what))

    @property
    def total(self) -> Count:
        return self._sum(self._told.total, (f.whole for f in self._left))

    def month(self, month: str) -> Count:
        return self._sum(self._told.rows.get(month), (f.whole for f in self._left if f.month == month))

    def of_class(self, name: str) -> Count:
        return self._sum(self._told.columns.get(name), (f.by_class[name] for f in self._left if name in f.by_class))

    def _sum(self, there: Count | None, left: Iterable[Tally]) -> Count:
        return sum((tally.of(self._what) for tally in left), there or Count())


def _codes(held: Iterable[Figures]) -> tuple[str, ...]:
    recorded = {code for f in held for code in f.whole.incidents}
    recorded |= {code for f in held for code in EXTRA_TIME_CODES if f.whole.of(code) != Count()}
    recorded |= {FRAUD_CODE for f in held if f.whole.of("fraud") != Count()}
    return tuple(sorted(recorded, key=lambda code: (code[:1], int(code[1:]) if code[1:].isdecimal() else 0, code)))


def _by_level(name: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Classes as a school lists them: numbers as numbers, those without a class last."""
    parts: list[str] = []
    for letter in name.casefold():
        if parts and parts[-1][-1].isdecimal() == letter.isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return not name, [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
