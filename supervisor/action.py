"""What a person asks for: one small value per action. `supervisor.deciding` says what follows from it.

An action on several candidates lists their numbers; those for whom it is impossible are refused one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event import Cause, EndReason, EvidenceKept
from supervisor.incident import AlertOutcome, FraudKind


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """A candidate to be put on the list."""

    identity: Identity
    certification: str | None = None
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class CreateSession:
    """Make the session, with its candidates, as one action."""

    number: str
    date: date
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


@dataclass(frozen=True, slots=True)
class RecordTraining:
    """Who trained a surveillant, and when."""

    name: str
    trainer: str
    on: date


Simple = Literal[
    "sign", "join", "start", "absent", "not-certifiable", "pause-begin", "pause-end", "presence",
]  # fmt: skip
"""Actions that need nothing but the candidates."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the actions that need nothing but the candidates."""

    what: Simple
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckIdentity:
    """The document was compared, or somebody attests who he is. One candidate at a time."""

    number: int
    attested_by: str | None = None
    """Name and function; None when a document was seen."""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The test stands still."""

    numbers: tuple[int, ...]
    cause: Cause = ""


GiveBack = Literal["measured", "none"] | int
"""What to give back for a loss: its measured length, nothing, or so many minutes."""


@dataclass(frozen=True, slots=True)
class Resume:
    """He goes on; None leaves the loss on offer."""

    numbers: tuple[int, ...]
    give: GiveBack | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The end screen was seen, or the Espace surveillant shows « Terminé »."""

    numbers: tuple[int, ...]
    end_screen: bool = True


@dataclass(frozen=True, slots=True)
class StopTest:
    """Ended by the surveillant, or withdrew; a test stopped so has a reason."""

    numbers: tuple[int, ...]
    how: Literal["end", "withdraw"]
    reason: EndReason | None = None


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Say afterwards why a test stayed unfinished."""

    number: int
    reason: EndReason


@dataclass(frozen=True, slots=True)
class RecordIncident:
    """An incident of the grid; without numbers, one of the session as a whole."""

    code: str
    numbers: tuple[int, ...] = ()
    question: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RetractIncident:
    """It was recorded by mistake."""

    incident: int
    reason: str


@dataclass(frozen=True, slots=True)
class CloseAlert:
    """Answer a live alert; `question` tells which one where several are open."""

    number: int
    outcome: AlertOutcome
    question: int | None = None


@dataclass(frozen=True, slots=True)
class ReportFraud:
    """A « PV de fraude », with the incident C6 that goes with it."""

    number: int
    fraud: FraudKind
    seen: str
    done: str = ""
    witness: str = ""
    evidence: tuple[EvidenceKept, ...] = ()


@dataclass(frozen=True, slots=True)
class BeginGlobal:
    """Something touches several candidates; `scope` None: everybody."""

    text: str
    scope: tuple[int, ...] | None = None
    fault: Literal["centre", "other", ""] = ""


@dataclass(frozen=True, slots=True)
class EndGlobal:
    """It is over; what each one gets back is `give`, or his own line of `each`."""

    incident: int | None = None
    """None: the only one that runs."""
    give: GiveBack = "measured"
    each: Mapping[int, int] = field(default_factory=dict)
    """Minutes for a candidate where they differ from `give`; 0 refuses."""
    resume: bool = False
    """« Tous reprennent maintenant »: those interrupted since it began go on."""
    away: tuple[int, ...] = ()
    """Not back yet: their tests stay interrupted until they are resumed."""


@dataclass(frozen=True, slots=True)
class AdjustTime:
    """Minutes given or taken, with a reason."""

    numbers: tuple[int, ...]
    minutes: int = 0
    reason: str = ""
    thirds: int = 0
    """+1 or -1: a third of the candidate's own test instead of minutes."""
    until: datetime | None = None
    """Instead of minutes: whatever brings his end to this instant, rounded up."""
    force: bool = False
    """Confirmed although the end comes to lie before now."""
    source: int | None = None


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A note on a candidate, or on the session."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSeat:
    """Where he sits."""

    number: int
    seat: str


@dataclass(frozen=True, slots=True)
class ChangeZone:
    """Whose part of the room they are in."""

    numbers: tuple[int, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Who supervises from now on."""

    name: str


@dataclass(frozen=True, slots=True)
class RecordDerogation:
    """Pix allowed more candidates per surveillant."""

    text: str


@dataclass(frozen=True, slots=True)
class AddCandidates:
    """Put candidates on the list in the course of the session."""

    candidates: tuple[NewCandidate, ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """The list was wrong about him; None leaves a field as it is."""

    number: int
    identity: Identity | None = None
    certification: str | None = None
    extra_time: ExtraTime | None = None
    class_name: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CorrectStart:
    """His start was recorded wrongly."""

    number: int
    started_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftStarts:
    """The machine's clock jumped: move the starts of running tests by as much, as one action."""

    seconds: int
    """Positive: later."""
    reason: str
    numbers: tuple[int, ...] = ()
    """Whose start was noted before the jump; empty: everybody whose test runs."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take him off the list; possible until he joined."""

    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Renumber:
    """Give the session the number of Pix Certif."""

    number: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Revert the author's last action, or the one that event belongs to."""

    event: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NoticeClockJump:
    """The wall clock moved against the monotonic clock."""

    seconds: int


@dataclass(frozen=True, slots=True)
class CloseSession:
    """Close and seal; forced, it says what was missing."""

    force: bool = False


@dataclass(frozen=True, slots=True)
class Reopen:
    """The seal becomes void."""

    reason: str


@dataclass(frozen=True, slots=True)
class MarkFinalised:
    """The référent finalised it in Pix Certif."""


Action = (
    CreateSession | GiveAccessCode | CheckRoomPoint | RecordTraining | Mark | CheckIdentity | Interrupt | Resume
    | Finish | StopTest | GiveReason | RecordIncident | RetractIncident | CloseAlert | ReportFraud | BeginGlobal
    | EndGlobal | AdjustTime | WriteNote | ChangeSeat | ChangeZone | TakeOver | RecordDerogation | AddCandidates
    | Correct | CorrectStart | ShiftStarts | Remove | Renumber | Undo | NoticeClockJump | CloseSession | Reopen
    | MarkFinalised
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, where and when; given from outside, since the rules know no clock."""

    now: datetime
    """The instant of recording, UTC."""
    author: str
    host: str
    at: datetime | None = None
    """When it happened, if not now."""
