"""The application of a review: the board of one session, live or as it was; no key of it records anything."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from screens.commands.table import READ_ONLY, Command, key_name, keys_for
from screens.kit.desk import Clock, Desk
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.live.app import VigieApp
from screens.live.papers import Ticks
from screens.live.writer import Followed
from screens.review.board import ReviewBoard
from screens.review.clock import LookingClock
from screens.review.commands import ALL, BY_ID
from screens.review.replay import Replay
from supervisor.action import Action, Context
from supervisor.session import numbers_of

PLAY_S = 0.25
"""Real seconds between two pictures while it plays by itself."""


class ReviewApp(VigieApp):
    """One session, looked at."""

    CSS_PATH = "../vigie.tcss"
    CSS = """
    #timebar { display: none; height: 2; background: $panel; }
    .-replay #timebar { display: block; }
    ChartScreen, EntriesScreen { overflow: hidden; }
    #chart, #entries { height: 1fr; }
    """
    read_only: ClassVar[bool] = True
    commands: ClassVar[tuple[Command, ...]] = ALL
    WHILE_MASKED: ClassVar[frozenset[str]] = VigieApp.WHILE_MASKED | frozenset(BY_ID)

    def __init__(
        self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None,
        ticks: Ticks | None = None, warning: str = "", texts: Texts | None = None,
    ) -> None:  # fmt: skip
        self.looking = LookingClock(clock)
        super().__init__(
            desk, self.looking, author=author, host=host, settings=settings, warning=warning, texts=texts,
        )  # fmt: skip
        self._ticks = ticks
        self.replay: Replay | None = None
        """The past instant that is looked at; None: the present."""
        self.board = ReviewBoard(self)

    def on_mount(self) -> None:
        self.set_interval(PLAY_S, self.play_on)

    def action_ask_quit(self) -> None:
        """Leave: whoever looks on leaves nothing undone."""
        self.exit(0)

    # Nothing is recorded -------------------------------------------------------------------------

    def record(
        self,
        action: Action,
        context: Context,
        numbers: tuple[int, ...],
        what: str,
        retry: bool = False,
        drafts: tuple[str, ...] = (),
    ) -> None:
        """Never: it says so."""
        self.refuse(READ_ONLY)

    def _look_at_clock(self, monotonic: float) -> str:
        """Nothing: it is the board in the room that notes a jump."""
        return ""

    def _ring(self) -> str:
        """Silent: who looks on is not in the room."""
        return ""

    def key_shown(self, command_id: str) -> str:
        """The first key of a command as it is set here, those of the review included."""
        if command_id not in BY_ID:
            return super().key_shown(command_id)
        keys = keys_for(BY_ID[command_id], self.settings)
        return key_name(keys[0]) if keys else ""

    @property
    def ticked(self) -> frozenset[str]:
        """Rows of the finalisation sheet that are done."""
        return self._ticks.ticked if self._ticks is not None else frozenset()

    def tick_row(self, key: str) -> str:
        """Tick a row of the finalisation sheet, or clear it; why it could not be kept, empty when it is."""
        return self._ticks.toggle(key) if self._ticks is not None else "les cases « fait » ne sont pas gardées ici"

    # Then and now --------------------------------------------------------------------------------

    @property
    def real_now(self) -> datetime:
        """The present, whatever is looked at."""
        return self.looking.real.now()

    def on_followed(self, message: Followed) -> None:
        """The surveillant recorded something."""
        message.prevent_default()
        if self.replay is None:
            self.session = self.desk.session
            self.draw()
        else:
            self.replay.take(self.desk.session, self.real_now)
            self.show_replayed()

    def look_back(self) -> Replay:
        """Look at the past from now on; where it is looked at already, it stays."""
        if self.replay is None:
            self.replay = Replay(self.desk.session, self.real_now)
            self.board.add_class("-replay")
            self.show_replayed()
        return self.replay

    def back_to_now(self) -> None:
        """The session live again."""
        self.replay = None
        self.looking.held = None
        self.session = self.desk.session
        self.board.remove_class("-replay")
        self.draw()

    def jump_to(self, count: int) -> None:
        """Look at the instant of the `count`-th event; the candidate it concerns is chosen."""
        replay = self.look_back()
        replay.pause()
        replay.go_to(count)
        self.show_replayed()
        numbers = numbers_of(self.session.entries[replay.count - 1], self.session)
        if numbers and numbers[0] in self.session.candidates:
            self.board.choose(numbers[0])

    def show_replayed(self) -> None:
        """Draw the session as it was at the instant of the replay."""
        if self.replay is not None:
            self.looking.held = self.replay.instant
            self.session = self.replay.session
            self.draw()

    def play_on(self) -> None:
        """What real time brings while it plays."""
        if self.replay is not None and self.replay.is_playing:
            self.replay.take(self.desk.session, self.real_now)
            self.replay.go_on(self.looking.monotonic())
            self.show_replayed()
