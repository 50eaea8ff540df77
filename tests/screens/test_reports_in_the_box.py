"""What Pix Certif is to be told is asked in the box that notes the fact: C1, C2, C7, and what time was given for."""

from __future__ import annotations

import pytest

from screens.closing.rows import closing_rows
from screens.dialogs.course import StopDialog
from screens.dialogs.people import CorrectForm
from screens.picture.picture import picture_of
from supervisor import action as act
from supervisor.action import Context
from supervisor.closing import STOPPED_TOLD, box_state
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at, running


def reported(board: Board, number: int) -> list[tuple[str, str]]:
    """What is reported of a candidate and counts."""
    return [(i.code, i.text) for i in board.session.incidents_of(number) if i.counts]


def asked_at_the_close(board: Board) -> list[str]:
    """The rows of the closing view for what Pix Certif was not told."""
    rows = closing_rows(picture_of(board.session, board.clock.now()))
    return [row.enter.label for row in rows if row.key.startswith(("correction:", "time:")) and row.enter]


def shown(board: Board, field: str) -> bool:
    """Whether a line of the box is shown."""
    return board.app.screen.query_one(f"#row-{field}").display


async def fill(board: Board, field: str, text: str) -> None:
    """Put a text into a field of the box."""
    board.app.screen.query_one(f"#{field}").value = text  # type: ignore[attr-defined]
    await board.settle()


# C1, C2 ----------------------------------------------------------------------------------------------


@pytest.mark.few(way=(1,))
@pytest.mark.parametrize("way", [("m", "i"), ("i", "x")])
async def test_a_corrected_name_offers_c1_in_the_same_box(opened: Open, desk: MemoryDesk, way: tuple[str, ...]) -> None:
    """Preset to yes, shown once a name differs; one action, which one undo takes back."""
    async with opened(desk) as board:
        await board.choose(1)
        was = board.session.candidates[1].last_name
        await board.press(*way)
        assert isinstance(board.app.screen, CorrectForm)
        assert not shown(board, "report")
        await fill(board, "city", "Belfort")
        assert not shown(board, "report"), "a place of birth is not what C1 is for"
        await fill(board, "last", "DURANT")
        assert shown(board, "report")
        assert f"C1 est noté aussi, pour Pix Certif : Nom de naissance : DURANT (liste : {was})" in board.dialog
        await board.press("up", "enter")
        assert not board.dialog
        assert board.session.candidates[1].last_name == "DURANT"
        assert reported(board, 1) == [("C1", f"Nom de naissance : DURANT (liste : {was})")]
        assert asked_at_the_close(board) == []
        await board.press("u", "enter")
        assert board.session.candidates[1].last_name == was
        assert reported(board, 1) == []


async def test_refused_the_closing_view_lists_it_and_settles_it(opened: Open, desk: MemoryDesk) -> None:
    """« n », Enter: the correction alone; the row of the closing view then records the same report."""
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("m", "i")
        await fill(board, "first", "Lou")
        await board.press("up", "n")
        assert "C1 manquera à la clôture" in board.dialog
        await board.press("enter")
        assert reported(board, 1) == []
        assert "C1 est à signaler" in board.notice
        assert asked_at_the_close(board) == ["signaler C1"]
        board.app.board.acting.do("settle_c1")
        await board.settle()
        assert "Prénom : Lou" in board.dialog
        await board.press("enter")
        assert [code for code, _ in reported(board, 1)] == ["C1"]
        assert asked_at_the_close(board) == []


async def test_a_yes_or_no_takes_its_letter_its_word_and_its_arrows(opened: Open, desk: MemoryDesk) -> None:
    """« oui » and « non » may be typed out; anything else is refused with a word."""
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("m", "t")
        await board.type("50")
        await board.press("enter")
        said = board.app.screen.query_one("#report")
        for keys, answer in (
            ("non", "non"), ("oui", "oui"), ("n", "non"), (" ", "oui"), ("no", "non"), ("O", "oui"),
        ):  # fmt: skip
            await board.type(keys)
            assert said.value == answer, keys  # type: ignore[attr-defined]
        await board.press("right")
        assert said.value == "non"  # type: ignore[attr-defined]
        await board.type("x")
        assert "« x » : ce champ prend o (oui) ou n (non)" in board.dialog
        await board.press("backspace")
        assert said.value == "non"  # type: ignore[attr-defined]
        await board.type("o")
        await board.press("enter")
        assert reported(board, 1) == [("C2", "50 %")]


