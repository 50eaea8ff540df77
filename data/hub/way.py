"""What a device may ask of a hub, whichever way it goes there: PostgreSQL itself, or SSH."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from data.hub.lines import HubLine

BATCH = 500
"""Lines that travel together at most, and are taken in all or none."""
CONNECT_S = 10
"""Seconds after which a hub that does not answer is given up, until the next try."""
MOST_FILE = 20_000_000
"""Bytes of a file that goes as one value: a photo, a screen copy. A film goes in parts."""
PART = 4_000_000
"""Bytes of a part of a larger file, at most: so much of it is in memory, here and there."""
GONE = -1
"""The number of the head of a session that was erased for good, at the end of its time."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a branch that the hub has of a session."""

    n: int
    digest: str


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file kept as proof of a fraud, as the line that names it says."""

    line: Head
    file: str
    """The digest of its bytes."""


class Held(StrEnum):
    """How a hub stands to a file."""

    THERE = "there"
    LACKS = "lacks"
    """It would take it."""
    REFUSED = "refused"
    """No personal part that it has names this file: it was erased, or its line has not come."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a session comes to after its last line: numbers and hours, nobody's name. Told, not proved."""

    number: str
    slot_start: datetime
    slot_end: datetime
    phase: str
    expected: int
    joined: int
    running: int
    ended: int
    absent: int
    alerts: int
    ends: tuple[datetime, ...]
    """When the tests that run will end, in order."""
    finalise_by: datetime | None
    """Until when it is to be finalised; None: nothing is waited for."""


class Way(Protocol):
    """A connection to a hub, by the account of a device. Each call may raise `HubError`; all may be repeated."""

    def heads(self, roots: Sequence[str]) -> Mapping[str, tuple[Head, ...]]:
        """How far the hub is with these sessions; more than one head is a fork, none: it has nothing of it."""

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        """The number of the last of these lines that the hub has; -1: none of them."""

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        """Have these lines taken in, in their order; those that are there change nothing. The heads after it."""

    def tell(self, root: str, digest: str, tally: Tally) -> None:
        """What the session comes to after this line, where that is the last one of a branch."""

    def seen(self, waiting: int) -> None:
        """The device is there, and so many of its lines are not at the hub."""

    def purge(self, root: str) -> bool:
        """A session's time is over: all of it goes there as here. False: claims may still come.

        Args:
            root: its root, or the 32 signs that it begins with: a purge leaves no more.
        """

    def held(self, root: str, files: Sequence[NamedFile]) -> Sequence[Held]:
        """How the hub stands to each of these files of a session, in their order."""

    def keep(self, root: str, named: NamedFile, content: bytes) -> bool:
        """Have a file taken in, at most `MOST_FILE` bytes; one that is there changes nothing. False: see `REFUSED`."""

    def largest(self) -> int:
        """Bytes of the largest file that the hub takes, as its service has said."""

    def parts(self, root: str, named: NamedFile) -> Mapping[int, int]:
        """The parts of a file that it has already: how many bytes from which one on."""

    def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
        """Have a part of a file taken in, `PART` bytes at most; one that is there changes nothing. False: `REFUSED`.

        Args:
            root: of the session.
            named: the file.
            begin: bytes of it that stand before this part.
            content: the part.
        """

    def keep_whole(self, root: str, named: NamedFile, size: int) -> Held:
        """Have all parts of a file proved. `LACKS`: some are not there; or they were not what the line names, and went.

        Args:
            root: of the session.
            named: the file.
            size: of it, which takes its time.
        """

    def news(self) -> Collection[str]:
        """Roots of sessions that somebody went on with elsewhere since this was last asked; it waits for nothing."""

    def close(self) -> None:
        """Hang up."""
