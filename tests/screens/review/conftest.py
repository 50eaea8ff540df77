from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import pytest

from screens.kit.settings import Settings
from screens.review.app import ReviewApp
from tests.screens.conftest import OpenBoard
from tests.screens.room import TEXTS, MemoryDesk, StillClock


@dataclass
class Boxes:
    """« Fait » boxes in memory; a sentence says why they are not kept."""

    ticked: frozenset[str] = frozenset()
    why_not: str = ""
    asked: list[str] = field(default_factory=list)

    def toggle(self, key: str) -> str:
        self.asked.append(key)
        if not self.why_not:
            self.ticked ^= {key}
        return self.why_not


@dataclass
class Look(OpenBoard[ReviewApp]):
    """A review that is open, and its référent's hands and eyes."""

    boxes: Boxes = field(default_factory=Boxes)

    @property
    def count(self) -> int:
        """How many events had been recorded at the instant that is looked at."""
        assert self.app.replay is not None
        return self.app.replay.count

    def shows(self, *texts: str) -> bool:
        """All of these are to be read on the screen."""
        missing = [text for text in texts if text not in self.text]
        assert not missing, f"{missing}\n{self.text}"
        return True


Looked = Callable[..., AbstractAsyncContextManager[Look]]


@pytest.fixture
def looked(clock: StillClock) -> Looked:
    """Opens a review of a session: `async with looked(desk) as look`."""

    @asynccontextmanager
    async def open_review(
        desk: MemoryDesk, size: tuple[int, int] = (80, 24), *, boxes: Boxes | None = None, warning: str = ""
    ) -> AsyncIterator[Look]:
        boxes = boxes or Boxes()
        app = ReviewApp(
            desk, clock, author="Mme Roux", host="bureau", settings=Settings(theme="dark", mask_after=0),
            ticks=boxes, texts=TEXTS, warning=warning,
        )  # fmt: skip
        async with app.run_test(size=size) as pilot:
            look = Look(app, pilot, clock, desk, boxes)
            await pilot.pause()
            await look.settle()
            yield look

    return open_review
