"""Zones of the room: whose part a candidate is in, and when a colleague's candidate becomes everybody's.

Several surveillants share a room by zones. Each one's attention shows their own zone first; who needs somebody in a
colleague's zone shows once they have waited for two minutes. Who is in no zone is everybody's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from supervisor.attention import Attention, Need, Reason, attention, in_order
from supervisor.jumps import elapsed
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import MINUTE

OTHERS_AFTER = timedelta(minutes=2)
"""How long a need in a colleague's zone is left to that colleague."""


def zones_of(session: Session) -> dict[str, int]:
    """The zones of the room and how many candidates are in each, in the order of their names; "" is no zone."""
    return dict(sorted(Counter(who.zone for who in session.candidates.values()).items()))


def is_mine(who: Situation, zone: str) -> bool:
    """True for a candidate of this zone, of none, or where nobody chose a zone."""
    return zone in ("", who.zone) or not who.zone


def attention_in(session: Session, now: datetime, zone: str) -> list[Attention]:
    """Who needs a look at `now`: this zone's first, then the others' who have waited for two minutes.

    Args:
        session: the state.
        now: the instant.
        zone: the surveillant's own; empty for none: everybody is then theirs.
    """
    everybody = attention(session, now)
    if not zone:
        return everybody
    mine = [entry for entry in everybody if is_mine(session.candidates[entry.number], zone)]
    numbers = {entry.number for entry in mine}
    others = [
        Attention(entry.number, kept, session.candidates[entry.number].zone)
        for entry in everybody
        if entry.number not in numbers and (kept := _waited_for(session, entry, now))
    ]
    return [*mine, *in_order(session, others, now)]


def is_everybodys(session: Session, number: int, now: datetime) -> bool:
    """True when an open alert of theirs has waited for two minutes: no zone hides it any more."""
    return any(elapsed(session, alert.at, alert.noted, now) >= OTHERS_AFTER for alert in session.open_alerts_of(number))


def _waited_for(session: Session, entry: Attention, now: datetime) -> tuple[Reason, ...]:
    kept = [_as_it_was(session, entry.number, reason, now) for reason in entry.reasons]
    return tuple(sorted((reason for reason in kept if reason is not None), key=lambda reason: reason.cause))


def _as_it_was(session: Session, number: int, reason: Reason, now: datetime) -> Reason | None:
    """The reason, once it is two minutes old; a countdown stays at its last step until then, so that it never goes."""
    limits = session.reference.thresholds
    ending = session.running_ending(session.candidates[number], now)
    steps = {
        Need.OVERTIME: (Need.LAST_MINUTES, limits.last_minutes),
        Need.LAST_MINUTES: (Need.NOTICE, limits.notice),
    }
    while reason.since is not None and now - reason.since < OTHERS_AFTER:
        step = steps.get(reason.cause)
        if step is None or ending is None:
            return None
        cause, minutes = step
        reason = replace(reason, cause=cause, since=ending.at - minutes * MINUTE)
    return reason
