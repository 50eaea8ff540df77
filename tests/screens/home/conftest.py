from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.archive import Archive
from screens.home.app import HomeApp
from screens.kit.settings import Settings, ThemeChoice
from screens.offices.home import StoreOffice
from tests.screens.home.store import AUTHOR, HOST, StillClock
from tests.screens.somebody import Somebody


@dataclass
class Home(Somebody[HomeApp]):
    """Home, open on a store, and somebody's hands and eyes."""

    store: Path

    def _has_settled(self) -> bool:
        """The disk has answered."""
        return self.app.is_idle

    @property
    def footer(self) -> str:
        """The last rows: the notice, if there is one, and the keys."""
        return " ".join(self.lines[-self.app.screen_stack[0].query_one("#home-footer").size.height :])

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
