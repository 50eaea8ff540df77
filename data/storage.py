"""A TinyDB storage on one JSON Lines file: a header, then one document a line.

A new document is one appended line and one flush, whatever the length of the file. Anything that is not an
append writes the file anew beside itself and renames it. The first line carries the format's version.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from data import disk
from data.errors import StoreError, failed
from data.rights import PRIVATE, Rights
from supervisor.plain_json import compact, read_back

EVENTS = "events"
"""The table that the lines after the first one make up."""
HEADER = "header"
"""The table of the first line alone, under the id 1."""

_TAIL = 96
"""Bytes before a reader's place that are compared: they hold the whole digest of the last line that was read."""


def encode(document: Mapping[str, Any]) -> bytes:
    """A document as its line."""
    return compact(document) + b"\n"


def decode(data: bytes | str, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """What a document of JSON on a disk says, whoever wrote it.

    Args:
        data: all of it.
        pairs: what makes an object of its keys and values; None: a plain dictionary.

    Raises:
        ValueError: it is no JSON, or none that can be read here; nothing else, whatever it holds.
    """
    if pairs is None and isinstance(data, bytes):
        with suppress(ValueError, RecursionError):
            return read_back(data)
    try:
        return json.loads(data, object_pairs_hook=pairs)
    except RecursionError as error:
        raise ValueError("too many brackets in each other") from error


@dataclass(frozen=True, slots=True)
class ReadUpTo:
    """How far a reader has read in a file, and how the file is known again."""

    end: int
    """Bytes read and found good."""
    inode: int
    tail: bytes
    """The last bytes before `end`."""
    lacks_newline: bool = False
    """The last line is whole but for its newline."""
    behind: int = 0
    """Bytes read behind `end`: a torn line, which the next writer cuts."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was read of a file."""

    data: bytes
    start: ReadUpTo
    """Where `data` begins."""
    continued: bool
    """False: the file is not the one the reader knew, or none was known, and `data` is all of it."""

    def place_after(self, good: int, *, lacks_newline: bool = False) -> ReadUpTo:
        """The reader's place once the first `good` bytes were found good."""
        tail = (self.start.tail + self.data[max(0, good - _TAIL) : good])[-_TAIL:]
        return ReadUpTo(self.start.end + good, self.start.inode, tail, lacks_newline, len(self.data) - good)


class JsonLinesStorage(Storage):
    """One JSON Lines file.

    `place` says how far the file was found good. An append goes there, and cuts what lies behind: a torn line
    that was never acknowledged. Who appends holds the file's lock and has just read it.
    """

    def __init__(self, path: Path, rights: Rights = PRIVATE) -> None:
        self.path = path
        self.rights = rights
        self.place: ReadUpTo | None = None
        """None: nothing is known of the file, as after a write that failed."""
        self.good_lines: int | None = None
        """So many lines of it were proved; what comes after them, damage too, is not looked at. None: all of them."""

    # What TinyDB asks for ------------------------------------------------------------------------

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The file as TinyDB sees it, as far as it was found good; None when there is none.

        Nothing is kept: each call reads.

        Raises:
            StoreError: it cannot be read, or a line is no JSON object with an id.
        """
        try:
            is_there = disk.is_there(self.path)
        except OSError as error:
            raise failed("Lecture impossible de", self.path, error) from error
        if not is_there:
            return None
        data = self.read_new(anew=True).data
        *lines, rest = (data[: self.place.end] if self.place else data).split(b"\n")
        if self.place and self.place.lacks_newline:
            lines.append(rest)
        lines = lines[: self.good_lines]
        documents = [_document(self.path, rank, line) for rank, line in enumerate(lines, 1)]
        if not documents:
            return None
        return {HEADER: {"1": documents[0]}, EVENTS: {str(d["id"]): d for d in documents[1:]}}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put other lines in the place of all lines, at once.

        Raises:
            StoreError: it could not be done; the file is as it was. Or it was, and a power cut may still undo it:
                the sentence says which.
            ValueError: the data lacks its header: a file of the store always has one.
        """
        if "1" not in data.get(HEADER, {}):
            raise ValueError("a file of the store keeps its header")
        lines = [data[HEADER]["1"], *(data.get(EVENTS) or {}).values()]
        self.place = None
        try:
            disk.rewrite(self.path, b"".join(encode(line) for line in lines), self.rights)
        except disk.UnflushedError as error:
            raise failed("C'est écrit, mais le disque n'a pas confirmé qu'il garde", self.path, error) from error
        except OSError as error:
            raise failed("L'écriture n'a pas abouti dans", self.path, error) from error

    # What TinyDB has no word for -----------------------------------------------------------------

    def read_new(self, *, anew: bool = False) -> Chunk:
        """What stands after the place of the last reading; all of it where the file is another one.

        A file is another one when it was renamed over, cut, or written again from an earlier place.

        Args:
            anew: read all of it in any case.

        Raises:
            StoreError: it cannot be read.
        """
        known = None if anew else self.place
        try:
            with disk.opened(self.path, os.O_RDONLY) as fd:
                found = os.fstat(fd)
                if known and known.inode == found.st_ino and known.end <= found.st_size:
                    os.lseek(fd, known.end - len(known.tail), os.SEEK_SET)
                    data = disk.read_all(fd)
                    if data.startswith(known.tail):
                        return Chunk(data[len(known.tail) :], known, continued=True)
                os.lseek(fd, 0, os.SEEK_SET)
                return Chunk(disk.read_all(fd), ReadUpTo(0, found.st_ino, b""), continued=False)
        except OSError as error:
            raise failed("Lecture impossible de", self.path, error) from error

    def append(self, documents: Sequence[Mapping[str, Any]]) -> None:
        """Add lines at the end: one write and one flush for all of them.

        Raises:
            StoreError: it could not be done. Nothing is acknowledged; what was written is cut back as far as the
                disk allows, and the file has to be read again.
        """
        lines = b"".join(encode(document) for document in documents)
        if not lines:
            return
        place, self.place = self.place or self._place_of_whole_lines(), None
        if place.lacks_newline:
            lines = b"\n" + lines
        try:
            with disk.opened(self.path, os.O_RDWR | os.O_APPEND) as fd:
                found = os.fstat(fd)
                if (found.st_ino, found.st_size) != (place.inode, place.end + place.behind):
                    # Its lock was taken away: what was acknowledged to somebody else is never cut.
                    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
                if place.behind:
                    disk.truncate(fd, place.end)
                self._append_or_cut(fd, lines, place.end)
        except OSError as error:
            raise failed("Rien n'a été enregistré dans", self.path, error) from error
        appended = Chunk(lines, place, continued=True)
        self.place = appended.place_after(len(lines))

    @staticmethod
    def _append_or_cut(fd: int, lines: bytes, end: int) -> None:
        try:
            disk.write_all(fd, lines)
            disk.fsync(fd)
        except BaseException:
            # What stays all the same was not acknowledged: a torn line is cut by the next writer, a whole one is read.
            with suppress(OSError):
                disk.truncate(fd, end)
            raise

    def _place_of_whole_lines(self) -> ReadUpTo:
        chunk = self.read_new(anew=True)
        return chunk.place_after(chunk.data.rfind(b"\n") + 1)


def _document(path: Path, rank: int, line: bytes) -> dict[str, Any]:
    try:
        document = decode(line)
        if rank == 1 or isinstance(document["id"], int):
            return dict(document)
    except (ValueError, KeyError, TypeError):
        pass
    raise StoreError(f"La ligne {rank} de {path} ne peut pas être lue.")


class EventTable(Table):
    """A table whose inserts go straight to the file's end: TinyDB's own copy the whole table each time.

    No answer is kept: other programs append to the file.
    """

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add one document; its id is its own field `id`."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add documents together, in one write and one flush; their ids are their own fields `id`.

        Raises:
            StoreError: none of them is recorded.
        """
        added = list(documents)
        ids = [int(document["id"]) for document in added]
        assert isinstance(self.storage, JsonLinesStorage), "an EventTable stands on a JsonLinesStorage"
        self.storage.append(added)
        self.clear_cache()
        return ids


class JournalDB(TinyDB):
    """TinyDB on one journal's file."""

    table_class = EventTable
    default_table_name = EVENTS

    def __init__(self, path: Path, rights: Rights = PRIVATE) -> None:
        super().__init__(path, rights, storage=JsonLinesStorage)
