"""A school year on a terminal of 80 columns: figures, bars by month in plain characters, narrow tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from data.documents.yearly.report import figure_titles, month_name, standing
from data.documents.yearly.section import Section, YearDocument
from supervisor.activity import Activity, Count, Figures
from supervisor.wording import MONTHS, typographic

WIDTH = 80
_BAR = 44
"""Columns of the longest bar."""
_FULL, _MAYBE = "█", "░"
_CHARTS = ("took_part", "incidents", "given_back_minutes")
_MONTHS = dict(
    zip(
        MONTHS,
        ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
        strict=True,
    )
)
_ON_TERMINAL = frozenset({"Par mois", "Par classe"})
"""Tables that are told here too; the others need more room than a terminal has."""


def report_lines(told: Activity, document: YearDocument) -> Iterator[str]:
    """The annual report, line by line.

    Args:
        told: the figures.
        document: what the papers say of them.
    """
    yield from _warned(document)
    yield document.title
    yield from _wrapped(document.made)
    if document.standing:
        yield document.standing
    yield ""
    yield from _summary(told)
    if not told.held:
        yield from _others(document)
        yield from _warned(document)
        return
    yield from _chart("Sessions tenues, par mois", [(m.name, Count(n := len(m.sessions), n)) for m in told.months])
    titles = figure_titles(told)
    for name in _CHARTS:
        yield from _chart(f"{titles[name]}, par mois", [(m.name, m[name].value) for m in told.months])
    for section in document.sections:
        if section.title in _ON_TERMINAL:
            yield from _table(section)
    yield from _codes(told, document)
    yield from _late(told)
    yield from _others(document)
    yield ""
    for remark in document.remarks:
        yield from _wrapped(remark)
    yield from _wrapped(
        "Chaque chiffre avec ses sessions, les délais et les codes par mois et par classe : --to DOSSIER"
    )
    yield from _warned(document)


def _warned(document: YearDocument) -> list[str]:
    """At both ends: a terminal shows one or the other."""
    return _wrapped(document.warning)


def control_lines(document: YearDocument) -> Iterator[str]:
    """The file for a visite de contrôle, line by line: one fact a line, as long as it needs."""
    yield document.title
    yield from _wrapped(document.made)
    for section in document.sections:
        yield ""
        yield section.title
        if not section.rows:
            yield f"  {section.empty}"
        for row in section.rows:
            told = " · ".join(
                f"{column.title} {cell}" if rank and column.title else cell
                for rank, (column, cell) in enumerate(zip(section.columns, row, strict=True))
                if cell
            )
            yield from _indented(told)
        if section.remark:
            yield from _wrapped(section.remark)
    yield ""
    for remark in document.remarks:
        yield from _wrapped(remark)


def _summary(told: Activity) -> Iterator[str]:
    counts = (
        ("Sessions tenues", told.held),
        ("  finalisées dans les 48 h", told.in_time),
        ("  finalisées après les 48 h", told.late),
        ("  à finaliser", told.waiting),
        ("Sessions sans test démarré (à venir ou non tenues)", told.not_held),
    )
    for title, found in counts:
        yield _leader(title, str(len(found)))
    for name, title in figure_titles(told).items():
        if name in told.whole.figures:
            yield _leader(title, str(told.whole[name].value))


def _leader(title: str, value: str) -> str:
    room = WIDTH - 14
    return f"{title} ".ljust(room, ".") + f" {value:>12}"


def _chart(title: str, months: Sequence[tuple[str, Count]]) -> Iterator[str]:
    most = max((value.high if value.high is not None else value.low) for _, value in months)
    if not most:
        return
    yield ""
    yield title
    for month, value in months:
        high = value.high if value.high is not None else value.low
        full, whole = (-(-number * _BAR // most) for number in (value.low, high))
        bar = _FULL * full + _MAYBE * (whole - full)
        yield f"  {month_name(month):<14}  {bar}{' ' * bool(bar)}{value}"


def _table(section: Section) -> Iterator[str]:
    """As much as a terminal holds: neither the minutes of overtime nor the numbers of the sessions."""
    kept = [place for place, column in enumerate(section.columns) if column.short or place == 0]
    rows = [[section.columns[place].short or section.columns[place].title for place in kept]]
    rows += [[_short_month(row[0]), *(row[place] for place in kept[1:])] for row in section.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(1, len(kept))]
    first = min(WIDTH - sum(widths) - len(widths), max(len(row[0]) for row in rows))
    yield ""
    yield section.title
    for row in rows:
        cells = "".join(f" {cell:>{width}}" for cell, width in zip(row[1:], widths, strict=True))
        yield f"{_cut(row[0], first):<{first}}{cells}"


def _short_month(name: str) -> str:
    """« sept. 2026 » of « septembre 2026 »; a class as it is."""
    month, _, year = name.partition(" ")
    return f"{_MONTHS[month]} {year}" if month in _MONTHS else name


def _codes(told: Activity, document: YearDocument) -> Iterator[str]:
    section = next(section for section in document.sections if section.title == "Signalements par code")
    yield ""
    yield section.title
    if not section.rows:
        yield section.empty
    for row, code in zip(section.rows, told.codes, strict=True):
        value = str(told.of_code(told.whole, code).value)
        yield f"{code:<4} {_cut(row[1], WIDTH - 20):<{WIDTH - 20}} {value:>14}"


def _late(told: Activity) -> Iterator[str]:
    """Sessions whose 48 hours need a word."""
    odd = [*told.late, *told.waiting]
    if odd:
        yield ""
        yield "Finalisations hors délai ou à faire"
    for figures in odd:
        yield f"  {_session(figures)} : {standing(told, figures)}"


def _session(figures: Figures) -> str:
    return f"session {figures.number} du {figures.day:%d/%m/%Y}"


def _others(document: YearDocument) -> Iterator[str]:
    """Sessions that are in no figure."""
    for section in document.sections:
        if section.title in ("Sessions sans test démarré", "Sessions laissées de côté"):
            yield ""
            yield section.title
            for row in section.rows:
                told = " : ".join(cell for cell in row[:2] if cell)
                yield from _indented(told)


def _indented(told: str) -> list[str]:
    return textwrap.wrap(typographic(told), WIDTH, initial_indent="  ", subsequent_indent="    ")


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(typographic(sentence), WIDTH)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
