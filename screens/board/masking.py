"""The mask over the names: a way the board is in, not a screen over it. The board stays a board.

What lies open keeps what was typed in it, unseen; nothing acts but the views and moving in them.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from textual import events
from textual.binding import ActiveBinding
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input

from screens.application.discreet import DiscreetApp
from screens.commands.table import BY_ID, WHILE_MASKED, keys_for
from screens.dialogs.reading import HelpDialog
from screens.dialogs.room import RoomScreen
from screens.kit.desk import Clock
from screens.kit.notices import Notice, Notices
from screens.kit.settings import Settings
from screens.live.writer import Job
from supervisor.masking import masked
from supervisor.session import Session
from supervisor.wording import plural, typographic

MASKED, UNSEEN = "-masked", "-unseen"
"""Classes of screens, for the style sheet."""
TOLD = "noms masqués, rien ne se note : {key} les montre"


class Masking:
    """Whether the names are masked, and what that makes of the session, of screens and of keys."""

    def __init__(self, app: MaskableApp) -> None:
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
        if not self.is_on or event.key in keys_for(BY_ID["mask"], self._app.settings):
            return False
        screen = self._app.screen
        if isinstance(screen, HelpDialog):
            return False
        if isinstance(screen, ModalScreen):
            return True
        if isinstance(screen.focused, Input) and screen.focused.check_consume_key(event.key, event.character):
            return True
        bound = screen.active_bindings.get(event.key)
        return bound is None or _command_of(bound) not in self._app.WHILE_MASKED


def _command_of(bound: ActiveBinding) -> str:
    """The command that a binding presses: « press('down') »."""
    name, _, rest = bound.binding.action.partition("('")
    return rest.removesuffix("')") if name == "press" else ""


class MaskableApp(DiscreetApp[int]):
    """An application whose names can be masked."""

    WHILE_MASKED: ClassVar[frozenset[str]] = WHILE_MASKED
    """The commands that act while the names are masked."""
    session: Session
    settings: Settings
    notices: Notices
    failed: list[Job]
    clock: Clock

    def __init__(self) -> None:
        super().__init__()
        self.masking = Masking(self)

    @abstractmethod
    def draw(self) -> None:
        """Show the present state."""

    @abstractmethod
    def key_shown(self, command_id: str) -> str:
        """The first key of a command as it is set here."""

    @property
    def masked(self) -> bool:
        """The names are hidden, and nothing is noted."""
        return self.masking.is_on

    @property
    def shown_session(self) -> Session:
        """The session as it may be looked at now: without any name while they are masked."""
        return self.masking.shown(self.session)

    @property
    def has_something_hidden(self) -> bool:
        """A dialog is open behind the mask."""
        return self.masked and isinstance(self.screen, ModalScreen) and not isinstance(self.screen, HelpDialog)

    def notice_shown(self, at: float) -> Notice | None:
        """What the footer answers now; what was not recorded is said behind the mask too, without whose it was."""
        notice = self.notices.current(at, masked=self.masked)
        if notice is None and self.masked and self.failed:
            lost = plural(len(self.failed), "action n'est pas enregistrée", "actions ne sont pas enregistrées")
            keys = f"{self.key_shown('mask')} puis {self.key_shown('retry')}"
            return Notice(typographic(f"PAS ENREGISTRÉ : {lost}. {keys}"), "failed", at + 1, at, is_nameless=True)
        return notice

    def action_mask_or_show(self) -> None:
        """Hide the names at once, those of dialogs too; or show them again, and the dialog as it was left."""
        if not isinstance(self.screen, RoomScreen):
            self.masking.turn()

    def refuse_masked(self) -> None:
        """Say that nothing acts now, and what brings the names back."""
        told = typographic(TOLD.format(key=self.key_shown("mask")))
        self.notices.say(told, "refused", self.clock.monotonic(), nameless=True)
        self.draw()

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a screen; behind the mask from its first picture on, should it come up then."""
        if isinstance(screen, Screen):
            self.masking.mark(screen)
        return super().push_screen(screen, *args, **options)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Paste) and self.masked:
            self.refuse_masked()
        else:
            await super().on_event(event)
