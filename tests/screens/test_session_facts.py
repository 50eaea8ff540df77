"""The session's own facts corrected from the palette; undo that says at once why it cannot be."""

from __future__ import annotations

from datetime import date

from screens.handlers.table import BY_ID
from supervisor.action import Context, CorrectStart, Mark
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at


async def test_the_session_is_corrected(opened: Open, desk: MemoryDesk) -> None:
    """Its facts stand in the fields; what is changed is told with the old value."""
    async with opened(desk) as board:
        board.app.board.run(BY_ID["session"])
        await board.settle()
        assert f"Corriger la session {board.session.number}" in board.dialog
        await board.press(*["backspace"] * 10)
        await board.type("27/11/2026")
        await board.press("enter", *["backspace"] * 5)
        await board.type("9h45")
        for _ in range(5):
            await board.press("enter")
        assert (board.session.date, board.session.start) == (date(2026, 11, 27), "09:45")
        assert "→ « 27/11/2026 »" in board.notice


async def test_a_correction_that_will_not_do(opened: Open, desk: MemoryDesk) -> None:
    """What is wrong is said in the dialog; so is that nothing changed."""
    async with opened(desk) as board:
        board.app.board.run(BY_ID["session"])
        await board.settle()
        await board.press(*["enter"] * 6)
        assert "rien à corriger" in board.dialog
        await board.press("escape")
        assert board.dialog == ""


async def test_an_undo_that_cannot_be_is_not_asked(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """`u`: a colleague's later event stands in the way; it is named instead of « Annuler ? »."""
    desk.act_now(Mark("start", (13,)), Context(now=at("10:28:10"), author=AUTHOR, host=HOST))
    desk.act_elsewhere(CorrectStart(13, at("10:27:00"), "vu trop tard"), "10:28:20")
    later = desk.session.last_id
    async with opened(desk) as board:
        await board.press("u")
        assert board.dialog == ""
        assert f"l'événement n° {later} s'y oppose (début corrigé" in board.notice
        assert "--event" not in board.notice
