"""The store: a folder of sessions, each in a folder of its own.

A session's folder keeps the name it was made with, also when the session is renumbered. It appears whole or
not at all: it is written aside, flushed, and given its name under the store's lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data import disk, leftovers
from data.errors import CreationRefusedError, FormatError, NotFoundError, SessionExistsError, StoreError, failed
from data.evidence import EvidenceFolder
from data.exported_pieces import pieces_beside
from data.journal import FILE_NAME, Decide, Journal, rules
from data.listing import Listing
from data.listing import Shelf as Shelf
from data.locks import Lock
from data.numbering import StoredJournal, of_a_session
from data.numbers import called_by, is_number, not_a_number, rank_of
from data.rights import Rights
from data.sealing import birth, renumbering, sealed
from data.storage import decode, encode
from data.store_settings import StoreSettings
from supervisor.folding import fold
from supervisor.reference import Header
from supervisor.retention import OwnLength
from supervisor.seal import header_line

if TYPE_CHECKING:
    from supervisor.action import Context, CreateSession

LOCK_NAME = "store.lock"
FOLDER_NAME = "sessions"


def journals_of(root: Path) -> list[Path]:
    """The journals of a store, whatever they hold; none where there is no store, or of a session that is being made.

    One that the system does not tell of, as where its path is too long, is among them: whoever reads it says why not.
    """
    with suppress(PermissionError, NotADirectoryError):
        found = (folder / FILE_NAME for folder in disk.listed(root / FOLDER_NAME) if not folder.name.startswith("."))
        return [path for path in found if disk.may_be_there(path)]
    return []


_MANY = 20
"""So many known numbers are listed to somebody who asked for another one."""


class Archive(Listing):
    """All sessions of a store. Nothing is made before the first session is."""

    def __init__(self, root: Path, group: str | None = None, *, decide: Decide = rules) -> None:
        self.root = root
        self.folder = root / FOLDER_NAME
        """Where the sessions' folders are."""
        self._asked_group = group or ""
        self._decide = decide
        self._settings = StoreSettings(root)
        self._lock = Lock(root / LOCK_NAME)

    # The store itself ----------------------------------------------------------------------------

    @property
    def group(self) -> str:
        """The group that may read: what the store's settings say, else what was asked for; empty for none.

        Raises:
            StoreError: the settings cannot be read, or they name another group than the one asked for.
        """
        kept = self._settings.group
        if kept is None:
            return self._asked_group
        if self._asked_group and self._asked_group != kept:
            made = f"pour le groupe « {kept} »" if kept else "pour vous seul"
            raise StoreError(f"{self.root} a été fait {made} : --group ne peut plus le changer.")
        return kept

    @property
    def rights(self) -> Rights:
        """What is given to all that is made in the store.

        Raises:
            StoreError: as `group`, or the group does not exist on this machine.
        """
        return Rights.for_group(self.group)

    @property
    def keep_months(self) -> OwnLength | None:
        """For how long the school keeps its sessions; None: as the edition of each of them asks.

        Raises:
            StoreError: the settings cannot be read, or that is no number of months.
        """
        return self._settings.keep_months

    def make(self) -> None:
        """Make the store where there is none: its folders and its settings. Nothing when it is there.

        Raises:
            StoreError: it cannot be made.
        """
        rights = self.rights
        try:
            disk.make_parents(self.root)
            for folder in (self.root, self.folder):
                if not folder.is_dir():
                    with suppress(FileExistsError):
                        disk.make_folder_with(folder, rights)
                    disk.sync_name(folder)
            with self._lock.held():
                if self._settings.group is None:
                    self._settings.make(self._asked_group, rights)
        except OSError as error:
            raise failed("Le dossier des sessions n'a pas pu être fait dans", self.root, error) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store's lock: nobody makes or renumbers a session meanwhile.

        Raises:
            StoreError: somebody else holds it.
        """
        with self._lock.held():
            yield

    # Making sessions -----------------------------------------------------------------------------

    def create(self, header: Header, creation: CreateSession, context: Context) -> Journal:
        """Make one session; see `create_all`."""
        return self.create_all([(header, creation)], context)[0]

    def create_all(self, creations: Sequence[tuple[Header, CreateSession]], context: Context) -> list[Journal]:
        """Make these sessions, all or none of them.

        Args:
            creations: the first line and the creation of each; an empty number is given the next provisional one.
            context: who makes them, where and when.

        Raises:
            SessionExistsError: the store holds such a number already, or is to hold it twice.
            CreationRefusedError: the rules refuse one.
            StoreError: they could not be written.
        """
        self.make()
        with self.locked():
            self._sweep()
            numbered = self._numbered(creations)
            asides: list[Path] = []
            made: list[Path] = []
            try:
                for header, creation in numbered:
                    asides.append(leftovers.aside_in(self.folder))
                    self._write_session(asides[-1], header, creation, context)
                # All of them are written before the first is waited for: the disk takes what it has in one go.
                _flush(asides)
                for aside, (_, creation) in zip(asides, numbered, strict=True):
                    made.append(self._free_folder(creation.number))
                    disk.replace(aside, made[-1])
                disk.sync_folder(self.folder)
                return [self._open(folder) for folder in made]
            except BaseException as error:
                left = self._take_back(made, asides)
                if isinstance(error, OSError):
                    raise failed(left or "Aucune session n'a été créée dans", self.root, error) from error
                raise

    def restore(
        self, number: str, journal: bytes, exported: Path | None = None, context: Context | None = None
    ) -> Journal:
        """Put a session back that was exported: its journal line by line as it was, so that its seal is the same.

        Two machines each begin with p1: where another session bears a provisional number here, the one that is put
        back gets the next one, by a line of its own behind its journal.

        Args:
            number: the number it bears.
            journal: the bytes of its journal, proved.
            exported: the folder of the export, whose evidence comes along.
            context: who puts it back; None: a provisional number that is taken is refused like any other.

        Raises:
            SessionExistsError: the store holds such a number already.
            StoreError: it could not be written.
        """
        self.make()
        with self.locked():
            self._sweep()
            if held := self.held_as(number, journal):
                raise SessionExistsError(f"La session {held} est déjà dans {self.root} : l'export n'y est pas remis.")
            if number in self.numbers():
                if context is None or not number.startswith("p"):
                    raise SessionExistsError(
                        f"La session {number} existe déjà dans {self.root} : l'export n'y est pas remis."
                    )
                number = f"p{self._last_provisional() + 1}"
                journal += renumbering(journal, number, context)
            aside = leftovers.aside_in(self.folder)
            made: list[Path] = []
            try:
                self._write_folder(aside, journal)
                _flush([aside])
                if exported is not None:
                    entries = self._open(aside).session.entries
                    found = pieces_beside(exported, self.rights, entries)
                    EvidenceFolder(aside, self.rights).take_over(found, entries)
                folder = self._free_folder(number)
                disk.replace(aside, folder)
                made.append(folder)
                disk.sync_folder(self.folder)
                return of_a_session(self._open(folder))
            except BaseException as error:
                left = self._take_back(made, [aside])
                if isinstance(error, OSError):
                    raise failed(left or "La session n'a pas été remise dans", self.root, error) from error
                raise

    def held_as(self, number: str, journal: bytes) -> str:
        """The number that this very session bears here, older or newer; empty when it is not here.

        One of the number it bore that cannot be read is taken for it.
        """
        for folder in self._folders():
            here = self._number_of(folder)
            # Whatever that one holds.
            with suppress(Exception):
                if birth(disk.read_file(folder / FILE_NAME)) != birth(journal):
                    continue
                return here
            if here == number:
                return here
        return ""

    def next_provisional(self) -> str:
        """The number for a session that has none yet: p1, p2… Never one that a folder or a session bears."""
        if not self.folder.is_dir():
            return "p1"
        with self.locked():
            return f"p{self._last_provisional() + 1}"

    def _numbered(self, creations: Sequence[tuple[Header, CreateSession]]) -> list[tuple[Header, CreateSession]]:
        held = set(self.numbers())
        provisional = self._last_provisional()
        numbered = []
        for header, creation in creations:
            if not creation.number:
                provisional += 1
                creation = replace(creation, number=f"p{provisional}")
            if not is_number(creation.number):
                raise not_a_number(creation.number)
            if creation.number in held:
                raise SessionExistsError(
                    f"La session {creation.number} existe déjà dans {self.root}. Pour en changer la liste : --update ; "
                    "pour en faire une autre : un autre numéro."
                )
            held.add(creation.number)
            if creation.number.startswith("p"):
                provisional = max(provisional, int(creation.number[1:]))
            numbered.append((header, creation))
        return numbered

    def _write_session(self, folder: Path, header: Header, creation: CreateSession, context: Context) -> None:
        decision = self._decide(fold(header, ()), creation, context)
        if decision.is_refused:
            raise CreationRefusedError(decision.refusals)
        first = header_line(header)
        _, lines = sealed(decision.events, 1, first["digest"], context)
        self._write_folder(folder, b"".join(encode(line) for line in (first, *lines)))

    def _write_folder(self, folder: Path, journal: bytes) -> None:
        disk.make_folder_with(folder, self.rights)
        disk.write_new(folder / FILE_NAME, journal, self.rights, flushed=False)

    def _take_back(self, made: Sequence[Path], asides: Sequence[Path]) -> str:
        """Remove what was made, as far as the disk allows; a folder loses its name before its files.

        Returns:
            What is there all the same, as the beginning of a sentence; empty when nothing is.
        """
        for folder, aside in zip(made, asides, strict=False):
            with suppress(OSError):
                disk.replace(folder, aside)
        for aside in asides:
            with suppress(OSError):
                disk.remove_tree(aside)
        if any(disk.may_be_there(folder) for folder in made):
            return "Des sessions faites à l'instant n'ont pas pu être reprises (vigie status les dit) dans"
        if any(disk.may_be_there(aside) for aside in asides):
            return "Aucune session n'est faite, mais des restes, que la prochaine création ôtera, sont dans"
        return ""

    def _sweep(self) -> None:
        """Remove what a killed creation left. The store's lock is held: nobody is making one now."""
        for left in self.folder.glob(f"{leftovers.ASIDE}*"):
            with suppress(OSError):
                disk.remove_tree(left)

    def _free_folder(self, number: str) -> Path:
        """A folder for this number: its own name, unless a session renumbered since still lives there."""
        folder, rank = self.folder / number, 1
        while disk.is_there(folder):
            rank += 1
            folder = self.folder / f"{number}-{rank}"
        return folder

    def _last_provisional(self) -> int:
        folders = self._folders()
        names = {name for folder in folders for name in (folder.name.partition("-")[0], self._number_of(folder))}
        return max((int(name[1:]) for name in names if name.startswith("p") and is_number(name)), default=0)

    # Erasing them --------------------------------------------------------------------------------

    def remove(self, folder: Path) -> None:
        """Take a session away, whole: it loses its name at once, and its files then. The store's lock is held.

        Raises:
            OSError: it could not be done; once without its name it is gone, and `sweep` removes the rest.
        """
        aside = leftovers.aside_in(self.folder)
        disk.replace(folder, aside)
        disk.sync_folder(self.folder)
        disk.remove_tree(aside)
        # What is told to be erased does not come back with the power, under a name that nobody looks at.
        disk.sync_folder(self.folder)

    def has_leftovers(self) -> bool:
        """Whether something that was cut short left files that belong to no session."""
        return bool(self._left())

    def sweep(self) -> None:
        """Remove what a creation or an erasure that was cut short left. The store's lock is held.

        Raises:
            StoreError: some of it is still there.
        """
        try:
            leftovers.sweep(self._left())
        except OSError as error:
            raise failed("Des restes n'ont pas pu être ôtés de", self.folder, error) from error

    def _left(self) -> list[Path]:
        return leftovers.left_in(self.root, self.folder)

    # Finding them --------------------------------------------------------------------------------

    def journal(self, number: str) -> Journal:
        """The journal of the session that bears this number now.

        Raises:
            NotFoundError: there is none; the sentence lists those there are.
            StoreError: it cannot be read.
        """
        if not is_number(number):
            raise not_a_number(number)
        own = self.folder / number
        try:
            # Whatever it is: something else in its place is told, not passed over.
            is_there = disk.is_there(own / FILE_NAME)
        except OSError as error:
            raise failed("Lecture impossible de", own, error) from error
        if is_there:
            journal = self._open(own)
            # A journal that is damaged from its second line on cannot say its number any more.
            if journal.session.number in (number, ""):
                return of_a_session(journal)
        for folder in self._folders():
            if folder != own and self._number_of(folder) == number:
                return of_a_session(self._open(folder))
        if not is_there and own in self._folders():
            # Listed by its folder: what is gone is its journal, not the session.
            return of_a_session(self._open(own))
        raise NotFoundError(f"La session {number} n'est pas dans {self.root}. {self._known()}")

    def numbers(self) -> list[str]:
        """The numbers that sessions bear now."""
        return sorted((self._number_of(folder) for folder in self._folders()), key=rank_of)

    def holds(self, number: str) -> bool:
        """Whether a session bears this number now."""
        return number in self.numbers()

    def _open(self, folder: Path) -> Journal:
        path = folder / FILE_NAME
        journal = StoredJournal.open(path, rights=self._settings.rights(path), decide=self._decide)
        journal.numbers = self
        return journal

    def _shelf(self, folder: Path, keep_months: OwnLength | None) -> Shelf:
        try:
            journal = of_a_session(self._open(folder))
        except StoreError as error:
            is_newer = isinstance(error, FormatError)
            return Shelf(folder, self._number_of(folder), None, error.message, is_newer=is_newer)
        return Shelf(folder, journal.number, journal, journal.problem, keep_months)

    def _number_of(self, folder: Path) -> str:
        """The number that the session in a folder bears now; the folder's name where its journal cannot be read."""
        path = folder / FILE_NAME
        try:
            data = disk.read_file(path)
            if b'"session_renumbered"' not in data:
                # Never renumbered, as nearly all: its second line says it. Candidates have numbers too.
                second = decode(data.split(b"\n", 2)[1])
                return str(second["public"]["number"]) if second["kind"] == "session_created" else called_by(folder)
            return self._open(folder).session.number
        except Exception:  # noqa: BLE001 - whatever it holds, the others are listed
            return called_by(folder)

    def _folders(self) -> list[Path]:
        try:
            return [f for f in disk.listed(self.folder) if not f.name.startswith(".") and _may_be_folder(f)]
        except OSError as error:
            raise failed("Lecture impossible de", self.folder, error) from error

    def _known(self) -> str:
        # A copied folder has the number of another one.
        numbers = list(dict.fromkeys(self.numbers()))
        if not self.root.is_dir():
            return "Ce dossier n'est pas là : vérifiez que le disque est branché et le chemin juste."
        if not numbers:
            return "Ce dossier n'a encore aucune session."
        more = f" et {len(numbers) - _MANY} autres" if len(numbers) > _MANY else ""
        return f"Sessions connues : {', '.join(numbers[:_MANY])}{more}."


def _flush(folders: Sequence[Path]) -> None:
    """Return once the disk holds the journals in these folders, and then their names.

    Raises:
        OSError: one of them could not be kept.
    """
    for folder in folders:
        disk.flush(folder / FILE_NAME)
    for folder in folders:
        disk.sync_folder(folder)


def _may_be_folder(path: Path) -> bool:
    """Whether it is a folder; one that the disk cannot tell of is listed as one that cannot be read."""
    try:
        return disk.is_folder(path)
    except OSError:
        return True
