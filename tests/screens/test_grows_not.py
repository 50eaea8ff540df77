"""A board that stays open for days holds what it shows, and nothing of the boxes that were closed meanwhile."""

from __future__ import annotations

import functools
import gc
import inspect
import sys
import weakref
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from textual import _styles_cache
from textual.color import Color
from textual.style import Style
from textual.widget import Widget

from screens.kit.grounds import grounds
from screens.widgets.roster import PAINTED, Roster
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk
from tests.test_house import run_python
from tests.waiting import until

FEW = {
    "rich.palette.Palette.match": "three tables of colours, for as long as the program runs",
    "textual._xterm_parser.XTermParser._parse_extended_key": "one for the keys of a terminal",
    "textual.filter.ANSIToTruecolor.truecolor_style": "one for the colours of a terminal",
}
"""Of these there is no new one with each box."""


@pytest.mark.few(keys=(0,))
@pytest.mark.parametrize("keys", [["n"], ["S"], ["ctrl+p"]])
async def test_what_a_box_was_drawn_of_goes_with_it(keys: list[str], opened: Open, desk: MemoryDesk) -> None:
    """Its widgets and their drawn lines; of the last one closed something may still be asked, of the one before no."""
    async with opened(desk) as board:
        await board.choose(5)
        stood = board.app.screen
        await board.press(*keys)
        assert board.app.screen is not stood
        drawn = [weakref.ref(widget._styles_cache) for widget in board.app.screen.walk_children(Widget, with_self=True)]
        assert any(widget._styles_cache._cache for widget in board.app.screen.children), "nothing of it was drawn"
        for _ in range(2):
            await board.press("escape", "r")
        await board.press("escape")
        assert board.app.screen is stood
        # The loop lets go of a timer that was cancelled, as that of a blinking cursor, when it would have been due.
        await until(lambda: not left_of(drawn), "that what it was drawn of goes")


def left_of(drawn: Sequence[weakref.ref[Any]]) -> list[object]:
    """What of it is still held by somebody."""
    gc.collect()
    return [one for ref in drawn if (one := ref()) is not None]


def told_alike_by(kind: type) -> type:
    """The first of a kind's forebears that says what makes two of it alike; `object`: each is like itself alone."""
    return next(one for one in kind.__mro__ if "__hash__" in vars(one))


def shared_with_whoever_asked() -> Iterator[str]:
    """The methods of what is loaded whose answers stay under the very object that asked: it stays as long as they."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] not in ("textual", "rich", "screens", "data", "supervisor"):
            continue
        for kind in [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == name]:
            for method, found in vars(kind).items():
                if isinstance(found, functools._lru_cache_wrapper) and told_alike_by(kind) is object:
                    yield f"{name}.{kind.__qualname__}.{method}"


def test_no_table_that_boxes_share_keeps_one_of_them() -> None:
    """Not in Textual either: looked for in a Python that has loaded what the screens load, and nothing else."""
    program = (
        "import screens.home.app, screens.live.app, screens.review.app\n"
        "screens.kit.grounds.let_boxes_go()\n"
        "from tests.screens.test_grows_not import shared_with_whoever_asked\n"
        "print(*shared_with_whoever_asked())"
    )
    done = run_python(program)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= FEW.keys()


def test_textual_still_keeps_them() -> None:
    """Once it does not, `screens/kit/grounds.py` may go."""
    source = inspect.getsource(_styles_cache)
    assert (
        "    @lru_cache(1024)\n    def get_inner_outer(\n        cls, base_background: Color, background: Color\n"
        in source
    )
    assert "self.get_inner_outer(base_background, background)" in source


def test_the_grounds_are_those_of_textual() -> None:
    """What it would have answered, read in its own text."""
    around, own = Color(10, 20, 30), Color(200, 100, 0, 0.5)
    assert grounds(around, own) == (Style(background=around + own), Style(background=around))
    text = inspect.getsource(_styles_cache)
    assert "Style(background=base_background + background),\n            Style(background=base_background),\n" in text


async def test_rows_that_are_gone_are_not_kept_for_long(opened: Open, desk: MemoryDesk) -> None:
    """A row whose clock went on is another one: an hour of them does not stay."""
    async with opened(desk) as board:
        assert board.app.query_one(Roster)._strips.maxsize == PAINTED
