"""Whole numbers as somebody writes them.

Python's own words for it are traps: `isdigit` takes « ² », which `int` does not, and `int` gives up at 4,300 digits.
"""

from __future__ import annotations

MOST_DIGITS = 9
"""More than any number of a candidate, an event, a question, a place or a minute has."""


def number_in(text: str) -> int | None:
    """The whole number that a text is, whoever wrote it; None for every other text, and for longer numbers.

    Args:
        text: digits of any script that Unicode calls decimal; blanks around them are not taken away.
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
