"""Pictures of home: density, hierarchy, calm. Everything else is asserted elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from screens.home.app import HomeApp
from screens.kit.settings import ThemeChoice
from tests.screens.home.store import a_day, damage
from tests.screens.pictures import IN_BOTH
from tests.waiting import until

SnapCompare = Callable[..., bool]


async def until_read(pilot: Pilot[int]) -> None:
    """The store is read in a thread."""
    app = pilot.app
    assert isinstance(app, HomeApp)
    await until(lambda: app.is_idle, "the disk's answer")
    await pilot.pause()


@IN_BOTH
def test_home(
    snap_compare: SnapCompare, make_app: Callable[..., HomeApp], store: Path, size: tuple[int, int], theme: ThemeChoice
) -> None:  # fmt: skip
    """A day of certification, one session damaged."""
    a_day(store)
    damage(store, "150", 5)
    assert snap_compare(make_app(theme), terminal_size=size, run_before=until_read)
