"""`--at`: an instant of the command line; what cannot be read is bad usage."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from screens.command.output import BadUsageError
from screens.kit import instants


def parse_instant(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that somebody means, in UTC (`screens.kit.instants.parse_instant`).

    Raises:
        BadUsageError: it is none, or there is no such instant.
    """
    try:
        return instants.parse_instant(text, now=now, zone=zone)
    except instants.UnreadableInstantError as error:
        raise BadUsageError(str(error)) from None
