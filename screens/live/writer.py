"""The one thread that records: actions in order, each decided against the freshest state; the board never waits.

Between two actions it takes in what other processes recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from screens.board.following import Follower
from screens.kit.desk import Outcome
from supervisor.action import Action, Context
from supervisor.decision import UnrecordedError


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
    """It could not be written before."""
    by_itself: bool = False
    """Nobody asked for this try: only what comes of it at last is told."""
    drafts: tuple[str, ...] = ()
    """The names of the drafts it was typed in: they stay until this is on disk."""
    was_left: bool = False
    """A program that is gone left it; somebody has looked at it and asked for it again."""


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


class Writer(Follower):
    """Takes jobs, and tells what became of them."""

    def put(self, job: Job) -> None:
        """Record this after what was put before."""
        self._errands.put(lambda: self._record(job))

    def _record(self, job: Job) -> None:
        try:
            outcome = self._desk.act(job.action, job.context)
        except (OSError, UnrecordedError) as error:
            self._tell(NotRecorded(job, str(error)))
        except Exception as error:  # noqa: BLE001  a fault of ours is told like any other: the thread must live on
            self._tell(NotRecorded(job, f"erreur interne ({type(error).__name__})"))
        else:
            self._tell(Recorded(job, outcome))
