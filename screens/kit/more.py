"""« ↓ encore 12 »: what a list says where it goes on below what is shown of it."""

from __future__ import annotations

from collections.abc import Sequence

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
    if len(rows) <= room:
        return list(rows)
    first = max(0, min(chosen - room // 2, len(rows) - room))
    shown = list(rows[first : first + room])
    if first:
        shown[0] = more_above(first + 1)
    if first + room < len(rows):
        shown[-1] = more_below(len(rows) - first - room + 1)
    return shown
