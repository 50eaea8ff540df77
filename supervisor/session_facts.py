"""What a session is told by as a whole: where it stands, how many stand where, and what was noted of its room.

`supervisor.session` derives or holds these; they know no session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from supervisor.event import Verdict
from supervisor.incident import Incident
from supervisor.situation import Situation, Status


class Phase(StrEnum):
    """Where the whole session stands (RULES.md section 2)."""

    PREPARATION = "preparation"
    WELCOME = "welcome"
    """Someone is identified or has joined."""
    RUNNING = "running"
    """Someone's test runs."""
    ENDED = "ended"
    """Nobody runs nor is awaited."""
    CLOSED = "closed"
    FINALISED = "finalised"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many candidates stand where; always derived from them."""

    enrolled: int
    expected: int
    """Those among them who are welcomed included."""
    joined: int
    started: int
    """Tests that run, those beyond their allowed end included."""
    interrupted: int
    finished: int
    withdrawn: int
    ended: int
    absent: int
    not_certifiable: int
    overtime: int
    incidents: int
    """Incidents that count: those retracted are none."""
    open_alerts: int
    unfinished: int = 0
    """« Non terminés »: withdrawn, ended, or running when the session was closed (RULES.md section 12)."""
    welcomed: int = 0
    """« Accueillis »: identity checked and sheet signed, whatever came since; absents and non certifiables are none."""
    welcomed_only: int = 0
    """Of those expected, how many are welcomed and have not joined yet."""

    @property
    def still_expected(self) -> int:
        """« Attendus » beside « accueillis »: those expected who are not welcomed yet."""
        return self.expected - self.welcomed_only

    @property
    def to_welcome(self) -> int:
        """How many there are to be welcomed in all: « 6 accueillis sur 20 »."""
        return self.enrolled - self.absent - self.not_certifiable


def counts_but_overtime(people: Collection[Situation], incidents: Collection[Incident], unfinished: int) -> Counts:
    """How many candidates stand where, whatever the hour; nobody is counted as in overtime.

    Args:
        people: who is on the list.
        incidents: those that count.
        unfinished: how many tests stayed unfinished.
    """
    of = Counter(c.status for c in people)
    welcomed = [c for c in people if c.is_welcomed]
    return Counts(
        enrolled=len(people),
        expected=of[Status.EXPECTED],
        joined=of[Status.JOINED],
        started=of[Status.STARTED],
        interrupted=of[Status.INTERRUPTED],
        finished=of[Status.FINISHED],
        withdrawn=of[Status.WITHDRAWN],
        ended=of[Status.ENDED],
        absent=of[Status.ABSENT],
        not_certifiable=of[Status.NOT_CERTIFIABLE],
        overtime=0,
        incidents=len(incidents),
        open_alerts=sum(i.is_open for i in incidents),
        unfinished=unfinished,
        welcomed=len(welcomed),
        welcomed_only=sum(c.status is Status.EXPECTED for c in welcomed),
    )


@dataclass(frozen=True, slots=True)
class RoomPoint:
    """A point of the room's check-list, as somebody found it."""

    key: str
    ok: bool
    remark: str
    at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class Training:
    """Who trained a surveillant, and on which day."""

    name: str
    trainer: str
    on: date


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """What the surveillant said of a candidate, in the place of what the facts propose."""

    event_id: int
    verdict: Verdict
    reason: str = ""


@dataclass(slots=True)
class Looks:
    """What was said of the candidates of one state, with all that it was said of (`supervisor.attention`)."""

    of: dict[int, Any] = field(default_factory=dict)
    """Of each of them."""
    whole: Any = None
    """Of all of them, as long as it holds."""


def handing_over(present: Sequence[str], author: str) -> str | None:
    """Who leaves by a relève that names nobody: who notes it, where their name is known; else the last to have come."""
    return author if author in present else next(reversed(present), None)
