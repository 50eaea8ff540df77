"""Events that move the end of one candidate's test: interruptions, pauses, minutes given or taken."""

from __future__ import annotations

from typing import ClassVar, Literal

from supervisor.event.base import Cause, OfCandidate
from supervisor.personal import Text


class TestInterrupted(OfCandidate):
    """His test stands still: computer, network, or himself."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_interrupted"] = "test_interrupted"
    cause: Cause = ""


class TestResumed(OfCandidate):
    """He goes on where he stopped."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_resumed"] = "test_resumed"
    refused: bool = False
    """True when it was decided that the interruption is not given back."""
    measured: bool = False
    """True when it was ordered that what was lost be given back; the minutes follow as an adjustment."""


class TimeAdjusted(OfCandidate):
    """Minutes given or taken, added to what was there."""

    kind: Literal["time_adjusted"] = "time_adjusted"
    minutes: int
    source: int | None = None
    """The global incident or interruption this gives back."""
    covers_all: bool = False
    """True when it is the whole of what was on offer at that instant."""
    for_incident: bool | None = None
    """Whether an incident was its cause, as a person said; None: nobody did."""
    reason: Text


class PauseBegan(OfCandidate):
    """A pause of an accommodation: the countdown stands still."""

    kind: Literal["pause_began"] = "pause_began"


class PauseEnded(OfCandidate):
    """It extends the end by its exact length."""

    kind: Literal["pause_ended"] = "pause_ended"
