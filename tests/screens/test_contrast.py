"""Every view and every box in every theme: no text under 4.5:1, no bar or sign that says something under 3:1."""

from __future__ import annotations

import re

import pytest
from rich.color import Color, ColorSystem

from screens.kit.colours import GROUNDS, INKS, TAGS
from screens.kit.settings import Settings
from screens.kit.themes import ANSI, PALETTES, PLAIN, Palette, paint
from tests.screens.conftest import Open
from tests.screens.contrast import CONSOLE, IN_EACH, ON_BLACK, SEEN, TEXT, Terminal, measure, too_weak, triplets
from tests.screens.room import TEXTS, MemoryDesk
from tests.screens.test_every_box import BOXES, Watched, eventful

VIEWS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8", "question_mark", "slash", "c", "ctrl+p", "f9")


@IN_EACH
@pytest.mark.parametrize("size", [(80, 24), pytest.param((150, 36), marks=pytest.mark.wide)], ids=["80x24", "150x36"])
async def test_views(opened: Open, palette: Palette, terminal: Terminal, size: tuple[int, int]) -> None:
    """The board with its alert, overtime and interruption, and each view that a key leads to."""
    async with opened(eventful(), size=size, texts=TEXTS) as board:
        found = await too_weak(board, palette, terminal)
        for key in VIEWS:
            await board.press(key)
            found |= await too_weak(board, palette, terminal)
            await board.press("escape")
        assert not found, sorted(found)


@IN_EACH
async def test_welcome(opened: Open, morning: MemoryDesk, palette: Palette, terminal: Terminal) -> None:
    """Nobody has come, somebody is looked for, somebody stands at the desk."""
    async with opened(morning, first=True, settings=Settings(mask_after=0), texts=TEXTS) as board:
        found = await too_weak(board, palette, terminal)
        for key in ("j", "a", "c", "tab", "escape", "f7"):
            await board.press(key)
            found |= await too_weak(board, palette, terminal)
        assert not found, sorted(found)


@IN_EACH
@pytest.mark.wide
async def test_boxes(opened: Open, palette: Palette, terminal: Terminal) -> None:
    """Every box of the house, with what it says of a mistake and of a doubt."""
    found: set[tuple[str, str, str, float]] = set()
    async with opened(eventful(), texts=TEXTS) as board:
        board.app.theme = palette.name
        for kind, make in BOXES.items():
            box = Watched(board, make)
            await box.open()
            box.dialog.complain("tapez un code")
            box.dialog.warn("ce code est noté déjà")
            found |= {(kind.__name__, *weak) for weak in await too_weak(board, palette, terminal)}
            await box.leave()
    assert not found, sorted(found)


def test_256_as_written() -> None:
    """A colour for 256 is one that such a terminal has: what is measured is what is seen."""
    rows = [*INKS.values(), *GROUNDS.values()]
    colours = {row[column] for row in rows for column in (2, 3)}
    colours |= {colour for pairs in TAGS.values() for column in (2, 3) for colour in pairs[column].split()}
    for colour in colours:
        rounded = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        assert rounded.hex == colour


def test_no_ink_on_an_unknown_ground() -> None:
    """On black or on white nobody knows: the terminal's own colours come only with a ground of ours."""
    for palette in (ANSI, PLAIN):
        assert {*palette.inks.values(), *palette.grounds.values()} == {"default"}
    assert not any(PLAIN.tags.values())


OF_TERMINALS = {
    "GNOME": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 "
    "eeeeec",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff "
    "b4009e 61d6d6 f2f2f2",
    "Windows console": "000000 800000 008000 808000 000080 800080 008080 c0c0c0 808080 ff0000 00ff00 ffff00 0000ff "
    "ff00ff 00ffff ffffff",
    "macOS": "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 "
    "e5e5e5",
    "macOS Basic": "000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd 818383 fc391f 31e722 eaec23 5833ff f935f8 "
    "14f0f0 e9ebeb",
    "Konsole Breeze": "232627 ed1515 11d116 f67400 1d99f3 9b59b6 1abc9c fcfcfc 7f8c8d c0392b 1cdc9a fdbc4b 3daee9 "
    "8e44ad 16a085 ffffff",
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff "
    "ffffff",
}
"""The sixteen colours that terminals come with; xterm's and the Linux console's stand in `tests.screens.contrast`."""


_WHITE, _BLACK = triplets("ffffff 000000")
USUAL = [Terminal(name, ColorSystem.STANDARD, _WHITE, _BLACK, triplets(of)) for name, of in OF_TERMINALS.items()]


@pytest.mark.parametrize("terminal", [*USUAL, ON_BLACK, CONSOLE], ids=lambda terminal: terminal.name)
def test_tags_are_legible_in_the_palettes_of_usual_terminals(terminal: Terminal) -> None:
    """With the terminal's own colours, bold made bright or not: what stands on a ground of ours is read."""
    for role in TAGS:
        style = ANSI.style(role, "board")
        assert measure(style, terminal) >= TEXT, (role, str(style))
        if style.reverse:
            assert style.color is style.bgcolor is None, "legible on whatever ground the terminal has"


@pytest.mark.parametrize("palette", [ANSI, PLAIN], ids=lambda p: p.name)
def test_the_most_urgent_weighs_the_most(palette: Palette) -> None:
    """Without coloured ink: over is heavier than soon, soon than what waits; nothing is dimmed; tags stand out."""

    def weight(role: str) -> tuple[bool, bool, bool]:
        style = palette.style(role, "board")
        assert not style.dim
        return bool(style.reverse), bool(style.bold), bool(style.underline)

    assert weight("red") > weight("amber") > weight("yellow") == weight("dim") == weight("")
    urgent = {"tag.over", "tag.look", "tag.held"}
    for role in TAGS:
        style = palette.style(role, "board")
        assert style.bgcolor is not None or style.reverse, role
        if palette is PLAIN or role in urgent:
            assert weight(role) == (True, True, False)
        else:
            assert weight(role) < min(map(weight, urgent))


def test_every_theme_is_measured() -> None:
    """A new theme has a row above."""
    assert {palette for palette, _ in SEEN} == set(PALETTES.values())


async def test_bars_without_colours(opened: Open) -> None:
    """How far a test is, and how many stand where: in shape too, not in colour alone."""
    async with opened(eventful(), size=(150, 36)) as board:
        assert re.search("10:45 ━{10,}─+ ", board.row(1))
        shares = next(line for line in board.lines if "▀▀▀" in line)
        assert len(re.findall("▀+", shares)) == 6


@pytest.mark.parametrize("palette", [ANSI, PLAIN], ids=lambda p: p.name)
def test_a_word_is_underlined_and_not_its_column(palette: Palette) -> None:
    """Without colours « Dépassé » led by a line to the check that stands behind it."""
    strip = paint((("Dépassé    ", "red+"), ("✓", "green")), palette, 20)
    assert "".join(s.text for s in strip if s.style is not None and s.style.underline) == "Dépassé"
    assert strip.text == "Dépassé    ✓        "
