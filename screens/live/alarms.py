"""Countdowns that reach 15, 5 and 0 minutes, once each; and what may be done about a jump of the wall clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from screens.picture.picture import short_name
from supervisor.attention import Attention
from supervisor.jumps import shift_on_offer
from supervisor.session import Session
from supervisor.timing import Urgency
from supervisor.wording import plural


@dataclass
class AlarmWatch:
    """Remembers how near each end was when last looked at."""

    known: dict[int, Urgency] = field(default_factory=dict)
    _passed: tuple[Session, tuple[int, ...]] | None = None
    """The state that was looked at, and how many of its ends had come how near."""

    def look(self, session: Session, now: datetime) -> list[int]:
        """Numbers of those whose countdown reached a further step since the last look, the most pressing first.

        A test seen for the first time is silent: the board has just been opened on it, or it has just started.
        Steps passed while the machine slept count as one.
        """
        ends, limits = session.running_ends(now), session.reference.thresholds
        near = tuple(ends.within(now, minutes) for minutes in (limits.notice, limits.last_minutes, 0))
        before, self._passed = self._passed, None if ends.moving else (session, near)
        if self._passed is not None and before is not None and before[0] is session and before[1] == near:
            return []
        running = [c for c in session.candidates.values() if c.is_running and session.closed_at is None]
        steps = {c.number: session.urgency_of(c, now) for c in running}
        further = [number for number, step in steps.items() if step > self.known.get(number, step)]
        self.known = steps
        return sorted(further, key=lambda number: (-steps[number], number))


def in_words(reached: Iterable[int], session: Session, attention: Iterable[Attention]) -> str:
    """Who reached which step, those of the same step together."""
    told = {entry.number: entry.reasons[0].text for entry in attention}
    by_words: dict[str, list[str]] = {}
    for number in reached:
        by_words.setdefault(told.get(number, "fin proche"), []).append(short_name(session, number))
    return " · ".join(f"{words} : {', '.join(names)}" for words, names in by_words.items())


def shift_told(session: Session, key: str) -> str:
    """What may be done about it, and by which key; empty when it touches nobody."""
    shift = shift_on_offer(session)
    if shift is None:
        return ""
    starts = plural(len(shift.numbers), "début noté", "débuts notés")
    return f"saut d'horloge : {key} propose de décaler {starts} avant lui"
