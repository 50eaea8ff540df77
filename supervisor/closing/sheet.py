"""The finalisation sheet: what the référent types again on Pix Certif's page, in its order (DOMAIN.md section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor.candidate import plain
from supervisor.closing.boxes import BoxState, box_state
from supervisor.closing.verdict import VerdictState, verdict_state
from supervisor.event import EndReason
from supervisor.incident import Incident, IncidentState
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.wording import plural


@dataclass(frozen=True, slots=True)
class SheetIncident:
    """An incident that is typed again in Pix Certif, with the code to choose there."""

    event: int
    code: str
    """The code as it was recorded, of the session's own grid."""
    typed_as: str
    """The code of Pix Certif to be chosen; empty when the 2021 code has none today: to be described."""
    question: int | None
    text: str

    @property
    def told(self) -> str:
        """As it is typed in Pix Certif: its code of today, its question, its words; alike on screens and papers."""
        code = self.typed_as or f"{self.code} (2021, sans équivalent : à décrire)"
        was = f" ({self.code} en 2021)" if self.typed_as and self.typed_as != self.code else ""
        question = f" question {self.question}" if self.question is not None else ""
        text = f" : {self.text}" if self.text else ""
        return f"{code}{was}{question}{text}"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One candidate of the finalisation page: incidents, verdict, and the reason of an unfinished test."""

    number: int
    full_name: str
    incidents: tuple[SheetIncident, ...]
    verdict: VerdictState
    reason: EndReason | None = None
    """Why their test stayed unfinished; None where it is finished, or where nobody said it yet."""


@dataclass(frozen=True, slots=True)
class FinalisationSheet:
    """The whole page, in its order: finished tests, unfinished tests, boxes, comment."""

    finished: tuple[SheetLine, ...]
    unfinished: tuple[SheetLine, ...]
    not_entered: tuple[int, ...]
    """Absents, not certifiable, never started: nothing is typed for them."""
    extra_time_given: BoxState
    could_not_join: BoxState
    comment: str
    frauds: tuple[int, ...]
    """Of whom a « PV de fraude » is to be sent: a report of it counts."""
    due_at: datetime | None
    """When the 48 hours are over; None while no test has ended."""
    finalised_at: datetime | None

    @property
    def told(self) -> tuple[SheetLine, ...]:
        """Finished tests that something is typed for."""
        return tuple(line for line in self.finished if line.incidents)

    @property
    def untold(self) -> str:
        """How many finished tests ask for nothing: « 17 autres tests terminés : rien à saisir »; empty for none."""
        others = len(self.finished) - len(self.told)
        if not others:
            return ""
        alone = others == len(self.finished)
        one, many = ("test terminé", "tests terminés") if alone else ("autre test terminé", "autres tests terminés")
        return f"{plural(others, one, many)} : rien à saisir"

    def remaining(self, now: datetime) -> timedelta | None:
        """How long there is left to finalise; negative once it is late, None when it is done or not yet counting."""
        if self.due_at is None or self.finalised_at is not None:
            return None
        return self.due_at - now


def finalisation_sheet(session: Session) -> FinalisationSheet:
    """The sheet of a session as it stands, candidates in the order of the alphabet."""
    people = sorted(session.candidates.values(), key=lambda who: (plain(who.full_name), who.number))
    return FinalisationSheet(
        finished=tuple(_line(session, who) for who in people if who.status is Status.FINISHED),
        unfinished=tuple(_line(session, who) for who in people if session.is_unfinished(who) or who.status in RUNNING),
        not_entered=tuple(who.number for who in people if verdict_state(session, who) is None),
        extra_time_given=box_state(session, "extra_time_given"),
        could_not_join=box_state(session, "could_not_join"),
        comment=session.comment,
        frauds=tuple(who.number for who in people if session.reported(who.number, "fraud")),
        due_at=finalisation_due(session),
        finalised_at=session.finalised_at,
    )


def finalisation_due(session: Session) -> datetime | None:
    """When the session must be finalised: 48 hours after the end of its last test (RULES.md section 7).

    Who left without having started ended no test.
    """
    last = session.last_test_end
    return last + timedelta(hours=session.reference.thresholds.finalise_hours) if last is not None else None


def _line(session: Session, who: Situation) -> SheetLine:
    verdict = verdict_state(session, who)
    assert verdict is not None, "whoever is entered has a verdict"
    reports = tuple(
        _typed(session, incident)
        for incident in session.incidents_of(who.number)
        if incident.state is not IncidentState.RETRACTED and not _is_recorded_already(session, incident)
    )
    return SheetLine(who.number, who.full_name, reports, verdict, who.reason)


def _is_recorded_already(session: Session, incident: Incident) -> bool:
    """What has a live alert was made and resolved in Pix by its validation; nothing is typed again."""
    code = session.reference.code(incident.code)
    return code is not None and code.live


def _typed(session: Session, incident: Incident) -> SheetIncident:
    code = session.reference.code(incident.code)
    typed_as = code.today if code is not None and session.reference.edition == "2021" else incident.code
    return SheetIncident(incident.event_id, incident.code, typed_as, incident.question, incident.text)
