"""Events on a candidate's way through the session: from the identity check to how their test ended."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from supervisor.event.base import EndReason, OfCandidate
from supervisor.personal import Text


class StartCorrected(OfCandidate):
    """Their start was recorded wrongly, or the clock had jumped: their end moves with it; both values are kept."""

    kind: Literal["start_corrected"] = "start_corrected"
    old: datetime
    new: datetime
    moves: tuple[tuple[int, int], ...] = ()
    """After a jump of the clock: what was noted of them before this event (an id) moves by so many seconds."""
    reason: Text


class IdentityChecked(OfCandidate):
    """Checked against a document, or attested without one by somebody (name, function)."""

    kind: Literal["identity_checked"] = "identity_checked"
    attested: bool = False
    attested_by: Text = ""


class SheetSigned(OfCandidate):
    """« Émargement »: they signed the attendance sheet."""

    kind: Literal["sheet_signed"] = "sheet_signed"


class PresenceConfirmed(OfCandidate):
    """« Confirmer la présence » was clicked in the Espace surveillant; it holds 15 minutes."""

    kind: Literal["presence_confirmed"] = "presence_confirmed"


class CandidateJoined(OfCandidate):
    """« A rejoint »: they entered session number, names and birth date in Pix."""

    kind: Literal["candidate_joined"] = "candidate_joined"


class TestStarted(OfCandidate):
    """« En cours »: they saw their first question, and their time runs from this instant (RULES.md section 3)."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_started"] = "test_started"


class TestFinished(OfCandidate):
    """« Terminé »: their end screen was seen, or the Espace surveillant shows « Terminé »."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_finished"] = "test_finished"
    end_screen: bool = True


class TestEnded(OfCandidate):
    """Ended by the surveillant (« Terminer le test »): unfinished, a reason is due."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_ended"] = "test_ended"
    reason: EndReason | None = None


class CandidateWithdrew(OfCandidate):
    """« Abandon ou départ »: they left before the end; their test stays unfinished, and a reason is due."""

    kind: Literal["candidate_withdrew"] = "candidate_withdrew"
    reason: EndReason | None = None


class ReasonGiven(OfCandidate):
    """Why an unfinished test stayed so (`EndReason`), said or changed after it stopped."""

    kind: Literal["reason_given"] = "reason_given"
    reason: EndReason


class CandidateAbsent(OfCandidate):
    """« Absent »: they did not come; undone by checking their identity, or by joining."""

    kind: Literal["candidate_absent"] = "candidate_absent"


class CandidateNotCertifiable(OfCandidate):
    """« Non certifiable »: their Pix profile does not allow the test, and nothing is entered for them in Pix Certif."""

    kind: Literal["candidate_not_certifiable"] = "candidate_not_certifiable"
