"""Seats as a plan, and arrows in it: no widget, no application."""

from __future__ import annotations

import pytest

from screens.picture.seating import Seating, Way, place_of, seating_of, step
from supervisor.action import ChangeSeat, Context
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at, prepared, running

# fmt: off
PLACES = [
    ("B03", ("B", 3)),
    ("A12", ("A", 12)),
    ("7", ("", 7)),
    (" b-3 ", ("B", 3)),
    ("C 04", ("C", 4)),
    ("", None),
    ("fond", None),
    ("AB3", None),
    ("B", None),
    ("B3.2", None),
    ("[b]3", None),
    ("1234", None),
]
# fmt: on


@pytest.mark.parametrize(("seat", "place"), PLACES)
def test_what_is_a_place(seat: str, place: tuple[str, int] | None) -> None:
    """A letter and a number, or a number."""
    assert place_of(seat) == place


def seated(**seats: str) -> MemoryDesk:
    """The room of the pictures, with other seats for some: n3="fond"."""
    desk = prepared()
    for name, seat in seats.items():
        desk.act_now(ChangeSeat(int(name[1:]), seat), Context(now=at("08:10:00"), author=AUTHOR, host=HOST))
    return desk


def test_rows_and_columns() -> None:
    """Eight in A and B, four in C: the empty seats of C show."""
    seating = seating_of(running().session)
    assert seating.columns == tuple(range(1, 9))
    assert [row.label for row in seating.rows] == ["A", "B", "C"]
    assert seating.rows[2].seats == (17, 18, 19, 20, None, None, None, None)
    assert seating.listed == ()


def test_other_seats_stand_below() -> None:
    """A seat of another form, and one that is already taken; who has none comes last."""
    desk = seated(n3="fond de salle", n5="A01")
    seating = seating_of(desk.session)
    assert seating.rows[0].seats[:5] == (1, 2, None, 4, None)
    assert seating.elsewhere == (5, 3)
    from dataclasses import replace

    without = replace(desk.session, candidates={
        n: replace(c, seat="") if n > 18 else c for n, c in desk.session.candidates.items()
    })  # fmt: skip
    assert seating_of(without).unseated == (19, 20)


def test_seats_that_are_numbers_stand_in_rows_of_six() -> None:
    """1 to 6, 7 to 12…: what tells a seat is its number beside who sits there, no letter before the row."""
    desk = seated(**{f"n{n}": str(n) for n in range(1, 21)})
    seating = seating_of(desk.session)
    assert [row.label for row in seating.rows] == ["", "", "", ""]
    assert seating.rows[1].seats == tuple(range(7, 13))
    assert not seating.has_letters


def test_far_apart_numbers_leave_no_desert() -> None:
    """Only the columns in use, where the numbers go far."""
    assert seating_of(seated(n1="A90").session).columns == (1, 2, 3, 4, 5, 6, 7, 8, 90)


MOVES: list[tuple[int | None, Way, int]] = [
    (11, "left", 10),
    (11, "right", 12),
    (11, "up", 3),
    (11, "down", 19),
    (9, "left", 9),  # the edge
    (8, "right", 8),
    (3, "up", 3),
    (16, "down", 20),  # the nearest of a shorter row
    (20, "down", 5),  # the list below
    (5, "down", 7),
    (7, "down", 7),
    (5, "up", 17),
    (None, "down", 1),
]


@pytest.mark.parametrize(("chosen", "way", "found"), MOVES)
def test_arrows(chosen: int | None, way: Way, found: int) -> None:
    """The nearest one that way; the list below follows the last row."""
    seating = seating_of(seated(n5="fond", n7="porte").session)
    assert step(seating, chosen, way, lambda _: True) == found


def test_arrows_pass_over_those_not_shown() -> None:
    """A filter narrows the plan too."""
    seating = seating_of(running().session)
    assert step(seating, 9, "right", lambda n: n in (9, 14)) == 14
    assert step(seating, 9, "down", lambda n: n in (9, 14)) == 9


def test_an_empty_room() -> None:
    """Nobody to go to."""
    assert step(Seating((), ()), None, "down", lambda _: True) is None
