"""What the board answers to an action: who, what, what is also to be done in Pix, what was refused and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from screens.desk import Outcome
from screens.notices import Tone
from screens.picture import short_name
from supervisor import event as ev
from supervisor.decision import Refusal, Remark
from supervisor.event import Entry
from supervisor.session import Session, numbers_of
from supervisor.story import told
from supervisor.wording import plural, typographic

ALSO_IN_PIX: dict[type, str] = {
    ev.TestStarted: "dans Pix, « Confirmer la présence »",
    ev.TestResumed: "dans Pix, « Autoriser la reprise du test »",
    ev.TestEnded: "dans Pix, « Terminer le test »",
}
"""Deeds that change nothing in Pix by being recorded here (DOMAIN.md section 2, edition current)."""

ALERT_IN_PIX = {"validated": "dans Pix, « Valider le signalement »", "refused": "dans Pix, « Refuser le signalement »"}
"""The deed that goes with the answer to an alert."""

_FOR_THE_COMMAND = re.compile(r"\s*\((?:--[^)]*|time \d[^)]*|reopen)\)")
"""Options of the command that a sentence of the rules names: the board has keys instead."""


def answer(outcome: Outcome, points: Mapping[str, str] | None = None) -> tuple[str, Tone]:
    """The whole answer to an action, as one notice.

    Args:
        outcome: what became of it.
        points: the texts of the room's check-list by key, for an answer that names one.
    """
    session = outcome.session
    parts: list[str] = []
    if outcome.entries:
        parts.append(_point(outcome.entries, points or {}) or _done(session, outcome.entries))
        parts += _also_in_pix(session, outcome.entries)
    remarks = [_remark(session, remark, outcome.entries) for remark in outcome.remarks]
    parts += [text for text in remarks if text]
    if outcome.refusals:
        parts.append(refused(session, outcome.refusals))
    tone: Tone = "refused" if outcome.refusals else "done"
    return typographic(" · ".join(parts)), tone


def refused(session: Session, refusals: Sequence[Refusal]) -> str:
    """For whom, and why; those refused for the same reason stand together."""
    by_reason: dict[str, list[int]] = {}
    for refusal in refusals:
        reason = for_people(refusal.reason)
        by_reason.setdefault(reason, [])
        if refusal.number is not None:
            by_reason[reason].append(refusal.number)
    told_each = [
        f"{', '.join(short_name(session, n) for n in numbers)} : {reason}" if numbers else reason
        for reason, numbers in by_reason.items()
    ]
    return "refusé : " + " ; ".join(told_each)


def for_people(sentence: str) -> str:
    """A sentence of the rules without the options of the command."""
    return _FOR_THE_COMMAND.sub("", sentence)


def _point(entries: Sequence[Entry], points: Mapping[str, str]) -> str:
    event = entries[0].event
    if not isinstance(event, ev.RoomPointChecked) or event.point not in points:
        return ""
    remark = f" ({event.remark})" if event.remark else ""
    return f"{points[event.point]} : {'vérifié' if event.ok else 'à revoir'}{remark}"


def _done(session: Session, entries: Sequence[Entry]) -> str:
    first = entries[0]
    what = for_people(told(first, session))
    numbers = tuple(dict.fromkeys(n for entry in entries for n in numbers_of(entry, session)))
    if not numbers:
        return what
    if len(numbers) == 1:
        return f"{short_name(session, numbers[0])} : {what}"
    if numbers_of(first, session) == ():
        return what
    return f"{plural(len(numbers), 'candidat')} : {what}"


def _also_in_pix(session: Session, entries: Sequence[Entry]) -> list[str]:
    if session.reference.edition != "current":
        return []
    return list(dict.fromkeys(filter(None, map(_pix_deed, entries))))


def _pix_deed(entry: Entry) -> str:
    if isinstance(entry.event, ev.AlertClosed):
        return ALERT_IN_PIX.get(entry.event.outcome, "")
    return ALSO_IN_PIX.get(type(entry.event), "")


def _remark(session: Session, remark: Remark, entries: Sequence[Entry]) -> str:
    text = for_people(remark.text)
    numbers = {n for entry in entries for n in numbers_of(entry, session)}
    if remark.number is None or numbers == {remark.number}:
        return text
    return f"{short_name(session, remark.number)} {text}"
