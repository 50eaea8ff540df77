"""Who must be called to another session (DOMAIN.md section 5: free of charge where the centre is at fault)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from supervisor.closing.boxes import could_not_join
from supervisor.session import Session
from supervisor.situation import Situation, Status

RecallReason = Literal["absent", "not_certifiable", "technical", "could_not_join", "not_started"]


@dataclass(frozen=True, slots=True)
class Recall:
    """One candidate to be called again, and why."""

    number: int
    reason: RecallReason
    centre: bool = False
    """« Imputable au centre »: a global incident noted as the centre's fault touched them."""


def to_call_again(session: Session) -> tuple[Recall, ...]:
    """Absents, not certifiable (once they are), stopped for a technical cause, could not join; by number.

    A technical cause counts whenever it was given, behind the seal of a forced close too (RULES.md section 12).
    """
    found = ((who, _reason(session, who)) for who in session.candidates.values())
    return tuple(Recall(who.number, reason, _is_centres_fault(session, who)) for who, reason in found if reason)


def _reason(session: Session, who: Situation) -> RecallReason | None:
    if who.status is Status.NOT_CERTIFIABLE:
        return "not_certifiable"
    if could_not_join(who):
        return "could_not_join"
    if who.status is Status.ABSENT:
        return "absent"
    if session.is_unfinished(who) and who.reason == "technical":
        return "technical"
    return "not_started" if who.status in (Status.EXPECTED, Status.JOINED) else None


def _is_centres_fault(session: Session, who: Situation) -> bool:
    if who.status is Status.NOT_CERTIFIABLE or (who.status is Status.ABSENT and who.checked is None):
        return False
    return any(outage.fault == "centre" and outage.touches(who.number) for outage in session.globals.values())
