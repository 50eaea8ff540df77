"""What is sent to a terminal is less than what Textual writes, and the terminal shows the same, cell by cell."""

from __future__ import annotations

import gc
import os
import random

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import constants

from screens.kit import rubbish
from screens.kit.pens import change, pen_of
from screens.kit.settings import Settings
from screens.kit.wire import BELL, SYNC_END, SYNC_START, Wire
from screens.live.app import LiveApp
from supervisor import action as act
from tests.effort import examples
from tests.screens.conftest import Board, Open
from tests.screens.room import MemoryDesk, prepared, running
from tests.screens.wired import Blanking, TwoTerminals, Wired

COLUMNS, ROWS = 14, 5
ODD = ["e\u0301", "\N{ZERO WIDTH JOINER}", "🧑‍🏫", "⚠\ufe0f", "👍🏽", "\u0300", "ﷺ", "ก็", "🇫🇷", "\N{SOFT HYPHEN}"]
"""Terminals count their cells in their own ways."""
PENS = [
    "",
    "1",
    "4;31",
    "31",
    "32;44",
    "1;38;5;114;48;5;235",
    "38;2;1;2;3;48;2;4;5;6",
    "2;3;9",
    "7;97;105",
    "39;49",
    "21;22",
]

letters = st.text(st.sampled_from("ab0 é…━▌漢字한ー"), min_size=1, max_size=6) | st.sampled_from(ODD)
FEW = ["a", "b", "ab", "漢", "a漢", "漢b", "bba", "a\u0301", "\u0301"]
Drawn = list[tuple[int, int, list[tuple[str, str]]]]
"""Stretches: a row and a column, then letters with their inks."""


def written(drawn: Drawn, cursor: tuple[int, int], rows: int = ROWS) -> str:
    """An update as Textual writes one."""
    said = ""
    for place, (y, x, cells) in enumerate(drawn):
        said += f"\x1b[{y + 1};{x + 1}H"
        said += "".join(f"\x1b[{pen}m{text}\x1b[0m" if pen else text for text, pen in cells)
        if place + 1 < len(drawn) and y + 1 < rows:
            said += "\n"
    return f"{said}\x1b[{cursor[0] + 1};{cursor[1] + 1}H"


_Y, _X = st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1)
_PARTS = st.lists(st.tuples(letters, st.sampled_from(PENS)), min_size=1, max_size=2)
updates = st.builds(written, st.lists(st.tuples(_Y, _X, _PARTS), min_size=1, max_size=4), st.tuples(_Y, _X))
whatever = st.sampled_from(
    [BELL, SYNC_START, SYNC_END, "\x1b[?25h", "\x1b[2J\x1b[1;31mx", "\x1b[3;3Habc", "abc", "\x1b[5;1H\n\x1b[1;1H",
     "\x1b[2;2H\x1b[31mrouge\x1b[1;1H", "\x1b]0;titre\a", "\x1b[9;9H\x1b[1;1H", "\x1b[2;2Hpère\tmère\x1b[1;1H"]
)  # fmt: skip


@settings(max_examples=examples(120))
@given(st.lists(updates | whatever | st.just("forget") | st.just("resize"), max_size=14))
def test_any_updates(steps: list[str]) -> None:
    """Wide letters written over by halves, letters that nobody can count, sequences that are no update, other sizes."""
    terminals = TwoTerminals(COLUMNS, ROWS)
    for step in steps:
        if step == "forget":
            terminals.wire.forget()
        elif step == "resize":
            terminals.resize(COLUMNS + 1 - terminals.size[0] % 2, ROWS)
            terminals.wire.forget()
        else:
            terminals.write(step)


@settings(max_examples=examples(80))
@given(st.integers(0, 1 << 32))
def test_any_updates_of_a_few_cells(seed: int) -> None:
    """So few that each is written over again and again; a terminal that leaves halves, and one that does not."""
    chance = random.Random(seed)
    for kind in (pyte.Screen, Blanking):
        terminals = TwoTerminals(6, 2, kind)
        for _ in range(30):
            drawn: Drawn = []
            for _ in range(chance.choice((1, 1, 2, 3))):
                parts = [(chance.choice(FEW), chance.choice(("", "1"))) for _ in range(chance.choice((1, 1, 2)))]
                # Most of what begins in one of the first three columns has room.
                drawn.append((chance.randrange(2), chance.randrange(3), parts))
            terminals.write(written(drawn, (0, 0), 2))


