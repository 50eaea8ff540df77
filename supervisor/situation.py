"""Where a candidate stands: one main status, and independent facts beside it (DOMAIN.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event import Cause, EndReason
from supervisor.timing import Adjustment, Interval, Moves


class Status(StrEnum):
    """The main status; facts that do not depend on it are fields of `Situation`."""

    EXPECTED = "expected"
    JOINED = "joined"
    STARTED = "started"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    ABSENT = "absent"
    NOT_CERTIFIABLE = "not_certifiable"

    # An enumeration's own is written in Python, and is asked for thousands of times a picture.
    __hash__ = str.__hash__


RUNNING = frozenset({Status.STARTED, Status.INTERRUPTED})
"""Of whom the test runs, or stands still for a while."""
AWAITED = frozenset({Status.EXPECTED, Status.JOINED})
"""Whose test has not started and may still."""
STOPPED = frozenset({Status.FINISHED, Status.WITHDRAWN, Status.ENDED})
"""Who was there and has done with the test."""
UNFINISHED = frozenset({Status.WITHDRAWN, Status.ENDED})
"""Pix Certif asks a reason for these."""
AWAY = frozenset({Status.ABSENT, Status.NOT_CERTIFIABLE})
"""Who does not sit the test."""
PRESENT = frozenset({Status.JOINED}) | RUNNING | STOPPED
"""Who is or was in the room for the test."""


@dataclass(frozen=True, slots=True)
class Checked:
    """« Identité contrôlée »: when it was checked against a document, or who attested it without one."""

    at: datetime
    attested: bool = False
    """True when nobody saw a document: somebody attested who they are."""
    attested_by: str = ""
    """Name and function of who attested."""
    event_id: int = 0
    """Of the event that said so; with it, `supervisor.jumps` knows how long ago it was."""


@dataclass(frozen=True, slots=True)
class Interruption(Interval):
    """An interval in which the test of one candidate stood still."""

    cause: Cause = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A free note on a candidate or on the session, a derogation, a line of the annex: text and instant."""

    event_id: int
    at: datetime
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is known of one candidate at one point of the journal."""

    number: int
    """Their rank in the file, from 1; never changed, never reused."""
    identity: Identity
    certification: str | None = None
    """None: the session's default."""
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: str = ""
    planned_seat: str = ""
    seat: str = ""
    """Where they actually sit."""
    zone: str = ""
    status: Status = Status.EXPECTED
    checked: Checked | None = None
    presence_at: datetime | None = None
    """Last « Confirmer la présence » in the Espace surveillant; it holds 15 minutes."""
    presence_noted: int = 0
    """Id of the event that said so."""
    signed_at: datetime | None = None
    end_screen: bool = False
    joined_at: datetime | None = None
    joined_noted: int = 0
    """Id of the event that said so."""
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    """When their test ended, UTC: finished, withdrawn or ended by the surveillant."""
    reason: EndReason | None = None
    """Why their test stayed unfinished; None where it did not, or where nobody said."""
    adjustments: tuple[Adjustment, ...] = ()
    pauses: tuple[Interval, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    moves: Moves = ()
    """Jumps of the clock that were answered for them."""
    added_later: bool = False
    """True when they were not on the list that made the session."""

    @property
    def last_name(self) -> str:
        """« Nom de naissance »."""
        return self.identity.last_name

    @property
    def full_name(self) -> str:
        """« LE GOFF Ada »: last name, then first name."""
        return self.identity.full_name

    @property
    def is_away(self) -> bool:
        """They do not sit the test: absent, or not certifiable."""
        return self.status in AWAY

    @property
    def is_welcomed(self) -> bool:
        """« Accueilli »: their identity was checked and they signed."""
        return not self.is_away and self.checked is not None and self.signed_at is not None

    @property
    def has_joined(self) -> bool:
        """The session's number was typed into Pix: they joined, or their test was started at once."""
        return self.joined_at is not None or self.started_at is not None

    @property
    def is_running(self) -> bool:
        """Their test runs, interrupted included."""
        return self.status in RUNNING

    @property
    def is_paused(self) -> bool:
        """A pause of their accommodation is open."""
        return bool(self.pauses) and self.pauses[-1].end is None

    @property
    def open_interruption(self) -> Interruption | None:
        """The interruption they are in; None where their test stands still for none."""
        last = self.interruptions[-1] if self.interruptions else None
        return last if last is not None and last.end is None else None

    def with_(self, changes: Mapping[str, Any]) -> Situation:
        """The same candidate with these facts: what `dataclasses.replace` gives, several times as fast.

        Args:
            changes: values by the names of fields.
        """
        facts = list(_FACTS_OF(self))
        for name, value in changes.items():
            facts[_PLACES[name]] = value
        return Situation(*facts)


_NAMES = tuple(field.name for field in fields(Situation))
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_FACTS_OF = attrgetter(*_NAMES)
