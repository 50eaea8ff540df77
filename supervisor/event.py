"""Everything that can happen in a session: one small frozen model each, in the past tense.

An event says only what happened; when, by whom and on which machine stand in its `Entry`. Fields marked
`Personal` (names, births, identifiers, free text) can be erased later without breaking the chain of
digests (RULES.md section 1); each says what stands in its place once erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field, TypeAdapter

from supervisor.candidate import NO_EXTRA_TIME, CleanText, ExtraTime, Frozen, Identity
from supervisor.incident import AlertOutcome, FraudKind
from supervisor.personal import Personal, PersonalIdentity, PersonalNames, Plain, Text

EndReason = Literal["candidate", "technical"]
"""Why a test stayed unfinished (DOMAIN.md section 7)."""
FirstState = Literal["none", "open", "expired"]
"""Where an incident's live alert stands when it is recorded."""
Cause = Literal["candidate", "technical", ""]
"""Whose doing an interruption is; empty when nobody said."""


class _Event(Frozen):
    """What all events share."""

    @classmethod
    def personal_fields(cls) -> dict[str, Any]:
        """Names of the erasable fields, each with what it reads once erased."""
        marks = {name: m for name, f in cls.model_fields.items() for m in f.metadata if isinstance(m, Personal)}
        return {name: mark.erased for name, mark in marks.items()}


class _OfCandidate(_Event):
    number: int
    """The candidate's number in the session."""


class SessionCreated(_Event):
    """The session exists: always the first event."""

    kind: Literal["session_created"] = "session_created"
    number: Plain
    """« N° de session » of Pix Certif, or a provisional p1, p2…"""
    site: Plain = ""
    room: Plain = ""
    date: date
    start: str
    """Local hour of the slot's beginning, HH:MM."""
    certification: str = "CORE"
    """Default certification of its candidates."""
    rehearsal: bool = False
    """True for a « RÉPÉTITION », never mixed with real sessions."""
    surveillants: PersonalNames = ()
    observations: Text = ""


class AccessCodeGiven(_Event):
    """The code the candidates type to start, secret until the instructions are read.

    An event of its own, so that an export can leave it out like an erased part and still verify.
    """

    kind: Literal["access_code_given"] = "access_code_given"
    code: Annotated[str, Personal("")]


class SessionRenumbered(_Event):
    """A provisional number was replaced by the one Pix Certif gave."""

    kind: Literal["session_renumbered"] = "session_renumbered"
    number: Plain


class SurveillantTookOver(_Event):
    """Relève: who supervises from now on."""

    kind: Literal["surveillant_took_over"] = "surveillant_took_over"
    name: Text


class DerogationRecorded(_Event):
    """Pix allowed more candidates per surveillant than the rule."""

    kind: Literal["derogation_recorded"] = "derogation_recorded"
    text: Text


class NoteWritten(_Event):
    """A free note on a candidate, or on the session when `number` is None."""

    kind: Literal["note_written"] = "note_written"
    number: int | None = None
    text: Text


class GlobalIncidentBegan(_Event):
    """Something touches several candidates at once."""

    kind: Literal["global_incident_began"] = "global_incident_began"
    scope: tuple[int, ...] | None = None
    fault: Literal["centre", "other", ""] = ""
    text: Text


class GlobalIncidentEnded(_Event):
    """It is over; what is given back follows as adjustments of the same action."""

    kind: Literal["global_incident_ended"] = "global_incident_ended"
    incident: int
    refused_to: tuple[int, ...] = ()


class ClockJumped(_Event):
    """The machine's wall clock moved against its monotonic clock. No end moves by itself."""

    kind: Literal["clock_jumped"] = "clock_jumped"
    seconds: int
    """Positive when the wall clock went forward."""


class ActionUndone(_Event):
    """A compensating event: the action's events count no more, and stay in the log."""

    kind: Literal["action_undone"] = "action_undone"
    target: int
    """Id of the action (its first event) that is reverted; of an undo: it is redone."""
    reason: Text = ""


