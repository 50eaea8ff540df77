"""A board with all that the door gives it: papers that are kept in memory, a coach, a warning."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from data.documents.rescue_sheet import rescue_sheet
from screens.kit.papers import NotWrittenError, Papers, TakenError
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from screens.live.coach import Coach
from tests.screens.conftest import Board
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock


@dataclass
class Drawer:
    """Where papers go in a test."""

    texts: dict[str, str] = field(default_factory=dict)
    exports: list[datetime] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    is_full: bool = False

    def save(self, name: str, text: str, replace: bool) -> str:
        if self.is_full:
            raise NotWrittenError("le disque est plein. Choisissez un autre dossier.")
        if name in self.texts and not replace:
            raise TakenError(f"/tiroir contient déjà {name}.", f"{name}-2")
        self.texts[name] = text
        return f"écrit dans /tiroir/{name}"

    def export(self, now: datetime, other: str, replace: bool) -> str:
        folder = other or "vigie-208"
        if folder in self.folders and not replace:
            raise TakenError(f"/tiroir/{folder} contient déjà l'export de la session 208.", f"{folder}-2")
        self.folders.append(folder)
        self.exports.append(now)
        return f"exporté : 4 documents dans /tiroir/{folder}"

    @property
    def papers(self) -> Papers:
        return Papers("/tiroir", rescue_sheet, self.save, self.export)


Equipped = Callable[..., AbstractAsyncContextManager[Board]]


@pytest.fixture
def equipped(clock: StillClock) -> Equipped:
    """Opens a board with its equipment: `async with equipped(desk, papers=drawer.papers) as board`."""

    @asynccontextmanager
    async def open_board(
        desk: MemoryDesk,
        *,
        size: tuple[int, int] = (80, 24),
        settings: Settings | None = None,
        coach: Coach | None = None,
        papers: Papers | None = None,
        warning: str = "",
    ) -> AsyncIterator[Board]:
        app = LiveApp(
            desk, clock, author=AUTHOR, host=HOST, settings=settings or Settings(theme="dark", mask_after=0),
            coach=coach, papers=papers, warning=warning,
        )  # fmt: skip
        async with app.run_test(size=size) as pilot:
            board = Board(app, pilot, clock, desk)
            await pilot.pause()
            await board.settle()
            yield board

    return open_board
