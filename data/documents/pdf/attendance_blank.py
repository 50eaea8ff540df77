"""« Feuille d'émargement » to be signed by the candidates, before or after their test."""

from __future__ import annotations

from datetime import datetime

from data.documents.pdf.attendance import BOX, attendance_sheet
from data.documents.pdf.table import Column
from supervisor.closing import asks_for_end_screen
from supervisor.session import Session


def documents(session: Session, now: datetime) -> dict[str, bytes]:
    """The sheet, whatever was recorded so far: nothing is filled in."""
    in_2021 = asks_for_end_screen(session)
    columns = [Column("Signature"), *([Column("Écran de fin de test vu", 15, align="centre")] if in_2021 else [])]
    empty = ("", BOX) if in_2021 else ("",)

    sheet = attendance_sheet(
        session, now, "FEUILLE D'ÉMARGEMENT", columns=columns, cells=lambda _: empty, is_record=False
    )
    return {"feuille-emargement.pdf": sheet.output()}
