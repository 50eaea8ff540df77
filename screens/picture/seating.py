"""Where everybody sits: seats like B03, A12 or 7 as a grid by row and number, and how arrows move in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from screens.kit.guards import as_digits
from screens.kit.settings import Keyboard
from screens.picture.picture import short_name
from supervisor.candidate import plain, printable
from supervisor.naming import matches
from supervisor.session import Session
from supervisor.situation import Status

_SEAT = re.compile(r"([A-Za-z]?)\s*-?\s*(\d{1,3})")
_LIKELY = re.compile(r"[^\W\d_]{0,3}[ -]?\d{1,3}")
"""A seat of another form than those of the plan, that nobody takes for a name: « PC 12 »."""
_RUN = re.compile(r"[^\W\d_]+|\d+")
SEATS_A_ROW = 6
"""Seats that are numbers only have no row: they stand in rows of that many, each wide enough at 80 columns for its seat
and its candidate's number, told apart."""
MOST_EMPTY = 12
"""In a row of that many seats or fewer, the empty ones between two others show: the plan looks like the room."""

Way = Literal["up", "down", "left", "right"]


def place_of(seat: str) -> tuple[str, int] | None:
    """« B03 » is row B, number 3; « 7 » has no row; None for a seat of another form."""
    found = _SEAT.fullmatch(seat.strip())
    return (found[1].upper(), int(found[2])) if found is not None else None


@dataclass(frozen=True, slots=True)
class SeatTyped:
    """What was typed as a seat."""

    seat: str
    """As it would be recorded."""
    doubt: str = ""
    """Why it is asked about first, in French; empty when nothing stands against it."""
    is_name: bool = False
    """It is the beginning of somebody's name rather than a seat."""


def seat_typed(session: Session, number: int, text: str, keyboard: Keyboard) -> SeatTyped:
    """What somebody's seat is, as it is typed: taken, a name in the wrong field, or of a form that no seat has.

    Args:
        session: whose candidates sit in the room.
        number: who is to sit there.
        text: what was typed; empty keeps their seat.
        keyboard: whose unshifted digit row counts as digits, as in « b&é » for B12.
    """
    seat, own = printable(text), session.candidates[number].seat
    if not seat or seat == own:
        return SeatTyped(seat, _taken(session, number, seat))
    others = [who for who in session.candidates.values() if who.number != number]
    named = next((who for who in others if place_of(seat) is None and plain(seat) and matches(who, seat)), None)
    if named is not None and not any(who.seat and plain(who.seat) == plain(seat) for who in others):
        return SeatTyped(seat, f"« {seat} » commence le nom de {short_name(session, named.number)}", is_name=True)
    letter = seat[:1] if seat[:1].isascii() and seat[:1].isalpha() else ""
    seat = letter.upper() + as_digits(seat[len(letter) :], keyboard) if _is_place(letter, seat, keyboard) else seat
    taken = _taken(session, number, seat)
    known = {_form(who.seat) for who in session.candidates.values() if who.seat}
    if taken or _LIKELY.fullmatch(seat) or (_form(seat) in known and any(c.isdigit() for c in seat)):
        return SeatTyped(seat, taken)
    usual = next((who.seat for who in session.candidates.values() if who.seat), "B03")
    return SeatTyped(seat, f"« {seat} » ne s'écrit pas comme une place ({usual})")


def _is_place(letter: str, seat: str, keyboard: Keyboard) -> bool:
    return place_of(letter + as_digits(seat[len(letter) :], keyboard)) is not None


def _form(seat: str) -> str:
    """« A0 » for B03: which runs of letters and of digits it has."""
    return _RUN.sub(lambda run: "0" if run[0].isdigit() else "A", seat.strip())


def _taken(session: Session, number: int, seat: str) -> str:
    def same(other: str) -> bool:
        return bool(other) and (plain(other) == plain(seat) or place_of(other) == (place_of(seat) or ()))

    sits = (who for who in session.candidates.values() if who.number != number and same(who.seat))
    there = next((who for who in sits if who.status is not Status.ABSENT), None)
    return f"la place {seat} est déjà celle de {short_name(session, there.number)}" if seat and there else ""


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
    """« B »; nothing for seats that are numbers only, each of which is told where somebody sits."""
    is_numbers, name = row
    return "" if is_numbers else name


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
