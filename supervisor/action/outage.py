"""Actions on a global incident: it begins, it ends, and who gets what back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from supervisor.action.time import GiveBack


@dataclass(frozen=True, slots=True)
class BeginGlobal:
    """« Incident global »: something touches several candidates; `scope` None: everybody."""

    text: str
    scope: tuple[int, ...] | None = None
    fault: Literal["centre", "other", ""] = ""
    force: bool = False
    """Confirmed although the same one has begun within the minute."""


@dataclass(frozen=True, slots=True)
class EndGlobal:
    """It is over; what each one gets back is `give`, or their own line of `each`."""

    incident: int | None = None
    """None: the only one that runs."""
    give: GiveBack = "measured"
    each: Mapping[int, int] = field(default_factory=dict)
    """Minutes for a candidate where they differ from `give`; 0 refuses."""
    resume: bool = False
    """« Tous reprennent maintenant »: those interrupted since it began go on."""
    away: tuple[int, ...] = ()
    """Not back yet: their tests stay interrupted until they are resumed."""
