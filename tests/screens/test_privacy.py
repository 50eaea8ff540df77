"""What a stranger may see: the mask at once and by itself, and the room display on a projector."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.dialogs.room import RoomScreen, display_lines
from screens.kit.big import big
from screens.kit.ink import plain, width_of
from screens.kit.settings import Settings
from screens.picture.picture import picture_of
from tests.screens.conftest import Board, Open
from tests.screens.room import PEOPLE, MemoryDesk, StillClock, at, running


def no_name_in(text: str) -> bool:
    return not any(last in text for last, *_ in PEOPLE)


async def masked(board: Board) -> bool:
    await board.settle()
    return board.app.masked


async def test_f9_masks_at_once_and_shows_again(opened: Open, desk: MemoryDesk) -> None:
    """Number, clock, counts, who is to be seen; F9 once more brings the names back."""
    async with opened(desk) as board:
        await board.press("f9")
        assert await masked(board)
        assert no_name_in(board.text)
        assert "208" in board.text
        assert "10:28:20" in board.text
        assert "15 en cours" in board.text
        assert "À voir   11 B03 dépassé de" in board.text
        await board.press("f9")
        assert "ABRAHAM" in board.text


@pytest.mark.few(keys=(0, 2))
@pytest.mark.parametrize("keys", [("i",), ("s",), ("n", "x"), ("m",), ("U",)])
async def test_f9_masks_dialogs_too(opened: Open, desk: MemoryDesk, keys: tuple[str, ...]) -> None:
    """Whatever is open is covered, and there again afterwards with what was typed."""
    async with opened(desk) as board:
        await board.press(*keys)
        before = board.dialog
        assert before
        await board.press("f9")
        assert await masked(board)
        assert no_name_in(board.text)
        await board.press("f9")
        assert board.dialog == before


async def test_it_masks_itself_after_two_minutes(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """Two minutes to the second since the last key; alarms still ring, and no name comes up with them."""
    async with opened(desk, settings=Settings(theme="dark")) as board:
        await board.press("down")
        await board.later(119)
        assert not await masked(board)
        await board.later(1)
        assert await masked(board)
        rung: list[int] = []
        board.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        await board.later(141)
        assert rung, "18 TYLER is over"
        assert "2 dépassés" in board.text
        assert no_name_in(board.text)


async def test_the_room_display_asks_first(opened: Open, desk: MemoryDesk) -> None:
    """`G` alone shows nothing; Escape leaves; Enter shows."""
    async with opened(desk) as board:
        await board.press("G")
        assert "vidéoprojecteur" in board.dialog
        await board.press("escape")
        assert board.dialog == ""
        await board.press("G", "enter")
        assert isinstance(board.app.screen, RoomScreen)
        assert no_name_in(board.text)
        assert "SESSION" in board.text
        assert "BKTX47" not in board.text
        assert "CODE" not in board.text
        await board.press("escape")
        assert "ABRAHAM" in board.text


async def test_the_code_shows_on_demand_and_hides_itself(opened: Open, desk: MemoryDesk) -> None:
    """`c` shows it for 60 seconds of real time; `c` again hides it at once."""
    async with opened(desk) as board:
        await board.press("G", "enter", "c")
        assert "CODE D'ACCÈS" in board.text
        await board.later(59)
        assert "CODE D'ACCÈS" in board.text
        await board.later(1)
        assert "CODE D'ACCÈS" not in board.text
        await board.press("c")
        assert "CODE D'ACCÈS" in board.text
        await board.press("c")
        assert "CODE D'ACCÈS" not in board.text


async def test_the_room_sees_the_end_without_temps_majore(opened: Open, desk: MemoryDesk) -> None:
    """Those with more time are not announced: the end is that of the test, and gives way to the code for its minute."""
    now = at("10:28:20")
    session = desk.session
    last = session.last_end_of_the_room(now)
    assert last is not None
    assert session.last_end(now) is not None
    with_more = [who for who in session.candidates.values() if who.is_running and who.extra_time]
    assert with_more, "somebody has more time"
    async with opened(desk, size=(60, 12)) as board:
        await board.press("G", "enter")
        assert "FIN DU TEST" in board.text
        assert "CODE" not in board.text
        for who in with_more:
            ending = session.ending(who, now)
            assert ending is not None
            assert f"{session.local(ending.at):%H:%M}" not in board.text
        await board.press("c")
        assert "FIN DU TEST" not in board.text


async def test_the_room_display_stays(opened: Open, desk: MemoryDesk) -> None:
    """It has no name to be masked: two minutes do not cover it, F9 neither, its clock goes on."""
    async with opened(desk, settings=Settings(theme="dark")) as board:
        await board.press("G", "enter")
        before = board.text
        await board.later(300)
        assert isinstance(board.app.screen, RoomScreen)
        assert board.text != before
        await board.press("f9", "w", "b", "enter")
        assert isinstance(board.app.screen, RoomScreen)
        assert desk.acted == []


@pytest.mark.parametrize("size", [(80, 24), (150, 36), (30, 10), (40, 12), (12, 4)])
@pytest.mark.parametrize("code", ["", "BKTX47"])
def test_the_display_fits(size: tuple[int, int], code: str) -> None:
    """Every size: the hour is there, nothing is wider or higher than the room."""
    picture = replace(picture_of(running().session, at("10:28:20")))
    lines = display_lines(picture, code, *size)
    assert len(lines) <= size[1]
    assert max(width_of(line) for line in lines) <= max(size[0], 45)
    if size[0] < 40:
        assert any("10:28:20" in plain(line) for line in lines)


def test_digits_of_the_rooms_clock_are_told_apart() -> None:
    """Each differs from each other, and from the letters that look like it."""
    shapes = {sign: "".join(big(sign, 4, 5)).ljust(20) for sign in "0123456789OBSIZ"}
    for one in "0123456789":
        for other, shape in shapes.items():
            if other != one:
                assert sum(a != b for a, b in zip(shapes[one], shape, strict=True)), (one, other)
    assert sum(a != b for a, b in zip(shapes["8"], shapes["0"], strict=True)) == 2
    assert set(big("8", 4, 5)) == {"████", "█  █"}


def test_big_letters() -> None:
    """The largest for which there is room; small ones else; unknown signs stay as they are."""
    assert len(big("10:28", 200, 40)) == 10
    assert len(big("10:28", 50, 9)) == 5
    assert big("10:28", 10, 9) == ["10:28"]
    assert big("[b]", 100, 9) == ["[B]"]
    for sign in "BCDFGHJKMPQRTVWXY2346789":
        rows = big(sign, 10, 5)
        assert len(rows) == 5
        assert len({len(row) for row in rows}) == 1
