"""Purge: sessions whose time is over are erased whole, and leave one anonymous line of figures.

A session's line is on the disk before its folder goes, and the folder goes by losing its name: whatever fails, a
session is there whole, or gone with its figures there. What its files still hold then is removed by the next purge.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data.archive import Archive, Shelf
from data.drafts import FOLDER_NAME as DRAFTS_NAME
from data.errors import failed
from data.evidence import LOCK_NAME as EVIDENCE_LOCK
from data.journal import FILE_NAME, Journal
from data.journal import LOCK_NAME as JOURNAL_LOCK
from data.left_figures import Left, LeftFigures, session_id
from data.locks import Claim
from data.ticks import Ticks
from supervisor.activity import anonymous_line
from supervisor.retention import Retention, retention_of, why_kept

UNREADABLE = "illisible : réparez-la ou ôtez son dossier à la main"
DAMAGED = "journal abîmé : gardez-en une copie, puis ôtez son dossier à la main"
IN_USE = "quelqu'un l'a ouverte ou y écrit : fermez les autres Vigie, puis recommencez"


@dataclass(frozen=True, slots=True)
class Standing:
    """One session, and whether it may go."""

    number: str
    folder: Path
    day: date | None = None
    """The day it was held, or planned for; None where it cannot be read."""
    retention: Retention | None = None
    """None where it cannot be read."""
    why_kept: str = ""
    """Why it stays, as a French phrase; empty when it is due."""

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
    return [_standing(shelf, keep_months, now, before) for shelf in archive.sessions()]


def _standing(shelf: Shelf, keep_months: int | None, now: datetime, before: date | None) -> Standing:
    if shelf.journal is None:
        return Standing(shelf.number, shelf.folder, why_kept=UNREADABLE)
    session = shelf.journal.session
    retention = retention_of(session, keep_months)
    why = why_kept(session, retention, session.local(now).date())
    if shelf.journal.damage is not None:
        why = DAMAGED
    elif not why and before is not None and session.day_held >= before:
        why = f"tenue le {session.day_held:%d/%m/%Y}, pas avant le {before:%d/%m/%Y}"
    return Standing(shelf.number, shelf.folder, session.day_held, retention, why)


def purge(archive: Archive, standing: Standing, now: datetime) -> str:
    """Erase one session, if it is still due.

    Args:
        archive: the store.
        standing: what `survey` said of it.
        now: the instant of the purge.

    Returns:
        Why it was not erased after all, as a French phrase; empty when it is gone.

    Raises:
        StoreError: it could not be done. The session is there as it was, or gone with its figures kept.
    """
    with archive.locked(), _alone_in(standing.folder) as is_alone:
        if not is_alone:
            return IN_USE
        session = Journal.open(standing.folder / FILE_NAME).session
        today = session.local(now).date()
        # Somebody may have reopened it since it was listed.
        if why := why_kept(session, retention_of(session, archive.keep_months), today):
            return why
        if figures := anonymous_line(session):
            LeftFigures(archive.root, archive.rights).keep(Left(session_id(session), today, figures))
        try:
            Ticks(archive.root, standing.folder.name, archive.rights).forget()
            archive.remove(standing.folder)
        except OSError as error:
            raise failed("L'effacement n'est pas fini dans", archive.folder, error) from error
    return ""


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether nobody writes in a session nor types in one of its dialogs; nobody begins to before the end."""
    locks = [folder / JOURNAL_LOCK, folder / EVIDENCE_LOCK, *(folder / DRAFTS_NAME).glob("*.lock")]
    with ExitStack() as held:
        for claim in map(Claim, locks):
            if not claim.take():
                yield False
                return
            held.callback(claim.let_go)
        if os.name == "nt":
            # There a folder that holds an open file keeps its name.
            held.close()
        yield True
