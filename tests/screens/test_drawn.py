"""What is drawn once an app has come to rest is what Textual draws on the way there; and it is at rest by then."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.events import Key
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tests.on_screen import strips_of
from tests.screens import drawn
from tests.screens.conftest import Open
from tests.screens.room import running

KEYS = ("down", "i", "x", "escape", "question_mark", "pagedown", "escape", "f3", "f4", "f9", "f9", "f2")


class Breaks(Widget, can_focus=True):
    """Cannot be drawn any more, once a key was pressed."""

    breaks = False

    def render_line(self, y: int) -> Strip:
        return Strip([]) if not self.breaks else 1 / 0  # type: ignore[return-value]

    def on_key(self) -> None:
        self.breaks = True
        self.refresh()


class Slow(Widget, can_focus=True):
    """Takes a while over a key, while nothing else goes on."""

    done = 0

    async def on_key(self, event: Key) -> None:
        await asyncio.sleep(0.03)
        self.done += 1


class Holding(App[None]):
    """One of them, at the keys from the start."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> Iterator[Widget]:
        yield self.widget


async def _pictures(opened: Open, is_each: bool) -> list[list[Strip]]:
    drawn.each_picture(is_each)
    seen = []
    async with opened(running()) as board:
        for key in KEYS:
            await board.press(key)
            screen = board.app.screen
            assert not screen._compositor._dirty_regions, "all that changed was drawn"
            # What stands is what was drawn: nothing is asked to draw again.
            seen.append(strips_of(screen))
    return seen


async def test_the_same_pictures_stand_there(opened: Open) -> None:
    """After each key: the board, its views, a box, the help, the mask."""
    assert await _pictures(opened, False) == await _pictures(opened, True)


async def test_none_is_drawn_on_the_way(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the screen in front; all of them where nothing is put off, which is as Textual does it."""
    own = drawn._compositor_refresh
    told: list[bool] = []

    def noted(screen: Screen[object]) -> None:
        told.append(screen is screen.app.screen)
        own(screen)

    monkeypatch.setattr(drawn, "_compositor_refresh", noted)
    for is_each in (False, True):
        drawn.each_picture(is_each)
        async with opened(running()) as board:
            await board.press("i")
        assert (sum(told) >= 3) is is_each
        told.clear()


async def _pressed(widget: Widget) -> None:
    async with Holding(widget).run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()


@pytest.mark.parametrize("is_each", [False, True])
async def test_what_cannot_be_drawn_breaks_its_test(is_each: bool) -> None:
    """Put off or not."""
    drawn.each_picture(is_each)
    with pytest.raises(ZeroDivisionError):
        await _pressed(Breaks())


async def test_a_key_has_done_all_that_it_does() -> None:
    """What a part of the screen is still at is waited for, where nothing works at it neither."""
    slow = Slow()
    async with Holding(slow).run_test() as pilot:
        await pilot.press(*"abc")
        assert slow.done == 3
