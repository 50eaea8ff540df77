"""What an import is going to make: the lists as they were read, completed by the command line (RULES.md section 5)."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from data.reference import read_reference
from data.roster.model import ListedCandidate, ListedSession
from data.roster.text import Cell
from data.roster.values import NotUnderstood, read_hour, read_session_date, read_session_number
from data.zone import default_zone, is_zone
from screens.command.output import BadUsageError
from supervisor.access_code import PATTERN as ACCESS_CODE
from supervisor.access_code import RULE as ACCESS_CODE_RULE
from supervisor.action import CreateSession, NewCandidate
from supervisor.candidate import clean
from supervisor.decision import Remark
from supervisor.reference import Edition, Header, Reference
from supervisor.wording import plural

T = TypeVar("T")

FOR_ADULTS = "EDU"
"""Pix+ Édu: teachers sit it, pupils do not."""
_EDITIONS: tuple[Edition, ...] = ("current", "2021")
_PROVISIONAL = re.compile(r"p[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about the sessions, understood; empty: what the file says holds."""

    numbers: tuple[str, ...]
    site: str
    room: str
    date: date | None
    start: time | None
    surveillants: tuple[str, ...]
    certification: str
    access_code: str
    update: bool
    header: Header
    """Zone and edition: the first line of each journal."""
    zone_warning: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The sessions' zone."""
        return ZoneInfo(self.header.timezone)


@dataclass(frozen=True, slots=True)
class Planned:
    """A session of a list, completed."""

    listed: ListedSession
    """What its list and the command line say of it."""
    creation: CreateSession
    """The same with what nobody said. Its number is empty where it will be given a provisional one."""
    warnings: tuple[Remark, ...] = ()
    """What was completed and what to check, each with what answers it on the command line."""


def understood(options: Namespace, access_code: str) -> Options:
    """The command line's words as values.

    Args:
        options: what the parser read.
        access_code: the code, read from wherever it stood; empty for none.

    Raises:
        BadUsageError: one of them cannot be.
    """
    reference = read_reference(_edition(options.edition))
    if options.timezone and not is_zone(options.timezone):
        raise BadUsageError(
            f"« {clean(options.timezone)} » n'est pas un fuseau horaire connu (--timezone) : par exemple Europe/Paris."
        )
    found = default_zone() if not options.timezone else None
    if access_code and not ACCESS_CODE.fullmatch(access_code):
        # The wrong code is not quoted: it may be the right one but for a slip.
        raise BadUsageError(f"Le code d'accès (--access-code) a {ACCESS_CODE_RULE}.")
    return Options(
        numbers=_numbers(options.sessions or (), update=bool(options.update)),
        site=str(clean(options.site or "")),
        room=str(clean(options.room or "")),
        date=_read("--date", options.date, read_session_date),
        start=_read("--start", options.start, read_hour),
        surveillants=tuple(str(clean(name)) for name in options.surveillants or () if str(clean(name))),
        certification=_certification(options.certification, reference),
        access_code=access_code,
        update=bool(options.update),
        header=Header(timezone=found.name if found else options.timezone, reference=reference),
        zone_warning=found.warning if found else "",
    )


def _numbers(given: Sequence[str], *, update: bool) -> tuple[str, ...]:
    numbers = []
    for text in given:
        if update and _PROVISIONAL.fullmatch(text):
            numbers.append(text)
            continue
        number = number_of(text)
        if number in numbers:
            raise BadUsageError(f"Le numéro {number} est donné deux fois (--session).")
        numbers.append(str(number))
    return tuple(numbers)


def number_of(text: str) -> str | None:
    """A number that was typed after `--session`.

    Raises:
        BadUsageError: it is none.
    """
    return _read("--session", text, read_session_number)


def _read(option: str, text: Cell | None, read: Callable[[Cell], T]) -> T | None:
    if text is None or text == "":
        return None
    try:
        return read(text)
    except NotUnderstood as reason:
        raise BadUsageError(f"{option} : {reason}") from reason


def _edition(asked: str | None) -> Edition:
    for edition in _EDITIONS:
        if (asked or "current") == edition:
            return edition
    raise BadUsageError(f"L'édition « {clean(asked or '')} » n'est pas connue (--edition) : current ou 2021.")


def _certification(asked: str | None, reference: Reference) -> str:
    key = (asked or "CORE").strip().upper().replace("-", "_")
    if key not in reference.durations:
        known = ", ".join(reference.durations)
        raise BadUsageError(f"La certification « {clean(asked or '')} » n'est pas connue ; connues : {known}.")
    return key


# The sessions ------------------------------------------------------------------------------------------


