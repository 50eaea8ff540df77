"""Sessions whose time is over: which they are, and erasing them, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from data import purging
from data.access_log import AccessLog
from data.archive import Archive
from data.errors import StoreError, failed
from data.purging import STARTED, Standing
from data.services.errors import NotPossibleError
from supervisor.reference import Thresholds
from supervisor.retention import OwnLength, months_after
from supervisor.session import Session


@dataclass(frozen=True, slots=True)
class Survey:
    """What of a store may go, and what is kept."""

    due: tuple[Standing, ...]
    kept: tuple[Standing, ...]
    unheeded: OwnLength | None
    """The store's own length, where it is shorter than the usual one and no word says why: it does not count."""
    has_leftovers: bool
    """A purge that was cut short left something."""


def survey(archive: Archive, now: datetime, *, before: date | None = None) -> Survey:
    """Look through a store; nothing is erased.

    Args:
        archive: the store.
        now: the instant from which a session is due.
        before: only sessions before that day are due.

    Raises:
        StoreError: the store cannot be listed, or its settings cannot be read.
    """
    found = purging.survey(archive, now, before=before)
    own = archive.keep_months
    is_heeded = own is None or own.may_shorten or own.months >= Thresholds().keep_months
    return Survey(
        tuple(one for one in found if one.is_due),
        tuple(one for one in found if not one.is_due),
        None if is_heeded else own,
        purging.has_leftovers(archive),
    )


@dataclass(frozen=True, slots=True)
class YearOfSessions:
    """What became of the sessions of a school year, which go together."""

    sessions: tuple[Standing, ...]
    why_kept: str = ""
    """Why they are still there; empty when they are gone."""
    failure: str = ""
    """What stood in the way on the disk, as a French sentence; empty where nothing did."""


def purge(archive: Archive, due: Sequence[Standing], now: datetime) -> Iterator[YearOfSessions]:
    """Erase these sessions for good, each year by itself; one that cannot go keeps no other.

    Args:
        archive: the store.
        due: those that are due.
        now: the instant they are erased at.

    Raises:
        StoreError: what an older purge left cannot be taken away.
    """
    if purging.has_leftovers(archive):
        purging.sweep(archive)
    for year in purging.together(due):
        try:
            yield YearOfSessions(tuple(year), why_kept=purging.purge(archive, year, now))
        except StoreError as error:
            yield YearOfSessions(tuple(year), failure=error.message)


def trim_accesses(archive: Archive, now: datetime) -> int:
    """Keep the register of accesses as long as what was read; how many lines went.

    Raises:
        StoreError: they could not be taken away.
    """
    longest = Thresholds().keep_months
    own = archive.keep_months
    months = longest if own is None else own.months if own.may_shorten else max(own.months, longest)
    first_kept = datetime.combine(months_after(now.date(), -months), time(), UTC)
    try:
        return AccessLog(archive.root).trim(first_kept)
    except OSError as error:
        raise failed("Le registre des accès n'a pas pu être écrit dans", archive.root, error) from error


def unstarted(archive: Archive, number: str) -> Session:
    """A session that may be erased whatever its age: nobody has started in it.

    Raises:
        NotPossibleError: somebody has.
        StoreError: there is none of this number, or it cannot be read.
    """
    session = archive.journal(number).session
    if session.first_start is not None:
        raise kept(session, STARTED)
    return session


def kept(session: Session, why: str) -> NotPossibleError:
    """That a session is not erased, and why."""
    return NotPossibleError(f"Session {session.number} gardée : {why}.")
