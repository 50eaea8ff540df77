"""What is recorded elsewhere, as it reaches the hub: the mirror is woken by it, and sweeps all heads now and then.

The hub's word is no more than « look at this session »: what is new is found by the last line that is here, so that a
word which is lost, doubled or late changes nothing.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from data.errors import StoreError
from data.hub.connection import as_hub_errors, connected
from data.hub.direct import CHANNEL
from data.hub.errors import UnreachableError
from data.hub.mirror import Kept, Mirror
from data.zone import local_zone
from supervisor.wording import typographic

SWEEP_S = 30.0
"""So often all heads are looked at, whatever was heard."""
_HEARD_S = 1.0
"""So long one listens before it is asked whether to go on."""
LATEST_TRY_S = 30.0
"""Between two tries to reach a hub that is gone, at most; half of it at least, by chance."""

Hears = Callable[[float], frozenset[str]]
"""Waits so many seconds at most; the roots of the sessions that something came of."""


class Following:
    """Looks after one mirror, in a thread of its own."""

    def __init__(
        self, mirror: Mirror, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Nothing begins yet.

        Args:
            mirror: what is kept up to date.
            now: the clock that says since when a hub is gone.
            monotonic: seconds, by which it is time to sweep.
        """
        self._monotonic = monotonic
        self._mirror, self._now = mirror, now
        self._wakes: list[Callable[[], object]] = []
        self._ends = threading.Event()
        self._since: datetime | None = None
        self._why = ""
        self._thread = threading.Thread(target=self._work, name="vigie-hub", daemon=True)

    def begin(self) -> None:
        """Listen from now on."""
        self._thread.start()

    def end(self) -> None:
        """Listen no more; what is laid out stays."""
        self._ends.set()

    def listen(self, wake: Callable[[], object]) -> Callable[[], None]:
        """Call this whenever something is new; what is given back ends that."""
        self._wakes.append(wake)
        return lambda: self._wakes.remove(wake) if wake in self._wakes else None

    @property
    def trouble(self) -> str:
        """Why nothing new can come, as a French sentence; empty while it can."""
        if self._since is None:
            return ""
        if self._why:
            return self._why
        local = self._since.astimezone(local_zone())
        return typographic(f"le concentrateur ne répond plus depuis {local:%H:%M} : ce qui est montré date d'avant")

    def _work(self) -> None:
        wait = 1.0
        while not self._ends.is_set():
            try:
                with hearing(self._mirror) as heard:
                    self._look(None)
                    self._since, self._why, wait = None, "", 1.0
                    self.wake()
                    self._hear(heard)
            except StoreError as error:
                self._since = self._since or self._now()
                self._why = "" if isinstance(error, UnreachableError) else error.message
                self.wake()
                self._ends.wait(wait * random.uniform(0.5, 1.0))
                wait = min(2 * wait, LATEST_TRY_S)

    def _hear(self, heard: Hears) -> None:
        swept_at = self._monotonic()
        while not self._ends.is_set():
            roots: frozenset[str] | None = heard(_HEARD_S)
            if self._monotonic() - swept_at >= SWEEP_S:
                # However much is heard of some sessions: of others a word may be lost.
                roots, swept_at = None, self._monotonic()
            elif not roots:
                continue
            if self._look(roots):
                self.wake()

    def _look(self, roots: frozenset[str] | None) -> bool:
        """Have here what is new of sessions that somebody looks at; whether anything was."""
        changed = self._mirror.refresh(roots)
        behind = [
            one for one in self._mirror.fetched() if one.seen.head != one.at or one.seen.root in (roots or changed)
        ]
        self._mirror.bring(behind, names=False)
        return bool(changed or behind)

    def wake(self) -> None:
        """Something is new that this program did itself."""
        for wake in tuple(self._wakes):
            wake()


@contextmanager
def hearing(mirror: Mirror) -> Iterator[Hears]:
    """Listen to a hub.

    Raises:
        HubError: it does not answer, or does not any more.
    """
    with connected(mirror.address, name="vigie review (écoute)") as connection, as_hub_errors(mirror.address):
        connection.execute(f"LISTEN {CHANNEL}".encode())

        def heard(timeout: float) -> frozenset[str]:
            found = {notice.payload for notice in connection.notifies(timeout=timeout, stop_after=1)}
            if found:
                found |= {notice.payload for notice in connection.notifies(timeout=0)}
            return frozenset(found)

        yield heard


def fork_told(mirror: Mirror, kept: Kept) -> str:
    """That a session goes on in several ways and nobody chose one yet, as a French sentence; empty for nothing."""
    branches = [one for one in mirror.fork_of(kept) if one.is_to_be_chosen]
    if len(branches) < 2:
        return ""
    after = min(one.branch.parts_after for one in branches if one.branch)
    ways = ", ".join(one.label for one in branches)
    return typographic(
        f"la session {kept.seen.number} a été continuée sur plusieurs postes, après le n° {after} : {ways}"
    )
