"""`fold`: from the events of a journal to the session as it stands.

Events count in the order they were recorded; their `at` only gives the instants. A reverted action is left
out; it stays in the log. Folding never refuses anything: what was recorded happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from supervisor import event as ev
from supervisor.incident import Evidence, FraudReport, GlobalIncident, Incident, IncidentState
from supervisor.reference import Header
from supervisor.session import RoomPoint, Session, Training
from supervisor.situation import Checked, Interruption, Note, Situation, Status
from supervisor.timing import Adjustment, Interval

SEAL_DIGITS = 32
"""The seal is the first 32 hexadecimal digits of the close event's digest (RULES.md section 7)."""


def fold(header: Header, entries: Sequence[ev.Entry]) -> Session:
    """The state of a session after these events, from nothing.

    Args:
        header: the first line of its journal.
        entries: all its events, in order of recording.
    """
    reverted = reverted_actions(entries)
    draft = _Draft(Session(header=header))
    for entry in entries:
        if entry.action not in reverted:
            draft.apply(entry)
    return draft.session(entries=tuple(entries), reverted=reverted)


def then(session: Session, entries: Sequence[ev.Entry]) -> Session:
    """The state after these further events; the same as folding everything again."""
    if any(isinstance(entry.event, ev.ActionUndone) for entry in entries):
        return fold(session.header, (*session.entries, *entries))
    draft = _Draft(session)
    for entry in entries:
        draft.apply(entry)
    return draft.session(entries=(*session.entries, *entries), reverted=session.reverted)


def reverted_actions(entries: Iterable[ev.Entry]) -> frozenset[int]:
    """Ids of the actions that do not count: an undo reverts its target unless it is itself reverted."""
    reverted: set[int] = set()
    undos = [entry for entry in entries if isinstance(entry.event, ev.ActionUndone)]
    for entry in reversed(undos):
        if entry.action not in reverted and isinstance(entry.event, ev.ActionUndone):
            reverted.add(entry.event.target)
    return frozenset(reverted)


class _Draft:
    """A session being folded: its dictionaries are its own, so that the session given stays as it was."""

    def __init__(self, session: Session) -> None:
        values: dict[str, Any] = {f.name: getattr(session, f.name) for f in fields(session)}
        for name in ("candidates", "removed", "incidents", "frauds", "globals"):
            values[name] = dict(values[name])
        self.values = values
        self.candidates: dict[int, Situation] = values["candidates"]
        self.incidents: dict[int, Incident] = values["incidents"]
        self.globals: dict[int, GlobalIncident] = values["globals"]

    def session(self, **journal: Any) -> Session:
        return Session(**{**self.values, **journal})

    def apply(self, entry: ev.Entry) -> None:
        change = _CHANGES.get(type(entry.event))
        if change is not None:
            change(self, entry, entry.event)

    def change(self, number: int, **changes: Any) -> None:
        """Change facts of a candidate, wherever he stands; nothing when there is no such candidate."""
        for where in (self.candidates, self.values["removed"]):
            if number in where:
                where[number] = replace(where[number], **changes)

    def situation(self, number: int) -> Situation | None:
        return self.candidates.get(number) or self.values["removed"].get(number)


_Change = Callable[[_Draft, ev.Entry, Any], None]
_CHANGES: dict[type, _Change] = {}


def _on(*kinds: type) -> Callable[[_Change], _Change]:
    def register(change: _Change) -> _Change:
        for kind in kinds:
            _CHANGES[kind] = change
        return change

    return register


def _closed(intervals: tuple[Any, ...], at: datetime, **changes: Any) -> tuple[Any, ...]:
    """The same intervals with the last one ended at `at`, if it was open."""
    if not intervals or intervals[-1].end is not None:
        return intervals
    return (*intervals[:-1], replace(intervals[-1], end=at, **changes))


# The session -----------------------------------------------------------------------------------------


@_on(ev.SessionCreated)
def _created(draft: _Draft, entry: ev.Entry, event: ev.SessionCreated) -> None:
    draft.values.update(event.model_dump(exclude={"kind"}))


@_on(ev.AccessCodeGiven)
def _access_code(draft: _Draft, entry: ev.Entry, event: ev.AccessCodeGiven) -> None:
    draft.values["access_code"] = event.code


@_on(ev.RoomPointChecked)
def _room_point(draft: _Draft, entry: ev.Entry, event: ev.RoomPointChecked) -> None:
    looked_at = RoomPoint(event.point, event.ok, event.remark, entry.at, entry.author)
    draft.values["room_points"] = draft.values["room_points"] | {event.point: looked_at}


@_on(ev.SurveillantTrained)
def _trained(draft: _Draft, entry: ev.Entry, event: ev.SurveillantTrained) -> None:
    draft.values["trainings"] += (Training(event.name, event.trainer, event.on),)