def planned(listed: Sequence[ListedSession], options: Options, now: datetime) -> list[Planned]:
    """The sessions of all the files, numbered and completed.

    Args:
        listed: as the files say them, in their order.
        options: what the command line adds to them, or says instead.
        now: the instant of the import, which gives the day and hour of a session that has none.

    Raises:
        BadUsageError: numbers and sessions do not fit together.
    """
    numbered = _with_numbers(listed, options)
    if options.access_code and len(numbered) > 1:
        raise BadUsageError(
            f"Un code d'accès (--access-code) est celui d'une session, et il y en a {len(numbered)} : importez-les "
            "une à une."
        )
    return [_completed(session, options, now) for session in numbered]


def _with_numbers(listed: Sequence[ListedSession], options: Options) -> list[ListedSession]:
    """Each with its number; those without one are named by `--session` in their order."""
    known = [session.number for session in listed if session.number is not None]
    twice = sorted({number for number in known if known.count(number) > 1}, key=int)
    if twice:
        raise BadUsageError(f"La session {twice[0]} est dans plusieurs fichiers : importez-les un à un.")
    # A number that a file says itself names nothing further.
    names = [number for number in options.numbers if number not in known]
    unnamed = sum(session.number is None for session in listed)
    if names and not unnamed:
        many = len(names) > 1
        raise BadUsageError(
            f"--session nomme {', '.join(names)}, mais la liste dit elle-même sa session : {', '.join(known)}. "
            f"Vérifiez {'les numéros tapés' if many else 'le numéro tapé'} ; si c'est bien cette liste, n'en dites pas."
        )
    if len(names) > unnamed:
        there = f"il y a {plural(unnamed, 'session')} sans numéro"
        said = f" ; la liste dit déjà {', '.join(known)}" if known else ""
        raise BadUsageError(f"--session nomme {', '.join(names)}, et {there}{said}.")
    if options.update and len(names) < unnamed:
        raise BadUsageError(
            f"{plural(unnamed - len(names), 'session')} sans numéro : dites laquelle mettre à jour (--session N)."
        )
    remaining = iter(names)
    return [s if s.number is not None else replace(s, number=next(remaining, None)) for s in listed]


def _completed(listed: ListedSession, options: Options, now: datetime) -> Planned:
    said = replace(
        listed,
        site=options.site or listed.site,
        room=options.room or listed.room,
        date=options.date or listed.date,
        start=options.start or listed.start,
        surveillants=options.surveillants or listed.surveillants,
    )
    next_hour = (now + timedelta(hours=1)).astimezone(options.zone).replace(minute=0, second=0, microsecond=0)
    today = now.astimezone(options.zone).date() if said.start is not None else next_hour.date()
    creation = CreateSession(
        number=said.number or "",
        date=said.date or today,
        start=f"{said.start or next_hour:%H:%M}",
        site=said.site,
        room=said.room,
        certification=options.certification,
        surveillants=said.surveillants,
        access_code=options.access_code,
        observations=said.observations,
        candidates=tuple(new_candidate(one) for one in said.candidates),
    )
    return Planned(said, creation, tuple(_warnings(said, creation, options)))


def new_candidate(one: ListedCandidate) -> NewCandidate:
    """A row of a list as a candidate to be put on the session's list."""
    return NewCandidate(one.identity, one.certification, one.extra_time, one.class_name, one.seat)


def _warnings(said: ListedSession, creation: CreateSession, options: Options) -> Iterator[Remark]:
    if said.date is None:
        yield Remark(f"pas de date dans la liste : {creation.date:%d/%m/%Y}", hint="sinon, --date")
    if said.start is None:
        text = f"pas d'heure dans la liste : {creation.start}, la prochaine heure pleine"
        yield Remark(text, hint="sinon, --start")
    if not said.site:
        yield Remark("pas de site dans la liste", hint="--site")
    if not said.room:
        yield Remark("pas de salle dans la liste", hint="--room")
    yield from _about_people(said, options)


def _about_people(session: ListedSession, options: Options) -> Iterator[Remark]:
    enrolled, watching = len(session.candidates), max(1, len(session.surveillants))
    limit = options.header.reference.thresholds.candidates_per_surveillant
    if enrolled > limit * watching:
        people = f"{plural(enrolled, 'candidat')} pour {plural(watching, 'surveillant')}"
        yield Remark(f"{people} : au plus {limit} chacun, sauf dérogation de Pix", hint="do … derogation")
    if any(one.class_name for one in session.candidates):
        adults = [
            rank
            for rank, one in enumerate(session.candidates, start=1)
            if (one.certification or options.certification) == FOR_ADULTS
        ]
        if adults:
            name = options.header.reference.certifications.get(FOR_ADULTS, FOR_ADULTS)
            numbers = f"n° {', '.join(map(str, adults))}" if len(adults) <= limit else plural(len(adults), "candidat")
            yield Remark(f"{name} est pour les adultes, et cette liste est celle d'une école ({numbers}) : vérifiez")
