"""Pictures of the room plan and of the room display."""

from __future__ import annotations

from tests.screens.pictures import AT_BOTH, IN_BOTH
from tests.screens.room import MemoryDesk, StillClock
from tests.screens.test_snapshots import SnapCompare, board


@IN_BOTH
def test_room_plan(
    snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock, size: tuple[int, int], theme: str
) -> None:
    """By seat."""
    app = board(desk, clock, "light" if theme == "light" else "dark")
    assert snap_compare(app, terminal_size=size, press=["w", "f4"])


@AT_BOTH
def test_room_display(snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock, size: tuple[int, int]) -> None:
    """The clock and the number, with the code asked for."""
    assert snap_compare(board(desk, clock, "dark"), terminal_size=size, press=["G", "enter", "c"])
