"""Typing into a field: its first and its last letters are keys; what lies between stands there at once.

What a single key does in a field is proved key by key elsewhere (`test_fields`, `test_hands`, `test_welcome`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.widgets import Input

from screens.dialogs.fields import FieldInput

BY_KEYS = 2
"""Letters at each end that are pressed."""
SEARCHES = frozenset({"name", "search", "sought"})
"""Fields in which each letter changes what is found."""


async def type_text(app: App[Any], text: str, let_pass: Callable[[int], None]) -> None:
    """Type a text into the field in front, at a person's pace.

    Args:
        app: whose field.
        text: what is typed.
        let_pass: lets so many real seconds pass: one a letter.
    """
    begin, at_once, end = _parts(app, text)
    await _press(app, begin, let_pass)
    if at_once:
        let_pass(len(at_once))
        field = app.focused
        if isinstance(field, Input):
            field.insert_text_at_cursor(at_once)
    await _press(app, end, let_pass)


async def _press(app: App[Any], letters: str, let_pass: Callable[[int], None]) -> None:
    for letter in letters:
        let_pass(1)
        await app._press_keys([letter])


def _parts(app: App[Any], text: str) -> tuple[str, str, str]:
    """A text as it is typed: its begin, what may be put there at once, its end."""
    field = app.focused
    is_plain = isinstance(field, Input) and field.id not in SEARCHES
    if isinstance(field, FieldInput) and field.kind != "text":
        is_plain = False
    if not is_plain or len(text) <= 2 * BY_KEYS + 2:
        return text, "", ""
    return text[:BY_KEYS], text[BY_KEYS:-BY_KEYS], text[-BY_KEYS:]
