"""The mask over the names: a way the board is in, not a screen over it. The board stays a board.

What lies open keeps what was typed in it, unseen; nothing acts but the views and moving in them.
"""

from __future__ import annotations

from typing import Any, Protocol

from textual.binding import ActiveBinding
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.reading import HelpDialog
from screens.handlers.host import LookingHost
from screens.kit.command import keys_for
from supervisor.masking import masked
from supervisor.session import Session

MASKED, UNSEEN = "-masked", "-unseen"
"""Classes of screens, for the style sheet."""
TOLD = "noms masqués, rien ne se note : {key} les montre"


class Maskable(LookingHost, Protocol):
    """The application whose names are masked."""

    @property
    def screen(self) -> Screen[object]:
        """What is in front."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """All that lies over each other, the front last."""

    def call_after_refresh(self, callback: Any) -> bool:
        """Do this once the screen is drawn."""


class Masking:
    """Whether the names are masked, and what that makes of the session, of screens and of keys."""

    def __init__(self, app: Maskable) -> None:
        self._app = app
        self.is_on = False
        self._masked: list[tuple[Session, Session]] = []
        """The last sessions looked at, each with its masked one: the present, and in a review the past."""
        self._focused: dict[int, Widget] = {}
        """Where one was typing, by screen: what is not seen loses the cursor."""

    def begin(self) -> None:
        """Hide the names from now on."""
        if self.is_on:
            return
        self.is_on = True
        for screen in self._app.screen_stack:
            if screen.focused is not None:
                self._focused[id(screen)] = screen.focused
        self._app.draw()

    def turn(self) -> None:
        """Hide the names, or show them again."""
        if not self.is_on:
            self.begin()
            return
        self.is_on = False
        self._masked.clear()
        self._app.draw()
        self._app.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        """The cursor where it was; what came up behind the mask gets it as it would have."""
        for screen in self._app.screen_stack:
            widget = self._focused.pop(id(screen), None)
            if widget is not None and widget.is_attached:
                screen.set_focus(widget, scroll_visible=False)
            elif isinstance(screen, ModalScreen) and screen.focused is None and screen.query(Input):
                screen.set_focus(screen.query(Input).first())
        self._focused.clear()
        self._app.draw()

    def hide(self) -> None:
        """Have every screen hide what it may not show, or show it again."""
        for screen in self._app.screen_stack:
            self.mark(screen)

    def mark(self, screen: Screen[Any]) -> None:
        """Have one screen know whether names are masked: a view then shows seats, a box nothing at all."""
        screen.set_class(self.is_on, MASKED)
        screen.set_class(self.is_on and isinstance(screen, ModalScreen) and not isinstance(screen, HelpDialog), UNSEEN)

    def shown(self, session: Session) -> Session:
        """The session as it may be looked at."""
        if not self.is_on:
            return session
        known = next((shown for of, shown in self._masked if of is session), None)
        if known is None:
            known = masked(session)
            self._masked = [*self._masked[-1:], (session, known)]
        return known

    def keeps_back(self, event: Key) -> bool:
        """True for a key that must not act while the names are masked."""
        if not self.is_on or event.key in keys_for(self._app.commands["mask"], self._app.settings):
            return False
        screen = self._app.screen
        if isinstance(screen, HelpDialog):
            return False
        if isinstance(screen, ModalScreen):
            return True
        if isinstance(screen.focused, Input) and screen.focused.check_consume_key(event.key, event.character):
            return True
        bound = screen.active_bindings.get(event.key)
        command = self._app.commands.get(_command_of(bound)) if bound is not None else None
        return command is None or not command.while_masked


def _command_of(bound: ActiveBinding) -> str:
    """The command that a binding presses: « press('down') »."""
    name, _, rest = bound.binding.action.partition("('")
    return rest.removesuffix("')") if name == "press" else ""
