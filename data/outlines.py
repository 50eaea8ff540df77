"""What closed sessions look like in a list, remembered by the digests of their whole journals.

A référent's list of five hundred sessions need not read each from its first line: the bytes of a journal are what they
were, or they are others, and then nothing is remembered of them. It is kept in the person's own cache, may be lost or
spoilt without harm, and holds nothing about a person: who supervised is read again where it stands in the journal.
`vigie check` never looks at it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data import disk
from data.integrity import header_of
from data.paths import cache_folder
from data.rights import PRIVATE
from supervisor.outline import Outline, Remembered, outlined, remembered
from supervisor.plain_json import compact
from supervisor.session import Session

FORMAT = "vigie-outlines"
_HOUSE = Path(__file__).resolve().parent.parent

Place = tuple[int, int]
"""Where a name stands in a journal, in bytes: from where on, and how many."""


class _Kept(BaseModel):
    """What is kept of one journal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figures: Remembered
    people: tuple[Place, ...]
    """Where the names of all surveillants stand."""
    present: tuple[Place, ...]
    """Where the names of those who were there at the end stand."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    program: str
    """The digest of the program that made it: another one may tell something else of the same lines."""
    sessions: dict[str, _Kept]
    """By the digest of the whole journal."""


class Outlines:
    """What is remembered of the closed sessions of one store; nothing is raised, whatever its file holds."""

    def __init__(self, root: Path) -> None:
        self._path = cache_folder() / "outlines" / f"{digest_of(os.fsencode(root.absolute()))[:32]}.json"
        self._known = _read(self._path)
        self._used: dict[str, _Kept] = {}

    def of(self, journal: bytes, read_whole: Callable[[], Session | None]) -> Outline | None:
        """What is remembered of a journal; None where it has to be read.

        Args:
            journal: all its bytes.
            read_whole: reads all of it, for the outline.
        """
        digest = digest_of(journal)
        kept = self._used.get(digest) or self._known.get(digest)
        if kept is None:
            return None
        with suppress(ValueError):
            header, _ = header_of(journal.partition(b"\n")[0])
            people, present = (
                tuple(_name(journal, place) for place in places) for places in (kept.people, kept.present)
            )
            self._used[digest] = kept
            return outlined(header, kept.figures, people, present, read_whole)
        return None

    def take(self, journal: bytes, session: Session, digest: str) -> None:
        """Remember a session; nothing while it is open, or where a name in it does not stand in the journal as it is.

        Args:
            journal: all its bytes, of which each line is good.
            session: what was read.
            digest: of the bytes that it was read from; others, and nothing is remembered.
        """
        figures = remembered(session)
        if figures is None or digest != digest_of(journal):
            return
        with suppress(ValueError):
            people = tuple(_place(journal, name) for name in session.surveillants)
            present = tuple(_place(journal, name) for name in session.present_surveillants)
            self._used[digest] = _Kept(figures=figures, people=people, present=present)

    def keep(self) -> None:
        """Write what is remembered of the sessions that were asked for, should it be anything else than before."""
        if self._used.keys() == self._known.keys():
            return
        file = _File(format=FORMAT, program=program(), sessions=self._used)
        # Two programs may write at once: each its own file, and the last one stays.
        aside = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}{disk.ASIDE}")
        try:
            disk.make_parents(self._path.parent)
            if not self._path.parent.is_dir():
                disk.make_folder_with(self._path.parent, PRIVATE)
            disk.write_new(aside, file.model_dump_json().encode("utf-8"), PRIVATE, flushed=False)
            disk.replace(aside, self._path)
            self._known = dict(self._used)
        except (OSError, ValueError):
            # It is only slower the next time.
            with suppress(OSError):
                disk.remove(aside)


def digest_of(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@cache
def program() -> str:
    """The digest of all that decides what a journal says: the rules, what reads them, and the reference data."""
    found = hashlib.sha256()
    files = [
        *(_HOUSE / "supervisor").rglob("*"),
        *(_HOUSE / "data").glob("*"),
        *(_HOUSE / "data" / "reference").glob("*"),
    ]
    for path in sorted(files):
        if path.suffix in (".py", ".toml", ".gz") and path.is_file():
            found.update(compact([path.name, digest_of(path.read_bytes())]))
    return found.hexdigest()


def _read(path: Path) -> dict[str, _Kept]:
    """What a file remembers; nothing where it is not there, is none of ours, or another program made it."""
    with suppress(OSError, ValueError, RecursionError):
        file = _File.model_validate_json(disk.read_file(path))
        if file.format == FORMAT and file.program == program():
            return file.sessions
    return {}


def _place(journal: bytes, name: str) -> Place:
    """Where a name stands in a journal.

    Raises:
        ValueError: nowhere as it is told.
    """
    written = compact(name)
    return journal.index(written), len(written)


def _name(journal: bytes, place: Place) -> str:
    """The name that stands there.

    Raises:
        ValueError: none does.
    """
    begin, length = place
    name = json.loads(journal[begin : begin + length])
    if not isinstance(name, str):
        raise ValueError("no name")
    return name
