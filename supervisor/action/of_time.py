"""Global incidents and minutes given or taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from supervisor.action.of_candidate import GiveBack


@dataclass(frozen=True, slots=True)
class BeginGlobal:
    """Something touches several candidates; `scope` None: everybody."""

    text: str
    scope: tuple[int, ...] | None = None
    fault: Literal["centre", "other", ""] = ""
    force: bool = False
    """Confirmed although the same one has begun within the minute."""


@dataclass(frozen=True, slots=True)
class EndGlobal:
    """It is over; what each one gets back is `give`, or his own line of `each`."""

    incident: int | None = None
    """None: the only one that runs."""
    give: GiveBack = "measured"
    each: Mapping[int, int] = field(default_factory=dict)
    """Minutes for a candidate where they differ from `give`; 0 refuses."""
    resume: bool = False
    """« Tous reprennent maintenant »: those interrupted since it began go on."""
    away: tuple[int, ...] = ()
    """Not back yet: their tests stay interrupted until they are resumed."""


@dataclass(frozen=True, slots=True)
class AdjustTime:
    """Minutes given or taken, with a reason."""

    numbers: tuple[int, ...]
    minutes: int = 0
    reason: str = ""
    thirds: int = 0
    """+1 or -1: a third of the candidate's own test instead of minutes."""
    until: datetime | None = None
    """Instead of minutes: whatever brings his end to this instant, rounded up."""
    force: bool = False
    """Confirmed although the end comes to lie before now."""
    source: int | None = None
    for_incident: bool | None = None
    """Whether an incident is its cause: the box « temps supplémentaire » is then proposed. None: nobody said."""
