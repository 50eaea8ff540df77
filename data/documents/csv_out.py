"""CSV for spreadsheets: candidates, incidents and the journal, in French and in the session's local time.

`;` between cells, UTF-8 with a BOM, CRLF: what a double click in a French office suite opens well. No cell can
become a formula: one that would is given a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from data.documents.figures import seconds_figure
from data.documents.headed import branch_told
from supervisor.candidate import clean
from supervisor.closing import asks_for_end_screen
from supervisor.event import Entry
from supervisor.incident import Incident, becomes
from supervisor.outage import lasted
from supervisor.session import Session, numbers_of
from supervisor.situation import Situation
from supervisor.story import phrase_of
from supervisor.timing import NOTHING
from supervisor.wording import (
    FAULT,
    FRAUD,
    REASON,
    dated_end,
    dated_fact,
    dated_start,
    incident_state_word,
    span,
    status_told,
    whom_it_touched,
)

CsvCell = str | int | None

_BECOMES_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Beginnings that make a formula of a cell; the wide ones do in some languages of the office suites."""

_END_SCREEN = "Écran de fin vu"
"""A column of edition 2021."""
_CANDIDATES = (
    "N°", "Nom de naissance", "Prénom", "Date de naissance", "Lieu de naissance", "Classe", "Identifiant local",
    "Certification", "Temps majoré (%)", "Place prévue", "Place", "Zone", "Statut", "Identité contrôlée",
    "Attestée par", "Émargement", "Présence confirmée dans Pix", "A rejoint", "Début du test", "Durée (min)",
    "Temps majoré (min)", "Ajustements (min)", "Pauses", "Fin autorisée", "Fin constatée", _END_SCREEN, "Motif",
    "Signalements", "Notes",
)  # fmt: skip
_INCIDENTS = (
    "N° d'événement", "Nature", "N° du candidat", "Nom de naissance", "Prénom", "Code", "Libellé", "Question",
    "Description", "Début", "Fin", "État", "Devient", "Durée (s)",
)  # fmt: skip
_JOURNAL = (
    "N°", "Action", "Heure", "Enregistré à", "Auteur", "Machine", "N° du candidat", "Nom de naissance", "Prénom",
    "Événement", "Annulé", "Effacé", "Empreinte",
)  # fmt: skip


def candidates_csv(session: Session, now: datetime) -> bytes:
    """One candidate a line, those on the list; times in the session's zone.

    Args:
        session: the state to tell.
        now: the instant at which ends are taken where something is still open.
    """
    heading = [name for name in _CANDIDATES if name != _END_SCREEN or asks_for_end_screen(session)]
    return _of_branch(session, heading, (_candidate(session, who, now) for who in session.candidates.values()))


def incidents_csv(session: Session) -> bytes:
    """One line for each incident, global incident and fraud report, in order of recording."""
    return _of_branch(
        session, _INCIDENTS, (line for _, line in sorted(_incidents(session), key=lambda found: found[0]))
    )


def journal_csv(session: Session) -> bytes:
    """One event a line, reverted ones included and marked."""
    return _of_branch(session, _JOURNAL, (_entry(session, entry) for entry in session.entries))


def _of_branch(session: Session, heading: Sequence[str], lines: Iterable[list[CsvCell]]) -> bytes:
    """A table; with a column more that names the branch, where the session was continued on several machines."""
    if session.branch is None:
        return table(heading, lines)
    told = branch_told(session, in_short=True)
    return table([*heading, "Branche"], ([*line, told] for line in lines))


def safe(cell: CsvCell) -> str:
    """A cell as text that no spreadsheet computes and no terminal obeys."""
    if isinstance(cell, int):
        # A plain minus, with which a spreadsheet computes: a number alone is no formula.
        return str(cell)
    text = str(clean(cell or ""))
    return f"'{text}" if text.startswith(_BECOMES_A_FORMULA) else text


