"""Small numbers: what is printed, and that nobody can work out from it what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervisor.activity.small_numbers import FEWER, SMALL, Cells, Count, Told, exactly, read_count, told

Table = dict[tuple[str, str], tuple[int, int]]


def table(*rows: Sequence[int | None], most: int = 30) -> Table:
    """Rows of numbers; None where nobody can be. Rows are r0, r1…, columns c0, c1…."""
    return {
        (f"r{y}", f"c{x}"): (value, most)
        for y, row in enumerate(rows)
        for x, value in enumerate(row)
        if value is not None
    }


def shown(result: Told) -> str:
    """« rows | columns | total », as they are printed."""
    return " | ".join(
        (", ".join(map(str, result.rows.values())), ", ".join(map(str, result.columns.values())), str(result.total))
    )


# What is printed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        (table([0, 0], [0, 0]), "0, 0 | 0, 0 | 0"),
        (table([5, 0], [0, 7]), "5, 7 | 5, 7 | 12"),  # nothing small: zeros are told
        (table([3]), "< 5 | < 5 | < 5"),
        (table([4]), "< 5 | < 5 | < 5"),
        (table([5]), "5 | 5 | 5"),
        (table([0, 1], [0, 0]), "< 5, < 5 | < 5, < 5 | < 5"),  # who had none would tell who had one
        (table([3], [9], [0]), "< 5, 9, < 5 | 12 | 12"),  # a zero is hidden with it: that is enough
        (table([3], [9], [20]), "< 5, ≥ 5, 20 | 32 | 32"),  # no zero: the smallest next
        (table([3], [2], [20]), "< 5, < 5, 20 | 25 | 25"),
        (table([4], [4]), "< 5, < 5 | ≥ 5 | ≥ 5"),  # 8 would tell that both are 4
        (table([1], [1], [1], [1], [1]), "< 5, < 5, < 5, < 5, < 5 | 5 | 5"),
        (table([2, 9], [None, 7]), "11, 7 | < 5, ≥ 5 | 18"),  # 18 - 16 would tell c0
    ],
)
def test_what_is_printed(cells: Table, printed: str) -> None:
    """Rows, columns and the total of small tables, worked out by hand."""
    assert shown(told(cells)) == printed


def test_an_empty_table() -> None:
    """Nobody is nobody."""
    assert told({}) == Told(Count(), {}, {})


def test_zeros_hidden_in_any_case() -> None:
    """For what stands beside tables that nobody knows now."""
    assert shown(told(table([0, 6]), hide_zeros=True)) == "6 | < 5, 6 | 6"
    assert shown(told(table([0]), hide_zeros=True)) == "< 5 | < 5 | < 5"


def test_at_most_so_many_as_there_are() -> None:
    """Two classes of one pupil each, both absent: without more, « 2 of 2 » is told by nothing."""
    result = told({("r0", "c0"): (1, 1), ("r0", "c1"): (1, 1), ("r0", "c2"): (5, 9)})
    assert result.columns["c0"] == FEWER
    assert result.total != exactly(7) or result.columns["c2"] != exactly(5)


def test_when_nothing_else_helps() -> None:
    """Five months of four, four classes of five: even « ≥ 5 » would tell them all, so nothing is told."""
    rows = ([4, 0, 0, 0], [1, 3, 0, 0], [0, 2, 2, 0], [0, 0, 3, 1], [0, 0, 0, 4])
    result = told(table(*rows))
    assert set(result.rows.values()) == {FEWER}
    assert {str(count) for count in (*result.columns.values(), result.total)} == {"n.c."}


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (Count(), "0"), (exactly(12), "12"), (FEWER, "< 5"), (Count(1, 3), "< 5"), (Count(5, None), "≥ 5"),
        (Count(0, None), "n.c."), (Count(36, 40), "36 à 40"), (Count(0, 35), "≤ 35"), (Count(2, 8), "2 à 8"),
    ],
)  # fmt: skip
def test_how_a_figure_is_printed(count: Count, text: str) -> None:
    """The number, or as much as may be said of it."""
    assert str(count) == text


def test_sums_and_what_is_left() -> None:
    """Bounds add up; what is left of a whole has the bounds turned round."""
    assert exactly(7) + FEWER == Count(7, 11)
    assert FEWER + Count(5, None) == Count(5, None)
    assert FEWER.out_of(40) == Count(36, 40)
    assert Count(5, None).out_of(40) == Count(0, 35)
    assert FEWER.out_of(3) == Count(0, 3)


@pytest.mark.parametrize("count", [Count(), exactly(12), FEWER, Count(5, None), Count(0, None)])
def test_a_figure_is_kept_and_read(count: Count) -> None:
    """All that one table prints can be read back."""
    assert read_count(count.figure) == count


@pytest.mark.parametrize("figure", ["", "5", "< 6", -1, True, None, 1.0, [0, 4]])
def test_no_figure(figure: object) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError):
        read_count(figure)


# What cannot be worked out --------------------------------------------------------------------------------


def lines_of(cells: Cells, result: Told) -> Iterator[tuple[Count, int, list[int]]]:
    """Each printed figure: what is printed, the true number, and which cells it is the sum of."""
    keys = list(cells)

    def line(count: Count, inside: Sequence[bool]) -> tuple[Count, int, list[int]]:
        return count, sum(cells[k][0] for k, there in zip(keys, inside, strict=True) if there), [int(i) for i in inside]

    for row, count in result.rows.items():
        yield line(count, [key[0] == row for key in keys])
    for column, count in result.columns.items():
        yield line(count, [key[1] == column for key in keys])
    yield line(result.total, [True for _ in keys])


def is_sum_of(wanted: list[int], known: list[list[int]]) -> bool:
    """Whether adding and subtracting known lines, however often, gives this one."""

    def rank(rows: list[list[int]]) -> int:
        left, found = [[Fraction(x) for x in row] for row in rows], 0
        for place in range(len(wanted)):
            pivot = next((row for row in left if row[place]), None)
            if pivot is None:
                continue
            left.remove(pivot)
            found += 1
            left = [[a - b * row[place] / pivot[place] for a, b in zip(row, pivot, strict=True)] for row in left]
        return found

    return rank([*known, wanted]) == rank(known)


numbers = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 40))


@st.composite
def tables(draw: st.DrawFn, rows: int = 6, columns: int = 6, values: st.SearchStrategy[int | None] = numbers) -> Table:
    height, width = draw(st.integers(1, rows)), draw(st.integers(1, columns))
    drawn = [[draw(values) for _ in range(width)] for _ in range(height)]
    return {key: (value, value + draw(st.integers(0, 3))) for key, (value, _) in table(*drawn).items()}


@given(tables())
@settings(max_examples=300)
def test_no_small_number_is_left_by_subtraction(cells: Table) -> None:
    """Whatever is added to and taken from what is told, no hidden figure comes out; and what is told is true."""
    lines = list(lines_of(cells, told(cells)))
    known = [inside for count, _, inside in lines if count.is_exact]
    for count, number, inside in lines:
        assert count.low <= number
        assert count.high is None or number <= count.high
        if 0 < number < SMALL:
            assert str(count) == "< 5"
            assert not is_sum_of(inside, known)


few = st.one_of(st.none(), st.integers(0, 4), st.integers(0, 9))


@given(tables(2, 3, few))
@example(table([4, None], [None, 4], most=9))
@example(table([1, 4], [None, 5], most=9))
@settings(max_examples=120, deadline=None)
def test_there_is_another_table_that_would_be_printed_alike(cells: Table) -> None:
    """All tables of whole numbers between the printed bounds, tried one by one: each small number could be another."""
    lines = list(lines_of(cells, told(cells)))
    small = [(number, inside) for _, number, inside in lines if 0 < number < SMALL]
    found: dict[int, set[int]] = {place: set() for place in range(len(small))}
    # One more or one less of everything is enough for a difference, and few enough to try them all.
    around = [range(max(0, value - 1), min(most, value + 1) + 1) for value, most in cells.values()]
    for other in product(*around):
        if all(_within(count, inside, other) for count, _, inside in lines):
            for place, (_, inside) in enumerate(small):
                found[place].add(sum(value for value, there in zip(other, inside, strict=True) if there))
    for place, (number, _) in enumerate(small):
        assert len(found[place]) > 1, f"{number} could be nothing else"


def _within(count: Count, inside: list[int], other: Sequence[int]) -> bool:
    number = sum(value for value, there in zip(other, inside, strict=True) if there)
    return count.low <= number and (count.high is None or number <= count.high)
