"""Who must be called to another session, as a list that `vigie import` reads (DOMAIN.md section 5)."""

from __future__ import annotations

from data.documents.csv_out import CsvCell, table
from supervisor.candidate import ExtraTime
from supervisor.closing import Recall, to_call_again
from supervisor.session import Session
from supervisor.wording import RECALL

_HEADING = (
    "Nom de naissance", "Prénom", "Date de naissance", "Sexe", "Code Insee", "Code postal", "Nom de la commune",
    "Pays", "Identifiant local", "Classe", "Certification", "Temps majoré", "N° dans la session", "Motif",
    "Imputable au centre",
)  # fmt: skip


def recall_csv(session: Session) -> bytes:
    """One candidate a line, by number; the last three columns are for people, an import passes over them."""
    return table(_HEADING, (_line(session, recall) for recall in to_call_again(session)))


def _line(session: Session, recall: Recall) -> list[CsvCell]:
    who = session.candidates[recall.number]
    identity = who.identity
    certification = session.certification_of(who)
    return [
        identity.last_name,
        identity.first_name,
        f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else "",
        identity.sex,
        identity.birth_insee_code,
        identity.birth_postal_code,
        identity.birth_city,
        identity.birth_country,
        identity.local_id,
        who.class_name,
        session.reference.certifications.get(certification, certification) if certification != "CORE" else "",
        _extra_time(who.extra_time),
        recall.number,
        RECALL[recall.reason],
        "oui" if recall.centre else "",
    ]


def _extra_time(extra: ExtraTime) -> str:
    """As a list writes it: the exact third has no percentage that says it."""
    if extra.third:
        return "tiers temps"
    return f"{extra.percent} %" if extra else ""
