"""By which clock a candidate's test is counted, where the machine's jumped before it began or after it was over.

A jump while a test runs is offered to a person (`supervisor.jumps`): what they answer moves the start, and what was
noted before. A jump beyond a test asks nobody anything, and moves none of its instants. Yet an outage noted on the
other side of it stands on another clock than the test does: it is looked at as the clock of the test would have shown
it, so that who had finished before it began is given nothing for it. What was lost depends on what happened when
(RULES.md section 12).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from supervisor import event as ev
from supervisor.chronicle import Chronicle
from supervisor.timing import NOTHING, Interval, Moves, moved, moved_by

_MOST_S = 2 * 10**9
"""Further than a clock that starts at 1970 is off; nothing is computed with more."""

STOPS = (ev.TestFinished, ev.TestEnded, ev.CandidateWithdrew)
"""What ends a test."""

_I = TypeVar("_I", bound=Interval)


@dataclass(frozen=True, slots=True)
class TestClock:
    """The clock of one candidate's test, beside that of the machine as it showed when something was noted."""

    moves: Moves = ()
    """Jumps before their test began, and after it was over."""
    since: timedelta = NOTHING
    """By how much the machine's clock jumped since their test was over: 0 for one that runs."""

    def instant(self, at: datetime, noted: int) -> datetime:
        """An instant that was said by the event of this id, on the clock of the test."""
        return at + moved_by(self.moves, noted) - self.since

    def shown(self, at: datetime) -> datetime:
        """An instant as the machine's clock shows it now, on the clock of the test."""
        return at - self.since

    def today(self, at: datetime) -> datetime:
        """An instant on the clock of the test, as the machine's would have shown it after all its jumps."""
        return at + self.since

    def interval(self, one: _I) -> _I:
        """An outage, on the clock of the test."""
        return moved(one, self.moves, self.since)


THE_MACHINES = TestClock()
"""Where nothing jumped beyond a test."""


def clocks_of(jumps: Moves, entries: Chronicle, reverted: Collection[int]) -> dict[int, TestClock]:
    """The clock of each candidate who started and whose test a jump lies beyond; the others have the machine's.

    Args:
        jumps: those that were noted.
        entries: the journal.
        reverted: ids of the actions that do not count.
    """
    if not jumps:
        return {}
    begun, over = last_noted(entries, reverted, ev.TestStarted), last_noted(entries, reverted, *STOPS)
    found = {}
    for number, start in begun.items():
        before = tuple(jump for jump in jumps if jump[0] < start)
        after = tuple(jump for jump in jumps if jump[0] > over.get(number, jump[0]))
        if before or after:
            found[number] = TestClock(before + after, timedelta(seconds=sum(size for _, size in after)))
    return found


def jumps_noted(entries: Chronicle) -> Moves:
    """The events that say that it jumped, each with its seconds.

    However many there are, together they lead no further than a clock can be off.
    """
    found, total = [], 0
    for entry in entries.of_kind(ev.ClockJumped):
        if isinstance(entry.event, ev.ClockJumped):
            before, total = total, max(-_MOST_S, min(total + entry.event.seconds, _MOST_S))
            found.append((entry.id, total - before))
    return tuple(found)


def owed_of(jumps: Moves, entries: Chronicle, reverted: Collection[int], started: Iterable[int]) -> dict[int, Moves]:
    """For each candidate whose test ran through a jump that was not answered for them: its event, and its seconds.

    Args:
        jumps: those that were noted.
        entries: the journal.
        reverted: ids of the actions that do not count.
        started: who has started.
    """
    if not jumps:
        return {}
    noted = last_noted(entries, reverted, ev.TestStarted, ev.StartCorrected)
    stopped, after = last_noted(entries, reverted, *STOPS), entries[-1].id + 1
    owed = {
        number: tuple(
            (id_, size) for id_, size in jumps if noted.get(number, after - 1) < id_ < stopped.get(number, after)
        )
        for number in started
    }
    return {number: through for number, through in owed.items() if through}


def held_open(intervals: tuple[_I, ...], owed: Moves) -> tuple[_I, ...]:
    """The same, those that are open marked where a clock that was set back shows their begin as to come.

    Args:
        intervals: pauses, interruptions or outages of one candidate.
        owed: the jumps that were not answered for them.
    """
    if not owed:
        return intervals
    return tuple(
        replace(i, is_ahead=True) if i.end is None and moved_by(owed, i.event_id) < NOTHING else i for i in intervals
    )


def starts_today_of(
    starts: Mapping[int, datetime], owed: Mapping[int, Moves], clocks: Mapping[int, TestClock]
) -> dict[int, datetime]:
    """When each test began, on the machine's clock as it shows now, whatever became of its jumps since.

    Args:
        starts: by candidate, as it is counted.
        owed: the jumps that were not answered for each.
        clocks: of those whose test a jump lies beyond.
    """
    return {n: clocks.get(n, THE_MACHINES).today(at) + moved_by(owed.get(n, ()), 0) for n, at in starts.items()}


def last_noted(entries: Chronicle, reverted: Collection[int], *kinds: type[ev.OfCandidate]) -> dict[int, int]:
    """For each candidate, the id of the last event of these kinds that counts."""
    return {
        e.event.number: e.id for e in entries.of_kind(*kinds) if e.action not in reverted and isinstance(e.event, kinds)
    }
