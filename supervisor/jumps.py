"""Jumps of the machine's clock: by how much the starts noted before one may have to be shifted, and whose.

No end moves by itself (RULES.md section 3): the screen offers it, a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import MINUTE, NOTHING, Interval, moved, moved_by

SMALLEST_S = 5
"""Less than that many seconds between wall clock and monotonic clock are no jump (RULES.md section 3)."""


@dataclass
class JumpWatch:
    """Holds the wall clock against the monotonic clock."""

    wall: datetime | None = None
    monotonic: float = 0.0
    behind: int = 0
    """Id of the last event, where the clock showed an hour before it at the first look; 0: it did not."""

    def to_note(self, session: Session, wall: datetime, monotonic: float) -> int:
        """Seconds of a jump that is to be noted; 0 for none.

        A clock that was behind all that is noted when the watch began, and is set right before anything more is, comes
        back to where it was: to whatever is noted it never jumped.
        """
        if self.wall is None and is_behind(session, wall):
            self.behind = session.last_id
        seconds = self.look(wall, monotonic)
        if seconds > 0 and 0 < self.behind == session.last_id and not is_behind(session, wall):
            self.behind = 0
            return 0
        return seconds

    def look(self, wall: datetime, monotonic: float) -> int:
        """Seconds by which the wall clock jumped since the last jump; 0 when it did not."""
        if self.wall is None:
            self.wall, self.monotonic = wall, monotonic
            return 0
        gone = (wall - self.wall).total_seconds() - (monotonic - self.monotonic)
        if abs(gone) < SMALLEST_S:
            return 0
        self.wall, self.monotonic = wall, monotonic
        return round(gone)


@dataclass(frozen=True, slots=True)
class Shift:
    """What may be done about the jumps that nobody has answered yet."""

    seconds: int
    """Positive: the clock went forward."""
    numbers: tuple[int, ...]
    """Whose test ran then: its start was noted before it, its end was not."""


def earliest(session: Session, at: datetime, noted: int) -> datetime:
    """Before this instant, on the clock as it shows now, nothing can lie that followed on what an event said.

    A clock that was set back since must keep nobody from ending what was begun before it, nor from answering.

    Args:
        session: the state.
        at: an instant as the event of this id said it.
        noted: the id.
    """
    return min(at, today(session, at, noted))


def today(session: Session, at: datetime, noted: int | None) -> datetime:
    """An instant as the machine's clock, after all its jumps, would have shown it.

    Only this one may be held against what that clock shows now: nothing of ours subtracts an instant that was noted
    from now, and a test of the house holds that.

    Args:
        session: the state.
        at: an instant as the event of this id said it, or as somebody said it after that event.
        noted: the id; None: nobody knows, it is taken as it is.
    """
    return at + moved_by(session.jumps, noted)


def elapsed(session: Session, at: datetime, noted: int, now: datetime) -> timedelta:
    """How long ago something was in real time, or nothing: a clock that jumped since makes it neither more nor less.

    Args:
        session: the state.
        at: an instant as the event of this id said it.
        noted: the id.
        now: as the machine's clock shows.
    """
    return max(NOTHING, now - today(session, at, noted))


def joined_today(session: Session, who: Situation) -> datetime | None:
    """When they joined, on the machine's clock after all its jumps; when they started is `Session.starts_today`."""
    return today(session, who.joined_at, who.joined_noted) if who.joined_at is not None else None


def stopped_today(session: Session, who: Situation) -> datetime | None:
    """When their test was over, on the same."""
    return session.clock_of(who).today(who.stopped_at) if who.stopped_at is not None else None


def stood_still_since(session: Session, who: Situation, interval: Interval) -> datetime:
    """When a pause or an interruption of theirs began, on the same, whether a jump during it was answered or not."""
    owed = moved_by(session.jumps_owed.get(who.number, ()), interval.event_id)
    return session.clock_of(who).today(interval.begin + owed)


def stood_still(session: Session, who: Situation, interval: Interval, now: datetime) -> timedelta:
    """How long a pause or an interruption of theirs lasts, or lasted, whether a jump during it was answered or not."""
    seen = moved(interval, session.jumps_owed.get(who.number, ()))
    return seen.until(now) - seen.begin


def is_behind(session: Session, now: datetime) -> bool:
    """The machine's clock shows an hour that is before what was noted last: it was set back while nothing looked at it.

    By how much nobody knows. Of a closed session and of a rehearsal it is not asked.
    """
    if session.closed_at is not None or session.rehearsal or not session.entries:
        return False
    # No jump is noted after it: it stands on the clock as it is known.
    return session.entries[-1].recorded_at >= now + MINUTE


def last_jump(session: Session) -> int:
    """Id of the last event that says that the clock jumped; 0 when it never did."""
    return max((id_ for id_, _ in session.jumps), default=0)


def shift_on_offer(session: Session) -> Shift | None:
    """The shift that waits for an answer; None when there was no jump, or it is settled, or touches nobody.

    Each candidate owes the sum of the jumps while their test ran, since its start was noted, or corrected: a clock that
    went forward and back again asks nothing. Where they owe different sums, the one that touches most comes first.
    """
    owed: dict[int, list[int]] = {}
    for number, jumps in session.jumps_owed.items():
        seconds = sum(size for _, size in jumps)
        if abs(seconds) >= SMALLEST_S:
            owed.setdefault(seconds, []).append(number)
    if not owed:
        return None
    most = max(owed, key=lambda seconds: len(owed[seconds]))
    return Shift(most, tuple(owed[most]))
