"""Events of incidents of the grid and of their live alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from supervisor.event.base import FirstState, Happening, OfCandidate
from supervisor.incident import AlertOutcome
from supervisor.personal import Plain, Text


class IncidentRecorded(Happening):
    """An incident of the grid, on a candidate or on the session; its id is this event's id."""

    kind: Literal["incident_recorded"] = "incident_recorded"
    number: int | None
    code: Plain
    question: int | None = None
    state: FirstState = "none"
    """Where its live alert stands from the first: decided by edition and status."""
    text: Text = ""


class IncidentRetracted(Happening):
    """« Retiré »: the report was recorded by mistake; it counts no more, and stays in the log."""

    kind: Literal["incident_retracted"] = "incident_retracted"
    incident: int
    number: int | None = None
    reason: Text


class IncidentCorrected(Happening):
    """The report was recorded wrongly: what it says from now on, and what it said."""

    kind: Literal["incident_corrected"] = "incident_corrected"
    incident: int
    number: int | None = None
    code: Plain
    question: int | None = None
    text: Text = ""
    happened_at: datetime
    """When it really happened, UTC."""
    old_code: Plain
    old_question: int | None = None
    old_text: Text = ""
    old_happened_at: datetime
    reason: Text


class AlertClosed(OfCandidate):
    """A live alert was answered in the Espace surveillant, or can no longer be."""

    kind: Literal["alert_closed"] = "alert_closed"
    incident: int
    outcome: AlertOutcome
