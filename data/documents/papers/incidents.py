"""« PV d'incident »: the global comment, what touched everybody, each report, and the grid of codes as a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.documents.papers.forced_close import forced_close
from data.documents.parts import SMALL, Box, Column, Facts, Grid, Heading, Paper, Part, Signatures, Text
from supervisor.incident import GlobalIncident, edition_name
from supervisor.outage import lasted
from supervisor.session import Session
from supervisor.wording import FAULT, hour_of_fact, incident_state_word, long_day, plural, span, whom_it_touched

_ASKED = {
    "question": "n° de la question",
    "description": "description",
    "identity": "les bonnes informations",
    "extra_time": "le temps majoré",
    "fraud": "un PV de fraude à part",
}


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """One paper. Retracted reports are left to the journal; it says how many."""
    yield Paper("pv-incident", "PROCÈS-VERBAL D'INCIDENT", list(_parts(session)))


def _parts(session: Session) -> Iterator[Part]:
    yield Facts(
        [
            ("N° de session", session.number),
            ("Date", f"{long_day(session.date)}, {session.start}"),
            ("Surveillants", ", ".join(session.surveillants)),
            ("Candidats", f"{len(session.candidates)} inscrits"),
        ]
    )
    yield from forced_close(session)
    yield Box("Commentaire global", session.comment or "Aucun.", least=9)
    yield Heading("Incidents globaux")
    columns = [
        Column("De", 19, tells_hours=True),
        Column("À", 19, tells_hours=True),
        Column("Durée", 19),
        Column("Pour qui", 38),
        Column("Ce qui s'est passé"),
    ]
    rows = [_outage(session, outage) for outage in session.globals.values()]
    yield Grid("Incidents globaux", columns, rows, "Aucun.")
    title = "Signalements individuels et de la session"
    yield Heading(title)
    columns = [
        Column("Heure", 19, tells_hours=True), Column("N°", 9, align="right"),
        Column("Nom et prénom", 36, bold=True, names=True), Column("Code", 12, bold=True),
        Column("Question", 18, align="centre"), Column("Précisions"), Column("Alerte en direct", 25),
    ]  # fmt: skip
    yield Grid(title, columns, list(_reports(session)), "Aucun.")
    retracted = sum(not incident.counts for incident in session.incidents.values())
    if retracted:
        they = plural(retracted, "signalement retiré n'y figure pas", "signalements retirés n'y figurent pas")
        yield Text(f"{they} : le journal les garde.", is_small=True)
    yield Signatures([f"Surveillant : {name}" for name in session.surveillants[-3:]] or ["Surveillant :"])
    yield from _legend(session)


def _outage(session: Session, outage: GlobalIncident) -> Sequence[str]:
    fault, end = FAULT[outage.fault], session.end_of(outage)
    return (
        hour_of_fact(session, outage.begin),
        hour_of_fact(session, end) if end is not None else "en cours",
        span(lasted(session, outage, end)) if end is not None else "",
        whom_it_touched(outage),
        f"{outage.text or '—'} ({fault})" if fault else outage.text or "—",
    )


def _reports(session: Session) -> Iterator[Sequence[str]]:
    for incident in session.incidents.values():
        if not incident.counts:
            continue
        who = session.candidates.get(incident.number or 0) or session.removed.get(incident.number or 0)
        code = session.reference.code(incident.code)
        yield (
            hour_of_fact(session, incident.at),
            str(incident.number) if incident.number is not None else "",
            who.full_name if who is not None else "toute la session",
            incident.code,
            str(incident.question) if incident.question is not None else "",
            " — ".join(part for part in (code.label if code is not None else "", incident.text) if part),
            incident_state_word(session, incident) or "—",
        )


def _legend(session: Session) -> Iterator[Part]:
    title = f"Légende : les codes, édition {edition_name(session.reference)}"
    yield Heading(title)
    columns = [
        Column("Code", 13, bold=True, names=True),
        Column("Libellé"),
        Column("Ce qu'il demande", 42),
        Column("Jury", 13, align="centre"),
    ]
    rows = [(code.code, code.label, _ASKED[code.asked], "oui" if code.jury else "") for code in session.reference.codes]
    yield Grid(title, columns, rows, size=SMALL, is_whole=True)
