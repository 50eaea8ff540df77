"""A closed session as a list of many shows it: what a store may remember of it, without anything about a person.

The close freezes a session: how many stood where never changes any more, so that a list of five hundred need not read
each of them from its first line. Who supervised it is not remembered: that is read anew where it stands in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NoReturn

from pydantic import AwareDatetime, BaseModel, ConfigDict

from supervisor.reference import Header
from supervisor.session import Counts, Session


class Remembered(BaseModel):
    """What is remembered of a closed session: its place and day, its instants, its counts. No name, no text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    site: str
    room: str
    date: date
    start: str
    certification: str
    rehearsal: bool
    closed_at: AwareDatetime
    finalised_at: AwareDatetime | None
    was_reopened: bool
    seal: str
    first_start: AwareDatetime | None
    last_test_end: AwareDatetime | None
    counts: Counts


def remembered(session: Session) -> Remembered | None:
    """What may be remembered of a session; None while it is open: its counts change with the hour."""
    if session.closed_at is None:
        return None
    return Remembered(
        number=session.number, site=session.site, room=session.room, date=session.date, start=session.start,
        certification=session.certification, rehearsal=session.rehearsal, closed_at=session.closed_at,
        finalised_at=session.finalised_at, was_reopened=session.was_reopened, seal=session.seal,
        first_start=session.first_start, last_test_end=session.last_test_end, counts=session.counts(session.closed_at),
    )  # fmt: skip


class _NotKept(Mapping[Any, Any]):
    """In the place of what an outline does not know: whoever asks for it has made a mistake, and is not told « 0 »."""

    def __getitem__(self, key: object) -> NoReturn:
        raise LookupError("an outline of a session knows none of its candidates and events: ask for the whole")

    def __iter__(self) -> Iterator[Any]:
        return self[0]

    def __len__(self) -> int:
        return self[0]


_UNKNOWN: Any = _NotKept()


@dataclass(frozen=True, eq=False)
class Outline(Session):
    """A closed session without its candidates and its events: its place, its instants, its counts."""

    figures: Remembered | None = None
    read_whole: Callable[[], Session | None] = field(default=lambda: None, repr=False)
    """Reads all of it; None where it cannot be read any more."""

    def counts(self, now: datetime) -> Counts:  # noqa: ARG002  frozen by the close
        """How many candidates stood where at the close."""
        return self._known.counts

    @property
    def first_start(self) -> datetime | None:
        """When the first test started; None where none has."""
        return self._known.first_start

    @property
    def last_test_end(self) -> datetime | None:
        """When the last test ended, the close at the latest; None where none was taken."""
        return self._known.last_test_end

    def last_end(self, now: datetime) -> None:
        """None: nothing runs any more."""

    @cached_property
    def whole(self) -> Session | None:
        """The session with all that is known of it; read once."""
        return self.read_whole()

    @property
    def _known(self) -> Remembered:
        assert self.figures is not None, "`outlined` says them"
        return self.figures


def outlined(
    header: Header, figures: Remembered, surveillants: Sequence[str], present: Sequence[str],
    read_whole: Callable[[], Session | None],
) -> Outline:  # fmt: skip
    """The outline of a session.

    Args:
        header: its first line.
        figures: what is remembered of it.
        surveillants: as its journal says them.
        present: those of them who supervised at the end.
        read_whole: reads all of it.
    """
    return Outline(
        header=header, number=figures.number, site=figures.site, room=figures.room, date=figures.date,
        start=figures.start, certification=figures.certification, rehearsal=figures.rehearsal,
        surveillants=tuple(surveillants), present_surveillants=tuple(present), closed_at=figures.closed_at,
        finalised_at=figures.finalised_at, was_reopened=figures.was_reopened, seal=figures.seal,
        candidates=_UNKNOWN, removed=_UNKNOWN, incidents=_UNKNOWN, frauds=_UNKNOWN, globals=_UNKNOWN,
        verdicts=_UNKNOWN, room_points=_UNKNOWN, entries=_UNKNOWN, figures=figures, read_whole=read_whole,
    )  # fmt: skip
