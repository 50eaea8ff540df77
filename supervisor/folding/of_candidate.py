"""What events of one candidate change: who he is and the course of his test."""

from __future__ import annotations

from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.draft import Draft, closed, countable, on
from supervisor.situation import Checked, Interruption, Situation, Status
from supervisor.timing import Adjustment, Interval, moved, moved_by

_MOST_MINUTES = 10**6
"""Two years: nobody is given more any more, and what an older journal says beyond it keeps nobody from reading it."""


@on(ev.CandidateAdded)
def _added(draft: Draft, entry: ev.Entry, event: ev.CandidateAdded) -> None:
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


@on(ev.CandidateCorrected)
def _corrected(draft: Draft, entry: ev.Entry, event: ev.CandidateCorrected) -> None:
    told = {name: getattr(event, name) for name in ("certification", "extra_time", "class_name", "identity")}
    draft.change(event.number, **{name: value for name, value in told.items() if value is not None})


@on(ev.StartCorrected)
def _start_corrected(draft: Draft, entry: ev.Entry, event: ev.StartCorrected) -> None:
    situation = draft.situation(event.number)
    if situation is None:
        return
    draft.change(
        event.number,
        started_at=countable(event.new),
        pauses=tuple(moved(pause, event.moves) for pause in situation.pauses),
        interruptions=tuple(moved(one, event.moves) for one in situation.interruptions),
        adjustments=tuple(replace(a, at=a.at + moved_by(event.moves, a.event_id)) for a in situation.adjustments),
        moves=situation.moves + event.moves,
    )


@on(ev.CandidateRemoved)
def _removed(draft: Draft, entry: ev.Entry, event: ev.CandidateRemoved) -> None:
    gone = draft.candidates.pop(event.number, None)
    if gone is not None:
        draft.values["removed"][event.number] = gone


@on(ev.IdentityChecked)
def _identity(draft: Draft, entry: ev.Entry, event: ev.IdentityChecked) -> None:
    draft.change(event.number, checked=Checked(entry.at, event.attested, event.attested_by))
    situation = draft.situation(event.number)
    if situation is not None and situation.status is Status.ABSENT:
        draft.change(event.number, status=Status.EXPECTED)


@on(ev.SheetSigned)
def _signed(draft: Draft, entry: ev.Entry, event: ev.SheetSigned) -> None:
    draft.change(event.number, signed_at=entry.at)


@on(ev.PresenceConfirmed)
def _presence(draft: Draft, entry: ev.Entry, event: ev.PresenceConfirmed) -> None:
    draft.change(event.number, presence_at=entry.at)


@on(ev.CandidateJoined)
def _joined(draft: Draft, entry: ev.Entry, event: ev.CandidateJoined) -> None:
    draft.change(event.number, status=Status.JOINED, joined_at=entry.at)


@on(ev.TestStarted)
def _started(draft: Draft, entry: ev.Entry, event: ev.TestStarted) -> None:
    draft.change(event.number, status=Status.STARTED, started_at=entry.at)


@on(ev.TestInterrupted)
def _interrupted(draft: Draft, entry: ev.Entry, event: ev.TestInterrupted) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        own = event.cause == "candidate"
        stood_still = Interruption(entry.id, entry.at, settled=own, own=own, cause=event.cause)
        draft.change(event.number, status=Status.INTERRUPTED, interruptions=(*situation.interruptions, stood_still))


@on(ev.TestResumed)
def _resumed(draft: Draft, entry: ev.Entry, event: ev.TestResumed) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        last = situation.interruptions[-1] if situation.interruptions else None
        settled = event.refused or (last is not None and last.settled and not event.measured)
        draft.change(
            event.number,
            status=Status.STARTED,
            interruptions=closed(
                situation.interruptions, entry, settled=settled, decided=event.refused, measured=event.measured
            ),
        )


_STOPS = {
    ev.TestFinished: Status.FINISHED,
    ev.TestEnded: Status.ENDED,
    ev.CandidateWithdrew: Status.WITHDRAWN,
}


@on(*_STOPS)
def _stopped(draft: Draft, entry: ev.Entry, event: ev.TestFinished | ev.TestEnded | ev.CandidateWithdrew) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        draft.change(
            event.number,
            status=_STOPS[type(event)],
            stopped_at=entry.at,
            end_screen=False,
            reason=getattr(event, "reason", None),
            pauses=closed(situation.pauses, entry),
            interruptions=closed(situation.interruptions, entry),
        )


@on(ev.ReasonGiven)
def _reason(draft: Draft, entry: ev.Entry, event: ev.ReasonGiven) -> None:
    draft.change(event.number, reason=event.reason)


@on(ev.CandidateAbsent)
def _absent(draft: Draft, entry: ev.Entry, event: ev.CandidateAbsent) -> None:
    draft.change(event.number, status=Status.ABSENT)


@on(ev.CandidateNotCertifiable)
def _not_certifiable(draft: Draft, entry: ev.Entry, event: ev.CandidateNotCertifiable) -> None:
    draft.change(event.number, status=Status.NOT_CERTIFIABLE)


@on(ev.SeatChanged)
def _seat(draft: Draft, entry: ev.Entry, event: ev.SeatChanged) -> None:
    draft.change(event.number, seat=event.seat)


@on(ev.ZoneChanged)
def _zone(draft: Draft, entry: ev.Entry, event: ev.ZoneChanged) -> None:
    draft.change(event.number, zone=event.zone)


@on(ev.TimeAdjusted)
def _time(draft: Draft, entry: ev.Entry, event: ev.TimeAdjusted) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        # Before format 3 what was given together with an end was the whole of what was on offer.
        covers_all = event.covers_all or (not entry.lines and entry.action != entry.id and event.source is not None)
        minutes = max(-_MOST_MINUTES, min(event.minutes, _MOST_MINUTES))
        given = Adjustment(
            entry.id, minutes, event.reason, entry.at, event.source, covers_all, event.for_incident
        )  # fmt: skip
        draft.change(event.number, adjustments=(*situation.adjustments, given))


@on(ev.PauseBegan)
def _pause_began(draft: Draft, entry: ev.Entry, event: ev.PauseBegan) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        draft.change(event.number, pauses=(*situation.pauses, Interval(entry.id, entry.at)))


@on(ev.PauseEnded)
def _pause_ended(draft: Draft, entry: ev.Entry, event: ev.PauseEnded) -> None:
    situation = draft.situation(event.number)
    if situation is not None:
        draft.change(event.number, pauses=closed(situation.pauses, entry))
