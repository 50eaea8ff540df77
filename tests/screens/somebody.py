"""Somebody at an application that is open in memory: their hands and eyes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual.pilot import Pilot

from screens.application.app import VigieApp
from screens.dialogs.base import Dialog, Words
from tests.on_screen import rows_of
from tests.screens.room import StillClock
from tests.screens.typing import type_text
from tests.waiting import until

A = TypeVar("A", bound=VigieApp[Any])


@dataclass
class Somebody(ABC, Generic[A]):
    """Presses, types, waits for what comes of it, and reads."""

    app: A
    pilot: Pilot[int]
    clock: StillClock

    async def press(self, *keys: str) -> None:
        """Press keys at a person's pace: no repetition, everything answered in between."""
        for key in keys:
            self._let_pass(1)
            await self.press_at_once(key)

    async def press_at_once(self, *keys: str) -> None:
        """Press keys with no real time between them."""
        for key in keys:
            await self.app._press_keys([key])
            await self.settle()

    async def type(self, text: str) -> None:
        """Type into a field."""
        await type_text(self.app, text, self._let_pass)
        await self.settle()

    def _let_pass(self, seconds: int) -> None:
        """Real time alone goes on, so that the hours on the screen stay those of the test."""
        self.clock.real += seconds

    async def settle(self) -> None:
        """Until it is told what became of everything."""
        await self.pilot.pause()
        if not self._is_over():
            await until(self._is_over, "what became of everything")
            await self.pilot.pause()

    def _is_over(self) -> bool:
        """It has been left, or it is told: what is asked of a disk or a hub as somebody leaves is told to nobody."""
        return self.app._exit or self._has_settled()

    async def until_written(self) -> None:
        """Until what is written beside the loop is written, and told."""
        await self.app.workers.wait_for_complete()
        await self.settle()

    @abstractmethod
    def _has_settled(self) -> bool:
        """Nothing is waited for any more."""

    @property
    def dialog(self) -> str:
        """Title and words of the open dialog; empty when none is open."""
        screen = self.app.screen
        if not isinstance(screen, Dialog):
            return ""
        words = [w.said for w in screen.query(Words) if w.display]
        title = str(screen.query_one("#box").border_title)
        return "\n".join([title, *words]).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def text(self) -> str:
        """All that the screen in front shows, with plain spaces."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The same, line by line."""
        return rows_of(self.app.screen)
