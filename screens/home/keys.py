"""What keys may not do by accident on home: repetitions, and what was still being pressed on the board before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.guards import REPETITION_S, Repetition, is_capital

if TYPE_CHECKING:
    from screens.home.app import HomeApp

MAY_REPEAT = frozenset({
    "up", "down", "left", "right", "j", "k", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace",
    "delete", "escape",
})  # fmt: skip
"""Keys that only move or take back: held, they go on."""
ENDS_SOMETHING = frozenset({"enter", "q", "o"})
"""Keys with which a board is left: pressed once too often they would open it again, or leave Vigie."""


class KeyWatch:
    """Says which keys are kept back."""

    def __init__(self, app: HomeApp, opened_at: float) -> None:
        self._app = app
        self._opened_at = opened_at
        self._repetition = Repetition()

    def keeps_back(self, event: Key, at: float) -> bool:
        """True for a key that must not act.

        Args:
            event: the key.
            at: real seconds, monotonic.
        """
        repeats = self._repetition.again(event.key, at)
        in_field = isinstance(self._app.focused, Input)
        if event.key in MAY_REPEAT or (in_field and event.is_printable):
            return False
        if event.key in ENDS_SOMETHING and at - self._opened_at < REPETITION_S:
            # Held, it begins the half second anew.
            self._opened_at = at
            return True
        if not repeats and is_capital(event.key):
            self._warn_of_capitals()
            return True
        return repeats

    def _warn_of_capitals(self) -> None:
        sentence = "Verr. Maj. est-il actif ? Ici, toutes les touches sont des minuscules."
        if isinstance(self._app.screen, Dialog):
            self._app.screen.warn(sentence)
        else:
            self._app.say(sentence, "refused")
