"""Actions on a candidate's way through the session: from the identity check to how their test ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervisor.event import EndReason

Simple = Literal[
    "sign", "join", "start", "absent", "not-certifiable", "pause-begin", "pause-end", "presence",
]  # fmt: skip
"""Actions that need nothing but the candidates."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the actions that need nothing but the candidates."""

    what: Simple
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckIdentity:
    """The document was compared, or somebody attests who they are. One candidate at a time."""

    number: int
    attested_by: str | None = None
    """Name and function; None when a document was seen."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The end screen was seen, or the Espace surveillant shows « Terminé »."""

    numbers: tuple[int, ...]
    end_screen: bool = False
    """Edition 2021: a person says that they saw « écran de fin de test »; nobody says so by default."""


@dataclass(frozen=True, slots=True)
class StopTest:
    """Ended by the surveillant, or withdrew; a test stopped so has a reason."""

    numbers: tuple[int, ...]
    how: Literal["end", "withdraw"]
    reason: EndReason | None = None
    report: str | None = None
    """What the report of its technical cause (C7) says; None: none is made."""


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Say afterwards why a test stayed unfinished."""

    number: int
    reason: EndReason
    report: str | None = None
    """What the report of its technical cause (C7) says; None: none is made."""


@dataclass(frozen=True, slots=True)
class CorrectStart:
    """Their start was recorded wrongly: another instant, with a reason."""

    number: int
    started_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftStarts:
    """The machine's clock jumped: move the starts of running tests by as much, as one action."""

    seconds: int
    """By how much their starts move; positive: later."""
    reason: str
    numbers: tuple[int, ...] = ()
    """Whose start was noted before the jump; empty: everybody whose test runs."""
