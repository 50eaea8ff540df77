"""What is still missing before a session can be closed without `force` (DOMAIN.md section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervisor.closing.verdict import verdict_state
from supervisor.event import SessionClosed
from supervisor.session import Session
from supervisor.situation import AWAITED, PRESENT, UNFINISHED, Situation, Status

PointKind = Literal[
    "running", "awaited", "reason", "alert", "unsigned", "end_screen", "fraud", "verdict", "global",
]  # fmt: skip
"""What kind of thing is missing; a screen has a key for each."""


_OF_ONE = re.compile(r"n°\s(\d{1,9})\s:")
"""How the close event names whom a missing point is about, see `Point.__str__`."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the close waits for: of a candidate, or of the session as a whole."""

    kind: PointKind
    text: str
    """What is missing, in French, without the candidate it is about."""
    number: int | None = None
    """The candidate; None: the session as a whole."""
    event: int | None = None
    """The alert, the incident of fraud or the global incident it is about."""

    def __str__(self) -> str:
        return f"n° {self.number} : {self.text}" if self.number is not None else self.text


def missing(session: Session, now: datetime) -> tuple[str, ...]:
    """Each thing that the close still waits for, candidates by their numbers, as French phrases."""
    return tuple(map(str, points(session, now)))


def points(session: Session, now: datetime) -> tuple[Point, ...]:
    """Each thing that the close still waits for, candidate by candidate, the session's own last."""
    of_candidates = (p for who in session.candidates.values() for p in _of_candidate(session, who))
    outages = (
        Point("global", f"incident global n° {outage.event_id} en cours", event=outage.event_id)
        for outage in session.running_globals
    )
    return (*of_candidates, *outages)


def lacked_at_close(session: Session, number: int | None = None) -> tuple[str, ...]:
    """What was missing when the session was closed all the same; empty while it is open.

    Args:
        session: its state.
        number: only what concerns this candidate or the session as a whole; None: all of it.
    """
    if session.closed_at is None:
        return ()
    close = next(e.event for e in reversed(session.entries) if isinstance(e.event, SessionClosed))
    if number is None:
        return close.missing
    return tuple(told for told in close.missing if (found := _OF_ONE.match(told)) is None or int(found[1]) == number)


def cannot_be_mended(session: Session) -> str:
    """What the close must not wait for and yet is to be told where the seal is asked; empty for nothing."""
    if not session.has_provisional_number:
        return ""
    return f"le numéro {session.number} est provisoire, Pix Certif ne le connaît pas"


def asks_for_end_screen(session: Session) -> bool:
    """« Écran de fin de test vu » belongs to the kit of 2021; nobody is asked for it today."""
    return session.reference.edition == "2021"


def _of_candidate(session: Session, who: Situation) -> Iterator[Point]:
    number = who.number
    if who.is_running:
        yield Point("running", "test en cours", number)
    elif who.status in AWAITED:
        yield Point("awaited", "ni absent ni démarré", number)
    if who.status in UNFINISHED and who.reason is None:
        yield Point("reason", "test non terminé sans motif", number)
    if who.status in PRESENT and who.signed_at is None and not _has_signature_issue(session, number):
        yield Point("unsigned", "présent et n'a pas émargé", number)
    if who.status is Status.FINISHED and not who.end_screen and asks_for_end_screen(session):
        yield Point("end_screen", "écran de fin de test non vu", number)
    for alert in session.open_alerts_of(number):
        question = f" question {alert.question}" if alert.question else ""
        yield Point("alert", f"alerte {alert.code}{question} ouverte", number, alert.event_id)
    if lacks_a_report(session, number):
        fraud = session.reported(number, "fraud")[0]
        yield Point("fraud", "rapport de fraude incomplet", number, fraud.event_id)
    verdict = verdict_state(session, who)
    if verdict is not None and verdict.is_outdated:
        yield Point("verdict", "verdict à revoir : un signalement est venu après", number)


def _has_signature_issue(session: Session, number: int) -> bool:
    """A report says that they were there and did not sign: it stands in the place of their signature."""
    return bool(session.reported(number, "signature"))


def lacking_reports(session: Session) -> int:
    """Of how many candidates a report of fraud is to be written or completed before the close."""
    is_fraud = {code.code for code in session.reference.codes_meaning("fraud")}
    suspected = {i.number for i in session.incidents.values() if i.code in is_fraud and i.counts}
    return sum(number in suspected and lacks_a_report(session, number) for number in session.candidates)


def lacks_a_report(session: Session, number: int) -> bool:
    """A suspicion of fraud is recorded on them, and there is no report of it, or one that is not complete."""
    reports = session.frauds_of(number)
    is_reported = bool(reports) and all(report.is_complete for report in reports)
    return not is_reported and bool(session.reported(number, "fraud"))
