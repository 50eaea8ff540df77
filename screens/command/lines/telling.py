"""The sentences of the prompt: what was done, here or by a colleague, who needs somebody, what is left at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from screens.command.spoken import by_end, called, named_together, spoken_ranges, time_left
from screens.command.telling import MOST_NAMED, done_lines
from supervisor.announcing import Call
from supervisor.attention import Need
from supervisor.clock_words import jump_told
from supervisor.closing import finalisation_due, points
from supervisor.event import Entry
from supervisor.jumps import shift_on_offer
from supervisor.session import Session, numbers_of
from supervisor.story import phrase_of
from supervisor.wording import day_and_hour, plural

_HEADS = {
    Need.OVERTIME: "Temps dépassé",
    Need.OPEN_ALERT: "Alerte ouverte",
    Need.LAST_MINUTES: "Fin proche",
    Need.PRESENCE: "Présence",
    Need.NOT_CONNECTED: "Pas connecté",
    Need.INTERRUPTED: "Interrompu",
    Need.STARTED_UNCHECKED: "Identité non contrôlée",
    Need.NOTICE: "Fin dans un quart d'heure",
    Need.UNSIGNED: "Pas d'émargement",
}
"""What is said first of each need: whoever listens knows by it whether to get up."""
_SAID_BY_ITS_HEAD = {Need.OVERTIME, Need.LAST_MINUTES, Need.NOTICE, Need.STARTED_UNCHECKED, Need.UNSIGNED}
"""Needs whose own words would say their head, or the time left, a second time."""


def announcements(found: Sequence[Call], session: Session, now: datetime) -> Iterator[str]:
    """One sentence a need, for whoever has it: number, name, what it is, time left and end; many by their numbers.

    Args:
        found: what is to be announced, the most pressing first.
        session: the state.
        now: the instant.
    """
    by_cause: dict[Need, list[Call]] = {}
    for call in found:
        by_cause.setdefault(call.reason.cause, []).append(call)
    for cause, calls in sorted(by_cause.items()):
        numbers = list(dict.fromkeys(call.number for call in calls))
        if len(numbers) <= MOST_NAMED:
            yield f"{_HEADS[cause]} : {' ; '.join(_one(call, session, now) for call in calls)}"
        else:
            yield f"{_HEADS[cause]}, {plural(len(numbers), 'candidat')} : {by_end(numbers, session, now)}"


def _one(call: Call, session: Session, now: datetime) -> str:
    who = session.candidates[call.number]
    why = "" if call.reason.cause in _SAID_BY_ITS_HEAD else call.reason.text
    return ", ".join(part for part in (called(call.number, session), why, time_left(session, who, now)) if part)


def answers(entries: Sequence[Entry], session: Session, now: datetime) -> Iterator[str]:
    """What was done: a line a candidate as `vigie do` says it, and one for more than a few.

    Args:
        entries: the events of one action, on disk.
        session: the state after it.
        now: the instant, for the ends.
    """
    numbers = {number for entry in entries for number in numbers_of(entry, session)}
    together = _together(entries, session)
    if len(numbers) <= MOST_NAMED or len(together) > MOST_NAMED:
        yield from done_lines(entries, session)
        return
    for what, own in together.items():
        yield f"{plural(len(own), 'candidat')} : {what}, {by_end(own, session, now)}" if own else what


def _together(entries: Sequence[Entry], session: Session) -> dict[str, list[int]]:
    """Whom each thing that happened happened to; nobody where it is of the session."""
    of_one: dict[int | None, list[str]] = {}
    for entry in entries:
        for number in numbers_of(entry, session) or (None,):
            of_one.setdefault(number, []).append(phrase_of(entry, session))
    found: dict[str, list[int]] = {}
    for number, phrases in of_one.items():
        found.setdefault(" ; ".join(phrases), []).extend([] if number is None else [number])
    return found


def of_colleagues(entries: Sequence[Entry], session: Session) -> Iterator[str]:
    """What others recorded: who did, whom it is about, what; the same for many is one sentence."""
    by_author: dict[str, list[Entry]] = {}
    for entry in entries:
        by_author.setdefault(entry.author, []).append(entry)
    for author, own in by_author.items():
        for what, numbers in _together(own, session).items():
            whom = f"{named_together(numbers, session)} : " if numbers else ""
            yield f"{author} a noté : {whom}{what}"


def of_a_jump(seconds: int, session: Session) -> Iterator[str]:
    """That the machine's clock jumped, and by which word the starts noted before it are shifted."""
    told = jump_told(seconds)
    yield f"{told[0].upper()}{told[1:]}"
    if (shift := shift_on_offer(session)) is not None:
        starts = plural(len(shift.numbers), "début noté", "débuts notés")
        whose = named_together(shift.numbers, session)
        yield f"Saut d'horloge : « décaler » décale d'autant {starts} avant lui, {whose}"


def not_done(session: Session, now: datetime, unrecorded: int = 0) -> str:
    """What is left undone by whoever leaves, in one sentence."""
    parts = []
    if unrecorded:
        parts.append(f"PAS ENREGISTRÉ : {plural(unrecorded, 'action')}")
    running = [who.number for who in session.candidates.values() if who.is_running]
    if session.closed_at is None:
        if running:
            parts.append(f"{plural(len(running), 'test en cours', 'tests en cours')}, n° {spoken_ranges(running)}")
        lacking = len(points(session, now))
        parts.append(
            f"session pas close, {plural(lacking, 'point manque', 'points manquent')}" if lacking else
            "session pas close, rien ne manque"
        )  # fmt: skip
    elif session.finalised_at is None and not session.rehearsal:
        due = finalisation_due(session)
        parts.append(f"à finaliser{f' avant le {day_and_hour(session, due)}' if due is not None else ''}")
    return f"Session {session.number} : {' ; '.join(parts) or 'tout est fait'}."
