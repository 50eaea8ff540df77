"""Incidents, live alerts, fraud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervisor.event import EvidenceKept
from supervisor.incident import AlertOutcome, FraudKind


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
class CorrectIncident:
    """It was recorded wrongly; None leaves a thing as it is."""

    incident: int
    reason: str
    code: str | None = None
    question: int | None = None
    text: str | None = None
    happened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CloseAlert:
    """Answer a live alert; question, code or the number of the report tell which one where several are open."""

    number: int
    outcome: AlertOutcome
    question: int | None = None
    code: str | None = None
    incident: int | None = None
    """Id of the event that recorded it."""


@dataclass(frozen=True, slots=True)
class ReportFraud:
    """A « PV de fraude », with the incident C6 that goes with it; or what completes one.

    In what completes a report, None leaves a thing as it is, and evidence adds up.
    """

    number: int
    fraud: FraudKind | None = None
    seen: str | None = None
    done: str | None = None
    witnesses: tuple[str, ...] | None = None
    evidence: tuple[EvidenceKept, ...] = ()
    """Files that were copied already."""
    report: int | None = None
    """Id of the report to be completed; None: another case, with a report of its own."""
    tool_required: bool | None = None
    """Whether the instruction of the question asked for that tool, where that was asked."""
