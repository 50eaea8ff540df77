"""Inks as a terminal is told of them (SGR), and the shortest way from one to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

PLAIN = ""
"""The numbers of the ink of a terminal that was told nothing."""
_LOOKS = frozenset(map(str, range(1, 10)))
"""Bold, dim, italic, underlined, blinking, blinking fast, reversed, concealed, struck through."""
_INKS = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_GROUNDS = frozenset(map(str, (*range(40, 48), *range(100, 108))))
_INK, _GROUND = "38", "48"
_USUAL_INK, _USUAL_GROUND = "39", "49"
_LENGTHS = {"5": 3, "2": 5}
"""Numbers of a colour: one of 256 is 38;5;n, any is 38;2;r;g;b."""


class Pen(NamedTuple):
    """What numbers make of a terminal's plain ink."""

    looks: frozenset[str]
    ink: str
    ground: str


@lru_cache(maxsize=1024)
def pen_of(numbers: str) -> Pen | None:
    """What these numbers stand for; None where one of them is none that Textual writes."""
    looks, ink, ground = set[str](), _USUAL_INK, _USUAL_GROUND
    left = numbers.split(";") if numbers else []
    while left:
        first = left[0]
        taken = _LENGTHS.get(left[1], 0) if first in (_INK, _GROUND) and len(left) > 1 else 1
        colour = ";".join(left[:taken])
        if not taken or len(left) < taken:
            return None
        if first in _LOOKS:
            looks.add(first)
        elif first in _INKS or first in (_INK, _USUAL_INK):
            ink = colour
        elif first in _GROUNDS or first in (_GROUND, _USUAL_GROUND):
            ground = colour
        else:
            return None
        left = left[taken:]
    return Pen(frozenset(looks), ink, ground)


@lru_cache(maxsize=4096)
def change(old: str, new: str) -> str:
    """What makes of one ink another, both as their numbers."""
    if new == PLAIN:
        return "\x1b[m"
    anew = f"\x1b[0;{new}m"
    before, after = pen_of(old), pen_of(new)
    # What takes a look away is not the same in all terminals.
    if before is None or after is None or not before.looks <= after.looks:
        return anew
    numbers = [
        *sorted(after.looks - before.looks),
        *((after.ink,) if after.ink != before.ink else ()),
        *((after.ground,) if after.ground != before.ground else ()),
    ]
    shorter = f"\x1b[{';'.join(numbers)}m" if numbers else ""
    return min(shorter, anew, key=len)
