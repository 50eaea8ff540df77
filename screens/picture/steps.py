"""The next natural step of a candidate: what Enter does (RULES.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervisor.session import Session
from supervisor.situation import STOPPED, Situation, Status
from supervisor.timing import MINUTE


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step, as the footer names it."""

    command: str
    """Id of the command that does it."""
    label: str
    """« émargement », « terminé »…"""
    asks: bool = False
    """True when Enter asks once before it acts."""
    joint: str = " de "
    """What stands between the label and the name: « émargement de 12 LE GOFF », « a rejoint · 12 LE GOFF »."""


IDENTITY = NextStep("identity", "identité")
SIGN = NextStep("sign", "émargement")
JOIN = NextStep("join", "a rejoint", joint=" · ")
START = NextStep("start", "test démarré", joint=" · ")
FINISH = NextStep("finish", "terminé", asks=True)
RESUME = NextStep("hold", "reprise")
END_PAUSE = NextStep("pause", "fin de la pause")
PRESENT = NextStep("present", "finalement présent ?", joint=" · ")


def ends_early(session: Session, number: int, now: datetime) -> bool:
    """More of their time is left than the last minutes: a key that says they have done is asked about."""
    who = session.candidates.get(number)
    ending = session.running_ending(who, now) if who is not None else None
    return ending is not None and ending.remaining(now) > session.reference.thresholds.last_minutes * MINUTE


def next_step(who: Situation) -> NextStep | None:
    """What comes next for them; None when nothing is left to do."""
    if who.status is Status.ABSENT:
        return PRESENT
    if who.status is Status.INTERRUPTED:
        return RESUME
    if who.status is Status.STARTED and who.is_paused:
        # Like an interrupted one: the end of the test is not the next thing while they are away.
        return END_PAUSE
    if who.status is Status.NOT_CERTIFIABLE:
        return None
    if who.status in STOPPED:
        return SIGN if who.signed_at is None else None
    if who.checked is None:
        return IDENTITY
    if who.signed_at is None:
        return SIGN
    return {Status.EXPECTED: JOIN, Status.JOINED: START, Status.STARTED: FINISH}[who.status]


def is_awaited(who: Situation) -> bool:
    """They have still to come to the desk, or to end there."""
    return not who.is_away and not who.is_welcomed


def has_someone_to_welcome(session: Session) -> bool:
    """Somebody who has not started has still to come to the desk."""
    return session.closed_at is None and any(
        is_awaited(c) and c.started_at is None for c in session.candidates.values()
    )
