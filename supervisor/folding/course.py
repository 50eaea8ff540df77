"""What the events on a candidate's way change: from the identity check to how their test ended."""

from __future__ import annotations

from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, closed, countable, on
from supervisor.situation import Checked, Status
from supervisor.timing import moved, moved_by


@on(ev.StartCorrected)
def _start_corrected(session: MutableSession, entry: ev.Entry, event: ev.StartCorrected) -> None:
    situation = session.situation(event.number)
    if situation is None:
        return
    session.change(
        event.number,
        started_at=countable(event.new),
        pauses=tuple(moved(pause, event.moves) for pause in situation.pauses),
        interruptions=tuple(moved(one, event.moves) for one in situation.interruptions),
        adjustments=tuple(replace(a, at=a.at + moved_by(event.moves, a.event_id)) for a in situation.adjustments),
        moves=situation.moves + event.moves,
    )


@on(ev.IdentityChecked)
def _identity(session: MutableSession, entry: ev.Entry, event: ev.IdentityChecked) -> None:
    session.change(event.number, checked=Checked(entry.at, event.attested, event.attested_by, entry.id))
    situation = session.situation(event.number)
    if situation is not None and situation.status is Status.ABSENT:
        session.change(event.number, status=Status.EXPECTED)


@on(ev.SheetSigned)
def _signed(session: MutableSession, entry: ev.Entry, event: ev.SheetSigned) -> None:
    session.change(event.number, signed_at=entry.at)


@on(ev.PresenceConfirmed)
def _presence(session: MutableSession, entry: ev.Entry, event: ev.PresenceConfirmed) -> None:
    session.change(event.number, presence_at=entry.at, presence_noted=entry.id)


@on(ev.CandidateJoined)
def _joined(session: MutableSession, entry: ev.Entry, event: ev.CandidateJoined) -> None:
    session.change(event.number, status=Status.JOINED, joined_at=entry.at, joined_noted=entry.id)


@on(ev.TestStarted)
def _started(session: MutableSession, entry: ev.Entry, event: ev.TestStarted) -> None:
    session.change(event.number, status=Status.STARTED, started_at=entry.at)


_STOPS = {
    ev.TestFinished: Status.FINISHED,
    ev.TestEnded: Status.ENDED,
    ev.CandidateWithdrew: Status.WITHDRAWN,
}


@on(ev.TestFinished, ev.TestEnded, ev.CandidateWithdrew)
def _stopped(
    session: MutableSession, entry: ev.Entry, event: ev.TestFinished | ev.TestEnded | ev.CandidateWithdrew
) -> None:
    situation = session.situation(event.number)
    if situation is not None:
        session.change(
            event.number,
            status=_STOPS[type(event)],
            stopped_at=entry.at,
            end_screen=False,
            reason=getattr(event, "reason", None),
            pauses=closed(situation.pauses, entry),
            interruptions=closed(situation.interruptions, entry),
        )


@on(ev.ReasonGiven)
def _reason(session: MutableSession, entry: ev.Entry, event: ev.ReasonGiven) -> None:
    session.change(event.number, reason=event.reason)


@on(ev.CandidateAbsent)
def _absent(session: MutableSession, entry: ev.Entry, event: ev.CandidateAbsent) -> None:
    session.change(event.number, status=Status.ABSENT)


@on(ev.CandidateNotCertifiable)
def _not_certifiable(session: MutableSession, entry: ev.Entry, event: ev.CandidateNotCertifiable) -> None:
    session.change(event.number, status=Status.NOT_CERTIFIABLE)
