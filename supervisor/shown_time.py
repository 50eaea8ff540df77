"""Instants as they are shown: in a zone of the calendar, an end rounded up to the minute, a start down."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from supervisor.timing import MINUTE

_FIRST, _LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""First and last instant that a date can hold."""


def shown_in(zone: ZoneInfo, instant: datetime) -> datetime:
    """An instant in a zone; one that the zone's calendar has no day for is the nearest that it has.

    No instant of a journal can keep the rest of it from being read (RULES.md section 12).
    """
    try:
        return instant.astimezone(zone)
    except (OverflowError, ValueError):
        return (_FIRST if instant.year == 1 else _LAST).replace(tzinfo=zone)


def display_end(instant: datetime) -> datetime:
    """An end as it is shown: rounded up to the minute (RULES.md section 3)."""
    whole = display_start(instant)
    return whole if whole == instant or whole >= _LAST - MINUTE else whole + MINUTE


def display_start(instant: datetime) -> datetime:
    """A start as it is shown: rounded down to the minute."""
    return instant.replace(second=0, microsecond=0)
