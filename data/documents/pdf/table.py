"""A ruled table over as many pages as it needs: its heading on each, no row torn unless it is longer than a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from data.documents.pdf import lettering
from data.documents.pdf.lettering import CUT
from data.documents.pdf.sheet import SMALL, Align, Form
from data.documents.pdf.tags import Element
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
    names: bool = False
    """What the row is about: read before each of its other cells."""


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
    parts: list[Element | None]
    """Whose the letters of each cell are."""


class Table:
    """A table that is being written on a sheet."""

    def __init__(
        self,
        sheet: Form,
        columns: Sequence[Column],
        *,
        size: float = 8.0,
        row_height: float = 0,
        least: float = 0,
        is_box: bool = False,
    ) -> None:
        """Measure the columns.

        Args:
            sheet: where it goes, from `sheet.y` on.
            columns: from left to right; without any title there is no heading.
            size: of the letters, in points.
            row_height: each row is that high, in millimetres, and what does not fit is written smaller; 0: as high
                as its text needs.
            least: no row is lower than that.
            is_box: it only frames a text: to whoever listens it is a heading and a paragraph.
        """
        self._sheet = sheet
        self._columns = columns
        self._size = size
        self._row_height = row_height
        self._least = least
        self._is_box = is_box
        taken = sum(column.width for column in columns)
        shared = sum(1 for column in columns if not column.width)
        self._widths = [column.width or (sheet.width - taken) / shared for column in columns]
        titles = Row([column.title for column in columns], bold=True)
        self._heading = self._laid(titles, flowing=True) if any(titles.cells) else None

    def write(self, rows: Iterable[Row | Sequence[str]], *, empty: str = "") -> None:
        """Write these rows; where there are none, `empty` says so."""
        sheet = self._sheet
        sheet.need((self._heading.height if self._heading else 0) + _ROOM_BELOW_HEADING)
        with nullcontext() if self._is_box else sheet.part("Table"):
            if self._heading is not None:
                self._draw(replace(self._heading, parts=self._titles(self._heading.row.cells)), shaded=True)
            has_any = False
            for row in rows:
                has_any = True
                self._write(row if isinstance(row, Row) else Row(row))
            if not has_any and empty:
                self._write_over_all(empty)
        sheet.y += 2.5

    def _write(self, row: Row) -> None:
        """A row, on the next page where it does not fit on this one."""
        sheet, laid = self._sheet, replace(self._laid(row), parts=self._parts(row))
        while sheet.y + laid.height > sheet.bottom:
            is_longer_than_a_page = laid.height > sheet.room_of_a_page - self.heading_height
            if is_longer_than_a_page and sheet.y + _WORTH_BEGINNING < sheet.bottom:
                part, laid = self._torn(laid)
                self._draw(part)
            sheet.new_page()
            if self._heading is not None:
                # Once more for the eye: who listens knows it from the first page.
                self._draw(self._heading, shaded=True)
        self._draw(laid)

    # What is read ---------------------------------------------------------------------------------

    def _titles(self, titles: Sequence[str]) -> list[Element | None]:
        sheet = self._sheet
        if self._is_box:
            sheet.bookmark(titles[0])
            return [sheet.pdf.part("H2")]
        with sheet.part("TR"):
            return [sheet.pdf.part("TH" if title else "TD", "Column" if title else "") for title in titles]

    def _parts(self, row: Row) -> list[Element | None]:
        sheet = self._sheet
        if self._is_box:
            return [sheet.pdf.part("P")]
        with sheet.part("TR"):
            names = [column.names and bool(cell) for column, cell in zip(self._columns, row.cells, strict=True)]
            return [sheet.pdf.part("TH", "Row") if is_name else sheet.pdf.part("TD") for is_name in names]

    # On the page ----------------------------------------------------------------------------------

    @property
    def heading_height(self) -> float:
        """Millimetres that the heading takes."""
        return self._heading.height if self._heading else 0

    def _write_over_all(self, text: str) -> None:
        sheet = self._sheet
        height = lettering.line_height(self._size) + 2 * _PAD * 0.6
        sheet.rectangle(sheet.left, sheet.y, sheet.width, height)
        with sheet.part("TR"), sheet.part("TD", span=len(self._columns)):
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
        height = fixed or max(tallest + 2 * _PAD * 0.6, 0 if flowing else self._least)
        return _Laid(cells, height, row, [None] * len(cells))

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
        return replace(laid, cells=begun, height=height), replace(laid, cells=left, height=tallest + 2 * _PAD * 0.6)

    def _draw(self, laid: _Laid, *, shaded: bool = False) -> None:
        sheet, x = self._sheet, self._sheet.left
        for (size, lines), column, width, part in zip(laid.cells, self._columns, self._widths, laid.parts, strict=True):
            sheet.rectangle(x, sheet.y, width, laid.height, shaded=shaded or column.shaded)
            taken = len(lines) * lettering.line_height(size)
            top = sheet.y + ((laid.height - taken) / 2 if self._row_height or shaded else _PAD * 0.6)
            with sheet.pdf.within(part):
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
    columns = [Column(width=label, bold=True, shaded=True, names=True), Column()] * across
    cells = [text for name, value in pairs for text in (typographic(name), value or "—")]
    cells += [""] * (-len(cells) % (2 * across))
    rows = [cells[i : i + 2 * across] for i in range(0, len(cells), 2 * across)]
    Table(sheet, columns, size=size).write(rows)


def block(sheet: Form, title: str, text: str, *, least: float = 12) -> None:
    """A titled box with a text of any length."""
    Table(sheet, [Column(title)], size=8.5, least=least, is_box=True).write([[text or "—"]])
