"""The office of home on a store: its sessions as cards, lists read and brought in, folders of the disk.

The import says and makes what `vigie import` does: the same functions, another way of telling.
"""

from __future__ import annotations

import re
import threading
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.archive import Archive, Shelf
from data.errors import CreationRefusedError, SessionExistsError, StoreError
from data.journal import FILE_NAME
from data.reference import read_reference
from data.roster.model import ListedSession, Roster
from data.zone import default_zone
from screens.command.folders import first_folder, folder
from screens.command.importing import asides_in, extra_time_lines, make, problem_line, read_lists, session_line
from screens.command.importing_plan import Options, Planned, planned, understood
from screens.command.importing_twins import twin_of, twin_told, with_people
from screens.command.output import LineError
from screens.home import cards as card
from screens.home.office import Card, Made, NewSession, PapersOfDay, Refused, Report, Said, Taken
from screens.kit.folder import Folder
from supervisor.action import Context, CreateSession
from supervisor.deciding import decide
from supervisor.event import Entry
from supervisor.folding import fold, utc
from supervisor.reference import Header
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import plural

_OPTION = re.compile(r"\s?(?:\((?:sinon, )?--[a-z-]+(?: N)?\)|;\s?sinon, --[a-z-]+)")
"""An option of the command in a sentence: on a screen there are none."""


class StoreOffice:
    """The sessions of a store, as home sees them. One thread at a time is in it."""

    def __init__(self, archive: Archive, author: str, host: str) -> None:
        self._archive = archive
        self._author = author
        self._host = host
        self._zone = default_zone()
        self._reference = read_reference()
        self._one_at_a_time = threading.Lock()
        self._shelves: list[Shelf] = []
        self._seen_before: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """The folder of the store."""
        return with_tilde(self._archive.root)

    @property
    def zone(self) -> ZoneInfo:
        """This machine's, or the one taken for it."""
        return ZoneInfo(self._zone.name)

    @property
    def certifications(self) -> Mapping[str, str]:
        """Of today's reference."""
        return self._reference.certifications

    # Sessions ------------------------------------------------------------------------------------

    def cards(self, now: datetime) -> Sequence[Card]:
        """All sessions; a journal that was read before is only followed.

        Raises:
            StoreError: the store cannot be listed.
        """
        return card.in_order(card_of_shelf(shelf, utc(now)) for shelf in self.shelves())

    def shelves(self) -> list[Shelf]:
        """All sessions; a journal that was read before is only followed.

        Raises:
            StoreError: the store cannot be listed.
        """
        with self._one_at_a_time:
            self._look_again()
            return self._shelves

    def _look_again(self) -> None:
        if self._seen() == self._seen_before:
            self._shelves = [_followed(shelf) for shelf in self._shelves]
        else:
            self._shelves = self._archive.sessions()
            self._seen_before = self._seen()

    def _seen(self) -> frozenset[str]:
        """What the store holds, as far as a glance tells: its folders, and whether what could not be read changed."""
        try:
            folders = {path.name for path in self._archive.folder.iterdir()}
        except OSError:
            # No store yet; or one that cannot be listed, which the archive then says.
            return frozenset({""})
        return frozenset(folders | {_stamp(shelf.folder) for shelf in self._shelves if shelf.journal is None})

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
                journal = self._archive.create(header, creation, self._context(now))
            except SessionExistsError:
                return Refused(f"La session {wanted.number} est déjà dans Vigie.")
            except CreationRefusedError as error:
                return Refused(error.message)
        return Made((journal.session.number,))

    def erase(self, number: str, now: datetime) -> str:
        """Erase a session in which nobody has started; why it was not, empty when it is gone.

        Raises:
            StoreError: it could not be done.
        """
        from data.purging import erase_unstarted

        with self._one_at_a_time:
            return erase_unstarted(self._archive, self._archive.journal(number).path.parent, utc(now))

    def papers_of(self, day: date, now: datetime) -> PapersOfDay | Refused:
        """The papers that are needed before the sessions of a day; nothing is written.

        Raises:
            StoreError: the store cannot be listed.
        """
        # Home is there before the documents are: they are loaded when one asks for them.
        from screens.command import day_papers

        with self._one_at_a_time:
            return day_papers.planned(self._shelves_now(), day, now)

    def write_papers(self, day: date, folder: str, now: datetime, *, replace: bool) -> str | Taken | Refused:
        """Write them, a folder a session; a sentence that says where.

        Raises:
            StoreError: the store cannot be listed.
        """
        from screens.command import day_papers

        with self._one_at_a_time:
            return day_papers.write(self._shelves_now(), day, folder, now, replace=replace)

    def _shelves_now(self) -> list[Shelf]:
        self._look_again()
        return self._shelves

    def _context(self, now: datetime) -> Context:
        return Context(now=now, author=self._author, host=self._host)

    # Lists ---------------------------------------------------------------------------------------

    def look_at(self, path: str, said: Said, now: datetime) -> Report:
        """Read a list and say what it would make.

        Raises:
            StoreError: the store cannot be listed.
        """
        with self._one_at_a_time:
            try:
                options, [(_, roster)] = self._read(path, said, now)
                held = self._held(roster, said)
                wanted = planned(roster.sessions, replace(options, update=bool(held)), now) if roster.sessions else []
            except LineError as error:
                return Report(Path(path).name, errors=(without_options(error.sentence),))
            sessions = self._as_they_would_be(wanted, options, now)
            self._look_again()
            there = with_people(self._shelves)
        lines = []
        for one, session in zip(wanted, sessions, strict=True):
            lines += _told(session, one, held, there)
        return Report(
            name=Path(path).name,
            errors=tuple(map(problem_line, roster.errors)),
            warnings=(*_zone_warning(options, held), *map(problem_line, roster.warnings)),
            sessions=tuple(lines),
            extra_times=tuple(extra_time_lines(sessions, asides_in(zip(wanted, sessions, strict=True)))),
            people=tuple(_people(sessions)),
            how_many=len(sessions),
            listed=_listed(roster.sessions),
            held=held,
            unnumbered=sum(not one.creation.number for one in wanted),
        )

    def bring_in(self, path: str, said: Said, now: datetime) -> Made | Refused:
        """Make the sessions of a list; the list is read again, the file may have changed.

        Raises:
            StoreError: the store cannot be written.
        """
        told: list[str] = []
        with self._one_at_a_time:
            try:
                options, [(_, roster)] = self._read(path, said, now)
                if roster.errors:
                    return Refused(f"Rien n'a été créé : {plural(len(roster.errors), 'erreur')} dans la liste.")
                held = self._held(roster, said)
                options = replace(options, update=bool(held))
                wanted = planned(roster.sessions, options, now)
                sessions, _ = make(
                    self._archive, wanted, options, self._context(now), say=told.append, complain=told.append
                )
            except LineError as error:
                return Refused(without_options(error.sentence))
        # What is made new was read before it was confirmed; what came of an update was not.
        return Made(tuple(one.number for one in sessions), tuple(map(without_options, told)) if held else ())

    def _read(self, path: str, said: Said, now: datetime) -> tuple[Options, list[tuple[Path, Roster]]]:
        options = understood(_as_options(said), said.access_code)
        return options, read_lists([path], said.classes, options, now)

    def _held(self, roster: Roster, said: Said) -> tuple[str, ...]:
        there = set(self._archive.numbers())
        numbers = [*(one.number for one in roster.sessions), *said.numbers]
        return tuple(dict.fromkeys(number for number in numbers if number in there))

    def _as_they_would_be(self, wanted: Sequence[Planned], options: Options, now: datetime) -> list[Session]:
        """The sessions in memory, as the rules would make them."""
        return [self._as_it_would_be(one.creation, options.header, now) for one in wanted]

    def _as_it_would_be(self, creation: CreateSession, header: Header, now: datetime) -> Session:
        context = self._context(now)
        nothing = fold(header, ())
        drafted = decide(nothing, creation, context).events
        entries = [
            Entry(rank, 1, one.at, context.now, context.author, context.host, one.event)
            for rank, one in enumerate(drafted, start=1)
        ]
        return fold(header, entries)

    # The disk ------------------------------------------------------------------------------------

    def first_folder(self) -> str:
        """Where a list is most likely to be."""
        return first_folder()

    def folder(self, path: str, typed: str, now: datetime) -> Folder:
        """What can be chosen in a folder."""
        return folder(path, typed, now.astimezone(self.zone))


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


