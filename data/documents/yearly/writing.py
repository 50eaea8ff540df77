"""A document over a year as Markdown and as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.documents.markdown_out import plain_text
from data.documents.yearly.section import Section, YearDocument

_HEADINGS = 30.0
"""Millimetres that stay together at least: a title, the heading of its table and a row or two."""
_ROW = 6.0


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
    from data.documents.parts import Column
    from data.documents.pdf.table import Table
    from data.documents.yearly.year_pages import YearPages

    pages = YearPages(document, now)
    for section in document.sections:
        # A table that a page can hold is not torn over two.
        whole = _HEADINGS + _ROW * len(section.rows)
        pages.heading(section.title, keep=whole if whole < pages.room_of_a_page else _HEADINGS)
        columns = [
            Column(column.title, column.width, align="right" if column.is_number else "left", names=rank == 0)
            for rank, column in enumerate(section.columns)
        ]
        Table(pages, columns, size=8.5).write(section.rows, empty=section.empty)
        if section.remark:
            pages.paragraph(section.remark)
    pages.heading("Comment lire ce document", keep=_HEADINGS)
    for remark in document.remarks:
        pages.paragraph(remark)
    return pages.output()
