"""What a purge leaves of a school year: one anonymous line of figures, for the annual report (RULES.md section 12).

A line is there before its sessions go. Where a purge was cut short in between, the line and some of its sessions are
there: whoever adds up then takes one or the other. An older Vigie left a line a session, which is read as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.register import Register
from data.rights import Rights
from data.storage import decode, encode
from supervisor.session import Session

FILE_NAME = "figures.jsonl"
FORMAT = "vigie-figures"
VERSION = 2
"""1: a line a session."""
KNOWN_BY = 32
"""Signs of the digest of its first event by which a session is known once it is gone."""


@dataclass(frozen=True, slots=True)
class Left:
    """The figures of sessions that were erased."""

    purged_on: date
    """The day they were."""
    figures: Mapping[str, Any]
    """What is told of them: `supervisor.activity`."""
    covers: frozenset[str]
    """What its sessions were known by: see `session_id`."""
    is_of_a_year: bool = True
    """False: the line of one session, as an older Vigie left it."""


def session_id(session: Session) -> str:
    """What a session is known by once it is gone; empty while it has no event.

    The beginning of the digest of its first event: the same session has the same, and it says nothing else.
    """
    return session.entries[0].digest[:KNOWN_BY] if session.entries else ""


class LeftFigures:
    """The lines of one store. Whoever writes holds the store's lock."""

    def __init__(self, root: Path, rights: Rights) -> None:
        self._register = Register(root / FILE_NAME, rights)

    def read(self) -> tuple[Left, ...]:
        """All lines that can be read.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        return self.read_counting()[0]

    def read_counting(self) -> tuple[tuple[Left, ...], int]:
        """The same, and how many lines say nothing that can be read here: sessions that are in no figure.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        found = [_left(line) for line in self._register.lines()]
        return tuple(left for left in found if left is not None), found.count(None)

    def keep(self, left: Left) -> None:
        """Have this line on the disk, in the place of those that a purge cut short left of the same sessions.

        Raises:
            StoreError: it could not be written; the lines before are as they were.
        """
        document = {
            "format": FORMAT, "version": VERSION, "purged_on": left.purged_on.isoformat(),
            "covers": sorted(left.covers), "figures": dict(left.figures),
        }  # fmt: skip
        others = [
            line for line in self._register.lines() if (known := _left(line)) is None or not known.covers <= left.covers
        ]
        self._register.write([*others, encode(document)], "Rien n'a été effacé : les chiffres ne s'écrivent pas dans")


def _left(line: bytes) -> Left | None:
    with suppress(ValueError, LookupError, TypeError):
        known = decode(line)
        if known["format"] == FORMAT and known["version"] <= VERSION:
            is_of_a_year = known["version"] > 1
            covers = known["covers"] if is_of_a_year else [known["id"]]
            return Left(
                date.fromisoformat(known["purged_on"]),
                dict(known["figures"]),
                frozenset(str(one) for one in covers),
                is_of_a_year=is_of_a_year,
            )
    return None
