"""« Convocations »: one page a candidate, to be handed to them before the day.

Place, hour, what to bring, the duration of their own test and how to join. The end is not promised: their time runs
from their first question. The access code is given in the room.
"""

from __future__ import annotations

from datetime import datetime

from data.documents.pdf.sheet import Sheet
from data.documents.pdf.table import facts
from data.reference import ConvocationTexts, Sentence, read_convocation_texts
from supervisor.candidate import Identity
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import minutes_of_test
from supervisor.wording import hours_and_minutes, long_day, signed_minutes

_SIZE = 10.0
"""Points: larger than on the other papers, it is read standing."""
_LABEL = 40.0
_SIGNATURE = 20.0
"""Millimetres."""


def documents(session: Session, now: datetime) -> dict[str, bytes]:
    """All of them in one document, in the order of the list."""
    sheet = Sheet(session, "CONVOCATION", now, is_record=False)
    texts = read_convocation_texts()
    for rank, who in enumerate(session.candidates.values()):
        if rank:
            sheet.new_page()
        _page(sheet, who, texts)
    if not session.candidates:
        sheet.paragraph("Aucun candidat n'est sur la liste de cette session : il n'y a personne à convoquer.")
    return {"convocations.pdf": sheet.output()}


def _page(sheet: Sheet, who: Situation, texts: ConvocationTexts) -> None:
    session, identity = sheet.session, who.identity
    sheet.paragraph(identity.full_name, size=15, bold=True, gap=0.5)
    sheet.paragraph(_born(identity, who), size=_SIZE, gap=3)
    sheet.paragraph(f"Vous êtes {_summoned(identity)} à une session de certification Pix.", size=_SIZE, gap=2.5)
    facts(
        sheet,
        [
            ("Jour", long_day(session.date)),
            ("Heure", f"{session.start} (heure locale)"),
            ("Site", session.site),
            ("Salle", session.room),
            ("Place", who.seat or who.planned_seat or "donnée à l'accueil"),
            ("Certification", _certification(session, who)),
        ],
        label=_LABEL,
        size=_SIZE,
    )
    sheet.heading("Votre temps")
    sheet.paragraph(_duration(session, who), size=11, bold=True)
    sheet.paragraph(
        "Il part de votre première question, après l'accueil et les consignes : soyez à l'heure. Votre heure de fin "
        "vous est dite dans la salle.",
        size=_SIZE,
    )
    _listed(sheet, "À apporter", texts.bring)
    _listed(sheet, "Avant le jour de la session", texts.before)
    sheet.heading("Pour rejoindre la session")
    facts(
        sheet,
        [
            ("N° de session", session.number),
            ("Date de naissance", f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else ""),
            ("Nom de naissance", identity.last_name),
            ("Prénom", identity.first_name),
        ],
        label=_LABEL,
        size=_SIZE,
    )
    _listed(sheet, "", texts.join, numbered=True)
    _listed(sheet, "Interdit pendant le test", texts.forbidden)
    sheet.y += 2
    if sheet.y + _SIGNATURE + 2 <= sheet.bottom:
        # One page a candidate: where the names of the place take it all, the box gives way.
        sheet.signatures(["Le responsable du centre de certification"], height=_SIGNATURE)


def _listed(sheet: Sheet, title: str, sentences: tuple[Sentence, ...], *, numbered: bool = False) -> None:
    if title:
        sheet.heading(title)
    audience = "school" if sheet.session.is_for_pupils else "public"
    told = [sentence.text for sentence in sentences if sentence.audience in ("all", audience)]
    for rank, text in enumerate(told, start=1):
        sheet.paragraph(text, indent=5, size=_SIZE, mark=f"{rank}." if numbered else "–", gap=0.8)


def _duration(session: Session, who: Situation) -> str:
    duration = session.duration_of(who)
    # What was given once they had started is no part of what they are summoned to.
    given = sum(a.minutes for a in who.adjustments if who.started_at is None or a.at < who.started_at)
    minutes = minutes_of_test(duration, who.extra_time) + given
    length = f"{hours_and_minutes(minutes)} ({minutes} minutes)"
    if not who.extra_time:
        return f"Durée de votre test : {length}."
    more = signed_minutes(minutes_of_test(duration, who.extra_time) - duration)
    return f"Durée de votre test : {length}, temps majoré de {who.extra_time} compris ({more})."


def _certification(session: Session, who: Situation) -> str:
    key = session.certification_of(who)
    return session.reference.certifications.get(key, key)


def _summoned(identity: Identity) -> str:
    return {"F": "convoquée", "M": "convoqué"}.get(identity.sex, "convoqué(e)")


def _born(identity: Identity, who: Situation) -> str:
    word = {"F": "Née", "M": "Né"}.get(identity.sex, "Né(e)")
    day = f" le {identity.birth_date:%d/%m/%Y}" if identity.birth_date else ""
    is_town = identity.birth_city or identity.born_where.startswith("à ")
    place = f" {f'à {identity.birth_place}' if is_town else identity.born_where}" if identity.birth_place else ""
    born = f"{word}{day}{place}" if day or place else ""
    return ", ".join(part for part in (born, f"classe {who.class_name}" if who.class_name else "") if part)