# C7 --------------------------------------------------------------------------------------------------


async def test_a_technical_stop_offers_c7_in_the_same_box(opened: Open, desk: MemoryDesk) -> None:
    """Lit, it shows what is asked; Enter goes to it, and only the last Enter records: the stop and its report."""
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("F")
        assert isinstance(board.app.screen, StopDialog)
        assert not shown(board, "tell")
        await board.press("t")
        assert not shown(board, "tell"), "not for the candidate's own cause"
        await board.press("x")
        assert shown(board, "tell")
        assert shown(board, "report")
        await board.press("enter", "enter")
        assert board.session.candidates[1].is_running, "nothing is recorded before the last Enter"
        await board.type("écran noir")
        await board.press("enter")
        assert not board.dialog
        assert board.session.candidates[1].status is Status.ENDED
        assert reported(board, 1) == [("C7", "écran noir")]
        await board.press("u", "enter")
        assert board.session.candidates[1].is_running
        assert reported(board, 1) == []


async def test_c7_may_be_refused_left_to_its_phrase_or_gone_back_from(opened: Open, desk: MemoryDesk) -> None:
    """« n » records the stop alone; an empty text says the neutral phrase; ↑ goes back to the reasons."""
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("F", "p", "enter", "n", "enter")
        assert board.session.candidates[1].status is Status.WITHDRAWN
        assert reported(board, 1) == []
        assert "C7 est à signaler" in board.notice
        await board.choose(2)
        await board.press("F", "x", "enter", "up", "p", "enter", "enter", "enter")
        assert board.session.candidates[2].status is Status.WITHDRAWN
        assert reported(board, 2) == [("C7", STOPPED_TOLD)]


async def test_a_cause_that_is_told_is_not_asked_again(opened: Open, desk: MemoryDesk) -> None:
    """A C7 is noted on him: Enter records at once."""
    desk.act_now(act.RecordIncident("C7", (1,), text="panne"), Context(at("10:28:00"), AUTHOR, HOST))
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("F", "x")
        assert not shown(board, "tell")
        await board.press("enter")
        assert board.session.candidates[1].status is Status.ENDED


# What time was given for -----------------------------------------------------------------------------


@pytest.mark.few(answer=(0, 2))
@pytest.mark.parametrize(("answer", "ticked", "asked"), [("o", True, []), ("n", False, []), ("", False, ["répondre"])])
async def test_time_given_to_one_asks_about_the_box(opened: Open, answer: str, ticked: bool, asked: list[str]) -> None:
    """Yes proposes the box with its because; no does not; what nobody said is asked at the close."""
    async with opened(running()) as board:
        before = box_state(board.session, "extra_time_given")
        assert not before.proposed, "the room of the pictures must not have an incident given back"
        await board.choose(1)
        await board.press("t")
        assert not shown(board, "incident")
        await board.type("-5")
        assert not shown(board, "incident"), "taken, it is for no incident"
        await board.press("backspace", "backspace")
        await board.type("+10")
        assert shown(board, "incident")
        assert not shown(board, "report")
        await board.press("enter")
        await board.type("casque cassé")
        await board.press("enter")
        if answer:
            await board.type(answer)
        await board.press("enter")
        assert not board.dialog
        assert box_state(board.session, "extra_time_given").ticked is ticked
        assert asked_at_the_close(board) == asked
        if not answer:
            assert "temps supplémentaire" in board.notice
            board.app.board.acting.do("settle_time")
            await board.settle()
            assert "+10 min (casque cassé)" in board.dialog
            await board.press("o", "enter")
            assert box_state(board.session, "extra_time_given").ticked
            assert asked_at_the_close(board) == []
