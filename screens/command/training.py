"""`vigie training`: the trainings of surveillants that a store knows; noting one."""

from __future__ import annotations

from argparse import Namespace

from data.archive import Archive
from data.services.training import KnownTraining, known_trainings, note_training, remove_trainings
from data.zone import local_zone
from screens.command.output import DONE, REFUSED, BadUsageError, complain, say
from screens.command.refusing import as_lines
from screens.kit.desk import Clock
from supervisor.candidate import plain, printable
from supervisor.folding import utc
from supervisor.session import Training
from supervisor.wording import plural


@as_lines()
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
    name = printable(" ".join(options.name))
    if options.remove:
        return _remove(archive, name)
    if options.by is None:
        if options.on is not None:
            raise BadUsageError('dites qui l\'a formé : vigie training NOM --by "…"')
        return _list(archive, name)
    if not plain(name) or not plain(options.by):
        raise BadUsageError('dites qui a été formé, et par qui : vigie training NOM --by "…"')
    now = utc(clock.now())
    today = now.astimezone(local_zone()).date()
    on = options.on or today
    note_training(archive, Training(name, printable(options.by), on), now, today, author)
    say(f"{name} : formation du {on:%d/%m/%Y} notée, elle vaut pour les sessions à partir de ce jour")
    return DONE


def _remove(archive: Archive, name: str) -> int:
    if not plain(name):
        raise BadUsageError("dites de qui : vigie training NOM --remove")
    gone = remove_trainings(archive, name)
    say(f"{name} : {plural(gone, 'formation ôtée', 'formations ôtées')} du registre")
    return DONE


def _list(archive: Archive, name: str) -> int:
    known, unread = known_trainings(archive, name)
    lines = sorted(set(map(_line, known)))
    for line in lines:
        say(line)
    if not lines:
        say("Aucune formation notée" + (" à ce nom" if name else ""))
    for sentence in unread:
        complain(sentence)
    return REFUSED if unread else DONE


def _line(known: KnownTraining) -> str:
    training = known.noted.training
    where = f"à la session {known.session}" if known.session else "au registre"
    by = f"noté {where} par {known.noted.author}"
    return f"{training.name} : par {training.trainer}, le {training.on:%d/%m/%Y} ({by})"
