"""What is heard rather than seen: one sentence a candidate, many of them in one, and no sign that is read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from screens.command.telling import MOST_NAMED, runs_of, situation_of
from supervisor.outage import lasted
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import NOTHING, Ending
from supervisor.wording import PHASE, at_end, born, hour_of_end, hour_of_start, plural, second_of_day, span, status_word
from supervisor.zones import attention_in

if TYPE_CHECKING:
    from supervisor.closing import TypedRow

_SIGNS = (
    (" → ", ", puis "),
    ("→", ", puis "),
    ("✓", "fait"),
    ("▲", "alerte"),
    ("‖", "en pause"),
    (" · ", ", "),
    (" — ", ", "),
)
"""Signs that are for the eye, and what is said in their place."""


def aloud(text: str) -> str:
    """A sentence without what a screen reader would spell: arrows, ticks, dashes, middle dots."""
    for sign, said in _SIGNS:
        text = text.replace(sign, said)
    return text


def spoken_ranges(numbers: Sequence[int]) -> str:
    """Numbers as they are said: « 3, 5, 9 à 12 »."""
    said = [
        part for first, last in runs_of(numbers)
        for part in ([f"{first} à {last}"] if last - first > 1 else map(str, range(first, last + 1)))
    ]  # fmt: skip
    return ", ".join(said)


def called(number: int, session: Session) -> str:
    """« 12 LE GOFF Maël », those taken off the list too."""
    who = situation_of(number, session)
    return f"{number} {who.full_name}".rstrip() if who is not None else str(number)


def named_together(numbers: Sequence[int], session: Session) -> str:
    """« 3 MARTIN Paule, 5 ROUX Ana »; of more than three « 18 candidats, n° 1 à 18 »."""
    if len(numbers) <= MOST_NAMED:
        return ", ".join(called(number, session) for number in numbers)
    return f"{plural(len(numbers), 'candidat')}, n° {spoken_ranges(numbers)}"


def by_end(numbers: Sequence[int], session: Session, now: datetime) -> str:
    """Numbers with the end of each, those of the same end together: « n° 1 à 9, fin 10:45 ; n° 10, fin 11:20 »."""
    ends: dict[str, list[int]] = {}
    for number in numbers:
        who = session.candidates.get(number)
        ending = running_of(session, who, now) if who is not None else None
        ends.setdefault(hour_of_end(session, ending.at) if ending is not None else "", []).append(number)
    return told_by_end(ends)


def told_by_end(ends: Mapping[str, Sequence[int]]) -> str:
    """The same of numbers by the hour of their end, which is empty for those who have none."""
    return " ; ".join(f"n° {spoken_ranges(own)}{f', fin {end}' if end else ''}" for end, own in ends.items())


_ROWS = {"extra_time_given": "case-1", "could_not_join": "case-2", "comment": "commentaire"}
"""Rows of the finalisation sheet that are no candidate, as they are typed."""


def typed_as(row: TypedRow) -> str:
    """What a row of the finalisation sheet is called where it is ticked by lines: « 12 », « pv-12 », « case-1 »."""
    return _ROWS.get(row.key, row.key)


# One candidate ---------------------------------------------------------------------------------------


def running_of(session: Session, who: Situation, now: datetime) -> Ending | None:
    """The end their clock runs to; after the close none does."""
    return session.running_ending(who, now) if session.closed_at is None else None


def time_left(session: Session, who: Situation, now: datetime) -> str:
    """« reste 45 min, fin 10:45 », « dépassé de 2 min, fin 10:45 »; empty where no test runs."""
    running = running_of(session, who, now)
    if running is None:
        return ""
    left = running.remaining(now)
    told = f"reste {span(left)}" if left > NOTHING else "temps écoulé"
    if left <= NOTHING and span(left) != span(NOTHING):
        told = f"dépassé de {span(left)}"
    if running.paused or running.suspended:
        # An end that moves with each minute is no hour to be told.
        return f"{told}, le temps ne court pas"
    return f"{told}, fin {hour_of_end(session, running.at)}"


def facts_of(session: Session, who: Situation, now: datetime) -> Iterator[str]:
    """What is to be known of a candidate beside their status and their time, in words."""
    running = running_of(session, who, now)
    for alert in session.open_alerts_of(who.number):
        yield f"alerte {alert.code}" + (f" question {alert.question}" if alert.question is not None else "")
    if running is not None and running.paused:
        yield "en pause"
    if running is not None and running.suspended:
        yield "suspendu"
    if who.checked is not None:
        yield "identité attestée" if who.checked.attested else "identité contrôlée"
    if who.signed_at is not None:
        yield "émargé"
    counted = sum(incident.counts for incident in session.incidents_of(who.number))
    if counted:
        yield plural(counted, "signalement")
    if who.zone:
        yield f"zone {who.zone}"


def candidate_sentence(session: Session, who: Situation, now: datetime, *, full: bool = False) -> str:
    """All of a candidate in one sentence, what is asked first about them first.

    Args:
        session: the state.
        who: the candidate.
        now: the instant at which it is told.
        full: with their birth and class, as they are compared with the document.
    """
    ending = session.ending(who, now)
    codes = ", ".join(dict.fromkeys(i.code for i in session.incidents_of(who.number) if i.counts))
    parts = [
        *((born(who), f"classe {who.class_name}" if who.class_name else "") if full else ()),
        status_word(session, who).lower(),
        time_left(session, who, now),
        f"fini {at_end(session, who.stopped_at)}" if who.stopped_at is not None and ending is not None else "",
        f"début {hour_of_start(session, ending.started_at)}" if ending is not None else "",
        f"temps majoré {who.extra_time}" if who.extra_time else "",
        f"place {who.seat}" if who.seat else "",
        *facts_of(session, who, now),
        f"codes {codes}" if codes else "",
    ]
    return f"n° {who.number}, {who.full_name} : {', '.join(part for part in parts if part)}"


# The session -----------------------------------------------------------------------------------------


def counts_told(session: Session, now: datetime) -> str:
    """Overtime and open alerts first; what is nought is not said; nothing runs any more once it is closed."""
    counts = session.counts(now)
    if session.closed_at is not None:
        counts = replace(counts, overtime=0, started=0, interrupted=0)
    said = [
        f"{plural(counts.overtime, 'dépassé')}" if counts.overtime else "",
        f"{plural(counts.open_alerts, 'alerte ouverte', 'alertes ouvertes')}" if counts.open_alerts else "",
        plural(counts.enrolled, "inscrit"),
        plural(counts.welcomed_only, "accueilli") if counts.welcomed_only else "",
        plural(counts.still_expected, "attendu") if counts.still_expected else "",
        f"{counts.joined} {'a' if counts.joined < 2 else 'ont'} rejoint" if counts.joined else "",
        f"{counts.started} en cours" if counts.started else "",
        plural(counts.interrupted, "interrompu") if counts.interrupted else "",
        plural(counts.finished, "terminé") if counts.finished else "",
        plural(counts.unfinished, "non terminé", "non terminés") if counts.unfinished else "",
        plural(counts.absent, "absent") if counts.absent else "",
        f"{counts.not_certifiable} non certif." if counts.not_certifiable else "",
        plural(counts.incidents, "signalement") if counts.incidents else "",
    ]
    return ", ".join(part for part in said if part)


def session_sentences(session: Session, now: datetime) -> Iterator[str]:
    """Where the session stands as a whole: the hour, how many stand where, the last end, who needs somebody.

    Args:
        session: the state.
        now: the instant at which it is told.
    """
    yield f"Session {session.number}, {PHASE[session.phase].lower()}, il est {second_of_day(session, now)}"
    yield counts_told(session, now)
    if session.closed_at is None and (last := session.last_end(now)) is not None:
        yield f"dernière fin {hour_of_end(session, last)}"
    for outage in session.running_globals:
        length = span(lasted(session, outage, now))
        yield f"incident global n° {outage.event_id}, en cours depuis {length} : {outage.text}"
    yield from attention_sentences(session, now)


def attention_sentences(session: Session, now: datetime, zone: str = "") -> Iterator[str]:
    """Who needs somebody, the most pressing first, with time left and end; the same for many is one sentence.

    Args:
        session: its state.
        now: the instant.
        zone: of whoever asks: theirs first, of the others those who have waited.
    """
    alike: dict[str, list[int]] = {}
    for one in attention_in(session, now, zone):
        alike.setdefault(one.text, []).append(one.number)
    for text, numbers in alike.items():
        if len(numbers) > MOST_NAMED:
            yield f"à voir, {plural(len(numbers), 'candidat')} : {text}, {by_end(numbers, session, now)}"
            continue
        for number in numbers:
            who = session.candidates[number]
            yield f"à voir, n° {number}, {who.full_name} : {_with_time(text, time_left(session, who, now))}"


def _with_time(why: str, left: str) -> str:
    """Why somebody is to be looked at, and what is left of their time: by how much it is over is told once."""
    over, _, end = left.partition(", ")
    if over and over in why.split(", "):
        return f"{why}{', ' if why == over else ' ; '}{end}"
    return f"{why} ; {left}" if left else why
