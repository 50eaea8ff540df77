"""Actions on fraud: its report, begun and completed."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor.event import EvidenceKept
from supervisor.incident import FraudKind


@dataclass(frozen=True, slots=True)
class ReportFraud:
    """A « PV de fraude », with the incident that goes with it; or what completes one.

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