counted = st.text(st.sampled_from("ab0 é…━▌漢字한ー"), min_size=1, max_size=3)


@given(st.lists(st.tuples(counted, st.sampled_from(PENS)), min_size=1, max_size=2))
def test_what_stands_there_is_not_sent_again(cells: list[tuple[str, str]]) -> None:
    """Until it is forgotten, at another size, or behind something that is no update."""
    sent: list[str] = []
    wire = Wire(sent.append)
    update = written([(2, 1, cells)], (1, 3))

    def costs(*, size: tuple[int, int] = (COLUMNS, ROWS)) -> bool:
        before = len(sent)
        wire.write(update, size)
        return len(sent) > before

    assert costs()
    assert not costs()
    wire.forget()
    assert costs()
    assert not costs()
    assert costs(size=(COLUMNS + 1, ROWS))
    wire.write("\x1b[?1049h", (COLUMNS + 1, ROWS))
    assert costs(size=(COLUMNS + 1, ROWS))


def test_an_update_of_nothing_is_none() -> None:
    """Neither its beginning nor its end is sent; a bell in between is."""
    sent: list[str] = []
    wire = Wire(sent.append)
    for data in (SYNC_START, "\x1b[1;1Ha\x1b[1;1H", SYNC_END):
        wire.write(data, (COLUMNS, ROWS))
    assert sent == [f"{SYNC_START}\x1b[Ha\r", SYNC_END]
    sent.clear()
    for data in (SYNC_START, "\x1b[1;1Ha\x1b[1;1H", BELL, SYNC_END):
        wire.write(data, (COLUMNS, ROWS))
    assert sent == [BELL]


def test_a_signal_in_the_middle() -> None:
    """What takes the terminal away while something is being written passes at once; nothing is known behind it."""
    sent: list[str] = []

    def send(data: str) -> None:
        sent.append(data)
        if len(sent) == 1:
            wire.write("\x1b[?1049l", (COLUMNS, ROWS))

    wire = Wire(send)
    for _ in range(2):
        wire.write("\x1b[1;1Ha\x1b[1;1H", (COLUMNS, ROWS))
    assert sent == ["\x1b[Ha\r", "\x1b[?1049l", "\x1b[Ha\r"]


def test_the_shortest_way() -> None:
    """One figure a row, as a countdown changes: down and back, and the ink only where it is another."""
    sent: list[str] = []
    wire = Wire(sent.append)

    def draw(seconds: str) -> None:
        rows = "\n".join(f"\x1b[{y};1H\x1b[{30 + y // 3}m 1:00:0{s}\x1b[0m" for y, s in enumerate(seconds, start=1))
        wire.write(f"{rows}\x1b[1;1H", (COLUMNS, ROWS))

    draw("00000")
    sent.clear()
    draw("11101")
    assert sent == ["\x1b[7C\x1b[30m1\x1b[B\b1\x1b[B\b\x1b[31m1\x1b[2B\b1\x1b[m\x1b[H"]


@given(st.sampled_from(PENS), st.sampled_from(PENS))
def test_from_an_ink_to_another(old: str, new: str) -> None:
    """Nothing is left of the old one, nothing of the new one lacks."""
    told = change(old, new)
    assert told.startswith("\x1b[0;") or told == "\x1b[m" or pen_of(f"{old};{told[2:-1]}".strip(";")) == pen_of(new)


# The board -----------------------------------------------------------------------------------------------


