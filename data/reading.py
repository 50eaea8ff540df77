"""Reading sessions only: no lock, no draft, no file made or opened for writing. What the référent looks through.

A journal that is read so follows what the surveillant appends; an older format is brought up to date in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Never

from data import upgrades
from data.archive import Archive
from data.drafts import FOLDER_NAME, Drafts, Kept
from data.errors import StoreError
from data.integrity import Whole, scan_whole
from data.journal import FILE_NAME, Decide, Journal
from data.rights import Rights
from data.storage import Chunk

if TYPE_CHECKING:
    from data.journal import Followed
    from supervisor.event import EvidenceKept

READ_ONLY = "Lecture seule : rien ne peut être noté d'ici."


class ReadOnlyError(StoreError):
    """Something was to be recorded in a session that is only read."""

    def __init__(self) -> None:
        super().__init__(READ_ONLY)


def _refused() -> Iterator[Never]:
    raise ReadOnlyError


class NoDrafts(Drafts):
    """Nothing is typed in what is only read; what others left is theirs."""

    def left(self) -> dict[str, Kept | None]:
        """None: whoever looks on has nothing to take up again."""
        return {}

    def keep(self, name: str, draft: Kept) -> None:
        """Nothing is kept."""

    def drop(self, name: str) -> None:
        """Nothing was kept."""

    def close(self) -> None:
        """Nothing is held."""


class ReadingJournal(Journal):
    """The journal of one session, for reading: acting and erasing say so instead."""

    def __init__(self, path: Path, rights: Rights, decide: Decide) -> None:
        super().__init__(path, rights, decide)
        self.drafts = NoDrafts(path.with_name(FOLDER_NAME))

    def keep_evidence(self, paths: Sequence[str]) -> tuple[EvidenceKept, ...]:  # noqa: ARG002  whatever they are
        """Never.

        Raises:
            ReadOnlyError: always.
        """
        raise ReadOnlyError

    @contextmanager
    def _writing(self) -> Iterator[Followed]:
        yield from _refused()

    def _upgrade_if_older(self) -> None:
        """Nothing: what is read is upgraded in memory, each time."""

    def _read_steadily(self) -> tuple[Chunk, Whole]:
        chunk = self._storage.read_new(anew=True)
        if not upgrades.is_older(chunk.data):
            return super()._read_steadily()
        return chunk, scan_whole(upgrades.upgraded(chunk.data, self.path), self.path, self.withheld)

    def _reread(self) -> None:
        super()._reread()
        place = self._storage.place
        if place is not None and upgrades.is_older(self._storage.read_new(anew=True).data):
            # Its lines are not those that were read: there is no place in it to go on from.
            self._storage.place = None


class ReadingArchive(Archive):
    """All sessions of a store, for reading."""

    def make(self) -> None:
        """Never; no session can be made without it.

        Raises:
            ReadOnlyError: always.
        """
        raise ReadOnlyError

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Never.

        Raises:
            ReadOnlyError: always.
        """
        yield from _refused()

    def with_names(self) -> None:
        """Lists are going to be searched for persons; here they can be as they are."""

    def _open(self, folder: Path) -> ReadingJournal:
        return ReadingJournal.open(folder / FILE_NAME, decide=self._decide)
