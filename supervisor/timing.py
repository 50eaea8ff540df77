"""Durations, temps majoré, adjustments, pauses and losses: when a candidate's test ends, and why.

Everything is integers of minutes or exact `timedelta`s; nothing is ever a float, and nothing counts down:
a countdown is `end - now`. Sources: DOMAIN.md section 3, RULES.md section 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TypeVar

from supervisor.candidate import ExtraTime

_I = TypeVar("_I", bound="Interval")
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
    """Minutes given to a candidate, or taken from them, with the reason."""

    event_id: int
    minutes: int
    reason: str
    at: datetime
    source: int | None = None
    """The global incident or interruption (event id) whose loss this gives back."""
    covers_all: bool = False
    """True when it was the whole of what was on offer then, of other interruptions too."""
    for_incident: bool | None = None
    """Whether an incident was its cause, where a person said so; None: nobody did."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of a candidate's test: a pause, an interruption, or a global incident that touches them."""

    event_id: int
    begin: datetime
    end: datetime | None = None
    """None while it is open."""
    settled: bool = False
    """True when a person decided on its loss (refused it, gave other minutes than measured), or when it was the
    candidate's own doing: it is not offered any more."""
    decided: bool = False
    """True when a person did: its span is offered for nothing else either, and nothing beyond it is refused."""
    own: bool = False
    """The candidate's own doing, as long as nobody orders otherwise."""
    measured: bool = False
    """True when a person ordered at its end that what was lost be given back, whatever that is."""
    ended_by: int | None = None
    """Id of the event that ended it; None while it is open."""
    is_ahead: bool = False
    """True while it is open and the clock was set back since it began, which nobody answered yet: it has begun, though
    its begin seems to be to come."""

    def has_begun(self, now: datetime) -> bool:
        """False only where `now` is an instant before it."""
        return self.is_ahead or self.begin <= now

    def until(self, now: datetime) -> datetime:
        """Its end, or `now` while it is open; never before its begin."""
        return max(self.begin, self.end if self.end is not None else now)


Moves = tuple[tuple[int, int], ...]
"""Jumps of the clock that were answered: (id of an event, seconds by which what was noted before it moves)."""


def moved_by(moves: Moves, noted: int | None) -> timedelta:
    """By how much what was noted by this event moves."""
    return timedelta(seconds=sum(s for before, s in moves if noted is not None and noted < before))