def without_options(sentence: str) -> str:
    """A sentence of the command as a screen says it."""
    return _OPTION.sub("", sentence).replace("--session nomme", "les numéros dits sont")


def card_of_shelf(shelf: Shelf, now: datetime) -> Card:
    """A session as home shows it."""
    if shelf.journal is None or not shelf.journal.session.number:
        return card.unreadable(shelf.number, shelf.problem)
    return card.card_of(shelf.journal.session, now, shelf.problem, keep_months=shelf.keep_months)


def _stamp(folder: Path) -> str:
    try:
        status = (folder / FILE_NAME).stat()
    except OSError:
        return f"{folder.name}: no journal"
    return f"{folder.name}: {status.st_mtime_ns} {status.st_size}"


def _followed(shelf: Shelf) -> Shelf:
    """The same session with what was recorded since."""
    journal = shelf.journal
    if journal is None:
        return shelf
    try:
        journal.follow()
    except StoreError as error:
        return replace(shelf, problem=error.message)
    problem = f"Le journal {journal.path} est abîmé, {journal.damage}." if journal.damage else ""
    return replace(shelf, number=journal.session.number or shelf.folder.name, problem=problem)


def _told(session: Session, one: Planned, held: Sequence[str], there: Sequence[Session]) -> list[str]:
    if one.creation.number in held:
        # It keeps its own day and place: what the list does not say of them is of no concern.
        candidates = plural(len(session.candidates), "candidat")
        return [f"Session {session.number} : déjà dans Vigie, sa liste sera mise à jour ({candidates} dans celle-ci)"]
    twin = twin_of(one, there)
    doubled = () if twin is None else (f"{twin_told(twin)}{_instead(one, twin)}",)
    return [session_line(session), *(f"à vérifier : {told}" for told in (*(w.text for w in one.warnings), *doubled))]


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


def _zone_warning(options: Options, held: Sequence[str]) -> list[str]:
    return [without_options(options.zone_warning)] if options.zone_warning and not held else []


def _as_options(said: Said) -> Namespace:
    """The same as the words of `vigie import`."""
    return Namespace(
        sessions=said.numbers,
        site=said.site,
        room=said.room,
        date=f"{said.day:%Y-%m-%d}" if said.day is not None else "",
        start=f"{said.start:%H:%M}" if said.start is not None else "",
        surveillants=said.surveillants,
        timezone="",
        certification=said.certification,
        edition="",
        # Known numbers only are brought up to date; `planned` says which. A provisional one is always known.
        update=any(number.startswith("p") for number in said.numbers),
    )


def with_tilde(path: Path) -> str:
    """A folder as a person would name it."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
