"""What any candidate list becomes: sessions with their candidates, and every problem found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity


class Severity(StrEnum):
    """An error keeps anything from being created; a warning is told and the import goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell about a list, in French, at the line where a person will find it."""

    severity: Severity
    line: int | None
    """Physical line of a CSV or XML, row number of a sheet (both from 1); None for the file as a whole."""
    message: str
    """A French sentence that quotes the wrong value, cleaned of control characters."""


@dataclass(frozen=True, slots=True)
class ListedCandidate:
    """One row of a list, understood."""

    line: int
    identity: Identity
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: str = ""
    certification: str | None = None
    """Key of `data/reference/durations.toml` (CORE, CLEA, DROIT…); None: the session's default."""
    seat: str = ""
    aside: str = ""
    """What the list says of them that seems to be a temps majoré or an accommodation, where nothing reads it."""
    is_extra_time_said: bool = True
    """False where the list has no column for it: that none is read then says nothing of who had one before."""
    is_certification_said: bool = True
    """The same of the certification."""


@dataclass(frozen=True, slots=True)
class ListedSession:
    """One session of a file. What the file does not say is None or empty; the import fills or warns."""

    number: str | None = None
    """« N° de session », digits; None when the file gives none."""
    site: str = ""
    room: str = ""
    date: date | None = None
    start: time | None = None
    """Local hour of the slot's beginning."""
    surveillants: tuple[str, ...] = ()
    observations: str = ""
    candidates: tuple[ListedCandidate, ...] = ()
    around: tuple[str, ...] = ()
    """What the file says of temps majorés around its rows, in a title or a name, while no row says any."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All that a file holds. With one error or more nothing may be created from it."""

    sessions: tuple[ListedSession, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that refuse the file."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that are told and do not refuse it."""
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)
