from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import pytest
from textual.widgets import Input

from screens.board.app import BoardApp
from screens.board.session_view import SessionView
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.live.app import LiveApp
from supervisor.jumps import JumpWatch
from supervisor.session import Session
from tests.screens.drawn import draw_at_rest, each_picture
from tests.screens.rest import rest_when_done
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, StillClock, at, prepared, running
from tests.screens.somebody import Somebody
from tests.screens.thrift import style_once

rest_when_done()
draw_at_rest()
style_once()

# A cursor that blinks in real time would stand in a picture or not, as the machine is quick or slow.
Input._toggle_cursor = lambda self: None  # type: ignore[method-assign]


A = TypeVar("A", bound=BoardApp)


@dataclass
class OpenBoard(Somebody[A]):
    """A board that is open, and its surveillant's hands and eyes."""

    desk: MemoryDesk

    def _let_pass(self, seconds: int) -> None:
        """That those hours stay behind is no jump of the clock to be told of."""
        super()._let_pass(seconds)
        if isinstance(self.app, LiveApp):
            self.app._jumps = JumpWatch()

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

    def row(self, number: int) -> str:
        """The row of a candidate in the list."""
        name = self.session.candidates[number].full_name
        found = [line for line in self.lines if f"{number:02d}  {name[:8]}" in line]
        return found[0] if found else ""


Board = OpenBoard[LiveApp]


Open = Callable[..., AbstractAsyncContextManager[Board]]


@pytest.fixture(autouse=True)
def _pictures(request: pytest.FixtureRequest) -> Iterator[None]:
    """All of them, or those that stay: see drawn.py."""
    each_picture(request.node.get_closest_marker("wide") is not None)
    yield
    each_picture(False)


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
            board = Board(app, pilot, clock, desk)
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
