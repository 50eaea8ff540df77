"""What events of the session as a whole change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.draft import Draft, on
from supervisor.incident import GlobalIncident
from supervisor.session import RoomPoint, Training
from supervisor.session_facts import handing_over
from supervisor.situation import Note


@on(ev.SessionCreated)
def _created(draft: Draft, entry: ev.Entry, event: ev.SessionCreated) -> None:
    draft.values.update(event.model_dump(exclude={"kind"}), present_surveillants=event.surveillants)


@on(ev.AccessCodeGiven)
def _access_code(draft: Draft, entry: ev.Entry, event: ev.AccessCodeGiven) -> None:
    draft.values["access_code"] = event.code


@on(ev.RoomPointChecked)
def _room_point(draft: Draft, entry: ev.Entry, event: ev.RoomPointChecked) -> None:
    looked_at = RoomPoint(event.point, event.ok, event.remark, entry.at, entry.author)
    draft.values["room_points"] = draft.values["room_points"] | {event.point: looked_at}


@on(ev.SurveillantTrained)
def _trained(draft: Draft, entry: ev.Entry, event: ev.SurveillantTrained) -> None:
    draft.values["trainings"] += (Training(event.name, event.trainer, event.on),)


@on(ev.SessionRenumbered)
def _renumbered(draft: Draft, entry: ev.Entry, event: ev.SessionRenumbered) -> None:
    draft.values["number"] = event.number


def _last(names: Iterable[str], name: str) -> tuple[str, ...]:
    """These names with this one at their end, once."""
    return (*(one for one in names if one != name), name)


@on(ev.SurveillantTookOver)
def _took_over(draft: Draft, entry: ev.Entry, event: ev.SurveillantTookOver) -> None:
    present = draft.values["present_surveillants"]
    leaving = handing_over(present, entry.author)
    draft.values["surveillants"] = _last(draft.values["surveillants"], event.name)
    draft.values["present_surveillants"] = _last((name for name in present if name != leaving), event.name)


@on(ev.SurveillantArrived)
def _arrived(draft: Draft, entry: ev.Entry, event: ev.SurveillantArrived) -> None:
    for who in ("surveillants", "present_surveillants"):
        draft.values[who] = _last(draft.values[who], event.name)


@on(ev.SurveillantLeft)
def _left(draft: Draft, entry: ev.Entry, event: ev.SurveillantLeft) -> None:
    present = draft.values["present_surveillants"]
    draft.values["present_surveillants"] = tuple(name for name in present if name != event.name)


@on(ev.SessionCorrected)
def _session_corrected(draft: Draft, entry: ev.Entry, event: ev.SessionCorrected) -> None:
    changed = {name: getattr(event, name) for name in ("date", "start", "site", "room", "observations")}
    draft.values.update({name: value for name, value in changed.items() if value is not None})
    if event.surveillants is not None:
        spelt = dict(zip(event.old_surveillants or (), event.surveillants, strict=False))
        for who in ("surveillants", "present_surveillants"):
            draft.values[who] = tuple(dict.fromkeys(spelt.get(name, name) for name in draft.values[who]))


@on(ev.DerogationRecorded)
def _derogation(draft: Draft, entry: ev.Entry, event: ev.DerogationRecorded) -> None:
    draft.values["derogations"] += (Note(entry.id, entry.at, event.text),)


@on(ev.NoteWritten)
def _note(draft: Draft, entry: ev.Entry, event: ev.NoteWritten) -> None:
    draft.values["notes"] += (Note(entry.id, entry.at, event.text, event.number),)


@on(ev.GlobalIncidentBegan)
def _global_began(draft: Draft, entry: ev.Entry, event: ev.GlobalIncidentBegan) -> None:
    draft.globals[entry.id] = GlobalIncident(entry.id, event.text, entry.at, event.scope, event.fault)


@on(ev.GlobalIncidentEnded)
def _global_ended(draft: Draft, entry: ev.Entry, event: ev.GlobalIncidentEnded) -> None:
    if event.incident in draft.globals:
        begun = draft.globals[event.incident]
        draft.globals[event.incident] = replace(
            begun, end=entry.at, ended_by=entry.id, refused_to=event.refused_to, measured_to=event.measured_to
        )
