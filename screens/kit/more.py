"""« ↓ encore 12 »: what a list says where it goes on below what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screens.kit.ink import Line


def more_below(count: int) -> Line:
    """The line that stands in the place of the last row."""
    return ((f"  ↓ encore {count}", "label"),)


def more_above(count: int) -> Line:
    """The same at its top."""
    return ((f"  ↑ encore {count}", "label"),)


def limited(lines: Sequence[Line], room: int) -> list[Line]:
    """As many lines as there is room for; the last one tells how many there are besides."""
    if len(lines) <= room:
        return list(lines)
    return [*lines[: room - 1], more_below(len(lines) - room + 1)] if room > 0 else []


def window(rows: Sequence[Line], chosen: int, room: int) -> list[Line]:
    """As many rows around the chosen one as there is room for; at its ends it says how many there are besides."""
    return drawn_window(len(rows), rows.__getitem__, chosen, room)


FEWEST_WITH_MARKS = 4
"""Rows of a window from which on its ends say that the list goes on."""


def drawn_window(count: int, draw: Callable[[int], Line], lit: int, room: int) -> list[Line]:
    """The same of a list of which only what is seen is drawn.

    Args:
        count: how many lines the whole list has.
        draw: a line, by its rank.
        lit: the rank of the line that must be seen.
        room: rows there are.
    """
    first = max(0, min(lit - room // 2, count - room))
    return marked([draw(rank) for rank in range(first, min(count, first + room))], first, count)


def marked(shown: list[Line], first: int, count: int) -> list[Line]:
    """The lines seen of a list; where it goes on above or below, the one at that end says so instead.

    Args:
        shown: these lines.
        first: the rank of the first of them.
        count: how many lines the whole list has.
    """
    below = count - first - len(shown)
    if first and len(shown) >= FEWEST_WITH_MARKS:
        shown[0] = more_above(first + 1)
    if below and len(shown) >= FEWEST_WITH_MARKS:
        shown[-1] = more_below(below + 1)
    return shown
