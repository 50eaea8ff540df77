"""The office of home on a store: its sessions as cards, lists read and brought in, folders of the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from data.archive import Archive, Shelf
from data.numbers import called_by
from data.reference import read_reference, read_room_texts
from data.roster.model import ListedSession
from data.services import sessions
from data.services.errors import ServiceError
from data.services.folders import first_folder, folder, here
from data.services.importing.looking import Foreseen, LookedAt, bring_in_list, look_at
from data.services.importing.making import Created, Imported, said_around, to_be_checked
from data.services.importing.plan import Planned
from data.services.importing.terms import SaidOfSessions, Terms
from data.services.importing.twins import twin_told, twin_warning, with_people
from data.services.importing.wording import (
    changes_line,
    extra_time_lines,
    problem_line,
    provisional_number_line,
    refused_line,
    session_line,
)
from data.zone import default_zone
from screens.home import cards as card
from screens.home.office import ListReport, ListTerms, Made, NewSession, PapersOfDay, Refused, SessionCard, Taken
from supervisor.action import Context, CreateSession
from supervisor.folder import Folder
from supervisor.folding import utc
from supervisor.reference import Header
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import plural


class StoreOffice:
    """The sessions of a store, as home sees them. One thread at a time is in it."""

    def __init__(self, archive: Archive, author: str, host: str) -> None:
        self._archive = archive
        self._author = author
        self._host = host
        self._zone = default_zone()
        self._reference = read_reference()
        self._one_at_a_time = threading.Lock()
        self._sessions = sessions.FollowedSessions(archive)

    @property
    def place(self) -> str:
        """The folder of the store."""
        return sessions.folder_named(self._archive.root)

    @property
    def zone(self) -> ZoneInfo:
        """This machine's, or the one taken for it."""
        return ZoneInfo(self._zone.name)

    @property
    def certifications(self) -> Mapping[str, str]:
        """Of today's reference."""
        return self._reference.certifications

    # Sessions ------------------------------------------------------------------------------------

    def cards(self, now: datetime) -> Sequence[SessionCard]:
        """All sessions; a journal that was read before is only followed.

        Raises:
            StoreError: the store cannot be listed.
        """
        return card.in_order(card_of_shelf(shelf, utc(now)) for shelf in self.listed())

    def listed(self) -> list[Shelf]:
        """All sessions for a list of them: of closed ones what is remembered.

        Raises:
            StoreError: the store cannot be listed.
        """
        with self._one_at_a_time:
            return self._sessions.listed()

    def shelves(self) -> list[Shelf]:
        """All sessions; a journal that was read before is only followed.

        Raises:
            StoreError: the store cannot be listed.
        """
        with self._one_at_a_time:
            return self._sessions.shelves()

    def create(self, wanted: NewSession, now: datetime) -> Made | Refused:
        """Make one session without candidates.

        Raises:
            StoreError: it cannot be written.
        """
        creation = CreateSession(
            number=wanted.number, date=wanted.day, start=f"{wanted.start:%H:%M}", site=wanted.site, room=wanted.room,
            certification=wanted.certification, surveillants=wanted.surveillants, access_code=wanted.access_code,
        )  # fmt: skip
        header = Header(timezone=self._zone.name, reference=self._reference)
        with self._one_at_a_time:
            try:
                made = sessions.create(self._archive, header, creation, self._context(now))
            except ServiceError as error:
                return Refused(error.message)
        return Made((made.number,))

    def erase(self, number: str, now: datetime) -> str:
        """Erase a session in which nobody has started; why it was not, empty when it is gone.

        Raises:
            StoreError: it could not be done.
        """
        with self._one_at_a_time:
            return sessions.erase_unstarted(self._archive, number, now)

    def papers_of(self, day: date, now: datetime) -> PapersOfDay | Refused:
        """The papers that are needed before the sessions of a day; nothing is written.

        Raises:
            StoreError: the store cannot be listed.
        """
        # Home is there before the documents are: they are loaded when one asks for them.
        from data.services import papers

        names = papers.papers_before()
        with self._one_at_a_time:
            found = papers.papers_of_day(self._sessions.shelves(), day, names, now)
        if not found.journals:
            return Refused(f"aucune session le {day:%d/%m/%Y}")
        lacks = [told for journal in found.journals if (told := papers.lacks_of(journal.session, names))]
        lacks += [f"Session {shelf.number} : {shelf.problem}" for shelf in found.unread]
        return PapersOfDay(
            found.numbers, len(found.documents), here(), papers.folder_of_day(day), tuple(lacks)
        )  # fmt: skip

    def write_papers(
        self, day: date, folder: str, now: datetime, *, as_pages: bool, replace: bool
    ) -> str | Taken | Refused:
        """Write them, a folder a session; a sentence that says where.

        Raises:
            StoreError: the store cannot be listed.
        """
        from data.services import papers, writing

        with self._one_at_a_time:
            shelves, names = self._sessions.shelves(), papers.papers_before()
            found = papers.papers_of_day(shelves, day, names, now, as_pages=as_pages)
            try:
                return writing.write_day(found, day, folder, may_replace=replace)
            except writing.PlaceTakenError as error:
                return Taken(error.message, error.beside)
            except ServiceError as error:
                return Refused(error.message)

    def _context(self, now: datetime) -> Context:
        return Context(now=now, author=self._author, host=self._host)

    # Lists ---------------------------------------------------------------------------------------

    def look_at(self, path: str, said: ListTerms, now: datetime) -> ListReport:
        """Read a list and say what it would make.

        Raises:
            StoreError: the store cannot be listed.
        """
        with self._one_at_a_time:
            there = with_people(self._sessions.shelves())
            try:
                found = look_at(self._archive, there, path, _of_sessions(said), said.classes, self._context(now))
            except ServiceError as error:
                return ListReport(Path(path).name, errors=(error.message,))
        return _report(Path(path).name, found)

    def bring_in(self, path: str, said: ListTerms, now: datetime) -> Made | Refused:
        """Make the sessions of a list; the list is read again, the file may have changed.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._one_at_a_time:
            try:
                terms, done = bring_in_list(
                    self._archive, path, _of_sessions(said), said.classes, self._context(now)
                )  # fmt: skip
            except ServiceError as error:
                return Refused(error.message)
        # What is made new was read before it was confirmed; what came of an update was not.
        return Made(tuple(one.session.number for one in done), tuple(_told(terms, done)) if terms.update else ())

    # The disk ------------------------------------------------------------------------------------

    def first_folder(self) -> str:
        """Where a list is most likely to be."""
        return first_folder()

    def folder(self, path: str, typed: str, now: datetime) -> Folder:
        """What can be chosen in a folder."""
        return folder(path, typed, now.astimezone(self.zone))


def _of_sessions(said: ListTerms) -> SaidOfSessions:
    """What the form says, as the import takes it."""
    return SaidOfSessions(
        numbers=said.numbers, day=said.day, start=said.start, site=said.site, room=said.room,
        surveillants=said.surveillants, certification=said.certification, access_code=said.access_code,
    )  # fmt: skip


# What is told of a list ------------------------------------------------------------------------------


def _report(name: str, found: LookedAt) -> ListReport:
    """What a list would make, as home shows it before anything is made."""
    sessions = [one.session for one in found.foreseen]
    asides = [aside for one in found.foreseen for aside in to_be_checked(one.planned, one.session)]
    zone_warning = [found.terms.zone_warning] if found.terms.zone_warning and not found.held else []
    return ListReport(
        name=name,
        errors=tuple(map(problem_line, found.roster.errors)),
        warnings=(*zone_warning, *map(problem_line, found.roster.warnings)),
        sessions=tuple(line for one in found.foreseen for line in _foreseen_lines(one)),
        extra_times=tuple(extra_time_lines(sessions, asides, said_around(one.planned for one in found.foreseen))),
        people=tuple(_people(sessions)),
        how_many=len(sessions),
        listed=_listed(found.roster.sessions),
        held=found.held,
        unnumbered=sum(not one.planned.creation.number for one in found.foreseen),
    )


def _foreseen_lines(one: Foreseen) -> Iterator[str]:
    session, twin = one.session, one.twin
    if one.is_held:
        # It keeps its own day and place: what the list does not say of them is of no concern.
        candidates = plural(len(session.candidates), "candidat")
        yield f"Session {session.number} : déjà dans Vigie, sa liste sera mise à jour ({candidates} dans celle-ci)"
        return
    yield session_line(session)
    yield from (f"à vérifier : {warning.text}" for warning in one.planned.warnings)
    if twin is not None:
        yield f"à vérifier : {twin_told(twin)}{_instead(one.planned, twin)}"


def _told(terms: Terms, done: Sequence[Imported]) -> Iterator[str]:
    """What came of a list that brought sessions up to date, line by line."""
    new = [one for one in done if isinstance(one, Created)]
    if new and terms.zone_warning:
        yield f"Avertissement : {terms.zone_warning}"
    for one in new:
        yield session_line(one.session)
        warnings = [*one.planned.warnings, *([twin_warning(one.twin, one.session.number)] if one.twin else [])]
        yield from (f"Session {one.session.number} : avertissement : {warning.text}" for warning in warnings)
    provisional = next((one.session.number for one in new if one.session.number.startswith("p")), "")
    if provisional:
        yield provisional_number_line(provisional)
    for old in done:
        if not isinstance(old, Created):
            yield changes_line(old.changes, old.session.number)
            yield from (f"Session {old.session.number} : {remark.text}" for remark in old.changes.remarks)
            if old.changes.is_refused:
                yield refused_line(old.changes, old.session.number)
    asides = [aside for one in done for aside in to_be_checked(one.planned, one.session)]
    yield from extra_time_lines([one.session for one in done], asides, said_around(one.planned for one in done))


def _listed(sessions: Sequence[ListedSession]) -> dict[str, str]:
    """What a list says of its sessions, where it says the same of all of them."""
    told = [
        {
            "number": one.number or "",
            "date": f"{one.date:%d/%m/%Y}" if one.date is not None else "",
            "hour": f"{one.start:%H:%M}" if one.start is not None else "",
            "site": one.site,
            "room": one.room,
            "people": ", ".join(one.surveillants),
            "classes": ", ".join(sorted({who.class_name for who in one.candidates if who.class_name})),
        }
        for one in sessions
    ]
    first, *others = told or [{}]
    return {name: said for name, said in first.items() if said and all(other[name] == said for other in others)}


@cache
def points_of_the_room() -> int:
    """How many points the check-list of a room has."""
    return len(read_room_texts().checklist)


def card_of_shelf(shelf: Shelf, now: datetime) -> SessionCard:
    """A session as home shows it."""
    if shelf.session is None or not shelf.session.number:
        shown = card.unreadable(shelf.number, shelf.problem)
    else:
        shown = card.card_of(
            shelf.session, now, shelf.problem, keep_months=shelf.keep_months,
            points_of_the_room=points_of_the_room(),
        )  # fmt: skip
    return card.as_copy(shown, called_by(shelf.folder)) if shelf.is_copy else shown


def _people(sessions: Sequence[Session]) -> list[str]:
    """Who would be on each list, as it was read: nothing is made before somebody has seen it."""
    lines = []
    for session in sessions:
        if len(sessions) > 1:
            lines.append(f"Session {session.number or 'sans numéro'} :")
        lines += [_person(who) for who in session.candidates.values()]
    return lines


def _person(who: Situation) -> str:
    identity = who.identity
    born = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else "naissance inconnue"
    extra = f"+{who.extra_time.percent} %" if who.extra_time else ""
    parts = (f"{who.number:02d}  {identity.full_name}", born, identity.birth_place, who.class_name, extra)
    return " · ".join(part for part in parts if part)


def _instead(one: Planned, twin: Session) -> str:
    if twin.closed_at is not None:
        return " : si ce n'est pas une nouvelle séance, Échap"
    return "" if one.creation.number else f" : m, puis {twin.number} au numéro, la met à jour sans en faire une autre"
