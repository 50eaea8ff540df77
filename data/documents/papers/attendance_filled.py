"""« Feuille d'émargement » as the journal has it: who signed and when, who was absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.documents.papers.attendance import attendance_sheet
from data.documents.parts import BOX, TICKED, Column, Paper
from supervisor.closing import asks_for_end_screen, could_not_join
from supervisor.session import Session
from supervisor.situation import AWAITED, Situation, Status
from supervisor.wording import at_hour


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """The sheet; the one signed by hand remains the proof of the signatures."""
    in_2021 = asks_for_end_screen(session)
    columns = [
        Column("Identité", 0, align="centre", tells_hours=True),
        Column("Signature notée", 27, align="centre", tells_hours=True),
        *([Column("Écran de fin de test vu", 12, align="centre")] if in_2021 else []),
    ]

    def cells(who: Situation) -> Sequence[str]:
        return _identity(session, who), _signed(session, who), *([TICKED if who.end_screen else BOX] if in_2021 else [])

    title = "FEUILLE D'ÉMARGEMENT, telle que notée"
    yield attendance_sheet(session, "feuille-emargement-remplie", title, columns=columns, cells=cells, is_record=True)


def _identity(session: Session, who: Situation) -> str:
    if who.checked is None:
        return "—"
    when = at_hour(session, who.checked.at)
    if not who.checked.attested:
        return f"contrôlée {when}"
    by = f" par {who.checked.attested_by}" if who.checked.attested_by else ""
    return f"sans pièce, attestée{by} {when}"


def _signed(session: Session, who: Situation) -> str:
    signed = f"signé {at_hour(session, who.signed_at)}" if who.signed_at is not None else ""
    if who.status is Status.ABSENT:
        # Noted absent for want of another word: they were there, and their test could not be joined.
        return f"{signed}, n'a pas rejoint" if signed else "N'A PAS REJOINT" if could_not_join(who) else "ABSENT"
    if who.status is Status.NOT_CERTIFIABLE:
        return f"{signed}, non certifiable" if signed else "NON CERTIFIABLE"
    if signed:
        return signed
    if reports := session.reported(who.number, "signature"):
        return f"présent, signature manquante ({reports[0].code})"
    return "attendu" if who.status in AWAITED else "N'A PAS SIGNÉ"
