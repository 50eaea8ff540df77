"""The board asks once who sits there; what is noted bears that name (RULES.md section 11)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from screens.kit.desk import SharedTerminal
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from tests.screens.conftest import Board, Open
from tests.screens.room import TEXTS, MemoryDesk, StillClock, at, prepared, running

LOGIN = "salle"


@asynccontextmanager
async def seated(desk: MemoryDesk, kept: list[str], *, known: str = "") -> AsyncIterator[Board]:
    """A board as the door opens it: by the account, or by who said who they are."""
    clock = StillClock(at("10:28:20"))
    app = LiveApp(
        desk, clock, author=known or LOGIN, host="salle@poste-3", settings=Settings(theme="dark", mask_after=0),
        texts=TEXTS, place=SharedTerminal(LOGIN, bool(known), kept.append),
    )  # fmt: skip
    async with app.run_test(size=(80, 24)) as pilot:
        board = Board(app, pilot, clock, desk)
        await pilot.pause()
        await board.settle()
        yield board


async def noted(board: Board, text: str = "calme") -> tuple[str, str]:
    """Who is said to have written a note, and from where."""
    await board.press("f2", "n")
    await board.type(text)
    await board.press("enter")
    last = board.desk.session.entries[-1]
    return last.author, last.host


async def test_enter_is_the_first_surveillant() -> None:
    desk, kept = running(), list[str]()
    async with seated(desk, kept) as board:
        assert "qui êtes-vous ?" in board.dialog
        assert "P. Martin" in board.dialog
        await board.press("enter")
        assert kept == ["P. Martin"]
        assert await noted(board) == ("P. Martin", "salle@poste-3")
        assert board.app.board.acting.context().author == "P. Martin"
        await board.press("u")
        assert "note : calme" in board.dialog, "their own action is undone"


async def test_another_name_is_typed() -> None:
    desk, kept = running(), list[str]()
    async with seated(desk, kept) as board:
        await board.press("a")
        await board.type("Zoé Faure")
        await board.press("enter")
        assert kept == ["Zoé Faure"]
        assert (await noted(board))[0] == "Zoé Faure"


async def test_who_does_not_say_is_the_account() -> None:
    desk, kept = running(), list[str]()
    async with seated(desk, kept) as board:
        await board.press("escape")
        assert kept == []
        assert (await noted(board))[0] == LOGIN


async def test_who_is_known_is_not_asked() -> None:
    desk, kept = running(), list[str]()
    async with seated(desk, kept, known="Inès Roux") as board:
        assert board.dialog == ""
        assert (await noted(board))[0] == "Inès Roux"


async def test_r_asks_again() -> None:
    """By its own line; and after a relève, with who comes proposed first."""
    desk, kept = running(), list[str]()
    async with seated(desk, kept, known="P. Martin") as board:
        await board.press("R", "m")
        assert "qui êtes-vous ?" in board.dialog
        await board.press("a")
        await board.type("Zoé Faure")
        await board.press("enter")
        assert board.app.author == "Zoé Faure"
        await board.press("R", "r")
        await board.type("Inès Roux")
        await board.press("enter")
        assert "qui êtes-vous ?" in board.dialog
        assert desk.session.entries[-1].author == "Zoé Faure", "who hands over noted the relève"
        await board.press("enter")
        assert kept == ["Zoé Faure", "Inès Roux"]
        assert (await noted(board))[0] == "Inès Roux"


async def test_two_terminals_two_people() -> None:
    """`u` undoes one's own last action, not the colleague's."""
    desk, kept = running(), list[str]()
    async with seated(desk, kept, known="P. Martin") as board:
        await noted(board, "la mienne")
    async with seated(desk, kept, known="Inès Roux") as board:
        await noted(board, "une autre")
    async with seated(desk, kept, known="P. Martin") as board:
        await board.press("f2", "u")
        assert "la mienne" in board.dialog


async def test_drafts_are_offered_once_it_is_said() -> None:
    """First who, then what they were writing; a colleague's draft says whose it is."""
    desk, kept = running(), list[str]()
    async with seated(desk, kept, known="P. Martin") as board:
        await board.press("f2", "n")
        await board.type("calme")
    async with seated(desk, kept) as board:
        assert "qui êtes-vous ?" in board.dialog
        await board.press("a")
        await board.type("Zoé Faure")
        await board.press("enter")
        assert "P. Martin écrivait" in board.dialog


async def test_nobody_is_named_yet() -> None:
    """A session without surveillant asks for a name."""
    desk, kept = prepared(), list[str]()
    desk.session = replace(desk.session, surveillants=(), present_surveillants=())
    async with seated(desk, kept) as board:
        assert "Votre nom" in board.text
        await board.type("Zoé")
        await board.press("enter")
        assert kept == ["Zoé"]
        assert "Zoé surveille la session" in board.dialog
        await board.press("enter")
        assert desk.session.surveillants == ("Zoé",)
        assert desk.session.present_surveillants == ("Zoé",)


async def test_who_only_prepares_does_not_supervise() -> None:
    """A paper attests only what a person attested: who says no is on none, and may say so later."""
    desk, kept = prepared(), list[str]()
    desk.session = replace(desk.session, surveillants=(), present_surveillants=())
    async with seated(desk, kept) as board:
        await board.type("Zoé")
        await board.press("enter", "n", "enter")
        assert board.dialog == ""
        assert desk.session.surveillants == ()
        await board.press("f2", "R", "m")
        assert "Échap : vous restez « Zoé »." in board.dialog
        assert "le nom du compte" not in board.dialog


async def test_escape_is_told_by_whose_name_it_leaves() -> None:
    """The account's, as long as nobody said who they are; « vous restez » once somebody did."""
    desk, kept = running(), list[str]()
    async with seated(desk, kept) as board:
        assert f"Échap : « {LOGIN} », le nom du compte." in board.dialog
        await board.press("enter", "f2", "R", "m")
        assert "Échap : vous restez « P. Martin »." in board.dialog
        await board.press("a")
        assert "Échap : vous restez « P. Martin »." in board.dialog


async def test_a_board_without_a_place_asks_nobody(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        assert board.dialog == ""
        await board.press("R")
        assert "c'est moi" not in board.dialog
