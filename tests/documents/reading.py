"""Reading papers back: what they say, and where on the page each text and each rule stands, in millimetres."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from data.documents.papers import PAPERS
from tests.supervisor.support import Bench

POINT = 25.4 / 72
ABOVE, BELOW = 0.93, 0.24
"""How far DejaVu's letters reach above and below the line they stand on, in sizes."""
TOUCH = 0.05
"""Millimetres by which two things may touch."""


@dataclass(frozen=True)
class Box:
    """A rectangle on a page; `y` grows upwards, as PDF has it."""

    left: float
    bottom: float
    right: float
    top: float
    text: str = ""

    def overlaps(self, other: Box) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCH
            and min(self.top, other.top) - max(self.bottom, other.bottom) > TOUCH
        )


@dataclass(frozen=True)
class Page:
    """One page: its size, its texts, its boxes."""

    width: float
    height: float
    texts: list[Box]
    frames: list[Box]


class Paper:
    """A PDF that was written."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))

    @property
    def count(self) -> int:
        """How many pages it has."""
        return len(self.reader.pages)

    @cached_property
    def page_texts(self) -> list[str]:
        """What each page says, without the white space: lines break where they must."""
        return [squeezed(page.extract_text()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """What it says as a whole, without the white space."""
        return "".join(self.page_texts)

    def says(self, fact: str) -> bool:
        """True when it stands somewhere."""
        return squeezed(fact) in self.text

    def assert_in_order(self, *facts: str) -> None:
        """Each fact is there, one after the other."""
        place = 0
        for fact in facts:
            found = self.text.find(squeezed(fact), place)
            assert found >= 0, f"« {fact} » is missing after {self.text[max(0, place - 60) : place]!r}"
            place = found + len(squeezed(fact))

    @cached_property
    def pages(self) -> list[Page]:
        """Where things stand."""
        return [_page(page, self.reader) for page in self.reader.pages]

    def assert_tidy(self, margin: float = 12) -> None:
        """No text over another, over a rule or in the margins."""
        for number, page in enumerate(self.pages, start=1):
            assert page.texts, f"page {number} is empty"
            for text in page.texts:
                inside = Box(margin, 4, page.width - margin, page.height - 8)
                assert text.left >= inside.left - TOUCH, f"page {number}: {text} is in the left margin"
                assert text.right <= inside.right + TOUCH, f"page {number}: {text} is in the right margin"
                assert text.bottom >= inside.bottom, f"page {number}: {text} is below the foot"
                assert text.top <= inside.top, f"page {number}: {text} is above the head"
            from_below = sorted(page.texts, key=lambda text: text.bottom)
            for rank, one in enumerate(from_below):
                for other in from_below[rank + 1 :]:
                    if other.bottom > one.top:
                        break
                    assert not one.overlaps(other), f"page {number}: {one.text!r} over {other.text!r}"
            for text in page.texts:
                for frame in page.frames:
                    assert not _crosses(text, frame), f"page {number}: {text} crosses {frame}"


def made(name: str, bench: Bench) -> Paper:
    """The one paper of this kind, as PDF."""
    [content] = PAPERS[name].make(bench.session, bench.now).values()
    return Paper(content)


def squeezed(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def _crosses(text: Box, frame: Box) -> bool:
    """A text lies in a frame or outside of it, never on its edge. What is low of a letter may touch a rule."""
    if not text.overlaps(frame):
        return False
    return (
        text.left < frame.left - TOUCH
        or text.right > frame.right + TOUCH
        or text.bottom < frame.bottom - TOUCH
        or text.top > frame.top + TOUCH
    )


def _page(page: PageObject, reader: PdfReader) -> Page:
    fonts = {name: _Font(font) for name, font in page["/Resources"]["/Font"].items()}  # type: ignore[index]
    texts, frames = [], []
    x = y = size = 0.0
    font: _Font | None = None
    contents = page.get_contents()
    assert contents is not None
    operations: list[tuple[Any, bytes]] = ContentStream(contents, reader).operations
    for operands, operator in operations:
        if operator == b"BT":
            x = y = 0.0
        elif operator == b"Tf":
            font, size = fonts[operands[0]], float(operands[1])
        elif operator == b"Td":
            x, y = x + float(operands[0]), y + float(operands[1])
        elif operator == b"Tj":
            assert font is not None
            said, taken = font.read(operands[0].original_bytes)
            right = x + taken * size / 1000
            texts.append(_box(x, y - BELOW * size, right, y + ABOVE * size, said))
            x = right
        elif operator == b"re":
            left, bottom, width, height = map(float, operands)
            frames.append(_box(left, bottom, left + width, bottom + height))
        else:
            assert operator not in (b"TJ", b"Tm", b"cm", b"T*", b"'"), f"{operator!r} is not followed here"
    shown = [box for box in texts if box.text.strip()]
    return Page(float(page.mediabox.width) * POINT, float(page.mediabox.height) * POINT, shown, frames)


def _box(left: float, bottom: float, right: float, top: float, text: str = "") -> Box:
    left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
    return Box(left * POINT, bottom * POINT, right * POINT, top * POINT, text)


class _Font:
    """An embedded font: the widths it declares, and the letters behind its codes."""

    def __init__(self, font: Any) -> None:
        descendant = font["/DescendantFonts"][0].get_object()
        self._widths = dict(_widths(list(descendant["/W"])))
        table = font["/ToUnicode"].get_object().get_data()
        self._letters = {
            int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
            for code, letter in re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
        }

    def read(self, codes: bytes) -> tuple[str, float]:
        """What codes of two bytes spell, and how wide that is, in thousandths of the size."""
        found = [int.from_bytes(codes[i : i + 2], "big") for i in range(0, len(codes), 2)]
        return "".join(self._letters[code] for code in found), sum(self._widths[code] for code in found)


def _widths(listed: list[Any]) -> Iterator[tuple[int, float]]:
    """A font's widths are runs: « first [w w w] », or « first last w » for all of them."""
    while listed:
        first, then = int(listed.pop(0)), listed.pop(0)
        if isinstance(then, list):
            yield from enumerate(map(float, then), first)
        else:
            width = float(listed.pop(0))
            yield from ((code, width) for code in range(first, int(then) + 1))
