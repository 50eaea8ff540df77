"""Reads what a workbook hides, strikes through or colours from its XML, sheet by sheet (`marks.py` tells it)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from data.roster.formats import Formats, is_on, is_paper, number_of
from data.roster.marks import Marks
from data.roster.notes import keep_note, notes_of_xlsx
from data.roster.relations import relations_of
from data.roster.safe_xml import EnoughRead, Handler, parse
from supervisor.digits import number_in

_MOST_COLUMNS = 20_000
"""Excel has 16,384; what repeats beyond is not written in."""
_MOST_ROWS = 1_100_000
_LONG_STRETCH = 10_000
"""Rows that repeat so often are the empty ones below a list; candidates are none of them."""
_MOST_PARENTS = 20
"""Styles that a style goes back to; more go round in a circle."""


# --------------------------------------------------------------------------------------------------------------- XLSX


def marks_of_xlsx(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """The marks of each sheet of an XLSX, by its name, in the workbook's order.

    Raises:
        RefusedFile: one of its parts is no sound XML.
    """
    book = _Workbook()
    parse(parts["xl/workbook.xml"], book)
    part_of = {one.name: one.part for one in relations_of(parts, "xl/workbook.xml")}
    styles = Formats()
    if "xl/styles.xml" in parts:
        parse(parts["xl/styles.xml"], styles)
    strings = _Strings()
    if "xl/sharedStrings.xml" in parts:
        parse(parts["xl/sharedStrings.xml"], strings)
    struck, coloured = styles.struck(), styles.coloured()
    marks = {}
    for name, relation, is_hidden in book.sheets:
        part = part_of.get(relation, "")
        sheet = _XlsxSheet(struck, strings.struck, coloured)
        if part in parts:
            parse(parts[part], sheet)
        sheet.marks.is_hidden = is_hidden
        sheet.marks.notes = notes_of_xlsx(parts, part)
        marks[name] = sheet.marks
    return marks


class _Workbook(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            is_hidden = attributes.get("state", "visible").casefold() in {"hidden", "veryhidden"}
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), is_hidden))


class _Strings(Handler):
    """Which of the shared strings are struck through in all their parts."""

    def __init__(self) -> None:
        super().__init__()
        self.struck: set[str] = set()
        self._count = self._runs = self._struck_runs = 0

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._runs = self._struck_runs = 0
        elif name == "r":
            self._runs += 1
        elif name == "strike" and is_on(attributes):
            self._struck_runs += 1

    def ends(self, name: str) -> None:
        if name == "si":
            if self._runs and self._runs == self._struck_runs:
                self.struck.add(str(self._count))
            self._count += 1


class _XlsxSheet(Handler):
    def __init__(
        self, struck_formats: frozenset[str], struck_strings: Collection[str], colours: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.marks = Marks()
        self._colours = colours
        self._formats = struck_formats
        self._strings = struck_strings
        self._row = self._column = 0
        self._is_shared = self._in_value = self._row_is_struck = False
        self._is_formula = self._has_value = False
        self._value = ""

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "col":
                if is_on(attributes, "hidden") or _is_nothing(attributes.get("width")):
                    first, last = (number_of(attributes.get(key)) for key in ("min", "max"))
                    self.marks.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
            case "row":
                self._row = number_of(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                if is_on(attributes, "hidden") or _is_nothing(attributes.get("ht")):
                    self.marks.hidden_rows.add(self._row)
            case "c":
                self._column = _column_in(attributes.get("r", "")) or self._column + 1
                form = attributes.get("s", "")
                if form in self._formats:
                    self._strike()
                if form in self._colours:
                    self.marks.colours.note(self._row, self._column, self._colours[form])
                self._is_shared = attributes.get("t") == "s"
                self._is_formula, self._has_value = False, attributes.get("t", "n") != "n"
                self._value = ""
            case "f":
                self._is_formula = True
            case "v":
                self._in_value = True
            case "strike" if is_on(attributes):
                # Text within the cell itself.
                self._strike()

    def characters(self, content: str) -> None:
        if self._in_value:
            self._has_value = self._has_value or not content.isspace()
            self._value = (self._value + content)[:12] if self._is_shared else ""

    def ends(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "c" and self._is_formula and not self._has_value:
            self.marks.unvalued.setdefault(self._row, set()).add(self._column)
        elif name == "c" and self._is_shared and self._value.strip() in self._strings:
            self._strike()
        elif name == "sheetData":
            raise EnoughRead

    def _strike(self) -> None:
        self.marks.struck.setdefault(self._row, set()).add(self._column)


_LETTERS = re.compile(r"[A-Z]{1,3}(?=\d)", re.ASCII)


def _column_in(reference: str) -> int:
    found = _LETTERS.match(reference)
    number = 0
    for letter in found[0] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


_LENGTH = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) ?(?:cm|mm|in|pt|px)?", re.ASCII)
_LEAST_SEEN = 0.05
"""In whatever unit: a height or a width below it shows nothing."""


def _is_nothing(length: str | None) -> bool:
    """Whether a row of that height, or a column of that width, is not seen at all."""
    found = _LENGTH.fullmatch(length or "")
    return found is not None and float(found[1]) < _LEAST_SEEN


# ---------------------------------------------------------------------------------------------------------------- ODS


def marks_of_ods(content: bytes, styles: bytes | None) -> dict[str, Marks]:
    """The marks of each sheet of an ODS, by its name, in their order.

    Args:
        content: its `content.xml`.
        styles: its `styles.xml`, where named styles are; None where there is none.

    Raises:
        RefusedFile: one of them is no sound XML.
    """
    reader = _OdsMarks()
    if styles is not None:
        parse(styles, reader)
    parse(content, reader)
    return reader.sheets


class _OdsMarks(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, Marks] = {}
        self._struck_styles: set[str] = set()
        self._kept_styles: set[str] = set()
        self._backgrounds: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._hidden_tables: set[str] = set()
        self._flat_styles: set[str] = set()
        self._style = ""
        self._marks: Marks | None = None
        self._depth = 0
        self._row = self._rows = self._column = self._columns = self._table_column = 0
        self._folded = 0
        self._default_styles: dict[int, str] = {}
        self._row_style = ""
        self._note: list[str] | None = None
        self._is_said = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "annotation":
                self._note, self._is_said = [], False
            case "p" if self._note is not None:
                # Not who wrote it nor when, which stand beside its paragraphs.
                self._is_said = True
            case "style":
                self._style = f"{attributes.get('family', '')}/{attributes.get('name', '')}"
                self._parents[self._style] = f"{attributes.get('family', '')}/{attributes.get('parent-style-name', '')}"
            case "text-properties" if self._style and "text-line-through-style" in attributes:
                is_struck = attributes["text-line-through-style"] != "none"
                (self._struck_styles if is_struck else self._kept_styles).add(self._style)
            case "text-properties" if self._style and attributes.get("text-line-through-type", "none") != "none":
                self._struck_styles.add(self._style)
            case "table-cell-properties" if self._style and "background-color" in attributes:
                self._backgrounds[self._style] = attributes["background-color"]
            case "table-row-properties" if _is_nothing(attributes.get("row-height")):
                self._flat_styles.add(self._style)
            case "table-column-properties" if _is_nothing(attributes.get("column-width")):
                self._flat_styles.add(self._style)
            case "table-properties" if attributes.get("display") == "false":
                self._hidden_tables.add(self._style)
            case "table":
                self._depth += 1
                if self._depth == 1:
                    self._begin_table(attributes)
            case "table-column":
                self._columns_begin(attributes)
            case "table-row-group":
                self._folded += attributes.get("display") == "false"
            case "table-row":
                self._row_begins(attributes)
            case "table-cell" | "covered-table-cell":
                self._cell_begins(attributes)
            case "span" | "p" if self._marks is not None:
                family = "text" if name == "span" else "paragraph"
                if self._is_struck(f"{family}/{attributes.get('style-name', '')}"):
                    self._strike()
            case _:
                pass

    def characters(self, content: str) -> None:
        if self._note is not None and self._is_said:
            self._note.append(content)

    def ends(self, name: str) -> None:
        if name == "style":
            self._style = ""
        elif name == "p" and self._note is not None:
            self._note.append(" ")
            self._is_said = False
        elif name == "annotation" and self._note is not None:
            if self._marks is not None:
                keep_note(self._marks.notes, self._row + 1, "".join(self._note))
            self._note = None
        elif name == "table":
            self._depth -= 1
            if not self._depth:
                self._marks = None
        elif name == "table-row-group":
            self._folded = max(0, self._folded - 1)

    def _begin_table(self, attributes: Mapping[str, str]) -> None:
        self._marks = Marks(is_hidden=f"table/{attributes.get('style-name', '')}" in self._hidden_tables)
        self.sheets[attributes.get("name", "")] = self._marks
        self._row = self._rows = self._table_column = self._folded = 0
        self._default_styles = {}

    def _columns_begin(self, attributes: Mapping[str, str]) -> None:
        if self._marks is None:
            return
        first = self._table_column + 1
        self._table_column = min(self._table_column + _repeated(attributes, "number-columns-repeated"), _MOST_COLUMNS)
        columns = range(first, self._table_column + 1)
        is_flat = f"table-column/{attributes.get('style-name', '')}" in self._flat_styles
        if is_flat or attributes.get("visibility", "visible") != "visible":
            self._marks.hidden_columns.update(columns)
        if style := attributes.get("default-cell-style-name"):
            self._default_styles |= dict.fromkeys(columns, style)

    def _row_begins(self, attributes: Mapping[str, str]) -> None:
        if self._marks is None:
            return
        self._row += self._rows
        self._rows = _repeated(attributes, "number-rows-repeated")
        self._column = self._columns = 0
        self._row_style = attributes.get("default-cell-style-name", "")
        is_flat = f"table-row/{attributes.get('style-name', '')}" in self._flat_styles
        if (
            self._folded or is_flat or attributes.get("visibility", "visible") != "visible"
        ) and self._rows < _LONG_STRETCH:
            self._marks.hidden_rows.update(range(self._row + 1, self._row + self._rows + 1))

    def _cell_begins(self, attributes: Mapping[str, str]) -> None:
        if self._marks is None:
            return
        self._column += self._columns
        self._columns = _repeated(attributes, "number-columns-repeated")
        style = attributes.get("style-name") or self._row_style or self._default_styles.get(self._column + 1, "")
        if not style:
            return
        if "value-type" in attributes and self._is_struck(f"table-cell/{style}"):
            self._strike()
        if (colour := self._background_of(f"table-cell/{style}")) and self._rows < _LONG_STRETCH:
            self._marks.colours.note(self._row + 1, self._column + 1, colour, rows=self._rows)

    def _background_of(self, style: str) -> str:
        """Its colour; empty for white and none."""
        colour = next((self._backgrounds[one] for one in self._upwards(style) if one in self._backgrounds), "")
        return "" if is_paper(colour) else colour

    def _strike(self) -> None:
        if self._marks is None or self._rows >= _LONG_STRETCH or self._columns >= 1000:
            return
        for row in range(self._row + 1, self._row + self._rows + 1):
            columns = self._marks.struck.setdefault(row, set())
            columns.update(range(self._column + 1, self._column + self._columns + 1))

    def _is_struck(self, style: str) -> bool:
        for one in self._upwards(style):
            if one in self._struck_styles:
                return True
            if one in self._kept_styles:
                return False
        return False

    def _upwards(self, style: str) -> Iterator[str]:
        """A style, then the one that it goes back to, and so on."""
        for _ in range(_MOST_PARENTS):
            yield style
            if style not in self._parents:
                return
            style = self._parents[style]


def _repeated(attributes: Mapping[str, str], key: str) -> int:
    text = attributes.get(key, "1")
    repeated = number_in(text)
    return min(repeated, _MOST_ROWS) if repeated is not None else 1
