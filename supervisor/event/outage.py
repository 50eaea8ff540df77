"""Events of a global incident: what touches several candidates at once, from its beginning to its end."""

from __future__ import annotations

from typing import Literal

from supervisor.event.base import Happening
from supervisor.personal import Text


class GlobalIncidentBegan(Happening):
    """« Incident global »: something stops several candidates at once, such as a network cut or an alarm."""

    kind: Literal["global_incident_began"] = "global_incident_began"
    scope: tuple[int, ...] | None = None
    fault: Literal["centre", "other", ""] = ""
    text: Text


class GlobalIncidentEnded(Happening):
    """It is over; what is given back follows as adjustments of the same action."""

    kind: Literal["global_incident_ended"] = "global_incident_ended"
    incident: int
    refused_to: tuple[int, ...] = ()
    """Those whose line was changed or refused: what they did not get is offered no more."""
    measured_to: tuple[int, ...] = ()
    """Those to whom it was ordered to give back what they lost."""
