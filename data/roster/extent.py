"""How much a sheet unfolds to, measured before it is opened.

A few bytes can stand for millions of cells (an ODS repeats rows and columns, an XLSX puts one cell very far), and a
library that runs out of memory takes the whole program with it.
"""

from __future__ import annotations

import re

from data.roster.safe_xml import EnoughRead, Handler, parse
from data.roster.wording import RefusedFile
from supervisor.digits import number_in

MOST_CELLS = 1_000_000
"""Cells of the rectangle that holds all that is written; a list of 5,000 candidates has 150,000."""
MOST_CHARACTERS = 60_000_000
"""Characters of all cells, each repetition counted."""

_REFERENCE = re.compile(r"([A-Z]{1,7})(\d{1,9})", re.ASCII)
TOO_WIDE = (
    "La feuille est démesurément étendue pour une liste de candidats ; "
    "copiez la liste seule dans une feuille neuve et enregistrez-la."
)


Merge = tuple[int, int, int, int]
"""First row, first column, last row and last column of a merged cell, from 0."""


def check_ods(content: bytes) -> dict[str, list[Merge]]:
    """Refuse an ODS whose `content.xml` unfolds to more than `MOST_CELLS` or `MOST_CHARACTERS`.

    Returns:
        The merged cells of each sheet, by its name, that reach over several rows.

    Raises:
        RefusedFile: it does, or it is no sound XML.
    """
    extent = _OdsExtent()
    parse(content, extent)
    return extent.merges


def check_xlsx(parts: list[bytes]) -> None:
    """Refuse an XLSX of which one sheet unfolds to more than that.

    Args:
        parts: every XML of the file, in any order; those that are no sheet are left at their first element.

    Raises:
        RefusedFile: it does, or one of its sheets is no sound XML.
    """
    strings = _XlsxStrings()
    for part in parts:
        parse(part, strings)
    for part in parts:
        parse(part, _XlsxExtent(strings.lengths))


class _Extent(Handler):
    """The rectangle that is written in, and the characters in it."""

    def __init__(self) -> None:
        super().__init__()
        self.width = self.height = self.total = 0

    def grow(self, row: int, column: int, characters: int) -> None:
        """Take a written cell into account (row and column from 1)."""
        self.width = max(self.width, column)
        self.height = max(self.height, row)
        self.total += characters
        if self.width * self.height > MOST_CELLS or self.total > MOST_CHARACTERS:
            raise RefusedFile(TOO_WIDE)


def _count(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdecimal():
        return 1
    count = number_in(text)
    return count if count is not None else 10**9


class _OdsExtent(_Extent):
    """Follows one table after the other of an ODS."""

    def __init__(self) -> None:
        super().__init__()
        self._row = self._rows = self._column = self._columns = self._characters = 0
        self._last_written = self._row_characters = 0
        self._is_written = False
        self._table = ""
        self._depth = 0
        self.merges: dict[str, list[Merge]] = {}

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table":
                self._row = self._rows = 0
                self._depth += 1
                self._table = attributes.get("name", "") if self._depth == 1 else ""
            case "table-row":
                self._row += self._rows
                self._rows = _count(attributes.get("number-rows-repeated"))
                self._column = self._columns = self._last_written = self._row_characters = 0
            case "table-cell" | "covered-table-cell":
                self._column += self._columns
                self._columns = _count(attributes.get("number-columns-repeated"))
                self._characters = sum(len(value) for value in attributes.values() if len(value) > 1000)
                self._is_written = "value-type" in attributes
                rows = _count(attributes.get("number-rows-spanned"))
                if rows > 1 and self._depth == 1:
                    columns = _count(attributes.get("number-columns-spanned"))
                    merge = (self._row, self._column, self._row + rows - 1, self._column + columns - 1)
                    self.merges.setdefault(self._table, []).append(merge)
            case "s":
                self._characters += _count(attributes.get("c"))

    def characters(self, content: str) -> None:
        # Line breaks between the elements of a cell are not in the cell.
        self._characters += 0 if content.isspace() else len(content)
        if self._characters > MOST_CHARACTERS:
            raise RefusedFile(TOO_WIDE)

    def ends(self, name: str) -> None:
        if name in {"table-cell", "covered-table-cell"} and (self._characters or self._is_written):
            self._last_written = self._column + self._columns
            self._row_characters += self._characters * self._columns
            self._characters = 0
        elif name == "table":
            self._depth -= 1
        elif name == "table-row" and self._last_written:
            self.grow(self._row + self._rows, self._last_written, self._row_characters * self._rows)


class _XlsxStrings(Handler):
    """The lengths of the strings that the cells of an XLSX share."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self._is_inside = False

    def startDocument(self) -> None:  # noqa: N802 - the name is SAX's
        self._is_inside = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - every handler is told both
        self._is_inside = self._is_inside or name == "sst"
        if not self._is_inside:
            raise EnoughRead
        if name == "si":
            self.lengths.append(0)

    def characters(self, content: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(content)


class _XlsxExtent(_Extent):
    """Follows one sheet of an XLSX."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self._lengths = lengths
        self._row = self._column = self._characters = 0
        self._is_inside = self._is_shared = self._in_value = False
        self._value = ""

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        self._is_inside = self._is_inside or name == "worksheet"
        if not self._is_inside:
            raise EnoughRead
        match name:
            case "row":
                self._row = _count(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._column += 1
                if found := _REFERENCE.fullmatch(attributes.get("r", "")):
                    self._row = int(found[2])
                    self._column = _column_number(found[1])
                self._is_shared = attributes.get("t") == "s"
                self._characters = 0
                self._value = ""
            case "v":
                self._in_value = self._is_shared

    def characters(self, content: str) -> None:
        self._characters += len(content)
        if self._in_value:
            self._value = (self._value + content)[:12]

    def ends(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "c" and self._characters:
            index = number_in(self._value.strip())
            if self._is_shared and index is not None and index < len(self._lengths):
                self._characters = self._lengths[index]
            self.grow(self._row, self._column, self._characters)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
