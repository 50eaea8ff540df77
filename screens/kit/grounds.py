"""The grounds in and around a box, remembered by their colours: what a box was drawn of goes with the box.

Textual 8.2.8 remembers them in a table that all boxes share, under the box's own store of drawn lines as well
(`StylesCache.get_inner_outer`): so the lines of each of the last thousand boxes stay, long after it was closed, and a
board that stays open all day grows by some megabytes an hour. The answer depends on the two colours alone.
`tests/screens/test_grows_not.py` says when Textual mends or moves it.
"""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(maxsize=256)
def grounds(around: Color, own: Color) -> tuple[Style, Style]:
    """The style inside of a box, and the one around it.

    Args:
        around: the ground that the box lies on.
        own: its own, which may let that through.
    """
    return Style(background=around + own), Style(background=around)


def let_boxes_go() -> None:
    """From now on no table of Textual keeps what a box drew."""
    StylesCache.get_inner_outer = staticmethod(grounds)  # type: ignore[assignment, method-assign]
