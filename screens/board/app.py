"""The application of a board: one session, looked at. What records, and what looks back, stand on it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from screens.application.app import VigieApp
from screens.board.following import Followed, FollowedAgain, Follower, NotFollowed
from screens.board.masking import TOLD, Masking
from screens.board.palette import CommandSearch, offered_in
from screens.board.session_view import SessionView, view_in_front
from screens.board.view import BoardScreen
from screens.dialogs.box import Dialog
from screens.dialogs.reading import HelpDialog, HelpPage
from screens.dialogs.room import RoomScreen
from screens.handlers.table import BY_ID
from screens.kit.command import Command, key_shown
from screens.kit.desk import Clock, Desk
from screens.kit.notices import Notice, Tone
from screens.kit.papers import Ticks
from screens.kit.settings import Settings
from screens.kit.signals import LEFT_BY_SIGNAL, leave_on_signals
from screens.kit.texts import Texts
from screens.kit.themes import palettes_for
from screens.picture.picture import Picture
from screens.picture.thresholds import as_set_here
from supervisor.hub_standing import HubWords
from supervisor.session import Session
from supervisor.wording import typographic

STOP_WITHIN_S = 3.0
"""How long the end waits for a thread."""


class BoardApp(VigieApp[int]):
    """The board of one session, looked at."""

    TITLE = "Vigie"
    COMMANDS = set()
    read_only: ClassVar[bool] = True
    """Whoever sits here looks on and records nothing."""
    commands: ClassVar[Mapping[str, Command[Any]]]
    """All that can be asked for here, by name, in the order of the help."""
    beside: ClassVar[Mapping[str, Callable[[Any], SessionView]]]
    """The views beside the board, by name."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "ask_quit", "quitter", show=False, priority=True),
        Binding("ctrl+c", "tell_how_to_quit", "quitter", show=False, priority=True),
        Binding(",".join(BY_ID["mask"].keys), "mask_or_show", "masquer", show=False, priority=True, id="mask"),
    ]
    board: BoardScreen

    def __init__(
        self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None,
        ticks: Ticks | None = None, warning: str = "", texts: Texts | None = None, opened_by: str = "",
    ) -> None:  # fmt: skip
        """The board of a session.

        Args:
            desk: the session.
            clock: its time, and real time.
            author: who sits here.
            host: the machine, for the journal.
            settings: their tastes.
            ticks: the boxes « fait » of the finalisation sheet; None: they are not kept here.
            warning: said when the board opens, until it is seen.
            texts: what is looked at in the room, and said in it.
            opened_by: the key that opened it from home: hit twice, it is no step of a candidate.
        """
        super().__init__(clock, settings, capitals="act")
        self.texts = texts or Texts()
        self.desk = desk
        self.author = author
        self.host = host
        self.ticks = ticks
        self.thrifty = self.settings.display == "thrifty"
        """Minutes until the last ten, no bars: for a slow line."""
        self.warning = warning
        self._opened_by = opened_by
        self.session = desk.session
        self.masking = Masking(self)
        self._puts_off = 0
        """How many wait for each other before it is drawn."""
        self.set_keymap({name: ",".join(keys) for name, keys in self.settings.keys.items()})
        self.follower = self.make_follower()
        self.board = self.make_board()

    def make_follower(self) -> Follower:
        """The thread that takes in what is recorded."""
        return Follower(self.desk, self.post_message)

    @abstractmethod
    def make_board(self) -> BoardScreen:
        """Its first screen."""

    # Coming and going ----------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        return self.board

    def on_mount(self) -> None:
        self.follower.start()
        self._guard.arrive(self._opened_by, self.clock.monotonic())
        leave_on_signals(self, LEFT_BY_SIGNAL, self.end_threads)
        self.open()
        self.tick()
        self.tick_each_second()

    def open(self) -> None:
        """What there is to see and to hear at first."""
        if self.warning:
            self.say(self.warning, "refused", stays=True)

    def on_unmount(self) -> None:
        self.end_threads()

    def end_threads(self) -> None:
        """Wait for what is under way, so many seconds at most."""
        self.follower.stop(STOP_WITHIN_S)

    def action_ask_quit(self) -> None:
        """Leave: whoever looks on leaves nothing undone."""
        self.exit(0)

    # One tick ------------------------------------------------------------------------------------

    def tick(self) -> None:
        """What a second brings: the mask, a new picture."""
        if self.screen_stack:
            with self.drawn_once():
                self.pass_a_second()

    def pass_a_second(self) -> None:
        """What happens by itself."""
        idle = self.settings.mask_after * 60
        if idle and self.idle_s >= idle and not self.session.rehearsal and not isinstance(self.screen, RoomScreen):
            self.masking.begin()

    @contextmanager
    def drawn_once(self) -> Iterator[None]:
        """However often it is asked for meanwhile, all is drawn once, at the end."""
        self._puts_off += 1
        try:
            yield
        finally:
            self._puts_off -= 1
        self.draw()

    @property
    def puts_off_drawing(self) -> bool:
        """It is done later, once for all that ask for it now."""
        return bool(self._puts_off)

    def draw(self) -> None:
        """Show the present state; nothing where something is recorded while the program ends."""
        if self.puts_off_drawing:
            return
        self.masking.hide()
        if self.screen_stack:
            self.board.draw()
        for screen in self.screen_stack:
            if isinstance(screen, SessionView):
                screen.draw()
            elif isinstance(screen, RoomScreen):
                screen.show(self.board.picture())

    @property
    def session(self) -> Session:
        """The state that is shown, with the thresholds set here for the look of countdowns."""
        return self._session

    @session.setter
    def session(self, session: Session) -> None:
        self._session = as_set_here(session, self.settings)

    def on_followed(self, message: Followed) -> None:
        """Another terminal recorded something."""
        self.take_news()

    def take_news(self) -> None:
        """Show the session as it is now on disk."""
        self.session = self.desk.session
        self.draw()

    def on_not_followed(self, message: NotFollowed) -> None:
        """What others record cannot be read."""
        self.say(self.trouble_told(message.reason), "failed", stays=True)

    def trouble_told(self, reason: str) -> str:
        """What is said of it, and what may be done about it here."""
        return reason

    def back_told(self) -> str:
        """What is said once it holds no more."""
        return "de nouveau à jour"

    @property
    def hub_words(self) -> HubWords | None:
        """What the heading says of the hub."""
        return self.hub_words_at(self.session.local(self.clock.now()))

    def on_followed_again(self, message: FollowedAgain) -> None:
        """It can be read again: what was said of it holds no more."""
        self.say(self.back_told(), "told")

    def picture(self) -> Picture:
        """What the board shows now."""
        return self.board.picture()

    @property
    def is_idle(self) -> bool:
        """Nothing is on its way to the disk."""
        return True

    # Views ---------------------------------------------------------------------------------------

    def show_beside(self, view: str) -> None:
        """Open a view beside the board, by its name; one that lies underneath already comes back."""
        kind = self.beside[view]
        if not any(type(other) is kind for other in self.screen_stack):
            self.push_screen(kind(self))
        elif isinstance(self.screen, SessionView):
            self.screen.leave()

    def help_page(self) -> HelpPage:
        """What the help lists of the view in front."""
        return view_in_front(self).help_page()

    def key_shown(self, command_id: str) -> str:
        """The first key of a command as it is set here, as a person knows it."""
        return key_shown(self.commands[command_id], self.settings)

    def key_if_any(self, command_id: str) -> str:
        """The same; empty where nobody does that here, as what records in a review."""
        return self.key_shown(command_id) if command_id in self.commands else ""

    def change_display(self) -> None:
        """From the usual display to that for a slow line, and back."""
        self.thrifty = not self.thrifty
        thrifty = "économe : les minutes jusqu'aux dix dernières, sans barres"
        self.say(f"affichage {thrifty if self.thrifty else 'normal'}", "told")

    def next_theme(self) -> None:
        """The next of our colours."""
        palettes = palettes_for(self.console.color_system, no_color=self.no_color)
        names = [palette.name for palette in palettes]
        place = names.index(self.theme) + 1 if self.theme in names else 0
        self.theme = names[place % len(names)]
        self.say(f"couleurs : {palettes[place % len(names)].title}", "told")

    def action_command_palette(self) -> None:
        """The palette, in French."""
        if isinstance(self.screen, Dialog):
            if not isinstance(self.screen, CommandSearch):
                self.screen.complain("une boîte est ouverte : Échap la ferme, la palette vient ensuite")
            return
        view = view_in_front(self)

        def take(chosen: Command[Any] | None) -> None:
            if chosen is not None:
                view.run(chosen)

        self.push_screen(CommandSearch(offered_in(view, self.settings)), take)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: ours are in the table."""
        return ()

    @property
    def ticked(self) -> frozenset[str]:
        """Rows of the finalisation sheet that are done."""
        return self.ticks.ticked if self.ticks is not None else frozenset()

    def tick_row(self, key: str) -> str:
        """Tick a row of the finalisation sheet, or clear it; why it could not be kept, empty when it is."""
        return self.ticks.toggle(key) if self.ticks is not None else "les cases « fait » ne sont pas gardées ici"

    # The mask ------------------------------------------------------------------------------------

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
        """What the footer answers now."""
        return self.notices.current(at, masked=self.masked)

    def action_mask_or_show(self) -> None:
        """Hide the names at once, those of dialogs too; or show them again, and the dialog as it was left."""
        if not isinstance(self.screen, RoomScreen):
            self.masking.turn()

    def say(self, text: str, tone: Tone, *, stays: bool = False, nameless: bool = False) -> None:
        """Answer, over the footer; while the names are masked only what is `nameless` is seen."""
        self.notices.say(typographic(text), tone, self.clock.monotonic(), stays=stays, nameless=nameless)
        self.draw()

    def refuse_masked(self) -> None:
        """Say that nothing acts now, and what brings the names back."""
        self.say(TOLD.format(key=self.key_shown("mask")), "refused", nameless=True)

    def keeps_back(self, event: events.Key) -> bool:
        is_kept = self.masking.keeps_back(event)
        if is_kept:
            self.refuse_masked()
        return is_kept

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a screen; behind the mask from its first picture on, should it come up then."""
        if isinstance(screen, Screen):
            self.masking.mark(screen)
        return super().push_screen(screen, *args, **options)

    async def _pass_on(self, event: events.Event) -> None:
        if isinstance(event, events.Paste) and self.masked:
            self.refuse_masked()
        else:
            await super()._pass_on(event)
