"""A line to type into: as wide as its box, whatever stands in it."""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from screens.kit.ink import cut

_PARTS = re.compile(r"\s*[;,·](?=\s)|\s+\(")
"""Where a hint may end: before what says more of the same."""


def hint_in(hint: str, width: int) -> str:
    """What may be typed, in so many cells: examples and whatever else is told go as a whole, the last ones first.

    Args:
        hint: all of it, its parts between « ; », « · », commas or in brackets.
        width: cells of the line.
    """
    ends = [match.start() for match in _PARTS.finditer(hint)]
    for end in (len(hint), *reversed(ends)):
        shorter = hint[:end]
        if cell_len(shorter) <= width and shorter.count("(") == shorter.count(")"):
            return shorter
    return cut(hint[: min(ends, default=len(hint))], width)


class LineInput(Input):
    """Typing in it moves nothing around it; what may be typed is told in whole parts, as many as there is room for."""

    # Textual lays the whole screen out again at each letter, for fields that grow with it: none of ours does.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def render_line(self, y: int) -> Strip:
        whole = self.placeholder
        self.set_reactive(Input.placeholder, hint_in(whole, self.scrollable_content_region.width))
        try:
            # Textual wraps it, and shows the first line.
            return super().render_line(y)
        finally:
            self.set_reactive(Input.placeholder, whole)
