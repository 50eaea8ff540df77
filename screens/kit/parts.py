"""Whether a part of a screen is there yet, or still."""

from __future__ import annotations

from typing import Any

from textual.dom import DOMNode
from textual.widget import Widget


def holds(screen: DOMNode, part: str | type[Widget]) -> bool:
    """True from when it is made until it is taken away: an action or a message may come before and after.

    A query would compare every part of the screen with what is looked for; what was found once is remembered here.

    Args:
        screen: where it stands.
        part: its selector, or its kind.
    """
    which: Any = part
    found: Widget | None = screen.query_one_optional(which)
    return found is not None and found.is_attached
