"""The office of `vigie review`: the sessions of one store or several, for reading; the access log besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.archive import Shelf
from data.errors import StoreError
from data.mirrored import is_any_mirrored, mirrored, reading_archive, shown
from data.numbers import called_by
from data.services.access import note_access, reader
from data.services.finding import KnownInSession, known_in
from data.services.sessions import folder_named
from data.services.stores import holding
from data.ticks import ticks_of
from screens.home.cards import as_copy, unreadable
from screens.home.office import (
    ListReport,
    ListTerms,
    Made,
    NewSession,
    PapersOfDay,
    Refused,
    SessionCard,
    Taken,
    key_of,
)
from screens.offices.home import StoreOffice, points_of_the_room
from screens.review.cards import BROKEN, in_order, row_of
from screens.review.forks import Forks
from screens.review.office import Opened, People
from supervisor.folder import Folder
from supervisor.folding import utc
from supervisor.waiting import told as told_waits
from supervisor.wording import plural

if TYPE_CHECKING:
    from data.hub.mirror import SchoolStore

NOT_HERE = "lecture seule"


class ReadingOffice:
    """The sessions of one store or several, for reading."""

    def __init__(self, roots: Sequence[Path], who: str, host: str) -> None:
        """The sessions of these stores.

        Args:
            roots: the stores, at least one.
            who: looks, for the access log.
            host: their machine.
        """
        self._roots = tuple(roots)
        self._who, self._host = who, host
        self._made: dict[Path, StoreOffice] = {}

    def _office(self, root: Path) -> StoreOffice:
        """Of one store, once it is asked for: a hub shows hundreds."""
        if root not in self._made:
            self._made[root] = StoreOffice(reading_archive(root), "", "")
        return self._made[root]

    @property
    def place(self) -> str:
        """The folders of the stores, and what hubs are called."""
        return ", ".join(dict.fromkeys(shown(root) if mirrored(root) else folder_named(root) for root in self._roots))

    @property
    def zone(self) -> ZoneInfo:
        """This machine's, or the one taken for it."""
        return self._office(self._roots[0]).zone

    @property
    def certifications(self) -> Mapping[str, str]:
        """Of today's reference."""
        return self._office(self._roots[0]).certifications

    def cards(self, now: datetime) -> Sequence[SessionCard]:
        """All sessions, as a référent wants them; a store that cannot be read is a row that says so."""
        if schools := self._schools():
            from screens.offices.hub_cards import cards_of_schools

            # Other stores beside a hub stand below its schools.
            others = (card for root in self._roots if mirrored(root) is None for card in self._cards_of(root, utc(now)))
            return [*cards_of_schools(schools, utc(now), self.zone), *in_order(others)]
        return in_order(card for root in self._roots for card in self._cards_of(root, utc(now)))

    def _schools(self) -> list[SchoolStore]:
        """The schools of a hub that shows several; nothing of a hub is imported where none was named."""
        if not is_any_mirrored():
            return []
        from data.hub.opening import schools_among

        return schools_among(self._roots)

    def _cards_of(self, root: Path, now: datetime) -> Iterator[SessionCard]:
        several = len(self._roots) > 1
        store = str(root) if several else ""
        if mirrored(root) is not None:
            yield from self._cards_of_hub(root, now)
            return
        if not root.is_dir():
            yield _of_no_use(root, f"{root} n'est pas là, ou vous n'avez pas le droit de le lire.", store)
            return
        try:
            shelves = self._office(root).listed()
        except StoreError as error:
            yield _of_no_use(root, error.message, store)
            return
        for shelf in shelves:
            card = row_of(shelf.number, shelf.session, now, shelf.problem, points_of_the_room())
            if shelf.is_copy:
                card = replace(as_copy(card, called_by(shelf.folder)), heading=BROKEN)
            site = " · ".join(part for part in (card.site, root.name) if part) if several else card.site
            yield replace(card, store=store, site=site)

    def _cards_of_hub(self, root: Path, now: datetime) -> Iterator[SessionCard]:
        """The sessions of the only school that a hub shows."""
        from screens.offices.hub import school_at
        from screens.offices.hub_cards import cards_of_school

        yield from cards_of_school(school_at(root), now, self.zone, points_of_the_room())

    def inside(self, store: str) -> ReadingOffice | None:
        """The sessions of one school alone, where a row stands for a school; None: it stands for a session."""
        root = Path(store)
        if len(self._roots) > 1 and store and root in self._roots and mirrored(root) is not None:
            return ReadingOffice([root], self._who, self._host)
        return None

    def open(self, number: str, store: str, now: datetime) -> Opened:
        """A session to be looked at; that somebody did is noted in the access log.

        Raises:
            NotFoundError: no store has a session of this number, or several have.
            StoreError: it cannot be read.
        """
        root = Path(store) if store else holding([reading_archive(root) for root in self._roots], number).root
        if (at_hub := _school_of(root)) is not None:
            from screens.offices.hub import open_at_hub

            not_kept = note_access(at_hub, "review", number, now=now, who=reader(self._who), host=self._host)
            return open_at_hub(at_hub, number, store, _as_sentence(not_kept))
        journal = reading_archive(root).journal(number)
        not_kept = note_access(root, "review", journal.session.number, now=now, who=reader(self._who), host=self._host)
        damaged = f"Le journal est abîmé, {journal.damage} : ce qui précède est montré." if journal.damage else ""
        told = " ".join(part for part in (damaged, _as_sentence(not_kept)) if part)
        return Opened(journal, ticks_of(journal), told=told)

    def forks_of(self, store: str) -> Forks | None:
        """The branches of a session that a hub shows; None: it comes from no hub, or is there no more."""
        at_hub = _school_of(Path(store)) if store else None
        if at_hub is None:
            return None
        from screens.offices.hub import forks_at

        return forks_at(at_hub, store)

    def find(self, typed: str, now: datetime) -> People:
        """A person over all sessions; each store notes in its register of accesses that somebody looked."""
        several = len(self._roots) > 1
        found: list[tuple[str, Shelf]] = []
        unread, not_kept = 0, ""
        for root in self._roots:
            try:
                if (elsewhere := mirrored(root)) is not None:
                    elsewhere.bring_names()
                shelves = self._office(root).shelves() if root.is_dir() else []
            except StoreError:
                shelves, unread = [], unread + 1
            not_kept = note_access(root, "find", "", now=now, who=reader(self._who), host=self._host) or not_kept
            unread += sum(bool(shelf.problem) for shelf in shelves)
            found += ((str(root) if several else "", shelf) for shelf in shelves)
        people = {key_of(place.session.number, place.store): _who_of(place) for place in known_in(found, typed, now)}
        told = f"trouvé dans {plural(len(people), 'session')}" if people else "personne de ce nom dans ces sessions"
        lacks = plural(unread, "session illisible", "sessions illisibles") if unread else ""
        return People(people, " ; ".join(part for part in (told, lacks, not_kept) if part))

    # What an office may be asked besides; nobody asks it here.

    def create(self, wanted: NewSession, now: datetime) -> Made | Refused:
        """Never."""
        return Refused(NOT_HERE)

    def erase(self, number: str, now: datetime) -> str:
        """Never."""
        return NOT_HERE

    def papers_of(self, day: date, now: datetime) -> PapersOfDay | Refused:
        """Never."""
        return Refused(NOT_HERE)

    def write_papers(
        self, day: date, folder: str, now: datetime, *, as_pages: bool, replace: bool
    ) -> str | Taken | Refused:
        """Never."""
        return Refused(NOT_HERE)

    def look_at(self, path: str, said: ListTerms, now: datetime) -> ListReport:
        """Never."""
        return ListReport("", errors=(NOT_HERE,))

    def bring_in(self, path: str, said: ListTerms, now: datetime) -> Made | Refused:
        """Never."""
        return Refused(NOT_HERE)

    def first_folder(self) -> str:
        """None is shown."""
        return ""

    def folder(self, path: str, typed: str, now: datetime) -> Folder:
        """None is shown."""
        raise StoreError(f"{NOT_HERE} : aucun dossier ne se choisit ici")


def _school_of(place: Path) -> Path | None:
    """The store of a school at a hub in which this lies: the row of a session says where its branch is laid out."""
    return next((root for root in (place, *place.parents[1:2]) if mirrored(root) is not None), None)


def _who_of(place: KnownInSession) -> str:
    return ", ".join(f"n° {one.number} {one.identity.full_name}" for one in place.listed) or "cité(e)"


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _of_no_use(root: Path, problem: str, store: str) -> SessionCard:
    """A row for a store of which nothing can be read."""
    card = unreadable("—", problem)
    waits = told_waits("dossier illisible", "over")
    return replace(card, waits=waits, site=folder_named(root), store=store or str(root), heading=BROKEN)
