"""What the drafts, the rehearsal's room and the question who sits here need of the application: nothing else of it."""

from __future__ import annotations

from typing import Protocol

from textual.screen import Screen
from textual.widget import Widget

from screens.board.host import LiveHost
from screens.live.writer import Job


class LiveAppHost(LiveHost, Protocol):
    """The application that records."""

    @property
    def is_idle(self) -> bool:
        """Nothing is on its way to the disk."""

    def put(self, job: Job) -> None:
        """Hand something to the writer."""

    @property
    def idle_s(self) -> float:
        """Real seconds since the last key."""

    @property
    def screen(self) -> Screen[object]:
        """What is in front."""

    @property
    def focused(self) -> Widget | None:
        """Where one types."""
