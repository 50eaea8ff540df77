"""Keeps back the keys that must not act: repetitions, capitals, the Enter behind a letter (RULES.md section 8)."""

from __future__ import annotations

from typing import Literal, Protocol

from textual.events import Key
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.kit.guards import REPETITION_S, Repetition, Skipping, digit_of, is_capital
from screens.kit.settings import Settings

MAY_REPEAT = frozenset({
    "up", "down", "left", "right", "j", "k", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace",
    "delete", "escape", "shift+left", "shift+right",
})  # fmt: skip
"""Keys that only move or take back: held, they go on."""
Capitals = Literal["act", "never act"]
"""Where capitals are keys, only a second one in a row is kept back."""
CAPS_LOCK = "Verr. Maj. est-il actif ?"
NO_CAPITALS = "Verr. Maj. est-il actif ? Ici, toutes les touches sont des minuscules."


class Guarded(Protocol):
    """The application whose keys these are."""

    settings: Settings

    @property
    def focused(self) -> Widget | None:
        """Where one types."""

    @property
    def screen(self) -> Screen[object]:
        """What is in front."""

    def refuse(self, text: str) -> None:
        """Say why not."""


class KeyGuard:
    """Remembers the last key."""

    def __init__(self, app: Guarded, capitals: Capitals) -> None:
        self._app = app
        self._capitals = capitals
        self._repetition = Repetition()
        self._skipping = Skipping()
        self._previous = ""
        self._letter_in: Screen[object] | None = None
        """Where the last key was pressed, if it was a letter."""
        self._since = 0.0

    def arrive(self, key: str, at: float) -> None:
        """What is in front now was opened by this key: hit twice, it is no second command; any other key is meant.

        Args:
            key: as Textual names it; empty where it was opened by none.
            at: when it opened, in real seconds.
        """
        self._repetition = Repetition(key, at) if key else Repetition()

    def is_still_held(self, key: str, at: float) -> None:
        """It came before there was anything to see: nothing is done by it, but what is held begins anew."""
        if key == self._repetition.key:
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
        is_too_many = is_capital(event.key) and (is_capital(previous) or self._capitals == "never act")
        if isinstance(app.focused, Input) and (event.is_printable or event.key in MAY_REPEAT):
            if is_too_many and self._capitals == "act" and not app.focused.value:
                self._warn_of_capitals()
            return False
        if repeats and event.key not in MAY_REPEAT and not digit_of(event.character, app.settings.keyboard):
            return True
        if is_too_many:
            self._warn_of_capitals()
        return is_too_many

    def _answered_by_a_letter(self, at: float) -> bool:
        """The last key was a letter that closed a dialog just now, and no other one followed it."""
        screen = self._letter_in
        return (
            isinstance(screen, Dialog) and not isinstance(self._app.screen, Dialog) and at - self._since < REPETITION_S
        )

    def _warn_of_capitals(self) -> None:
        sentence = CAPS_LOCK if self._capitals == "act" else NO_CAPITALS
        if isinstance(self._app.screen, Dialog):
            self._app.screen.warn(sentence)
        else:
            self._app.refuse(sentence)
