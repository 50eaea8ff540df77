"""Who trained whom, as a store knows it: its register, and what its sessions noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.archive import Archive
from data.services.errors import MisunderstoodError, NotPossibleError
from data.trainings import Noted, Trainings, noted_in
from supervisor.candidate import plain
from supervisor.lengths import name_too_long
from supervisor.session import Training


@dataclass(frozen=True, slots=True)
class KnownTraining:
    """A training, and where it is noted."""

    noted: Noted
    session: str
    """The number of the session that noted it; empty: the register."""


def known_trainings(archive: Archive, name: str = "") -> tuple[list[KnownTraining], list[str]]:
    """What a store knows, of one person or of all; and what of it cannot be read, a French sentence each.

    Args:
        archive: the store.
        name: of the person; empty: of all.

    Raises:
        StoreError: the register or the store cannot be read.
    """
    register = Trainings(archive.root, archive.rights)
    known, unread = [KnownTraining(noted, "") for noted in register.read()], [register.unread()]
    for shelf in archive.sessions():
        unread.append(shelf.problem and f"Session {shelf.number} : {shelf.problem}")
        if shelf.journal is not None and not shelf.journal.session.rehearsal:
            session = shelf.journal.session
            known += [KnownTraining(noted, session.number) for noted in noted_in(session)]
    wanted = [one for one in known if not name or plain(one.noted.training.name) == plain(name)]
    return wanted, [sentence for sentence in unread if sentence]


def note_training(archive: Archive, training: Training, now: datetime, today: date, author: str) -> None:
    """Note a training in the register.

    Args:
        archive: the store; made where there is none.
        training: who, by whom, when.
        now: the instant it is noted at.
        today: the day it is there.
        author: who notes it.

    Raises:
        NotPossibleError: it is to come, or noted already.
        MisunderstoodError: a name is longer than any screen or paper can show.
        StoreError: it could not be written.
    """
    if training.on > today:
        raise NotPossibleError(f"le {training.on:%d/%m/%Y} est à venir : une formation se note une fois faite")
    if told := name_too_long(training.name, training.trainer, author):
        raise MisunderstoodError(told)
    archive.make()
    with archive.locked():
        is_new = Trainings(archive.root, archive.rights).note(Noted(training, now, author))
    if not is_new:
        raise NotPossibleError("cette formation est déjà notée")


def remove_trainings(archive: Archive, name: str) -> int:
    """Take a person's trainings out of the register; how many that were.

    Raises:
        NotPossibleError: the register notes none.
        StoreError: it could not be read or written.
    """
    gone = 0
    if Trainings(archive.root, archive.rights).read():
        with archive.locked():
            gone = Trainings(archive.root, archive.rights).remove(name)
    if not gone:
        raise NotPossibleError(
            "le registre ne note aucune formation de ce nom ; celles d'une session se corrigent là (undo)"
        )
    return gone