@_on(ev.SessionRenumbered)
def _renumbered(draft: _Draft, entry: ev.Entry, event: ev.SessionRenumbered) -> None:
    draft.values["number"] = event.number


@_on(ev.SurveillantTookOver)
def _took_over(draft: _Draft, entry: ev.Entry, event: ev.SurveillantTookOver) -> None:
    others = tuple(name for name in draft.values["surveillants"] if name != event.name)
    draft.values["surveillants"] = (*others, event.name)


@_on(ev.DerogationRecorded)
def _derogation(draft: _Draft, entry: ev.Entry, event: ev.DerogationRecorded) -> None:
    draft.values["derogations"] += (Note(entry.id, entry.at, event.text),)


@_on(ev.NoteWritten)
def _note(draft: _Draft, entry: ev.Entry, event: ev.NoteWritten) -> None:
    draft.values["notes"] += (Note(entry.id, entry.at, event.text, event.number),)


@_on(ev.GlobalIncidentBegan)
def _global_began(draft: _Draft, entry: ev.Entry, event: ev.GlobalIncidentBegan) -> None:
    draft.globals[entry.id] = GlobalIncident(entry.id, event.text, entry.at, event.scope, event.fault)


@_on(ev.GlobalIncidentEnded)
def _global_ended(draft: _Draft, entry: ev.Entry, event: ev.GlobalIncidentEnded) -> None:
    if event.incident in draft.globals:
        begun = draft.globals[event.incident]
        draft.globals[event.incident] = replace(begun, end=entry.at, refused_to=event.refused_to)


@_on(ev.SessionClosed)
def _session_closed(draft: _Draft, entry: ev.Entry, event: ev.SessionClosed) -> None:
    draft.values.update(closed_at=entry.at, seal=entry.digest[:SEAL_DIGITS])


@_on(ev.SessionReopened)
def _session_reopened(draft: _Draft, entry: ev.Entry, event: ev.SessionReopened) -> None:
    draft.values.update(closed_at=None, seal="", was_reopened=True, finalised_at=None)


@_on(ev.SessionFinalised)
def _session_finalised(draft: _Draft, entry: ev.Entry, event: ev.SessionFinalised) -> None:
    draft.values["finalised_at"] = entry.at


# Who the candidates are ------------------------------------------------------------------------------


@_on(ev.CandidateAdded)
def _added(draft: _Draft, entry: ev.Entry, event: ev.CandidateAdded) -> None:
    draft.candidates[event.number] = Situation(
        number=event.number,
        identity=event.identity,
        certification=event.certification,
        extra_time=event.extra_time,
        class_name=event.class_name,
        planned_seat=event.seat,
        seat=event.seat,
        added_later=entry.action != 1,
    )


@_on(ev.CandidateCorrected)
def _corrected(draft: _Draft, entry: ev.Entry, event: ev.CandidateCorrected) -> None:
    told = {name: getattr(event, name) for name in ("certification", "extra_time", "class_name", "identity")}
    draft.change(event.number, **{name: value for name, value in told.items() if value is not None})


@_on(ev.StartCorrected)
def _start_corrected(draft: _Draft, entry: ev.Entry, event: ev.StartCorrected) -> None:
    draft.change(event.number, started_at=event.new)


@_on(ev.CandidateRemoved)
def _removed(draft: _Draft, entry: ev.Entry, event: ev.CandidateRemoved) -> None:
    gone = draft.candidates.pop(event.number, None)
    if gone is not None:
        draft.values["removed"][event.number] = gone


# What he does ----------------------------------------------------------------------------------------


@_on(ev.IdentityChecked)
def _identity(draft: _Draft, entry: ev.Entry, event: ev.IdentityChecked) -> None:
    draft.change(event.number, checked=Checked(entry.at, event.attested, event.attested_by))
    situation = draft.situation(event.number)
    if situation is not None and situation.status is Status.ABSENT:
        draft.change(event.number, status=Status.EXPECTED)


@_on(ev.SheetSigned)
def _signed(draft: _Draft, entry: ev.Entry, event: ev.SheetSigned) -> None:
    draft.change(event.number, signed_at=entry.at)


@_on(ev.PresenceConfirmed)
def _presence(draft: _Draft, entry: ev.Entry, event: ev.PresenceConfirmed) -> None:
    draft.change(event.number, presence_at=entry.at)


@_on(ev.CandidateJoined)
def _joined(draft: _Draft, entry: ev.Entry, event: ev.CandidateJoined) -> None:
    draft.change(event.number, status=Status.JOINED, joined_at=entry.at)


@_on(ev.TestStarted)
def _started(draft: _Draft, entry: ev.Entry, event: ev.TestStarted) -> None:
    draft.change(event.number, status=Status.STARTED, started_at=entry.at)


