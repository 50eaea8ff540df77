"""Pictures of whole screens: density, hierarchy, calm. Everything else is asserted elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from screens.kit.settings import Settings, ThemeChoice
from screens.live.app import LiveApp
from supervisor.action import CloseSession, Context
from tests.screens.pictures import IN_BOTH
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock

SnapCompare = Callable[..., bool]


def board(desk: MemoryDesk, clock: StillClock, theme: ThemeChoice) -> LiveApp:
    return LiveApp(desk, clock, author=AUTHOR, host=HOST, settings=Settings(theme=theme, mask_after=0))


@IN_BOTH
def test_board(
    snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock, size: tuple[int, int], theme: ThemeChoice
) -> None:
    """The board of the pictures."""
    assert snap_compare(board(desk, clock, theme), terminal_size=size, press=["w"])


@IN_BOTH
def test_lanes(
    snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock, size: tuple[int, int], theme: ThemeChoice
) -> None:
    """The boards."""
    assert snap_compare(board(desk, clock, theme), terminal_size=size, press=["w", "f3"])


def test_closed_board(snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock) -> None:
    """Nothing runs on; an alert that was left open still shows."""
    desk.act_now(CloseSession(force=True), Context(now=clock.instant, author=AUTHOR, host=HOST))
    assert snap_compare(board(desk, clock, "dark"), terminal_size=(80, 24), press=["1", "1", "enter"])


def test_incident_dialog(snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock) -> None:
    """A dialog above the board: the clocks stay in sight."""
    assert snap_compare(board(desk, clock, "dark"), terminal_size=(80, 24), press=["s", "e", "2"])
