"""Actions on incidents of the grid and on their live alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervisor.incident import AlertOutcome


@dataclass(frozen=True, slots=True)
class RecordIncident:
    """An incident of the grid; without numbers, one of the session as a whole."""

    code: str
    numbers: tuple[int, ...] = ()
    question: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RetractIncident:
    """The report was recorded by mistake: it counts no more."""

    incident: int
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectIncident:
    """The report was recorded wrongly: what is right, with a reason; None leaves a thing as it is."""

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
