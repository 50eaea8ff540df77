"""What is asked before it is recorded: the end screen in 2021, and what is not ticked before « finalisée »."""

from __future__ import annotations

import pytest

from screens.dialogs.base import Confirm
from screens.dialogs.course import FinishDialog
from supervisor import action as act
from supervisor.closing import left_to_type
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import StillClock, at
from tests.screens.test_closing import done, ending, to_row

__all__ = ["equipped"]  # a fixture


@pytest.fixture
def clock() -> StillClock:
    """11:52:10: the room is nearly empty."""
    return StillClock(at("11:52:10"))


@pytest.mark.parametrize(("keys", "seen"), [(("enter",), True), (("o", "enter"), False)])
async def test_in_2021_the_end_screen_is_asked_about(opened: Open, keys: tuple[str, ...], seen: bool) -> None:
    """`f` opens a box with both answers; what is attested is what a person said. Escape records nothing."""
    async with opened(ending("2021")) as board:
        await board.choose(6)
        await board.press("f")
        assert isinstance(board.app.screen, FinishDialog)
        assert "écran de fin de test vu" in board.dialog
        assert "sans que l'écran ait été vu" in board.dialog
        await board.press("escape")
        assert board.session.candidates[6].is_running
        await board.press("f", *keys)
        assert board.session.candidates[6].status is Status.FINISHED
        assert board.session.candidates[6].end_screen is seen
        assert ("pas encore noté vu" in board.notice) is not seen


async def test_in_2021_the_end_screen_of_several_is_asked_about_once(opened: Open) -> None:
    """The marked, with one answer for all; the undo of it takes back both facts."""
    async with opened(ending("2021")) as board:
        board.app.board.marked = {6, 8}
        await board.press("f")
        assert "2 tests terminés" in board.dialog
        await board.press("v", "enter")
        assert [board.session.candidates[n].end_screen for n in (6, 8)] == [True, True]
        await board.press("u", "enter")
        assert [board.session.candidates[n].is_running for n in (6, 8)] == [True, True]
        assert not any(board.session.candidates[n].end_screen for n in (6, 8))


async def test_today_nobody_is_asked_for_an_end_screen(opened: Open) -> None:
    """The edition of today knows none: a test at its end is noted at once."""
    async with opened(ending()) as board:
        await board.choose(6)
        await board.press("f")
        assert "écran de fin" not in board.dialog


async def test_what_is_not_ticked_is_asked_about_before_finalised(equipped: Equipped) -> None:
    """Named one by one, the PV de fraude among them, and the reasons still open; only the second Enter notes it."""
    desk = ending()
    done(desk, "11:50:00", act.CloseSession(force=True))
    async with equipped(desk, papers=Drawer().papers) as board:
        await board.press("c")
        await to_row(board, "finalise")
        await board.press("enter")
        assert isinstance(board.app.screen, Confirm)
        assert "Pas encore cochées « fait »" in board.dialog
        for line in left_to_type(desk.session)[:8]:
            assert line.text in board.dialog
        assert "02 AUBERT, PV de fraude à envoyer" in board.dialog
        assert "à choisir, sans quoi Pix Certif ne finalise pas" in board.dialog
        await board.press("escape")
        assert board.session.finalised_at is None
        await board.press("enter", "enter")
        assert board.session.finalised_at is not None
