"""Durations, temps majoré, adjustments, pauses and losses: when a candidate's test ends, and why.

Everything is integers of minutes or exact `timedelta`s; nothing is ever a float, and nothing counts down:
a countdown is `end - now`. Sources: DOMAIN.md section 3, RULES.md section 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum

from supervisor.candidate import ExtraTime

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)


def minutes_of_test(duration: int, extra_time: ExtraTime) -> int:
    """Whole minutes of test, temps majoré included, rounded up in the candidate's favour.

    Args:
        duration: minutes of the certification's test (105, 90, 60…).
        extra_time: a whole percentage, or exactly one third.
    """
    if extra_time.third:
        return -(-duration * 4 // 3)
    return -(-duration * (100 + extra_time.percent) // 100)


def minutes_up(length: timedelta) -> int:
    """A length in whole minutes, rounded up; 0 for nothing or less."""
    return max(0, -(-length // MINUTE))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Minutes given to a candidate, or taken from him, with the reason."""

    event_id: int
    minutes: int
    reason: str
    at: datetime
    source: int | None = None
    """The global incident or interruption (event id) whose loss this gives back."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of a candidate's test: a pause, an interruption, or a global incident that touches him."""

    event_id: int
    begin: datetime
    end: datetime | None = None
    """None while it is open."""
    settled: bool = False
    """True when a person decided on its loss (refused it, gave other minutes than measured), or when it was the
    candidate's own doing: it is not offered any more."""

    def until(self, now: datetime) -> datetime:
        """Its end, or `now` while it is open; never before its begin."""
        return max(self.begin, self.end if self.end is not None else now)


Span = tuple[datetime, datetime]


def union(spans: Iterable[Span]) -> list[Span]:
    """The same instants as spans that do not overlap, in order."""
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if end <= begin:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def length(spans: Iterable[Span]) -> timedelta:
    """How long the union of these spans lasts: no instant is counted twice."""
    return sum((end - begin for begin, end in union(spans)), NOTHING)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The instants of `spans` that are not in `taken`."""
    left = union(spans)
    for cut_begin, cut_end in union(taken):
        left = [
            piece
            for begin, end in left
            for piece in ((begin, min(end, cut_begin)), (max(begin, cut_end), end))
            if piece[0] < piece[1]
        ]
    return left


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of one candidate's test, term by term, as it stands at one instant."""

    started_at: datetime
    duration: int
    """Minutes of test without temps majoré."""
    extra: int
    """Minutes the temps majoré adds, rounded up."""
    adjustments: int
    """Sum of the adjustments, in minutes; may be negative."""
    pauses: timedelta
    """Length of the pauses; an open one counts up to the instant asked for."""
    suspended_for: timedelta
    """Length of the open interruption or global incident, counted as if it were given back."""
    paused: bool
    suspended: bool
    """True while an interruption or a global incident touches him: the end is provisional."""

    @property
    def at(self) -> datetime:
        """The allowed end: start + duration + temps majoré + adjustments + pauses (+ what is suspended)."""
        minutes = timedelta(minutes=self.duration + self.extra + self.adjustments)
        return self.started_at + minutes + self.pauses + self.suspended_for

    def remaining(self, now: datetime) -> timedelta:
        """What is left of his time at `now`; negative when it is over."""
        return self.at - now

    def is_over(self, now: datetime) -> bool:
        """True when his time is over, at exactly 0 s too; never while what is shown is provisional."""
        return not self.suspended and not self.paused and self.at <= now


class Urgency(IntEnum):
    """How near the end of a running test is; each step changes the look of the countdown once."""

    CALM = 0
    NOTICE = 1
    """15 minutes or less."""
    LAST_MINUTES = 2
    """5 minutes or less."""
    OVER = 3
    """The time is up."""


def urgency(ending: Ending, now: datetime, *, notice: int, last_minutes: int) -> Urgency:
    """The step a countdown is at. Suspended or paused, a test never goes beyond NOTICE (RULES.md section 3)."""
    left = ending.remaining(now)
    provisional = ending.suspended or ending.paused
    if left <= NOTHING and not provisional:
        return Urgency.OVER
    if left <= last_minutes * MINUTE and not provisional:
        return Urgency.LAST_MINUTES
    return Urgency.NOTICE if left <= notice * MINUTE else Urgency.CALM


