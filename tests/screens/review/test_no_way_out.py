"""Nothing in a review leads to a file or a shell: every binding and every command of it, one by one."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

from screens.board.palette import CommandSearch
from screens.kit.command import Command
from screens.review.commands import ALL
from screens.review.home import ReviewHome
from tests.screens.review.conftest import Looked
from tests.screens.room import MemoryDesk

pytestmark = pytest.mark.wide

LEADS_OUT = frozenset({
    "suspend_process", "screenshot", "save_screenshot", "open_url", "deliver_text", "deliver_binary",
    "change_theme", "show_help_panel", "toggle_dark", "add_class", "run_action",
})  # fmt: skip
"""Actions of Textual's own that stop the program, write or open something. What is copied goes to the reader's own
terminal, and the palette is ours."""
FIELDS = frozenset({"search"})
"""What may be typed in: the beginning of a name."""


def actions_of(screen: Screen[object]) -> set[str]:
    """What the keys do on a screen, those of the application and of the widget with the focus included."""
    return {active.binding.action.partition("(")[0].rpartition(".")[2] for active in screen.active_bindings.values()}


def nothing_leads_out(app: App[int]) -> None:
    """No key of the screen in front does, and nothing but a name can be typed there."""
    screen = app.screen
    assert not actions_of(screen) & LEADS_OUT
    if not isinstance(screen, CommandSearch):
        assert {field.id for field in screen.query(Input)} <= FIELDS


@pytest.mark.parametrize("command", [c for c in ALL if c.domain != "clôture"], ids=lambda command: command.id)
async def test_every_command(looked: Looked, desk: MemoryDesk, command: Command[Any]) -> None:
    """Asked for in the palette, live and while the past is looked at."""
    for first in ("", "r"):
        async with looked(desk) as look:
            if first:
                await look.press(first)
            look.app.board.run(command)
            await look.settle()
            if look.app.is_running and look.app.screen_stack:
                nothing_leads_out(look.app)


@pytest.mark.parametrize(
    "keys", [(), ("h",), ("g",), ("c",), ("f3",), ("f4",), ("question_mark",), ("ctrl+p",), ("f9",)]
)
async def test_every_key(looked: Looked, desk: MemoryDesk, keys: tuple[str, ...]) -> None:
    """On each view; what Textual binds by itself included."""
    async with looked(desk) as look:
        await look.press(*keys)
        nothing_leads_out(look.app)
        assert "ctrl+z" not in look.app.screen.active_bindings
        before = look.app.screen
        await look.press("ctrl+z", "ctrl+s", "ctrl+o")
        assert look.app.screen is before


async def test_textual_offers_nothing_of_its_own(looked: Looked, desk: MemoryDesk) -> None:
    """The palette is ours; Textual's own, with its screenshot, its themes and its key panel, holds nothing."""
    async with looked(desk) as look:
        assert list(look.app.get_system_commands(look.app.screen)) == []
        assert set() == look.app.COMMANDS
    assert not ReviewHome.ENABLE_COMMAND_PALETTE
