"""The application of a review: the board of one session, live or as it was; no key of it records anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from screens.board.app import BoardApp
from screens.board.following import Follower
from screens.board.session_view import SessionView
from screens.closing.view import ClosingScreen
from screens.kit.command import Command
from screens.kit.desk import Clock, Desk, News
from screens.kit.papers import Ticks
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.review.board import ReviewBoard
from screens.review.chart import ChartScreen
from screens.review.clock import LookingClock
from screens.review.commands import ALL, JOURNAL
from screens.review.entries import EntriesScreen
from screens.review.forks import ONE_WAY, Forks
from screens.review.replay import Replay
from screens.review.settle import ask_which
from supervisor.session import numbers_of

PLAY_S = 0.25
"""Real seconds between two pictures while it plays by itself."""


class ReviewApp(BoardApp):
    """One session, looked at."""

    CSS = """
    #timebar { display: none; height: 2; background: $panel; }
    .-replay #timebar { display: block; }
    ChartScreen, EntriesScreen { overflow: hidden; }
    #chart, #entries { height: 1fr; }
    """
    commands: ClassVar[Mapping[str, Command[Any]]] = {command.id: command for command in (*ALL, *JOURNAL)}
    beside: ClassVar[Mapping[str, Callable[[Any], SessionView]]] = {
        "closing": ClosingScreen, "chart": ChartScreen, "journal": EntriesScreen,
    }  # fmt: skip
    board: ReviewBoard

    def __init__(
        self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None,
        ticks: Ticks | None = None, warning: str = "", texts: Texts | None = None, news: News | None = None,
        named: str = "", forks: Forks | None = None,
    ) -> None:  # fmt: skip
        """The board of a session.

        Args:
            desk: the session.
            clock: the present.
            author: who looks.
            host: the machine.
            settings: tastes of whoever looks.
            ticks: the boxes « fait » of the finalisation sheet; None: they are not kept here.
            warning: said when the board opens, until it is seen.
            texts: what is looked at in the room, and said in it.
            news: tells at once that something was recorded elsewhere.
            named: what stands behind « LECTURE » in the heading: that names are withheld.
            forks: its branches, where it comes from a hub: which one it is stands in the heading too.
        """
        self._news = news
        self._named, self.forks = named, forks
        self.looking = LookingClock(clock)
        self.replay: Replay | None = None
        """The past instant that is looked at; None: the present."""
        super().__init__(
            desk, self.looking, author=author, host=host, settings=settings, ticks=ticks, warning=warning, texts=texts,
        )  # fmt: skip

    def make_follower(self) -> Follower:
        return Follower(self.desk, self.post_message, self._news)

    def make_board(self) -> ReviewBoard:
        return ReviewBoard(self)

    def open(self) -> None:
        super().open()
        self.set_interval(PLAY_S, self.play_on)

    # Branches ------------------------------------------------------------------------------------

    def named(self, *, in_full: bool) -> str:
        """What stands behind « LECTURE » in the heading: that names are withheld, which branch it is now."""
        branch = ""
        if self.forks is not None:
            branch = self.forks.named if in_full else self.forks.short
        return " · ".join(part for part in (self._named, branch) if part)

    def choose_branch(self) -> None:
        """Of a session that was continued on several machines: what each branch holds, and which one goes on."""
        if self.forks is None or not self.forks.is_fork:
            self.refuse(ONE_WAY)
        else:
            ask_which(self, self.forks, self.draw)

    def trouble_told(self, reason: str) -> str:
        if self.forks is None or reason != self.forks.to_choose:
            return reason
        return f"{reason}. {self.key_shown('settle')} : comparer les branches"

    def back_told(self) -> str:
        settled = self.forks.settled if self.forks is not None else ""
        return settled or super().back_told()

    # Then and now --------------------------------------------------------------------------------

    @property
    def real_now(self) -> datetime:
        """The present, whatever is looked at."""
        return self.looking.real.now()

    def take_news(self) -> None:
        """The surveillant recorded something: it is shown, unless the past is looked at."""
        if self.replay is None:
            super().take_news()
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
            self.looking.held = self.replay.now
            self.session = self.replay.session
            self.draw()

    def play_on(self) -> None:
        """What real time brings while it plays."""
        if self.replay is not None and self.replay.is_playing:
            self.replay.take(self.desk.session, self.real_now)
            self.replay.go_on(self.looking.monotonic())
            self.show_replayed()
