"""Who read or exported sessions: one JSON line an access, beside the store's sessions (RULES.md section 7).

Kept in the store's `referent/` folder where the reader may write there, else in their own state folder, else not at
all, and they are told. It names who looked and at which session, never a candidate. It stands in nobody's way: an
access that cannot be noted happens all the same.

No TinyDB table: each account that may not write into the store keeps a file of its own, they are read together, and a
line is appended without reading the file, which only its writer may read. A line that cannot be read is counted and
told, never dropped by a table that is written anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data import disk, referent
from data.errors import StoreError, failed, why_of
from data.locks import Lock
from data.referent import Place
from data.storage import decode, encode
from data.store_settings import StoreSettings
from supervisor.candidate import printable
from supervisor.lengths import LONGEST_TEXT
from supervisor.seal import instant, stamp
from supervisor.wording import plural, typographic

FILE_NAME = "access.jsonl"
LOCK_NAME = "access.lock"
NOT_KEPT = "cet accès n'est pas noté au registre des accès"


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody read a session, or made a copy of it."""

    at: datetime
    """UTC."""
    who: str
    host: str
    what: str
    """« review », « export », « papers », « report », « log »… : a verb of the command."""
    session: str
    """Its number; empty for all of them."""


class AccessLog:
    """The register of accesses of one store, as one reader sees and keeps it."""

    def __init__(self, root: Path) -> None:
        """The register of a store.

        Args:
            root: the store; what is made in it has the rights of the store itself.
        """
        self._root = root
        self._places = referent.places(root, FILE_NAME, StoreSettings(root).rights(root))

    def note(self, what: str, session: str, *, now: datetime, who: str, host: str) -> str:
        """Note one access.

        Args:
            what: the verb.
            session: its number; empty for all of them.
            now: the instant.
            who: name of the reader.
            host: their machine.

        Returns:
            Why it could not be kept, as a French sentence without its capital; empty when it is.
        """
        if not self._root.is_dir():
            # Nothing was read, and looking makes no store.
            return ""
        # It stands in nobody's way: a name that is no name is cut here rather than refused.
        names = {"who": printable(who)[:LONGEST_TEXT], "host": printable(host)[:LONGEST_TEXT]}
        access = {"at": stamp(now.replace(microsecond=0)), **names, "what": what}
        place = self._places[0]
        try:
            place = referent.chosen(self._places)
            place.make_folder()
            with _lock(place).held():
                _append(place, encode(access | ({"session": session} if session else {})))
        except (OSError, StoreError) as error:
            return _not_kept(place.path, error)
        return ""

    def read(self) -> tuple[Access, ...]:
        """All accesses that this person can see, the oldest first; a line that cannot be read is passed over."""
        found = [access for place in self._places for line in _lines(place) if (access := _access(line)) is not None]
        return tuple(sorted(found, key=lambda access: access.at))

    def unread(self) -> tuple[str, ...]:
        """What of the register cannot be read, a French sentence each: an access that is not seen is not none."""
        told = []
        for place in self._places:
            try:
                found = [line for line in disk.read_file(place.path).split(b"\n") if line]
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                told.append(failed("Registre des accès illisible :", place.path, error).message)
                continue
            if count := sum(_access(line) is None for line in found):
                lines = plural(count, "ligne illisible n'est pas montrée", "lignes illisibles ne sont pas montrées")
                told.append(typographic(f"Registre des accès {place.path} : {lines}."))
        return tuple(told)

    def trim(self, before: datetime) -> int:
        """Forget the accesses before an instant; how many that were.

        Lines that cannot be read have no instant, and go too.

        Raises:
            OSError: they could not be taken away.
            StoreError: somebody else writes there for too long.
        """
        gone = 0
        for place in self._places:
            if not disk.is_there(place.path) or not place.is_writable:
                continue
            with _lock(place).held():
                lines = _lines(place)
                kept = [line for line in lines if (access := _access(line)) is not None and access.at >= before]
                if len(kept) < len(lines):
                    disk.rewrite(place.path, b"".join(line + b"\n" for line in kept), place.rights)
                    gone += len(lines) - len(kept)
        return gone


def _not_kept(path: Path, error: OSError | StoreError) -> str:
    # What the lock stumbled over is worded for whoever records in the store; the reader is told what the system said.
    cause = error if isinstance(error, OSError) else error.__cause__
    if isinstance(cause, OSError):
        return typographic(f"{NOT_KEPT}, {path} : {why_of(cause)}")
    return typographic(f"{NOT_KEPT}. {error}")


def _append(place: Place, line: bytes) -> None:
    """Add a line in one write; what a cut left without its end does not swallow it."""
    is_new = not place.path.exists()
    with disk.opened(place.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600) as fd:
        if is_new:
            place.rights.give_to_file(fd)
        size = os.lseek(fd, 0, os.SEEK_END)
        if size:
            os.lseek(fd, size - 1, os.SEEK_SET)
            if os.read(fd, 1) != b"\n":
                line = b"\n" + line
        disk.write_all(fd, line)
        disk.fsync(fd)
    if is_new:
        disk.sync_name(place.path)


def _lock(place: Place) -> Lock:
    return Lock(place.path.with_name(place.path.name.replace(FILE_NAME, LOCK_NAME)))


def _lines(place: Place) -> list[bytes]:
    with suppress(OSError):
        return [line for line in disk.read_file(place.path).split(b"\n") if line]
    return []


def _access(line: bytes) -> Access | None:
    try:
        known = decode(line)
        return Access(
            instant(known["at"]),
            str(known["who"]),
            str(known["host"]),
            str(known["what"]),
            str(known.get("session", "")),
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def of_session(accesses: Iterable[Access], number: str) -> list[Access]:
    """Those that concern a session: its own, and those of all of them."""
    return [access for access in accesses if access.session in ("", number)]
