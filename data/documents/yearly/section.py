"""A part of a document over a year: a title, a table, a remark. Nothing of how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column: its title, and its width on paper."""

    title: str
    width: float = 0
    """Millimetres; 0 takes what the others leave."""
    is_number: bool = False
    """Aligned at the right."""
    short: str = ""
    """Its title on a terminal; the same where it is empty."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table with a remark below."""

    title: str
    columns: Sequence[YearColumn]
    rows: Sequence[Sequence[str]]
    remark: str = ""
    empty: str = ""
    """What is said in the place of a table without rows; empty: the whole section is left out then."""

    @property
    def is_there(self) -> bool:
        """It has something to say."""
        return bool(self.rows or self.empty)


@dataclass(frozen=True, slots=True)
class YearDocument:
    """A document over a school year."""

    name: str
    """What kind of document it is."""
    year: str
    subtitle: str
    made: str
    """When and over what it was made."""
    standing: str
    """How final it is, for the foot of its pages."""
    sections: Sequence[Section]
    remarks: Sequence[str] = ()
    """What there is to know for reading it, as sentences."""
    warning: str = ""
    """Who alone may read it: said on each page; empty where anybody may."""

    @property
    def title(self) -> str:
        """« Rapport annuel 2026-2027 »."""
        return f"{self.name} {self.year}"
