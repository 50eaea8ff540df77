"""What the close and its annex change."""

from __future__ import annotations

from supervisor import event as ev
from supervisor.folding.draft import Draft, on
from supervisor.session import GivenVerdict
from supervisor.situation import Note

SEAL_DIGITS = 32
"""The seal is the first 32 hexadecimal digits of the close event's digest (RULES.md section 7)."""


@on(ev.SessionClosed)
def _session_closed(draft: Draft, entry: ev.Entry, event: ev.SessionClosed) -> None:
    draft.values.update(closed_at=entry.at, seal=entry.digest[:SEAL_DIGITS])


@on(ev.SessionReopened)
def _session_reopened(draft: Draft, entry: ev.Entry, event: ev.SessionReopened) -> None:
    # What is typed again may be another thing at the next close: the sheet begins anew.
    draft.values.update(closed_at=None, seal="", was_reopened=True, finalised_at=None, typed_lines=frozenset())


@on(ev.SessionFinalised)
def _session_finalised(draft: Draft, entry: ev.Entry, event: ev.SessionFinalised) -> None:
    draft.values["finalised_at"] = entry.at


@on(ev.VerdictGiven)
def _verdict(draft: Draft, entry: ev.Entry, event: ev.VerdictGiven) -> None:
    given = GivenVerdict(entry.id, event.verdict, event.reason)
    draft.values["verdicts"] = draft.values["verdicts"] | {event.number: given}


@on(ev.EndScreenSeen)
def _end_screen(draft: Draft, entry: ev.Entry, event: ev.EndScreenSeen) -> None:
    draft.change(event.number, end_screen=True)


@on(ev.CommentWritten)
def _comment(draft: Draft, entry: ev.Entry, event: ev.CommentWritten) -> None:
    draft.values["comment"] = event.text


@on(ev.FinalisationLineTyped)
def _line_typed(draft: Draft, entry: ev.Entry, event: ev.FinalisationLineTyped) -> None:
    before = draft.values["typed_lines"]
    draft.values["typed_lines"] = before | {event.line} if event.done else before - {event.line}


@on(ev.FinalisationReasonGiven)
def _late_reason(draft: Draft, entry: ev.Entry, event: ev.FinalisationReasonGiven) -> None:
    draft.change(event.number, reason=event.reason)


@on(ev.FinalisationCorrected, ev.LateNoteWritten)
def _annex(draft: Draft, entry: ev.Entry, event: ev.FinalisationCorrected | ev.LateNoteWritten) -> None:
    draft.values["annex"] += (Note(entry.id, entry.at, event.text, event.number),)


@on(ev.BoxTicked)
def _box(draft: Draft, entry: ev.Entry, event: ev.BoxTicked) -> None:
    draft.values["boxes"] = draft.values["boxes"] | {event.box: event.ticked}
