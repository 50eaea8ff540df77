"""What a paper is made of, as plain values: told once, drawn as PDF (`pdf/`) and as a page for a browser (`html/`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

BOX = "☐"
TICKED = "☑"
CROSSED = "☒"
BODY = 10.0
"""Usual size of a text on paper, in points."""
SMALL = 8.0

Align = Literal["left", "right", "centre"]
Level = Literal[2, 3]
"""Of a heading; the title of the paper is 1."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part."""

    text: str
    level: Level = 2
    keep: float = 32
    """On paper, so many millimetres stay with it: it never stands alone at the foot of a page."""
    size: float = 11.5
    is_silent: bool = False
    """On paper it is only a bookmark: what stands there says it already."""
    day: date | None = None
    """The day that it names."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of ours."""

    text: str
    bold: bool = False
    mark: str = ""
    """What stands before it (a number, a dash, a box): it is one of a list then."""
    is_small: bool = False
    is_warning: bool = False
    """White on black: what nobody may overlook."""
    space: float = 1.5
    """Millimetres below it on paper."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values; « — » where one is empty."""

    pairs: Sequence[tuple[str, str]]
    label: float = 36
    """How wide a label is on paper, in millimetres."""
    across: int = 2
    """Pairs side by side on paper."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str = ""
    width: float = 0
    """Millimetres on paper; 0 takes what the others leave."""
    align: Align = "left"
    bold: bool = False
    shaded: bool = False
    stays: bool = False
    """Not struck with its row: it says what became of it."""
    names: bool = False
    """What the row is about: read before each of its other cells."""
    tells_hours: bool = False
    """Hours of ours stand in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; struck for what was undone."""

    cells: Sequence[str]
    struck: bool = False
    bold: bool = False


def as_row(cells: Row | Sequence[str]) -> Row:
    """A row of a table; plain cells are one that has nothing of its own."""
    return cells if isinstance(cells, Row) else Row(cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    caption: str
    """What it lists, for who does not see where it stands."""
    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[str]]
    empty: str = ""
    """What is said where it has no rows."""
    size: float = BODY
    least: float = 0
    """No row is lower on paper, in millimetres."""
    height: float = 0
    """Each row is that high on paper, in millimetres, and what does not fit is written smaller."""
    is_whole: bool = False
    """On paper it is not torn over two pages where one can hold it."""
    rows_a_page: int = 0
    """So many rows share what is left of the page, also where there are fewer."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text of any length that somebody wrote, in a frame, below its title."""

    title: str
    text: str
    least: float = 12
    """Millimetres on paper."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign in, side by side, each with whose it is."""

    labels: Sequence[str]
    height: float = 22
    """Millimetres."""
    most: int = 3
    """In a row."""
    gives_way: bool = False
    """Left out where the page has no room for it."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Part = Heading | Text | Facts | Grid | Box | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a session, whatever it is drawn on."""

    file: str
    """Its name, without what follows the dot."""
    title: str
    parts: Sequence[Part]
    is_wide: bool = False
    """Landscape, for wide tables."""
    is_record: bool = True
    """It tells what happened: while the session is open, it says so."""