@_on(ev.TestInterrupted)
def _interrupted(draft: _Draft, entry: ev.Entry, event: ev.TestInterrupted) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        stood_still = Interruption(entry.id, entry.at, settled=event.cause == "candidate", cause=event.cause)
        draft.change(event.number, status=Status.INTERRUPTED, interruptions=(*situation.interruptions, stood_still))


@_on(ev.TestResumed)
def _resumed(draft: _Draft, entry: ev.Entry, event: ev.TestResumed) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        last = situation.interruptions[-1] if situation.interruptions else None
        settled = event.refused or (last is not None and last.settled)
        draft.change(
            event.number,
            status=Status.STARTED,
            interruptions=_closed(situation.interruptions, entry.at, settled=settled),
        )


_STOPS = {
    ev.TestFinished: Status.FINISHED,
    ev.TestEnded: Status.ENDED,
    ev.CandidateWithdrew: Status.WITHDRAWN,
}


@_on(*_STOPS)
def _stopped(draft: _Draft, entry: ev.Entry, event: ev.TestFinished | ev.TestEnded | ev.CandidateWithdrew) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        draft.change(
            event.number,
            status=_STOPS[type(event)],
            stopped_at=entry.at,
            end_screen=isinstance(event, ev.TestFinished) and event.end_screen,
            reason=getattr(event, "reason", None),
            pauses=_closed(situation.pauses, entry.at),
            interruptions=_closed(situation.interruptions, entry.at),
        )


@_on(ev.ReasonGiven)
def _reason(draft: _Draft, entry: ev.Entry, event: ev.ReasonGiven) -> None:
    draft.change(event.number, reason=event.reason)


@_on(ev.CandidateAbsent)
def _absent(draft: _Draft, entry: ev.Entry, event: ev.CandidateAbsent) -> None:
    draft.change(event.number, status=Status.ABSENT)


@_on(ev.CandidateNotCertifiable)
def _not_certifiable(draft: _Draft, entry: ev.Entry, event: ev.CandidateNotCertifiable) -> None:
    draft.change(event.number, status=Status.NOT_CERTIFIABLE)


@_on(ev.SeatChanged)
def _seat(draft: _Draft, entry: ev.Entry, event: ev.SeatChanged) -> None:
    draft.change(event.number, seat=event.seat)


@_on(ev.ZoneChanged)
def _zone(draft: _Draft, entry: ev.Entry, event: ev.ZoneChanged) -> None:
    draft.change(event.number, zone=event.zone)


@_on(ev.TimeAdjusted)
def _time(draft: _Draft, entry: ev.Entry, event: ev.TimeAdjusted) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        given = Adjustment(entry.id, event.minutes, event.reason, entry.at, event.source)
        draft.change(event.number, adjustments=(*situation.adjustments, given))


@_on(ev.PauseBegan)
def _pause_began(draft: _Draft, entry: ev.Entry, event: ev.PauseBegan) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        draft.change(event.number, pauses=(*situation.pauses, Interval(entry.id, entry.at)))


@_on(ev.PauseEnded)
def _pause_ended(draft: _Draft, entry: ev.Entry, event: ev.PauseEnded) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        draft.change(event.number, pauses=_closed(situation.pauses, entry.at))


# Incidents -------------------------------------------------------------------------------------------


@_on(ev.IncidentRecorded)
def _incident(draft: _Draft, entry: ev.Entry, event: ev.IncidentRecorded) -> None:
    draft.incidents[entry.id] = Incident(
        entry.id, event.number, event.code, entry.at, event.question, event.text, IncidentState(event.state)
    )


@_on(ev.AlertClosed)
def _alert_closed(draft: _Draft, entry: ev.Entry, event: ev.AlertClosed) -> None:
    if event.incident in draft.incidents:
        answered = draft.incidents[event.incident].in_state(IncidentState(event.outcome), entry.at)
        draft.incidents[event.incident] = answered


@_on(ev.IncidentRetracted)
def _incident_retracted(draft: _Draft, entry: ev.Entry, event: ev.IncidentRetracted) -> None:
    if event.incident in draft.incidents:
        retracted = draft.incidents[event.incident].in_state(IncidentState.RETRACTED, entry.at)
        draft.incidents[event.incident] = retracted


@_on(ev.FraudReported)
def _fraud(draft: _Draft, entry: ev.Entry, event: ev.FraudReported) -> None:
    kept = tuple(Evidence(e.name, e.sha256, e.size) for e in event.evidence)
    draft.values["frauds"][entry.id] = FraudReport(
        entry.id, event.number, event.fraud, event.seen, entry.at, event.done, event.witness, kept
    )


def utc(instant: datetime) -> datetime:
    """An aware instant in UTC, whole seconds: how the journal keeps it."""
    return instant.astimezone(UTC).replace(microsecond=0)
