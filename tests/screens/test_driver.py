"""The edge to the terminal: bytes of any encoding, sizes that no screen has, and what Textual would make of them."""

from __future__ import annotations

import hashlib
import inspect
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.geometry import Size
from textual.screen import Screen

from screens.kit.sizes import LARGEST, SMALLEST, AtSize, drawn, is_too_small, sentence_in
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk

if os.name != "posix":
    pytest.skip("Textual has another driver on Windows", allow_module_level=True)

from textual.drivers.linux_driver import LinuxDriver

from screens.kit.driver import ForeignLetters, LetterDecoder

REPLACED = "bb10b7ab95c7"
"""What `screens.kit.driver` replaces, as it was when it was replaced."""


def test_textual_reads_as_it_did() -> None:
    """Where this fails, Textual has changed its input thread: read it again, mend `kit/driver.py`, then this."""
    source = inspect.getsource(LinuxDriver.run_input_thread) + inspect.getsource(LinuxDriver._run_input_thread)
    assert hashlib.sha256(source.encode()).hexdigest()[:12] == REPLACED


# LetterDecoder -----------------------------------------------------------------------------------------------


@given(st.text(), st.lists(st.integers(0, 80), max_size=6))
def test_utf8_is_read_as_it_was_written(text: str, cuts: list[int]) -> None:
    """In however many pieces it comes; nobody is told anything."""
    data = text.encode("utf-8")
    ends = sorted({min(cut, len(data)) for cut in cuts} | {len(data)})
    letters = LetterDecoder()
    pieces = [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert "".join(map(letters.read, pieces)) == text
    assert not letters.foreign


@given(st.lists(st.binary(max_size=12), max_size=6))
def test_any_bytes_are_letters(pieces: list[bytes]) -> None:
    """None of them is too odd, and nothing is held back for ever."""
    letters = LetterDecoder()
    for piece in pieces:
        letters.read(piece)
    letters.read(b"", is_all=True)
    assert letters.read(b"a") == "a"


@pytest.mark.parametrize("letter", "é&è_çàùâ£§")
def test_latin_letter(letter: str) -> None:
    """A terminal set to Latin-1: each letter is itself, alone or before another; é is the 2 of AZERTY as ever."""
    letters = LetterDecoder()
    alone = letters.read(letter.encode("latin-1")) + letters.read(b"", is_all=True)
    assert alone == letter
    assert LetterDecoder().read(f"{letter}a".encode("latin-1")) == f"{letter}a"
    assert letters.foreign == (not letter.isascii())


async def test_who_sits_there_is_told(opened: Open, desk: MemoryDesk) -> None:
    """In a sentence that stays until it was seen."""
    async with opened(desk) as board:
        board.app.post_message(ForeignLetters())
        await board.settle()
        assert "n'envoie pas d'UTF-8" in board.lines[-3]


# Sizes -------------------------------------------------------------------------------------------------


@given(st.integers(0, 70000), st.integers(0, 70000))
def test_what_is_drawn_has_bounds(width: int, height: int) -> None:
    """Whatever a terminal says; a size that screens have is its own."""
    size = drawn(Size(width, height))
    assert size.width <= LARGEST.width
    assert size.height <= LARGEST.height
    if width <= LARGEST.width and height <= LARGEST.height:
        assert size == Size(width, height)


@given(st.integers(1, 60), st.integers(1, 12))
def test_a_sentence_where_nothing_has_room(width: int, height: int) -> None:
    """It says what to do, whole where it has room, and never runs over a row that is not there."""
    told = sentence_in(Size(width, height))
    assert "Agrandissez" in told
    assert "fenêtre" in told
    rows = [part.partition("H")[0] for part in told.split("\x1b[")[3:]]
    assert rows == [f"{row};1" for row in range(1, len(rows) + 1)]
    assert len(rows) <= height


@pytest.mark.few(size=(0,))
@pytest.mark.parametrize("size", [(1, 1), (29, 24), (80, 7)])
async def test_keys_where_nothing_is_seen(opened: Open, desk: MemoryDesk, size: tuple[int, int]) -> None:
    """They do nothing: nobody sees what they would do. Larger again, all is as it was; q leaves, or asks."""
    async with opened(desk) as board:
        before = board.lines
        await board.pilot.resize_terminal(*size)
        assert board.app.is_too_small
        await board.press("e", "d", "enter", "down", "slash", "3", "escape")
        await board.pilot.resize_terminal(80, 24)
        await board.settle()
        assert board.lines == before
        await board.pilot.resize_terminal(*size)
        await board.press("q")
        await board.pilot.resize_terminal(80, 24)
        await board.settle()
        assert "Quitter" in board.text


async def test_an_endless_terminal(opened: Open, desk: MemoryDesk) -> None:
    """Said to be 65535x65535 while the board runs: it is drawn as large as a screen can be."""
    async with opened(desk) as board:
        size = Size(65535, 65535)
        board.app.post_message(events.Resize(size, size))
        await board.settle()
        assert board.app.size == LARGEST
        assert board.app.screen.size == LARGEST


async def test_sizes_that_come_at_once(opened: Open, desk: MemoryDesk) -> None:
    """A window dragged by its edge while a box is open: a size of a moment ago is not taken up again."""
    async with opened(desk) as board:
        await board.press("question_mark")
        for screen in board.app.screen_stack:
            screen.post_message(events.Resize(Size(50, 12), Size(50, 12)))
        await board.settle()
        assert [screen.size for screen in board.app.screen_stack] == [Size(80, 24)] * len(board.app.screen_stack)


def test_every_screen_is_at_size() -> None:
    """No screen of ours takes the sizes that Textual hands around."""
    import screens.live.app
    import screens.live.finalise
    import screens.review.app
    import screens.review.home  # noqa: F401  all that have screens

    def below(kind: type[Screen[Any]]) -> set[type[Screen[Any]]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    ours = {kind for kind in below(Screen) if kind.__module__.startswith("screens.")}
    assert len(ours) > 20
    assert {kind.__name__ for kind in ours if not issubclass(kind, AtSize)} == set()


def test_smallest() -> None:
    """The smallest size holds something, one less does not."""
    assert not is_too_small(SMALLEST)
    assert is_too_small(SMALLEST - (1, 0))
    assert is_too_small(SMALLEST - (0, 1))
