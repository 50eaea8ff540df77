"""A paper drawn as PDF: each of its parts where the one before it ends."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import groupby
from typing import assert_never

from data.documents.parts import SMALL, Box, Facts, Grid, Heading, NewPage, Paper, Part, Signatures, Text
from data.documents.pdf.sheet import Pages, Sheet
from data.documents.pdf.table import Table, box, facts
from supervisor.session import Session

_INDENT = 6.0
_LIST_GAP, _BELOW_A_LIST = 0.8, 1.5
_OF_A_HEADING, _OF_A_REMARK, _BELOW_A_TABLE = 9.0, 6.0, 5.0
_HIGHEST_SHARED = 11.0
"""Millimetres."""


def pdf_of(session: Session, paper: Paper, now: datetime) -> bytes:
    """The paper on A4.

    Args:
        session: whose.
        paper: what it says.
        now: the instant it is made at, UTC; the same paper at the same instant gives the same bytes.
    """
    sheet = Sheet(session, paper, now)
    draw(sheet, paper.parts)
    return sheet.output()


def draw(sheet: Pages, parts: Sequence[Part]) -> None:
    """Write these parts, from where the sheet is on."""
    rank = 0
    # Marked paragraphs one behind the other are one list.
    for is_list, run in groupby(parts, lambda part: isinstance(part, Text) and bool(part.mark)):
        with sheet.part("L") if is_list else nullcontext():
            for part in run:
                rank += 1
                _draw(sheet, part, parts[rank:])
        if is_list:
            sheet.y += _BELOW_A_LIST


def _kept(sheet: Pages, heading: Heading, after: Sequence[Part]) -> float:
    """Millimetres that stay with a heading: its table, where that is not to be torn and a page can hold it."""
    grid = after[0] if after else None
    if not isinstance(grid, Grid) or not grid.is_whole:
        return heading.keep
    height = Table(sheet, grid.columns, size=grid.size).height_of(grid.rows) + _OF_A_HEADING
    return height if height <= sheet.room_of_a_page else heading.keep


def _signed_below(parts: Sequence[Part]) -> float:
    """Millimetres of the first boxes to sign in that follow at once: nobody signs a page that says nothing."""
    height = 0.0
    for part in parts:
        if isinstance(part, Signatures):
            return height + part.height + _BELOW_A_TABLE
        if not (isinstance(part, Text) and part.is_small):
            break
        height += _OF_A_REMARK
    return 0


def _draw(sheet: Pages, part: Part, after: Sequence[Part]) -> None:
    match part:
        case Heading() if part.is_silent:
            sheet.bookmark(part.text, part.level)
        case Heading():
            sheet.heading(part.text, keep=_kept(sheet, part, after), level=part.level, size=part.size)
        case Text():
            _text(sheet, part)
        case Facts():
            facts(sheet, part.pairs, label=part.label, across=part.across)
        case Grid():
            _grid(sheet, part, _signed_below(after))
        case Box():
            box(sheet, part.title, part.text, least=part.least)
        case Signatures():
            if not part.gives_way or sheet.y + part.height + 4 <= sheet.bottom:
                sheet.signatures(part.labels, height=part.height, most=part.most)
        case NewPage():
            sheet.new_page()
        case _:
            assert_never(part)


def _text(sheet: Pages, part: Text) -> None:
    if part.is_warning:
        sheet.band(part.text)
    elif part.mark:
        sheet.paragraph(part.text, bold=part.bold, mark=part.mark, indent=_INDENT, gap=_LIST_GAP)
    elif part.is_small:
        sheet.paragraph(part.text, bold=part.bold, size=SMALL, gap=part.space)
    else:
        sheet.paragraph(part.text, bold=part.bold, gap=part.space)


def _grid(sheet: Pages, part: Grid, below: float) -> None:
    height = part.height
    if part.rows_a_page:
        heading = Table(sheet, part.columns, size=part.size).heading_height
        height = min(_HIGHEST_SHARED, (sheet.bottom - sheet.y - heading - 3) / part.rows_a_page)
    table = Table(sheet, part.columns, size=part.size, row_height=height, least=part.least)
    table.write(part.rows, empty=part.empty, below=below)
