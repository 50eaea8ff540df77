"""What a purge leaves of a session: one anonymous line of figures, for the annual report (RULES.md section 10).

A line is there before its session goes. Where a purge was cut short in between both are there: the line then says
nothing that the session does not, and whoever adds up passes it over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data import disk
from data.errors import failed
from data.rights import Rights
from data.storage import encode
from supervisor.session import Session

FILE_NAME = "figures.jsonl"
FORMAT = "vigie-figures"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Left:
    """The figures of one session that was erased."""

    id: str
    """Beginning of the digest of its first event: the same session has the same, and it says nothing else."""
    purged_on: date
    """The day it was erased."""
    figures: Mapping[str, Any]
    """What is told of it: `supervisor.activity`."""


def session_id(session: Session) -> str:
    """What a session is known by once it is gone; empty while it has no event."""
    return session.entries[0].digest[:32] if session.entries else ""


class LeftFigures:
    """The lines of one store. Whoever writes holds the store's lock."""

    def __init__(self, root: Path, rights: Rights) -> None:
        self.path = root / FILE_NAME
        self._rights = rights

    def read(self) -> tuple[Left, ...]:
        """All lines that can be read.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        found = (_left(line) for line in self._lines())
        return tuple(left for left in found if left is not None)

    def keep(self, left: Left) -> None:
        """Have this line on the disk, in the place of one that a purge cut short left of the same session.

        Raises:
            StoreError: it could not be written; the lines before are as they were.
        """
        document = {
            "format": FORMAT, "version": VERSION, "id": left.id, "purged_on": left.purged_on.isoformat(),
            "figures": dict(left.figures),
        }  # fmt: skip
        others = [line for line in self._lines() if (known := _left(line)) is None or known.id != left.id]
        try:
            disk.rewrite(self.path, b"".join(line + b"\n" for line in others) + encode(document), self._rights)
        except OSError as error:
            raise failed("Rien n'a été effacé : les chiffres ne s'écrivent pas dans", self.path, error) from error

    def _lines(self) -> list[bytes]:
        try:
            return [line for line in disk.read_file(self.path).split(b"\n") if line]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise failed("Lecture impossible de", self.path, error) from error


def _left(line: bytes) -> Left | None:
    with suppress(ValueError, LookupError, TypeError, RecursionError):
        known = json.loads(line)
        if known["format"] == FORMAT and known["version"] <= VERSION:
            return Left(str(known["id"]), date.fromisoformat(known["purged_on"]), dict(known["figures"]))
    return None
