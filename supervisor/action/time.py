"""Actions that move the end of one candidate's test: interruptions, minutes given or taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervisor.event import Cause


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Their test stands still from now on."""

    numbers: tuple[int, ...]
    cause: Cause = ""


GiveBack = Literal["measured", "none"] | int
"""What to give back for a loss: its measured length, nothing, or so many minutes."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Their test goes on; `give` says what they get back for it, and None leaves the loss on offer."""

    numbers: tuple[int, ...]
    give: GiveBack | None = None


@dataclass(frozen=True, slots=True)
class AdjustTime:
    """Minutes given to candidates or taken from them, with a reason; refused where nothing would be left of a test."""

    numbers: tuple[int, ...]
    minutes: int = 0
    reason: str = ""
    thirds: int = 0
    """+1 or -1: a third of the candidate's own test instead of minutes."""
    until: datetime | None = None
    """Instead of minutes: whatever brings their end to this instant, rounded up."""
    force: bool = False
    """Confirmed although the end comes to lie before now."""
    source: int | None = None
    for_incident: bool | None = None
    """Whether an incident is its cause: the box « temps supplémentaire » is then proposed. None: nobody said."""
