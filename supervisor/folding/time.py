"""What interruptions, pauses and adjustments change of one candidate's end."""

from __future__ import annotations

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, closed, on
from supervisor.situation import Interruption, Status
from supervisor.timing import Adjustment, Interval

_MOST_MINUTES = 10**6
"""Two years: nobody is given more any more, and what an older journal says beyond it keeps nobody from reading it."""


@on(ev.TestInterrupted)
def _interrupted(session: MutableSession, entry: ev.Entry, event: ev.TestInterrupted) -> None:
    situation = session.situation(event.number)
    if situation is not None:
        own = event.cause == "candidate"
        stood_still = Interruption(entry.id, entry.at, settled=own, own=own, cause=event.cause)
        session.change(event.number, status=Status.INTERRUPTED, interruptions=(*situation.interruptions, stood_still))


@on(ev.TestResumed)
def _resumed(session: MutableSession, entry: ev.Entry, event: ev.TestResumed) -> None:
    situation = session.situation(event.number)
    if situation is not None:
        last = situation.interruptions[-1] if situation.interruptions else None
        settled = event.refused or (last is not None and last.settled and not event.measured)
        session.change(
            event.number,
            status=Status.STARTED,
            interruptions=closed(
                situation.interruptions, entry, settled=settled, decided=event.refused, measured=event.measured
            ),
        )


@on(ev.TimeAdjusted)
def _time(session: MutableSession, entry: ev.Entry, event: ev.TimeAdjusted) -> None:
    situation = session.situation(event.number)
    if situation is not None:
        # Before format 3 what was given together with an end was the whole of what was on offer.
        covers_all = event.covers_all or (not entry.lines and entry.action != entry.id and event.source is not None)
        minutes = max(-_MOST_MINUTES, min(event.minutes, _MOST_MINUTES))
        given = Adjustment(
            entry.id, minutes, event.reason, entry.at, event.source, covers_all, event.for_incident
        )  # fmt: skip
        session.change(event.number, adjustments=(*situation.adjustments, given))


@on(ev.PauseBegan)
def _pause_began(session: MutableSession, entry: ev.Entry, event: ev.PauseBegan) -> None:
    situation = session.situation(event.number)
    if situation is not None:
        session.change(event.number, pauses=(*situation.pauses, Interval(entry.id, entry.at)))


@on(ev.PauseEnded)
def _pause_ended(session: MutableSession, entry: ev.Entry, event: ev.PauseEnded) -> None:
    situation = session.situation(event.number)
    if situation is not None:
        session.change(event.number, pauses=closed(situation.pauses, entry))
