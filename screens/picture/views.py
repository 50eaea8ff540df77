"""The views of a session, in the order in which Tab goes round them."""

from __future__ import annotations

VIEWS = ("list", "lanes", "room")
"""The board wears the class `-<view>` of the one it shows."""


def view_after(view: str) -> str:
    """The one that Tab shows next."""
    return VIEWS[(VIEWS.index(view) + 1) % len(VIEWS)]
