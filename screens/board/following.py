"""The thread that takes in what other processes recorded; the board never waits for a disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from textual.message import Message

from screens.kit.desk import Desk, News
from supervisor.decision import UnrecordedError

FOLLOW_S = 0.5
"""How often the desk is asked what others recorded, in real seconds."""


class Followed(Message):
    """Others recorded something."""


class NotFollowed(Message):
    """What others record cannot be read any more."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class FollowedAgain(Message):
    """What others record can be read again."""


class Follower:
    """Looks after the desk, and tells what came of it; in between it does what it is given."""

    def __init__(self, desk: Desk, tell: Callable[[Message], object], news: News | None = None) -> None:
        """Nothing begins yet.

        Args:
            desk: the session.
            tell: takes a message to the application.
            news: wakes this thread at once, where something does; None: it looks from time to time.
        """
        self._desk = desk
        self._news = news
        self._unheard: Callable[[], None] = lambda: None
        self._tell = tell
        self._errands: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        # A disk that never answers must not keep the program from ending: the user was asked.
        self._thread = threading.Thread(target=self._work, name="vigie-desk", daemon=True)
        self._follow_failed = ""

    def start(self) -> None:
        """Begin to work."""
        if self._news is not None:
            self._unheard = self._news.listen(self.wake)
        self._thread.start()

    def wake(self) -> None:
        """Look at once."""
        self._errands.put(self._follow)

    def stop(self, timeout: float) -> None:
        """End once what was given is done; wait for that at most so many seconds."""
        self._unheard()
        self._errands.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _work(self) -> None:
        while True:
            try:
                errand = self._errands.get(timeout=FOLLOW_S)
            except queue.Empty:
                self._follow()
                continue
            if errand is None:
                return
            try:
                errand()
            except Exception as error:  # noqa: BLE001  a fault of ours is told: what comes after it must be recorded
                self._tell(NotFollowed(f"erreur interne ({type(error).__name__})"))

    def _follow(self) -> None:
        try:
            has_news = self._desk.follow()
        except (OSError, UnrecordedError) as error:
            self._tell_once(str(error))
        except Exception as error:  # noqa: BLE001  a thread that dies records nothing any more, and nobody is told
            self._tell_once(f"erreur interne ({type(error).__name__})")
        else:
            if has_news:
                self._tell(Followed())
            if self._news is not None and (trouble := self._news.trouble):
                self._tell_once(trouble)
                return
            if self._news is not None and self._follow_failed:
                self._tell(FollowedAgain())
            self._follow_failed = ""

    def _tell_once(self, reason: str) -> None:
        if reason != self._follow_failed:
            self._follow_failed = reason
            self._tell(NotFollowed(reason))
