"""What both « feuilles d'émargement » share: 20 candidates a page, the session's heading and its surveillants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from data.documents.pdf.lettering import drawable, fitted
from data.documents.pdf.sheet import SMALL, Sheet
from data.documents.pdf.table import Column, Table, facts
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import hour_of_end, long_day

A_PAGE = 20
"""Candidates on a page (DOMAIN.md section 7)."""
HIGHEST_ROW = 11.0
BOX = "☐"
TICKED = "☑"

_ACROSS = 4
_MOST_SURVEILLANTS = 8


Cells = Callable[[Situation], Sequence[str]]
"""The last cells of a candidate's row."""


def attendance_sheet(
    session: Session, now: datetime, title: str, *, columns: Sequence[Column], cells: Cells, is_record: bool
) -> Sheet:
    """The sheet, 20 candidates a page in the order of the list.

    Args:
        session: whose candidates.
        now: the instant it is made at.
        title: of the paper.
        columns: what stands right of who each candidate is.
        cells: what a candidate has in them.
        is_record: it tells what happened.
    """
    sheet = Sheet(session, title, now, is_record=is_record)
    told = "telles que notées ; la feuille signée fait foi" if is_record else "de la main de chaque candidat"
    people = list(session.candidates.values())
    pages = [people[i : i + A_PAGE] for i in range(0, len(people), A_PAGE)] or [[]]
    for rank, page in enumerate(pages):
        if rank:
            sheet.new_page()
        _heading(sheet, rank * A_PAGE, page, len(people), told)
        _table(sheet, page, columns, cells, is_record=is_record)
    return sheet


def _heading(sheet: Sheet, before: int, page: Sequence[Situation], of: int, told: str) -> None:
    session = sheet.session
    listed = f"{before + 1} à {before + len(page)} sur {of}" if page else "aucun sur la liste"
    facts(
        sheet,
        [
            ("N° de session", session.number),
            ("Date", long_day(session.date)),
            ("Début (heure locale)", session.start),
            ("Fin (heure locale)", hour_of_end(session, session.slot_end)),
            ("Site", session.site),
            ("Salle", session.room),
            ("Candidats", listed),
            ("Signatures", told),
        ],
        label=38,
    )
    _surveillants(sheet)


def _surveillants(sheet: Sheet) -> None:
    """A box to sign in for each of them; an empty one beside a single name, for whoever comes to help."""
    names = list(sheet.session.surveillants)
    if len(names) > _MOST_SURVEILLANTS:
        others = len(names) - _MOST_SURVEILLANTS + 1
        names = [*names[: _MOST_SURVEILLANTS - 1], f"… et {others} autres : voir le journal"]
    names += [""] * max(0, 2 - len(names))
    across = min(_ACROSS, len(names))
    width, height = sheet.width / across, 13.0
    for first in range(0, len(names), across):
        for rank, name in enumerate(names[first : first + across]):
            x = sheet.left + rank * width
            sheet.rectangle(x, sheet.y, width, height)
            size, lines = fitted(drawable(f"Surveillant : {name}"), width - 3, 6, (SMALL, 6.5, 5.5))
            sheet.lines(lines, x + 1.5, sheet.y + 0.8, size)
        sheet.y += height
    sheet.y += 2.5


def _table(
    sheet: Sheet, page: Sequence[Situation], columns: Sequence[Column], cells: Cells, *, is_record: bool
) -> None:
    session = sheet.session
    whose = "Classe" if session.is_for_pupils else "Identifiant local"
    all_columns = [
        Column("N°", 8, align="right"),
        Column("Nom de naissance", 42, bold=True),
        Column("Prénom", 30),
        Column("Date de naissance", 19, align="centre"),
        Column(whose, 17, align="centre"),
        *([Column("Temps majoré", 14, align="centre")] if is_record else []),
        *columns,
    ]
    table = Table(sheet, all_columns, size=8.5)
    # The room that is left is shared by 20 rows, also on a page that has fewer: all pages look alike.
    height = min(HIGHEST_ROW, (sheet.bottom - sheet.y - table.heading_height - 3) / A_PAGE)
    table = Table(sheet, all_columns, size=8.5, row_height=height)
    if page or is_record:
        table.write(_rows(session, page, cells, is_record=is_record), empty="Aucun candidat sur la liste.")
    else:
        table.write([[""] * len(all_columns)] * A_PAGE)


def _rows(session: Session, page: Sequence[Situation], cells: Cells, *, is_record: bool) -> Iterator[Sequence[str]]:
    """Pupils sign in sight of each other: only the record, which lies with the référent, tells a temps majoré."""
    for who in page:
        identity = who.identity
        yield (
            str(who.number),
            identity.last_name,
            identity.first_name,
            f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else "",
            who.class_name if session.is_for_pupils else identity.local_id,
            *([str(who.extra_time) if who.extra_time else ""] if is_record else []),
            *cells(who),
        )
