"""The ends of the tests of one state of a session: each is worked out once, and kept for as long as it is the same.

Nothing here decides anything: what an end is says `supervisor.timing`. An end is kept with the situation that it was
worked out from, and with the instant from which on it stays; for whoever is in another situation by now, and for an
instant before, it is worked out anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor.situation import Situation
from supervisor.timing import MINUTE, NOTHING, Ending, TestTime

TimeOf = Callable[[Situation], TestTime | None]
"""What decides the end of a candidate's test, in one state of the session; None when they have not started."""


@dataclass(frozen=True, slots=True)
class RunningEnds:
    """The ends of the tests that run, by whether time moves them."""

    settled: tuple[datetime, ...]
    """Of those that stay where they are, the earliest first."""
    moving: tuple[Situation, ...]
    """Whose end is a provisional one: it is asked for at each instant."""
    longest: timedelta
    """From a start to the end of one that stays, at most."""
    since: datetime | None
    """From when on that is so; None: always."""

    def within(self, now: datetime, minutes: int) -> int:
        """How many of those that stay have passed, or will have in so many minutes."""
        return bisect_right(self.settled, now + minutes * MINUTE)


class Ends:
    """What is known of the ends of one state."""

    def __init__(self) -> None:
        self._settled: dict[int, tuple[Situation, Ending | None, datetime | None]] = {}
        """By candidate: the end, and from when on it stays; None: it always did."""
        self._moving: tuple[datetime | None, dict[int, tuple[Situation, Ending | None]]] = (None, {})
        """Those of one instant: a picture asks for each of them many times over."""
        self._running: RunningEnds | None = None

    def followed_by(self) -> Ends:
        """What is still known in a state in which all that ends depend on but for situations is as it was."""
        after = Ends()
        after._settled = dict(self._settled)
        return after

    def of(self, situation: Situation, seen_at: datetime, time_of: TimeOf) -> Ending | None:
        """The end of their test as it stands at an instant; None when they have not started."""
        known = self._settled.get(situation.number)
        if known is not None and known[0] is situation and (known[2] is None or known[2] <= seen_at):
            return known[1]
        instant, of_instant = self._moving
        if instant != seen_at:
            of_instant = {}
            # In one step: the thread that records asks as well.
            self._moving = (seen_at, of_instant)
        kept = of_instant.get(situation.number)
        if kept is not None and kept[0] is situation:
            return kept[1]
        test_time = time_of(situation)
        ending = test_time.ending(seen_at) if test_time is not None else None
        stays, since = test_time.stays() if test_time is not None else (True, None)
        if stays and (since is None or since <= seen_at):
            self._settled[situation.number] = (situation, ending, since)
        else:
            of_instant[situation.number] = (situation, ending)
        return ending

    def running(self, everybody: Iterable[Situation], seen_at: datetime, time_of: TimeOf) -> RunningEnds:
        """The ends of the tests that run.

        Args:
            everybody: the candidates of the state, the same each time.
            seen_at: the instant.
            time_of: what decides each one's.
        """
        known = self._running
        if known is not None and (known.since is None or known.since <= seen_at):
            return known
        ats, moving, sinces, longest = [], [], [], NOTHING
        for who in everybody:
            if not who.is_running:
                continue
            ending = self.of(who, seen_at, time_of)
            kept = self._settled.get(who.number)
            if ending is not None and kept is not None and kept[1] is ending:
                ats.append(ending.at)
                longest = max(longest, ending.at - ending.started_at)
                if kept[2] is not None:
                    sinces.append(kept[2])
            else:
                moving.append(who)
        self._running = known = RunningEnds(tuple(sorted(ats)), tuple(moving), longest, max(sinces, default=None))
        return known
