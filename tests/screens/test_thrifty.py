"""The display for a slow line: minutes until the last ten, no bars, and nothing drawn while nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.geometry import Region
from textual.widget import Widget

from screens.handlers.table import BY_ID
from screens.kit.settings import Settings
from screens.picture.picture import countdown_shown, left_said, span_shown
from screens.widgets.rows import columns_for, header
from supervisor.timing import NOTHING, Ending
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, at

THRIFTY = Settings(theme="dark", mask_after=0, display="thrifty")
NOW = at("10:28:20")


def ending(seconds: int) -> Ending:
    """A test with so many seconds left at `NOW`."""
    begun = NOW + timedelta(seconds=seconds) - timedelta(minutes=105)
    return Ending(begun, 105, 0, 0, NOTHING, NOTHING, paused=False, suspended=False)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (105 * 60, "1 h 45"),
        (60 * 60, "1 h"),
        (60 * 60 - 21, "59 min"),
        (10 * 60 + 40, "11 min"),  # at 10:28:20, counted from 10:28
        (10 * 60 + 39, "10 min"),
        (10 * 60, "10 min"),
        (10 * 60 - 1, "09:59"),
        (1, "00:01"),
        (0, "00:00"),
        (-1, "−00:01"),
        (-10 * 60 + 1, "−09:59"),
        (-10 * 60, "−10 min"),
        (-10 * 60 - 59, "−10 min"),
        (-11 * 60 - 19, "−10 min"),
        (-11 * 60 - 20, "−11 min"),
        (-75 * 60 - 20, "−1 h 15"),
    ],
)
def test_a_countdown(seconds: int, shown: str) -> None:
    """Seconds in the last ten minutes and the first ten beyond the end; minutes otherwise."""
    assert countdown_shown(ending(seconds), NOW, thrifty=True) == shown


def test_all_change_with_the_minute_of_the_hour() -> None:
    """Whoever started when: within a minute nothing changes, at its turn everybody's does."""
    ends = [ending(seconds) for seconds in range(3600, 3600 + 60, 7)]
    pictures = [
        [countdown_shown(end, at("10:28:00") + timedelta(seconds=s), thrifty=True) for end in ends] for s in range(61)
    ]
    assert all(picture == pictures[0] for picture in pictures[:60])
    assert all(now != then for now, then in zip(pictures[60], pictures[0], strict=True))


def test_the_usual_countdown() -> None:
    """As it was."""
    assert countdown_shown(ending(3600), NOW) == "1:00:00"


def test_a_countdown_in_a_sentence() -> None:
    """The minutes of the countdown beside it, without its sign."""
    assert [left_said(ending(s), NOW, thrifty=True) for s in (640, 599, -599, -1220)] == [
        "11 min", "9 min 59", "9 min 59", "20 min",
    ]  # fmt: skip
    assert left_said(ending(640), NOW) == "10 min 40"


@pytest.mark.parametrize(
    ("seconds", "usual", "thrifty"),
    [(45, "45 s", "45 s"), (599, "9 min 59", "9 min 59"), (600, "10 min", "10 min"), (659, "10 min 59", "10 min"),
     (3900, "1 h 05", "1 h 05"), (-659, "10 min 59", "10 min")],
)  # fmt: skip
def test_a_span(seconds: int, usual: str, thrifty: str) -> None:
    """What goes on, as it is said."""
    assert span_shown(timedelta(seconds=seconds)) == usual
    assert span_shown(timedelta(seconds=seconds), thrifty=True) == thrifty


def test_no_bars() -> None:
    """Their cells stay empty: each other column is as wide as it is with them."""
    usual, thrifty = columns_for(150), columns_for(150, thrifty=True)
    assert usual.bar
    assert not thrifty.bar
    assert "Avancement" not in "".join(text for text, _ in header(thrifty))
    assert replace(usual, bar=0) == thrifty
    assert columns_for(80) == columns_for(80, thrifty=True)


class Painter:
    """Counts what is asked to be painted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        plain = Widget.refresh

        def refresh(widget: Widget, *regions: Region, **how: bool) -> Widget:
            self.asked.append(type(widget).__name__)
            return plain(widget, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", refresh)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((150, 36), marks=pytest.mark.wide)])
@pytest.mark.parametrize("view", ["f2", "f3", "f4"])
async def test_nothing_is_drawn_within_a_minute(
    opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], view: str
) -> None:
    """In the middle of a session, with nobody in his last ten minutes."""
    async with opened(desk, size, THRIFTY) as board:
        # Everybody's last ten minutes are over by then.
        await board.later((at("15:10:01") - NOW).total_seconds())
        await board.press(view, "home")
        while board.app.notices.dismiss():
            pass
        await board.later(20)
        painter = Painter(monkeypatch)
        for _ in range(5):
            await board.later(1)
        assert painter.asked == []
        await board.later(35)
        assert painter.asked


async def test_the_screen(opened: Open, desk: MemoryDesk) -> None:
    """Hours without seconds, minutes, no bars; and back by the palette's command."""
    async with opened(desk, (150, 36), THRIFTY) as board:
        assert " 10:28 " in board.lines[0]
        assert "10:28:20" not in board.text
        assert "━" not in board.text
        assert " min " in board.row(1)
        board.app.board.run(BY_ID["thrifty"])
        await board.settle()
        assert "affichage normal" in board.notice
        assert "10:28:20" in board.lines[0]
        assert "━" in board.text
