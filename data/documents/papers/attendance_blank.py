"""« Feuille d'émargement » to be signed by the candidates, before or after their test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from data.documents.papers.attendance import attendance_sheet
from data.documents.parts import BOX, Column, Paper
from supervisor.closing import asks_for_end_screen
from supervisor.session import Session


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """The sheet, whatever was recorded so far: nothing is filled in."""
    in_2021 = asks_for_end_screen(session)
    columns = [Column("Signature"), *([Column("Écran de fin de test vu", 15, align="centre")] if in_2021 else [])]
    empty = ("", BOX) if in_2021 else ("",)
    yield attendance_sheet(
        session,
        "feuille-emargement",
        "FEUILLE D'ÉMARGEMENT",
        columns=columns,
        cells=lambda _: empty,
        is_record=False,
    )