class SessionClosed(_Event):
    """The session is closed and sealed: this event's digest is the seal."""

    kind: Literal["session_closed"] = "session_closed"
    forced: bool = False
    missing: tuple[str, ...] = ()
    """What was still missing, candidates by their numbers."""


class SessionReopened(_Event):
    """The seal is void."""

    kind: Literal["session_reopened"] = "session_reopened"
    reason: Text


class SessionFinalised(_Event):
    """The référent finalised the session in Pix Certif: the 48 hours stop."""

    kind: Literal["session_finalised"] = "session_finalised"


class PersonalDataErased(_Event):
    """The personal parts of these events were erased; their digests stay."""

    kind: Literal["personal_data_erased"] = "personal_data_erased"
    events: tuple[int, ...]


class CandidateAdded(_OfCandidate):
    """A candidate stands on the list."""

    kind: Literal["candidate_added"] = "candidate_added"
    certification: str | None = None
    """None: the session's default."""
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: Plain = ""
    seat: Plain = ""
    identity: PersonalIdentity


class CandidateCorrected(_OfCandidate):
    """What the list said of him was wrong; only what changed is set."""

    kind: Literal["candidate_corrected"] = "candidate_corrected"
    certification: str | None = None
    extra_time: ExtraTime | None = None
    class_name: Plain | None = None
    old_certification: str | None = None
    old_extra_time: ExtraTime | None = None
    old_class_name: Plain | None = None
    identity: Annotated[Identity | None, Personal(None)] = None
    old_identity: Annotated[Identity | None, Personal(None)] = None
    reason: Text = ""


class StartCorrected(_OfCandidate):
    """His start was recorded wrongly; both values are kept."""

    kind: Literal["start_corrected"] = "start_corrected"
    old: datetime
    new: datetime
    reason: Text


class CandidateRemoved(_OfCandidate):
    """He was taken off the list before he joined."""

    kind: Literal["candidate_removed"] = "candidate_removed"
    reason: Text = ""


class IdentityChecked(_OfCandidate):
    """Checked against a document, or attested without one by somebody (name, function)."""

    kind: Literal["identity_checked"] = "identity_checked"
    attested: bool = False
    attested_by: Text = ""


class SheetSigned(_OfCandidate):
    """« Émargement »."""

    kind: Literal["sheet_signed"] = "sheet_signed"


class PresenceConfirmed(_OfCandidate):
    """« Confirmer la présence » was clicked in the Espace surveillant; it holds 15 minutes."""

    kind: Literal["presence_confirmed"] = "presence_confirmed"


class CandidateJoined(_OfCandidate):
    """He entered session number, names and birth date in Pix."""

    kind: Literal["candidate_joined"] = "candidate_joined"


class TestStarted(_OfCandidate):
    """His first question: his clock runs from here."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_started"] = "test_started"


class TestInterrupted(_OfCandidate):
    """His test stands still: computer, network, or himself."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_interrupted"] = "test_interrupted"
    cause: Cause = ""


class TestResumed(_OfCandidate):
    """He goes on where he stopped."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_resumed"] = "test_resumed"
    refused: bool = False
    """True when it was decided that the interruption is not given back."""


class TestFinished(_OfCandidate):
    """His end screen was seen, or the Espace surveillant shows « Terminé »."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_finished"] = "test_finished"
    end_screen: bool = True


class TestEnded(_OfCandidate):
    """Ended by the surveillant (« Terminer le test »): unfinished, a reason is due."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_ended"] = "test_ended"
    reason: EndReason | None = None


class CandidateWithdrew(_OfCandidate):
    """« Abandon ou départ »."""

    kind: Literal["candidate_withdrew"] = "candidate_withdrew"
    reason: EndReason | None = None


class ReasonGiven(_OfCandidate):
    """Why an unfinished test stayed so, said or changed afterwards."""

    kind: Literal["reason_given"] = "reason_given"
    reason: EndReason


class CandidateAbsent(_OfCandidate):
    """He did not come."""

    kind: Literal["candidate_absent"] = "candidate_absent"


class CandidateNotCertifiable(_OfCandidate):
    """His profile does not allow the test: he is reported nowhere."""

    kind: Literal["candidate_not_certifiable"] = "candidate_not_certifiable"


class SeatChanged(_OfCandidate):
    """Where he actually sits."""

    kind: Literal["seat_changed"] = "seat_changed"
    seat: Plain


class ZoneChanged(_OfCandidate):
    """Which surveillant's part of the room he is in."""

    kind: Literal["zone_changed"] = "zone_changed"
    zone: Plain


