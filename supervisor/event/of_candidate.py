"""Events of one candidate: who he is and the course of his test."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event.base import Cause, EndReason, OfCandidate
from supervisor.personal import Personal, PersonalIdentity, Plain, Text


class CandidateAdded(OfCandidate):
    """A candidate stands on the list."""

    kind: Literal["candidate_added"] = "candidate_added"
    certification: str | None = None
    """None: the session's default."""
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: Plain = ""
    seat: Plain = ""
    identity: PersonalIdentity


class CandidateCorrected(OfCandidate):
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


class StartCorrected(OfCandidate):
    """His start was recorded wrongly; both values are kept."""

    kind: Literal["start_corrected"] = "start_corrected"
    old: datetime
    new: datetime
    moves: tuple[tuple[int, int], ...] = ()
    """After a jump of the clock: what was noted of him before this event (an id) moves by so many seconds."""
    reason: Text


class CandidateRemoved(OfCandidate):
    """He was taken off the list before he joined."""

    kind: Literal["candidate_removed"] = "candidate_removed"
    reason: Text = ""


class IdentityChecked(OfCandidate):
    """Checked against a document, or attested without one by somebody (name, function)."""

    kind: Literal["identity_checked"] = "identity_checked"
    attested: bool = False
    attested_by: Text = ""


class SheetSigned(OfCandidate):
    """« Émargement »."""

    kind: Literal["sheet_signed"] = "sheet_signed"


class PresenceConfirmed(OfCandidate):
    """« Confirmer la présence » was clicked in the Espace surveillant; it holds 15 minutes."""

    kind: Literal["presence_confirmed"] = "presence_confirmed"


class CandidateJoined(OfCandidate):
    """He entered session number, names and birth date in Pix."""

    kind: Literal["candidate_joined"] = "candidate_joined"


class TestStarted(OfCandidate):
    """His first question: his clock runs from here."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_started"] = "test_started"


class TestInterrupted(OfCandidate):
    """His test stands still: computer, network, or himself."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_interrupted"] = "test_interrupted"
    cause: Cause = ""


class TestResumed(OfCandidate):
    """He goes on where he stopped."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_resumed"] = "test_resumed"
    refused: bool = False
    """True when it was decided that the interruption is not given back."""
    measured: bool = False
    """True when it was ordered that what was lost be given back; the minutes follow as an adjustment."""


class TestFinished(OfCandidate):
    """His end screen was seen, or the Espace surveillant shows « Terminé »."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_finished"] = "test_finished"
    end_screen: bool = True


class TestEnded(OfCandidate):
    """Ended by the surveillant (« Terminer le test »): unfinished, a reason is due."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_ended"] = "test_ended"
    reason: EndReason | None = None


class CandidateWithdrew(OfCandidate):
    """« Abandon ou départ »."""

    kind: Literal["candidate_withdrew"] = "candidate_withdrew"
    reason: EndReason | None = None


class ReasonGiven(OfCandidate):
    """Why an unfinished test stayed so, said or changed afterwards."""

    kind: Literal["reason_given"] = "reason_given"
    reason: EndReason


class CandidateAbsent(OfCandidate):
    """He did not come."""

    kind: Literal["candidate_absent"] = "candidate_absent"


class CandidateNotCertifiable(OfCandidate):
    """His profile does not allow the test: he is reported nowhere."""

    kind: Literal["candidate_not_certifiable"] = "candidate_not_certifiable"


class SeatChanged(OfCandidate):
    """Where he actually sits."""

    kind: Literal["seat_changed"] = "seat_changed"
    seat: Plain


class ZoneChanged(OfCandidate):
    """Which surveillant's part of the room he is in."""

    kind: Literal["zone_changed"] = "zone_changed"
    zone: Plain


class TimeAdjusted(OfCandidate):
    """Minutes given or taken, added to what was there."""

    kind: Literal["time_adjusted"] = "time_adjusted"
    minutes: int
    source: int | None = None
    """The global incident or interruption this gives back."""
    covers_all: bool = False
    """True when it is the whole of what was on offer at that instant."""
    for_incident: bool | None = None
    """Whether an incident was its cause, as a person said; None: nobody did."""
    reason: Text


class PauseBegan(OfCandidate):
    """A pause of an accommodation: the countdown stands still."""

    kind: Literal["pause_began"] = "pause_began"


class PauseEnded(OfCandidate):
    """It extends the end by its exact length."""

    kind: Literal["pause_ended"] = "pause_ended"
