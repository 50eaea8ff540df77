"""What a person reads on a screen of Textual: its rows as they are drawn."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.strip import Strip


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """The rows of a screen, with their inks."""
    return screen._compositor.render_strips()


def rows_of(screen: Screen[Any]) -> list[str]:
    """The rows of a screen, with plain spaces: what does not break is seen as what does."""
    return ["".join(s.text for s in strip).replace("\N{NO-BREAK SPACE}", " ") for strip in strips_of(screen)]


def text_of(screen: Screen[Any]) -> str:
    """The same, whole."""
    return "\n".join(rows_of(screen))
