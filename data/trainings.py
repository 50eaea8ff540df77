"""Who trained whom: the store's register, and what sessions noted before it or beside it.

A line of `trainings.jsonl` says who, when, by whom, and who noted it. What a session noted counts as long as the
session is there; a purge writes it into the register before the session goes.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data import disk
from data.errors import StoreError
from data.integrity import session_in
from data.register import Register
from data.rights import Rights
from data.storage import decode, encode
from supervisor.candidate import plain, printable
from supervisor.event import SurveillantTrained
from supervisor.seal import instant, stamp
from supervisor.session import Session, Training
from supervisor.wording import plural

FILE_NAME = "trainings.jsonl"
FORMAT = "vigie-training"
VERSION = 1
_NOTED = b'"surveillant_trained"'
"""Stands in the journal of a session that noted one."""
_NOT_WRITTEN = "La formation ne s'écrit pas dans"


@dataclass(frozen=True, slots=True)
class Noted:
    """A training as the register has it."""

    training: Training
    noted_at: datetime
    """UTC."""
    author: str


class Trainings:
    """The register of one store. Whoever writes holds the store's lock."""

    def __init__(self, root: Path, rights: Rights) -> None:
        self._register = Register(root / FILE_NAME, rights)

    def read(self) -> tuple[Noted, ...]:
        """All lines that can be read, in the order they were noted.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        return tuple(noted for line in self._register.lines() if (noted := _noted(line)) is not None)

    def unread(self) -> str:
        """What of it cannot be read, as a French sentence: a training that is not seen is not none. Empty: nothing.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        count = sum(_noted(line) is None for line in self._register.lines())
        lines = plural(count, "ligne illisible n'est pas montrée", "lignes illisibles ne sont pas montrées")
        return f"Registre des formations {self._register.path} : {lines}." if count else ""

    def note(self, *new: Noted) -> bool:
        """Have these on the disk; whether one of them was not there already.

        Raises:
            StoreError: it could not be written; the lines before are as they were.
        """
        known = {_key(noted.training) for noted in self.read()}
        fresh = {_key(one.training): one for one in new if _key(one.training) not in known}
        if fresh:
            self._register.write([*self._register.lines(), *map(_line, fresh.values())], _NOT_WRITTEN)
        return bool(fresh)

    def remove(self, name: str) -> int:
        """Take a person's trainings out of the register; how many that were.

        Raises:
            StoreError: it could not be written; the lines are as they were.
        """
        lines = self._register.lines()
        kept = [line for line in lines if (one := _noted(line)) is None or plain(one.training.name) != plain(name)]
        if len(kept) < len(lines):
            self._register.write(kept, _NOT_WRITTEN)
        return len(lines) - len(kept)


def _key(training: Training) -> tuple[str, str, date]:
    return plain(training.name), plain(training.trainer), training.on


def _line(noted: Noted) -> bytes:
    training = noted.training
    return encode({
        "format": FORMAT, "version": VERSION, "name": printable(training.name), "trainer": printable(training.trainer),
        "on": training.on.isoformat(), "noted_at": stamp(noted.noted_at), "author": printable(noted.author),
    })  # fmt: skip


def _noted(line: bytes) -> Noted | None:
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        known = decode(line)
        if known["format"] == FORMAT and known["version"] <= VERSION:
            training = Training(str(known["name"]), str(known["trainer"]), date.fromisoformat(known["on"]))
            return Noted(training, instant(known["noted_at"]), str(known["author"]))
    return None


def noted_in(session: Session) -> list[Noted]:
    """What a session noted, for the register."""
    left = list(session.trainings)
    found = []
    for entry in session.entries:
        if isinstance(entry.event, SurveillantTrained):
            training = Training(entry.event.name, entry.event.trainer, entry.event.on)
            # One that was undone is in the events and not in the state.
            if training in left:
                left.remove(training)
                found.append(Noted(training, entry.recorded_at, entry.author))
    return found


def in_other_sessions(path: Path) -> tuple[Training, ...]:
    """What the register and the other sessions of a journal's store say; what cannot be read says nothing.

    Args:
        path: the journal of the session that is looked at.
    """
    root = path.parent.parent.parent
    found: list[Training] = []
    with suppress(StoreError):
        found += [noted.training for noted in Trainings(root, Rights.like(root)).read()]
    with suppress(OSError):
        for other in sorted(path.parent.parent.glob(f"*/{path.name}")):
            if other != path:
                found += _of(other)
    return tuple(found)


def _of(path: Path) -> tuple[Training, ...]:
    with suppress(OSError, StoreError):
        data = disk.read_file(path)
        if _NOTED in data:
            session = session_in(data, path)
            return () if session.rehearsal else session.trainings
    return ()
