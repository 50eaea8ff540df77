"""Jumps of the machine's clock: by how much the starts noted before one may have to be shifted, and whose.

No end moves by itself (RULES.md section 3): the screen offers it, a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor import event as ev
from supervisor.clocks import STOPS, jumps_noted, last_noted
from supervisor.incident import GlobalIncident
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import NOTHING, Interval, Moves, moved, moved_by

SMALLEST_S = 5
"""Less than that is no jump (RULES.md section 3)."""
_A_LIFETIME_S = 10**9
"""A clock that starts at 1970 is set back by twice that; nothing is computed with more."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What may be done about the jumps that nobody has answered yet."""

    seconds: int
    """Positive: the clock went forward."""
    numbers: tuple[int, ...]
    """Whose test ran then: its start was noted before it, its end was not."""


def set_back_since(session: Session, event_id: int) -> timedelta:
    """By how much the clock was set back since this event was noted; nothing where it went forward."""
    seconds = sum(size for id_, size in jumps_noted(session.entries) if id_ > event_id)
    return timedelta(seconds=min(max(0, -seconds), _A_LIFETIME_S))


def earliest_end(session: Session, outage: GlobalIncident) -> datetime:
    """Before this instant an outage cannot have ended: its beginning, on the clock as it shows now.

    A clock that was set back while it ran must not keep anybody from ending it.
    """
    return outage.begin - set_back_since(session, outage.event_id)


def elapsed(session: Session, at: datetime, noted: int, now: datetime) -> timedelta:
    """How long ago something was, or nothing: a clock that jumped since then makes it neither longer nor shorter.

    Args:
        session: the state.
        at: an instant as the event of this id said it.
        noted: the id.
        now: as the machine's clock shows.
    """
    return max(NOTHING, now - at - moved_by(jumps_noted(session.entries), noted))


def stood_still(session: Session, who: Situation, interval: Interval, now: datetime) -> timedelta:
    """How long a pause or an interruption of theirs lasts, or lasted, whether a jump during it was answered or not."""
    seen = moved(interval, jumps_owed(session).get(who.number, ()))
    return seen.until(now) - seen.begin


def last_jump(session: Session) -> int:
    """Id of the last event that says that the clock jumped; 0 when it never did."""
    return max((id_ for id_, _ in jumps_noted(session.entries)), default=0)


def shift_on_offer(session: Session) -> Shift | None:
    """The shift that waits for an answer; None when there was no jump, or it is settled, or touches nobody.

    Each candidate owes the sum of the jumps while their test ran, since its start was noted, or corrected: a clock that
    went forward and back again asks nothing. Where they owe different sums, the one that touches most comes first.
    """
    owed: dict[int, list[int]] = {}
    for number, jumps in jumps_owed(session).items():
        seconds = sum(size for _, size in jumps)
        if abs(seconds) >= SMALLEST_S:
            owed.setdefault(seconds, []).append(number)
    if not owed:
        return None
    most = max(owed, key=lambda seconds: len(owed[seconds]))
    return Shift(most, tuple(owed[most]))


def jumps_owed(session: Session) -> dict[int, Moves]:
    """For each candidate whose test ran through a jump that was not answered for them: its event, and its seconds."""
    jumps = jumps_noted(session.entries)
    if not jumps:
        return {}
    noted = last_noted(session.entries, session.reverted, ev.TestStarted, ev.StartCorrected)
    stopped = last_noted(session.entries, session.reverted, *STOPS)
    owed = {
        who.number: tuple(
            (id_, size) for id_, size in jumps
            if noted.get(who.number, session.last_id) < id_ < stopped.get(who.number, session.last_id + 1)
        )
        for who in session.candidates.values() if who.started_at is not None
    }  # fmt: skip
    return {number: through for number, through in owed.items() if through}
