"""What is still missing before a session can be closed without `force` (DOMAIN.md section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from supervisor.session import Session
from supervisor.situation import AWAITED, PRESENT, UNFINISHED


def missing(session: Session, now: datetime) -> tuple[str, ...]:
    """Each thing that the close still waits for, candidates by their numbers, as French phrases."""
    return tuple(_missing(session, now))


def _missing(session: Session, now: datetime) -> Iterator[str]:
    for situation in session.candidates.values():
        who = f"n° {situation.number}"
        if situation.is_running:
            yield f"{who} : test en cours"
        elif situation.status in AWAITED:
            yield f"{who} : ni absent ni démarré"
        if situation.status in UNFINISHED and situation.reason is None:
            yield f"{who} : test inachevé sans motif"
        if situation.status in PRESENT and situation.signed_at is None:
            yield f"{who} : présent et n'a pas émargé"
        for alert in session.open_alerts_of(situation.number):
            question = f" question {alert.question}" if alert.question else ""
            yield f"{who} : alerte {alert.code}{question} ouverte"
    reported = {report.number for report in session.frauds.values() if report.is_complete}
    for incident in session.incidents.values():
        is_fraud = incident.code == "C6" and incident.counts and incident.number in session.candidates
        if is_fraud and incident.number not in reported:
            yield f"n° {incident.number} : rapport de fraude incomplet"
    for outage in session.running_globals:
        yield f"incident global n° {outage.event_id} en cours"


def lacks_a_report(session: Session, number: int) -> bool:
    """A suspicion of fraud is recorded on him, and no report of it is complete."""
    if any(report.number == number and report.is_complete for report in session.frauds.values()):
        return False
    return any(incident.code == "C6" and incident.counts for incident in session.incidents_of(number))
