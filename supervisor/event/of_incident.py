"""Events of incidents, live alerts and fraud."""

from __future__ import annotations

from typing import Annotated, Literal

from supervisor.candidate import CleanText, Frozen
from supervisor.event.base import FirstState, Happening, OfCandidate
from supervisor.incident import AlertOutcome, FraudKind
from supervisor.personal import Personal, Text


class IncidentRecorded(Happening):
    """An incident of the grid, on a candidate or on the session; its id is this event's id."""

    kind: Literal["incident_recorded"] = "incident_recorded"
    number: int | None
    code: str
    question: int | None = None
    state: FirstState = "none"
    """Where its live alert stands from the first: decided by edition and status."""
    text: Text = ""


class IncidentRetracted(Happening):
    """It was recorded by mistake; it stays in the log."""

    kind: Literal["incident_retracted"] = "incident_retracted"
    incident: int
    number: int | None = None
    reason: Text


class AlertClosed(OfCandidate):
    """A live alert was answered in the Espace surveillant, or can no longer be."""

    kind: Literal["alert_closed"] = "alert_closed"
    incident: int
    outcome: AlertOutcome


class EvidenceKept(Frozen):
    """A file copied beside the journal. Its name may name a person; it is kept with the personal part."""

    name: CleanText
    sha256: str
    size: int


class FraudReported(OfCandidate):
    """A « PV de fraude » in the making, or completed; it belongs to an incident C6 of the same action."""

    kind: Literal["fraud_reported"] = "fraud_reported"
    fraud: FraudKind
    seen: Text
    done: Text = ""
    witness: Text = ""
    evidence: Annotated[tuple[EvidenceKept, ...], Personal(())] = ()
