"""What these tests save changes nothing of what they see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.css.stylesheet import Stylesheet

import screens
from screens.kit.themes import PALETTES, textual_theme
from tests.screens import thrift

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


def test_a_rule_is_told_from_its_like() -> None:
    """Two rules that say the same are two in a set, as Textual has them; one is itself."""
    rule = thrift._parse_rules(Stylesheet(), "Screen { width: 1; }", ("vigie.tcss", ""))[0]
    assert len({rule, rule, replace(rule)}) == 2
