"""« Convocations »: one page a candidate, to be handed to them before the day.

Place, hour, what to bring, the duration of their own test and how to join. The end is not promised: their time runs
from their first question. The access code is given in the room.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from data.documents.parts import Facts, Heading, NewPage, Paper, Part, Signatures, Text
from data.reference import ConvocationTexts, Sentence, read_convocation_texts
from supervisor.candidate import Identity
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import minutes_of_test
from supervisor.wording import hours_and_minutes, long_day, signed_minutes

_LABEL = 40.0
"""Millimetres."""


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """All of them in one paper, in the order of the list."""
    yield Paper("convocations", "CONVOCATION", list(_parts(session)), is_record=False)


def _parts(session: Session) -> Iterator[Part]:
    texts = read_convocation_texts()
    for rank, who in enumerate(session.candidates.values()):
        if rank:
            yield NewPage()
        yield from _page(session, who, texts)
    if not session.candidates:
        yield Text("Aucun candidat n'est sur la liste de cette session : il n'y a personne à convoquer.")


def _page(session: Session, who: Situation, texts: ConvocationTexts) -> Iterator[Part]:
    identity = who.identity
    yield Heading(identity.full_name, size=15)
    yield Text(_born(identity, who), space=3)
    yield Text(f"Vous êtes {_summoned(identity)} à une session de certification Pix.", space=2.5)
    yield Facts(
        [
            ("Jour", long_day(session.date)),
            ("Heure", f"{session.start} (heure locale)"),
            ("Site", session.site),
            ("Salle", session.room),
            ("Place", who.seat or who.planned_seat or "donnée à l'accueil"),
            ("Certification", _certification(session, who)),
        ],
        label=_LABEL,
    )
    yield Heading("Votre temps", level=3)
    yield Text(_duration(session, who), bold=True)
    yield Text(
        "Il part de votre première question, après l'accueil et les consignes : soyez à l'heure. Votre heure de fin "
        "vous est dite dans la salle."
    )
    yield from _listed(session, "À apporter", texts.bring)
    yield from _listed(session, "Avant le jour de la session", texts.before)
    yield Heading("Pour rejoindre la session", level=3)
    yield Facts(
        [
            ("N° de session", session.number),
            ("Date de naissance", f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else ""),
            ("Nom de naissance", identity.last_name),
            ("Prénom", identity.first_name),
        ],
        label=_LABEL,
    )
    yield from _listed(session, "", texts.join, numbered=True)
    yield from _listed(session, "Interdit pendant le test", texts.forbidden)
    # One page a candidate: where the names of the place take it all, the box gives way.
    yield Signatures(["Le responsable du centre de certification"], height=20, gives_way=True)


def _listed(session: Session, title: str, sentences: tuple[Sentence, ...], *, numbered: bool = False) -> Iterator[Part]:
    if title:
        yield Heading(title, level=3)
    audience = "school" if session.is_for_pupils else "public"
    told = [sentence.text for sentence in sentences if sentence.audience in ("all", audience)]
    for rank, text in enumerate(told, start=1):
        yield Text(text, mark=f"{rank}." if numbered else "–")


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
