"""Events of the close: verdicts, boxes and comment, the seal, and what is done behind it (DOMAIN.md section 7).

What the référent notes behind the seal is the annex: it leaves the sealed part as it is.
"""

from __future__ import annotations

from typing import Literal

from supervisor.event.base import EndReason, Happening, OfCandidate
from supervisor.personal import Plain, Text

Verdict = Literal["nothing", "jury", "fraud"]
"""« Rien à signaler », « délibération du jury requise », « fraude ou suspicion de fraude »."""


Box = Literal["extra_time_given", "could_not_join"]
"""The two optional boxes of Pix Certif's finalisation page."""


class VerdictGiven(OfCandidate):
    """The surveillant's verdict on a candidate, in the place of the one the facts propose."""

    kind: Literal["verdict_given"] = "verdict_given"
    verdict: Verdict
    reason: Text = ""


class EndScreenSeen(OfCandidate):
    """« Écran de fin de test vu », noted after the end of their test (edition 2021)."""

    kind: Literal["end_screen_seen"] = "end_screen_seen"


class CommentWritten(Happening):
    """The global comment of the PV de session; the last one counts, an empty one takes it away."""

    kind: Literal["comment_written"] = "comment_written"
    text: Text = ""


class BoxTicked(Happening):
    """One of the two boxes, ticked or not, in the place of what the facts propose."""

    kind: Literal["box_ticked"] = "box_ticked"
    box: Box
    ticked: bool


class SessionClosed(Happening):
    """The session is closed and sealed: this event's digest is the seal."""

    kind: Literal["session_closed"] = "session_closed"
    forced: bool = False
    missing: tuple[Plain, ...] = ()
    """What was still missing, candidates by their numbers."""


class SessionReopened(Happening):
    """« Rouverte »: the seal is void, and everything may be recorded again."""

    kind: Literal["session_reopened"] = "session_reopened"
    reason: Text


class SessionFinalised(Happening):
    """The référent finalised the session in Pix Certif: the 48 hours stop."""

    kind: Literal["session_finalised"] = "session_finalised"


class FinalisationLineTyped(Happening):
    """« Fait » : a line of the finalisation sheet was typed in Pix Certif, or was not after all."""

    kind: Literal["finalisation_line_typed"] = "finalisation_line_typed"
    line: Plain
    """Key of the line: the candidate's number, a box, the comment."""
    done: bool = True


class FinalisationReasonGiven(OfCandidate):
    """The reason of an unfinished test that a forced close left open."""

    kind: Literal["finalisation_reason_given"] = "finalisation_reason_given"
    reason: EndReason


class FinalisationCorrected(Happening):
    """What was typed in Pix Certif differs from the PV: how, and why, noted by the référent behind the seal."""

    kind: Literal["finalisation_corrected"] = "finalisation_corrected"
    number: int | None = None
    """The candidate it is about; None: the session."""
    text: Text


class LateNoteWritten(Happening):
    """A note that could not be written before the close: it stands behind the seal, the sealed part unchanged."""

    kind: Literal["late_note_written"] = "late_note_written"
    number: int | None = None
    """The candidate it is about; None: the session."""
    text: Text
