"""A key that is shown works where it is shown (RULES.md section 11), by the hand and by a click."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from screens.board.app import BoardApp
from screens.dialogs.base import Dialog
from screens.dialogs.reading import HelpPage
from screens.dialogs.words import Hints
from screens.kit.command import keys_for
from screens.kit.hinted import KEY_INK, key_at, key_called, keys_called
from screens.kit.ink import OWNER, Line, owner_at, plain
from screens.kit.key_names import key_name
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from screens.live.finalise import FinaliseApp
from screens.live.tables import REMAPPABLE as ALL_BY_ID
from screens.review.app import ReviewApp
from screens.review.commands import BY_ID as OF_THE_REVIEW
from screens.widgets.footer import Footer
from screens.widgets.lanes import Lanes
from screens.widgets.painted import Painted
from supervisor import action as act
from tests.screens.conftest import Board, OpenBoard
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, StillClock, at, prepared, running
from tests.screens.test_closing import done, ending

NO_KEY = ("n'est pas une touche", "ne sert pas ici", "lecture seule", "d'abord la liste", "déjà close")
"""What is answered to a key that means nothing where it was pressed."""
Way = Callable[[Board], Awaitable[None]]
SETTINGS = Settings(theme="dark", mask_after=0)


def closed() -> MemoryDesk:
    desk = ending()
    done(desk, "11:50:00", act.CloseSession(force=True))
    return desk


def board_of(desk: MemoryDesk, clock: StillClock) -> LiveApp:
    return LiveApp(desk, clock, author=AUTHOR, host=HOST, settings=SETTINGS, texts=TEXTS)


def finalise_of(desk: MemoryDesk, clock: StillClock) -> LiveApp:
    return FinaliseApp(desk, clock, author="Mme Roy", host=HOST, settings=SETTINGS)


def review_of(desk: MemoryDesk, clock: StillClock) -> BoardApp:
    return ReviewApp(desk, clock, author="Mme Roux", host="bureau", settings=SETTINGS, texts=TEXTS)


def pressing(*keys: str) -> Way:
    async def go(board: Board) -> None:
        await board.press(*keys)

    return go


VIEWS: dict[str, tuple[Callable[[], MemoryDesk], Callable[[MemoryDesk, StillClock], BoardApp], str, Way]] = {
    "list": (running, board_of, "10:28:20", pressing()),
    "list, one interrupted": (running, board_of, "10:28:20", pressing("1", "4", "enter")),
    "room, some marked, an outage": (running, board_of, "10:28:20", pressing("space", "space", "S", "enter", "f4")),
    "masked": (running, board_of, "10:28:20", pressing("down", "f9")),
    "list, closed": (closed, board_of, "12:10:00", pressing()),
    "welcome": (prepared, board_of, "08:40:00", pressing()),
    "welcome, somebody looked for": (prepared, board_of, "08:40:00", pressing("a", "down")),
    "welcome, somebody shown": (prepared, board_of, "08:40:00", pressing("a", "b", "r", "enter")),
    "preparation": (prepared, board_of, "08:40:00", pressing("f7")),
    "close": (ending, board_of, "11:50:00", pressing("c")),
    "finalisation": (closed, board_of, "12:10:00", pressing("c")),
    "finalisation alone": (closed, finalise_of, "12:10:00", pressing()),
    "review": (running, review_of, "10:28:20", pressing()),
    "review, the past": (running, review_of, "10:28:20", pressing("r", "left", "left")),
    "review, the chart": (running, review_of, "10:28:20", pressing("r", "left", "left", "left", "g")),
    "review, the journal": (running, review_of, "10:28:20", pressing("h")),
    "review, the finalisation": (closed, review_of, "12:10:00", pressing("c")),
}


ALWAYS = ("list", "welcome", "close", "finalisation", "review")
"""One of each kind, in `make test`; what else is shown in them, in `make wide`."""
EACH_VIEW = [pytest.param(v, marks=[] if v in ALWAYS else [pytest.mark.wide]) for v in VIEWS]


@asynccontextmanager
async def in_view(view: str) -> AsyncIterator[Board]:
    """The view, as it is come to."""
    make, app_of, hour, go = VIEWS[view]
    desk, clock = make(), StillClock(at(hour))
    app = app_of(desk, clock)
    async with app.run_test(size=(150, 30)) as pilot:
        board: OpenBoard[Any] = OpenBoard(app, pilot, clock, desk)
        await pilot.pause()
        await board.settle()
        await go(board)
        while app.notices.dismiss():
            pass
        app.draw()
        await board.settle()
        yield board


def named(line: Line) -> dict[str, Key]:
    """The keys that a line names, by their names."""
    found: dict[str, Key] = {}
    for text, role in line:
        words = text.split()
        if role == KEY_INK and (key_called(text.strip()) or all(map(key_called, words)) or keys_called(text)):
            found |= {f"{text.strip()} {place}": key for place, key in keys_called(text.strip())}
    return found


def shown_keys(board: Board) -> dict[str, Key]:
    """Those that the view names in its footer and, one alone, in its other lines."""
    found: dict[str, Key] = {}
    for widget in board.app.screen.query(Painted):
        for line in widget._lines if widget.display else ():
            spans = line if isinstance(widget, Footer) else tuple(s for s in line if len(s[0].strip()) <= 6)
            found |= named(spans) if isinstance(widget, Footer) or widget.HAS_HINTS else {}
    return found


def what_is_seen(board: Board) -> tuple[str, str, object]:
    return board.text, board.notice, board.app.return_code


async def pressed(board: Board, name: str, key: Key, view: str) -> None:
    """It does something that can be seen, which is not that it means nothing."""
    before = what_is_seen(board)
    board.clock.real += 1
    await board.pilot.press(key.key)
    await board.settle()
    after = what_is_seen(board)
    assert after != before, f"{view} : « {name} » does nothing to be seen\n{board.text}"
    if board.notice != before[1]:
        assert not any(word in board.notice for word in NO_KEY), f"{view} : « {name} » : {board.notice}"


@pytest.mark.parametrize("view", EACH_VIEW)
async def test_it_does_something(view: str) -> None:
    """Each in the view as it is come to, or as another one left it, as long as it is still named there."""
    left: dict[str, Key] | None = None
    while left is None or left:
        async with in_view(view) as board:
            screen, here = board.app.screen, shown_keys(board)
            assert here, board.text
            left = here if left is None else left
            assert left.keys() & here.keys(), (
                f"{view} : {list(left)} was named, and is not when the view is opened again"
            )
            # One that quits ends it.
            while board.app.return_code is None and board.app.screen is screen:
                name = next((n for n in shown_keys(board) if n in left), None)
                if name is None:
                    break
                await pressed(board, name, left.pop(name), view)
                if isinstance(board.app.screen, Dialog):
                    await board.press("escape")


@pytest.mark.parametrize("view", EACH_VIEW)
async def test_the_help_of_a_view_names_its_keys(view: str) -> None:
    """Those it lists as the view's own are bound there, each to what it is said to do."""
    async with in_view(view) as board:
        screen = board.app.screen
        page: HelpPage = screen.help_page()  # type: ignore[attr-defined]
        bound = {key: active.binding.id for key, active in screen.active_bindings.items()}
        for command in page.commands:
            if command.domain != page.first:
                continue
            for key in keys_for(command, board.app.settings):
                # A field that is typed in takes Enter itself.
                if key != "escape" and not (key == "enter" and isinstance(board.app.focused, Input)):
                    # What holds a field scrolls by arrows before it hands them on; F9 is the application's own.
                    others = {"f9", "up", "down"} if isinstance(board.app.focused, Input) else {"f9"}
                    assert bound.get(key) == command.id or key in others, f"{view} : {key} : {command.title}"


