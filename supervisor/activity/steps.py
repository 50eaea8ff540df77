"""How many persons may be told: in steps of five, so that no number from 1 to 4 can be found (RULES.md section 12).

What concerns temps majoré, fraud and absence is told for a whole school year, in steps. Who enrolled is told beside who
took the test only as « the others, in steps »: the difference of the two is the absents. No figure is held against
another and none is hidden for another's sake: what is printed is a rounding of each number by itself, and whoever holds
last month's report, or that of each of two stores, holds more roundings and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STEP = 5
"""Persons in a step: « 0 à 4 », « 5 à 9 »…"""
_FIRST_OF_OTHERS = 2 * STEP
NOT_TOLD = "n.c."
"""« Non communiqué »: nothing was told."""
_FORMS = re.compile(
    r"(?P<low>\d{1,9}) à (?P<high>\d{1,9})|< (?P<below>\d{1,9})|≥ (?P<least>\d{1,9})|≤ (?P<most>\d{1,9})"
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many: exactly, or between two bounds where no more than that may be told."""

    low: int = 0
    high: int | None = 0
    """None: without an upper bound."""

    @property
    def is_exact(self) -> bool:
        """True when the number itself is told, not the step it lies in."""
        return self.low == self.high

    def __add__(self, other: Count) -> Count:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count(self.low + other.low, high)

    def __str__(self) -> str:
        """As it is printed: « 12 », « 0 à 4 », « ≥ 5 »."""
        if self.is_exact:
            return str(self.low)
        if self.high is None:
            return f"≥ {self.low}" if self.low else NOT_TOLD
        return f"{self.low} à {self.high}"

    @property
    def figure(self) -> int | str:
        """As it is kept: the number, or what is printed in its place."""
        return self.low if self.is_exact else str(self)

    def out_of(self, whole: int) -> Count:
        """What is left of so many: it tells no more than this figure does."""
        return Count(0 if self.high is None else max(0, whole - self.high), max(0, whole - self.low))


def exactly(number: int) -> Count:
    """A figure that may be told as it is: it is of nobody in particular."""
    return Count(number, number)


def in_steps(count: Count) -> Count:
    """In steps of five; zero is « 0 à 4 » like the others."""
    high = None if count.high is None else count.high - count.high % STEP + STEP - 1
    return Count(count.low - count.low % STEP, high)


def in_wide_steps(count: Count) -> Count:
    """In steps of five, the first two of which are one.

    For the enrolled who took no test, told by month and by class: five months of « 0 à 4 » beside a year of « 20 à 24 »
    would be four each. Of « 0 à 9 » no sum makes a number from 1 to 4.
    """
    steps = in_steps(count)
    high = None if steps.high is None else max(steps.high, _FIRST_OF_OTHERS - 1)
    return Count(0 if steps.low < _FIRST_OF_OTHERS else steps.low, high)


def read_count(figure: object) -> Count:
    """A figure as it was kept, the « < 5 » and « ≥ 5 » of an older Vigie included.

    Raises:
        ValueError: it is none.
    """
    if isinstance(figure, int) and not isinstance(figure, bool) and figure >= 0:
        return exactly(figure)
    if figure == NOT_TOLD:
        return Count(0, None)
    if isinstance(figure, str) and (found := _FORMS.fullmatch(figure)):
        number = {name: int(text) for name, text in found.groupdict().items() if text is not None}
        if "least" in number:
            return Count(number["least"], None)
        count = Count(number.get("low", 0), number.get("high", number.get("most", number.get("below", 1) - 1)))
        if count.high is not None and count.low <= count.high:
            return count
    raise ValueError("no figure")
