"""What writes for several candidates asks first, with their number, and lists apart those nobody identified."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from screens.handlers.table import COMMANDS
from supervisor import action as act
from supervisor.action import Context
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at, prepared, running

EARLY = Context(now=at("08:30:00"), author=AUTHOR, host=HOST)


@pytest.mark.few(make=(1,))
@pytest.mark.parametrize("make", [prepared, running])
async def test_every_bulk_action_asks(opened: Open, make: Callable[[], MemoryDesk]) -> None:
    """Whatever the command, nothing is written by its key where several are marked."""
    desk = make()
    async with opened(desk) as board:
        for command in [c for c in COMMANDS if c.is_bulk and c.keys]:
            board.app.board.marked.clear()
            await board.press("asterisk")
            assert len(board.app.board.marked) > 1
            while board.app.notices.dismiss():
                pass
            assert not board.notice
            await board.press(command.keys[0])
            assert not desk.acted, command.id
            assert board.dialog or board.notice, command.id
            if board.dialog:
                await board.press("escape")
            assert not board.dialog, command.id


async def test_twenty_arrivals_are_asked_about(opened: Open) -> None:
    """`*` `r`: how many, and apart the two whom nobody has identified; then one action."""
    desk = prepared()
    for number in range(3, 21):
        desk.act_now(act.CheckIdentity(number), EARLY)
    before = len(desk.acted)
    async with opened(desk) as board:
        await board.press("asterisk", "r")
        assert "20 candidats : a rejoint ?" in board.dialog
        assert "Sans contrôle d'identité : 01 ABRAHAM, 02 AUBERT\n" in board.dialog
        assert len(desk.acted) == before
        await board.press("enter")
        assert len(desk.acted) == before + 1
        assert all(c.status is Status.JOINED for c in desk.session.candidates.values())


async def test_presence_of_all_who_are_marked(opened: Open) -> None:
    """« Les 20 sont confirmées dans Pix ? »; those for whom it cannot be are told and left out of the number."""
    desk = prepared()
    desk.act_now(act.Mark("absent", (8,)), EARLY)
    async with opened(desk) as board:
        await board.press("asterisk", "y")
        assert "Les 19 sont confirmées dans Pix ?" in board.dialog
        assert "08 FILLMORE" in board.dialog
        await board.press("enter")
        confirmed = [c.number for c in desk.session.candidates.values() if c.presence_at is not None]
        assert len(confirmed) == 19


async def test_a_note_is_on_all_who_are_marked(opened: Open) -> None:
    """It was on the chosen one alone (RULES.md section 8); one action, so that one undo takes it back."""
    desk = prepared()
    before = len(desk.acted)
    async with opened(desk) as board:
        board.app.board.marked = {2, 5, 8}
        await board.press("n")
        assert "Note sur 3 candidats" in board.dialog
        assert "Sans contrôle d'identité : " in board.dialog
        await board.press(*"car", "enter")
        assert [action for action, _ in desk.acted[before:]] == [act.WriteNote("car", 2, (5, 8))]
        assert not board.app.board.marked
    assert [note.number for note in desk.session.notes] == [2, 5, 8]
    desk.act_now(act.Undo(), Context(now=at("10:04:31"), author=AUTHOR, host=HOST))
    assert not desk.session.notes


async def test_one_is_not_asked_about(opened: Open) -> None:
    """One key each, as ever."""
    desk = prepared()
    async with opened(desk) as board:
        await board.press("r")
        assert desk.session.candidates[1].status is Status.JOINED


async def test_nobody_writes_for_several_unasked(opened: Open) -> None:
    """A new command that did is stopped: the mistake is Vigie's, not the person's."""
    async with opened(prepared()) as board:
        with pytest.raises(RuntimeError, match="asked first"):
            board.app.board.acting.record(act.Mark("join", (1, 2)), (1, 2), "a rejoint")
