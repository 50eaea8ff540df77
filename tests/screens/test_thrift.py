"""What these tests save changes nothing of what they see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual import on
from textual.color import Color
from textual.css import match
from textual.css.parse import parse_selectors
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.events import Key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.widgets import Input

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


def test_what_lies_behind_a_box_is_tinted_as_textual_tints_it() -> None:
    """Each style, with a tint and without, the first time and the next; what it refers to is gone."""
    styles = (
        None, Style(), Style(bold=True), Style(color="#204060", bgcolor="#ffffff", italic=True), Style(bgcolor="red"),
        Style(color="default", link="https://example.org", meta={"offset": (1, 2)}),
    )  # fmt: skip
    segments = [Segment(f"{at}", style) for at, style in enumerate(styles)]
    segments.append(Segment("\x1b[H", None, [(ControlType.HOME,)]))
    for color in (Color(0, 0, 0, 0), Color(10, 20, 30, 0.6), Color(200, 20, 30, 0.6)):
        wanted = list(thrift._tint(segments, color))
        for _ in range(2):
            found = list(thrift._tint_once(segments, color))
            assert found == wanted
            assert [s.style and (s.style.link, s.style.meta) for s in found] == [
                s.style and (s.style.link, s.style.meta) for s in wanted
            ]


async def test_a_query_finds_what_textual_finds(opened: Open, desk: MemoryDesk) -> None:
    """By kind, name, class and state, alone, within each other, side by side."""
    async with opened(desk) as board:
        await board.press("n")
        screen = board.app.screen
        focused = screen.query("Input").first()
        name = f"#{focused.id}"
        for selector in (
            "*", "Words", "Input", name, f"#box {name}", f"Words, {name}", "Input:focus", "Vertical Words", ".nobody",
            "Vertical > Words", "#box > #inside > Words", "Widget:focus-within Input", "Screen", "Words#error",
            f"Screen {name}.nobody",
        ):  # fmt: skip
            asked = parse_selectors(selector)
            for node in screen.walk_children(with_self=True):
                assert thrift._matches_at_last(asked, node) is match.match(asked, node), (selector, node)
        assert [w.id for w in screen.query("#box > #error")] == ["error"]


def _of_all_kinds(a: int, /, b: int, *c: int, d: int = 0, **e: int) -> None: ...


def test_a_function_takes_what_its_signature_says() -> None:
    """One by one, by name, any number of them; one that stands for another takes what that one takes."""

    def plain(a: int, b: int = 0) -> None: ...

    @wraps(plain)
    def wrapping(*all_of_them: object) -> None: ...

    for function in (plain, wrapping, _of_all_kinds, lambda: None, lambda event: event, partial(plain, 1), len):
        assert thrift._count_parameters(function) == len(signature(function).parameters)


class _Told(Message):
    pass


class _Parent(DOMNode):
    heard: tuple[str, ...] = ()

    def on_told(self, message: Message) -> None: ...

    def _on_key(self, event: Key) -> None: ...

    @on(_Told)
    def decorated(self) -> None: ...


class _Child(_Parent):
    def on_told(self, message: Message) -> None: ...

    def on_key(self, event: Key) -> None: ...

    @on(_Told)
    def own(self) -> None: ...


class _Choosy(_Child):
    @on(Input.Changed, "#one")
    def only_of_one(self) -> None: ...


def test_a_message_is_handed_to_whom_textual_hands_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """From class to class, by name and by decorator, until one wants nothing further done; also by one put in later."""
    field = Input(id="one")
    messages: tuple[Message, ...] = (Key("a", "a"), _Told(), Input.Changed(field, "a"), Input.Changed(Input(), "a"))

    def handed(node: MessagePump, message: Message, way: Any, stops_at: int = 99) -> list[object]:
        message._no_default_action = False
        found: list[object] = []
        for cls, method in way(node, message.handler_name, message):
            found.append((cls, method.__func__))
            if len(found) == stops_at:
                message.prevent_default()
        return found

    for _ in range(2):
        for node in (_Parent(), _Child(), _Choosy()):
            for message in messages:
                message._sender = field
                for stops_at in (1, 2, 99):
                    assert handed(node, message, thrift._dispatch_once, stops_at) == handed(
                        node, message, thrift._get_dispatch_methods, stops_at
                    )
    assert len(handed(_Child(), messages[0], thrift._dispatch_once)) == 2
    assert len(handed(_Choosy(), messages[2], thrift._dispatch_once)) == 1
    monkeypatch.setattr(_Child, "on_key", lambda self, event: None)
    assert handed(_Child(), messages[0], thrift._dispatch_once)[0] == (_Child, _Child.on_key)
