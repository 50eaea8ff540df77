"""Actions on candidates: who they are, and the course of their tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervisor.action.of_session import NewCandidate
from supervisor.candidate import ExtraTime, Identity
from supervisor.event import Cause, EndReason

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
    """The document was compared, or somebody attests who he is. One candidate at a time."""

    number: int
    attested_by: str | None = None
    """Name and function; None when a document was seen."""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The test stands still."""

    numbers: tuple[int, ...]
    cause: Cause = ""


GiveBack = Literal["measured", "none"] | int
"""What to give back for a loss: its measured length, nothing, or so many minutes."""


@dataclass(frozen=True, slots=True)
class Resume:
    """He goes on; None leaves the loss on offer."""

    numbers: tuple[int, ...]
    give: GiveBack | None = None


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
class ChangeSeat:
    """Where he sits."""

    number: int
    seat: str


@dataclass(frozen=True, slots=True)
class ChangeZone:
    """Whose part of the room they are in."""

    numbers: tuple[int, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class AddCandidates:
    """Put candidates on the list in the course of the session."""

    candidates: tuple[NewCandidate, ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """The list was wrong about him; None leaves a field as it is."""

    number: int
    identity: Identity | None = None
    certification: str | None = None
    extra_time: ExtraTime | None = None
    class_name: str | None = None
    reason: str = ""
    report: bool = False
    """Pix Certif is told by the same action: C1 for names and birth, C2 for the temps majoré."""


@dataclass(frozen=True, slots=True)
class CorrectStart:
    """His start was recorded wrongly."""

    number: int
    started_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftStarts:
    """The machine's clock jumped: move the starts of running tests by as much, as one action."""

    seconds: int
    """Positive: later."""
    reason: str
    numbers: tuple[int, ...] = ()
    """Whose start was noted before the jump; empty: everybody whose test runs."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take him off the list; possible until he joined."""

    numbers: tuple[int, ...]
    reason: str = ""
