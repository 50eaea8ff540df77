"""The clock of a review: it goes with the real one, or stands where somebody looks back to."""

from __future__ import annotations

from datetime import datetime

from screens.kit.desk import Clock


class LookingClock:
    """Session time is the real one, unless it is held at a past instant; real time goes on."""

    def __init__(self, real: Clock) -> None:
        self.real = real
        self.held: datetime | None = None
        """The instant that is looked at; None: the present."""

    def now(self) -> datetime:
        """What the board takes for now."""
        return self.held if self.held is not None else self.real.now()

    def monotonic(self) -> float:
        """Real seconds."""
        return self.real.monotonic()
