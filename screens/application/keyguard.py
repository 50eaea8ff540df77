"""Keeps back the keys that must not act: repetitions, and a second capital in a row (RULES.md section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.kit.guards import REPETITION_S, Repetition, Skipping, digit_of, is_capital

if TYPE_CHECKING:
    from screens.live.app import VigieApp

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
        self._skipping = Skipping()
        self._previous = ""
        self._letter_in: Screen[object] | None = None
        """Where the last key was pressed, if it was a letter."""
        self._since = 0.0

    def arrive(self, key: str, at: float) -> None:
        """The board was opened by this key, at this real instant: hit twice, it is no step of a candidate."""
        self._repetition.again(key, at)

    def keeps_back(self, event: Key, at: float) -> bool:
        """True for a key that must not act, at this real instant."""
        app = self._app
        if event.key == "enter" and self._answered_by_a_letter(at):
            # « v » has answered, and the Enter that was to confirm it would be a step of the chosen candidate.
            self._since = at
            return True
        self._letter_in, self._since = app.screen if event.is_printable else None, at
        skips = self._skipping.lets_through(event.key, app.screen)
        repeats = self._repetition.again(event.key, at) and not skips
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

    def _answered_by_a_letter(self, at: float) -> bool:
        """The last key was a letter that closed a dialog just now, and no other one followed it."""
        screen = self._letter_in
        return (
            isinstance(screen, Dialog) and not isinstance(self._app.screen, Dialog) and at - self._since < REPETITION_S
        )

    def _warn_of_capitals(self) -> None:
        sentence = "Verr. Maj. est-il actif ?"
        if isinstance(self._app.screen, Dialog):
            self._app.screen.warn(sentence)
        else:
            self._app.refuse(sentence)
