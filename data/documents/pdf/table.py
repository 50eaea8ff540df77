"""A ruled table over as many pages as it needs: its heading on each, no row torn unless it is longer than a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.documents.pdf import lettering
from data.documents.pdf.lettering import CUT
from data.documents.pdf.sheet import SMALL, Align, Form
from supervisor.wording import typographic

_PAD = 1.2
"""Millimetres between a rule and the letters."""
_ROOM_BELOW_HEADING = 12.0
_WORTH_BEGINNING = 30.0
"""Millimetres left on a page for a row that is longer than one to begin there."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called and how wide it is, in millimetres; 0 takes what the others leave."""

    title: str = ""
    width: float = 0
    align: Align = "left"
    bold: bool = False
    shaded: bool = False
    stays: bool = False
    """Not struck with its row: it says what became of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; struck for what was undone."""

    cells: Sequence[str]
    struck: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row measured: the lines of each cell, with the size of their letters."""

    cells: list[tuple[float, list[str]]]
    height: float
    row: Row


class Table:
    """A table that is being written on a sheet."""

    def __init__(
        self, sheet: Form, columns: Sequence[Column], *, size: float = 8.0, row_height: float = 0, least: float = 0
    ) -> None:
        """Measure the columns.

        Args:
            sheet: where it goes, from `sheet.y` on.
            columns: from left to right; without any title there is no heading.
            size: of the letters, in points.
            row_height: each row is that high, in millimetres, and what does not fit is written smaller; 0: as high
                as its text needs.
            least: no row is lower than that.
        """
        self._sheet = sheet
        self._columns = columns
        self._size = size
        self._row_height = row_height
        self._least = least
        taken = sum(column.width for column in columns)
        shared = sum(1 for column in columns if not column.width)
        self._widths = [column.width or (sheet.width - taken) / shared for column in columns]
        titles = Row([column.title for column in columns], bold=True)
        self._heading = self._laid(titles, flowing=True) if any(titles.cells) else None

    def write(self, rows: Iterable[Row | Sequence[str]], *, empty: str = "") -> None:
        """Write these rows; where there are none, `empty` says so."""
        sheet = self._sheet
        sheet.need((self._heading.height if self._heading else 0) + _ROOM_BELOW_HEADING)
        self._write_heading()
        has_any = False
        for row in rows:
            has_any = True
            laid = self._laid(row if isinstance(row, Row) else Row(row))
            while sheet.y + laid.height > sheet.bottom:
                is_longer_than_a_page = laid.height > sheet.room_of_a_page - self.heading_height
                if is_longer_than_a_page and sheet.y + _WORTH_BEGINNING < sheet.bottom:
                    part, laid = self._torn(laid)
                    self._draw(part)
                sheet.new_page()
                self._write_heading()
            self._draw(laid)
        if not has_any and empty:
            self._write_over_all(empty)
        sheet.y += 2.5

    @property
    def heading_height(self) -> float:
        """Millimetres that the heading takes."""
        return self._heading.height if self._heading else 0

    def _write_heading(self) -> None:
        if self._heading is not None:
            self._draw(self._heading, shaded=True)

    def _write_over_all(self, text: str) -> None:
        sheet = self._sheet
        height = lettering.line_height(self._size) + 2 * _PAD * 0.6
        sheet.rectangle(sheet.left, sheet.y, sheet.width, height)
        sheet.lines([lettering.drawable(text)], sheet.left + _PAD, sheet.y + _PAD * 0.6, self._size)
        sheet.y += height

    def _laid(self, row: Row, *, flowing: bool = False) -> _Laid:
        cells = []
        fixed = 0 if flowing else self._row_height
        for cell, column, width in zip(row.cells, self._columns, self._widths, strict=True):
            bold = row.bold or column.bold
            text = lettering.drawable(typographic(cell) if flowing else cell, bold)
            room = width - 2 * _PAD
            if fixed:
                sizes = tuple(size for size in (self._size, 7.5, 6.5, 5.5) if size <= self._size)
                cells.append(lettering.fitted(text, room, fixed - 0.6, sizes, bold))
            else:
                size = min(self._size, SMALL) if flowing else self._size
                cells.append((size, lettering.lines_of(text, room, size, bold)))
        tallest = max(len(lines) * lettering.line_height(size) for size, lines in cells)
        return _Laid(cells, fixed or max(tallest + 2 * _PAD * 0.6, 0 if flowing else self._least), row)

    def _torn(self, laid: _Laid) -> tuple[_Laid, _Laid]:
        """What of a row still fits on this page, and the rest; an ellipsis stands on both sides of the cut."""
        room = self._sheet.bottom - self._sheet.y - 2 * _PAD * 0.6
        begun, left = [], []
        for size, lines in laid.cells:
            most = int(room / lettering.line_height(size)) - 1
            if len(lines) <= most:
                begun.append((size, lines))
                left.append((size, [""]))
            else:
                begun.append((size, [*lines[:most], CUT]))
                left.append((size, [CUT, *lines[most:]]))
        tallest = max(len(lines) * lettering.line_height(size) for size, lines in left)
        height = self._sheet.bottom - self._sheet.y
        return _Laid(begun, height, laid.row), _Laid(left, tallest + 2 * _PAD * 0.6, laid.row)

    def _draw(self, laid: _Laid, *, shaded: bool = False) -> None:
        sheet, x = self._sheet, self._sheet.left
        for (size, lines), column, width in zip(laid.cells, self._columns, self._widths, strict=True):
            sheet.rectangle(x, sheet.y, width, laid.height, shaded=shaded or column.shaded)
            taken = len(lines) * lettering.line_height(size)
            top = sheet.y + ((laid.height - taken) / 2 if self._row_height or shaded else _PAD * 0.6)
            sheet.lines(
                lines, x + _PAD, top, size, bold=laid.row.bold or column.bold,
                struck=laid.row.struck and not column.stays, align=column.align, room=width - 2 * _PAD,
            )  # fmt: skip
            x += width
        sheet.y += laid.height


def facts(
    sheet: Form, pairs: Sequence[tuple[str, str]], *, label: float = 33, across: int = 2, size: float = 8.5
) -> None:
    """Labels with their values, some of them side by side; « — » where a value is empty."""
    columns = [Column(width=label, bold=True, shaded=True), Column()] * across
    cells = [text for name, value in pairs for text in (typographic(name), value or "—")]
    cells += [""] * (-len(cells) % (2 * across))
    rows = [cells[i : i + 2 * across] for i in range(0, len(cells), 2 * across)]
    Table(sheet, columns, size=size).write(rows)


def block(sheet: Form, title: str, text: str, *, least: float = 12) -> None:
    """A titled box with a text of any length."""
    Table(sheet, [Column(title)], size=8.5, least=least).write([[text or "—"]])
