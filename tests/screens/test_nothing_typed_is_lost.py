"""A dialog whose action is refused keeps its text: a colleague closed, a status changed, the store failed."""

from __future__ import annotations

import pytest

from supervisor import action as act
from supervisor import event as ev
from supervisor.action import Context
from supervisor.story import phrase_of
from tests.screens.conftest import Board, Open
from tests.screens.room import MemoryDesk, at

COLLEAGUE = Context(now=at("10:28:19"), author="Mme Petit", host="portable")
TEXT = "a parlé à son voisin"


async def closed_meanwhile(board: Board) -> None:
    """A colleague closes the session at another terminal; this board has not heard of it, or just has."""
    board.desk.act_now(act.CloseSession(force=True), COLLEAGUE)


async def half_typed(board: Board, keys: tuple[str, ...]) -> None:
    await board.choose(12)
    await board.press(*keys)
    await board.type(TEXT)


@pytest.mark.parametrize("keys", [("n",), ("N",)])
async def test_a_note_stays_when_a_colleague_closes(opened: Open, desk: MemoryDesk, keys: tuple[str, ...]) -> None:
    """Enter is refused: the text is offered behind the seal, the sealed part stays as it is."""
    async with opened(desk) as board:
        await half_typed(board, keys)
        await closed_meanwhile(board)
        await board.press("enter")
        assert "Pas enregistré" in board.dialog
        assert f"« {TEXT} »" in board.dialog
        assert "en note derrière le sceau" in board.dialog
        closed_at = desk.session.closed_at
        await board.press("n", "enter")
        assert board.dialog == ""
        last = desk.session.entries[-1]
        assert isinstance(last.event, ev.LateNoteWritten)
        assert (last.event.text, last.event.number) == (TEXT, 12 if keys == ("n",) else None)
        assert phrase_of(last, desk.session) == f"note derrière le sceau : {TEXT}"
        assert desk.session.annex[-1].text == TEXT
        assert desk.session.closed_at == closed_at is not None
    async with opened(desk) as board:
        assert board.dialog == "", "it was taken: it is offered no more"


async def test_put_off_it_comes_back_after_the_reopening(opened: Open, desk: MemoryDesk) -> None:
    """Escape leaves it; once the session is open again it is offered, and taken up as it was."""
    async with opened(desk) as board:
        await half_typed(board, ("n",))
        await closed_meanwhile(board)
        await board.press("enter", "escape")
        assert board.dialog == ""
        await board.press("O")
        await board.type("oubli")
        await board.press("enter")
        assert f"« {TEXT} »" in board.dialog
        await board.press("r", "enter")
        assert "Note sur 12 LE GOFF" in board.dialog
        await board.press("enter")
        assert desk.session.notes[-1].text == TEXT
    async with opened(desk) as board:
        assert board.dialog == ""


async def test_put_off_it_is_there_at_the_next_start(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, ("n",))
        await closed_meanwhile(board)
        await board.press("enter", "escape")
    async with opened(desk) as board:
        assert f"« {TEXT} »" in board.dialog
        await board.press("n", "enter")
        assert desk.session.annex[-1].text == TEXT


async def test_thrown_away_it_is_gone(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, ("n",))
        await closed_meanwhile(board)
        await board.press("enter", "s", "enter")
        assert board.dialog == ""
    async with opened(desk) as board:
        assert board.dialog == ""


async def test_what_leads_to_another_dialog_stays_too(opened: Open, desk: MemoryDesk) -> None:
    """The words of an incident, then its question: refused in the end, the words are there."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("s")
        await board.type("e2")
        await board.press("enter")
        await board.type("17")
        await closed_meanwhile(board)
        await board.press("enter")
        assert "Pas enregistré" in board.dialog
        assert "17" in board.dialog


async def test_a_status_that_changed_meanwhile(opened: Open, desk: MemoryDesk) -> None:
    """Minutes with a reason, for a test that a colleague has just noted finished."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("t")
        await board.type("+5")
        await board.press("enter")
        await board.type(TEXT)
        desk.act_now(act.Finish((12,)), COLLEAGUE)
        await board.press("enter", "enter")
        assert "Pas enregistré" in board.dialog
        assert TEXT in board.dialog


async def test_a_remark_on_the_room_stays_to_be_copied(opened: Open, morning: MemoryDesk) -> None:
    """The preparation's own boxes lead nowhere back: their text is shown whole, and can stand behind the seal."""
    async with opened(morning) as board:
        await board.press("f7", "x")
        await board.type(TEXT)
        await closed_meanwhile(board)
        await board.press("enter")
        assert TEXT in board.dialog
        await board.press("n", "enter")
        assert TEXT in morning.session.annex[-1].text
