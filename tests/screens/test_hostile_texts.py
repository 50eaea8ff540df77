"""A session whose every text is hostile, on the screens: each command's key is pressed, and what is drawn is looked at.

The keys are those of the tables: a command or a box that is added is drawn with such texts too. What the lines and the
papers make of them is in tests/hostile.
"""

from __future__ import annotations

from itertools import cycle

import pytest
from rich.cells import cell_len

from screens.handlers.table import COMMANDS
from tests.hostile.session import BEGIN, hostile
from tests.hostile.texts import TEXTS, raw_in
from tests.on_screen import strips_of
from tests.screens.conftest import Board, Open
from tests.screens.review.conftest import Looked, looked
from tests.screens.room import MemoryDesk, StillClock

__all__ = ["looked"]

ENDS = ("quit",)
"""Commands that leave the board."""


KINDS = (["escape", "lines", "right to left"], ["markup", "formats"], ["wide", "towers", "long word"])
"""Texts that go together."""


def a_desk(clock: StillClock, *texts: str, is_open: bool = True) -> MemoryDesk:
    """A session of these texts, and a clock that stands after all that happened."""
    session, _ = hostile(cycle(texts or list(TEXTS.values())), is_open=is_open)
    clock.instant = BEGIN.replace(hour=BEGIN.hour + 2)
    return MemoryDesk(session)


def faults_of(board: Board) -> list[str]:
    """What of the picture acts on a terminal, or is wider than the screen."""
    width = board.app.size.width
    wide = [line for line in board.lines if cell_len(line) > width]
    return [*raw_in("\n".join(board.lines), lines="\n"), *wide]


async def test_the_first_picture_of_each_view(opened: Open, clock: StillClock) -> None:
    async with opened(a_desk(clock), size=(150, 36), first=True) as board:
        assert faults_of(board) == []
        for key in ("f2", "f3", "f4", "f6", "f7", "f8"):
            await board.press(key)
            assert faults_of(board) == [], key


@pytest.mark.torture
@pytest.mark.parametrize(
    ("what", "size", "is_open"), [(KINDS[0], (150, 36), False), (KINDS[1], (80, 24), True), (KINDS[2], (80, 24), True)]
)
async def test_each_key(
    what: list[str], size: tuple[int, int], is_open: bool, opened: Open, clock: StillClock
) -> None:  # fmt: skip
    """What each key of the board opens, and each view."""
    desk = a_desk(clock, *(TEXTS[one] for one in what), is_open=is_open)
    async with opened(desk, size=size) as board:
        await board.choose(2)
        for command in COMMANDS:
            for key in command.keys if command.id not in ENDS else ():
                await board.press(key)
                assert faults_of(board) == [], (command.id, key)
                await board.press("escape", "escape", "f2")


@pytest.mark.wide
@pytest.mark.parametrize("what", KINDS)
async def test_the_review(what: list[str], looked: Looked, clock: StillClock) -> None:
    """The board of whoever looks on."""
    desk = a_desk(clock, *(TEXTS[one] for one in what), is_open=False)
    async with looked(desk, size=(150, 36)) as look:
        assert raw_in(look.text) == []
        for key in ("f2", "f3", "f4", "f7", "f8", "l", "question_mark", "left", "left"):
            await look.press(key)
            assert raw_in(look.text) == [], key


async def test_markup_is_letters(opened: Open, clock: StillClock) -> None:
    """« [bold red] » is what somebody wrote: it is shown, and nothing is red or can be clicked for it."""
    async with opened(a_desk(clock, TEXTS["markup"]), size=(150, 36)) as board:
        await board.press("f2")
        assert "[bold red]" in board.text.casefold()
        metas = [
            segment.style.meta
            for strip in strips_of(board.app.screen)
            for segment in strip
            if segment.style is not None
        ]
        assert not any("@click" in meta and "app.quit" in str(meta["@click"]) for meta in metas)
