"""What commands need of the application and of the board: nothing else of them is known to a command."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from textual.screen import Screen

from screens.dialogs.reading import HelpPage
from screens.kit.command import Command
from screens.kit.desk import Clock, Desk, SharedTerminal
from screens.kit.notices import Tone
from screens.kit.papers import Papers
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from supervisor.action import Action, Context
from supervisor.attention import Attention
from supervisor.draft import Draft
from supervisor.session import Session


class Board(Protocol):
    """The board: who is chosen, who is marked, whom it lists."""

    marked: set[int]
    declined_jump: int
    my_zone: str

    @property
    def target(self) -> int | None:
        """Whom a command acts on."""

    @property
    def chosen(self) -> int | None:
        """Who is chosen in the list."""

    @property
    def view(self) -> str:
        """Which of its views is shown."""

    @property
    def is_searching(self) -> bool:
        """The search is open."""

    def shown(self, search: str = "") -> tuple[int, ...]:
        """Whom it lists, in order."""

    def attention(self) -> list[Attention]:
        """Who needs somebody."""

    def choose(self, number: int) -> None:
        """Choose a candidate."""

    def move(self, steps: int) -> None:
        """Choose somebody further down or up the list."""

    def choose_next_to_see(self) -> None:
        """Choose the next one who needs somebody."""

    def open_search(self) -> None:
        """Let a name be typed."""

    def toggle_mark(self, number: int) -> None:
        """Mark, or unmark."""

    def toggle_all_marks(self) -> None:
        """Mark all that are listed, or nobody."""

    def clear_marks(self) -> None:
        """Nobody is marked any more."""

    def sort_by(self, key: str) -> None:
        """Order the list."""

    def show_only(self, key: str) -> None:
        """Narrow the list to a status."""

    def show_zone(self, zone: str, *, mine: bool = False) -> None:
        """Narrow the list to a zone."""

    def forget_zone(self) -> None:
        """Everybody is mine again."""

    def show_view(self, view: str) -> None:
        """Show one of its views."""

    def draw(self) -> None:
        """Show the present state."""


class DraftKeeping(Protocol):
    """What is being typed, kept until it is answered or left."""

    def new_name(self) -> str:
        """A name for one more dialog."""

    def keep(self, name: str, draft: Draft | None) -> None:
        """What stands in a dialog now; None: nothing that was typed."""

    def drop(self, name: str) -> None:
        """The dialog was left."""

    def answered(self, names: tuple[str, ...]) -> None:
        """These dialogs were confirmed."""

    def hold(self) -> tuple[str, ...]:
        """The drafts whose answers led to the dialog that opens now."""

    def let_go(self, names: tuple[str, ...]) -> None:
        """That dialog is answered or left."""

    def typed_in(self, names: tuple[str, ...]) -> AbstractContextManager[None]:
        """What is recorded meanwhile was typed in these drafts."""

    def offer_next(self) -> None:
        """Offer what was left, once nothing else is asked."""


class LookingHost(Protocol):
    """An application in which a session is looked at."""

    settings: Settings
    author: str

    @property
    def session(self) -> Session:
        """The state that is shown."""

    @property
    def clock(self) -> Clock:
        """The session's time, and real time."""

    @property
    def commands(self) -> Mapping[str, Command[Any]]:
        """All that can be asked for here, by name."""

    @property
    def read_only(self) -> bool:
        """Whoever sits here looks on."""

    @property
    def ticked(self) -> frozenset[str]:
        """Rows of the finalisation sheet that are done."""

    @property
    def masked(self) -> bool:
        """The names are hidden."""

    def say(self, text: str, tone: Tone, *, stays: bool = False) -> None:
        """Answer, over the footer."""

    def tell_outcome(self, text: str, tone: Tone = "done") -> None:
        """Say what came of work that took its time: it stays until somebody is at the keys again."""

    def take_back(self, text: str) -> None:
        """Take away a sentence that stayed for as long as what it told of went on."""

    def refuse(self, text: str) -> None:
        """Say why not."""

    def refuse_masked(self) -> None:
        """Say that nothing acts while the names are masked."""

    def draw(self) -> None:
        """Show the present state."""

    def key_if_any(self, command_id: str) -> str:
        """The first key of a command as it is set here; empty where nobody does that, as in a review."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> Any:
        """Open a box, or a view."""

    def show_beside(self, view: str) -> None:
        """Open a view beside the board, by its name; one that lies underneath already comes back."""

    def help_page(self) -> HelpPage:
        """What the help lists of the view in front."""

    def action_mask_or_show(self) -> None:
        """Hide the names, or show them again."""

    def action_command_palette(self) -> None:
        """Open the palette."""

    def action_ask_quit(self) -> None:
        """Leave."""

    def next_theme(self) -> None:
        """The next colours."""

    def change_display(self) -> None:
        """The display for a slow line, or the usual one."""


class RecordingHost(LookingHost, Protocol):
    """An application in which a session is run: what is asked for is recorded."""

    def key_shown(self, command_id: str) -> str:
        """The first key of a command as it is set here."""

    @property
    def host(self) -> str:
        """The machine, for the journal."""

    @property
    def desk(self) -> Desk:
        """The session on its store."""

    @property
    def texts(self) -> Texts:
        """What is looked at in the room, and said in it."""

    @property
    def papers(self) -> Papers | None:
        """What may be written outside the journal."""

    @property
    def place(self) -> SharedTerminal | None:
        """Where it is asked who sits here."""

    @property
    def drafting(self) -> DraftKeeping:
        """What is being typed."""

    def record(self, action: Action, context: Context, numbers: tuple[int, ...], what: str) -> None:
        """Hand an action to the writer; its rows wait until it is on disk."""

    def do_aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what leads to a record and takes its time."""

    def run_worker(self, work: Coroutine[Any, Any, None], *, exit_on_error: bool) -> object:
        """Do what takes its time and leads to no record."""

    def real_age_of(self, action: int) -> float | None:
        """Real seconds since an action was recorded here; None when it was not here."""

    def retry(self) -> None:
        """Record again what could not be."""

    def ask_who(self, *, first: str = "") -> None:
        """Ask who sits here."""

    def show_room(self) -> None:
        """The clock and the session's number, for everybody in the room."""

    def rescue_sheet_asked(self) -> None:
        """The « feuille de secours » is being written: its offer goes."""

    def shift_declined(self) -> None:
        """The starts stay as they are: the offer to shift them goes."""
