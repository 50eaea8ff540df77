"""Actions on the session as a whole: its making, who supervises it, its room, its notes, undo."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from supervisor.action.people import NewCandidate


@dataclass(frozen=True, slots=True)
class CreateSession:
    """Make the session, with its candidates, as one action."""

    number: str
    date: datetime.date
    start: str
    """Local hour, HH:MM."""
    site: str = ""
    room: str = ""
    certification: str = "CORE"
    surveillants: tuple[str, ...] = ()
    access_code: str = field(default="", repr=False)
    observations: str = ""
    rehearsal: bool = False
    candidates: tuple[NewCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class GiveAccessCode:
    """The code the candidates type to start the test."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckRoomPoint:
    """A point of the room's check-list was looked at; `ok` False with what lacks."""

    point: str
    ok: bool = True
    remark: str = ""
    label: str = ""
    """Its text as it is shown: the journal keeps it, since the reference data may change."""


@dataclass(frozen=True, slots=True)
class RecordTraining:
    """Who trained a surveillant, and when."""

    name: str
    trainer: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A note on a candidate or several, or on the session."""

    text: str
    number: int | None = None
    others: tuple[int, ...] = ()
    """Further candidates that it is on, in the same words."""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Who supervises from now on, and whom they relieve."""

    name: str
    of: str = ""
    """Who leaves, where that is said; empty: who notes it, else the last to have come (`handing_over`)."""


@dataclass(frozen=True, slots=True)
class ChangeCover:
    """Somebody supervises besides the others, or leaves without being relieved."""

    name: str
    arrives: bool
    """True: they come to supervise besides the others; False: they leave."""


@dataclass(frozen=True, slots=True)
class CorrectSession:
    """What the list said of the session was wrong; None leaves a field as it is. Its number: `Renumber`."""

    date: datetime.date | None = None
    start: str | None = None
    """Local hour, HH:MM."""
    site: str | None = None
    room: str | None = None
    surveillants: tuple[str, ...] | None = None
    """All names in the order they stand in, spelt rightly."""
    observations: str | None = None


@dataclass(frozen=True, slots=True)
class RecordDerogation:
    """« Dérogation »: Pix allowed more candidates per surveillant than 20; its text says which."""

    text: str


@dataclass(frozen=True, slots=True)
class Renumber:
    """Give the session the number of Pix Certif in the place of a provisional one."""

    number: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Revert the author's last action, or the one that event belongs to."""

    event: int | None = None
    reason: str = ""
    is_immediate: bool = False
    """Recorded less than a minute of real time ago, whatever the session's clock says: a rehearsal's may run fast."""


@dataclass(frozen=True, slots=True)
class NoticeClockJump:
    """The wall clock moved against the monotonic clock."""

    seconds: int
