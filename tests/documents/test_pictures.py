"""The pictures of the README: alike in a browser and in a plain viewer of SVG, and nothing fetched for them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.drawn import CELL, drawn
from benchmarks.pictures import DOCS, OF_THE_DOCS

HOUSE = Path(__file__).resolve().parents[2]
TEXT = "{http://www.w3.org/2000/svg}text"
RICH = """\
<svg class="rich-terminal" viewBox="0 0 99 63" xmlns="http://www.w3.org/2000/svg">
    <!-- Generated with Rich https://www.textualize.io -->
    <style>
    @font-face { font-family: "Fira Code"; src: url("https://example.org/a.woff2"); }
    .m { font-family: Fira Code, monospace; font-variant-east-asian: full-width; }
    </style>
SAID
</svg>
""".replace(
    "SAID",
    '<text class="r1" x="12.2" y="20" textLength="219.6" clip-path="url(#l)">'
    "&#160;&#160;Reste&#160;1&#160;h&#160;&#160;&#160;Fin&#160;</text>",
)


def test_each_group_of_words_stands_at_its_own_column() -> None:
    """No space is left at an end or between two columns for a viewer to drop; single spaces hold."""
    texts = [
        (t.text, float(t.attrib["x"]), float(t.attrib["textLength"])) for t in ET.fromstring(drawn(RICH)).iter(TEXT)
    ]
    assert texts == [
        ("Reste\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}h", round(3 * CELL, 1), round(9 * CELL, 1)),
        ("Fin", round(15 * CELL, 1), round(3 * CELL, 1)),
    ]
    assert 'url("' not in drawn(RICH)
    assert "http" not in drawn(RICH).replace("http://www.w3.org/2000/svg", "")
    assert "monospace" in drawn(RICH)


def test_the_readme_shows_what_is_there() -> None:
    """Each picture that it names is made by `make pictures`, and each of those is in the docs."""
    named = set(re.findall(r"docs/pictures/(\w+)\.svg", (HOUSE / "README.md").read_text(encoding="utf-8")))
    made = {shot.name for shot in OF_THE_DOCS}
    assert named <= made == {path.stem for path in DOCS.glob("*.svg")}


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_needs_nothing_but_itself(path: Path) -> None:
    """No font, no image from elsewhere; spaces kept, columns where they were drawn."""
    svg = path.read_text(encoding="utf-8")
    root = ET.fromstring(svg)
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}space"] == "preserve"
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "monospace" in svg
    said = [text.text or "" for text in root.iter(TEXT)]
    assert len(said) > 40
    assert not [one for one in said if one != one.strip() or re.search(r"\s\s", one)]
