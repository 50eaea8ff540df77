"""`vigie finalise`: the sheet and nothing else; what the référent does are events behind the seal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar

import pytest
from textual.widgets import Input

from screens.closing.view import ClosingScreen
from screens.dialogs.base import Dialog
from screens.kit.settings import Settings
from screens.live.finalise import ALL, FinaliseApp
from supervisor import action as act
from tests.screens.conftest import Board, Open
from tests.screens.room import HOST, MemoryDesk, StillClock, at
from tests.screens.test_closing import done, ending, to_row
from tests.waiting import until

REFERENT = "Mme Roy"
Finalised = Callable[..., AbstractAsyncContextManager[Board]]


@pytest.fixture
def clock() -> StillClock:
    """The day after."""
    return StillClock(at("12:10:00"))


@pytest.fixture
def closed() -> MemoryDesk:
    """A session that was closed with points missing."""
    desk = ending()
    done(desk, "11:50:00", act.CloseSession(force=True))
    desk.acted.clear()
    return desk


@pytest.fixture
def finalised(clock: StillClock) -> Finalised:
    """Opens the sheet."""

    @asynccontextmanager
    async def open_sheet(desk: MemoryDesk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Board]:
        settings = Settings(theme="dark", mask_after=0)
        app = FinaliseApp(desk, clock, author=REFERENT, host=HOST, settings=settings)
        async with app.run_test(size=size) as pilot:
            board = Board(app, pilot, clock, desk)
            await pilot.pause()
            await board.settle()
            yield board

    return open_sheet


def offered(board: Board) -> str:
    """What Enter is said to do to the chosen row."""
    screen = board.app.screen
    assert isinstance(screen, ClosingScreen)
    return next((hint.label for hint in screen.row_hints() if hint.key == "Entrée"), "")


async def test_line_by_line(finalised: Finalised, closed: MemoryDesk) -> None:
    """Each line is ticked by an event of the référent, and cleared again; then it is noted finalised."""
    async with finalised(closed) as board:
        assert "Échap : quitter" in board.text
        await to_row(board, "fait:2")
        assert offered(board) == "fait : 02 AUBERT"
        await board.press("enter")
        assert closed.session.typed_lines == {"2"}
        assert any("[x] 02 AUBERT" in line for line in board.lines)
        await to_row(board, "fait:2")
        assert offered(board) == "décocher : 02 AUBERT"
        await board.press("space")
        assert closed.session.typed_lines == frozenset()
        await to_row(board, "finalise")
        await board.press("enter", "enter")
        assert closed.session.finalised_at is not None
        assert {context.author for _, context in closed.acted} == {REFERENT}


async def test_a_key_of_no_command(finalised: Finalised, closed: MemoryDesk) -> None:
    """No board lies underneath: Escape is said to quit."""
    async with finalised(closed) as board:
        await board.press("z")
        assert "« z » n'est pas une touche ici : Échap quitte" in board.text


async def test_no_key_is_named_that_does_nothing_here(finalised: Finalised, closed: MemoryDesk) -> None:
    """« O rouvrir » stands above the board alone: behind the seal there is no such key."""
    async with finalised(closed, size=(120, 30)) as board:
        assert "rouvrir" not in board.text


async def test_a_missing_reason(finalised: Finalised, closed: MemoryDesk) -> None:
    """What the forced close left open is said behind the seal; a slip is mended, a sealed reason is not."""
    async with finalised(closed) as board:
        await to_row(board, "fait:5")
        assert "MOTIF À CHOISIR" in board.text
        await to_row(board, "finalise")
        await board.press("enter")
        assert "3 motifs sont encore à choisir" in board.text
        await board.press("escape")
        await to_row(board, "fait:5")
        await board.press("enter", "p", "enter")
        assert closed.session.candidates[5].reason == "technical"
        await to_row(board, "finalise")
        await board.press("enter")
        assert "2 motifs sont encore à choisir" in board.text
        await board.press("escape")
        await to_row(board, "fait:5")
        assert any("05 DARUINO" in line and "Problème technique" in line for line in board.lines)


async def test_a_correction(finalised: Finalised, closed: MemoryDesk) -> None:
    """On the candidate of the row, or on the session; it must say something."""
    async with finalised(closed) as board:
        await to_row(board, "fait:3")
        await board.press("n", "enter")
        assert "dites ce qui a été corrigé" in board.dialog
        await board.type("ne le 4")
        await board.press("enter")
        await to_row(board, "fait:comment")
        await board.press("n")
        await board.type("rien")
        await board.press("enter")
        assert [(note.number, note.text) for note in closed.session.annex] == [(3, "ne le 4"), (None, "rien")]


class Ways:
    """Keys that lead elsewhere on the board."""

    KEYS: ClassVar[tuple[str, ...]] = (
        "x", "g", "h", "f2", "f3", "f4", "f6", "f7", "tab", "c", "s", "e", "S", "u", "U", "plus", "slash", "m", "C",
        "R", "N", "G", "O", "f5", "d", "D", "t", "j", "down",
    )  # fmt: skip


async def test_nothing_else_is_to_be_had(finalised: Finalised, closed: MemoryDesk) -> None:
    """No other key acts, opens a field or shows another view; the palette and the help name these commands only."""
    async with finalised(closed) as board:
        view = board.app.screen
        for key in Ways.KEYS:
            await board.press(key)
            assert board.app.screen is view, key
            assert not list(board.app.screen.query(Input)), key
        assert closed.acted == []
        assert view.commands() == ALL  # type: ignore[attr-defined]
        await board.press("question_mark")
        assert isinstance(board.app.screen, Dialog)
        for title in ("Exporter maintenant", "Rouvrir la session", "Signaler un incident", "Consignes"):
            assert title not in board.dialog
        await board.press("escape", "q")
        assert not board.app.is_running or board.app.return_code == 0


async def test_a_reopened_session_is_the_surveillant_s(finalised: Finalised, closed: MemoryDesk) -> None:
    """Nothing is listed any more, and no key of the closing view acts."""
    async with finalised(closed) as board:
        closed.act_elsewhere(act.Reopen("un oubli"), "12:09:00")
        await until(lambda: board.app.session.closed_at is None, "the reopening")
        await board.later(1)
        closed.acted.clear()
        await board.press("enter", "space", "c")
        assert "MOTIF" not in board.text
        assert closed.acted == []


async def test_the_board_shows_what_the_referent_noted(opened: Open, closed: MemoryDesk) -> None:
    """Ticked there too; only « vigie finalise » takes it back."""
    done(closed, "12:00:00", act.TypeLine("3"))
    async with opened(closed) as board:
        await board.press("c")
        assert any("[x] 03 BARADON" in line for line in board.lines)
        await to_row(board, "fait:3")
        await board.press("enter")
        assert "vigie finalise" in board.notice
