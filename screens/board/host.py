"""What the views of a session need of the application, and those beside the board of the board: nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from textual.screen import Screen

from screens.dialogs.reading import HelpPage
from screens.handlers.acting import Acting, Looking
from screens.handlers.host import Board, LookingHost, RecordingHost
from screens.kit.command import Command, Moment
from screens.kit.ink import Line
from screens.kit.notices import Notice, Notices
from screens.picture.picture import Picture
from supervisor.attention import Attention
from supervisor.hub_standing import HubWords
from supervisor.session import Session


class Underneath(Board, Protocol):
    """The board, to the views that lie over it."""

    typed: str
    looking: Looking

    def picture(self) -> Picture:
        """All that is shown, at this instant."""

    def attention(self) -> list[Attention]:
        """Who needs somebody now."""

    def moment(self) -> Moment:
        """What decides which commands are possible now."""

    def run(self, command: Command[Any]) -> None:
        """Do a command, or say why it is not possible."""

    def commands(self) -> tuple[Command[Any], ...]:
        """What can be asked for here, for the palette."""

    def help_page(self) -> HelpPage:
        """What the help lists here."""

    def call_after_refresh(self, callback: Callable[[], object]) -> bool:
        """Do this once it is drawn."""


class BoardHost(LookingHost, Protocol):
    """The application, to a view in which a session is looked at."""

    is_drawn: bool
    thrifty: bool

    def key_shown(self, command_id: str) -> str:
        """The first key of one of its own commands, as it is set here."""

    def drawn_once(self) -> AbstractContextManager[None]:
        """However often it is asked for meanwhile, all is drawn once, at the end."""

    @property
    def puts_off_drawing(self) -> bool:
        """It is done later, once for all that ask for it now."""

    @property
    def board(self) -> Underneath:
        """The board of the session."""

    @property
    def hub_words(self) -> HubWords | None:
        """What the heading says of the hub that this machine sends to; None: it sends nowhere."""

    @property
    def notices(self) -> Notices:
        """What is answered."""

    @property
    def shown_session(self) -> Session:
        """The session as it may be looked at now."""

    @property
    def has_something_hidden(self) -> bool:
        """A dialog is open behind the mask."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """All that lies over each other, the front last."""

    def notice_shown(self, at: float) -> Notice | None:
        """What the footer answers now."""

    def tick_row(self, key: str) -> str:
        """Tick a row of the finalisation sheet, or clear it; why it could not be kept, empty when it is."""


class Recorder(Underneath, Protocol):
    """The board of a session that is run, to the views that lie over it."""

    acting: Acting


class LiveHost(BoardHost, RecordingHost, Protocol):
    """The application, to a view in which a session is run."""

    @property
    def board(self) -> Recorder:
        """The board of the session."""

    @property
    def failed(self) -> Sequence[object]:
        """What could not be recorded and may be tried again."""

    def drawn_with_its_answer(self) -> AbstractContextManager[None]:
        """However often it is asked for meanwhile, all is drawn once: now, or with the answer to what is recorded."""

    @property
    def may_reopen(self) -> bool:
        """A closed session may be opened again from here."""

    @property
    def is_coached(self) -> bool:
        """It is a rehearsal whose room is played."""

    def coached_line(self) -> Line | None:
        """What the room says in a rehearsal."""

    @property
    def pending_numbers(self) -> frozenset[int]:
        """Candidates for whom something is on its way to the disk."""

    @property
    def waiting_numbers(self) -> frozenset[int]:
        """Those of them for whom it takes its time: their rows say « … »."""

    def call_later(self, callback: Any, *args: Any) -> bool:
        """Do this on the application's own time."""
