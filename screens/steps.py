"""The next natural step of a candidate: what Enter does (RULES.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor.situation import STOPPED, Situation, Status


@dataclass(frozen=True, slots=True)
class Step:
    """One step, as the footer names it."""

    command: str
    """Id of the command that does it."""
    label: str
    """« émargement », « terminé »…"""
    asks: bool = False
    """True when Enter asks once before it acts."""


IDENTITY = Step("identity", "identité")
SIGN = Step("sign", "émargement")
JOIN = Step("join", "a rejoint")
START = Step("start", "test démarré")
FINISH = Step("finish", "terminé", asks=True)
RESUME = Step("hold", "reprise")
PRESENT = Step("present", "finalement présent ?")


def next_step(who: Situation) -> Step | None:
    """What comes next for him; None when nothing is left to do."""
    if who.status is Status.ABSENT:
        return PRESENT
    if who.status is Status.INTERRUPTED:
        return RESUME
    if who.status is Status.NOT_CERTIFIABLE:
        return None
    if who.status in STOPPED:
        return SIGN if who.signed_at is None else None
    if who.checked is None:
        return IDENTITY
    if who.signed_at is None:
        return SIGN
    return {Status.EXPECTED: JOIN, Status.JOINED: START, Status.STARTED: FINISH}[who.status]
