"""`vigie purge`: what is due, what is kept and why; erased after a confirmation."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from data.access_log import AccessLog
from data.archive import Archive
from data.errors import failed
from data.purging import Standing, purge, survey
from screens.desk import Clock
from screens.lines.asking import is_agreed
from screens.lines.output import DONE, REFUSED, say
from screens.lines.status import aligned
from supervisor.folding import utc
from supervisor.reference import Thresholds
from supervisor.retention import months_after
from supervisor.wording import plural

LEFT = (
    "Une ligne de chiffres, sans nom, reste de chacune pour le rapport annuel.",
    "Exports, papiers et listes importées sont hors de Vigie : effacez-les vous-même.",
)


def run_purge(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Tell what may go, and erase it when somebody agrees; the exit code.

    Args:
        archive: the store.
        options: yes, before: what the parser read.
        clock: the day it is.

    Returns:
        0; 1 when one that was due is still there.

    Raises:
        StoreError: the store cannot be listed or written.
    """
    now = utc(clock.now())
    found = survey(archive, now, before=options.before)
    due = [standing for standing in found if standing.is_due]
    for line in _told(found):
        say(line)
    leftovers = archive.has_leftovers()
    if leftovers:
        say("Des restes d'un effacement interrompu sont encore là.")
    if not due and not options.yes:
        return DONE
    question = f"Effacer pour de bon {plural(len(due), 'session')} ?"
    if not is_agreed(question, yes=options.yes):
        say("Rien n'est effacé. Pour effacer : vigie purge --yes")
        return DONE
    return _erase(archive, due, now)


def _told(found: Sequence[Standing]) -> Iterator[str]:
    due = [standing for standing in found if standing.is_due]
    kept = [standing for standing in found if not standing.is_due]
    if due:
        yield f"À effacer, {plural(len(due), 'session')} :"
        yield from _rows(due)
        yield from LEFT
    else:
        yield "Aucune session à effacer." if found else "Aucune session dans ce dossier"
    if kept:
        yield f"Gardées, {plural(len(kept), 'session')} :"
        yield from _rows(kept)


def _rows(standings: Sequence[Standing]) -> Iterator[str]:
    rows = [
        (
            f"  {one.number}",
            f"{one.day:%d/%m/%Y}" if one.day else "—",
            one.why_kept or (f"gardée jusqu'au {one.retention.until:%d/%m/%Y}" if one.retention else ""),
        )
        for one in standings
    ]
    yield from aligned(rows, right=set())


def _erase(archive: Archive, due: Sequence[Standing], now: datetime) -> int:
    code = DONE
    if archive.has_leftovers():
        with archive.locked():
            archive.sweep()
    for standing in due:
        if why := purge(archive, standing, now):
            say(f"Session {standing.number} gardée : {why}")
            code = REFUSED
        else:
            say(f"Session {standing.number} effacée")
    if trimmed := _trim_accesses(archive, now):
        say(f"Registre des accès : {plural(trimmed, 'ligne trop ancienne effacée', 'lignes trop anciennes effacées')}")
    return code


def _trim_accesses(archive: Archive, now: datetime) -> int:
    """The register of accesses is kept as long as what was read."""
    months = archive.keep_months or Thresholds().keep_months
    first_kept = datetime.combine(months_after(now.date(), -months), time(), UTC)
    try:
        return AccessLog(archive.root).trim(first_kept)
    except OSError as error:
        raise failed("Le registre des accès n'a pas pu être écrit dans", archive.root, error) from error
