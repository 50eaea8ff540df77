"""A picture of the terminal as SVG that looks alike in a browser and in a plain viewer.

Rich writes each run of one ink as one text, its spaces as no-break spaces, and leaves to the font how wide it is.
Plain viewers drop spaces at the ends of a text and have not the font: words then stand against each other. Here every
word group is a text of its own at its own column, as wide as its cells, in whatever monospaced font there is; nothing
is fetched from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from rich.cells import cell_len

CELL = 12.2
"""Width of a cell in Rich's drawing."""
FONTS = "'Fira Code', 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace"
_FACES = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_TEXT = re.compile(
    r'<text class="(?P<ink>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r' clip-path="(?P<clip>[^"]+)">(?P<said>[^<]*)</text>'
)
_GROUP = re.compile(r"\S+(?:[ ]\S+)*")
"""Words with single spaces between them."""


def drawn(svg: str) -> str:
    """The picture that Rich exported, so that spaces and columns hold in any viewer."""
    svg = _COMMENT.sub("", _FACES.sub("", svg))
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-family: arial;", "font-family: 'Liberation Sans', Arial, sans-serif;")
    svg = svg.replace("font-variant-east-asian: full-width;", "white-space: pre;")
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    svg = _TEXT.sub(lambda found: "".join(_groups(found)), svg)
    return "\n".join(line for line in svg.splitlines() if line.strip()) + "\n"


def _groups(text: re.Match[str]) -> Iterator[str]:
    """One text a group of words, at the column where it stands."""
    said = unescape(text["said"]).replace("\N{NO-BREAK SPACE}", " ")
    for group in _GROUP.finditer(said):
        x = float(text["x"]) + cell_len(said[: group.start()]) * CELL
        words = escape(group[0]).replace(" ", "&#160;")
        yield (
            f'<text class="{text["ink"]}" x="{x:.1f}" y="{text["y"]}" textLength="{cell_len(group[0]) * CELL:.1f}"'
            f' lengthAdjust="spacingAndGlyphs" clip-path="{text["clip"]}">{words}</text>'
        )
