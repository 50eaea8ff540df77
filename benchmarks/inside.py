"""`vigie` with a clock that is wound by hand: `python -m benchmarks.inside PACE run 208 …`.

Seconds of the session pass every PACE milliseconds, however long they take to draw, so that two minutes of a board are
measured in seconds; with PACE 0 none passes at all, so that nothing but keys is drawn.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from benchmarks.ticking import tell_tick
from screens.application.app import VigieApp
from supervisor.__main__ import SystemClock, main

NEVER_S = 3600.0


class WoundClock(SystemClock):
    """An instant that passes a second at a time. Where none passes by itself, real seconds do, for the keys."""

    def __init__(self, pace_s: float) -> None:
        self._pace_s = pace_s
        self._begin = datetime.now(UTC).replace(microsecond=0)
        self._passed = 0

    def now(self) -> datetime:
        """The session's instant, UTC."""
        return self._begin + timedelta(seconds=self._passed) if self._pace_s else super().now()

    def monotonic(self) -> float:
        """Seconds: those of the session with them, else the machine's clock would have jumped."""
        return (1e6 + self._passed) if self._pace_s else super().monotonic()

    def until_the_tick(self) -> float:
        """In the place of `VigieApp.until_the_tick`, which is asked once for each tick."""
        if not self._pace_s:
            return NEVER_S
        self._passed += 1
        tell_tick()
        return self._pace_s


def run(words: list[str]) -> int:
    """Run a command of Vigie so."""
    clock = WoundClock(int(words[0]) / 1000)

    def until_the_tick(_: VigieApp[object]) -> float:
        return clock.until_the_tick()

    VigieApp.until_the_tick = until_the_tick  # type: ignore[method-assign,assignment]
    # By its own words, as it is started: what it does only where it is the whole process is measured too.
    sys.argv[1:] = words[1:]
    return main(clock=clock)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
