"""The sessions of a store as a list shows them: what is remembered of the closed ones, else all of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from data import disk
from data.errors import StoreError
from data.journal import FILE_NAME, Journal
from data.numbers import rank_of

if TYPE_CHECKING:
    from data.outlines import Outlines
    from supervisor.outline import Outline
    from supervisor.retention import OwnLength
    from supervisor.session import Session

LEAST = 16
"""Sessions of a store from which on it is worth remembering them; fewer are read as fast."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One session's folder, as the list of all shows it."""

    folder: Path
    number: str
    """The session's number; the folder's name where the journal cannot be read."""
    journal: Journal | None
    """None where not even its first line can be read."""
    problem: str = ""
    """What is wrong with it, as a French sentence; empty when nothing is."""
    keep_months: OwnLength | None = None
    """For how many months the store's settings keep it; None: as it says itself."""
    branch: str = ""
    """What tells it from others of its number: a hub has several, or somebody copied a folder; empty for most."""
    is_newer: bool = False
    """It is of a format that this Vigie does not know: another one reads it."""
    is_copy: bool = False
    """Its number opens another folder of the store: somebody copied one of the two."""
    outline: Outline | None = None
    """What is remembered of a closed session; its journal is not read then."""
    stamp: str = ""
    """What the disk said of its journal before it was read."""

    @property
    def name(self) -> str:
        """Its number, with what tells it from others of that number: « 208 · dossier « 208 (1) » »."""
        return f"{self.number} · {self.branch}" if self.branch else self.number

    @property
    def session(self) -> Session | None:
        """The session, or its outline; None where it cannot be read."""
        return self.journal.session if self.journal is not None else self.outline


def stamp_of(folder: Path) -> str:
    """What the disk says of a session's journal without reading it: whoever writes it changes that."""
    try:
        found = (folder / FILE_NAME).stat()
    except OSError:
        return "no journal"
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def told_apart(shelves: Sequence[Shelf]) -> list[Shelf]:
    """The same sessions; those that share their number say in which folder they are, and which one it opens.

    Args:
        shelves: in the order in which a number is looked for (`Archive.journal`).
    """
    of_number: defaultdict[str, list[Shelf]] = defaultdict(list)
    for shelf in shelves:
        # A hub tells its branches apart itself.
        if not shelf.branch:
            of_number[shelf.number].append(shelf)
    told: dict[Path, Shelf] = {}
    for number, same in of_number.items():
        if len(same) > 1:
            there = [shelf for shelf in same if disk.may_be_there(shelf.folder / FILE_NAME)] or same
            opened = next((shelf for shelf in there if shelf.folder.name == number), there[0])
            for shelf in same:
                where = f"dossier « {shelf.folder.name} »" if shelf.folder.name != number else ""
                told[shelf.folder] = replace(shelf, branch=where, is_copy=shelf is not opened)
    return [told.get(shelf.folder, shelf) for shelf in shelves]


class Listing(ABC):
    """What a store shows in lists; `Archive` says how a session of it is read."""

    root: Path

    def listed(self) -> list[Shelf]:
        """All sessions for a list of them: of closed sessions only what is remembered, where anything is."""
        folders = self._folders()
        if len(folders) < LEAST:
            return self.sessions()
        # Who looks at one session need not wait for what lists need.
        from data.outlines import Outlines

        keep_months, outlines = self._length_of_all(), Outlines(self.root)
        shelves = [self._outlined(folder, keep_months, outlines) for folder in folders]
        outlines.keep()
        return told_apart(sorted(shelves, key=lambda shelf: rank_of(shelf.number)))

    def relisted(self, shelf: Shelf) -> Shelf:
        """The same session as it stands now: an outline is still true as long as the disk says the same of its file."""
        return shelf if shelf.outline is None or shelf.stamp == stamp_of(shelf.folder) else self.opened(shelf)

    def opened(self, shelf: Shelf) -> Shelf:
        """The same session with its journal, where only its outline is there."""
        if shelf.outline is None:
            return shelf
        # What it is beside others of its number stays: that is not read from its own journal.
        opened = self._shelf(shelf.folder, shelf.keep_months)
        return replace(opened, branch=shelf.branch, is_copy=shelf.is_copy)

    def _outlined(self, folder: Path, keep_months: OwnLength | None, outlines: Outlines) -> Shelf:
        stamp, data = stamp_of(folder), b""
        with suppress(OSError):
            data = disk.read_file(folder / FILE_NAME)

        def read_whole() -> Session | None:
            with suppress(StoreError):
                return self._open(folder).session
            return None

        if data and (outline := outlines.of(data, read_whole)) is not None:
            return Shelf(folder, outline.number, None, keep_months=keep_months, outline=outline, stamp=stamp)
        shelf = self._shelf(folder, keep_months)
        journal = shelf.journal
        if journal is not None and not shelf.problem and not journal.torn:
            outlines.take(data, journal.session, journal.read_digest)
        return shelf

    def sessions(self) -> list[Shelf]:
        """All sessions, by number, provisional ones last. A damaged one is listed with its damage."""
        keep_months = self._length_of_all()
        shelves = (self._shelf(folder, keep_months) for folder in self._folders())
        return told_apart(sorted(shelves, key=lambda shelf: rank_of(shelf.number)))

    def _length_of_all(self) -> OwnLength | None:
        """For how long the store's settings keep its sessions."""
        with suppress(StoreError):
            # A mistake in the settings is told where they are used.
            return self.keep_months
        return None

    @property
    @abstractmethod
    def keep_months(self) -> OwnLength | None:
        """See `Archive.keep_months`."""

    @abstractmethod
    def _folders(self) -> list[Path]: ...

    @abstractmethod
    def _open(self, folder: Path) -> Journal: ...

    @abstractmethod
    def _shelf(self, folder: Path, keep_months: OwnLength | None) -> Shelf: ...