@dataclass(frozen=True, slots=True)
class TestTime:
    """All that decides when one candidate's test ends; `ending` and `loss` are computed from it."""

    __test__ = False  # a name of the domain, not a test class

    started_at: datetime
    duration: int
    extra_time: ExtraTime
    adjustments: tuple[Adjustment, ...] = ()
    pauses: tuple[Interval, ...] = ()
    losses: tuple[Interval, ...] = ()
    """Interruptions, and global incidents that touch him."""
    stopped_at: datetime | None = None
    """When his test ended, if it did: nothing runs after that."""

    def _after_start(self, intervals: Iterable[Interval], now: datetime) -> list[Span]:
        horizon = now if self.stopped_at is None else min(now, self.stopped_at)
        return [
            (max(i.begin, self.started_at), min(i.until(now), horizon))
            for i in intervals
            if min(i.until(now), horizon) > max(i.begin, self.started_at)
        ]

    def _as_of(self, instant: datetime, without_interval: int) -> TestTime:
        """What was known at `instant`, one interval left out."""
        return replace(
            self,
            stopped_at=None,
            adjustments=tuple(a for a in self.adjustments if a.at <= instant),
            losses=tuple(
                replace(i, end=None) if i.end is not None and i.end > instant else i
                for i in self.losses
                if i.begin < instant and i.event_id != without_interval
            ),
        )

    def is_touched_by(self, interval: Interval) -> bool:
        """False when his end had passed before this interval began (RULES.md section 3)."""
        before = self._as_of(interval.begin, interval.event_id).ending(interval.begin)
        return before.suspended or before.paused or before.at > interval.begin

    def paused_within(self, interval: Interval, now: datetime) -> timedelta:
        """How long he was in a pause of his accommodation during this interval, up to `now`."""
        spans = self._after_start([interval], now)
        return length(spans) - length(without(spans, self._after_start(self.pauses, now)))

    def ending(self, now: datetime) -> Ending:
        """The end as it stands at `now`, explained term by term."""
        running = self.stopped_at is None
        paused = self._after_start(self.pauses, now)
        open_losses = [i for i in self.losses if i.end is None and i.begin <= now and running]
        touching = [i for i in open_losses if self.is_touched_by(i)]
        return Ending(
            started_at=self.started_at,
            duration=self.duration,
            extra=minutes_of_test(self.duration, self.extra_time) - self.duration,
            adjustments=sum(a.minutes for a in self.adjustments),
            pauses=length(paused),
            suspended_for=self._suspended_for(touching, paused, now),
            paused=running and any(p.end is None and p.begin <= now for p in self.pauses),
            suspended=bool(touching),
        )

    def _suspended_for(self, touching: list[Interval], paused: list[Span], now: datetime) -> timedelta:
        """What the open intervals would give back if they ended at `now`: no minute twice."""
        if not touching:
            return NOTHING
        offered = [*touching, *(i for i in self.losses if i.end is not None and self._is_offered(i))]
        still = length(without(self._after_start(touching, now), paused))
        return min(still, self._not_given_yet(offered, now))

    def _is_offered(self, interval: Interval) -> bool:
        return not interval.settled and self.is_touched_by(interval)

    def _not_given_yet(self, offered: list[Interval], now: datetime) -> timedelta:
        """The union of these, less the pauses, less what was given for them.

        What was given for an interval that is not offered (his own doing, and some minutes all the same) was
        decided with it: neither its instants nor its minutes count here.
        """
        ids = {i.event_id for i in offered}
        given = {a.source for a in self.adjustments}
        decided = [i for i in self.losses if i.event_id in given and i.event_id not in ids]
        taken = [*self._after_start(self.pauses, now), *self._after_start(decided, now)]
        lost = length(without(self._after_start(offered, now), taken))
        minutes = sum(a.minutes for a in self.adjustments if a.source in ids)
        return max(NOTHING, lost - max(0, minutes) * MINUTE)

    def loss(self, now: datetime) -> int:
        """Minutes that may be offered to him at `now` for what he lost and was not given yet.

        The union of the interruptions and global incidents after his start, less his pauses, rounded up to
        the minute, less what was already given for them: no minute twice (RULES.md section 3).
        """
        return minutes_up(self._not_given_yet([i for i in self.losses if self._is_offered(i)], now))
