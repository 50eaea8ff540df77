"""Rows of a sheet that their background alone tells from the others: a common way to say « tiers temps ».

Nobody knows what a colour means, so it is never taken for anything; whom it marks is told. What all the rows have, and
stripes that help the eye, mark nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

_MOST_NOTED = 500_000
"""Coloured cells of a sheet that are looked at: 10,000 rows of a list that is coloured all over have half as many."""
_FEWEST_STRIPED = 4
"""Rows from which on every other one is a stripe; of fewer it may be somebody."""
_RARE = 4
"""Where every row has a colour, one that at most every fourth row has still marks somebody."""


class Colours:
    """The backgrounds of one sheet's cells, white ones left out; rows and columns from 1."""

    def __init__(self) -> None:
        self._begins: defaultdict[int, dict[str, int]] = defaultdict(dict)
        """Row → its colours, each with the first column that has it."""
        self._noted = 0

    def note(self, row: int, column: int, colour: str, *, rows: int = 1) -> None:
        """Take in a cell, or the first one of several; `rows` is over how many rows it repeats."""
        rows = min(rows, _MOST_NOTED - self._noted)
        self._noted += rows
        for one in range(row, row + rows):
            self._begins[one].setdefault(colour, column)

    def marked(self, lines: Collection[int], width: int) -> list[int]:
        """Those of the rows that a colour tells from the others.

        Args:
            lines: the rows of the candidates.
            width: how many columns the list has.
        """
        rows_of: defaultdict[str, set[int]] = defaultdict(set)
        for line in lines:
            for colour, column in self._begins.get(line, {}).items():
                if column <= width:
                    rows_of[colour].add(line)
        coloured = set().union(*rows_of.values())
        most = len(lines) // _RARE if len(coloured) == len(lines) else len(lines)
        odd = sum(line % 2 for line in lines)
        halves = (len(lines) - odd, odd)
        telling = [rows for rows in rows_of.values() if len(rows) <= most and not _are_stripes(rows, halves)]
        return sorted(set().union(*telling))


def _are_stripes(rows: Collection[int], halves: tuple[int, int]) -> bool:
    """Whether they are nearly every other row, and few besides: somebody may be marked on top of stripes.

    Args:
        rows: those of one colour.
        halves: how many rows the list has on even lines, and on odd ones.
    """
    if len(rows) < 2 or sum(halves) < _FEWEST_STRIPED:
        return False
    odd = sum(row % 2 for row in rows)
    inside, every_other = max((len(rows) - odd, halves[0]), (odd, halves[1]))
    return 3 * inside > 2 * every_other and 4 * inside >= 3 * len(rows)
