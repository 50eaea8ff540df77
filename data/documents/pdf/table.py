"""A ruled table over as many pages as it needs: its heading on each, no row torn unless it is longer than a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from data.documents.parts import BODY, Column, Row, as_row
from data.documents.pdf import lettering
from data.documents.pdf.lettering import CUT
from data.documents.pdf.sheet import Pages
from data.documents.pdf.tags import Element
from supervisor.typography import unbroken
from supervisor.wording import typographic

FACTS = 9.5
HEADINGS = 8.5
_SMALLEST = 6.5
"""Points: of labels and their values, of the headings of columns, and of such a heading at least."""
_PAD = 1.2
"""Millimetres between a rule and the letters."""
_ROOM_BELOW_HEADING = 12.0
_WORTH_BEGINNING = 30.0
"""Millimetres left on a page for a row that is longer than one to begin there."""


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
        sheet: Pages,
        columns: Sequence[Column],
        *,
        size: float = BODY,
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
        # Where no column takes what is left, all of them do: a table goes from margin to margin.
        wider = 1 if shared else sheet.width / taken
        self._widths = [column.width * wider or (sheet.width - taken) / shared for column in columns]
        titles = Row([column.title for column in columns], bold=True)
        self._heading = self._laid(titles, flowing=True) if any(titles.cells) else None

    def write(self, rows: Iterable[Row | Sequence[str]], *, empty: str = "", below: float = 0) -> None:
        """Write these rows.

        Args:
            rows: from the first to the last.
            empty: what is said where there are none.
            below: millimetres of what is not to stand on a page without a row of it.
        """
        sheet = self._sheet
        sheet.need(self.heading_height + _ROOM_BELOW_HEADING)
        with nullcontext() if self._is_box else sheet.part("Table"):
            if self._heading is not None:
                self._draw(replace(self._heading, parts=self._titles(self._heading.row.cells)), shaded=True)
            laid = [self._laid(as_row(row)) for row in rows]
            for rank, one in enumerate(laid):
                is_last, is_last_but_one = 0 < rank == len(laid) - 1, 0 < rank == len(laid) - 2
                self._write(one, laid[-1].height + below if is_last_but_one else below if is_last else 0)
            if not laid and empty:
                self._write_over_all(empty)
        sheet.y += 2.5

    def height_of(self, rows: Iterable[Row | Sequence[str]]) -> float:
        """Millimetres that the heading and these rows take on one page."""
        return self.heading_height + sum(self._laid(as_row(row)).height for row in rows)

    def _write(self, laid: _Laid, then: float) -> None:
        """A row, on the next page where it does not fit on this one.

        Args:
            laid: it, measured.
            then: how high is what stays with it: no row ends a table alone on a page, none is signed on another.
        """
        sheet, laid = self._sheet, replace(laid, parts=self._parts(laid.row))
        together = laid.height + then
        if sheet.y + together > sheet.bottom and together <= sheet.room_of_a_page - self.heading_height:
            self._next_page()
        while sheet.y + laid.height > sheet.bottom:
            is_longer_than_a_page = laid.height > sheet.room_of_a_page - self.heading_height
            if is_longer_than_a_page and sheet.y + _WORTH_BEGINNING < sheet.bottom:
                part, laid = self._torn(laid)
                self._draw(part)
            self._next_page()
        self._draw(laid)

    def _next_page(self) -> None:
        self._sheet.new_page()
        if self._heading is not None:
            # Once more for the eye: who listens knows it from the first page.
            self._draw(self._heading, shaded=True)

    # What is read ---------------------------------------------------------------------------------

    def _titles(self, titles: Sequence[str]) -> list[Element | None]:
        sheet = self._sheet
        if self._is_box:
            sheet.bookmark(titles[0], 2)
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
            text = lettering.drawable(typographic(cell) if flowing else unbroken(cell), bold)
            room = width - 2 * _PAD
            if fixed:
                sizes = tuple(size for size in (self._size, 9.0, 8.0, 7.0, 6.0, 5.5) if size <= self._size)
                cells.append(lettering.fitted(text, room, fixed - 0.6, sizes, bold))
            else:
                size = _heading_size(text, room, min(self._size, HEADINGS)) if flowing else self._size
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
            sheet.rectangle(x, sheet.y, width, laid.height, shaded=shaded or (column.shaded and any(lines)))
            taken = len(lines) * lettering.line_height(size)
            top = sheet.y + ((laid.height - taken) / 2 if self._row_height or shaded else _PAD * 0.6)
            with sheet.pdf.within(part):
                sheet.lines(
                    lines, x + _PAD, top, size, bold=laid.row.bold or column.bold,
                    struck=laid.row.struck and not column.stays, align=column.align, room=width - 2 * _PAD,
                )  # fmt: skip
            x += width
        sheet.y += laid.height


def _heading_size(title: str, room: float, size: float) -> float:
    """The size at which no word of a column's title is broken, down to the smallest that can be read."""
    widest = max((lettering.width(word, size, bold=True) for word in title.split()), default=0)
    return size if widest <= room else max(_SMALLEST, size * room / widest - 0.01)


def facts(sheet: Pages, pairs: Sequence[tuple[str, str]], *, label: float, across: int) -> None:
    """Labels with their values, some of them side by side; « — » where a value is empty."""
    columns = [Column(width=label, bold=True, shaded=True, names=True), Column()] * across
    cells = [text for name, value in pairs for text in (typographic(name), value or "—")]
    cells += [""] * (-len(cells) % (2 * across))
    rows = [cells[i : i + 2 * across] for i in range(0, len(cells), 2 * across)]
    Table(sheet, columns, size=FACTS).write(rows)


def box(sheet: Pages, title: str, text: str, *, least: float) -> None:
    """A titled frame with a text of any length."""
    Table(sheet, [Column(title)], least=least, is_box=True).write([[text or "—"]])
