"""A row of the tables of commands: all that a key, the footer, the palette, the help and the settings know of it.

The tables: `screens.handlers.table` (the board), and `commands.py` in the rooms of the other views. What a command does
is a function; the row names it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from screens.kit.guards import unshifted_digits
from screens.kit.key_names import key_name
from screens.kit.settings import Settings
from supervisor.session import Session
from supervisor.situation import Situation

H = TypeVar("H", contravariant=True)
"""What its function acts with."""

Domain = Literal["candidat", "session", "liste", "écran", "accueil", "salle", "clôture", "relecture"]
View = Literal["board", "welcome", "preparation", "closing", "finalisation", "aside"]
"""Where a key acts: the board (list, lanes, room plan), the views beside it, the sheet of `vigie finalise`, and the
chart and the journal of a review."""

BOARD: frozenset[View] = frozenset({"board"})
READ_ONLY = "lecture seule : rien ne peut être noté d'ici"


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides whether a command is possible."""

    session: Session
    now: datetime
    author: str
    who: Situation | None = None
    """The chosen candidate."""
    read_only: bool = False
    """Somebody looks on, who may record nothing."""


Obstacle = Callable[[Moment], str]
"""Why a command is not possible now, as a French sentence; empty when it is."""


def never(_: Moment) -> str:
    """Nothing stands against it."""
    return ""


@dataclass(frozen=True, slots=True)
class Command(Generic[H]):
    """One thing a person can ask for."""

    id: str
    """Stable name, for remapping keys, for drafts and for tests."""
    keys: tuple[str, ...]
    """Keys as Textual names them; the first one is shown."""
    label: str
    """Two words at most, for the footer."""
    title: str
    """What it does, for the palette: « candidat : Démarrer le test »."""
    help: str
    """One sentence, for the help page."""
    domain: Domain
    do: Callable[[H], object]
    """What does it."""
    when: Obstacle = never
    """What the session itself puts in its way."""
    is_bulk: bool = False
    """With marks, it acts on the marked candidates."""
    rank: int = 0
    """Place in the footer, the smallest first; 0: never there."""
    rank_when_closed: int = 0
    """The same once the session is closed."""
    reads: bool = False
    """It neither records anything nor writes a file: whoever looks on has it too (`vigie review`)."""
    asks: bool = False
    """It opens a box before anything is recorded: it may have a capital as its key (RULES.md section 8)."""
    while_masked: bool = False
    """It acts while the names are masked: a view, or moving in one (RULES.md section 11)."""
    chooses: bool = False
    """It chooses somebody else on the board: digits that were typed go."""
    on_the_board: bool = False
    """What happens then is to be seen on the board: the welcome is left for it."""
    views: frozenset[View] = BOARD
    """In which views its key acts, and means the same."""

    def obstacle(self, moment: Moment) -> str:
        """Why it is not possible now, as a French sentence; empty when it is."""
        if moment.read_only and not self.reads:
            return READ_ONLY
        return self.when(moment)

    @property
    def moves(self) -> bool:
        """It moves in a view, or leaves it: nothing comes of it but what is looked at."""
        return self.reads and self.while_masked


def keys_for(command: Command[H], settings: Settings) -> tuple[str, ...]:
    """The keys of a command as set here; those that count as digits on this keyboard are left out."""
    digits = {"exclamation_mark"} if "!" in unshifted_digits(settings.keyboard) else set()
    return tuple(key for key in settings.keys.get(command.id, command.keys) if key not in digits)


def key_shown(command: Command[H], settings: Settings) -> str:
    """The first key of a command as it is set here, as a person knows it; empty where it has none."""
    keys = keys_for(command, settings)
    return key_name(keys[0]) if keys else ""
