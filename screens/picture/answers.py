"""What the board answers to an action: who, what, what is also to be done in Pix, what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence

from screens.kit.desk import Outcome
from screens.kit.notices import Tone
from screens.picture.picture import short_name
from supervisor import event as ev
from supervisor.decision import Refusal, Remark, by_reason
from supervisor.event import Entry
from supervisor.jumps import elapsed
from supervisor.pix_limit import NEEDS_PIX, is_past
from supervisor.session import Session, numbers_of
from supervisor.story import phrase_of
from supervisor.timing import MINUTE
from supervisor.wording import outage_by_its_number, plural, typographic

ALSO_IN_PIX: dict[type, str] = {
    ev.TestStarted: "dans Pix, « Confirmer la présence »",
    ev.TestResumed: "dans Pix, « Autoriser la reprise du test »",
    ev.TestEnded: "dans Pix, « Terminer le test »",
}
"""Deeds that change nothing in Pix by being recorded here (DOMAIN.md section 2, edition current)."""

ALERT_IN_PIX = {"validated": "dans Pix, « Valider le signalement »", "refused": "dans Pix, « Refuser le signalement »"}
"""The deed that goes with the answer to an alert."""


OF_SEVERAL = {"a rejoint": "ont rejoint", "absent": "absents", "non certifiable": "non certifiables"}
"""What is told of one candidate, in the plural."""


def answer(outcome: Outcome) -> tuple[str, Tone]:
    """The whole answer to an action, as one notice."""
    session = outcome.session
    parts: list[str] = []
    if outcome.entries:
        parts.append(_done(session, outcome.entries))
        parts += _also_in_pix(session, outcome.entries)
    parts += _remarks(session, outcome.remarks, outcome.entries)
    if outcome.refusals:
        parts.append(refused(session, outcome.refusals))
    tone: Tone = "refused" if outcome.refusals else "done"
    return typographic(" · ".join(parts)), tone


def refused(session: Session, refusals: Sequence[Refusal]) -> str:
    """For whom, and why; those refused for the same reason stand together."""
    told_each = [
        f"{', '.join(short_name(session, n) for n in numbers)} : {reason}" if numbers else reason
        for reason, numbers in by_reason(refusals).items()
    ]
    return "refusé : " + " ; ".join(told_each)


def _done(session: Session, entries: Sequence[Entry]) -> str:
    first = entries[0]
    what = phrase_of(first, session)
    if isinstance(first.event, ev.GlobalIncidentEnded):
        # By its words: on the screen nobody knows it by its number.
        what = f"fin de « {session.globals[first.event.incident].text} »"
    numbers = tuple(dict.fromkeys(n for entry in entries for n in numbers_of(entry, session)))
    if not numbers:
        return what
    if len(numbers) == 1:
        return f"{short_name(session, numbers[0])} : {what}"
    if numbers_of(first, session) == ():
        return what
    return f"{plural(len(numbers), 'candidat')} : {OF_SEVERAL.get(what, what)}"


def _also_in_pix(session: Session, entries: Sequence[Entry]) -> list[str]:
    if session.reference.edition != "current":
        return []
    possible = [
        e for e in entries
        if not (isinstance(e.event, NEEDS_PIX) and is_past(session, e.at)) and not _is_confirmed(session, e)
    ]  # fmt: skip
    return list(dict.fromkeys(filter(None, map(_pix_deed, possible))))


def _is_confirmed(session: Session, entry: Entry) -> bool:
    """A start for which « Confirmer la présence » is noted already, and holds: nothing is left to do in Pix."""
    if not isinstance(entry.event, ev.TestStarted):
        return False
    who = session.candidates.get(entry.event.number)
    holds = session.reference.thresholds.presence_expired * MINUTE
    if who is None or who.presence_at is None:
        return False
    return elapsed(session, who.presence_at, who.presence_noted, entry.at) < holds


def _pix_deed(entry: Entry) -> str:
    if isinstance(entry.event, ev.AlertClosed):
        return ALERT_IN_PIX.get(entry.event.outcome, "")
    return ALSO_IN_PIX.get(type(entry.event), "")


MOST_NAMED = 3
"""More candidates of whom the same is remarked are counted rather than named; « tous » when it is all of them."""


def _remarks(session: Session, remarks: Sequence[Remark], entries: Sequence[Entry]) -> list[str]:
    """What there is to look at; those of whom the same is said stand together."""
    concerned = {n for entry in entries for n in numbers_of(entry, session)}
    by_text: dict[str, list[int]] = {}
    began = {outage_by_its_number(e.id) for e in entries if isinstance(e.event, ev.GlobalIncidentBegan)}
    for remark in remarks:
        if remark.text in began:
            # The number by which a command ends it; here it is chosen.
            continue
        numbers = by_text.setdefault(remark.text, [])
        if remark.number is not None and concerned != {remark.number}:
            numbers.append(remark.number)
    return [
        f"tous : {text}" if numbers and concerned == set(numbers) else _named(session, numbers, text)
        for text, numbers in by_text.items()
    ]


def _named(session: Session, numbers: Sequence[int], text: str) -> str:
    if not numbers:
        return text
    if len(numbers) > MOST_NAMED:
        return f"{plural(len(numbers), 'candidat')} : {text}"
    # What is said of somebody is in the singular: « 14 ROY n'a pas démarré (16 PETIT aussi) ».
    first, *others = (short_name(session, n) for n in numbers)
    return f"{first} {text} ({', '.join(others)} aussi)" if others else f"{first} {text}"
