"""How large a terminal is taken to be, whatever it says, and what is shown where nothing else has room."""

from __future__ import annotations

import textwrap
from typing import Any

from textual.geometry import Size
from textual.screen import Screen

LARGEST = Size(640, 200)
"""Columns and rows that are drawn at most: a large screen in tiny letters. More would be memory for nobody's eyes."""
SMALLEST = Size(30, 8)
"""Less than that holds no list and no box."""
TOO_SMALL = "Agrandissez la fenêtre. Ctrl+Q quitte."


def drawn(told: Size) -> Size:
    """The size that is drawn at.

    Args:
        told: what the terminal says; some say nothing, and some 65535.
    """
    return Size(min(told.width, LARGEST.width), min(told.height, LARGEST.height))


def is_too_small(size: Size) -> bool:
    """No list has room there."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


def sentence_in(size: Size) -> str:
    """The sentence for a window that is too small, as what is written to its terminal; as much of it as has room."""
    lines = textwrap.wrap(TOO_SMALL, max(size.width, 1), break_long_words=False)
    if len(lines) > size.height or max(map(len, lines)) > size.width:
        # Lines are not wrapped: the rest is cut off at the right.
        lines = [TOO_SMALL]
    rows = "".join(f"\x1b[{row};1H{line}" for row, line in enumerate(lines, start=1))
    return f"\x1b[0m\x1b[2J{rows}"


class AtSize(Screen[Any]):
    """A screen that is as large as the application, whatever order the sizes come in.

    Named after the kind of screen: style sheets and component classes come down from the first base alone.

    Textual hands each size on from screen to screen, and to the screen itself once more: of two that come at once, as
    when a window is dragged by its edge while a box is open, the old one and the new one took turns without end. What
    is of that size already is not laid out again.
    """

    def on_compose(self) -> None:
        """Have the classes of its size before there is anything in it: later, all of it would be styled once more."""
        across = self.app.HORIZONTAL_BREAKPOINTS if self.HORIZONTAL_BREAKPOINTS is None else self.HORIZONTAL_BREAKPOINTS
        down = self.app.VERTICAL_BREAKPOINTS if self.VERTICAL_BREAKPOINTS is None else self.VERTICAL_BREAKPOINTS
        for cells, breakpoints in zip(self.app.size, (across, down), strict=True):
            reached = [name for at, name in sorted(breakpoints or ()) if cells >= at]
            self.add_class(*reached[-1:])

    def _screen_resized(self, size: Size) -> None:
        if self._size != self.app.size:
            super()._screen_resized(self.app.size)
