"""What an import writes: new sessions, all or none of them, and those that the store holds brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.archive import Archive
from data.errors import CreationRefusedError, SessionExistsError
from data.roster import read_roster
from data.roster.model import Roster
from data.services.errors import NotPossibleError
from data.services.importing.plan import Planned
from data.services.importing.terms import Terms
from data.services.importing.twins import twin_of, twins_in
from data.services.importing.update import Changes, update
from supervisor.action import Context, CreateSession
from supervisor.deciding import as_if_recorded, decide
from supervisor.dropped import as_dropped
from supervisor.folding import fold
from supervisor.reference import Header
from supervisor.session import Session


@dataclass(frozen=True, slots=True)
class Created:
    """A session that an import made; it is on the disk."""

    planned: Planned
    session: Session
    twin: Session | None
    """The session that the same list seems to have made before."""


@dataclass(frozen=True, slots=True)
class BroughtUpToDate:
    """A session that the store held; what its list changed is on the disk."""

    planned: Planned
    session: Session
    """As it is now."""
    changes: Changes


Imported = Created | BroughtUpToDate
"""What came of one session of an import."""


def read_lists(
    files: Sequence[str], classes: Sequence[str], zone: ZoneInfo, now: datetime
) -> list[tuple[Path, Roster]]:  # fmt: skip
    """All these files, read; each with its problems.

    Args:
        files: their paths.
        classes: take these classes only; none: everybody.
        zone: of the sessions, whose day it is when years of two digits or ages are judged.
        now: the instant of the import.
    """
    today = now.astimezone(zone).date()
    paths = [Path(as_dropped(name)) for name in files]
    return [(path, read_roster(path, classes=classes, today=today)) for path in paths]


def bring_in(archive: Archive, wanted: Sequence[Planned], terms: Terms, context: Context) -> Iterator[Imported]:
    """Make these sessions, all or none of them, then bring those up to date that the store holds, one by one.

    Each is given when it is on the disk, so that what is done is told even where a later one fails.

    Args:
        archive: the store.
        wanted: the sessions, completed.
        terms: what was said about them.
        context: who imports, when, on which machine.

    Raises:
        NotPossibleError: a session is there already, or the rules refuse one; nothing was made.
        StoreError: the store cannot be written.
    """
    held = set(archive.numbers()) if terms.update else set()
    old = [(one, archive.journal(one.creation.number)) for one in wanted if one.creation.number in held]
    new = [one for one in wanted if one.creation.number not in held]
    there = twins_in(archive, new)
    try:
        made = archive.create_all([(terms.header, one.creation) for one in new], context) if new else []
    except (SessionExistsError, CreationRefusedError) as error:
        raise NotPossibleError(f"Rien n'a été créé. {error.message}") from error
    for one, journal in zip(new, made, strict=True):
        yield Created(one, journal.session, twin_of(one, there))
        there.append(journal.session)
    for one, journal in old:
        changes = update(journal, one, context)
        yield BroughtUpToDate(one, journal.session, changes)


def as_it_would_be(creation: CreateSession, header: Header, context: Context) -> Session:
    """A session in memory, as the rules would make it; nothing is written."""
    nothing = fold(header, ())
    return as_if_recorded(nothing, decide(nothing, creation, context), context)


@dataclass(frozen=True, slots=True)
class ToBeChecked:
    """A candidate of whom a list says something of a temps majoré where nothing reads it."""

    session: str
    number: int
    name: str
    aside: str
    """What it says, as it stands."""


def said_around(plans: Iterable[Planned]) -> list[str]:
    """What the lists say of temps majorés around their rows, each text once."""
    return list(dict.fromkeys(text for one in plans for text in one.listed.around))


def to_be_checked(planned: Planned, session: Session) -> list[ToBeChecked]:
    """Whose temps majoré is to be checked, by their numbers in the session."""
    said_of = {listed.identity.person_key: listed.aside for listed in planned.listed.candidates if listed.aside}
    return [
        ToBeChecked(session.number, who.number, who.full_name, said_of[key])
        for who in session.candidates.values()
        if (key := who.identity.person_key) in said_of
    ]
