"""Reading HTML papers back: their tree, as a browser would build it, and their style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests import wcag

EMPTY = {"meta", "hr", "col", "br"}
"""Elements that have no end."""


@dataclass
class Node:
    """An element: its name, its attributes, what stands in it."""

    name: str
    attributes: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)

    def each(self, *names: str) -> Iterator[Node]:
        """It and all below it, in reading order; of these names alone where some are given."""
        if not names or self.name in names:
            yield self
        for one in self.inside:
            if isinstance(one, Node):
                yield from one.each(*names)

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(one if isinstance(one, str) else f" {one.text} " for one in self.inside)

    @property
    def words(self) -> str:
        """The same, on one line."""
        return " ".join(self.text.split())


class Page(HTMLParser):
    """A page that was written; what a browser would have to guess at is refused."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.source = content.decode("utf-8")
        self.top = Node("", {})
        self._open = [self.top]
        self.feed(self.source)
        self.close()
        assert len(self._open) == 1, f"{self._open[-1].name} is not closed"
        [self.html] = self.top.each("html")

    def handle_decl(self, decl: str) -> None:
        assert decl == "DOCTYPE html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute of {tag} twice"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag not in EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].name == tag, f"</{tag}> where {self._open[-1].name} is open"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    @property
    def style(self) -> str:
        """Its style sheet."""
        [style] = self.html.each("style")
        return style.text

    @property
    def squeezed(self) -> str:
        """All it says, without white space."""
        [body] = self.html.each("body")
        return "".join(body.text.split())


def colours(style: str) -> Iterator[tuple[str, str, str]]:
    """Selector, property, value: of each rule that has to do with a colour."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+)", body):
            if name in ("color", "background", "background-color") or re.search(r"#[0-9a-f]{3,8}\b", value):
                yield " ".join(selector.split()), name, value.strip()


def contrast(one: str, other: str) -> float:
    """How far two colours of a style are from each other: 1 to 21."""
    return wcag.contrast(_parts(one), _parts(other))


def _parts(colour: str) -> wcag.Colour:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
