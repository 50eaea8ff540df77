"""Jumps of the machine's clock: by how much the starts noted before one may have to be shifted, and whose.

No end moves by itself (RULES.md section 3): the screen offers it, a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor import event as ev
from supervisor.incident import GlobalIncident
from supervisor.session import Session
from supervisor.timing import Moves

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
    seconds = sum(size for id_, size in _jumps(session) if id_ > event_id)
    return timedelta(seconds=min(max(0, -seconds), _A_LIFETIME_S))


def earliest_end(session: Session, outage: GlobalIncident) -> datetime:
    """Before this instant an outage cannot have ended: its beginning, on the clock as it shows now.

    A clock that was set back while it ran must not keep anybody from ending it.
    """
    return outage.begin - set_back_since(session, outage.event_id)


def last_jump(session: Session) -> int:
    """Id of the last event that says that the clock jumped; 0 when it never did."""
    return max((id_ for id_, _ in _jumps(session)), default=0)


def _jumps(session: Session) -> Moves:
    """The events that say so, each with its seconds."""
    return tuple(
        (e.id, e.event.seconds) for e in session.entries.of_kind(ev.ClockJumped) if isinstance(e.event, ev.ClockJumped)
    )


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
    jumps = _jumps(session)
    if not jumps:
        return {}
    noted, stopped = _noted_at(session), _stopped_at(session)
    owed = {
        who.number: tuple(
            (id_, size) for id_, size in jumps
            if noted.get(who.number, session.last_id) < id_ < stopped.get(who.number, session.last_id + 1)
        )
        for who in session.candidates.values() if who.started_at is not None
    }  # fmt: skip
    return {number: through for number, through in owed.items() if through}


def _stopped_at(session: Session) -> dict[int, int]:
    """For each candidate, the id of the event that ended their test."""
    return {
        entry.event.number: entry.id
        for entry in session.entries.of_kind(ev.TestFinished, ev.TestEnded, ev.CandidateWithdrew)
        if entry.action not in session.reverted
        and isinstance(entry.event, (ev.TestFinished, ev.TestEnded, ev.CandidateWithdrew))
    }


def _noted_at(session: Session) -> dict[int, int]:
    """For each candidate, the id of the last event that said when their test began."""
    noted: dict[int, int] = {}
    for entry in session.entries.of_kind(ev.TestStarted, ev.StartCorrected):
        if entry.action not in session.reverted and isinstance(entry.event, (ev.TestStarted, ev.StartCorrected)):
            noted[entry.event.number] = entry.id
    return noted
