"""`vigie training`: the trainings of surveillants that a store knows; noting one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from data.archive import Archive
from data.trainings import Noted, Trainings, noted_in
from data.zone import default_zone
from screens.command.output import DONE, BadUsageError, RefusedError, say
from screens.kit.desk import Clock
from supervisor.candidate import plain, said
from supervisor.folding import utc
from supervisor.session import Training
from supervisor.wording import plural


def run_training(archive: Archive, options: Namespace, clock: Clock, author: str, host: str) -> int:  # noqa: ARG001
    """List trainings, note one, or take those of a person out; the exit code.

    Args:
        archive: the store.
        options: name, by, on, remove: what the parser read.
        clock: the day it is.
        author: who notes it.
        host: on which machine.

    Raises:
        LineError: something is not said, or the day is to come.
        StoreError: the store cannot be read or written.
    """
    name = said(" ".join(options.name))
    if options.remove:
        return _remove(archive, name)
    if options.by is None:
        if options.on is not None:
            raise BadUsageError('dites qui l\'a formé : vigie training NOM --by "…"')
        return _list(archive, name)
    if not plain(name) or not plain(options.by):
        raise BadUsageError('dites qui a été formé, et par qui : vigie training NOM --by "…"')
    now = utc(clock.now())
    today = now.astimezone(ZoneInfo(default_zone().name)).date()
    on = options.on or today
    if on > today:
        raise RefusedError(f"le {on:%d/%m/%Y} est à venir : une formation se note une fois faite")
    archive.make()
    with archive.locked():
        is_new = Trainings(archive.root, archive.rights).note(Noted(Training(name, said(options.by), on), now, author))
    if not is_new:
        raise RefusedError("cette formation est déjà notée")
    say(f"{name} : formation du {on:%d/%m/%Y} notée, elle vaut pour les sessions à partir de ce jour")
    return DONE


def _remove(archive: Archive, name: str) -> int:
    if not plain(name):
        raise BadUsageError("dites de qui : vigie training NOM --remove")
    gone = 0
    if archive.root.is_dir():
        with archive.locked():
            gone = Trainings(archive.root, archive.rights).remove(name)
    if not gone:
        raise RefusedError(
            "le registre ne note aucune formation de ce nom ; celles d'une session se corrigent là (undo)"
        )
    say(f"{name} : {plural(gone, 'formation ôtée', 'formations ôtées')} du registre")
    return DONE


def _list(archive: Archive, name: str) -> int:
    lines = sorted(set(_known(archive, name)))
    for line in lines:
        say(line)
    if not lines:
        say("Aucune formation notée" + (" à ce nom" if name else ""))
    return DONE


def _known(archive: Archive, name: str) -> Iterator[str]:
    found = [(noted, "au registre") for noted in Trainings(archive.root, archive.rights).read()]
    for shelf in archive.sessions():
        if shelf.journal is not None and not shelf.journal.session.rehearsal:
            session = shelf.journal.session
            found += [(noted, f"à la session {session.number}") for noted in noted_in(session)]
    for noted, where in found:
        training = noted.training
        if not name or plain(name) == plain(training.name):
            by = f"noté {where} par {noted.author}"
            yield f"{training.name} : par {training.trainer}, le {training.on:%d/%m/%Y} ({by})"
