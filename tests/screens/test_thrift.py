"""What these tests save changes nothing of what they see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.strip import Strip

import screens
from screens.kit.themes import PALETTES, textual_theme
from tests.screens import thrift
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk

SHEET = (Path(screens.__file__).parent / "vigie.tcss").read_text(encoding="utf-8")


def test_a_style_sheet_is_read_as_textual_reads_it() -> None:
    """Rule by rule, in the colours of each theme, the first time and the next."""
    for palette in PALETTES.values():
        theme = textual_theme(palette)
        sheet = Stylesheet(variables={**theme.to_color_system().generate(), **theme.variables})
        where = (SHEET, ("vigie.tcss", ""))
        wanted = [(rule.css, rule.selector_names) for rule in thrift._parse_rules(sheet, *where)]
        first, again = (thrift._parse_rules_once(sheet, *where) for _ in range(2))
        assert first is again
        assert [(rule.css, rule.selector_names) for rule in first] == wanted
        assert any("BoardScreen" in css for css, _ in wanted)


def test_a_theme_names_the_colours_that_textual_makes() -> None:
    """Each theme its own, the first time and the next; what is done to them is done to nobody else's."""
    for palette in PALETTES.values():
        system = textual_theme(palette).to_color_system()
        wanted = thrift._generate(system)
        thrift._generate_once(system).clear()
        assert (
            thrift._generate_once(system) == wanted == thrift._generate_once(textual_theme(palette).to_color_system())
        )


def test_a_rule_is_told_from_its_like() -> None:
    """Two rules that say the same are two in a set, as Textual has them; one is itself."""
    rule = thrift._parse_rules(Stylesheet(), "Screen { width: 1; }", ("vigie.tcss", ""))[0]
    assert len({rule, rule, replace(rule)}) == 2


def _styled(node: DOMNode, apply: Callable[..., None]) -> tuple[object, ...]:
    """The styles of a node and of its parts, and what Textual notes of it, as a way of applying its sheet leaves it."""
    apply(node.app.stylesheet, node)
    parts = {name: styles.base.get_rules() for name, styles in node._component_styles.items()}
    return node.styles.base.get_rules(), parts, *(getattr(node, flag) for flag in thrift.FLAGS)


async def test_a_node_is_styled_as_textual_styles_it(opened: Open, desk: MemoryDesk, morning: MemoryDesk) -> None:
    """Each part of the board, of the welcome and of a box, where the focus is and where it is not, in each theme."""
    themes = iter([textual_theme(palette).name for palette in PALETTES.values()] * 2)
    kinds = set()
    for session, first, keys in ((desk, False, ("down", "slash", "escape", "i")), (morning, True, ("a", "escape"))):
        async with opened(session, first=first) as board:
            for key in keys:
                await board.press(key)
                board.app.theme = next(themes)
                await board.settle()
                for screen in board.app.screen_stack:
                    for node in (board.app, screen, *screen.walk_children()):
                        kinds.add(type(node).__name__)
                        assert _styled(node, thrift._apply_once) == _styled(node, thrift._apply), node
    assert {"Roster", "WelcomeScreen", "LineInput", "Words"} <= kinds


async def test_a_node_that_no_longer_has_its_styles_is_given_them(opened: Open, desk: MemoryDesk) -> None:
    """Though it was styled so again and again, and left as it was."""
    async with opened(desk) as board:
        for node in board.app.screen.walk_children():
            wanted = _styled(node, thrift._apply)
            for _ in range(3):
                assert _styled(node, thrift._apply_once) == wanted, node
            node.styles.base.set_rule("opacity", 0.5)
            node.styles.base.clear_rule("height")
            assert _styled(node, thrift._apply_once) == wanted, node


def test_a_class_or_a_state_more_is_another_likeness() -> None:
    """Of a node itself, and of one that it is in."""
    outer, inner = DOMNode(classes="a"), DOMNode(id="b")
    inner._attach(outer)
    likeness = thrift._likeness(inner, ())
    assert likeness == thrift._likeness(inner, ())
    outer.add_class("more")
    assert likeness != thrift._likeness(inner, ())


def test_a_line_remembers_what_was_made_of_it() -> None:
    """It is cut, filled and joined as Textual's own, the first time and the next."""
    made = [Segment("Élif ", Style(bold=True)), Segment("ÖZTÜRK")]
    own = Strip(made)
    others = Strip.__new__(Strip)
    thrift._strip(others, made)
    for _ in range(2):
        assert own == others
        assert own.crop(1, 7) == others.crop(1, 7)
        assert own.divide([2, 11]) == others.divide([2, 11])
        assert own.adjust_cell_length(20) == others.adjust_cell_length(20)
        assert own.crop_extend(2, 15, Style(bold=True)) == others.crop_extend(2, 15, Style(bold=True))
        assert own.apply_style(Style(italic=True)) == others.apply_style(Style(italic=True))
        assert own.apply_offsets(3, 4) == others.apply_offsets(3, 4)
    assert {name for name in Strip.__slots__ if hasattr(own, name)} == {
        n for n in Strip.__slots__ if hasattr(others, n)
    }
