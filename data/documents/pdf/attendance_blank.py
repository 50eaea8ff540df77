"""« Feuille d'émargement » to be signed by the candidates, before or after their test."""

from __future__ import annotations

from datetime import datetime

from data.documents.pdf.attendance import BOX, attendance_sheet
from data.documents.pdf.table import Column
from supervisor.session import Session


def documents(session: Session, now: datetime) -> dict[str, bytes]:
    """The sheet, whatever was recorded so far: nothing is filled in."""
    columns = [Column("Signature"), Column("Écran de fin de test vu", 15, align="centre")]

    sheet = attendance_sheet(
        session, now, "FEUILLE D'ÉMARGEMENT", columns=columns, cells=lambda _: ("", BOX), is_record=False
    )
    return {"feuille-emargement.pdf": sheet.output()}
