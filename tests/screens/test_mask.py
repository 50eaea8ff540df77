"""The mask is a way the board is in: it hides names, births and free text, nothing else, and nothing acts."""

from __future__ import annotations

import string

import pytest

from screens.board.session_view import SessionView
from screens.dialogs.base import Dialog
from screens.kit.settings import Settings
from screens.live.tables import REMAPPABLE as ALL_BY_ID
from supervisor import action as act
from supervisor.action import Context
from supervisor.jumps import JumpWatch
from tests.on_screen import text_of
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, PEOPLE, MemoryDesk, StillClock, at
from tests.supervisor.test_masking import personal_words

SECRET = "secret du candidat Zoé"


def telltale(desk: MemoryDesk) -> set[str]:
    """Names, births and texts that must not be seen; words that a code's own label holds are not of a person."""
    words = {word for word in personal_words(desk.session) if len(word) > 3}
    births = {f"{day[8:]}/{day[5:7]}/{day[:4]}" for *_, day, _, _, _, _ in PEOPLE}
    return words | births | {last for last, *_ in PEOPLE} | {first for _, first, *_ in PEOPLE}


def found(board: Board) -> list[str]:
    """What of it is on the screen in front, and on the board underneath."""
    text = board.text + text_of(board.app.board)
    return sorted(word for word in telltale(board.desk) if word in text)


def with_texts(desk: MemoryDesk) -> MemoryDesk:
    """Notes, a reason, an incident's words, a global incident, a remark on the room."""
    said = Context(now=at("10:28:10"), author=AUTHOR, host=HOST)
    desk.act_now(act.WriteNote(f"note : {SECRET}", 3), said)
    desk.act_now(act.WriteNote(f"session : {SECRET}"), said)
    desk.act_now(act.RecordIncident("C8", (5,), text=f"incident : {SECRET}"), said)
    desk.act_now(act.AdjustTime((6,), 5, f"motif : {SECRET}"), said)
    desk.act_now(act.WriteComment(f"commentaire : {SECRET}"), said)
    desk.act_now(act.CheckRoomPoint("seats", False, f"remarque : {SECRET}", "Une place"), said)
    return desk


@pytest.mark.parametrize("size", [pytest.param((150, 36), marks=pytest.mark.wide), (80, 24)])
async def test_no_view_shows_anybody(opened: Open, desk: MemoryDesk, size: tuple[int, int]) -> None:
    """List, boards, room plan, welcome, preparation, close: seats and numbers stand for names."""
    async with opened(with_texts(desk), size=size) as board:
        for view in ("f2", "f3", "f4", "f6", "f7", "c"):
            await board.press(view)
            assert found(board), view
            await board.press("f9")
            assert "NOMS MASQUÉS" in board.text, view
            assert found(board) == [], view
            await board.press("f9")
            assert found(board), view
            if view == "c":
                continue
            if view in ("f6", "f7"):
                assert isinstance(board.app.screen, SessionView)
                board.app.screen.leave()
                await board.settle()


async def test_the_masked_board_is_a_board(opened: Open, desk: MemoryDesk) -> None:
    """Number, seat, what is left, status, end, codes, counts, whom to look at, the clock; they go on."""
    async with opened(desk) as board:
        await board.press("f9")
        text = board.text
        for shown in ("208", "10:28:20", "15 en cours", "11 B03 dépassé", "Dépassé", "Interrompu", "E2", "10:45"):
            assert shown in text
        assert "F9 montrer les noms" in text
        assert "rien ne se note ici" in text
        await board.press("down", "down")
        assert board.app.board.chosen == 3
        await board.press("f4")
        assert board.app.board.view == "room"
        await board.later(1)
        assert board.app.masked
        assert "10:28:2" in board.text


