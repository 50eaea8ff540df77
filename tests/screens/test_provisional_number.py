"""A session opened under a provisional number: the line that mends it is shown while it still can."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.closing.rows import closing_rows
from screens.live.app import NUMBER_S
from screens.picture.headline import number_lacks
from supervisor import action as act
from supervisor.action import Context
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared

LINE = "F7 puis m"


@pytest.fixture
def clock() -> StillClock:
    """08:10:00: the room is still empty."""
    return StillClock(at("08:10:00"))


@pytest.fixture
def desk() -> MemoryDesk:
    """Three candidates, p1."""
    desk = prepared(3)
    desk.session = replace(desk.session, number="p1")
    return desk


def has_come(desk: MemoryDesk, *deeds: act.Action) -> MemoryDesk:
    for deed in deeds:
        assert not desk.act_now(deed, Context(at("08:05:00"), AUTHOR, HOST)).refusals
    return desk


async def test_it_warns_once_when_it_opens(opened: Open, desk: MemoryDesk) -> None:
    """With the line to type; then it goes. The preparation goes on saying it."""
    async with opened(desk, first=True) as board:
        assert LINE in board.notice
        await board.later(NUMBER_S)
        assert board.notice == ""
        await board.press("f7")
        line = next(line for line in board.lines if "Numéro :" in line)
        assert line.strip() == "Numéro : provisoire, p1   m donne celui de Pix Certif"


async def test_it_is_given_on_the_screen(opened: Open, desk: MemoryDesk) -> None:
    """From the preparation by its key, from the palette too; one that is no number is refused in the box."""
    async with opened(desk, first=True) as board:
        await board.press("f7", "m")
        assert "Numéro de la session (provisoire : p1)" in board.dialog
        await board.type("p2")
        await board.press("enter")
        assert "le numéro d'une session a 1 à 9 chiffres" in board.dialog
        await board.press("backspace", "backspace")
        await board.type("208")
        await board.press("enter")
        assert board.session.number == "208"
        assert "Numéro : provisoire" not in board.text


async def test_it_does_not_ask_for_what_cannot_be_done(opened: Open, desk: MemoryDesk) -> None:
    """Somebody has joined."""
    has_come(desk, act.Mark("join", (1,)))
    async with opened(desk, first=True) as board:
        assert board.notice == ""
        await board.press("f7")
        assert "provisoire, p1   il ne change plus" in board.text
        assert "donne celui" not in board.text


def test_a_number_of_pix_lacks_nothing(desk: MemoryDesk) -> None:
    """Nor does a closed session ask for one."""
    assert number_lacks(desk.session, LINE)
    assert number_lacks(replace(desk.session, number="208"), LINE) == ""
    assert number_lacks(replace(desk.session, closed_at=at("09:00:00")), LINE) == ""


async def test_the_close_says_it_where_the_seal_is_asked(opened: Open, desk: MemoryDesk) -> None:
    """One row to look at, a sentence before the Enter that seals; it seals all the same."""
    has_come(desk, act.Mark("join", (1,)), act.Mark("sign", (1,)), act.StopTest((1,), "withdraw", "candidate"))
    has_come(desk, act.Mark("absent", (2, 3)))
    async with opened(desk, size=(120, 30)) as board:
        rows = {row.key: row for row in closing_rows(board.app.picture())}
        assert rows["number"].part == "page"
        assert "il ne change plus" in " ".join(rows["number"].detail)
        assert "mais le numéro p1 est provisoire" in rows["close"].detail[0]
        await board.press("c", "c")
        assert "• le numéro p1 est provisoire, Pix Certif ne le connaît pas" in board.dialog
        assert "Rien d'autre ne manque." in board.dialog
        await board.press("enter")
        assert board.session.closed_at is not None
        assert "p1 est provisoire" in board.notice
