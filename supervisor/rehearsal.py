"""The scripted rehearsal: the room plays its part, and whoever rehearses records it (`vigie demo --speed 60`).

A `Cue` is something that happens in the room: a sentence said to the user, the key that records it, how to tell
that it was recorded, and what the rehearsal records by itself once its patience is over. So a session plays to its
end untouched, and a learner can do all of it. Pure: instants come in, sentences and actions come out; what
happened is read from the session each time, in whatever order it was done, undone or left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from supervisor.action import Action, Context
from supervisor.deciding import decide
from supervisor.naming import short_name
from supervisor.session import Session
from supervisor.timing import MINUTE, NOTHING
from supervisor.wording import typographic

AUTHOR = "répétition"
"""Author of what the rehearsal records itself, since nobody else did."""
SLOWER = 10
"""While something waits for the learner, session time runs that many times slower (`pace`)."""
LEFT_ALONE_AFTER = 180 * MINUTE
"""What the learner took back is theirs; only after so long is it recorded anew: a room left alone still ends."""

Fact = Callable[[Session], datetime | None]
"""The instant of something in the session; None while it has not happened."""


def opening(session: Session) -> datetime | None:
    """When the session was made: the rehearsal begins."""
    return session.entries[0].at if session.entries else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Something that happens in the room, and what becomes of it."""

    id: str
    """Stable name, « crash-14 »."""
    text: str
    """Said to the user; `{who}` is the candidate, « 14 MONROE »."""
    since: Fact = opening
    """The fact whose instant `after` is counted from: the opening, a start, an interruption."""
    after: timedelta = timedelta(0)
    """How long after that it happens, in session time."""
    number: int | None = None
    """The candidate it is about; it is left out when they are not on the list."""
    command: str = ""
    """Id of the command that records it (`screens.handlers.table`); empty for what is only told."""
    hint: str = ""
    """The keys that record it, as they come by default: « b », « s puis e2 12 »."""
    when: Callable[[Session, datetime], bool] = lambda _session, _now: True
    """It happens, and matters, only while this holds."""
    done: Callable[[Session], bool] = lambda _: False
    """The surveillant has recorded it, in whatever way."""
    action: Callable[[Session, datetime], Action | None] | None = None
    """What records it; None: it is only told, and goes by when the patience is over. An answer of None: not now."""
    patience: timedelta = MINUTE
    """Session time left to the learner before the rehearsal records it."""
    is_lesson: bool = False
    """For the learner: said aloud, and the clock goes slower meanwhile. The rest happens by itself."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the room says of a cue, once: the sentence, and the key that records it."""

    cue: str
    text: str
    """« 14 MONROE : son ordinateur s'est éteint. »"""
    command: str
    hint: str
    is_lesson: bool
    """True: show it until it is done; False: it goes by."""
    number: int | None = None
    action: Action | None = None
    """What records it, as it would be now; None where the cue is only told."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """What the rehearsal records itself, since nobody did."""

    cue: str
    action: Action
    at: datetime
    numbers: tuple[int, ...]
    """The candidates it touches."""

    def context(self, host: str) -> Context:
        """The context to record it in: the room as its author, at the instant it was due."""
        return Context(self.at, AUTHOR, host)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one call of `advance` brings: sentences, what is recorded in the learner's place, lessons that wait."""

    said: tuple[Said, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    waiting: tuple[Said, ...] = ()
    """Lessons said and not done yet, in the order of the script: show the first until it is done."""

    @property
    def waits(self) -> bool:
        """Something waits for the learner: time may run slower."""
        return bool(self.waiting)


@dataclass(slots=True)
class Rehearsal:
    """A script being played. What it keeps is when it said, waited and recorded; the rest is in the session."""

    script: tuple[Cue, ...]
    _said: dict[str, Said | None] = field(default_factory=dict)
    """None: it was done before the room had to say it."""
    _waiting_since: dict[str, datetime] = field(default_factory=dict)
    _recorded: dict[str, dict[int, datetime]] = field(default_factory=dict)
    """What was handed out: of each cue, for whom and when last."""
    _asked_for: set[int] = field(default_factory=set)
    """Candidates for whom something was handed out since the session last moved."""
    _asked_at_id: int = -1

    def advance(self, session: Session, now: datetime, busy: Collection[int] = ()) -> Turn:
        """What happens at `now`; called at every tick, as often as one likes.

        Args:
            session: the state as last recorded. Until it moves, nothing more is handed out for a candidate for whom
                something may still be on its way to the disk.
            now: the session's time, UTC.
            busy: candidates whom the learner is at: nothing is recorded for them meanwhile.

        Returns:
            Sentences to say, actions to record with `Fallback.context`, lessons that wait. Nothing once the session
            is closed; if it is reopened, the room goes on. At most one action for each candidate in one turn.
        """
        if session.closed_at is not None:
            return Turn()
        said: list[Said] = []
        fallbacks: list[Fallback] = []
        waiting: list[Said] = []
        asked = set(self._asked_for) if self._asked_at_id == session.last_id else set()
        for cue in self.script:
            if not self._is_on(cue, session, now) or self._is_settled(cue, session, now):
                self._waiting_since.pop(cue.id, None)
                continue
            action = cue.action(session, now) if cue.action is not None else None
            if cue.id not in self._said:
                sentence = _sentence(cue, session, action)
                self._said[cue.id] = sentence
                said.append(sentence)
            since = self._waiting_since.setdefault(cue.id, now)
            if now - since < cue.patience:
                told = self._said[cue.id]
                if cue.is_lesson and told is not None:
                    waiting.append(told)
            elif action is not None:
                numbers = _numbers(action)
                if asked.union(busy).isdisjoint(numbers) and self._may_record(cue, numbers, now):
                    asked.update(numbers)
                    self._recorded.setdefault(cue.id, {}).update(dict.fromkeys(numbers, now))
                    fallbacks.append(Fallback(cue.id, action, now, numbers))
        self._asked_for, self._asked_at_id = asked, session.last_id
        return Turn(tuple(said), tuple(fallbacks), tuple(waiting))

    def _is_on(self, cue: Cue, session: Session, now: datetime) -> bool:
        """Its hour has come, and what it needs of the session holds."""
        if cue.number is not None and cue.number not in session.candidates:
            return False
        if cue.id not in self._said:
            since = cue.since(session)
            if since is None or now < since + cue.after:
                return False
        return cue.when(session, now)

    def _is_settled(self, cue: Cue, session: Session, now: datetime) -> bool:
        """It was recorded, or cannot be as things stand. Done before it was said, it is not said any more."""
        if cue.done(session):
            self._said.setdefault(cue.id)
            return True
        if cue.action is None:
            return False
        action = cue.action(session, now)
        if action is None:
            return True
        decision = decide(session, action, Context(now, AUTHOR, ""))
        return decision.is_refused or bool(decision.refusals)

    def _may_record(self, cue: Cue, numbers: tuple[int, ...], now: datetime) -> bool:
        """What the learner took back or contradicted is not recorded again: they know better."""
        before = self._recorded.get(cue.id, {})
        return all(number not in before or now - before[number] >= LEFT_ALONE_AFTER for number in numbers)


def pace(speed: float, turn: Turn) -> float:
    """How many times faster than real time the session runs now: full speed, or slower for a lesson.

    Args:
        speed: what `--speed` asks for.
        turn: the last turn played.
    """
    return min(speed, max(1.0, speed / SLOWER)) if turn.waits else speed


LASTS = 10 * MINUTE
"""What a rehearsal at 60 times real time takes in all, the lessons waited for included, as the guide says."""
PLAYED = 171 * MINUTE
"""About so long a session the script plays, from the door to the last end."""
AT_FIRST = 0.3
"""This share of the waiting may be spent at the door, where there is most to learn; the rest as the session goes on."""


class Lingering:
    """How long lessons have slowed the session, so that the ten minutes of a rehearsal are ten.

    Time that the learner takes in a dialog is their own: it is not counted.
    """

    def __init__(self, speed: float) -> None:
        """Nothing was waited for yet.

        Args:
            speed: how many times faster than real time the session runs when nothing waits.
        """
        self._speed = speed
        self._most = max(NOTHING, LASTS * 60 - PLAYED) / speed
        self._spent = NOTHING
        self._pace: float | None = None
        self._since: float | None = None

    def may_go_on(self, session: Session, now: datetime, real: float) -> bool:
        """Whether the session may still be slow for a lesson.

        Args:
            session: the rehearsal.
            now: its instant.
            real: real seconds, of a clock that never goes back.
        """
        if self._since is not None and self._pace is not None:
            self._spent += timedelta(seconds=(real - self._since) * (1 - self._pace / self._speed))
        self._since = real
        begun = session.entries[0].recorded_at if session.entries else now
        share = min(1.0, AT_FIRST + (1 - AT_FIRST) * ((now - begun) / PLAYED))
        return self._spent < self._most * share

    def goes_on_at(self, pace: float | None) -> None:
        """The pace from now on; None while a dialog is read."""
        self._pace = pace


def _sentence(cue: Cue, session: Session, action: Action | None) -> Said:
    who = session.candidates[cue.number] if cue.number is not None else None
    named = short_name(session, who.number) if who is not None else ""
    text = typographic(cue.text).format(who=named)
    return Said(cue.id, text, cue.command, typographic(cue.hint), cue.is_lesson, cue.number, action)


def _numbers(action: Action) -> tuple[int, ...]:
    number = getattr(action, "number", None)
    return (number,) if isinstance(number, int) else tuple(getattr(action, "numbers", ()))
