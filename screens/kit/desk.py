"""What a screen or a line is given of the world: a session that can be acted on, and a clock.

The door (`supervisor/__main__.py`) hands over the real ones; tests hand over theirs. A `data.journal.Journal`
is a `Desk` as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from supervisor.action import Action, Context
from supervisor.decision import Refusal, Remark
from supervisor.draft import Draft
from supervisor.event import Entry, EvidenceKept
from supervisor.narrowing import Narrowing
from supervisor.session import Session, Training
from supervisor.unrecorded import Unrecorded


class Outcome(Protocol):
    """What became of an action: what is on disk, for whom it was refused, what to look at."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The events recorded, on disk; empty when everything was refused."""

    @property
    def refusals(self) -> Sequence[Refusal]:
        """For whom it was refused, and why."""

    @property
    def remarks(self) -> Sequence[Remark]:
        """What to look at."""

    @property
    def session(self) -> Session:
        """The state after it."""


class Drafts(Protocol):
    """What is being typed, and what waits for its disk, kept where a kill does not lose it.

    Any of it may block for as long as a disk does.
    """

    def new_name(self) -> str:
        """A name for one more dialog, or for one more action that is asked for."""

    def left(self) -> Mapping[str, Draft | Unrecorded | None]:
        """What programs that are gone left, by name, the oldest first; None for what cannot be read."""

    def keep(self, name: str, draft: Draft | Unrecorded) -> None:
        """Keep this in the place of what had the name.

        Raises:
            UnrecordedError: it could not be kept, why, and what to do.
        """

    def drop(self, name: str) -> None:
        """Keep it no longer.

        Raises:
            OSError: it is still there.
        """

    def close(self) -> None:
        """What is still kept may be offered elsewhere."""


class Desk(Protocol):
    """One session on its store."""

    @property
    def session(self) -> Session:
        """The state as last read or written."""

    @property
    def drafts(self) -> Drafts:
        """What was being typed on this session."""

    def act(self, action: Action, context: Context) -> Outcome:
        """Decide and record an action; blocks until it is on disk.

        Raises:
            UnrecordedError: it could not be written down; it may be tried again.
        """

    def keep_evidence(self, paths: Sequence[str]) -> tuple[EvidenceKept, ...]:
        """Copy files beside the session, all or none, for an action that names them; blocks until they are on disk.

        Raises:
            UnrecordedError: one of them cannot be taken or copied; the sentence names it.
        """

    def sources_of(self, action: Action) -> Mapping[str, str]:
        """Where the copies that an action brings come from, by their names."""

    def may_copy_again(self, sources: Mapping[str, str]) -> None:
        """Copies that a program which is gone made, by their names, come from there."""

    def trainings_elsewhere(self) -> Sequence[Training]:
        """Who was trained by whom, as the store and its other sessions say; may read for a moment."""

    def matching(self, narrowing: Narrowing) -> Sequence[int]:
        """The ids of the events that are wanted, in their order; may read for a moment.

        Raises:
            UnrecordedError: they cannot be read any more.
        """

    def follow(self) -> object:
        """Take in what others recorded since; truthy when there was something."""


class News(Protocol):
    """What tells that something was recorded elsewhere, where that is known at once."""

    def listen(self, wake: Callable[[], object]) -> Callable[[], None]:
        """Call this whenever there is something new, from any thread; what is given back ends that."""

    @property
    def trouble(self) -> str:
        """What somebody who looks on has to know, as a French sentence: nothing new can come; empty for nothing."""


class Clock(Protocol):
    """Where instants come from. Session time may run fast in a rehearsal; real time never does."""

    def now(self) -> datetime:
        """The session's time, aware, UTC."""

    def monotonic(self) -> float:
        """Real seconds that never go back, counting those asleep where the machine can tell."""


@dataclass(frozen=True, slots=True)
class SharedTerminal:
    """A terminal at which somebody has to say who they are."""

    login: str
    """The account, as long as nobody said."""
    is_known: bool
    """`--as` or an earlier answer said it."""
    keep: Callable[[str], object]
    """Remembers a name for this terminal and this session."""
