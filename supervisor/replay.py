"""The session as it stood at any past instant: what had been recorded by then, and nothing else."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from itertools import accumulate

from supervisor.event import (
    AlertClosed,
    Entry,
    FraudReported,
    GlobalIncidentBegan,
    GlobalIncidentEnded,
    IncidentCorrected,
    IncidentRecorded,
    IncidentRetracted,
)
from supervisor.folding import fold, then
from supervisor.jumps import today
from supervisor.session import Session
from supervisor.timing import moved_by

OF_INCIDENTS = (
    IncidentRecorded, IncidentCorrected, IncidentRetracted, AlertClosed, FraudReported, GlobalIncidentBegan,
    GlobalIncidentEnded,
)  # fmt: skip
"""Events that concern what went wrong in the room."""
STRIDE = 500
"""Events between two states that are kept: so many at most are folded to come to any other."""


class Timeline:
    """Every state a session went through, by the number of events that had been recorded.

    An event counts from the instant it was *recorded*: before that nobody could see it, whenever it happened. Time is
    that which went by: on the machine's clock as it shows after all its jumps. Where that went back and nobody
    noted it, the later event is shown at the instant of the one before it.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        """The state after all events: where looking back ends."""
        self.instants: tuple[datetime, ...] = tuple(
            accumulate((today(session, e.recorded_at, e.id) for e in session.entries), max)
        )
        """When each event became known, in their order; it never goes back."""
        self._kept = {0: fold(session.header, ())}
        self._last = (0, self._kept[0])

    def __len__(self) -> int:
        return len(self.session.entries)

    @property
    def first(self) -> int:
        """Events of the creation, the list with it: before them there is nothing to see."""
        return sum(entry.action == 1 for entry in self.session.entries)

    def at(self, count: int) -> Session:
        """The state when so many events were recorded: exactly `fold` of the first `count` events."""
        if count == len(self):
            return self.session
        known, state = self._nearest(count)
        for stop in (*range(known - known % STRIDE + STRIDE, count, STRIDE), count):
            state = then(state, self.session.entries[known:stop])
            known = stop
            if stop % STRIDE == 0:
                self._kept[stop] = state
        self._last = (count, state)
        return state

    def _nearest(self, count: int) -> tuple[int, Session]:
        kept = max(known for known in self._kept if known <= count)
        return self._last if kept <= self._last[0] <= count else (kept, self._kept[kept])

    def count_at(self, instant: datetime) -> int:
        """How many events had been recorded at an instant, those of the creation at least."""
        return max(self.first, bisect_right(self.instants, instant))

    def instant_of(self, count: int) -> datetime:
        """When the last of the first `count` events became known."""
        return self.instants[max(count, 1) - 1]

    def shown_by_the_clock(self, instant: datetime, count: int) -> datetime:
        """What the machine's clock showed at an instant at which so many events had been recorded."""
        return instant - moved_by(self.session.jumps, count)

    def next_incident(self, count: int) -> int | None:
        """How many events there are with the first one about an incident after `count`; None when there is none."""
        return next((e.id for e in self.session.entries[count:] if isinstance(e.event, OF_INCIDENTS)), None)

    def incident_before(self, count: int) -> int | None:
        """How many events there are with the last one about an incident before the `count`-th."""
        before = reversed(self.session.entries[: max(0, count - 1)])
        return next((e.id for e in before if isinstance(e.event, OF_INCIDENTS)), None)


def is_incident(entry: Entry) -> bool:
    """Something went wrong then: a report, a fraud, the beginning of a global incident."""
    return isinstance(entry.event, (IncidentRecorded, FraudReported, GlobalIncidentBegan))


def incident_instants(session: Session) -> list[datetime]:
    """The instants at which something went wrong in the room, in the order they were recorded; on the bar's clock."""
    return [today(session, entry.at, entry.id) for entry in session.entries if is_incident(entry)]