async def test_nothing_acts_but_the_views(opened: Open, desk: MemoryDesk) -> None:
    """Every printable key, Enter, digits, and the key of every command: nothing is noted, and it stays masked."""
    letters = [c for c in string.printable if c.isalnum()]
    own = [key for command in ALL_BY_ID.values() for key in command.keys if key != "f9"]
    keys = [*letters, "é", "à", "&", "enter", "escape", "space", "backspace", "ctrl+q", "ctrl+c", "ctrl+p", *own]
    async with opened(desk) as board:
        await board.press("f9")
        before = len(desk.session.entries)
        for key in dict.fromkeys(keys):
            board.clock.real += 1
            board.app._jumps = JumpWatch()
            await board.pilot.press(key)
            if key in ("question_mark", "f1"):
                await board.pilot.press("escape")
        await board.settle()
        assert board.app.masked
        assert not isinstance(board.app.screen, Dialog)
        assert len(desk.session.entries) == before
        assert desk.acted == []
        assert board.app.board.typed == ""
        assert board.app.board.marked == set()
        assert board.app.is_running
        assert board.app.return_value is None


async def test_a_refused_key_says_what_brings_the_names_back(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await board.press("f9", "enter")
        assert "noms masqués, rien ne se note : F9 les montre" in board.text


@pytest.mark.few(over=(1,))
@pytest.mark.parametrize("over", [(), ("i",), ("ctrl+p",), ("question_mark",), ("f6",), ("f7",), ("c",), ("U",)])
async def test_anything_opened_twice_over_and_under_the_mask(
    opened: Open, desk: MemoryDesk, over: tuple[str, ...]
) -> None:
    """F9, the same thing again, F9, by hand and by itself: the board lives, and is as before."""
    async with opened(desk, settings=Settings(theme="dark")) as board:
        await board.press(*over, "f9", *over, "f9", *over, "f9")
        await board.later(130)
        await board.press(*over, "f9")
        await board.later(130)
        assert board.app.masked
        await board.press("f9", "f9", "f9")
        assert board.app.is_running
        assert not board.app.masked


async def test_what_is_typed_waits_behind_the_mask(opened: Open, desk: MemoryDesk) -> None:
    """It comes by itself over a note: text and names are hidden, keys reach nothing, F9 brings all back."""
    async with opened(desk, settings=Settings(theme="dark")) as board:
        await board.choose(12)
        await board.press("n")
        await board.type("parle de Maël")
        await board.later(121)
        assert board.app.masked
        assert "Maël" not in board.text
        assert found(board) == []
        await board.press("x", "enter", "escape")
        await board.press("f9")
        assert "Note sur 12 LE GOFF" in board.text
        assert "parle de Maël" in board.text
        await board.type("z")
        await board.press("enter")
        assert desk.session.notes[-1].text == "parle de Maëlz"


async def test_a_search_waits_behind_the_mask(opened: Open, morning: MemoryDesk) -> None:
    """The welcome: what was typed of a name is hidden, and there again."""
    async with opened(morning, first=True) as board:
        await board.type("le")
        await board.press("f9")
        assert found(board) == []
        assert "A01" in board.text
        await board.press("a", "enter", "f9")
        assert board.app.screen.query_one("#name").value == "le"  # type: ignore[attr-defined]
        await board.type(" g")
        assert "LE GOFF" in board.text


async def test_what_was_said_before_waits_too(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """An answer with a name is not read behind the mask; an alarm rings and names a number and a seat."""
    async with opened(desk) as board:
        await board.choose(13)
        await board.press("n")
        await board.type("calme")
        await board.press("enter")
        assert "MBAPE" in board.notice
        await board.press("f9")
        assert found(board) == []
        board.app.bell = lambda: None  # type: ignore[method-assign]
        await board.later(262)
        assert found(board) == []
        assert "dépassé" in " ".join(board.lines[-4:])


async def test_a_rehearsal_is_not_masked_by_itself(opened: Open) -> None:
    from tests.screens.room import running

    async with opened(running(rehearsal=True), settings=Settings(theme="dark")) as board:
        await board.later(600)
        assert not board.app.masked
        await board.press("f9")
        assert board.app.masked
