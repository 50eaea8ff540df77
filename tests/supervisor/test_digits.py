"""Whole numbers as somebody writes them: every text is one, or none; never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.digits import MOST_DIGITS, number_in
from supervisor.matching import question_in

LONG = "9" * 5_000
"""More digits than Python itself reads."""


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("7", 7), ("07", 7), ("٣", 3), ("9" * MOST_DIGITS, 10**MOST_DIGITS - 1)],
)
def test_digits_are_a_number(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text", ["", " 7", "7 ", "+7", "-7", "7.0", "²", "1²", "Ⅷ", "①", "9" * (MOST_DIGITS + 1), LONG]
)
def test_everything_else_is_none(text: str) -> None:
    """The key left of « 1 » on a French keyboard writes « ² », which `str.isdigit` takes for a digit."""
    assert number_in(text) is None


@given(st.text(st.characters(categories=["Nd", "No", "Nl", "Zs", "Sm"])))
def test_no_text_is_an_error(text: str) -> None:
    number = number_in(text)
    assert number is None or number == int(text)


def test_no_question_has_so_many_digits() -> None:
    assert question_in(f"q {LONG} écran noir") == (None, f"q {LONG} écran noir")
    assert question_in("q 12 écran noir") == (12, "écran noir")
