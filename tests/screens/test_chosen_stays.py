"""Who is chosen is the same in each view and after every view, dialog and refresh: looking chooses nobody."""

from __future__ import annotations

import pytest

from screens.handlers.table import COMMANDS
from supervisor import action as act
from supervisor.action import Context
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, at

COLLEAGUE = Context(now=at("10:28:19"), author="Mme Petit", host="portable")
LOOKS: tuple[tuple[str, ...], ...] = (
    ("c", "escape"), ("c", "down", "down", "end", "escape"), ("c", "down", "pagedown", "tab"), ("f2",), ("f3",),
    ("f4", "f2"), ("f6", "f2"), ("f7", "escape"), ("f7", "down", "tab"), ("tab", "tab", "f2"), ("f9", "f9"),
    ("question_mark", "escape"), ("ctrl+p", "escape"), ("slash", "o", "u", "escape"), ("g", "escape"),
    ("G", "enter", "escape"), ("o", "escape"), ("l", "escape"), ("m", "escape"), ("n", "x", "escape"),
    ("s", "escape"), ("t", "escape"), ("U", "escape"), ("S", "escape"), ("R", "escape"), ("N", "escape"),
    ("plus", "escape"), ("u", "escape"), ("D", "escape"), ("B", "escape"),
)  # fmt: skip
"""Keys that look, and lead back."""


@pytest.mark.parametrize("number", [5, pytest.param(12, marks=pytest.mark.wide)])
async def test_looking_chooses_nobody(opened: Open, desk: MemoryDesk, number: int) -> None:
    """After every view, dialog left, search, sort, filter; in the close itself as well."""
    async with opened(desk) as board:
        await board.choose(number)
        for keys in LOOKS:
            for key in keys:
                await board.press(key)
                if keys[0] != "slash":
                    assert board.app.board.chosen == number, (keys, key)
            assert board.app.board.chosen == number, keys
        assert desk.acted == []


def test_every_command_that_only_looks_is_tried() -> None:
    """Those that choose somebody else by their purpose aside."""
    quiet = {"theme", "thrifty", "quit", "palette", "help", "roll_call"}
    tried = {"search", "sort", "filter", "view_list", "view_lanes", "view_room", "next_view", "close", "mask"}
    assert {c.id for c in COMMANDS if c.reads and not c.chooses} == quiet | tried


async def test_the_close_acts_on_its_row(opened: Open, desk: MemoryDesk) -> None:
    """Whoever the row concerns, not who is chosen on the board."""
    async with opened(desk) as board:
        await board.choose(5)
        await board.press("c")
        first = board.app.board.target
        assert first is not None
        assert first != 5
        await board.press("n")
        assert f"Note sur {first:02d}" in board.dialog
        await board.type("calme")
        await board.press("enter")
        assert desk.session.notes[-1].number == first
        await board.press("escape")
        assert board.app.board.chosen == 5
        await board.press("n")
        assert "Note sur 05" in board.dialog


async def test_who_is_hidden_by_a_filter_is_chosen_again(opened: Open, desk: MemoryDesk) -> None:
    """By a filter, and by a colleague who makes them leave what is listed; not once somebody else was chosen."""
    async with opened(desk) as board:
        await board.choose(5)
        show = board.app.board.show_only
        show("stopped")
        assert board.app.board.chosen == 4
        show("all")
        assert board.app.board.chosen == 5
        show("running")
        desk.act_now(act.Finish((5,)), COLLEAGUE)
        await board.later(1)
        show("all")
        assert board.app.board.chosen == 5
        show("awaited")
        show("joined")
        await board.press("down")
        show("stopped")
        await board.press("down", "down")
        show("all")
        assert board.app.board.chosen != 5


async def test_a_refresh_changes_nobody(opened: Open, desk: MemoryDesk) -> None:
    """What colleagues record, candidates who are added, sizes."""
    async with opened(desk) as board:
        await board.choose(12)
        desk.act_now(act.WriteNote("calme", 3), COLLEAGUE)
        await board.later(2)
        await board.pilot.resize_terminal(150, 36)
        await board.settle()
        assert board.app.board.chosen == 12
