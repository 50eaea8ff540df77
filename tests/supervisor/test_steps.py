"""Steps of five: what an attacker finds who has the program, last month's report and those of two stores.

The attacker knows every small school that could have been printed in that way: a number of persons is found when it is
the same in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.documents.yearly.report import report_csv
from supervisor.activity import Count, Figures, SchoolYear, Tally, activity, exactly, in_steps, in_wide_steps
from supervisor.activity.steps import NOT_TOLD, read_count
from tests.supervisor.ten_sessions import NOW, PROTECTED

YEAR = SchoolYear(2026)
LAST, THIS = date(2026, 10, 12), date(2026, 11, 12)
SMALL = range(1, 5)

numbers = st.integers(0, 3000)


@given(numbers)
def test_a_step_holds_the_number(number: int) -> None:
    """And four others; of those who took no test the first step is twice as wide."""
    for steps, least in ((in_steps, 5), (in_wide_steps, 10)):
        step = steps(exactly(number))
        assert step.high is not None
        assert step.low <= number <= step.high
        assert step.low % 5 == 0
        assert step.high - step.low + 1 == (least if number < 10 else 5)
        assert steps(step) == step
        assert {steps(exactly(other)) for other in range(step.low, step.high + 1)} == {step}


@pytest.mark.parametrize(
    ("count", "step", "wide"),
    [
        (Count(0, 0), Count(0, 4), Count(0, 9)),
        (Count(4, 4), Count(0, 4), Count(0, 9)),
        (Count(5, 5), Count(5, 9), Count(0, 9)),
        (Count(9, 9), Count(5, 9), Count(0, 9)),
        (Count(10, 10), Count(10, 14), Count(10, 14)),
        (Count(14, 14), Count(10, 14), Count(10, 14)),
        (Count(15, 15), Count(15, 19), Count(15, 19)),
        (Count(4, 5), Count(0, 9), Count(0, 9)),
        (Count(9, 10), Count(5, 14), Count(0, 14)),
        (Count(10, 15), Count(10, 19), Count(10, 19)),
        (Count(4, None), Count(0, None), Count(0, None)),
        (Count(9, None), Count(5, None), Count(0, None)),
        (Count(10, None), Count(10, None), Count(10, None)),
    ],
)
def test_where_a_step_ends_and_the_next_begins(count: Count, step: Count, wide: Count) -> None:
    """Between 4 and 5, 9 and 10; in wide steps for the first time between 9 and 10."""
    assert in_steps(count) == step
    assert in_wide_steps(count) == wide


@pytest.mark.parametrize(
    ("count", "whole", "left"),
    [
        (Count(0, 4), 4, Count(0, 4)), (Count(0, 4), 5, Count(1, 5)), (Count(5, 9), 4, Count(0, 0)),
        (Count(5, 9), 9, Count(0, 4)), (Count(5, 9), 10, Count(1, 5)), (Count(5, None), 6, Count(0, 1)),
    ],
)  # fmt: skip
def test_the_others_are_what_is_left(count: Count, whole: int, left: Count) -> None:
    """Never fewer than none."""
    assert count.out_of(whole) == left


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (Count(0, 4), "0 à 4"), (Count(5, 9), "5 à 9"), (Count(3, 3), "3"), (Count(5, None), "≥ 5"),
        (Count(0, None), NOT_TOLD), (Count(5, 18), "5 à 18"),
    ],
)  # fmt: skip
def test_as_it_is_printed_and_read_back(count: Count, printed: str) -> None:
    """What a purge keeps is what was printed."""
    assert str(count) == printed
    assert read_count(count.figure) == count


def test_what_an_older_vigie_kept_is_read() -> None:
    """« < 5 » is none to four."""
    assert read_count("< 5") == Count(0, 4)
    assert read_count("≤ 7") == Count(0, 7)
    assert read_count("≤ 0") == read_count("< 1") == read_count("0 à 0") == read_count(0) == Count(0, 0)


@pytest.mark.parametrize("form", ["{} à {}", "≥ {}", "≤ {}", "< {}"])
def test_a_figure_has_nine_digits_at_most(form: str) -> None:
    """More persons than there are is no figure."""
    most = "9" * 9
    assert read_count(form.format(most, most)) is not None
    with pytest.raises(ValueError):
        read_count(form.format(most + "9", most + "9"))
    with pytest.raises(ValueError):
        read_count(form.format(most, most) + "9")


@pytest.mark.parametrize("wrong", ["un", -1, True, None, 2.5, "9 à 5", "< 0", "", "5 à"])
def test_a_figure_that_is_none(wrong: object) -> None:
    """Whatever stands in its place."""
    with pytest.raises(ValueError):
        read_count(wrong)


# The attacker -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sat:
    """A session as an attacker imagines it: who took the test, who of them beyond his end, absents, others."""

    took_part: int
    overtime: int = 0
    absent: int = 0
    others: int = 0
    extra_time: int = 0

    @property
    def is_possible(self) -> bool:
        """Nobody is fewer than none, and a temps majoré belongs to somebody."""
        enrolled = self.took_part + self.absent + self.others
        return min(self.absent, self.others, self.extra_time) >= 0 and self.extra_time <= enrolled

    def changed(self, absent: int, others: int, extra_time: int) -> Sat:
        """With so many more."""
        return replace(
            self,
            absent=self.absent + absent,
            others=self.others + others,
            extra_time=self.extra_time + extra_time,
        )

    def figures(self, number: str, day: date) -> Figures:
        """All in one class: the other classes of a school say nothing about it."""
        persons = {
            "took_part": self.took_part, "absent": self.absent, "without_test": self.others,
            "not_tested": self.absent + self.others, "extra_time": self.extra_time,
        }  # fmt: skip
        tally = Tally(
            overtime=self.overtime,
            overtime_minutes=self.overtime,
            persons={what: exactly(number) for what, number in persons.items()},
        )
        return Figures(number, day, is_held=True, whole=tally, by_class={"3eA": tally})


Printed = Callable[[Sequence[Figures]], object]
School = tuple[Sat, ...]
Bundle = Callable[[School, Printed], object]


def printed(sessions: Sequence[Figures]) -> object:
    """A report, whole."""
    return report_csv(activity(YEAR, sessions, NOW, protected=PROTECTED))


@cache
def changes_of(sessions: int) -> list[tuple[tuple[int, int, int], ...]]:
    """Absents, others without a test and temps majorés more or fewer in each session, small changes first."""
    one = [
        (0, 0, 0), (-1, 1, 0), (1, -1, 0), (1, 0, 0), (-1, 0, 0), (2, 0, 0), (-2, 2, 0), (0, 0, 1), (0, 0, -1),
        (0, 1, 1), (0, 2, 2),
    ]  # fmt: skip
    return sorted(product(one, repeat=sessions), key=lambda changes: sum(abs(n) for change in changes for n in change))


def others_like(school: School) -> Iterator[School]:
    """What else the school could have been."""
    for changes in changes_of(len(school)):
        other = tuple(sat.changed(*change) for sat, change in zip(school, changes, strict=True))
        if all(sat.is_possible for sat in other):
            yield other


def found(
    schools: Iterable[School], bundle: Bundle, secrets: Mapping[str, Callable[[School], int]], out: Printed = printed
) -> list[tuple[School, str]]:
    """The schools in which an attacker finds a small number, and what it is the number of."""
    sure = []
    for school in schools:
        known = bundle(school, out)
        open_questions = [name for name, secret in secrets.items() if secret(school) in SMALL]
        for other in others_like(school) if open_questions else ():
            differing = [name for name in open_questions if secrets[name](other) != secrets[name](school)]
            if differing and bundle(other, out) == known:
                open_questions = [name for name in open_questions if name not in differing]
                if not open_questions:
                    break
        sure += [(school, name) for name in open_questions]
    return sure


def once(out: Printed) -> Callable[[tuple[tuple[str, date, Sat], ...]], object]:
    """What is printed of sessions, made once for all schools that hold the same."""
    return _cached(out)


@cache
def _cached(out: Printed) -> Callable[[tuple[tuple[str, date, Sat], ...]], object]:
    @cache
    def of(sessions: tuple[tuple[str, date, Sat], ...]) -> object:
        return out([sat.figures(number, day) for number, day, sat in sessions])

    return of


def two_months(school: School, out: Printed) -> object:
    """Last month's report and this month's, of one store."""
    last, *this = school
    before = ("1", LAST, last)
    return once(out)((before,)), once(out)((before, *((str(n), THIS, sat) for n, sat in enumerate(this, 2))))


def two_stores(school: School, out: Printed) -> object:
    """Last month's and this month's reports of one store, that of another, and those of both."""
    last, this, there = (("1", LAST, school[0]), ("2", THIS, school[1]), ("3", THIS, school[2]))
    return tuple(map(once(out), ((last,), (last, this), (there,), (last, this, there), (last, there))))


SECRETS: dict[str, Callable[[School], int]] = {
    "absents until last month": lambda school: school[0].absent,
    "absents of this month": lambda school: sum(sat.absent for sat in school[1:]),
    "absents of one session": lambda school: school[1].absent,
    "absents of the year": lambda school: sum(sat.absent for sat in school),
    "absents of the other store": lambda school: school[-1].absent,
}


def absents(most: int, others: int, took_part: Iterable[tuple[int, int]]) -> list[Sat]:
    """Sessions with so many who took part, and beyond their end, and all absents and others up to these."""
    return [
        Sat(started, over, away, rest)
        for (started, over), away, rest in product(took_part, range(most + 1), range(others + 1))
    ]


def test_last_months_report_gives_nobody_away() -> None:
    """Two months, a session each; all who took the test may be known by name."""
    before, this = absents(6, 1, [(1, 0), (3, 3)]), absents(3, 0, [(1, 0), (3, 3)])
    assert found(product(before, this), two_months, SECRETS) == []


def test_many_small_sessions_give_nobody_away() -> None:
    """Three sessions this month with one who took the test each: three of four enrolled are known to be no absents."""
    this = [(one, Sat(1), Sat(1)) for one in absents(2, 0, [(1, 0)])]
    schools = ((last, *rest) for last in absents(5, 0, [(1, 0), (4, 4)]) for rest in this)
    assert found(schools, two_months, SECRETS) == []


@pytest.mark.parametrize("most", [3, pytest.param(6, marks=pytest.mark.wide)])
def test_two_stores_give_nobody_away(most: int) -> None:
    """Each by itself, both together, last month and this month."""
    before, this = absents(5, 0, [(1, 0)]), absents(most, 0, [(1, 0)])
    assert found(product(before, this, this), two_stores, SECRETS) == []


def with_extra_time() -> Iterator[Sat]:
    """Up to five, all there, any number of them with a temps majoré."""
    return (Sat(there, there, extra_time=most) for there in range(1, 6) for most in range(there + 1))


def test_extra_time_gives_nobody_away() -> None:
    """Though it is said of everyone that they took part, and beyond their end."""
    secrets: dict[str, Callable[[School], int]] = {
        "of last month": lambda school: school[0].extra_time,
        "of this month": lambda school: school[1].extra_time,
        "of the year": lambda school: school[0].extra_time + school[1].extra_time,
    }
    assert found(product(with_extra_time(), repeat=2), two_months, secrets) == []


def too_exact(sessions: Sequence[Figures]) -> object:
    """What a report must not be: the absents in steps, beside exact numbers of the enrolled."""
    enrolled = [(f.number, f.whole.of("took_part").low + f.whole.of("not_tested").low) for f in sessions]
    return printed(sessions), enrolled


def five_and_no_more(sessions: Sequence[Figures]) -> object:
    """Neither this: the enrolled in steps of five like the others, however many of them are known to be there."""
    enrolled = sum((f.whole.of("took_part") + f.whole.of("not_tested") for f in sessions), Count())
    absent = sum((f.whole.of("absent") for f in sessions), Count())
    others = sum((f.whole.of("without_test") for f in sessions), Count())
    known = sum(f.whole.overtime for f in sessions)
    return in_steps(enrolled), in_steps(absent), others, known


@pytest.mark.parametrize("out", [too_exact, five_and_no_more])
def test_the_attacker_is_no_fool(out: Printed) -> None:
    """It finds what less careful reports give away."""
    schools = [(Sat(1, 0, 4), Sat(1, 0, 1)), (Sat(1, 0, 4), Sat(3, 3, 1))]
    assert found(schools, two_months, SECRETS, out)
