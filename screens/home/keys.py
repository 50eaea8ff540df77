"""What keys may not do by accident on home: repetitions, and what was still being pressed on the board before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.kit.guards import Repetition, Skipping, is_capital

if TYPE_CHECKING:
    from screens.home.app import HomeApp

MAY_REPEAT = frozenset({
    "up", "down", "left", "right", "j", "k", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace",
    "delete", "escape",
})  # fmt: skip
"""Keys that only move or take back: held, they go on."""


class KeyWatch:
    """Says which keys are kept back."""

    def __init__(self, app: HomeApp) -> None:
        self._app = app
        self._repetition = Repetition()
        self._skipping = Skipping()

    def come_back(self, key: str, at: float) -> None:
        """This key left a board: once more, it would open it again, or leave Vigie; any other key is meant.

        Args:
            key: as Textual names it; empty where nothing was left.
            at: when home opened again, in real seconds.
        """
        self._repetition = Repetition(key, at)

    def is_still_held(self, key: str, at: float) -> None:
        """It came before there was anything to see: nothing is done by it, but what is held begins anew."""
        if key == self._repetition.key:
            self._repetition.again(key, at)

    def keeps_back(self, event: Key, at: float) -> bool:
        """True for a key that must not act.

        Args:
            event: the key.
            at: real seconds, monotonic.
        """
        skips = self._skipping.lets_through(event.key, self._app.screen)
        repeats = self._repetition.again(event.key, at) and not skips
        in_field = isinstance(self._app.focused, Input)
        if event.key in MAY_REPEAT or (in_field and event.is_printable):
            return False
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
