"""Where everybody sits: seats like B03, A12 or 7 as a grid by row and number, and how arrows move in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from supervisor.candidate import plain
from supervisor.session import Session

_SEAT = re.compile(r"([A-Za-z]?)\s*-?\s*(\d{1,3})")
SEATS_A_ROW = 8
"""Seats that are numbers only have no row: they stand in rows of that many."""
MOST_EMPTY = 12
"""In a row of that many seats or fewer, the empty ones between two others show: the plan looks like the room."""

Way = Literal["up", "down", "left", "right"]


def place_of(seat: str) -> tuple[str, int] | None:
    """« B03 » is row B, number 3; « 7 » has no row; None for a seat of another form."""
    found = _SEAT.fullmatch(seat.strip())
    return (found[1].upper(), int(found[2])) if found is not None else None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One row of seats, and who sits in each column of the plan; None: nobody."""

    label: str
    seats: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """The plan of the room."""

    columns: tuple[int, ...]
    """Numbers of the seats, over the columns."""
    rows: tuple[SeatRow, ...]
    elsewhere: tuple[int, ...] = ()
    """Who sits at a seat of another form, or at one that is already taken; by seat."""
    unseated: tuple[int, ...] = ()
    """Who has no seat."""
    has_letters: bool = True
    """Some seats have a row of their own: the numbers over the columns say something."""

    @property
    def listed(self) -> tuple[int, ...]:
        """Those below the grid."""
        return self.elsewhere + self.unseated


_Spot = tuple[tuple[bool, str], int]
"""Row (those of numbers after those of letters) and column."""


def seating_of(session: Session) -> Seating:
    """Where each candidate of the session sits."""
    taken: dict[_Spot, int] = {}
    elsewhere, unseated = [], []
    for who in sorted(session.candidates.values(), key=lambda who: (plain(who.seat), who.number)):
        place = place_of(who.seat)
        spot = _spot(place) if place is not None else None
        if not who.seat.strip():
            unseated.append(who.number)
        elif spot is None or spot in taken:
            elsewhere.append(who.number)
        else:
            taken[spot] = who.number
    columns = _columns(sorted({column for _, column in taken}))
    rows = tuple(
        SeatRow(_label(row), tuple(taken.get((row, column)) for column in columns))
        for row in sorted({row for row, _ in taken})
    )
    return Seating(columns, rows, tuple(elsewhere), tuple(unseated), any(row[1].isalpha() for row, _ in taken))


def _spot(place: tuple[str, int]) -> _Spot:
    letter, number = place
    if letter:
        return (False, letter), number
    index, column = divmod(max(0, number - 1), SEATS_A_ROW)
    return (True, f"{index:03d}"), column + 1


def _label(row: tuple[bool, str]) -> str:
    """« B », or « 9–16 » for seats that are numbers only."""
    is_numbers, name = row
    first = int(name) * SEATS_A_ROW + 1 if is_numbers else 0
    return f"{first}–{first + SEATS_A_ROW - 1}" if is_numbers else name


def _columns(used: list[int]) -> tuple[int, ...]:
    if not used or used[-1] - used[0] >= MOST_EMPTY:
        return tuple(used)
    return tuple(range(1 if used[0] > 0 and used[-1] <= MOST_EMPTY else used[0], used[-1] + 1))


def step(seating: Seating, chosen: int | None, way: Way, shown: Callable[[int], bool]) -> int | None:
    """Who is chosen after an arrow: the nearest one that way; the list below follows the last row.

    Args:
        seating: the plan.
        chosen: who is chosen now.
        way: which arrow.
        shown: True for those whom the list shows: the others are passed over.
    """
    grid = [[number if number is not None and shown(number) else None for number in row.seats] for row in seating.rows]
    listed = [number for number in seating.listed if shown(number)]
    if chosen in listed:
        index = listed.index(chosen) + (1 if way in ("down", "right") else -1)
        if index >= 0:
            return listed[min(index, len(listed) - 1)]
        return _nearest(reversed_rows(grid), 0) or chosen
    for y, row in enumerate(grid):
        if chosen is not None and chosen in row:
            return _from_seat(grid, listed, y, row.index(chosen), way) or chosen
    return _nearest(grid, 0) or next(iter(listed), chosen)


def reversed_rows(grid: list[list[int | None]]) -> list[list[int | None]]:
    """The rows of a plan, from the last one up."""
    return grid[::-1]


def _from_seat(grid: list[list[int | None]], listed: list[int], y: int, x: int, way: Way) -> int | None:
    if way == "left":
        return next((number for number in grid[y][:x][::-1] if number is not None), None)
    if way == "right":
        return next((number for number in grid[y][x + 1 :] if number is not None), None)
    if way == "up":
        return _nearest(reversed_rows(grid[:y]), x)
    return _nearest(grid[y + 1 :], x) or next(iter(listed), None)


def _nearest(rows: list[list[int | None]], x: int) -> int | None:
    """In the first of these rows that has anybody, the one nearest to this column."""
    for row in rows:
        found = [(abs(column - x), column, number) for column, number in enumerate(row) if number is not None]
        if found:
            return min(found)[2]
    return None
