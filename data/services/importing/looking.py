"""A list looked at before anything is made, and brought in afterwards: what home does in two steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data.archive import Archive
from data.roster.model import Roster
from data.services.errors import NotPossibleError
from data.services.importing.making import Imported, as_it_would_be, bring_in, read_lists
from data.services.importing.plan import Planned, planned
from data.services.importing.terms import SaidOfSessions, Terms, terms_of
from data.services.importing.twins import twin_of
from supervisor.action import Context
from supervisor.session import Session
from supervisor.wording import plural


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A session that a list would make or bring up to date."""

    planned: Planned
    session: Session
    """As the rules would make it of the list alone."""
    is_held: bool
    """The store holds it: it would be brought up to date."""
    twin: Session | None
    """The session that the same list seems to have made before."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A list that was read, and what it would make."""

    roster: Roster
    terms: Terms
    held: tuple[str, ...]
    """Numbers of the sessions that the store holds, said by the list or besides."""
    foreseen: tuple[Foreseen, ...]


def look_at(
    archive: Archive, there: Sequence[Session], path: str,
    said: SaidOfSessions, classes: Sequence[str], context: Context,
) -> LookedAt:  # fmt: skip
    """Read a list and say what it would make; nothing is written.

    Args:
        archive: the store.
        there: its sessions that have candidates, among which twins are looked for.
        path: of the list.
        said: what is said besides.
        classes: take these classes only; none: everybody.
        context: who looks, when, on which machine.

    Raises:
        MisunderstoodError: what is said cannot be, or does not fit the list.
        StoreError: the store cannot be listed.
    """
    terms, roster = _read(path, said, classes, context.now)
    held = _held(archive, roster, said)
    plans = planned(roster.sessions, replace(terms, update=bool(held)), context.now) if roster.sessions else []
    foreseen = [
        Foreseen(
            one,
            as_it_would_be(one.creation, terms.header, context),
            is_held=one.creation.number in held,
            twin=twin_of(one, there),
        )
        for one in plans
    ]
    return LookedAt(roster, terms, held, tuple(foreseen))


def bring_in_list(
    archive: Archive, path: str, said: SaidOfSessions, classes: Sequence[str], context: Context
) -> tuple[Terms, list[Imported]]:  # fmt: skip
    """Make the sessions of a list; it is read again, the file may have changed.

    Raises:
        NotPossibleError: the list has errors, or the rules or the store refuse a session; nothing was made.
        MisunderstoodError: what is said cannot be, or does not fit the list; nothing was made.
        StoreError: the store cannot be written.
    """
    terms, roster = _read(path, said, classes, context.now)
    if roster.errors:
        raise NotPossibleError(f"Rien n'a été créé : {plural(len(roster.errors), 'erreur')} dans la liste.")
    terms = replace(terms, update=bool(_held(archive, roster, said)))
    return terms, list(bring_in(archive, planned(roster.sessions, terms, context.now), terms, context))


def _read(path: str, said: SaidOfSessions, classes: Sequence[str], now: datetime) -> tuple[Terms, Roster]:
    # Known numbers only are brought up to date; a provisional one is always known.
    terms = terms_of(replace(said, update=any(number.startswith("p") for number in said.numbers)))
    [(_, roster)] = read_lists([path], classes, terms.zone, now)
    return terms, roster


def _held(archive: Archive, roster: Roster, said: SaidOfSessions) -> tuple[str, ...]:
    there = set(archive.numbers())
    numbers = [*(one.number for one in roster.sessions), *said.numbers]
    return tuple(dict.fromkeys(number for number in numbers if number in there))
