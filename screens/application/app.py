"""What every application of ours is: keys one at a time, a tick a second, answers over the footer, one end.

It breaks without telling anybody's name, at any size, whatever is sent to it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import App, ReturnType
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from screens.application.keyguard import Capitals, KeyGuard
from screens.dialogs.base import Dialog
from screens.kit import rubbish
from screens.kit.desk import Clock
from screens.kit.grounds import let_boxes_go
from screens.kit.hands import NO_HAND, PASTED, meant, whole_characters
from screens.kit.hub import Hub
from screens.kit.keyline import KeyLine
from screens.kit.notices import Notices, Tone
from screens.kit.settings import Settings
from screens.kit.sizes import AtSize, drawn, is_too_small, sentence_in
from screens.kit.themes import PALETTES, first_theme, heed_no_color, textual_theme
from supervisor.decision import UnrecordedError
from supervisor.hub_standing import HubWords, hub_words
from supervisor.wording import typographic

T = TypeVar("T")

FOREIGN = "ce terminal n'envoie pas d'UTF-8 : ses lettres sont lues comme du Latin-1 ; réglez-le sur UTF-8"
"""Said once to who sits at a terminal of another encoding."""
BROKEN = 1
"""Exit status of a program that nobody left."""
_LEAVES = frozenset({"q", "ctrl+q"})
"""Keys that leave a window in which nothing can be seen."""


class Answered(Message):
    """What was asked for in a thread is there."""

    def __init__(self, take: Callable[[], object], doing: str) -> None:
        super().__init__()
        self.take = take
        self.doing = doing


class VigieApp(App[ReturnType], Generic[ReturnType]):
    """An application at a real terminal.

    Textual would print its traceback, in English, with the values of all variables: candidates among them.
    """

    CSS_PATH = "../vigie.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "draw_again", "redessiner", show=False)]
    pictured_at: float | None = None
    """When its first picture was drawn, in real seconds: what was typed before was meant for something else."""
    is_drawn: bool = False
    """There is something to be seen."""
    hub: Hub | None = None
    """Whoever sends what is recorded here; None: nobody does."""
    _small_at: Size | None = None
    """The size at which the sentence for too small windows was written; None: it is not there."""

    def __init__(self, clock: Clock, settings: Settings | None, *, capitals: Capitals) -> None:
        """An application.

        Args:
            clock: the time, and real time.
            settings: tastes of whoever sits here.
            capitals: whether capitals are keys here.
        """
        super().__init__()
        self.clock = clock
        self.settings = settings or Settings()
        self.notices = Notices()
        self._guard = KeyGuard(self, capitals)
        self._keys = KeyLine(self, self._handle_key)
        self._last_key_at = clock.monotonic()
        self._is_taken_down = False
        self._asked = 0
        """How much was asked for in threads that is not there yet."""
        for palette in PALETTES.values():
            self.register_theme(textual_theme(palette))
        self.theme = first_theme(self.settings.theme, self.console.color_system, no_color=self.no_color).name
        heed_no_color(self)
        let_boxes_go()
        self.animation_level = "none"

    @abstractmethod
    def draw(self) -> None:
        """Show the present state."""

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Style a part of the screen, and what is in it, once more.

        Nothing of ours ever moves by itself. Textual would compare all styles, as they are and as they will be, for
        what is to move, which takes twice as long as styling; and finds a difference where there is none.

        Args:
            node: the part.
            animate: as Textual has it.
        """
        super().update_styles(node, animate=False)

    # Its clock -----------------------------------------------------------------------------------

    @abstractmethod
    def tick(self) -> None:
        """What a second brings."""

    def until_the_tick(self) -> float:
        """Real seconds: it ticks when the clock's second changes, however long the last tick took."""
        return 1 - self.clock.now().microsecond / 1e6

    def tick_each_second(self) -> None:
        """Begin to tick."""
        self.set_timer(max(0.02, self.until_the_tick() + 0.005), self._on_the_second)

    def _on_the_second(self) -> None:
        self.tick()
        self.tick_each_second()

    # Its answers ---------------------------------------------------------------------------------

    def say(self, text: str, tone: Tone, *, stays: bool = False) -> None:
        """Answer, over the footer."""
        self.notices.say(typographic(text), tone, self.clock.monotonic(), stays=stays)
        self.draw()

    def tell_outcome(self, text: str, tone: Tone = "done") -> None:
        """Say what came of work that took its time: it stays until somebody is at the keys again."""
        self.notices.tell_outcome(typographic(text), tone, self.clock.monotonic())
        self.draw()

    def take_back(self, text: str) -> None:
        """Take away a sentence that stayed for as long as what it told of went on."""
        self.notices.take_back(typographic(text))

    def refuse(self, text: str) -> None:
        """Say why not."""
        self.say(text, "refused")

    def action_tell_how_to_quit(self) -> None:
        """Ctrl+C does not quit: it is hit too easily."""
        self.say("Ctrl+C ne quitte pas : q pour quitter", "told")

    def hub_words_at(self, now: datetime) -> HubWords | None:
        """What the heading says of the hub, in local time."""
        return hub_words(self.hub.standing, now, self.hub.here) if self.hub is not None else None

    # What takes its time -------------------------------------------------------------------------

    def in_a_thread(self, work: Callable[[], T], then: Callable[[T], None], doing: str = "") -> None:
        """Do something that may block, in a thread; hand over what it answers, or say why it could not.

        Args:
            work: what may block.
            then: takes what it answers.
            doing: said for as long as it goes on, whatever becomes of it; empty: nothing is.
        """
        self._asked += 1
        if doing:
            self.say(doing, "told", stays=True)

        def run() -> None:
            try:
                result = work()
            except UnrecordedError as error:
                sentence = str(error)
                self.post_message(Answered(lambda: self.not_done(sentence), doing))
            else:
                self.post_message(Answered(lambda: then(result), doing))

        self.run_worker(run, thread=True)

    def on_answered(self, message: Answered) -> None:
        """What was asked for in a thread is there."""
        self._asked -= 1
        self.take_back(message.doing)
        message.take()
        self.draw()

    def not_done(self, sentence: str) -> None:
        """What was asked for in a thread could not be done."""
        self.say(sentence, "failed", stays=True)

    # Its end -------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End with a fault."""
        self._handle_exception(RuntimeError("panic"))

    def run_until_left(self) -> int:
        """Run until somebody leaves.

        Returns:
            0 when it was left; what the signal that ended it has for a status; `BROKEN` where nobody left it.

        Raises:
            Exception: the fault that ended the program, if one did.
        """
        # Over SSH the motions of a mouse are traffic.
        rubbish.hold_back()
        try:
            result = self.run(mouse=self.settings.mouse)
        finally:
            rubbish.collect()
        self.raise_fault()
        return (result if isinstance(result, int) else 0) or self.exit_status

    def _handle_exception(self, error: Exception) -> None:
        # Whoever leaves takes all down: a key or a message that is on its way then finds nothing, and that is no fault.
        if not ((self._exit or self._is_taken_down) and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    async def _shutdown(self) -> None:
        # Also where nobody left: what is taken down is no more to be drawn than by whoever does.
        self._is_taken_down = True
        await super()._shutdown()

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

    def _forget_sent(self) -> None:
        """The terminal may show anything: what is drawn from now on is sent whole."""
        forget = getattr(self._driver, "forget_sent", None)
        if forget is not None:
            forget()

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the whole screen again, whatever is on it."""
        self._forget_sent()
        self._small_at = None
        return super().refresh(repaint=repaint, layout=layout, recompose=recompose)

    def action_draw_again(self) -> None:
        """Ctrl+L: something else has written on the terminal."""
        self.refresh()

    def on_came_back(self) -> None:
        """Somebody else had the terminal: Textual would draw what changes from now on, on an empty screen."""
        self.refresh()

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
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.pictured_at is None:
                self._guard.is_still_held(event.key, self.real_s)
            await self.take_key(event)
        else:
            await self._pass_on(event)

    async def _handle_key(self, event: events.Key) -> None:
        """One key, once those before it have done what they do."""
        self._last_key_at = self.clock.monotonic()
        if not self._guard.keeps_back(event, self._last_key_at) and not self.keeps_back(event):
            # Escape takes away what is shown, and does nothing else then: a view asks for it itself.
            if event.key != "escape" and self.notices.key_pressed(self._last_key_at):
                self.draw()
            await self._pass_on(event)

    def keeps_back(self, event: events.Key) -> bool:
        """True for a key that must not act now, whatever it is bound to."""
        return False

    async def _pass_on(self, event: events.Event) -> None:
        if isinstance(event, events.Resize):
            # What a terminal makes of its picture at another size is its own affair.
            self._forget_sent()
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
        if isinstance(event, events.Paste) and not event.is_forwarded:
            if not isinstance(self.focused, Input):
                self._refuse_typed(PASTED)
                return
            event = events.Paste(whole_characters(event.text))
        await super().on_event(event)

    # Its keys ------------------------------------------------------------------------------------

    @property
    def idle_s(self) -> float:
        """Real seconds since the last key."""
        return self.clock.monotonic() - self._last_key_at

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
            self.refuse(sentence)

    def once_pictured(self) -> None:
        """What can wait until somebody has the first picture before their eyes."""

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        is_first = self.is_drawn and self.pictured_at is None
        if is_first:
            self.pictured_at = self.real_s
            rubbish.collect()
            self.call_later(self.once_pictured)
        driver = self._driver
        if driver is None or isinstance(driver, HeadlessDriver) or not self.is_too_small:
            self._small_at = None
            if is_first and not self.is_headless:
                # The frames that were kept back are in it too: nobody needs to see them empty.
                renderable = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
            if self.is_drawn or self.is_headless:
                super()._display(screen, renderable)
        elif self._running and not self._closed and self._small_at != self.size:
            self._small_at = self.size
            driver.write(sentence_in(self.size))
            driver.flush()
