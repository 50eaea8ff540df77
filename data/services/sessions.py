"""The sessions of a store as somebody has them before them: listed, followed, made, erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from data.archive import Archive, Shelf
from data.errors import CreationRefusedError, SessionExistsError, StoreError, gone
from data.listing import stamp_of
from data.services.errors import NotPossibleError
from supervisor.action import Context, CreateSession
from supervisor.folding import utc
from supervisor.reference import Header
from supervisor.session import Session


class FollowedSessions:
    """All sessions of a store; a journal that was read before is only followed. One thread at a time is in it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._shelves: list[Shelf] = []
        self._seen_before: frozenset[str] = frozenset()

    def shelves(self) -> list[Shelf]:
        """All of them, as they stand now.

        Raises:
            StoreError: the store cannot be listed.
        """
        self._shelves = [self._archive.opened(shelf) for shelf in self.listed()]
        return self._shelves

    def listed(self) -> list[Shelf]:
        """The same for a list of them: of closed sessions what is remembered.

        Raises:
            StoreError: the store cannot be listed, or is gone since.
        """
        if self._seen() == self._seen_before:
            before = [shelf.number for shelf in self._shelves]
            self._shelves = [_followed(self._archive.relisted(shelf)) for shelf in self._shelves]
            # Which folder a number opens is another one once a session has been given its own.
            if [shelf.number for shelf in self._shelves] == before:
                return self._shelves
        if self._shelves and not self._archive.folder.is_dir():
            # A stick that was pulled out is no store without sessions, least of all to whoever just saw them.
            raise gone(self._archive.folder)
        self._shelves = self._archive.listed()
        self._seen_before = self._seen()
        return self._shelves

    def _seen(self) -> frozenset[str]:
        """What the store holds, as far as a glance tells: its folders, and whether what could not be read changed."""
        try:
            folders = {path.name for path in self._archive.folder.iterdir()}
        except OSError:
            # No store yet; or one that cannot be listed, which the archive then says.
            return frozenset({""})
        unread = [shelf.folder for shelf in self._shelves if shelf.session is None]
        return frozenset(folders | {f"{folder.name}: {stamp_of(folder)}" for folder in unread})


def _followed(shelf: Shelf) -> Shelf:
    """The same session with what was recorded since."""
    journal = shelf.journal
    if journal is None:
        return shelf
    try:
        journal.follow()
    except StoreError as error:
        return replace(shelf, problem=error.message)
    return replace(shelf, number=journal.number, problem=journal.problem)


def create(archive: Archive, header: Header, creation: CreateSession, context: Context) -> Session:
    """Make one session, with or without candidates.

    Raises:
        NotPossibleError: a session of its number is there, or the rules refuse it; nothing was made.
        StoreError: it cannot be written.
    """
    try:
        return archive.create(header, creation, context).session
    except SessionExistsError as error:
        raise NotPossibleError(f"La session {creation.number} est déjà dans Vigie.") from error
    except CreationRefusedError as error:
        raise NotPossibleError(error.message) from error


def erase_unstarted(archive: Archive, number: str, now: datetime) -> str:
    """Erase a session in which nobody has started; why it was not, empty when it is gone.

    Raises:
        StoreError: there is none of this number, or it could not be done.
    """
    from data import purging

    return purging.erase_unstarted(archive, archive.journal(number).path.parent, utc(now))


def folder_named(path: Path) -> str:
    """A folder as a person would name it, from their home folder on."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