def table(heading: Sequence[str], lines: Iterable[Sequence[CsvCell]]) -> bytes:
    """A heading and lines as a CSV file whose cells are all safe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _candidate(session: Session, who: Situation, now: datetime) -> list[CsvCell]:
    ending = session.ending(who, now)
    identity = who.identity
    certification = session.certification_of(who)
    incidents = [i.code for i in session.incidents_of(who.number) if i.counts]
    notes = [note.text for note in session.notes if note.number == who.number]
    return [
        who.number,
        identity.last_name,
        identity.first_name,
        f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else "",
        identity.birth_place,
        who.class_name,
        identity.local_id,
        session.reference.certifications.get(certification, certification),
        who.extra_time.percent or None,
        who.planned_seat,
        who.seat,
        who.zone,
        status_told(session, who),
        dated_fact(session, who.checked.at if who.checked else None),
        who.checked.attested_by or "sans pièce" if who.checked and who.checked.attested else "",
        dated_fact(session, who.signed_at),
        dated_fact(session, who.presence_at),
        dated_fact(session, who.joined_at),
        dated_start(session, who.started_at),
        session.duration_of(who),
        ending.extra if ending else None,
        ending.adjustments if ending else sum(a.minutes for a in who.adjustments) or None,
        _span(ending.pauses if ending else NOTHING),
        dated_end(session, ending.at if ending else None),
        dated_end(session, who.stopped_at),
        *(["oui" if who.end_screen else ""] if asks_for_end_screen(session) else []),
        REASON.get(who.reason or "", ""),
        " ".join(incidents),
        " / ".join(notes),
    ]


def _incidents(session: Session) -> Iterator[tuple[int, list[CsvCell]]]:
    for incident in session.incidents.values():
        yield incident.event_id, _incident(session, incident)
    for outage in session.globals.values():
        end = session.end_of(outage)
        yield (
            outage.event_id,
            [
                outage.event_id, "incident global", ", ".join(map(str, outage.scope or ())), "", "", "",
                whom_it_touched(outage), None, outage.text, dated_fact(session, outage.begin),
                dated_fact(session, end), FAULT[outage.fault], "",
                seconds_figure(lasted(session, outage, end)) if end is not None else None,
            ],
        )  # fmt: skip
    code = session.reference.code_meaning("fraud")
    fraud = code.code if code is not None else ""
    for report in session.frauds.values():
        witnesses = f"témoins : {', '.join(report.witnesses)}" if report.witnesses else ""
        pieces = f"pièces : {', '.join(piece.name for piece in report.evidence)}" if report.evidence else ""
        told_of = (report.seen, report.done, witnesses, pieces)
        yield (
            report.event_id,
            [
                report.event_id, "rapport de fraude", report.number, *_names(session, report.number), fraud,
                FRAUD[report.kind], None, " / ".join(filter(None, told_of)), dated_fact(session, report.at), "",
                "" if report.is_complete else "incomplet", "", None,
            ],
        )  # fmt: skip


def _incident(session: Session, incident: Incident) -> list[CsvCell]:
    code = session.reference.code(incident.code)
    return [
        incident.event_id,
        "signalement" if incident.number is not None else "signalement de la session",
        incident.number,
        *_names(session, incident.number),
        incident.code,
        code.label if code else "",
        incident.question,
        incident.text,
        dated_fact(session, incident.at),
        dated_fact(session, incident.closed_at),
        incident_state_word(session, incident),
        becomes(session.reference, code) if code else "",
        None,
    ]


def _entry(session: Session, entry: Entry) -> list[CsvCell]:
    numbers = numbers_of(entry, session)
    alone = numbers[0] if len(numbers) == 1 else None
    return [
        entry.id,
        entry.action,
        dated_fact(session, entry.at),
        dated_fact(session, entry.recorded_at),
        entry.author,
        entry.host,
        ", ".join(map(str, numbers)),
        *_names(session, alone),
        phrase_of(entry, session),
        "oui" if session.is_reverted(entry) else "",
        "oui" if entry.erased else "",
        entry.digest,
    ]


def _names(session: Session, number: int | None) -> tuple[str, str]:
    who = (session.candidates.get(number) or session.removed.get(number)) if number is not None else None
    return (who.identity.last_name, who.identity.first_name) if who is not None else ("", "")


def _span(length: timedelta) -> str:
    return span(length) if length else ""
