"""Typing into a field: its first and its last letters are keys; what lies between stands there at once.

What a single key does in a field is proved key by key elsewhere (`test_fields`, `test_hands`, `test_welcome`).
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.widgets import Input

from screens.dialogs.fields import FieldInput

BY_KEYS = 2
"""Letters at each end that are pressed."""
SEARCHES = frozenset({"name", "search", "sought"})
"""Fields in which each letter changes what is found."""


def put(app: App[Any], text: str) -> tuple[str, str, str]:
    """A text as it is typed: its begin, what may be put there at once, its end."""
    field = app.focused
    is_plain = isinstance(field, Input) and field.id not in SEARCHES
    if isinstance(field, FieldInput) and field.kind != "text":
        is_plain = False
    if not is_plain or len(text) <= 2 * BY_KEYS + 2:
        return text, "", ""
    return text[:BY_KEYS], text[BY_KEYS:-BY_KEYS], text[-BY_KEYS:]


def insert(app: App[Any], text: str) -> None:
    """Let this stand where the cursor is."""
    field = app.focused
    if text and isinstance(field, Input):
        field.insert_text_at_cursor(text)
