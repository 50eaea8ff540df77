"""« PV de fraude »: one for each case, with the list of its evidence and what proves each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.documents.papers.forced_close import forced_close
from data.documents.parts import (
    BOX,
    SMALL,
    TICKED,
    Box,
    Column,
    Facts,
    Grid,
    Heading,
    Paper,
    Part,
    Signatures,
    Text,
)
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


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """One paper a case, in order; a suspicion without its report has one to be completed by hand."""
    cases = sorted(_cases(session), key=lambda case: case.event)
    for rank, case in enumerate(cases, start=1):
        file = f"pv-fraude-{rank}-candidat-{case.number}"
        yield Paper(file, "PROCÈS-VERBAL DE FRAUDE", list(_parts(session, case)))


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


def _parts(session: Session, case: _Case) -> Iterator[Part]:
    report = case.report
    if not case.is_reported or not report.is_complete:
        before = session.closed_at is None
        yield Text("INCOMPLET : à terminer avant la clôture" if before else "INCOMPLET à la clôture", is_warning=True)
    if not session.reported(case.number, "fraud"):
        yield Text("SIGNALEMENT RETIRÉ : le journal dit pourquoi", is_warning=True)
    yield from forced_close(session, case.number)
    yield _candidate(session, case)
    yield Heading("Nature")
    for kind, text in FRAUD.items():
        is_this = case.is_reported and kind == report.kind
        yield Text(text[0].upper() + text[1:], mark=TICKED if is_this else BOX)
    if report.tool_required is not None:
        answer = "oui" if report.tool_required else "non"
        yield Text(f"La consigne de la question demandait cet outil : {answer}.")
    yield Box("Ce qui a été vu", report.seen, least=24)
    yield Box("Ce qui a été fait", report.done, least=18)
    yield Box("Témoins", ", ".join(report.witnesses), least=9)
    yield from _evidence(session, report)
    signing = [f"Vu et écrit par : {report.author}", *(f"Complété par : {name}" for name in report.completed_by)]
    if session.surveillant not in (report.author, *report.completed_by):
        signing.append(f"Surveillant de la session : {session.surveillant}")
    signing += [*(f"Témoin : {name}" for name in report.witnesses), "Référent Pix :"]
    yield Signatures(signing, height=24)


def _evidence(session: Session, report: FraudReport) -> Iterator[Part]:
    yield Heading("Pièces gardées")
    columns = [
        Column("N°", 9, align="right"),
        Column("Fichier", names=True),
        Column("Taille", 26, align="right"),
        Column("Daté du", 22, tells_hours=True),
        Column("SHA-256", 78),
    ]
    rows = [(str(rank), *_kept(session, kept)) for rank, kept in enumerate(report.evidence, start=1)]
    yield Grid("Pièces gardées", columns, rows, "Aucune.", size=SMALL)
    if report.evidence:
        yield Text("Le SHA-256 d'un fichier change dès qu'un octet y change : il désigne la pièce.", is_small=True)


def _kept(session: Session, kept: Evidence) -> Sequence[str]:
    copy = f" (copie : {kept.kept_as})" if kept.kept_as and kept.kept_as != kept.name else ""
    taken = dated_start(session, kept.taken_at)
    return f"{kept.name}{copy}", _size(kept.size), taken, _grouped(kept.sha256)


def _candidate(session: Session, case: _Case) -> Facts:
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
    return Facts(pairs)


def _size(count: int) -> str:
    return f"{count:,} octets".replace(",", "\N{NO-BREAK SPACE}")


def _grouped(digest: str) -> str:
    """Hexadecimal digits by eight, to be compared by eye."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))
