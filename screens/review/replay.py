"""Where somebody is in the replay of a session, and how it goes on: by event, by minutes, by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from supervisor.replay import Timeline
from supervisor.session import Session

SPEEDS = (1, 10, 60)
"""How many times faster than it happened."""
LEAP = timedelta(minutes=5)
LEFT_AFTER = timedelta(hours=3)
"""A session that was never closed is not looked at any further: the bar would be of nothing."""


class Replay:
    """A place in a session's past: how many events had been recorded, and the instant it is."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.timeline = Timeline(session)
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
    def is_playing(self) -> bool:
        """It goes on by itself."""
        return self._playing_since is not None

    @property
    def begin(self) -> datetime:
        """Where the bar begins: the session was made; of what was made days before, the first thing done since."""
        timeline = self.timeline
        first = timeline.first
        return timeline.instants[first] if first < len(timeline) else timeline.instant_of(first)

    @property
    def end(self) -> datetime:
        """Where the bar ends: the last event once the session is closed; before, now, unless it was left long ago."""
        last = self.timeline.instant_of(len(self.timeline))
        if self.timeline.session.closed_at is not None:
            return last
        return max(last, min(self._end, last + LEFT_AFTER))

    def take(self, session: Session, now: datetime) -> None:
        """More was recorded meanwhile: the place stays, unless what stood before it is not the same any more."""
        if session is not self.timeline.session:
            before = self.timeline.session.entries[: self.count]
            self.timeline = Timeline(session)
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
        """The last there is."""
        self.count, self.instant = len(self.timeline), self.end

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
