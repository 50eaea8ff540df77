"""Where somebody is in the replay of a session, and how it goes on: by event, by minutes, by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from supervisor.event import CandidateJoined, CandidateWithdrew, TestEnded, TestFinished, TestStarted
from supervisor.replay import Timeline
from supervisor.session import Session

SPEEDS = (1, 10, 60)
"""How many times faster than it happened."""
LEAP = timedelta(minutes=5)
LEFT_AFTER = timedelta(hours=3)
"""Nothing was recorded for so long: the sitting is over there, the bar would be of nothing."""
OF_A_TEST = (CandidateJoined, TestStarted, TestFinished, TestEnded, CandidateWithdrew)
"""Events that lie in the sitting, whenever the list was made and the session finalised."""


def sitting_of(timeline: Timeline) -> tuple[int, int]:
    """The places of the first and the last event of the sitting itself, the creation left out.

    It goes from the first candidate who joined or started to the last who stopped, and as far to both sides as
    something was recorded every `LEFT_AFTER`: a list made the week before or marks of the next day are not in it.
    """
    instants, last = timeline.instants, len(timeline) - 1
    first = min(timeline.first, last)
    core = [place for place, entry in enumerate(timeline.session.entries) if isinstance(entry.event, OF_A_TEST)]
    if not core:
        return first, last
    begin, end = core[0], core[-1]
    while begin > first and instants[begin] - instants[begin - 1] <= LEFT_AFTER:
        begin -= 1
    while end < last and instants[end + 1] - instants[end] <= LEFT_AFTER:
        end += 1
    return begin, end


class Replay:
    """A place in a session's past: how many events had been recorded, and the instant it is."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.timeline = Timeline(session)
        self._sitting = sitting_of(self.timeline)
        self._end = now
        self.count = 0
        self.instant = now
        self.speed = SPEEDS[0]
        self._playing_since: float | None = None
        self.to_end()

    @property
    def session(self) -> Session:
        """The state that is looked at."""
        return self.timeline.at(self.count)

    @property
    def now(self) -> datetime:
        """What the clock of the machine showed then: ends and ages of that state go by it."""
        return self.timeline.shown_by_the_clock(self.instant, self.count)

    @property
    def is_playing(self) -> bool:
        """It goes on by itself."""
        return self._playing_since is not None

    @property
    def begin(self) -> datetime:
        """Where the bar begins: with the sitting; before any test, with the first thing done since creation."""
        return self.timeline.instants[self._sitting[0]]

    @property
    def end(self) -> datetime:
        """Where the bar ends: with the sitting; of one that is not closed, now, unless it was left long ago."""
        timeline, place = self.timeline, self._sitting[1]
        last = timeline.instants[place]
        if timeline.session.closed_at is not None or place < len(timeline) - 1:
            return last
        return max(last, min(self._end, last + LEFT_AFTER))

    def take(self, session: Session, now: datetime) -> None:
        """More was recorded meanwhile: the place stays, unless what stood before it is not the same any more."""
        if session is not self.timeline.session:
            before = self.timeline.session.entries[: self.count]
            self.timeline = Timeline(session)
            self._sitting = sitting_of(self.timeline)
            if session.entries[: self.count] != before:
                self.count = self.timeline.count_at(self.instant)
        self._end = now

    # Moving --------------------------------------------------------------------------------------

    def by_event(self, steps: int) -> None:
        """So many events on, or back."""
        # Between two events, back is to the one that stands there already.
        is_after = steps < 0 and self.instant > self.timeline.instant_of(self.count)
        self.go_to(self.count + steps + is_after)

    def go_to(self, count: int) -> None:
        """To the instant at which so many events had been recorded."""
        self.count = max(self.timeline.first, min(len(self.timeline), count))
        self.instant = self.timeline.instant_of(self.count)

    def by_time(self, step: timedelta) -> None:
        """Later or earlier, between the ends of the bar."""
        self.instant = max(self.begin, min(self.end, self.instant + step))
        self.count = self.timeline.count_at(self.instant)

    def to_begin(self) -> None:
        """The session as it was made."""
        self.go_to(self.timeline.first)

    def to_end(self) -> None:
        """The last there is: also what was noted long after the sitting."""
        self.go_to(len(self.timeline))
        self.instant = max(self.instant, self.end)

    # By itself -----------------------------------------------------------------------------------

    def play(self, at: float) -> None:
        """Go on from here, from this real second; from the beginning where there is nothing more."""
        if self.instant >= self.end:
            self.by_time(self.begin - self.instant)
        self._playing_since = at

    def pause(self) -> None:
        """Stay here."""
        self._playing_since = None

    def go_on(self, at: float) -> None:
        """What this real second brings while it plays; it stays at the end."""
        if self._playing_since is None:
            return
        elapsed, self._playing_since = at - self._playing_since, at
        self.by_time(timedelta(seconds=elapsed * self.speed))
        if self.instant >= self.end:
            self.pause()

    def next_speed(self) -> None:
        """The next of the speeds, round."""
        self.speed = SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)]
