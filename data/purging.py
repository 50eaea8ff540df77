"""Purge: the sessions of a school year are erased together, and leave one anonymous line of figures.

A year goes when the last of its sessions is due, so that its figures are told once and for all of them (RULES.md
section 12). The line is on the disk before the first folder goes, and a folder goes by losing its name: whatever fails,
a session is there whole, or gone with its figures there. What its files still hold then is removed by the next purge.

A session in which nobody has started can be erased by itself, when somebody asks for it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from data import disk
from data.archive import Archive, Shelf
from data.drafts import left_spares, locks_of
from data.errors import failed
from data.evidence import LOCK_NAME as EVIDENCE_LOCK
from data.journal import FILE_NAME, Journal
from data.journal import LOCK_NAME as JOURNAL_LOCK
from data.left_figures import Left, LeftFigures, session_id
from data.leftovers import aside_in
from data.locks import Claim
from data.reference import protected_codes
from data.system import is_too_long, reason_of
from data.ticks import forget_left_boxes, left_boxes
from data.trainings import Trainings, noted_in
from supervisor.activity import SchoolYear, year_line
from supervisor.retention import OwnLength, Retention, retention_of, why_kept
from supervisor.session import Session

UNREADABLE = "illisible : réparez-la ou ôtez son dossier à la main"
NEWER = "d'un autre format que ceux de cette Vigie : mettez-la à jour, puis recommencez"
DAMAGED = "journal abîmé : gardez-en une copie, puis ôtez son dossier à la main"
STARTED = "un test y a démarré : elle se garde jusqu'à son terme, puis s'efface avec son année"
LINKED = "un lien mène hors du dossier : effacez ce qu'il montre, puis le lien, à la main"
TOO_LONG = "son chemin est trop long pour qu'elle parte en entier : déplacez le dossier des sessions sous un plus court"
IN_USE = "quelqu'un l'a ouverte ou y écrit : fermez les autres Vigie, puis recommencez"


@dataclass(frozen=True, slots=True)
class Standing:
    """One session, and whether it may go."""

    name: str
    """Its number, and its folder where another one has that number too."""
    folder: Path
    day: date | None = None
    """The day it was held, or planned for; None where it cannot be read."""
    retention: Retention | None = None
    """None where it cannot be read."""
    why_kept: str = ""
    """Why it stays, as a French phrase; empty when it is due."""
    year: SchoolYear | None = None
    """With which year it goes; None for a rehearsal, and where it cannot be read."""
    keeps_year: bool = False
    """The other sessions of its year wait for it."""
    was_never_held: bool = False
    """Its day is over and nobody started: it may be erased by itself."""

    @property
    def is_due(self) -> bool:
        """It may be erased."""
        return not self.why_kept


def survey(archive: Archive, now: datetime, *, before: date | None = None) -> list[Standing]:
    """Every session of a store, with what keeps it.

    Args:
        archive: the store.
        now: the instant it is looked at.
        before: keep also those held on that day or later.

    Raises:
        StoreError: the store cannot be listed.
    """
    keep_months = archive.keep_months
    return _year_by_year([_standing(shelf, keep_months, now, before) for shelf in archive.sessions()])


def _standing(shelf: Shelf, keep_months: OwnLength | None, now: datetime, before: date | None) -> Standing:
    if shelf.journal is None:
        return Standing(shelf.name, shelf.folder, why_kept=NEWER if shelf.is_newer else UNREADABLE)
    session = shelf.journal.session
    retention, today = retention_of(session, keep_months), session.local(now).date()
    why = why_kept(session, retention, today)
    keeps_year = bool(why) and (session.first_start is not None or session.closed_at is not None)
    if shelf.journal.damage is not None:
        # Once its own time is over the others do not wait until somebody has removed it by hand.
        why, keeps_year = DAMAGED, not retention.is_due(today)
    elif not why and (stands := _why_not_removable(shelf.folder)):
        why, keeps_year = stands, False
    elif not why and before is not None and session.day_held >= before:
        why, keeps_year = f"tenue le {session.day_held:%d/%m/%Y}, pas avant le {before:%d/%m/%Y}", True
    year = None if session.rehearsal else SchoolYear.of(session.date)
    if not why and year is not None and today in year:
        why = f"l'année scolaire {year} n'est pas finie"
    return Standing(
        shelf.name, shelf.folder, session.day_held, retention, why, year, keeps_year and year is not None,
        was_never_held=shelf.journal.damage is None and session.day_held < today and session.first_start is None,
    )  # fmt: skip


def _year_by_year(found: Sequence[Standing]) -> list[Standing]:
    """With those kept that wait for another of their year."""
    last: dict[SchoolYear, Standing] = {}
    for one in found:
        if one.year is not None and one.keeps_year and one.retention is not None:
            other = last.get(one.year)
            if other is None or other.retention is None or other.retention.until < one.retention.until:
                last[one.year] = one
    return [
        replace(one, why_kept=f"l'année {one.year} s'efface en entier, et la session {last[one.year].name} reste")
        if one.is_due and one.year in last
        else one
        for one in found
    ]


def _why_not_removable(folder: Path) -> str:
    """Why a session is not removed with the others of its year; empty when it can be, to its last file."""
    aside = aside_in(folder.parent)
    try:
        for path, mode in _all_of(folder):
            if stat.S_ISLNK(mode):
                # Something of the session lies elsewhere: what is removed here would stay there.
                return LINKED
            # It goes under this name, which may be longer: what is too long there could not be removed any more.
            disk.is_there(aside / path.relative_to(folder))
    except OSError as error:
        return TOO_LONG if is_too_long(error) else f"son dossier ne peut pas être lu ({reason_of(error)})"
    return ""


def _all_of(path: Path) -> Iterator[tuple[Path, int]]:
    """A folder and all that is in it, with what each is.

    Raises:
        OSError: the disk does not tell.
    """
    mode = disk.mode_of(path)
    if mode is not None:
        yield path, mode
        if stat.S_ISDIR(mode):
            for one in disk.listed(path):
                yield from _all_of(one)


def together(due: Sequence[Standing]) -> list[list[Standing]]:
    """Sessions that are due, those of a year together; a rehearsal goes by itself."""
    years: dict[SchoolYear, list[Standing]] = {}
    alone = [[one] for one in due if one.year is None]
    for one in due:
        if one.year is not None:
            years.setdefault(one.year, []).append(one)
    return [*(years[year] for year in sorted(years)), *alone]


def purge(archive: Archive, due: Sequence[Standing], now: datetime) -> str:
    """Erase sessions of one year, all or none, if they still are due.

    Args:
        archive: the store.
        due: what `survey` said of them.
        now: the instant of the purge.

    Returns:
        Why they were not erased after all, as a French phrase; empty when they are gone.

    Raises:
        StoreError: it could not be done. Each session is there as it was, or gone with its figures kept.
    """
    with archive.locked(), ExitStack() as claims:
        sessions = []
        for standing in due:
            if not claims.enter_context(_alone_in(standing.folder)):
                return _of(standing, due, IN_USE)
            if stands := _why_not_removable(standing.folder):
                return _of(standing, due, stands)
            session = Journal.open(standing.folder / FILE_NAME).session
            # Somebody may have reopened it since it was listed.
            if why := why_kept(session, retention_of(session, archive.keep_months), session.local(now).date()):
                return _of(standing, due, why)
            sessions.append(session)
        _leave(archive, sessions, now)
        for standing in due:
            _remove(archive, standing.folder)
    return ""


def _of(standing: Standing, due: Sequence[Standing], why: str) -> str:
    return why if len(due) == 1 else f"session {standing.name} : {why}"


def erase_unstarted(archive: Archive, folder: Path, now: datetime) -> str:
    """Erase one session in which nobody has started, whatever its age; a line without a name stays of it.

    Returns:
        Why it was not erased, as a French phrase; empty when it is gone.

    Raises:
        StoreError: it cannot be read, or it could not be done.
    """
    with archive.locked(), _alone_in(folder) as is_alone:
        if not is_alone:
            return IN_USE
        if stands := _why_not_removable(folder):
            return stands
        journal = Journal.open(folder / FILE_NAME)
        if journal.damage is not None:
            return DAMAGED
        if journal.session.first_start is not None:
            return STARTED
        _leave(archive, [journal.session], now)
        _remove(archive, folder)
    return ""


def _leave(archive: Archive, sessions: Sequence[Session], now: datetime) -> None:
    """The line of a year; sessions that a purge cut short has a line of already are in that one."""
    kept = LeftFigures(archive.root, archive.rights)
    here = {session_id(session) for session in sessions}
    told = {one for left in kept.read() if not left.covers <= here for one in left.covers}
    noted = [one for session in sessions if not session.rehearsal for one in noted_in(session)]
    Trainings(archive.root, archive.rights).note(*noted)
    new = [session for session in sessions if session_id(session) not in told and not session.rehearsal]
    if new:
        line = year_line(SchoolYear.of(new[0].date), new, now, protected_codes())
        today = new[0].local(now).date()
        kept.keep(Left(today, line, frozenset(session_id(session) for session in new)))


def _remove(archive: Archive, folder: Path) -> None:
    """Take a session away, then the « fait » boxes of its folder and what was typed on it, which lie elsewhere.

    A session that keeps its name keeps them too.
    """
    try:
        archive.remove(folder)
        _forget_what_lay_elsewhere(archive)
    except OSError as error:
        if disk.may_be_there(folder):
            raise failed("L'effacement n'est pas fini, une session reste entière dans", folder, error) from error
        raise failed("L'effacement n'est pas fini dans", archive.folder, error) from error


def has_leftovers(archive: Archive) -> bool:
    """Whether an erasure that was cut short left files of no session, or boxes and drafts of one that is gone."""
    elsewhere = (*left_boxes(archive.root, archive.folder), *left_spares(archive.root, archive.folder))
    return archive.has_leftovers() or bool(elsewhere)


def _forget_what_lay_elsewhere(archive: Archive) -> None:
    """Remove what was kept outside the folders of sessions that are gone.

    Raises:
        OSError: some of it is still there.
    """
    forget_left_boxes(archive.root, archive.folder)
    for spare in left_spares(archive.root, archive.folder):
        disk.remove_tree(spare)
        disk.sync_name(spare)


def sweep(archive: Archive) -> None:
    """Take away what an erasure that was cut short left.

    Raises:
        StoreError: some of it is still there.
    """
    with archive.locked():
        archive.sweep()
        try:
            _forget_what_lay_elsewhere(archive)
        except OSError as error:
            raise failed("Des restes n'ont pas pu être ôtés de", archive.root, error) from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether nobody writes in a session nor types in one of its dialogs; nobody begins to before the end.

    Raises:
        StoreError: that cannot be told: the disk is full, or has no locks.
    """
    locks = [folder / JOURNAL_LOCK, folder / EVIDENCE_LOCK, *locks_of(folder)]
    with ExitStack() as held:
        for claim in map(Claim, locks):
            if not claim.take():
                if claim.hindrance is not None:
                    raise failed("Rien n'a été effacé dans", folder, claim.hindrance)
                yield False
                return
            held.callback(claim.let_go)
        if os.name == "nt":
            # There a folder that holds an open file keeps its name.
            held.close()
        yield True
