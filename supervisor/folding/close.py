"""What the close and its annex change."""

from __future__ import annotations

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, on
from supervisor.session import GivenVerdict
from supervisor.situation import Note

SEAL_DIGITS = 32
"""The seal is the first 32 hexadecimal digits of the close event's digest (RULES.md section 7)."""


@on(ev.SessionClosed)
def _session_closed(session: MutableSession, entry: ev.Entry, event: ev.SessionClosed) -> None:
    session.values.update(closed_at=entry.at, seal=entry.digest[:SEAL_DIGITS])


@on(ev.SessionReopened)
def _session_reopened(session: MutableSession, entry: ev.Entry, event: ev.SessionReopened) -> None:
    # What is typed again may be another thing at the next close: the sheet begins anew.
    session.values.update(closed_at=None, seal="", was_reopened=True, finalised_at=None, typed_lines=frozenset())


@on(ev.SessionFinalised)
def _session_finalised(session: MutableSession, entry: ev.Entry, event: ev.SessionFinalised) -> None:
    session.values["finalised_at"] = entry.at


@on(ev.VerdictGiven)
def _verdict(session: MutableSession, entry: ev.Entry, event: ev.VerdictGiven) -> None:
    given = GivenVerdict(entry.id, event.verdict, event.reason)
    session.values["verdicts"] = session.values["verdicts"] | {event.number: given}


@on(ev.EndScreenSeen)
def _end_screen(session: MutableSession, entry: ev.Entry, event: ev.EndScreenSeen) -> None:
    session.change(event.number, end_screen=True)


@on(ev.CommentWritten)
def _comment(session: MutableSession, entry: ev.Entry, event: ev.CommentWritten) -> None:
    session.values["comment"] = event.text


@on(ev.FinalisationLineTyped)
def _line_typed(session: MutableSession, entry: ev.Entry, event: ev.FinalisationLineTyped) -> None:
    before = session.values["typed_lines"]
    session.values["typed_lines"] = before | {event.line} if event.done else before - {event.line}


@on(ev.FinalisationReasonGiven)
def _late_reason(session: MutableSession, entry: ev.Entry, event: ev.FinalisationReasonGiven) -> None:
    session.change(event.number, reason=event.reason)


@on(ev.FinalisationCorrected, ev.LateNoteWritten)
def _annex(session: MutableSession, entry: ev.Entry, event: ev.FinalisationCorrected | ev.LateNoteWritten) -> None:
    session.values["annex"] += (Note(entry.id, entry.at, event.text, event.number),)


@on(ev.BoxTicked)
def _box(session: MutableSession, entry: ev.Entry, event: ev.BoxTicked) -> None:
    session.values["boxes"] = session.values["boxes"] | {event.box: event.ticked}
