"""What stands for a fact in the JSON that leaves: the status of the command and the export say it alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supervisor.seal import stamp
from supervisor.situation import Checked
from supervisor.timing import Ending


def instant_figure(moment: datetime | None) -> str | None:
    """An instant, ISO 8601 UTC; None where there is none."""
    return stamp(moment) if moment is not None else None


def identity_figure(checked: Checked | None) -> dict[str, Any] | None:
    """The identity check: when, and by whom it was attested where no document was seen."""
    if checked is None:
        return None
    return {"at": stamp(checked.at), "attested": checked.attested, "attested_by": checked.attested_by}


def ending_figure(ending: Ending | None) -> dict[str, int] | None:
    """The terms of an ending: whole minutes, but the pauses in seconds (RULES.md section 10)."""
    if ending is None:
        return None
    return {
        "duration": ending.duration,
        "extra": ending.extra,
        "adjustments": ending.adjustments,
        "pauses": int(ending.pauses.total_seconds()),
    }
