"""Papers, as PDF or as pages for a browser: of one session, or of all sessions of a day, a folder each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data.archive import Shelf
from data.documents.catalogue import Documents, Source
from data.documents.papers import PAPERS
from data.journal import Journal
from supervisor.session import Session

CONVOCATIONS = "convocations"


@dataclass(frozen=True, slots=True)
class DayPapers:
    """The papers of a day; nothing is written yet."""

    journals: tuple[Journal, ...]
    """Its sessions, as far as they can be read; a rehearsal has no papers."""
    documents: Documents
    """By file name, a folder a session."""
    unread: tuple[Shelf, ...]
    """Sessions of the store that cannot be read: they may be of this day."""

    @property
    def store(self) -> Path:
        """Where the sessions are; nowhere in particular where there is none."""
        return self.journals[0].path if self.journals else Path()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The sessions' numbers."""
        return tuple(journal.session.number for journal in self.journals)


def papers_before() -> list[str]:
    """The names of the papers that are needed before a session."""
    return [name for name, paper in PAPERS.items() if paper.is_for_before]


def papers_of_session(journal: Journal, names: Sequence[str], now: datetime, *, as_pages: bool = False) -> Documents:
    """These papers of a session.

    Args:
        journal: the session.
        names: keys of `PAPERS`.
        now: the instant they are made at.
        as_pages: as HTML, not as PDF.

    Raises:
        StoreError: the store's other sessions cannot be read.
    """
    source = Source(journal, now)
    make = source.page if as_pages else source.paper
    documents: Documents = {}
    for name in names:
        documents |= make(PAPERS[name])
    return documents


def papers_of_day(
    shelves: Sequence[Shelf], day: date, names: Sequence[str], now: datetime, *, as_pages: bool = False
) -> DayPapers:
    """These papers of all sessions of a day.

    Args:
        shelves: all sessions of the store.
        day: whose papers.
        names: keys of `PAPERS`.
        now: the instant they are made at.
        as_pages: as HTML, not as PDF.
    """
    # A copy would lay its papers over those of the session.
    readable = (shelf.journal for shelf in shelves if shelf.journal is not None and not shelf.is_copy)
    journals = tuple(one for one in readable if not one.session.rehearsal and one.session.date == day)
    documents: Documents = {
        f"{journal.session.number}/{name}": content
        for journal in journals
        for name, content in papers_of_session(journal, names, now, as_pages=as_pages).items()
    }
    return DayPapers(journals, documents, tuple(shelf for shelf in shelves if shelf.journal is None))


def folder_of_day(day: date) -> str:
    """Where they are put unless somebody says where."""
    return f"vigie-papiers-{day:%Y-%m-%d}"


def lacks_of(session: Session, names: Sequence[str]) -> str:
    """What the papers do not say, as a French sentence without its full stop; empty where they say all.

    A convocation that does not say where, or under which number, brings nobody to the right door.
    """
    lacks = ", ".join(_lacks(session)) if session.candidates and CONVOCATIONS in names else ""
    return f"Session {session.number} : ses convocations partent {lacks}" if lacks else ""


def _lacks(session: Session) -> Iterator[str]:
    if session.has_provisional_number:
        yield "sans le numéro de Pix Certif"
    if not session.site:
        yield "sans site"
    if not session.room:
        yield "sans salle"
