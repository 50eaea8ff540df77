from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.board.app import BoardApp
from screens.board.session_view import SessionView
from screens.dialogs.base import Dialog, Words
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.live.alarms import JumpWatch
from screens.live.app import LiveApp
from supervisor.session import Session
from tests.on_screen import rows_of
from tests.screens.rest import rest_when_done
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, StillClock, at, prepared, running
from tests.screens.thrift import style_once
from tests.screens.typing import type_text
from tests.waiting import until

rest_when_done()
style_once()

# A cursor that blinks in real time would stand in a picture or not, as the machine is quick or slow.
Input._toggle_cursor = lambda self: None  # type: ignore[method-assign]


A = TypeVar("A", bound=BoardApp)


@dataclass
class OpenBoard(Generic[A]):
    """A board that is open, and its surveillant's hands and eyes."""

    app: A
    pilot: Pilot[int]
    desk: MemoryDesk
    clock: StillClock

    async def press(self, *keys: str) -> None:
        """Press keys at a person's pace: no repetition, everything recorded in between."""
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
        """Real time alone goes on, so that the hours on the screen stay those of the test: that is no jump."""
        self.clock.real += seconds
        if isinstance(self.app, LiveApp):
            self.app._jumps = JumpWatch()

    async def settle(self) -> None:
        """Until the writer has told what became of everything."""
        await self.pilot.pause()
        if not self._has_settled():
            await until(self._has_settled, "what became of everything")
            await self.pilot.pause()

    def _has_settled(self) -> bool:
        return self.app.is_idle or self.desk.gate is not None or self.desk.evidence_gate is not None

    async def choose(self, number: int) -> None:
        """Digits, then Enter."""
        await self.press(*str(number), "enter")

    async def later(self, seconds: float) -> None:
        """Time passes, and the board ticks."""
        self.clock.wait(seconds)
        self.app.tick()
        await self.pilot.pause()
        await self.settle()

    @property
    def session(self) -> Session:
        return self.desk.session

    @property
    def notice(self) -> str:
        """What the footer answers now."""
        notice = self.app.notices.current(self.clock.monotonic())
        return notice.text.replace("\N{NO-BREAK SPACE}", " ") if notice is not None else ""

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
        """All that the screen in front shows."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The same, line by line."""
        return rows_of(self.app.screen)

    def row(self, number: int) -> str:
        """The row of a candidate in the list."""
        name = self.session.candidates[number].full_name
        found = [line for line in self.lines if f"{number:02d}  {name[:8]}" in line]
        return found[0] if found else ""


Board = OpenBoard[LiveApp]


Open = Callable[..., AbstractAsyncContextManager[Board]]


@pytest.fixture
def desk() -> MemoryDesk:
    """The session of the pictures, in memory."""
    return running()


@pytest.fixture
def morning() -> MemoryDesk:
    """The session before anybody came."""
    return prepared()


@pytest.fixture
def clock() -> StillClock:
    """10:28:20, until told otherwise."""
    return StillClock(at("10:28:20"))


@pytest.fixture
def opened(clock: StillClock) -> Open:
    """Opens a board on a desk: `async with opened(desk) as board`."""

    @asynccontextmanager
    async def open_board(
        desk: MemoryDesk, size: tuple[int, int] = (80, 24), settings: Settings | None = None,
        *, first: bool = False, texts: Texts = TEXTS,
    ) -> AsyncIterator[Board]:  # fmt: skip
        app = LiveApp(
            desk, clock, author=AUTHOR, host=HOST, settings=settings or Settings(theme="dark", mask_after=0),
            texts=texts,
        )  # fmt: skip
        async with app.run_test(size=size) as pilot:
            board = Board(app, pilot, desk, clock)
            # The first picture is drawn once the sizes are known.
            await pilot.pause()
            await board.settle()
            if not first and isinstance(app.screen, SessionView):
                # Most tests are of the board; `first` leaves the view that a session opens on.
                app.screen.leave()
                await board.settle()
            try:
                yield board
            finally:
                if desk.gate is not None:
                    desk.gate.set()

    return open_board
