"""Events that move the end of one candidate's test: interruptions, pauses, minutes given or taken."""

from __future__ import annotations

from typing import ClassVar, Literal

from supervisor.event.base import Cause, OfCandidate
from supervisor.personal import Text


class TestInterrupted(OfCandidate):
    """« Interrompu »: their test stands still, by the computer, the network or their own doing."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_interrupted"] = "test_interrupted"
    cause: Cause = ""


class TestResumed(OfCandidate):
    """« Repris »: they go on where they stopped, once the surveillant allowed it in the Espace surveillant."""

    __test__: ClassVar[bool] = False
    kind: Literal["test_resumed"] = "test_resumed"
    refused: bool = False
    """True when it was decided that the interruption is not given back."""
    measured: bool = False
    """True when it was ordered that what was lost be given back; the minutes follow as an adjustment."""


class TimeAdjusted(OfCandidate):
    """Minutes given (or taken, negative) besides the temps majoré: their end moves by so much."""

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
    """The countdown goes on: the end moves by the exact length of the pause."""

    kind: Literal["pause_ended"] = "pause_ended"
