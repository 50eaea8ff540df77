"""« Feuille de secours »: each candidate's start, end and temps majoré, should the laptop die, with room for notes.

It holds neither the access code nor a birth date: the sheet lies on a desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from data.documents.parts import Column, Facts, Grid, Heading, Paper, Part, Text
from data.documents.rescue_sheet import HEADING, counts_line, ends_in_order, remarks, rescue_row
from supervisor.session import Session
from supervisor.wording import at_hour, slot_words

_WIDTHS = (9, 54, 13, 29, 13, 18, 26)
_HEIGHT = 8.4
"""Millimetres of a row: twenty of them, the remarks and the ends in their order are one page."""
_ENDS_ACROSS = 4


def papers(session: Session, now: datetime) -> Iterator[Paper]:
    """The sheet as it is true at `now`; ends rounded up to the minute."""
    yield Paper("feuille-de-secours", "FEUILLE DE SECOURS", list(_parts(session, now)))


def _parts(session: Session, now: datetime) -> Iterator[Part]:
    yield Facts(
        [
            ("Créneau", slot_words(session)),
            ("État", f"{at_hour(session, session.seen_at(now), seconds=True)} (heure locale)"),
            ("Surveillance", ", ".join(session.surveillants)),
            ("Candidats", counts_line(session, now)),
        ],
        label=27,
    )
    rows = [rescue_row(session, who, now) for who in session.candidates.values()]
    columns = [
        Column(
            title,
            width,
            align="right" if title == "N°" else "left",
            bold=title in ("Nom et prénom", "Fin"),
            names=title == "Nom et prénom",
            tells_hours=title in ("Début", "Fin", "Situation"),
        )
        for title, width in zip(HEADING, _WIDTHS, strict=True)
    ]
    yield Heading("Candidats", is_silent=True)
    yield Grid(
        "Candidats",
        [*columns, Column("À noter à la main")],
        [(*row, "") for row in rows],
        "Aucun candidat sur la liste.",
        height=_HEIGHT,
    )
    for remark in remarks(session, rows):
        yield Text(remark, is_small=True, space=0.5)
    yield from _ends(session, now)


def _ends(session: Session, now: datetime) -> Iterator[Part]:
    ends = ends_in_order(session, now)
    if not ends:
        return
    yield Heading("Fins, dans leur ordre", keep=14)
    yield Facts([(hour, f"n° {', '.join(numbers)}") for hour, numbers in ends], label=19, across=_ENDS_ACROSS)
