"""What leaves a session from the board. A screen knows no file: the door gives what writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from supervisor.folder import Folder
from supervisor.session import Session
from supervisor.situation import AWAITED


class TakenError(Exception):
    """Something of that name is there already, nothing was written; the text says where and what, in French."""

    def __init__(self, sentence: str, other: str) -> None:
        super().__init__(sentence)
        self.other = other
        """A name beside it that is free."""


class NotWrittenError(Exception):
    """It could not be written; the text says why, in French."""


class NotTakenError(Exception):
    """A file cannot be taken as evidence; the text says which and why, in French."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that is to be kept as evidence."""

    path: str
    """Where it is, from the root of the disk."""
    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the board may look for on the disk; each of them may block."""

    first_folder: Callable[[], str]
    """Where photos and screen copies are most likely to be."""
    folder: Callable[[str, str, datetime], Folder]
    """A folder that is open, what is typed, the instant ages are told from; answers what can be chosen there."""
    look_at: Callable[[str], Piece]
    """A path that was typed. Raises NotTakenError."""


Save = Callable[[str, str, bool], str]
"""Name, text, whether what is there may be replaced; answers a sentence that says where it is now.

Raises:
    TakenError: something of that name is there, and nobody said that it may be replaced.
    NotWrittenError: it cannot be written.
"""
Export = Callable[[datetime, str, bool], str]
"""The instant, a folder (empty: the usual one), whether documents already there may be replaced; answers where they
are. Raises the same errors."""


Planned = Callable[[datetime], tuple[str, int]]
"""The instant; answers the folder that an export goes to unless another is said, and how many documents it holds.

Raises NotWrittenError: they cannot be made.
"""


class Ticks(Protocol):
    """« Fait » boxes of the finalisation sheet: what was typed again in Pix Certif."""

    @property
    def ticked(self) -> frozenset[str]:
        """Keys of the rows that are done."""

    def toggle(self, key: str) -> str:
        """Tick a row, or clear it; why it could not be kept, empty when it is."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What the board may have written."""

    folder: str
    """Where a name without a folder goes, as it is shown."""
    rescue_sheet: Callable[[Session, datetime], str]
    """The « feuille de secours », as text."""
    save: Save
    export: Export
    ticks: Ticks | None = None
    """None: nobody keeps them here."""
    planned: Planned | None = None
    """What an export would write; None: the usual folder, of which nothing is said."""
    files: Files | None = None
    """What finds evidence; None: paths are typed."""


def all_have_started(session: Session) -> bool:
    """Tests run, and nobody is awaited any more: time for the « feuille de secours »."""
    if session.closed_at is not None:
        return False
    statuses = [who.status for who in session.candidates.values()]
    return any(who.is_running for who in session.candidates.values()) and not AWAITED & set(statuses)


def rescue_name(session: Session) -> str:
    """The name proposed for it; a rehearsal's says so."""
    rehearsal = "repetition-" if session.rehearsal else ""
    return f"feuille-de-secours-{rehearsal}{session.number}.txt"


RESCUE_OFFER = "tous ont démarré : {key} écrit la feuille de secours (début, fin, temps majoré de chacun)"
OFFERED_S = 60.0
"""Real seconds; its key stays in the table, the palette and the footer."""


class RescueOffer:
    """Offers the « feuille de secours » once on each board, when all have started, unless it was written since."""

    def __init__(self) -> None:
        self.offer = ""
        """What was said; empty before."""
        self._is_settled = False

    def is_due(self, session: Session) -> bool:
        """True the first time that it is time for it."""
        due = all_have_started(session) and not self._is_settled
        self._is_settled = self._is_settled or due
        return due

    def asked(self, session: Session) -> None:
        """It is being written; what is written before all have started is offered again."""
        self._is_settled = self._is_settled or all_have_started(session)
