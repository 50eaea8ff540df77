"""Keeps back the keys that must not act: repetitions, and a second capital in a row (RULES.md section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.guards import Repetition, digit_of, is_capital

if TYPE_CHECKING:
    from screens.app import VigieApp

MAY_REPEAT = frozenset({
    "up", "down", "left", "right", "j", "k", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace",
    "delete", "escape", "shift+left", "shift+right",
})  # fmt: skip
"""Keys that only move or take back: held, they go on."""


class KeyGuard:
    """Remembers the last key."""

    def __init__(self, app: VigieApp) -> None:
        self._app = app
        self._repetition = Repetition()
        self._previous = ""

    def arrive(self, key: str, at: float) -> None:
        """The board was opened by this key, at this real instant: hit twice, it is no step of a candidate."""
        self._repetition.again(key, at)

    def keeps_back(self, event: Key, at: float) -> bool:
        """True for a key that must not act, at this real instant."""
        app = self._app
        repeats = self._repetition.again(event.key, at)
        previous, self._previous = self._previous, event.key
        two_capitals = is_capital(event.key) and is_capital(previous)
        if isinstance(app.focused, Input) and (event.is_printable or event.key in MAY_REPEAT):
            if two_capitals and not app.focused.value:
                self._warn_of_capitals()
            return False
        if repeats and event.key not in MAY_REPEAT and not digit_of(event.character, app.settings.keyboard):
            return True
        if two_capitals:
            self._warn_of_capitals()
            return True
        return False

    def _warn_of_capitals(self) -> None:
        sentence = "Verr. Maj. est-il actif ?"
        if isinstance(self._app.screen, Dialog):
            self._app.screen.warn(sentence)
        else:
            self._app.refuse(sentence)
