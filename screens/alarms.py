"""Countdowns that reach 15, 5 and 0 minutes, once each; and the wall clock when it jumps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from supervisor.session import Session
from supervisor.timing import Urgency

JUMP_S = 5
"""A difference of that many seconds between wall clock and monotonic clock is a jump (RULES.md section 3)."""


@dataclass
class AlarmWatch:
    """Remembers how near each end was when last looked at."""

    known: dict[int, Urgency] = field(default_factory=dict)

    def look(self, session: Session, now: datetime) -> list[int]:
        """Numbers of those whose countdown reached a further step since the last look, the most pressing first.

        A test seen for the first time is silent: the board has just been opened on it, or it has just started.
        Steps passed while the machine slept count as one.
        """
        steps = {c.number: session.urgency_of(c, now) for c in session.candidates.values() if c.is_running}
        further = [number for number, step in steps.items() if step > self.known.get(number, step)]
        self.known = steps
        return sorted(further, key=lambda number: (-steps[number], number))


@dataclass
class JumpWatch:
    """Holds the wall clock against the monotonic clock."""

    wall: datetime | None = None
    monotonic: float = 0.0

    def look(self, wall: datetime, monotonic: float) -> int:
        """Seconds by which the wall clock jumped since the last jump; 0 when it did not."""
        if self.wall is None:
            self.wall, self.monotonic = wall, monotonic
            return 0
        gone = (wall - self.wall).total_seconds() - (monotonic - self.monotonic)
        if abs(gone) < JUMP_S:
            return 0
        self.wall, self.monotonic = wall, monotonic
        return round(gone)
