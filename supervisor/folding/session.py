"""What events of the session as a whole change."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, on
from supervisor.session import RoomPoint, Training
from supervisor.session_facts import handing_over
from supervisor.situation import Note


@on(ev.SessionCreated)
def _created(session: MutableSession, entry: ev.Entry, event: ev.SessionCreated) -> None:
    session.values.update(event.model_dump(exclude={"kind"}), present_surveillants=event.surveillants)


@on(ev.AccessCodeGiven)
def _access_code(session: MutableSession, entry: ev.Entry, event: ev.AccessCodeGiven) -> None:
    session.values["access_code"] = event.code


@on(ev.RoomPointChecked)
def _room_point(session: MutableSession, entry: ev.Entry, event: ev.RoomPointChecked) -> None:
    looked_at = RoomPoint(event.point, event.ok, event.remark, entry.at, entry.author)
    session.values["room_points"] = session.values["room_points"] | {event.point: looked_at}


@on(ev.SurveillantTrained)
def _trained(session: MutableSession, entry: ev.Entry, event: ev.SurveillantTrained) -> None:
    session.values["trainings"] += (Training(event.name, event.trainer, event.on),)


@on(ev.SessionRenumbered)
def _renumbered(session: MutableSession, entry: ev.Entry, event: ev.SessionRenumbered) -> None:
    session.values["number"] = event.number


def _last(names: Iterable[str], name: str) -> tuple[str, ...]:
    """These names with this one at their end, once."""
    return (*(one for one in names if one != name), name)


@on(ev.SurveillantTookOver)
def _took_over(session: MutableSession, entry: ev.Entry, event: ev.SurveillantTookOver) -> None:
    present = session.values["present_surveillants"]
    leaving = handing_over(present, entry.author)
    session.values["surveillants"] = _last(session.values["surveillants"], event.name)
    session.values["present_surveillants"] = _last((name for name in present if name != leaving), event.name)


@on(ev.SurveillantArrived)
def _arrived(session: MutableSession, entry: ev.Entry, event: ev.SurveillantArrived) -> None:
    for who in ("surveillants", "present_surveillants"):
        session.values[who] = _last(session.values[who], event.name)


@on(ev.SurveillantLeft)
def _left(session: MutableSession, entry: ev.Entry, event: ev.SurveillantLeft) -> None:
    present = session.values["present_surveillants"]
    session.values["present_surveillants"] = tuple(name for name in present if name != event.name)


@on(ev.SessionCorrected)
def _session_corrected(session: MutableSession, entry: ev.Entry, event: ev.SessionCorrected) -> None:
    changed = {name: getattr(event, name) for name in ("date", "start", "site", "room", "observations")}
    session.values.update({name: value for name, value in changed.items() if value is not None})
    if event.surveillants is not None:
        spelt = dict(zip(event.old_surveillants or (), event.surveillants, strict=False))
        for who in ("surveillants", "present_surveillants"):
            session.values[who] = tuple(dict.fromkeys(spelt.get(name, name) for name in session.values[who]))


@on(ev.DerogationRecorded)
def _derogation(session: MutableSession, entry: ev.Entry, event: ev.DerogationRecorded) -> None:
    session.values["derogations"] += (Note(entry.id, entry.at, event.text),)


@on(ev.NoteWritten)
def _note(session: MutableSession, entry: ev.Entry, event: ev.NoteWritten) -> None:
    session.values["notes"] += (Note(entry.id, entry.at, event.text, event.number),)
