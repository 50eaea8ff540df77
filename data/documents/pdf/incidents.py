"""« PV d'incident »: the global comment, what touched everybody, each report, and the grid of codes as a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.documents.pdf.sheet import SMALL, Sheet, tell_forced_close
from data.documents.pdf.table import Column, Row, Table, block, facts
from supervisor.incident import GlobalIncident, edition_name
from supervisor.session import Session
from supervisor.wording import FAULT, hour_of_fact, incident_state_word, long_day, plural, span, whom_it_touched

_ASKED = {
    "question": "n° de la question",
    "description": "description",
    "identity": "les bonnes informations",
    "extra_time": "le temps majoré",
    "fraud": "un PV de fraude à part",
}


def documents(session: Session, now: datetime) -> dict[str, bytes]:
    """Retracted reports are left to the journal; the paper says how many."""
    sheet = Sheet(session, "PROCÈS-VERBAL D'INCIDENT", now)
    facts(
        sheet,
        [
            ("N° de session", session.number),
            ("Date", f"{long_day(session.date)}, {session.start}"),
            ("Surveillants", ", ".join(session.surveillants)),
            ("Candidats", f"{len(session.candidates)} inscrits"),
        ],
    )
    tell_forced_close(sheet)
    sheet.heading("Commentaire global")
    block(sheet, "", session.comment or "Aucun.", least=9)
    sheet.heading("Incidents globaux")
    columns = [
        Column("De", 18),
        Column("À", 18),
        Column("Durée", 18),
        Column("Pour qui", 38),
        Column("Ce qui s'est passé"),
    ]
    outages = Table(sheet, columns, size=8.5)
    outages.write((_outage(session, outage) for outage in session.globals.values()), empty="Aucun.")
    sheet.heading("Signalements individuels et de la session")
    columns = [
        Column("Heure", 15), Column("N°", 9, align="right"), Column("Nom et prénom", 36, bold=True),
        Column("Code", 11, bold=True), Column("Question", 15, align="centre"),
        Column("Précisions"), Column("Alerte en direct", 27),
    ]  # fmt: skip
    Table(sheet, columns, size=8.5).write(_reports(session), empty="Aucun.")
    retracted = sum(not incident.counts for incident in session.incidents.values())
    if retracted:
        they = plural(retracted, "signalement retiré n'y figure pas", "signalements retirés n'y figurent pas")
        sheet.paragraph(f"{they} : le journal les garde.", size=SMALL)
    sheet.signatures([f"Surveillant : {name}" for name in session.surveillants[-3:]] or ["Surveillant :"])
    _legend(sheet)
    return {"pv-incident.pdf": sheet.output()}


def _outage(session: Session, outage: GlobalIncident) -> Sequence[str]:
    fault, end = FAULT[outage.fault], session.end_of(outage)
    return (
        hour_of_fact(session, outage.begin),
        hour_of_fact(session, end) if end is not None else "en cours",
        span(end - outage.begin) if end is not None else "",
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


def _legend(sheet: Sheet) -> None:
    reference = sheet.session.reference
    sheet.heading(f"Légende : les codes, édition {edition_name(reference)}", keep=40)
    columns = [
        Column("Code", 13, bold=True),
        Column("Libellé"),
        Column("Ce qu'il demande", 38),
        Column("Jury", 13, align="centre"),
    ]
    Table(sheet, columns, size=SMALL).write(
        Row((code.code, code.label, _ASKED[code.asked], "oui" if code.jury else "")) for code in reference.codes
    )
