"""What a session comes to, in numbers and hours alone: told to the hub beside its last line, and counted from there."""

from __future__ import annotations

from datetime import datetime

from data.hub.way import Tally
from supervisor.closing import finalisation_due
from supervisor.session import Session


def tally_of(session: Session, now: datetime) -> Tally:
    """What a session comes to.

    Args:
        session: its state, with at least the event of its making.
        now: at which ends that still move (a pause, an interruption) are told.
    """
    counts = session.counts(now)
    endings = [session.ending(who, now) for who in session.candidates.values() if who.is_running]
    is_over = session.finalised_at is not None or session.rehearsal
    return Tally(
        number=session.number,
        slot_start=session.slot_start,
        slot_end=session.slot_end,
        phase=session.phase.value,
        expected=counts.expected,
        joined=counts.joined,
        running=counts.started + counts.interrupted,
        ended=counts.finished + counts.unfinished,
        absent=counts.absent + counts.not_certifiable,
        alerts=counts.open_alerts,
        # An end that still moves is nobody's overtime.
        ends=tuple(sorted(e.at for e in endings if e is not None and not (e.paused or e.suspended))),
        finalise_by=None if is_over else finalisation_due(session),
    )
