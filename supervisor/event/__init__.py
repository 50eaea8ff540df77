"""Everything that can happen in a session: one small frozen model each, in the past tense.

An event says only what happened; when, by whom and on which machine stand in its `Entry`. Fields marked
`Personal` (names, births, identifiers, free text) can be erased later without breaking the chain of
digests (RULES.md section 1); each says what stands in its place once erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, get_args

from pydantic import Field

from supervisor.event.base import Cause, EndReason, FirstState, Happening, OfCandidate
from supervisor.event.close import (
    Box,
    BoxTicked,
    CommentWritten,
    EndScreenSeen,
    FinalisationCorrected,
    FinalisationLineTyped,
    FinalisationReasonGiven,
    LateNoteWritten,
    SessionClosed,
    SessionFinalised,
    SessionReopened,
    Verdict,
    VerdictGiven,
)
from supervisor.event.course import (
    CandidateAbsent,
    CandidateJoined,
    CandidateNotCertifiable,
    CandidateWithdrew,
    IdentityChecked,
    PresenceConfirmed,
    ReasonGiven,
    SheetSigned,
    StartCorrected,
    TestEnded,
    TestFinished,
    TestStarted,
)
from supervisor.event.fraud import EvidenceKept, FraudReported
from supervisor.event.incident import AlertClosed, IncidentCorrected, IncidentRecorded, IncidentRetracted
from supervisor.event.outage import GlobalIncidentBegan, GlobalIncidentEnded
from supervisor.event.people import CandidateAdded, CandidateCorrected, CandidateRemoved, SeatChanged, ZoneChanged
from supervisor.event.session import (
    AccessCodeGiven,
    ActionUndone,
    ClockJumped,
    DerogationRecorded,
    NoteWritten,
    PersonalDataErased,
    RoomPointChecked,
    SessionCorrected,
    SessionCreated,
    SessionRenumbered,
    SurveillantArrived,
    SurveillantLeft,
    SurveillantTookOver,
    SurveillantTrained,
)
from supervisor.event.time import PauseBegan, PauseEnded, TestInterrupted, TestResumed, TimeAdjusted

__all__ = [
    "EVENT_KINDS",
    "AccessCodeGiven",
    "ActionUndone",
    "AlertClosed",
    "Box",
    "BoxTicked",
    "CandidateAbsent",
    "CandidateAdded",
    "CandidateCorrected",
    "CandidateJoined",
    "CandidateNotCertifiable",
    "CandidateRemoved",
    "CandidateWithdrew",
    "Cause",
    "ClockJumped",
    "CommentWritten",
    "DerogationRecorded",
    "Drafted",
    "EndReason",
    "EndScreenSeen",
    "Entry",
    "Event",
    "EvidenceKept",
    "FinalisationCorrected",
    "FinalisationLineTyped",
    "FinalisationReasonGiven",
    "FirstState",
    "FraudReported",
    "GlobalIncidentBegan",
    "GlobalIncidentEnded",
    "Happening",
    "IdentityChecked",
    "IncidentCorrected",
    "IncidentRecorded",
    "IncidentRetracted",
    "LateNoteWritten",
    "NoteWritten",
    "OfCandidate",
    "PauseBegan",
    "PauseEnded",
    "PersonalDataErased",
    "PresenceConfirmed",
    "ReasonGiven",
    "RoomPointChecked",
    "SeatChanged",
    "SessionClosed",
    "SessionCorrected",
    "SessionCreated",
    "SessionFinalised",
    "SessionRenumbered",
    "SessionReopened",
    "SheetSigned",
    "StartCorrected",
    "SurveillantArrived",
    "SurveillantLeft",
    "SurveillantTookOver",
    "SurveillantTrained",
    "TestEnded",
    "TestFinished",
    "TestInterrupted",
    "TestResumed",
    "TestStarted",
    "TimeAdjusted",
    "Verdict",
    "VerdictGiven",
    "ZoneChanged",
    "join",
    "split",
]

Event = Annotated[
    SessionCreated
    | AccessCodeGiven
    | SessionRenumbered
    | SessionCorrected
    | SurveillantTookOver
    | SurveillantArrived
    | SurveillantLeft
    | DerogationRecorded
    | NoteWritten
    | GlobalIncidentBegan
    | GlobalIncidentEnded
    | ClockJumped
    | ActionUndone
    | SessionClosed
    | SessionReopened
    | SessionFinalised
    | RoomPointChecked
    | SurveillantTrained
    | PersonalDataErased
    | CandidateAdded
    | CandidateCorrected
    | StartCorrected
    | CandidateRemoved
    | IdentityChecked
    | SheetSigned
    | PresenceConfirmed
    | CandidateJoined
    | TestStarted
    | TestInterrupted
    | TestResumed
    | TestFinished
    | TestEnded
    | CandidateWithdrew
    | ReasonGiven
    | CandidateAbsent
    | CandidateNotCertifiable
    | SeatChanged
    | ZoneChanged
    | TimeAdjusted
    | PauseBegan
    | PauseEnded
    | IncidentRecorded
    | IncidentCorrected
    | IncidentRetracted
    | AlertClosed
    | FraudReported
    | VerdictGiven
    | EndScreenSeen
    | CommentWritten
    | BoxTicked
    | FinalisationLineTyped
    | FinalisationReasonGiven
    | FinalisationCorrected
    | LateNoteWritten,
    Field(discriminator="kind"),
]

EVENT_KINDS: dict[str, type[Happening]] = {model.kind_name(): model for model in get_args(get_args(Event)[0])}
"""Every kind of event with its model."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """An event decided and not yet recorded, with the instant it happened, UTC."""

    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the journal holds it, with its envelope: ids, instants, author, machine, digest."""

    id: int
    """Its rank in the journal, from 1: « n° 2 »."""
    action: int
    """Id of the first event of the action it belongs to."""
    at: datetime
    """When it happened, UTC, whole seconds."""
    recorded_at: datetime
    """When it was recorded, UTC."""
    author: str
    host: str
    event: Event
    digest: str = ""
    """SHA-256 of the line's lasting part, hexadecimal."""
    erased: bool = False
    """True when its personal part was erased."""
    lines: int = 0
    """How many lines its action has in all; 0 in what an older Vigie wrote, which does not say."""
    asked: str = ""
    """Name of the asking that it came from, random; empty where nobody would have tried again."""

    @property
    def is_last_of_its_action(self) -> bool:
        """All lines of its action stand before it or are it."""
        return self.id - self.action + 1 >= self.lines


def split(event: Event) -> tuple[dict[str, Any], dict[str, Any]]:
    """An event as its public part and its personal part, ready for JSON."""
    personal_names = event.personal_fields().keys()
    dumped = event.model_dump(mode="json", exclude_defaults=True, exclude={"kind"})
    public = {name: value for name, value in dumped.items() if name not in personal_names}
    personal = {name: value for name, value in dumped.items() if name in personal_names}
    return public, personal


def join(kind: str, public: dict[str, Any], personal: dict[str, Any] | None) -> Event:
    """The event again; with `personal` None, its erased form.

    Raises:
        ValueError: the parts are not those of an event of this kind.
    """
    if (model := EVENT_KINDS.get(kind)) is None:
        raise ValueError("a kind of another Vigie")
    if personal is None:
        personal = model.personal_fields()
    # By the model of its kind: that of all kinds together would be built whole to read the first line.
    event: Event = model.model_validate({"kind": kind, **public, **personal})  # type: ignore[assignment]
    return event
