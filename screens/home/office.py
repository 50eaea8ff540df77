"""What home is given of the world: the sessions of a store, and ways to make one. It knows no file itself.

The door hands over the real one (`screens.offices.home`). Every method may block on the disk and may raise
`supervisor.decision.UnrecordedError`, whose text is a French sentence: home calls them in a thread of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from supervisor.folder import Folder
from supervisor.session import Counts, Phase, Session
from supervisor.waiting import NOTHING, Waits

Group = Literal["today", "finalise", "broken", "coming", "past"]
"""Under which heading a session stands."""


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session, as home shows it. What is drawn of it names no candidate."""

    number: str
    group: Group
    site: str = ""
    room: str = ""
    surveillants: tuple[str, ...] = ()
    certification: str = ""
    """What it is called on screens."""
    day: date | None = None
    """None where the journal cannot be read."""
    start: str = ""
    """Local hour, HH:MM."""
    today: date | None = None
    """The day it is, in the session's zone."""
    phase: Phase | None = None
    counts: Counts | None = None
    last_end: str = ""
    """Local hour of the latest end among running tests."""
    waits: Waits = NOTHING
    lacks: tuple[str, ...] = ()
    """What is still to be seen to, in French phrases, candidates by their numbers."""
    problem: str = ""
    """What is wrong with its journal, as a French sentence; empty when nothing is."""
    keep_until: date | None = None
    """The last day it is to be kept; None while it is open."""
    can_be_read: bool = True
    """False where not even the first line of its journal can be read."""
    heading: str = ""
    """What it stands under, where that is not what its group is called."""
    store: str = ""
    """The store it is kept in, where there are several."""
    is_school: bool = False
    """It stands for all sessions of a school at a hub; its number is the school's UAI, its site the school's name."""
    copied_to: str = ""
    """The folder of a copy: its number opens another folder of the store. Empty for a session."""
    is_branch: bool = False
    """Its session was continued on several machines, and this is one of the ways that it went on."""
    session: Session | None = field(default=None, repr=False, compare=False)
    """What the panel looks into, without names; None where nothing can be read."""

    @property
    def key(self) -> str:
        """What tells it from all others that are listed."""
        return f"{key_of(self.number, self.store)}{f'|{self.copied_to}' if self.copied_to else ''}"


def key_of(number: str, store: str) -> str:
    """What tells a session from all others that are listed; without a store where there is only one."""
    return f"{store}|{number}" if store else number


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be made, as the form was filled in."""

    number: str
    """Empty: a provisional one is given."""
    day: date
    start: time
    """Local hour."""
    site: str = ""
    room: str = ""
    surveillants: tuple[str, ...] = ()
    certification: str = "CORE"
    access_code: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was made; why not, and what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Made:
    """Sessions that were made or brought up to date; they are on the disk."""

    numbers: tuple[str, ...]
    lines: tuple[str, ...] = ()
    """What there is to read about it, one French line each; empty when all went as shown before."""


@dataclass(frozen=True, slots=True)
class ListTerms:
    """What is said about the sessions of a list besides the list itself; empty: what the list says holds."""

    numbers: tuple[str, ...] = ()
    """For those that have none, in their order."""
    day: date | None = None
    start: time | None = None
    site: str = ""
    room: str = ""
    surveillants: tuple[str, ...] = ()
    certification: str = ""
    access_code: str = ""
    classes: tuple[str, ...] = ()
    """Take these classes only; empty: everybody."""


@dataclass(frozen=True, slots=True)
class ListReport:
    """What a list would make, and everything that was found on the way."""

    name: str
    """Of the file."""
    errors: tuple[str, ...] = ()
    """With one of them nothing can be made."""
    warnings: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    """What it would make: lines that begin with « Session N : », and what there is to check in each."""
    extra_times: tuple[str, ...] = ()
    """The temps majorés understood, to be read: who and how much."""
    people: tuple[str, ...] = ()
    """Who is on it, to be read: number, names, birth; with several sessions, under the line of each."""
    how_many: int = 0
    """How many sessions it would make or bring up to date."""
    listed: Mapping[str, str] = field(default_factory=dict)
    """What the list itself says of its session, or of all of them alike, by the names of the form's fields."""
    held: tuple[str, ...] = ()
    """Sessions of it that the store holds: they would be brought up to date."""
    unnumbered: int = 0
    """Sessions that would be given a provisional number."""


@dataclass(frozen=True, slots=True)
class PapersOfDay:
    """What would be written of a day."""

    numbers: tuple[str, ...]
    """Its sessions."""
    count: int
    """How many documents."""
    here: str
    """Where a name without a folder goes."""
    usual: str
    """The folder that is proposed."""
    lacks: tuple[str, ...] = ()
    """What they would not say, and what cannot be read, as French sentences."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something stands there already, and nothing was written."""

    sentence: str
    other: str
    """A folder beside it that is free."""


class Office(Protocol):
    """The sessions of a store."""

    @property
    def place(self) -> str:
        """Where the sessions are kept, as a person would name it."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of new sessions, and of the clock that home shows."""

    @property
    def certifications(self) -> Mapping[str, str]:
        """What each certification is called, by its key; the usual one first."""

    def cards(self, now: datetime) -> Sequence[SessionCard]:
        """All sessions as they stand at `now`: today's first, then those to come, then the past ones."""

    def create(self, wanted: NewSession, now: datetime) -> Made | Refused:
        """Make one session without candidates."""

    def erase(self, number: str, now: datetime) -> str:
        """Erase a session in which nobody has started; why it was not, empty when it is gone."""

    def papers_of(self, day: date, now: datetime) -> PapersOfDay | Refused:
        """The papers that are needed before the sessions of a day; nothing is written."""

    def write_papers(
        self, day: date, folder: str, now: datetime, *, as_pages: bool, replace: bool
    ) -> str | Taken | Refused:
        """Write them, a folder a session; a sentence that says where.

        Args:
            day: of the sessions.
            folder: where; empty: the one that is proposed.
            now: the instant they are made at.
            as_pages: as HTML, not as PDF.
            replace: whether what stands there may be replaced.
        """

    def look_at(self, path: str, said: ListTerms, now: datetime) -> ListReport:
        """Read a list; nothing is made."""

    def bring_in(self, path: str, said: ListTerms, now: datetime) -> Made | Refused:
        """Make the sessions of a list, all or none of them; those that are held are brought up to date."""

    def first_folder(self) -> str:
        """Where a list is most likely to be."""

    def folder(self, path: str, typed: str, now: datetime) -> Folder:
        """What can be chosen in a folder.

        Args:
            path: the folder that is open.
            typed: a path from there, or from anywhere, whose last part is the beginning of a name.
            now: the instant ages are told from.
        """
