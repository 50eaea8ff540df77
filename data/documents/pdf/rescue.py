"""« Feuille de secours »: each candidate's start, end and temps majoré, should the laptop die, with room for notes.

It holds neither the access code nor a birth date: the sheet lies on a desk.
"""

from __future__ import annotations

from datetime import datetime

from data.documents.pdf.sheet import Sheet
from data.documents.pdf.table import Column, Table, facts
from data.documents.rescue_sheet import HEADING, counts_line, ends_in_order, remarks, rescue_row
from supervisor.session import Session
from supervisor.wording import at_hour, slot_words

_WIDTHS = (8, 47, 15, 24, 13, 14, 29)


def documents(session: Session, now: datetime) -> dict[str, bytes]:
    """The sheet as it is true at `now`; ends rounded up to the minute."""
    sheet = Sheet(session, "FEUILLE DE SECOURS", now)
    facts(
        sheet,
        [
            ("Créneau", slot_words(session)),
            ("Vrai", f"{at_hour(session, session.seen_at(now), seconds=True)} (heure locale)"),
            ("Surveillance", ", ".join(session.surveillants)),
            ("Candidats", counts_line(session, now)),
        ],
    )
    rows = [rescue_row(session, who, now) for who in session.candidates.values()]
    columns = [
        Column(title, width, align="right" if title == "N°" else "left", bold=title in ("Nom et prénom", "Fin"))
        for title, width in zip(HEADING, _WIDTHS, strict=True)
    ]
    table = Table(sheet, [*columns, Column("À noter à la main")], size=8.5, least=8)
    table.write(((*row, "") for row in rows), empty="Aucun candidat sur la liste.")
    for remark in remarks(session, rows):
        sheet.paragraph(remark, size=8)
    ends = ends_in_order(session, now)
    if ends:
        sheet.heading("Fins, dans leur ordre")
        Table(sheet, [Column("Fin", 20, bold=True), Column("N° des candidats")], size=9).write(
            (hour, ", ".join(numbers)) for hour, numbers in ends
        )
    return {"feuille-de-secours.pdf": sheet.output()}