def moved(interval: _I, moves: Moves, since: timedelta = NOTHING) -> _I:
    """An interval on the clock as it shows after these jumps: one that was open at a jump counts once.

    Args:
        interval: as it was noted.
        moves: the jumps.
        since: how much of them came after the clock that is meant (`supervisor.clocks`).
    """
    if not moves:
        return interval
    end = interval.end + moved_by(moves, interval.ended_by) - since if interval.end is not None else None
    return replace(interval, begin=interval.begin + moved_by(moves, interval.event_id) - since, end=end)


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
    """True while an interruption or a global incident touches them: the end is provisional."""
    at: datetime = field(init=False, repr=False, compare=False)
    """The allowed end: start + duration + temps majoré + adjustments + pauses (+ what is suspended)."""

    def __post_init__(self) -> None:
        # Asked for many times a second of each candidate: worked out once.
        minutes = timedelta(minutes=self.duration + self.extra + self.adjustments)
        object.__setattr__(self, "at", self.started_at + minutes + self.pauses + self.suspended_for)

    def remaining(self, now: datetime) -> timedelta:
        """What is left of their time at `now`; negative when it is over."""
        return self.at - now

    def is_over(self, now: datetime) -> bool:
        """True when their time is over, at exactly 0 s too; never while what is shown is provisional."""
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
    """Interruptions, and global incidents that touch them."""
    stopped_at: datetime | None = None
    """When their test ended, if it did: nothing runs after that."""

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
        """False when their end had passed before this interval began, or as it began (RULES.md sections 3 and 12)."""
        before = self._as_of(interval.begin, interval.event_id).ending(interval.begin)
        return before.suspended or before.at > interval.begin

    def paused_within(self, interval: Interval, now: datetime) -> timedelta:
        """How long they were in a pause of their accommodation during this interval, up to `now`."""
        spans = self._after_start([interval], now)
        return length(spans) - length(without(spans, self._after_start(self.pauses, now)))

    def stays(self) -> tuple[bool, datetime | None]:
        """Whether time leaves the end where it is, and from which instant on; None: it always did.

        Without an interval nothing moves it, nor once their test is over; open intervals move it with each instant.
        """
        intervals = (*self.pauses, *self.losses)
        if self.stopped_at is not None or not intervals:
            return True, None
        ends = [max(i.begin, i.end) for i in intervals if i.end is not None]
        return len(ends) == len(intervals), max(ends, default=None)

    def ending(self, now: datetime) -> Ending:
        """The end as it stands at `now`, explained term by term."""
        running = self.stopped_at is None
        if self.stopped_at is not None:
            # By a clock that was set back since, their test is over all the same.
            now = max(now, self.stopped_at)
        paused = self._after_start(self.pauses, now)
        open_losses = [i for i in self.losses if i.end is None and i.has_begun(now) and running]
        touching = [i for i in open_losses if self.is_touched_by(i)]
        return Ending(
            started_at=self.started_at,
            duration=self.duration,
            extra=minutes_of_test(self.duration, self.extra_time) - self.duration,
            adjustments=sum(a.minutes for a in self.adjustments),
            pauses=length(paused),
            suspended_for=self._suspended_for(touching, paused, now),
            paused=running and any(p.end is None and p.has_begun(now) for p in self.pauses),
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

        What a person decided on (refused, or other minutes than measured; their own doing, and some minutes all the
        same) was decided with its span: neither its instants nor its minutes count here.
        """
        ids = {i.event_id for i in offered}
        given = {a.source for a in self.adjustments if not a.covers_all}
        decided = [i for i in self.losses if (i.decided or i.event_id in given) and i.event_id not in ids]
        taken = [*self._after_start(self.pauses, now), *self._after_start(decided, now)]
        lost = without(self._after_start(offered, now), taken)
        return max(NOTHING, length(lost) - self._given_for(offered, lost, now) * MINUTE)

    def _given_for(self, offered: list[Interval], lost: list[Span], now: datetime) -> int:
        """Minutes that were given for what was lost, none beyond what there was to give (RULES.md section 12).

        What was given beyond a measure, or for a span that a corrected start left behind, is not held against the
        next loss.
        """
        spans = {i.event_id: self._after_start([i], now) for i in offered}
        heaps = _heaps([span for found in spans.values() for span in found])
        covered = [0] * len(heaps)

        def measure(spans: list[Span], until: datetime) -> int:
            return minutes_up(length(_common(lost, [(b, min(e, until)) for b, e in spans])))

        counting = {i.event_id for i in self.losses if not i.decided and i.until(now) > self.started_at}
        net: dict[tuple[bool, int], tuple[datetime, int]] = {}
        for a in self.adjustments:
            if a.source is not None and (a.source in counting if a.covers_all else spans.get(a.source)):
                at, minutes = net.get((a.covers_all, a.source), (a.at, 0))
                net[a.covers_all, a.source] = (max(at, a.at), minutes + a.minutes)
        total = 0
        for (covers_all, source), (at, minutes) in sorted(net.items(), key=lambda one: (one[1][0], one[0])):
            left = max(0, minutes)
            if covers_all:
                left = min(left, max(0, measure(heaps, at) - total))
                total += left
                for place, heap in enumerate(heaps):
                    part = min(left, max(0, measure([heap], at) - covered[place]))
                    covered[place] += part
                    left -= part
                continue
            place = next(n for n, (b, e) in enumerate(heaps) if b <= spans[source][0][0] < e)
            part = min(left, measure(spans[source], now), max(0, measure([heaps[place]], now) - covered[place]))
            covered[place] += part
            total += part
        return total

    def loss(self, now: datetime) -> int:
        """Minutes that may be offered to them at `now` for what they lost and were not given yet.

        The union of the interruptions and global incidents after their start, less their pauses, rounded up to
        the minute, less what was already given for them: no minute twice (RULES.md section 3).
        """
        return minutes_up(self._not_given_yet([i for i in self.losses if self._is_offered(i)], now))

    def loss_at(self, instant: datetime) -> int:
        """The same by what had happened and was decided at that instant, whatever was noted of later ones."""
        known = replace(
            self,
            adjustments=tuple(a for a in self.adjustments if a.at <= instant),
            losses=tuple(_known_at(instant, i) for i in self.losses),
        )
        return known.loss(instant)

    def counting(self, event_id: int) -> TestTime:
        """The times of this test with one interval offered although it was their own doing."""
        return replace(
            self,
            losses=tuple(replace(i, settled=False, own=False) if i.event_id == event_id else i for i in self.losses),
        )

    def measured(self) -> dict[datetime, tuple[int, int]]:
        """What the orders to give back as measured come to, in minutes, by their instant; with one of their intervals.

        Each is taken as of the end of its interval, by what had happened then, whenever that was noted: so the order
        in which facts are recorded changes no end (RULES.md section 12).
        """
        ordered = {i.event_id: i.end for i in self.losses if i.measured and i.end is not None}
        found: dict[datetime, tuple[int, int]] = {}
        given = tuple(a for a in self.adjustments if not (a.covers_all and a.source in ordered))
        for end, event_id in sorted((end, event_id) for event_id, end in ordered.items()):
            if end in found:
                continue
            lost = replace(self, stopped_at=None, adjustments=given).loss_at(end)
            found[end] = (event_id, lost)
            given += (Adjustment(0, lost, "", end, event_id, covers_all=True),)
        return found

    def overrun(self) -> timedelta:
        """By how much their test ended beyond its allowed end.

        Nothing where it ended inside an outage, an interruption or a pause, nor within what is still on offer to them
        (RULES.md section 12).
        """
        stop = self.stopped_at
        if stop is None:
            return NOTHING
        given = {a.source for a in self.adjustments}

        def as_it_was(one: Interval) -> Interval:
            was_decided = one.decided or one.measured or one.event_id in given
            is_open = one.end is None or one.end > stop or (one.end == stop and not was_decided)
            return replace(one, end=None) if is_open else one

        running = replace(
            self,
            stopped_at=None,
            losses=tuple(map(as_it_was, self.losses)),
            pauses=tuple(replace(p, end=None) if p.end is None or p.end >= stop else p for p in self.pauses),
        )
        ending = running.ending(stop)
        if ending.suspended or ending.paused:
            return NOTHING
        return max(NOTHING, stop - ending.at - self.loss(stop) * MINUTE)


def _known_at(instant: datetime, interval: Interval) -> Interval:
    """An interval as it stood at an instant: what ended later was open, and nothing was decided on it yet."""
    if interval.end is not None and interval.end <= instant:
        return interval
    return replace(interval, end=None, settled=interval.own, decided=False, measured=False)


def _common(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The spans of time that two lists of spans have in common."""
    those = union(some)
    return without(those, without(those, others))


def _heaps(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap as one; those that only follow on each other stay two."""
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged
