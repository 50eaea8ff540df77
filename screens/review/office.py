"""What a review is given of the world: all sessions, and one of them to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from screens.home.office import Office
from screens.kit.desk import Desk, News
from screens.kit.papers import Ticks
from screens.review.forks import Forks


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is looked at."""

    desk: Desk
    """It records nothing."""
    ticks: Ticks
    """The référent's own « fait » boxes."""
    news: News | None = None
    """Tells at once that something was recorded elsewhere; None: it is looked after from time to time."""
    named: str = ""
    """That names are withheld; empty where they are not."""
    told: str = ""
    """What there is to say about it, as a French sentence: it is damaged, the access could not be noted."""
    forks: Forks | None = None
    """Its branches, where it comes from a hub."""


@dataclass(frozen=True, slots=True)
class People:
    """Where persons of a name are known."""

    of_session: Mapping[str, str]
    """By the key of a session's card: who is called so, with their numbers, or that it names them."""
    told: str
    """What came of it, as a French sentence."""


class ReviewOffice(Office, Protocol):
    """The sessions of one store or several, for reading."""

    def inside(self, store: str) -> ReviewOffice | None:
        """The sessions of one school alone, where a row of the list stands for a school; None: it does not.

        Args:
            store: what its card says of where it is kept.
        """

    def open(self, number: str, store: str, now: datetime) -> Opened:
        """A session to be looked at; that somebody did is noted.

        Args:
            number: its number.
            store: where it is kept; empty: in the only store that has it.
            now: the instant of the access.

        Raises:
            UnrecordedError: it cannot be read.
        """

    def forks_of(self, store: str) -> Forks | None:
        """The branches of a session that a hub shows; None: it comes from no hub, or is there no more.

        Args:
            store: where it is kept, as its card says.
        """

    def find(self, typed: str, now: datetime) -> People:
        """A person over all sessions; that somebody looked is noted, as for `vigie find`.

        Args:
            typed: the name, or the beginnings of its parts.
            now: the instant of the access.
        """