class TimeAdjusted(_OfCandidate):
    """Minutes given or taken, added to what was there."""

    kind: Literal["time_adjusted"] = "time_adjusted"
    minutes: int
    source: int | None = None
    """The global incident or interruption this gives back."""
    reason: Text


class PauseBegan(_OfCandidate):
    """A pause of an accommodation: the countdown stands still."""

    kind: Literal["pause_began"] = "pause_began"


class PauseEnded(_OfCandidate):
    """It extends the end by its exact length."""

    kind: Literal["pause_ended"] = "pause_ended"


class IncidentRecorded(_Event):
    """An incident of the grid, on a candidate or on the session; its id is this event's id."""

    kind: Literal["incident_recorded"] = "incident_recorded"
    number: int | None
    code: str
    question: int | None = None
    state: FirstState = "none"
    """Where its live alert stands from the first: decided by edition and status."""
    text: Text = ""


class IncidentRetracted(_Event):
    """It was recorded by mistake; it stays in the log."""

    kind: Literal["incident_retracted"] = "incident_retracted"
    incident: int
    number: int | None = None
    reason: Text


class AlertClosed(_OfCandidate):
    """A live alert was answered in the Espace surveillant, or can no longer be."""

    kind: Literal["alert_closed"] = "alert_closed"
    incident: int
    outcome: AlertOutcome


class EvidenceKept(Frozen):
    """A file copied beside the journal. Its name may name a person; it is kept with the personal part."""

    name: CleanText
    sha256: str
    size: int


class FraudReported(_OfCandidate):
    """A « PV de fraude » in the making, or completed; it belongs to an incident C6 of the same action."""

    kind: Literal["fraud_reported"] = "fraud_reported"
    fraud: FraudKind
    seen: Text
    done: Text = ""
    witness: Text = ""
    evidence: Annotated[tuple[EvidenceKept, ...], Personal(())] = ()


Event = Annotated[
    SessionCreated | AccessCodeGiven | SessionRenumbered | SurveillantTookOver | DerogationRecorded | NoteWritten
    | GlobalIncidentBegan | GlobalIncidentEnded | ClockJumped | ActionUndone | SessionClosed | SessionReopened
    | SessionFinalised | PersonalDataErased | CandidateAdded | CandidateCorrected | StartCorrected
    | CandidateRemoved | IdentityChecked | SheetSigned | PresenceConfirmed | CandidateJoined | TestStarted
    | TestInterrupted | TestResumed | TestFinished | TestEnded | CandidateWithdrew | ReasonGiven
    | CandidateAbsent | CandidateNotCertifiable | SeatChanged | ZoneChanged | TimeAdjusted | PauseBegan
    | PauseEnded | IncidentRecorded | IncidentRetracted | AlertClosed | FraudReported,
    Field(discriminator="kind"),
]  # fmt: skip

_ANY_EVENT: TypeAdapter[Event] = TypeAdapter(Event)

EVENT_KINDS: dict[str, type[_Event]] = {
    model.model_fields["kind"].default: model for model in get_args(get_args(Event)[0])
}
"""Every kind of event with its model."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """An event decided and not yet recorded."""

    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the journal holds it."""

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
    if personal is None:
        model = EVENT_KINDS.get(kind)
        personal = model.personal_fields() if model is not None else {}
    return _ANY_EVENT.validate_python({"kind": kind, **public, **personal})
