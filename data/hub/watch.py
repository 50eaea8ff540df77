"""An answer of a hub is not waited for without end: one thread looks after all that is asked, whichever way it goes."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ANSWER_S = 30.0
"""Seconds after which a hub that is there and says nothing is given up."""
SLOWEST = 32_000
"""Bytes a second: a file that goes more slowly than that is given up, until the next try."""


class Watch:
    """What is waited for, and until when. Its thread is there from the first question on, and sleeps between them."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Nothing is waited for yet.

        Args:
            monotonic: the clock by which it is waited, in seconds.
        """
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._waits: dict[object, tuple[float, Callable[[], object]]] = {}
        self._thread: threading.Thread | None = None
        self._looks_at = math.inf
        """When the thread looks by itself; an answer that comes before wakes nobody."""

    @contextmanager
    def over(self, seconds: float, cut: Callable[[], object]) -> Iterator[None]:
        """An answer is waited for inside; after so many seconds the waiting is cut, and never once this was left.

        Args:
            seconds: how long.
            cut: ends the waiting, from the thread of the watch; it raises nothing.
        """
        this, until = object(), self._monotonic() + seconds
        with self._changed:
            self._waits[this] = until, cut
            if self._thread is None or not self._thread.is_alive():
                self._looks_at = math.inf
                self._thread = threading.Thread(target=self._look, name="vigie hub watch", daemon=True)
                self._thread.start()
            elif until < self._looks_at:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._waits.pop(this, None)

    def _look(self) -> None:
        with self._changed:
            while True:
                now = self._monotonic()
                for this in [this for this, (until, _) in self._waits.items() if until <= now]:
                    self._waits.pop(this)[1]()
                self._looks_at = min((until for until, _ in self._waits.values()), default=math.inf)
                self._changed.wait(self._looks_at - now if self._waits else None)


_WATCH = Watch()


@contextmanager
def waited_for(cut: Callable[[], object], size: int = 0) -> Iterator[None]:
    """An answer is waited for inside, and not without end.

    Args:
        cut: ends the waiting, from a thread of its own.
        size: bytes that go there first.
    """
    with _WATCH.over(ANSWER_S + size / SLOWEST, cut):
        yield
