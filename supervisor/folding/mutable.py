"""The session while it is folded, and which function changes it for which kind of event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeVar, overload

from supervisor import event as ev
from supervisor.incident import GlobalIncident, Incident
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import Interval


class MutableSession:
    """A session being folded: its dictionaries are its own, so that the session given stays as it was."""

    def __init__(self, session: Session) -> None:
        values: dict[str, Any] = dict(zip(_NAMES, _VALUES_OF(session), strict=True))
        for name in ("candidates", "removed", "incidents", "frauds", "globals"):
            values[name] = dict(values[name])
        self.values = values
        self.candidates: dict[int, Situation] = values["candidates"]
        self.incidents: dict[int, Incident] = values["incidents"]
        self.globals: dict[int, GlobalIncident] = values["globals"]
        self._changes: dict[int, dict[str, Any]] = {}
        """What was told of candidates and is not in their situations yet: most events change one fact, unread."""

    def frozen(self, **journal: Any) -> Session:
        """The session it has become, with what of its journal is given: entries, reverted actions."""
        for number in tuple(self._changes):
            self._settle(number)
        return Session(**{**self.values, **journal})

    def apply(self, entry: ev.Entry) -> None:
        """Change what this event changes (`CHANGES`); an instant outside the calendar counts as its nearest day."""
        change = CHANGES.get(type(entry.event))
        if change is not None:
            at = countable(entry.at)
            change(self, entry if at is entry.at else replace(entry, at=at), entry.event)

    def change(self, number: int, **changes: Any) -> None:
        """Change facts of a candidate, on the list or taken off it; nothing when there is no such candidate."""
        if (told := self._changes.get(number)) is not None:
            told.update(changes)
        elif number in self.candidates or number in self.values["removed"]:
            self._changes[number] = changes

    def _settle(self, number: int) -> None:
        changes = self._changes.pop(number, None)
        if changes is not None:
            for where in (self.candidates, self.values["removed"]):
                if number in where:
                    where[number] = where[number].with_(changes)

    def add(self, situation: Situation) -> None:
        """Put a candidate on the list."""
        self._settle(situation.number)
        self.candidates[situation.number] = situation

    def remove(self, number: int) -> None:
        """Take a candidate off the list; nothing when they are not on it."""
        self._settle(number)
        gone = self.candidates.pop(number, None)
        if gone is not None:
            self.values["removed"][number] = gone

    def situation(self, number: int) -> Situation | None:
        """A candidate, on the list or taken off it; None where there never was one of this number."""
        self._settle(number)
        return self.candidates.get(number) or self.values["removed"].get(number)


def countable(instant: datetime) -> datetime:
    """An instant that minutes and months can be added to: the nearest one well inside the calendar.

    None outside it can be recorded any more; one of an older journal keeps nobody from the rest of it
    (RULES.md section 12).
    """
    return instant if _FIRST <= instant <= _LAST else min(max(instant, _FIRST), _LAST)


_NAMES = tuple(field.name for field in fields(Session))
_VALUES_OF = attrgetter(*_NAMES)

_FIRST, _LAST = datetime(100, 1, 1, tzinfo=UTC), datetime(9900, 12, 31, tzinfo=UTC)

CHANGES: dict[type, Callable[[MutableSession, ev.Entry, Any], None]] = {}
"""What each kind of event changes; a kind that is not here only stands in the log. `on` fills it."""

A = TypeVar("A", bound=ev.Happening)
B = TypeVar("B", bound=ev.Happening)
C = TypeVar("C", bound=ev.Happening)
Change = Callable[[MutableSession, ev.Entry, A], None]


@overload
def on(kind: type[A], /) -> Callable[[Change[A]], Change[A]]: ...
@overload
def on(kind: type[A], other: type[B], /) -> Callable[[Change[A | B]], Change[A | B]]: ...
@overload
def on(kind: type[A], other: type[B], third: type[C], /) -> Callable[[Change[A | B | C]], Change[A | B | C]]: ...
def on(*kinds: type[Any]) -> Callable[[Change[Any]], Change[Any]]:
    """Say that a function is what these kinds of events change: it is checked that the function takes them."""

    def register(change: Change[Any]) -> Change[Any]:
        CHANGES.update(dict.fromkeys(kinds, change))
        return change

    return register


Stretch = TypeVar("Stretch", bound=Interval)


def closed(intervals: tuple[Stretch, ...], entry: ev.Entry, **changes: Any) -> tuple[Stretch, ...]:
    """The pauses or interruptions of a candidate with the last one ended by this event, if it was open."""
    if not intervals or intervals[-1].end is not None:
        return intervals
    return (*intervals[:-1], replace(intervals[-1], end=entry.at, ended_by=entry.id, **changes))
