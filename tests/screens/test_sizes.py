"""What is visible at which size, and what happens when it changes."""

from __future__ import annotations

import pytest

from screens.widgets.roster import Roster
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, StillClock, at, prepared

pytestmark = pytest.mark.wide


async def test_24_rows_hold_everything(opened: Open, desk: MemoryDesk) -> None:
    """Heading, counts, attention, twenty candidates and the keys: 24 rows, nothing to scroll."""
    async with opened(desk) as board:
        lines = board.lines
        assert len(lines) == 24
        assert lines[0].startswith(" 208 ")
        assert lines[1].startswith(" 1 dépassé")
        assert lines[2].startswith(" À voir")
        assert [line[12:14] for line in lines[3:23]] == [f"{n:02d}" for n in range(1, 21)]
        assert lines[23].startswith(" Entrée")
        assert not board.app.screen.query_one(Roster).show_vertical_scrollbar


async def test_the_heading_gives_way_to_whom_to_look_at(opened: Open, clock: StillClock) -> None:
    """In 24 rows the names of the columns stand where nobody is to be seen; twenty candidates in sight all the same."""
    clock.instant = at("08:30:00")
    desk = prepared(20)
    async with opened(desk) as board:
        assert board.lines[2].split()[:4] == ["Reste", "N°", "Nom", "Prénom"]
        assert [line[12:14] for line in board.lines[3:23]] == [f"{n:02d}" for n in range(1, 21)]
        await board.choose(4)
        await board.press("d")
        assert board.lines[2].startswith(" À voir   04 ")
        # The answer takes rows of the list while it shows.
        await board.later(30)
        assert [line[12:14] for line in board.lines[3:23]] == [f"{n:02d}" for n in range(1, 21)]


async def test_wide_board_has_panel_and_journal(opened: Open, desk: MemoryDesk) -> None:
    """From 140 columns the ending term by term; the journal where the height allows."""
    async with opened(desk, size=(150, 36)) as board:
        await board.choose(11)
        text = board.text
        for expected in ("= fin        10:26:05", "temps écoulé", " Journal", "Avancement", "dernière fin 11:37"):
            assert expected in text


@pytest.mark.parametrize("size", [(30, 10), (30, 8), (45, 12), (79, 23), (200, 60)])
async def test_no_size_crashes(opened: Open, desk: MemoryDesk, size: tuple[int, int]) -> None:
    """However small, keys still work; below the smallest size none does (tests/screens/test_driver.py)."""
    async with opened(desk, size=size) as board:
        await board.press("w", "s", "escape", "f3", "f2", "question_mark", "escape", "slash", "escape", "f9", "f9")
        assert board.app.board.chosen == 11


async def test_resizing_keeps_the_choice(opened: Open, desk: MemoryDesk) -> None:
    """The chosen candidate stays chosen and in sight, at any size."""
    async with opened(desk, size=(150, 36)) as board:
        await board.choose(20)
        for size in ((80, 24), (60, 12), (120, 30), (150, 36)):
            await board.pilot.resize_terminal(*size)
            await board.settle()
            assert board.app.board.chosen == 20
            assert "WASHINGTON" in board.text


@pytest.mark.parametrize("people", [60, 200])
async def test_many_candidates_scroll(opened: Open, clock: StillClock, people: int) -> None:
    """Beyond what fits, the list scrolls with the choice; numbers of three digits have room."""
    clock.instant = at("08:30:00")
    async with opened(prepared(people)) as board:
        await board.press("end")
        assert f"{people} " in board.text
        assert "WASHINGTON" in board.lines[21]
        assert board.lines[22].split() == ["↑", "encore", str(people - 19)]
        await board.press("home")
        assert "ABRAHAM" in board.lines[3]


async def test_only_what_changed_is_painted(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """A second repaints the clocks of running tests, and no more of their rows."""
    async with opened(desk) as board:
        roster = board.app.screen.query_one(Roster)
        regions: list[tuple[int, int]] = []
        whole = roster.refresh

        def refresh(*parts, **how):  # type: ignore[no-untyped-def]
            regions.extend((part.x, part.width) for part in parts)
            return whole(*parts, **how)

        roster.refresh = refresh  # type: ignore[method-assign]
        await board.later(1)
        assert len(regions) == 15
        assert set(regions) == {(0, 9)}
