from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.archive import Archive
from screens.dialogs.base import Dialog, Words
from screens.home.app import HomeApp
from screens.kit.settings import Settings, ThemeChoice
from screens.offices.home import StoreOffice
from tests.on_screen import rows_of
from tests.screens.home.store import AUTHOR, HOST, StillClock
from tests.screens.typing import type_text
from tests.waiting import until


@dataclass
class Home:
    """Home, open on a store, and somebody's hands and eyes."""

    app: HomeApp
    pilot: Pilot[int]
    clock: StillClock
    store: Path

    async def press(self, *keys: str) -> None:
        """Press keys at a person's pace."""
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
        self.clock.real += seconds

    async def settle(self) -> None:
        """Until the disk has answered."""
        await self.pilot.pause()
        if not self.app.is_idle:
            await until(lambda: self.app.is_idle, "the disk's answer")
            await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """What the screen in front shows, with plain spaces."""
        return rows_of(self.app.screen)

    @property
    def text(self) -> str:
        """The same, whole."""
        return "\n".join(self.lines)

    @property
    def footer(self) -> str:
        """The last rows: the notice, if there is one, and the keys."""
        return " ".join(self.lines[-self.app.screen_stack[0].query_one("#home-footer").size.height :])

    @property
    def dialog(self) -> str:
        """Title and words of the open dialog; empty when none is open."""
        screen = self.app.screen
        if not isinstance(screen, Dialog):
            return ""
        words = [w.said for w in screen.query(Words) if w.display]
        return "\n".join([str(screen.query_one("#box").border_title), *words]).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def numbers(self) -> list[str]:
        """The sessions of the store, read anew."""
        return Archive(self.store).numbers()


Open = Callable[..., AbstractAsyncContextManager[Home]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that is empty, on a machine in Paris that works in a folder of lists."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
    lists = tmp_path / "lists"
    lists.mkdir()
    monkeypatch.chdir(lists)
    return tmp_path / "store"


@pytest.fixture
def clock() -> StillClock:
    """10:28:20, until told otherwise."""
    return StillClock()


@pytest.fixture
def make_app(store: Path, clock: StillClock) -> Callable[..., HomeApp]:
    """Makes a home on the store."""

    def make(theme: ThemeChoice = "dark", **options: str) -> HomeApp:
        office_ = StoreOffice(Archive(store), AUTHOR, HOST)
        return HomeApp(office_, clock, settings=Settings(theme=theme), **options)

    return make


@pytest.fixture
def opened(store: Path, clock: StillClock, make_app: Callable[..., HomeApp]) -> Open:
    """Opens home: `async with opened() as home`."""

    @asynccontextmanager
    async def open_home(size: tuple[int, int] = (80, 24), **options: str) -> AsyncIterator[Home]:
        app = make_app(**options)
        async with app.run_test(size=size) as pilot:
            home = Home(app, pilot, clock, store)
            await home.settle()
            clock.real += 1
            yield home

    return open_home
