"""A paper as a page for a browser: what each part is called, no script, nothing fetched from anywhere.

Whatever somebody wrote is text: `_said` alone lets words in, escaped. The style stands in the file, so that it looks
right wherever it is carried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from html import escape
from importlib import resources
from itertools import groupby
from string import Template
from typing import TypeGuard, assert_never

from data.documents.headed import Headed, headed
from data.documents.parts import (
    BOX,
    CROSSED,
    TICKED,
    Box,
    Column,
    Facts,
    Grid,
    Heading,
    NewPage,
    Paper,
    Part,
    Row,
    Signatures,
    Text,
    as_row,
)
from supervisor.candidate import printable
from supervisor.session import Session
from supervisor.typography import unbroken
from supervisor.wording import typographic

_HOURS = re.compile(r"(?<![\d:])(?:(\d\d)/(\d\d)/(\d{4}) )?((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?![\d:])")
_BOXES = {BOX: "case vide", TICKED: "case cochée", CROSSED: "case barrée"}
"""As they are read: what their signs are called in a screen reader differs, and is long."""
_EM = 3.53
"""Millimetres of the usual size of a text on paper."""
_WORTH_A_LIST = 3
"""Headings from which on a page begins with what is in it."""


def html_of(session: Session, paper: Paper, now: datetime) -> bytes:
    """The page, UTF-8.

    Args:
        session: whose.
        paper: what it says.
        now: the instant it is made at, UTC; the same paper at the same instant gives the same bytes.
    """
    said = headed(session, now, is_record=paper.is_record)
    return "\n".join((*_head(session, paper, said), *_body(session, paper, said), "")).encode("utf-8")


def _head(session: Session, paper: Paper, said: Headed) -> Iterator[str]:
    style = _style().substitute(way="landscape" if paper.is_wide else "portrait", session=_in_style(said.short))
    yield "<!DOCTYPE html>"
    yield '<html lang="fr">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    # Should anything ever get past `_said`, no browser would fetch or run it.
    yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_said(f'{paper.title}, session {session.number}')}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>"


def _body(session: Session, paper: Paper, said: Headed) -> Iterator[str]:
    yield '<body class="wide">' if paper.is_wide else "<body>"
    yield "<header>"
    if said.rehearsal:
        yield f'<p class="warning">{_ours(said.rehearsal)}</p>'
    if said.warning:
        yield f'<p class="warning">{_ours(said.warning)}</p>'
    yield f"<h1>{_ours(paper.title)}</h1>"
    yield f"<p>{_said(said.place)}</p>"
    day = f'<time datetime="{session.date.isoformat()}">{said.day}</time>'
    yield f"<p><strong>{_ours(said.session)}</strong>, {day}, {_timed(_said(said.start))}</p>"
    if said.branch:
        yield f"<p>{_said(said.branch)}</p>"
    yield "</header>"
    yield from _contents(paper.parts)
    yield "<main>"
    yield from _parts(paper.parts, "".join(_head_again(paper, said)))
    yield "</main>"
    yield "<footer>"
    yield f"<p>{_ours(said.short)} · {_timed(_ours(said.made))}</p>"
    if said.standing:
        yield f"<p><strong>{_ours(said.standing)}</strong></p>"
    yield "</footer>"
    yield "</body>"
    yield "</html>"


def _contents(parts: Sequence[Part]) -> Iterator[str]:
    titles = [part.text if isinstance(part, Heading) else part.title for part in parts if _is_in_contents(part)]
    if len(titles) < _WORTH_A_LIST:
        return
    yield '<nav aria-label="Sommaire">'
    yield "<ul>"
    for rank, title in enumerate(titles, start=1):
        yield f'<li><a href="#p{rank}">{_ours(title)}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _is_in_contents(part: Part) -> TypeGuard[Heading | Box]:
    return isinstance(part, Box) or (isinstance(part, Heading) and part.level == 2)


def _head_again(paper: Paper, said: Headed) -> Iterator[str]:
    """What a further sheet begins with when it is printed: it is handed to somebody else than the first."""
    yield '<div class="again">'
    yield from (f'<p class="warning">{_ours(warning)}</p>' for warning in (said.rehearsal, said.warning) if warning)
    yield f"<p><strong>{_ours(paper.title)}</strong></p>"
    yield f"<p>{_said(said.place)}</p>"
    yield f"<p><strong>{_ours(said.session)}</strong>, {said.day}, {_said(said.start)}</p>"
    if said.branch:
        yield f"<p>{_said(said.branch)}</p>"
    yield "</div>"


def _parts(parts: Sequence[Part], head_again: str) -> Iterator[str]:
    rank = 0
    # Marked paragraphs one behind the other are one list.
    for listed, run in groupby(parts, _list_of):
        if listed:
            yield f'<{listed[:2]} class="{listed[3:]}">'
        for part in run:
            rank += _is_in_contents(part)
            yield from _part(part, rank)
            if isinstance(part, NewPage):
                yield head_again
        if listed:
            yield f"</{listed[:2]}>"


def _list_of(part: Part) -> str:
    if not isinstance(part, Text) or not part.mark:
        return ""
    if part.mark in _BOXES:
        return "ul boxes"
    return "ol numbers" if part.mark[:-1].isdigit() else "ul dashes"


def _part(part: Part, rank: int) -> Iterator[str]:
    match part:
        case Heading():
            text = _ours(part.text)
            if part.day is not None:
                text = f'<time datetime="{part.day.isoformat()}">{text}</time>'
            place = f' id="p{rank}"' if part.level == 2 else ""
            yield f"<h{part.level}{place}>{text}</h{part.level}>"
        case Text():
            yield _text(part)
        case Facts():
            yield from _facts(part)
        case Grid():
            yield from _grid(part)
        case Box():
            yield f'<section class="box"><h2 id="p{rank}">{_ours(part.title)}</h2>'
            yield f"<p>{_said(part.text) or '—'}</p></section>"
        case Signatures():
            yield '<ul class="signatures">'
            yield from (f"<li>{_ours(label)}</li>" for label in part.labels)
            yield "</ul>"
        case NewPage():
            yield "<hr>"
        case _:
            assert_never(part)


def _text(part: Text) -> str:
    text = _ours(part.text)
    if part.bold:
        text = f"<strong>{text}</strong>"
    if part.mark:
        return f"<li>{_boxed(_said(part.mark))} {text}</li>" if part.mark in _BOXES else f"<li>{text}</li>"
    if part.is_warning:
        return f'<p class="warning">{text}</p>'
    return f'<p class="small">{text}</p>' if part.is_small else f"<p>{text}</p>"


def _facts(part: Facts) -> Iterator[str]:
    yield '<dl class="facts short">' if part.across > 2 else '<dl class="facts">'
    for name, value in part.pairs:
        yield f"<div><dt>{_timed(_ours(name))}</dt><dd>{_timed(_said(value)) or '—'}</dd></div>"
    yield "</dl>"


# Tables ------------------------------------------------------------------------------------------------


def _grid(part: Grid) -> Iterator[str]:
    # Somebody signs in its rows, or writes a remark.
    yield '<table class="tall">' if part.rows_a_page or part.least else "<table>"
    yield f"<caption>{_ours(part.caption)}</caption>"
    yield f"<colgroup>{''.join(map(_col, part.columns))}</colgroup>"
    titles = (f'<th scope="col"{_looks(column, of_title=True)}>{_ours(column.title)}</th>' for column in part.columns)
    yield f"<thead><tr>{''.join(titles)}</tr></thead>"
    yield "<tbody>"
    for row in map(as_row, part.rows):
        cells = (_cell(cell, column, row) for cell, column in zip(row.cells, part.columns, strict=True))
        opening = '<tr class="strong">' if row.bold else "<tr>"
        yield f"{opening}{''.join(cells)}</tr>"
    if not part.rows and part.empty:
        yield f'<tr><td colspan="{len(part.columns)}">{_ours(part.empty)}</td></tr>'
    yield "</tbody>"
    yield "</table>"


def _col(column: Column) -> str:
    """As wide as on paper, in letters: a reader who enlarges them enlarges it too."""
    return f'<col style="width: {column.width / _EM:.1f}em">' if column.width else "<col>"


def _cell(cell: str, column: Column, row: Row) -> str:
    text = _boxed(_said(unbroken(cell)))
    if column.tells_hours:
        text = _timed(text)
    if text and row.struck and not column.stays:
        text = f"<s>{text}</s>"
    looks = _looks(column)
    return f'<th scope="row"{looks}>{text}</th>' if column.names and text else f"<td{looks}>{text}</td>"


def _looks(column: Column, *, of_title: bool = False) -> str:
    classes = [
        *([column.align] if column.align != "left" else []),
        *(["free"] if not column.width and not of_title else []),
        *(["strong"] if column.bold and not of_title else []),
        *(["hours"] if column.tells_hours and not of_title else []),
    ]
    return f' class="{" ".join(classes)}"' if classes else ""


# Words -------------------------------------------------------------------------------------------------


def _said(text: str) -> str:
    """Words of anybody, so that they are words and nothing else."""
    return escape(printable(text))


def _ours(sentence: str) -> str:
    """A sentence of ours, with the spaces of French typography; names in it are words too."""
    return _said(typographic(sentence))


def _timed(text: str) -> str:
    """Hours of ours, so that they are read as hours."""
    return _HOURS.sub(_time, text)


def _time(found: re.Match[str]) -> str:
    day, month, year, hour = found.groups()
    attribute = f' datetime="{year}-{month}-{day}T{hour}"' if year else ""
    return f"<time{attribute}>{found[0]}</time>"


def _boxed(text: str) -> str:
    for box, name in _BOXES.items():
        text = text.replace(box, f'<span role="img" aria-label="{name}">{box}</span>')
    return text


def _in_style(text: str) -> str:
    """Words in a string of the style sheet: whatever could end it is written by its number."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in printable(text))


@cache
def _style() -> Template:
    return Template(resources.files("data.documents.html").joinpath("style.css").read_text(encoding="utf-8"))
