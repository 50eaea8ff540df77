"""A document over a year as Markdown and as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.documents.markdown_out import plain_text
from data.documents.parts import Column, Grid, Heading, Part, Text
from data.documents.yearly.section import Section, YearDocument

_HEADINGS = 30.0
"""Millimetres that stay together at least: a title, the heading of its table and a row or two."""
_ROW = 6.0
_TITLE, _CELLS = 11.0, 8.5
"""Points."""


def markdown(document: YearDocument) -> bytes:
    """The document to be read anywhere; nothing in it is taken for Markdown."""
    # Wherever a page of it begins, it says who may read it.
    warning = [f"**{document.warning}**"] if document.warning else []
    parts = [[f"# {document.title}"], warning, [document.subtitle], [document.made]]
    for section in document.sections:
        parts += [[f"## {section.title}"], warning]
        parts.append(_table(section) if section.rows else [section.empty])
        parts += [[section.remark]] if section.remark else []
    parts += [["## Comment lire ce document"], warning, *([remark] for remark in document.remarks)]
    return ("\n\n".join("\n".join(part) for part in parts if part) + "\n").encode("utf-8")


def _table(section: Section) -> list[str]:
    rules = ["---:" if column.is_number else "---" for column in section.columns]
    titles = [column.title for column in section.columns]
    return [_line(titles), _line(rules), *(_line([plain_text(cell) for cell in row]) for row in section.rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def pdf(document: YearDocument, now: datetime) -> bytes:
    """The document on A4, landscape.

    Args:
        document: what it says.
        now: the instant it is made at, in local time.
    """
    # Whoever asks for no PDF does not wait for the library that writes it.
    from data.documents.pdf.drawing import draw
    from data.documents.yearly.year_pages import YearPages

    pages = YearPages(document, now)
    draw(pages, list(_parts(document, pages.room_of_a_page)))
    return pages.output()


def _parts(document: YearDocument, room_of_a_page: float) -> Iterator[Part]:
    for section in document.sections:
        # A table that a page can hold is not torn over two.
        whole = _HEADINGS + _ROW * len(section.rows)
        yield Heading(section.title, keep=whole if whole < room_of_a_page else _HEADINGS, size=_TITLE)
        columns = [
            Column(column.title, column.width, align="right" if column.is_number else "left", names=rank == 0)
            for rank, column in enumerate(section.columns)
        ]
        yield Grid(section.title, columns, section.rows, section.empty, size=_CELLS)
        if section.remark:
            yield Text(section.remark)
    yield Heading("Comment lire ce document", keep=_HEADINGS, size=_TITLE)
    yield from map(Text, document.remarks)
