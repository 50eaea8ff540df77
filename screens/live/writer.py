"""The one thread that records: actions in order, each decided against the freshest state; the board never waits.

Between two actions it takes in what other processes recorded.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from screens.kit.desk import Desk, Outcome
from supervisor.action import Action, Context
from supervisor.decision import UnrecordedError

FOLLOW_S = 0.5
"""How often the desk is asked what others recorded, in real seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One action on its way to the disk."""

    action: Action
    context: Context
    numbers: tuple[int, ...] = ()
    """Candidates whose rows wait for it."""
    what: str = ""
    """What it is, as a phrase, should it fail."""
    is_retry: bool = False
    drafts: tuple[str, ...] = ()
    """The names of the drafts it was typed in: they stay until this is on disk."""


class Recorded(Message):
    """An action was decided; what it came to is on disk."""

    def __init__(self, job: Job, outcome: Outcome) -> None:
        super().__init__()
        self.job = job
        self.outcome = outcome


class NotRecorded(Message):
    """An action could not be written; nothing of it is recorded."""

    def __init__(self, job: Job, reason: str) -> None:
        super().__init__()
        self.job = job
        self.reason = reason


class Followed(Message):
    """Others recorded something."""


class NotFollowed(Message):
    """What others record cannot be read any more."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class Writer:
    """Takes jobs, and tells what became of them."""

    def __init__(self, desk: Desk, tell: Callable[[Message], object]) -> None:
        self._desk = desk
        self._tell = tell
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        # A disk that never answers must not keep the program from ending: the user was asked.
        self._thread = threading.Thread(target=self._work, name="vigie-writer", daemon=True)
        self._follow_failed = ""

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, job: Job) -> None:
        """Record this after what was put before."""
        self._jobs.put(job)

    def stop(self, timeout: float) -> None:
        """End once what was put is done; wait for that at most so many seconds."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=FOLLOW_S)
            except queue.Empty:
                self._follow()
                continue
            if job is None:
                return
            try:
                outcome = self._desk.act(job.action, job.context)
            except (OSError, UnrecordedError) as error:
                self._tell(NotRecorded(job, str(error)))
            except Exception as error:  # noqa: BLE001  a fault of ours is told like any other: the thread must live on
                self._tell(NotRecorded(job, f"erreur interne ({type(error).__name__})"))
            else:
                self._tell(Recorded(job, outcome))

    def _follow(self) -> None:
        try:
            has_news = self._desk.follow()
        except (OSError, UnrecordedError) as error:
            if str(error) != self._follow_failed:
                self._follow_failed = str(error)
                self._tell(NotFollowed(str(error)))
        else:
            self._follow_failed = ""
            if has_news:
                self._tell(Followed())
