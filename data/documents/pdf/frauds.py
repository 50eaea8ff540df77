"""« PV de fraude »: one for each case, with the list of its evidence and what proves each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.documents.pdf.attendance import BOX, TICKED
from data.documents.pdf.sheet import SMALL, Sheet, tell_forced_close
from data.documents.pdf.table import Column, Table, block, facts
from supervisor.incident import Evidence, FraudReport, Incident
from supervisor.session import Session
from supervisor.wording import FRAUD, dated_start, hour_of_start, hours_and_minutes, long_day, second_of_day


@dataclass(frozen=True, slots=True)
class _Case:
    """A suspicion of fraud, as far as it was told."""

    event: int
    number: int
    at: datetime
    report: FraudReport
    is_reported: bool = True
    """False: only the suspicion was recorded, its report is still to be made."""


def documents(session: Session, now: datetime) -> dict[str, bytes]:
    """One document a case, in order; a suspicion without its report has one to be completed by hand."""
    cases = sorted(_cases(session), key=lambda case: case.event)
    return {
        f"pv-fraude-{rank}-candidat-{case.number}.pdf": _paper(session, case, now)
        for rank, case in enumerate(cases, start=1)
    }


def _cases(session: Session) -> Iterator[_Case]:
    for report in session.frauds.values():
        yield _Case(report.event_id, report.number, report.at, report)
    reported = {report.number for report in session.frauds.values()}
    for incident in session.incidents.values():
        number = incident.number
        is_fraud = session.reference.means(incident.code, "fraud") and incident.counts
        if is_fraud and number is not None and number not in reported:
            seen = FraudReport(
                incident.event_id,
                number,
                "communication",
                incident.text,
                incident.at,
                author=_author(session, incident),
            )
            yield _Case(incident.event_id, number, incident.at, seen, is_reported=False)


def _author(session: Session, incident: Incident) -> str:
    """Who noted a suspicion that has no report yet."""
    entry = session.entry(incident.event_id)
    return entry.author if entry is not None else ""


def _paper(session: Session, case: _Case, now: datetime) -> bytes:
    report = case.report
    sheet = Sheet(session, "PROCÈS-VERBAL DE FRAUDE", now)
    if not case.is_reported or not report.is_complete:
        sheet.band("INCOMPLET : à terminer avant la clôture" if session.closed_at is None else "INCOMPLET à la clôture")
    if not session.reported(case.number, "fraud"):
        sheet.band("SIGNALEMENT RETIRÉ : le journal dit pourquoi")
    tell_forced_close(sheet, case.number)
    _candidate(sheet, case)
    sheet.heading("Nature")
    for kind, text in FRAUD.items():
        is_this = case.is_reported and kind == report.kind
        sheet.paragraph(text[0].upper() + text[1:], mark=TICKED if is_this else BOX, indent=6, gap=0.8)
    if report.tool_required is not None:
        answer = "oui" if report.tool_required else "non"
        sheet.paragraph(f"La consigne de la question demandait cet outil : {answer}.")
    sheet.y += 1.5
    block(sheet, "Ce qui a été vu", report.seen, least=24)
    block(sheet, "Ce qui a été fait", report.done, least=18)
    block(sheet, "Témoins", ", ".join(report.witnesses), least=9)
    sheet.heading("Pièces gardées")
    _evidence(sheet, report)
    signing = [f"Vu et écrit par : {report.author}", *(f"Complété par : {name}" for name in report.completed_by)]
    if session.surveillant not in (report.author, *report.completed_by):
        signing.append(f"Surveillant de la session : {session.surveillant}")
    signing += [*(f"Témoin : {name}" for name in report.witnesses), "Référent Pix :"]
    sheet.signatures(signing, height=24)
    return sheet.output()


def _evidence(sheet: Sheet, report: FraudReport) -> None:
    columns = [
        Column("N°", 9, align="right"),
        Column("Fichier"),
        Column("Taille", 24, align="right"),
        Column("Daté du", 22),
        Column("SHA-256", 76),
    ]
    rows = ((str(rank), *_kept(sheet.session, kept)) for rank, kept in enumerate(report.evidence, start=1))
    Table(sheet, columns, size=SMALL).write(rows, empty="Aucune.")
    if report.evidence:
        sheet.paragraph("Le SHA-256 d'un fichier change dès qu'un octet y change : il désigne la pièce.", size=SMALL)


def _kept(session: Session, kept: Evidence) -> Sequence[str]:
    copy = f" (copie : {kept.kept_as})" if kept.kept_as and kept.kept_as != kept.name else ""
    taken = dated_start(session, kept.taken_at)
    return f"{kept.name}{copy}", _size(kept.size), taken, _grouped(kept.sha256)


def _candidate(sheet: Sheet, case: _Case) -> None:
    session = sheet.session
    who = session.candidates.get(case.number) or session.removed.get(case.number)
    pairs = [
        ("Constaté le", long_day(session.local(case.at).date())),
        ("à (heure locale)", second_of_day(session, case.at)),
    ]
    if who is not None:
        identity = who.identity
        started = hour_of_start(session, who.started_at) if who.started_at is not None else "pas démarré"
        pairs += [
            ("Nom de naissance", identity.last_name),
            ("Prénom", identity.first_name),
            ("Date de naissance", f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else ""),
            ("Lieu de naissance", identity.birth_place),
            ("N° sur la liste", str(case.number)),
            ("Classe", who.class_name) if session.is_for_pupils else ("Identifiant local", identity.local_id),
            ("Place", who.seat or who.planned_seat),
            ("Début de son test", started),
            ("Durée de base", hours_and_minutes(session.duration_of(who))),
            ("Temps majoré", str(who.extra_time)),
        ]
    facts(sheet, pairs)


def _size(count: int) -> str:
    return f"{count:,} octets".replace(",", "\N{NO-BREAK SPACE}")


def _grouped(digest: str) -> str:
    """Hexadecimal digits by eight, to be compared by eye."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))
