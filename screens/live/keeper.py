"""The thread that keeps what is being typed, and what waits for its disk, beside the journal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from screens.kit.desk import Drafts
from supervisor.decision import UnrecordedError
from supervisor.draft import Draft
from supervisor.unrecorded import Unrecorded


def with_why(sentence: str, why: str) -> str:
    """What whoever types is told where no disk keeps it.

    Args:
        sentence: what follows from it, without a full stop.
        why: why, and what to do, as sentences; empty where nobody knows.
    """
    return f"{sentence}. {why}" if why else sentence


class DraftKeeper:
    """The one thread that keeps what no kill may lose: typing never waits for a disk.

    Of several states the latest is written.
    """

    def __init__(self, drafts: Drafts, told: Callable[[], object] = lambda: None) -> None:
        self._drafts = drafts
        self._told = told
        """Called by the thread when one could not be written: also of the last key, after which none comes."""
        self._wanted: dict[str, Draft | Unrecorded | None] = {}
        """What the disk does not hold yet: the latest state by name, None for what is to go."""
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ends = False
        self.has_failed = False
        """The last one could not be written."""
        self.why = ""
        """Why the last one that failed did, and what to do, in French; empty where nobody foresaw it."""
        self.unkept: set[str] = set()
        """Names of those that are nowhere: their last state could not be written."""

    def keep(self, name: str, draft: Draft | Unrecorded) -> None:
        """Have this written in the place of what had the name."""
        self._want(name, draft)

    def drop(self, name: str) -> None:
        """Have it removed."""
        self._want(name, None)

    def stop(self, timeout: float) -> None:
        """End once the latest states are written; wait for that at most so many seconds."""
        with self._changed:
            self._ends = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout)
        if self._thread is None or not self._thread.is_alive():
            # What cannot be let go is of this process, which ends.
            with suppress(Exception):
                self._drafts.close()

    def _want(self, name: str, draft: Draft | Unrecorded | None) -> None:
        with self._changed:
            self._wanted[name] = draft
            self._changed.notify()
        if self._thread is None or not self._thread.is_alive():
            # Begun by the first key: most programs never need it. A disk that never answers keeps no end waiting.
            self._thread = threading.Thread(target=self._work, name="vigie-drafts", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._ends)
                if not self._wanted:
                    return
                name = next(iter(self._wanted))
                draft = self._wanted.pop(name)
            self.has_failed = not self._is_done(name, draft)
            (self.unkept.add if self.has_failed and draft is not None else self.unkept.discard)(name)
            if self.has_failed:
                self._told()

    def _is_done(self, name: str, draft: Draft | Unrecorded | None) -> bool:
        try:
            if draft is None:
                self._drafts.drop(name)
            else:
                self._drafts.keep(name, draft)
        except Exception as error:  # noqa: BLE001  a fault of ours is told like a full disk: the thread must live on
            self.why = str(error) if isinstance(error, UnrecordedError) else ""
            return False
        return True
