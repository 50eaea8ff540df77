"""A small register of a store: one JSON document a line, read whole and written anew whole.

It stands on no TinyDB table. A journal's table has a first line that proves the rest and documents with ids, and grows
by appended lines; a register has neither. It is asked one question (all of it), and lines of a newer Vigie, or damaged
ones, have to stay as they are, byte for byte, when another line is written: a table would drop them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from data import disk
from data.errors import failed
from data.rights import Rights


class Register:
    """The lines of one file. Whoever writes holds the store's lock."""

    def __init__(self, path: Path, rights: Rights) -> None:
        self.path = path
        self._rights = rights

    def lines(self) -> list[bytes]:
        """All of them, those that nobody here can read too; none where there is no file.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        try:
            return [line for line in disk.read_file(self.path).split(b"\n") if line]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise failed("Lecture impossible de", self.path, error) from error

    def write(self, lines: Iterable[bytes], what_failed: str) -> None:
        """Put these lines in the place of all, at once.

        Args:
            lines: with or without their newline.
            what_failed: the beginning of the sentence where it could not be done.

        Raises:
            StoreError: it could not be done; the lines are as they were.
        """
        try:
            disk.rewrite(self.path, b"".join(line.rstrip(b"\n") + b"\n" for line in lines), self._rights)
        except OSError as error:
            raise failed(what_failed, self.path, error) from error