@pytest.fixture
def wired(opened: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a board at two terminals."""

    def build(app: LiveApp, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Wired:
        app._driver = Wired(app, mouse=mouse, size=size)
        return app._driver

    monkeypatch.setattr(LiveApp, "_build_driver", build)
    return opened


def terminals_of(board: Board) -> TwoTerminals:
    driver = board.app._driver
    assert isinstance(driver, Wired)
    return driver.terminals


async def goes_on(board: Board) -> None:
    """Boxes over the board, scrolling, marks, the mask, other sizes, themes, views, a second more after each."""
    for keys in (["question_mark"], ["escape"], ["end"], ["space", "home"], ["s"], ["escape"], ["slash", "d", "a"],
                 ["escape"], ["f9"], ["f9"], ["f3"], ["f4"], ["f2"], ["ctrl+p", "c", "o"], ["escape"]):  # fmt: skip
        await board.press(*keys)
        await board.later(1)
    for size in ((100, 30), (40, 10), (20, 5), (81, 24)):
        await board.pilot.resize_terminal(*size)
        await board.settle()
        await board.later(1)
    board.app.next_theme()
    await board.settle()
    board.app.change_display()
    await board.later(60)


async def test_a_ticking_board(wired: Open, desk: MemoryDesk) -> None:
    """Nothing in it is no update: each second costs a fraction of what Textual writes."""
    async with wired(desk, size=(120, 40)) as board:
        terminals = terminals_of(board)
        terminals.was_written = terminals.was_sent = 0
        for _ in range(3):
            await board.later(1)
        assert terminals.was_written > 4 * terminals.was_sent > 0
        board.app.bell()
        await board.later(1)
        assert terminals.was_written > 4 * terminals.was_sent
        await board.press("s")
        await board.pilot.resize_terminal(90, 30)
        await board.press("escape")
        assert "DARUINO" in terminals.shown()


@pytest.mark.skipif(os.name != "posix", reason="Textual has another driver on Windows")
@pytest.mark.parametrize("changed_cells", [True, False])
async def test_the_setting(
    changed_cells: bool, opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cases_changees = false` in the settings: all that Textual writes is sent as it comes."""
    from textual.drivers.linux_driver import LinuxDriver

    from screens.kit.driver import Terminal

    sent: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _, data: sent.append(data))
    monkeypatch.setattr("os.get_terminal_size", lambda *_: os.terminal_size((80, 24)))
    async with opened(desk, settings=Settings(mask_after=0, changed_cells=changed_cells)) as board:
        driver = Terminal(board.app)
        for _ in range(2):
            driver.write("\x1b[1;1Ha\x1b[1;1H")
        assert len(sent) == (1 if changed_cells else 2)
        driver.forget_sent()
        driver.write("\x1b[1;1Ha\x1b[1;1H")
        assert len(sent) == (2 if changed_cells else 3)


async def test_the_first_picture(wired: Open, morning: MemoryDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent before all of it stands, and then all of it at once."""
    written: list[tuple[bool, str]] = []
    write = Wired.write

    def noted(self: Wired, data: str) -> None:
        written.append((bool(getattr(self._app, "is_drawn", False)), data))
        write(self, data)

    monkeypatch.setattr(Wired, "write", noted)
    async with wired(morning, first=True):
        drawn = [(is_drawn, data) for is_drawn, data in written if "H" in data]
        assert all(is_drawn for is_drawn, _ in drawn)
        assert "Qui est là" in drawn[0][1]
        assert "aide" in drawn[0][1]


def test_rubbish_is_looked_for_from_the_first_picture_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not while a program begins; what the first application of a program began with is never looked through."""
    frozen: list[bool] = []
    monkeypatch.setattr("gc.freeze", lambda: frozen.append(gc.isenabled()))
    monkeypatch.setattr("gc.get_freeze_count", lambda: len(frozen))
    for _ in range(2):
        rubbish.hold_back()
        try:
            assert not gc.isenabled()
            rubbish.collect()
            assert gc.isenabled()
        finally:
            gc.enable()
    assert frozen == [False]


async def test_what_something_else_wrote(wired: Open, desk: MemoryDesk) -> None:
    """Ctrl+L draws all of it again; so does whatever takes the terminal away and gives it back."""
    async with wired(desk) as board:
        terminals = terminals_of(board)
        shown = terminals.shown()
        terminals.overwrite("\x1b[3;1HBroadcast message from root\x1b[1;1H")
        await board.press("ctrl+l")
        assert terminals.shown() == shown


@pytest.mark.wide
@pytest.mark.parametrize("colours", ["256", "truecolor", "standard", ""])
async def test_all_that_a_board_shows(wired: Open, colours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every number of colours, and without any (NO_COLOR)."""
    monkeypatch.setattr(constants, "COLOR_SYSTEM", colours or "truecolor")
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    async with wired(running(), settings=Settings(mask_after=0)) as board:
        await goes_on(board)
        assert terminals_of(board).updates > 40


@pytest.mark.wide
async def test_letters_of_any_width(wired: Open) -> None:
    """Names of two cells a letter, and some that nobody can count, listed, chosen, in a box."""
    desk = prepared(4)
    for number, name in enumerate(("漢字かな", "한국", "ZOÉ\u0301 👩‍🚀 B", "กำแพง"), start=1):
        before = desk.session.candidates[number].identity
        new = before.model_copy(update={"last_name": name})
        desk.act_elsewhere(act.Correct(number, new), "08:30:00")
    async with wired(desk) as board:
        await goes_on(board)
        assert "漢字" in terminals_of(board).shown()