@pytest.mark.parametrize(
    ("name", "key"),
    [("Entrée", "enter"), ("Échap", "escape"), ("Tab", "tab"), ("F2", "f2"), ("+", "plus"), ("F", "F"),
     ("?", "question_mark"), ("Ctrl+P", "ctrl+p"), ("Maj+←", "shift+left"), ("Page suiv.", "pagedown"),
     ("mot", None), ("12", None), ("", None)],
)  # fmt: skip
def test_a_name_read_back_is_its_key(name: str, key: str | None) -> None:
    read = key_called(name)
    assert (read.key if read is not None else None) == key


def test_names_of_keys_are_read_back_as_they_are_written() -> None:
    """Each key of each command, of whatever view."""
    for command in (*ALL_BY_ID.values(), *OF_THE_REVIEW.values()):
        for key in command.keys:
            read = key_called(key_name(key))
            assert read is not None, key
            assert read.key.lower() == key.lower()


def test_a_click_is_on_a_key_or_on_its_words() -> None:
    line: Line = ((" ", ""), ("F2", KEY_INK), (" accueil", "soft"), ("  ", ""), ("← →", KEY_INK), (" instant", "soft"))
    found = [key_at(line, x) for x in range(30)]
    assert [key.key if key is not None else "" for key in found] == (
        [""] + ["f2"] * 10 + [""] * 2 + ["left"] * 2 + ["right"] + ["left"] * 8 + [""] * 6
    )


async def test_a_click_on_a_hint_presses_its_key() -> None:
    """In the footer of the board, and at the foot of the box that it opens."""
    async with in_view("list") as board:
        footer = board.app.screen.query_one(Footer)
        x = plain(footer._lines[-1]).index("s signaler")
        await board.pilot.click(footer, offset=(x + 3, 0))
        await board.settle()
        assert isinstance(board.app.screen, Dialog)
        hint = board.app.screen.query_one("#hint", Hints)
        await board.pilot.click(hint, offset=(hint.said.index("Échap") + 1, 0))
        await board.settle()
        assert not isinstance(board.app.screen, Dialog)


@pytest.mark.parametrize("view", ["welcome", "preparation", "close", "review, the journal"])
async def test_a_click_on_a_row_chooses_it(view: str) -> None:
    """Nothing is done by that: the footer names what Enter would do."""
    async with in_view(view) as board:
        widget = next(w for w in board.app.screen.query(Painted) if any(OWNER in s[1] for row in w._lines for s in row))
        before = len(board.session.entries)
        # In the welcome they stand under « À accueillir », in the middle of a wide screen.
        x = 40 if view == "welcome" else 4
        y = [y for y, row in enumerate(widget._lines) if owner_at(row, x) is not None][1]
        await board.pilot.click(widget, offset=(x, y))
        await board.settle()
        assert len(board.session.entries) == before
        if view == "welcome":
            assert "identité conforme de 02" in board.lines[-1]
        else:
            assert plain(widget._lines[y]).startswith("▌")


async def test_a_click_on_a_card_chooses_it() -> None:
    """In the lanes, whichever of them somebody stands in."""
    async with in_view("list") as board:
        await board.press("f3")
        lanes = board.app.screen.query_one(Lanes)
        for number in (13, 17, 8):
            y = next(y for y, row in enumerate(lanes._lines) if f"{number:02d} " in plain(row))
            x = plain(lanes._lines[y]).index(f"{number:02d} ")
            await board.pilot.click(lanes, offset=(x, y))
            await board.settle()
            assert board.app.board.chosen == number
