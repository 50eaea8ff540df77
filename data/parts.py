"""Files that are too large to be held in memory whole, part by part: a film that goes to a hub, or comes from it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from data import disk
from data.rights import Rights

_PART = 1 << 20


@dataclass(slots=True)
class Bytes:
    """What went by, as far as a file is known by it."""

    size: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def of(self, parts: Iterable[bytes], most: int) -> Iterator[bytes]:
        """The same parts, counted; none behind the one that goes beyond so many bytes."""
        for part in parts:
            self.size += len(part)
            self._digest.update(part)
            if self.size > most:
                return
            yield part

    @property
    def sha256(self) -> str:
        """The digest of all of it."""
        return str(self._digest.hexdigest())


def write_proved(path: Path, parts: Iterable[bytes], rights: Rights, size: int, sha256: str) -> bool:
    """Write a file of its own, flushed, with its rights set before its first byte; False: it is not what it should be.

    Raises:
        OSError: it cannot be written.
    """
    came = Bytes()
    with disk.opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600) as fd:
        rights.give_to_file(fd)
        for part in came.of(parts, size):
            disk.write_all(fd, part)
        disk.fsync(fd)
    return (came.size, came.sha256) == (size, sha256)


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """All of an open file, from its beginning on."""
    file.seek(0)
    while part := file.read(_PART):
        yield part


def part_at(fd: int, begin: int, size: int) -> bytes:
    """So many bytes of a file from one of them on; fewer at its end.

    Raises:
        OSError: it cannot be read.
    """
    os.lseek(fd, begin, os.SEEK_SET)
    found = b""
    while len(found) < size and (more := os.read(fd, size - len(found))):
        found += more
    return found


@contextmanager
def nameless(folder: Path) -> Iterator[IO[bytes]]:
    """A file that nobody else sees and that is gone at the end, also when this program is killed.

    Args:
        folder: on whose disk it is.

    Raises:
        OSError: it cannot be made there.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        yield file
