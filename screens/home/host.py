"""What the commands of home need of the application: nothing else of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar

from textual.screen import Screen

from screens.home.choice import Choice
from screens.home.office import Office, SessionCard
from screens.home.rows import HomePicture
from screens.kit.desk import Clock
from screens.kit.ink import Line
from screens.kit.notices import Notices, Tone
from screens.kit.settings import Settings

T = TypeVar("T")


class Home(Protocol):
    """The sessions of a store, one of them chosen."""

    settings: Settings
    chosen: str
    awaited: str
    search: str
    listed_in: str
    """The folder in which the last list was: the next one is probably there too."""

    @property
    def clock(self) -> Clock:
        """The time, and real time."""

    @property
    def office(self) -> Office:
        """The sessions, and ways to make one."""

    @property
    def notices(self) -> Notices:
        """What is answered."""

    @property
    def nothing_to_open(self) -> str:
        """Said where there is no session."""

    @property
    def cards(self) -> tuple[SessionCard, ...] | None:
        """All sessions; None until they were read."""

    @property
    def card(self) -> SessionCard | None:
        """The chosen session."""

    @property
    def local_now(self) -> datetime:
        """The hour that home shows."""

    @property
    def page(self) -> int:
        """Rows of a page of the list."""

    @property
    def is_searching(self) -> bool:
        """The search is open."""

    def shown(self) -> HomePicture:
        """All that is shown now."""

    def choose(self, key: str) -> None:
        """This session is the chosen one, once the list shows it."""

    def read_again(self) -> None:
        """Look at the store again."""

    def open_search(self, text: str) -> None:
        """Let a search be typed."""

    def close_search(self) -> None:
        """What was searched for stays in the heading."""

    def help_lines(self) -> list[Line]:
        """What the help tells."""

    def leave_for(self, choice: Choice) -> None:
        """End home; the door goes on."""

    def leave(self) -> None:
        """End home, and Vigie."""

    def say(self, text: str, tone: Tone, *, stays: bool = False) -> None:
        """Answer, over the footer."""

    def tell_outcome(self, text: str, tone: Tone = "done") -> None:
        """Say what came of work that took its time: it stays until somebody is at the keys again."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> Any:
        """Open a box."""

    def in_a_thread(self, work: Callable[[], T], then: Callable[[T], None], doing: str = "") -> None:
        """Do something that may block, and say what while it goes on; hand over what it answers, or say why not."""
