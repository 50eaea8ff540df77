"""An application at a real terminal: it breaks without telling anybody's name, at any size, whatever is sent to it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Generic

from rich.console import RenderableType
from textual import events
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.kit.desk import Clock
from screens.kit.hands import NO_HAND, PASTED, meant
from screens.kit.keyline import KeyLine
from screens.kit.notices import Tone
from screens.kit.settings import Settings
from screens.kit.sizes import AtSize, drawn, is_too_small, sentence_in

FOREIGN = "ce terminal n'envoie pas d'UTF-8 : ses lettres sont lues comme du Latin-1 ; réglez-le sur UTF-8"
"""Said once to who sits at a terminal of another encoding."""
BROKEN = 1
"""Exit status of a program that nobody left."""
_LEAVES = frozenset({"q", "ctrl+q"})
"""Keys that leave a window in which nothing can be seen."""


class DiscreetApp(App[ReturnType], Generic[ReturnType]):
    """Textual would print its traceback, in English, with the values of all variables: candidates among them."""

    clock: Clock
    settings: Settings
    _keys: KeyLine
    pictured_at: float | None = None
    """When its first picture was drawn, in real seconds: what was typed before was meant for something else."""
    is_drawn: bool = False
    """There is something to be seen."""
    _small_at: Size | None = None
    """The size at which the sentence for too small windows was written; None: it is not there."""

    @abstractmethod
    def say(self, text: str, tone: Tone, *, stays: bool = False) -> None:
        """Answer, over the footer."""

    # Its end -------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End with a fault."""
        self._handle_exception(RuntimeError("panic"))

    def raise_fault(self) -> None:
        """Hand what broke the program to whoever ran it.

        Raises:
            Exception: the one that ended the program, if one did.
        """
        if self._exception is not None:
            raise self._exception

    @property
    def exit_status(self) -> int:
        """0 where somebody left it, by a key or a signal; a program that ended otherwise never says so."""
        return (self.return_code or 0) if self._exit else BROKEN

    # Its terminal --------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Our own edge to the terminal, where there is one."""
        try:
            from screens.kit.driver import Terminal
        except ImportError:
            # Windows has no termios.
            return super().get_driver_class()
        return Terminal

    def on_foreign_letters(self) -> None:
        """The terminal sends letters that are no UTF-8."""
        self.say(FOREIGN, "refused", stays=True)

    def get_default_screen(self) -> Screen[Any]:
        return AtSize(id="_default")

    @property
    def size(self) -> Size:
        """The size that is drawn at.

        Before the driver tells it, Textual asks Rich, which has an answer of its own where the terminal has none. The
        two answers would take turns, without end.
        """
        ask = getattr(self._driver, "_get_terminal_size", None)
        return drawn(Size(*ask()) if self._size is None and ask is not None else super().size)

    @property
    def is_too_small(self) -> bool:
        """Nothing but a sentence has room."""
        return is_too_small(self.size)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Resize):
            size = drawn(event.size)
            event = events.Resize(size, size, pixel_size=event.pixel_size)
        elif self.is_too_small and not event.is_forwarded:
            # Nobody sees what a key or a click would do.
            if isinstance(event, events.Key):
                if event.key not in _LEAVES:
                    return
                event = events.Key("ctrl+q", None)
            elif isinstance(event, (events.Paste, events.MouseEvent)):
                return
        if isinstance(event, events.Paste) and not event.is_forwarded and not isinstance(self.focused, Input):
            self._refuse_typed(PASTED)
            return
        await super().on_event(event)

    # Its keys ------------------------------------------------------------------------------------

    @property
    def real_s(self) -> float:
        """Real seconds, as keys are told apart by them."""
        return self.clock.monotonic()

    async def take_key(self, event: events.Key) -> None:
        """A key that came from the terminal, or was pressed by a click on its name."""
        for key in meant(event, is_bound=any(event.key in own for own in self.settings.keys.values())):
            await self._keys.take(key)

    def refuse_burst(self) -> None:
        """What came was no hand: it is said where one looks."""
        self._refuse_typed(NO_HAND)

    def _refuse_typed(self, sentence: str) -> None:
        if isinstance(self.screen, Dialog):
            self.screen.complain(sentence)
        else:
            self.say(sentence, "refused")

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self.is_drawn and self.pictured_at is None:
            self.pictured_at = self.real_s
        driver = self._driver
        if driver is None or isinstance(driver, HeadlessDriver) or not self.is_too_small:
            self._small_at = None
            super()._display(screen, renderable)
        elif self._running and not self._closed and self._small_at != self.size:
            self._small_at = self.size
            driver.write(sentence_in(self.size))
            driver.flush()
