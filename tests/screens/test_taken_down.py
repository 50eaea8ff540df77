"""The end: what is still on its way while all is being taken down breaks nothing."""

from __future__ import annotations

import pytest
from textual.css.query import NoMatches
from textual.events import Key, Paste

from screens.dialogs.base import Confirm, Dialog
from screens.widgets.roster import Roster
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk


async def test_a_key_that_a_box_gets_while_it_goes(opened: Open, desk: MemoryDesk) -> None:
    """Its rows are gone already: there is nowhere to say that the key does nothing here."""
    async with opened(desk) as board:
        board.app.push_screen(Confirm("Sûr ?", (), "oui"))
        await board.pilot.pause()
        box = board.app.screen
        assert isinstance(box, Dialog)
        await box.query("*").remove()
        box.on_key(Key("x", "x"))
        box.on_paste(Paste("oui"))
        box.warn("trop tard")
        await board.pilot.pause()
        assert board.app._exception is None


async def test_a_list_that_is_told_of_its_room_while_it_goes(opened: Open, desk: MemoryDesk) -> None:
    """The view has nothing left to show it."""
    async with opened(desk) as board:
        view = board.app.board
        picture = view.picture()
        await view.query("*").remove()
        view.post_message(Roster.Moved(picture))
        await board.pilot.pause()
        assert board.app._exception is None


@pytest.mark.parametrize("parts", ["#main", "#list", "#roster"])
async def test_what_is_said_while_half_of_a_board_stands(opened: Open, desk: MemoryDesk, parts: str) -> None:
    """It is made from the outside in: what its hub says of itself may come when the heading is there and no list."""
    async with opened(desk) as board:
        view = board.app.board
        await view.query_one(parts).remove()
        assert not view.is_built
        board.app.say("le concentrateur ne répond pas", "failed")
        await board.pilot.pause()
        assert board.app._exception is None


async def test_what_finds_nothing_once_it_was_left(opened: Open, desk: MemoryDesk) -> None:
    """No fault: it was left. Before that it is one, and whatever else breaks always is."""
    async with opened(desk) as board:
        board.app.exit(0)
        board.app._handle_exception(NoMatches("#box"))
        assert board.app._exception is None
        assert board.app.exit_status == 0


async def test_a_timer_that_draws_while_all_is_taken_down(opened: Open, desk: MemoryDesk) -> None:
    """Nobody left by a key: the terminal, or a test, is gone."""
    async with opened(desk) as board:
        app, close_all = board.app, board.app._close_all

        async def close_and_draw() -> None:
            await close_all()
            app._handle_exception(NoMatches("RosterHeader"))

        app._close_all = close_and_draw  # type: ignore[method-assign]
    assert app._exception is None


@pytest.mark.parametrize(("is_left", "error"), [(False, NoMatches("#box")), (True, KeyError("x"))])
async def test_a_fault_is_a_fault(opened: Open, desk: MemoryDesk, is_left: bool, error: Exception) -> None:
    """Never silence where something of ours is wrong."""

    async def breaks() -> None:
        async with opened(desk) as board:
            if is_left:
                board.app.exit(0)
            board.app._handle_exception(error)

    with pytest.raises(type(error)):
        await breaks()
