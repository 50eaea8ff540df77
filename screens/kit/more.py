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
