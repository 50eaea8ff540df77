"""The colours: one table, legible everywhere, and never alone."""

from __future__ import annotations

import itertools

import pytest
from rich.color import Color
from textual.widgets import Input

from screens.kit.settings import Settings, ThemeChoice
from screens.kit.themes import (
    ANSI,
    DARK,
    DARK_256,
    LIGHT,
    LIGHT_256,
    PALETTES,
    PLAIN,
    Palette,
    first_theme,
    palette_named,
    textual_theme,
)
from tests.on_screen import strips_of
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk
from tests.wcag import contrast as between


def contrast(one: str, other: str) -> float:
    """Of two colours by their names."""
    return between(Color.parse(one).get_truecolor(), Color.parse(other).get_truecolor())


COLOURED = pytest.mark.parametrize("palette", [DARK, LIGHT, DARK_256, LIGHT_256], ids=lambda p: p.name)


@COLOURED
def test_contrast(palette: Palette) -> None:
    """Each ink on each ground, and each tag, at 4.5:1 or more; rules are no text."""
    too_weak = [
        (role, place, round(contrast(ink, ground), 2))
        for (role, ink), (place, ground) in itertools.product(palette.inks.items(), palette.grounds.items())
        if role != "rule" and contrast(ink, ground) < 4.5
    ]
    too_weak += [
        (role, "tag", round(contrast(*pair), 2))
        for role, pair in palette.tags.items()
        if pair and contrast(*pair) < 4.5
    ]
    assert not too_weak


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda p: p.name)
async def test_what_may_be_typed_is_legible(opened: Open, morning: MemoryDesk, palette: Palette) -> None:
    """The hint in an empty field: Textual's own grey would be weaker."""
    theme: ThemeChoice = "dark" if palette.dark else "light"
    async with opened(morning, first=True, settings=Settings(theme=theme, mask_after=0)) as board:
        style = board.app.screen.query_one("#name", Input).get_component_rich_style("input--placeholder")
        assert style.color is not None
        assert style.bgcolor is not None
        assert contrast(style.color.name, style.bgcolor.name) >= 4.5


@pytest.mark.parametrize(
    ("choice", "color_system", "expected"),
    [
        ("auto", "truecolor", DARK), ("auto", "256", DARK_256), ("light", "256", LIGHT_256),
        ("auto", "standard", ANSI), ("auto", "windows", ANSI),
        ("auto", None, ANSI), ("dark", "standard", DARK), ("light", None, LIGHT), ("ansi", "truecolor", ANSI),
    ],
)  # fmt: skip
def test_the_first_theme(choice: str, color_system: str | None, expected: Palette) -> None:
    """Sixteen colours (the Linux console has no more) or none: the terminal's own, unless somebody set otherwise."""
    assert first_theme(choice, color_system) is expected


@pytest.mark.parametrize("choice", ["auto", "dark", "light", "ansi"])
@pytest.mark.parametrize("color_system", ["truecolor", "256", "standard", None])
def test_none_is_none(choice: str, color_system: str | None) -> None:
    """NO_COLOR outranks what the settings say."""
    assert first_theme(choice, color_system, no_color=True) is PLAIN


async def test_no_color_has_no_next(opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants no colour is not given one by a key; and none is drawn, boxes included."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(desk) as board:
        board.app.next_theme()
        await board.settle()
        assert board.app.theme == PLAIN.name
        assert "NO_COLOR" in board.notice
        await board.press("s")
        styles = [style for strip in strips_of(board.app.screen) for _, style, _ in strip if style is not None]
        assert all(colour is None or colour.is_default for one in styles for colour in (one.color, one.bgcolor))
        assert any(style.reverse for style in styles)


def test_palettes_have_the_same_roles() -> None:
    """A role exists in every theme; Textual's theme has the same grounds."""
    for palette in PALETTES.values():
        assert palette.inks.keys() == DARK.inks.keys()
        assert palette.tags.keys() == DARK.tags.keys()
        assert palette_named(palette.name) is palette
    assert textual_theme(DARK).background == DARK.grounds["board"]
    assert textual_theme(ANSI).ansi


async def test_no_markup_anywhere(opened: Open, desk: MemoryDesk) -> None:
    """A note in brackets stays in brackets, in the panel, the journal, the toast and the dialogs."""
    async with opened(desk, size=(150, 36)) as board:
        await board.press("n")
        await board.press("left_square_bracket", "b", "right_square_bracket", "x", "enter")
        assert "note : [b]x" in board.notice
        assert board.text.count("note : [b]x") >= 2
        await board.press("u")
        assert "note : [b]x" in board.dialog


async def test_themes_turn(opened: Open, desk: MemoryDesk) -> None:
    """The palette of commands changes the colours at once."""
    async with opened(desk) as board:
        board.app.next_theme()
        await board.settle()
        assert board.app.theme == LIGHT.name
        board.app.next_theme()
        await board.settle()
        assert board.app.theme == ANSI.name
        assert "ABRAHAM" in board.text
