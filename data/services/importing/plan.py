"""The sessions that an import is going to make: the lists as they were read, completed by what is said besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.roster.model import ListedCandidate, ListedSession
from data.services.errors import MisunderstoodError
from data.services.importing.terms import Terms
from supervisor.action import CreateSession, NewCandidate
from supervisor.decision import Remark
from supervisor.wording import plural

FOR_ADULTS = "EDU"
"""Pix+ Édu: teachers sit it, pupils do not."""


class NumbersError(MisunderstoodError):
    """The numbers that are said and the sessions of the lists do not fit together."""

    def __init__(self, names: Sequence[str], why: str) -> None:
        self.numbers = ", ".join(names)
        self.why = why
        """What comes after the numbers in the sentence."""
        super().__init__(f"les numéros dits sont {self.numbers}{why}")


@dataclass(frozen=True, slots=True)
class Planned:
    """A session of a list, completed."""

    listed: ListedSession
    """What its list and the terms say of it."""
    creation: CreateSession
    """The same with what nobody said. Its number is empty where it will be given a provisional one."""
    warnings: tuple[Remark, ...] = ()
    """What was completed and what to check, each with what answers it on the command line."""


def planned(listed: Sequence[ListedSession], terms: Terms, now: datetime) -> list[Planned]:
    """The sessions of all the files, numbered and completed.

    Args:
        listed: as the files say them, in their order.
        terms: what is added to them, or said instead.
        now: the instant of the import, which gives the day and hour of a session that has none.

    Raises:
        MisunderstoodError: numbers and sessions do not fit together.
    """
    numbered = _with_numbers(listed, terms)
    if terms.access_code and len(numbered) > 1:
        rest = f" est celui d'une session, et il y en a {len(numbered)} : importez-les une à une."
        raise MisunderstoodError(f"Un code d'accès{rest}", hint="--access-code", rest=rest)
    return [_completed(session, terms, now) for session in numbered]


def _with_numbers(listed: Sequence[ListedSession], terms: Terms) -> list[ListedSession]:
    """Each with its number; those without one are given those that were said, in their order."""
    known = [session.number for session in listed if session.number is not None]
    twice = sorted({number for number in known if known.count(number) > 1}, key=int)
    if twice:
        raise MisunderstoodError(f"La session {twice[0]} est dans plusieurs fichiers : importez-les un à un.")
    # A number that a file says itself names nothing further.
    names = [number for number in terms.numbers if number not in known]
    unnamed = sum(session.number is None for session in listed)
    if names and not unnamed:
        many = len(names) > 1
        raise NumbersError(
            names,
            f", mais la liste dit elle-même sa session : {', '.join(known)}. "
            f"Vérifiez {'les numéros tapés' if many else 'le numéro tapé'} ; "
            "si c'est bien cette liste, n'en dites pas.",
        )
    if len(names) > unnamed:
        there = f"il y a {plural(unnamed, 'session')} sans numéro"
        said = f" ; la liste dit déjà {', '.join(known)}" if known else ""
        raise NumbersError(names, f", et {there}{said}.")
    if terms.update and len(names) < unnamed:
        raise MisunderstoodError(
            f"{plural(unnamed - len(names), 'session')} sans numéro : dites laquelle mettre à jour.", hint="--session N"
        )
    remaining = iter(names)
    return [s if s.number is not None else replace(s, number=next(remaining, None)) for s in listed]


def _completed(listed: ListedSession, terms: Terms, now: datetime) -> Planned:
    said = replace(
        listed,
        site=terms.site or listed.site,
        room=terms.room or listed.room,
        date=terms.day or listed.date,
        start=terms.start or listed.start,
        surveillants=terms.surveillants or listed.surveillants,
    )
    next_hour = (now + timedelta(hours=1)).astimezone(terms.zone).replace(minute=0, second=0, microsecond=0)
    today = now.astimezone(terms.zone).date() if said.start is not None else next_hour.date()
    creation = CreateSession(
        number=said.number or "",
        date=said.date or today,
        start=f"{said.start or next_hour:%H:%M}",
        site=said.site,
        room=said.room,
        certification=terms.certification,
        surveillants=said.surveillants,
        access_code=terms.access_code,
        observations=said.observations,
        candidates=tuple(new_candidate(one) for one in said.candidates),
    )
    return Planned(said, creation, tuple(_warnings(said, creation, terms)))


def new_candidate(one: ListedCandidate) -> NewCandidate:
    """A row of a list as a candidate to be put on the session's list."""
    return NewCandidate(one.identity, one.certification, one.extra_time, one.class_name, one.seat)


def _warnings(said: ListedSession, creation: CreateSession, terms: Terms) -> Iterator[Remark]:
    if said.date is None:
        yield Remark(f"pas de date dans la liste : {creation.date:%d/%m/%Y}", hint="sinon, --date")
    if said.start is None:
        text = f"pas d'heure dans la liste : {creation.start}, la prochaine heure pleine"
        yield Remark(text, hint="sinon, --start")
    if not said.site:
        yield Remark("pas de site dans la liste", hint="--site")
    if not said.room:
        yield Remark("pas de salle dans la liste", hint="--room")
    yield from _about_people(said, terms)


def _about_people(session: ListedSession, terms: Terms) -> Iterator[Remark]:
    enrolled, watching = len(session.candidates), max(1, len(session.surveillants))
    limit = terms.header.reference.thresholds.candidates_per_surveillant
    if enrolled > limit * watching:
        people = f"{plural(enrolled, 'candidat')} pour {plural(watching, 'surveillant')}"
        yield Remark(f"{people} : au plus {limit} chacun, sauf dérogation de Pix", hint="do … derogation")
    if any(one.class_name for one in session.candidates):
        adults = [
            rank
            for rank, one in enumerate(session.candidates, start=1)
            if (one.certification or terms.certification) == FOR_ADULTS
        ]
        if adults:
            name = terms.header.reference.certifications.get(FOR_ADULTS, FOR_ADULTS)
            numbers = f"n° {', '.join(map(str, adults))}" if len(adults) <= limit else plural(len(adults), "candidat")
            yield Remark(f"{name} est pour les adultes, et cette liste est celle d'une école ({numbers}) : vérifiez")
