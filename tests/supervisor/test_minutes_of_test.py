"""How many minutes a test lasts: the table computed by hand, and what holds for any duration and percentage."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.timing import minutes_of_test

PERCENT = {p: ExtraTime(percent=p) for p in (0, 10, 33, 50, 100, 120)}

# fmt: off
BY_HAND = [
    (60, PERCENT[0], 60),
    (60, PERCENT[10], 66),    # 6
    (60, PERCENT[33], 80),    # 19.8
    (60, EXACT_THIRD, 80),    # 20
    (60, PERCENT[50], 90),
    (60, PERCENT[100], 120),
    (60, PERCENT[120], 132),  # 72
    (90, PERCENT[0], 90),
    (90, PERCENT[10], 99),    # 9: a float would say 99.00000000000001 and round it up to 100
    (90, PERCENT[33], 120),   # 29.7
    (90, EXACT_THIRD, 120),   # 30
    (90, PERCENT[50], 135),
    (90, PERCENT[100], 180),
    (90, PERCENT[120], 198),  # 108
    (105, PERCENT[0], 105),
    (105, PERCENT[10], 116),  # 10.5
    (105, PERCENT[33], 140),  # 34.65
    (105, EXACT_THIRD, 140),  # 35
    (105, PERCENT[50], 158),  # 52.5
    (105, PERCENT[100], 210),
    (105, PERCENT[120], 231), # 126
]
# A third and 33 % part where the third is a whole number of minutes and 33 % is more than a minute below.
THIRD_AND_33 = [
    (300, 400, 399),  # 100, 99
    (301, 402, 401),  # 100.33…, 99.33
    (120, 160, 160),  # 40, 39.6
    (1, 2, 2),
]
# fmt: on


@pytest.mark.parametrize(("duration", "extra_time", "minutes"), BY_HAND)
def test_the_minutes_of_a_test_are_those_of_the_table(duration: int, extra_time: ExtraTime, minutes: int) -> None:
    """60, 90 and 105 minutes with 0, 10, 33, 1/3, 50, 100 and 120 %, rounded up to the minute."""
    assert minutes_of_test(duration, extra_time) == minutes


@pytest.mark.parametrize(("duration", "third", "percent_33"), THIRD_AND_33)
def test_a_third_is_a_third_and_33_percent_are_33_percent(duration: int, third: int, percent_33: int) -> None:
    """« tiers temps » is exactly 1/3; « 33 % » is 33 hundredths."""
    assert minutes_of_test(duration, EXACT_THIRD) == third
    assert minutes_of_test(duration, PERCENT[33]) == percent_33


@given(st.integers(1, 10_000), st.integers(0, 300))
def test_the_rounding_is_up_and_by_less_than_a_minute(duration: int, percent: int) -> None:
    """For every duration and percentage the minutes are the exact time, rounded up in the candidate's favour."""
    exact = Fraction(duration * (100 + percent), 100)
    assert 0 <= minutes_of_test(duration, ExtraTime(percent=percent)) - exact < 1
    assert 0 <= minutes_of_test(duration, EXACT_THIRD) - Fraction(duration * 4, 3) < 1


@pytest.mark.parametrize(
    ("percent", "third"),
    [
        (-1, False),  # less than nothing
        (301, False),  # more than four times the test
        (34, True),  # a third is shown as 33 %
        (0, True),  # so is this one
    ],
)
def test_an_extra_time_that_cannot_be_is_no_extra_time(percent: int, third: bool) -> None:
    """Nothing outside 0 to 300 % is ever stored, nor a third that would read otherwise."""
    with pytest.raises(ValidationError):
        ExtraTime(percent=percent, third=third)


def test_an_extra_time_reads_as_people_write_it() -> None:
    """« 33 % » for a third as for 33 %, « aucun » for none."""
    assert [str(e) for e in (NO_EXTRA_TIME, PERCENT[33], EXACT_THIRD, PERCENT[120])] == [
        "aucun",
        "33 %",
        "33 %",
        "120 %",
    ]
    assert [bool(e) for e in (NO_EXTRA_TIME, EXACT_THIRD)] == [False, True]
