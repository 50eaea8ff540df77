"""Pictures of whole screens: density, hierarchy, calm. Everything else is asserted elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from screens.app import VigieApp
from screens.settings import Settings, ThemeChoice
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock

SnapCompare = Callable[..., bool]


def board(desk: MemoryDesk, clock: StillClock, theme: ThemeChoice) -> VigieApp:
    return VigieApp(desk, clock, author=AUTHOR, host=HOST, settings=Settings(theme=theme, mask_after=0))


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (150, 36)], ids=["80x24", "150x36"])
def test_board(
    snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock, size: tuple[int, int], theme: ThemeChoice
) -> None:
    """The board of the pictures."""
    assert snap_compare(board(desk, clock, theme), terminal_size=size, press=["w"])


def test_lanes(snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock) -> None:
    """The boards."""
    assert snap_compare(board(desk, clock, "dark"), terminal_size=(120, 30), press=["w", "f3"])


def test_incident_dialog(snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock) -> None:
    """A dialog above the board: the clocks stay in sight."""
    assert snap_compare(board(desk, clock, "dark"), terminal_size=(80, 24), press=["s", "e", "2"])
