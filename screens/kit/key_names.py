"""How keys are called on screens: « Entrée », « F5 », « Ctrl+P »."""

from __future__ import annotations

import unicodedata

KEY_NAMES = {
    "enter": "Entrée", "space": "Espace", "tab": "Tab", "escape": "Échap", "slash": "/", "asterisk": "*",
    "question_mark": "?", "exclamation_mark": "!", "up": "↑", "down": "↓", "pageup": "Page préc.",
    "pagedown": "Page suiv.", "home": "Début", "end": "Fin", "plus": "+", "minus": "-", "at": "@",
    "backslash": "\\", "underscore": "_", "insert": "Inser", "delete": "Suppr", "left": "←", "right": "→",
    "shift": "Maj",
}  # fmt: skip
"""How keys are called on screens, where it is not by their own letter or sign."""


def key_name(key: str) -> str:
    """A key as a person knows it: « F5 », « Ctrl+P », « ; »."""
    *modifiers, last = key.split("+")
    if modifiers:
        return "+".join([*(KEY_NAMES.get(m, m.capitalize()) for m in modifiers), key_name(last).upper()])
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if len(key) == 1:
        return key
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    try:
        return unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key
