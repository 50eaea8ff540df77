"""What events of the list change: who is on it, what is known of them and where they sit."""

from __future__ import annotations

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, on
from supervisor.situation import Situation


@on(ev.CandidateAdded)
def _added(session: MutableSession, entry: ev.Entry, event: ev.CandidateAdded) -> None:
    session.add(
        Situation(
            number=event.number,
            identity=event.identity,
            certification=event.certification,
            extra_time=event.extra_time,
            class_name=event.class_name,
            planned_seat=event.seat,
            seat=event.seat,
            added_later=entry.action != 1,
        )
    )


@on(ev.CandidateCorrected)
def _corrected(session: MutableSession, entry: ev.Entry, event: ev.CandidateCorrected) -> None:
    told = {name: getattr(event, name) for name in ("certification", "extra_time", "class_name", "identity")}
    session.change(event.number, **{name: value for name, value in told.items() if value is not None})


@on(ev.CandidateRemoved)
def _removed(session: MutableSession, entry: ev.Entry, event: ev.CandidateRemoved) -> None:
    session.remove(event.number)


@on(ev.SeatChanged)
def _seat(session: MutableSession, entry: ev.Entry, event: ev.SeatChanged) -> None:
    session.change(event.number, seat=event.seat)


@on(ev.ZoneChanged)
def _zone(session: MutableSession, entry: ev.Entry, event: ev.ZoneChanged) -> None:
    session.change(event.number, zone=event.zone)
