"""Actions on the list: who is on it, what is known of them and where they sit."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """A candidate to be put on the list."""

    identity: Identity
    certification: str | None = None
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSeat:
    """Where they sit from now on."""

    number: int
    seat: str


@dataclass(frozen=True, slots=True)
class ChangeZone:
    """Which surveillant's part of the room they are in; empty: nobody's in particular."""

    numbers: tuple[int, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class AddCandidates:
    """Put candidates on the list in the course of the session."""

    candidates: tuple[NewCandidate, ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """The list was wrong about them; None leaves a field as it is."""

    number: int
    identity: Identity | None = None
    certification: str | None = None
    extra_time: ExtraTime | None = None
    class_name: str | None = None
    reason: str = ""
    report: bool = False
    """Pix Certif is told by the same action: C1 for names and birth, C2 for the temps majoré."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take them off the list; possible until they joined."""

    numbers: tuple[int, ...]
    reason: str = ""
