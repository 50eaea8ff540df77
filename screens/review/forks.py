"""A session that was continued on several machines: what a review shows of its branches, and how one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from textual.screen import Screen

from screens.kit.desk import Clock
from screens.kit.notices import Tone

T = TypeVar("T")

ONE_WAY = "cette session n'a pas plusieurs branches : il n'y a rien à choisir"


@dataclass(frozen=True, slots=True)
class ForkBranch:
    """One of the ways that a session went on, in words."""

    key: str
    """Names it to the office."""
    label: str
    """« branche de salle-b204 »."""
    own: str
    """« 12 lignes que l'autre n'a pas, reçues de 10:04 à 10:41 »."""
    who: str
    """Who recorded them."""
    counts: str
    """« 5 parcours, 2 incidents »."""
    seen: str
    """« salle-b204 vu il y a 40 s »."""
    standing: str
    """How far the session is on it: « en cours », « close, sceau 1a2b… »."""
    last: tuple[str, ...]
    """Its last lines, the latest last: « 10:41  LE GOFF : test terminé »."""
    goes_on: bool = False
    """It was chosen."""
    is_set_aside: bool = False
    """Another one was."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A session that goes on in several ways."""

    number: str
    parts_after: int
    """The last event that they share."""
    branches: tuple[ForkBranch, ...]
    settled: str = ""
    """Who chose which one, when and why; empty: nobody did."""
    settled_at: datetime | None = None
    why_not: str = ""
    """Why this account may not choose; empty where it may."""


class Forks(Protocol):
    """The branches of one session."""

    @property
    def named(self) -> str:
        """Which branch is looked at, as it is called now; empty where there is no other."""

    @property
    def short(self) -> str:
        """The same where there is little room: that it is set aside before its machine, which may be cut."""

    @property
    def settled(self) -> str:
        """Who chose which one, when and why; empty: nobody did, or there is no other."""

    @property
    def to_choose(self) -> str:
        """That nobody chose a branch yet, as a French sentence; empty for nothing."""

    @property
    def is_fork(self) -> bool:
        """There is more than one."""

    def look(self, now: datetime) -> Fork | None:
        """What each holds that the others lack; None where there is one alone. May block.

        Args:
            now: the instant.

        Raises:
            UnrecordedError: they cannot be read.
        """

    def settle(self, branch: ForkBranch, why: str, before: Fork) -> str:
        """Have it recorded that a branch goes on; what was done, as a French sentence. May block.

        Args:
            branch: that one.
            why: the reason.
            before: what was shown to whoever chose.

        Raises:
            UnrecordedError: it could not be, this account may not, or somebody chose meanwhile.
        """


class ForkHost(Protocol):
    """What choosing a branch needs of an application."""

    @property
    def clock(self) -> Clock:
        """The time, and real time."""

    def in_a_thread(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do something that may block; hand over what it answers, or say why it could not."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> Any:
        """Open a box."""

    def tell_outcome(self, text: str, tone: Tone = "done") -> None:
        """Say what came of work that took its time: it stays until somebody is at the keys again."""
