"""`vigie purge`: what is due, what is kept and why; erased after a confirmation.

`vigie purge --session N`: one session in which nobody has started.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from data.access_log import AccessLog
from data.archive import Archive
from data.errors import StoreError, failed
from data.purging import STARTED, Standing, erase_unstarted, has_started, purge, survey, together
from screens.command.asking import is_agreed
from screens.command.output import DONE, NO_STORE, REFUSED, BadUsageError, RefusedError, complain, say
from screens.command.status import aligned
from screens.kit.desk import Clock
from supervisor.folding import utc
from supervisor.reference import Thresholds
from supervisor.retention import months_after
from supervisor.wording import plural

LEFT = (
    "Une ligne de chiffres, sans nom, reste de chaque année scolaire pour le rapport annuel.",
    "Exports, papiers et listes importées sont hors de Vigie : effacez-les vous-même.",
)


def run_purge(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Tell what may go, and erase it when somebody agrees; the exit code.

    Args:
        archive: the store.
        options: yes, before, session: what the parser read.
        clock: the day it is.

    Returns:
        0; 1 when one that was due is still there.

    Raises:
        LineError: the session that is asked for may not go.
        StoreError: the store cannot be listed or written.
    """
    now = utc(clock.now())
    if options.session is not None:
        return _erase_one(archive, options, now)
    found = survey(archive, now, before=options.before)
    due = [standing for standing in found if standing.is_due]
    for line in _told(found):
        say(line)
    own, longest = archive.keep_months, Thresholds().keep_months
    if own is not None and not own.may_shorten and own.months < longest:
        say(
            f"Le réglage « keep_months » ({own.months} mois) n'abrège pas la durée du cahier des charges ({longest}) : "
            "« keep_shorter » doit dire pourquoi."
        )
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


def _erase_one(archive: Archive, options: Namespace, now: datetime) -> int:
    if options.before is not None:
        raise BadUsageError("--session nomme une session : --before n'y a pas de sens")
    session = archive.journal(options.session).session
    if has_started(session):
        raise RefusedError(f"Session {session.number} gardée : {STARTED}.")
    listed = plural(len(session.candidates), "inscrit")
    say(f"Session {session.number} du {session.date:%d/%m/%Y}, {listed}, aucun test démarré.")
    say("Sa liste et tout ce qui y est noté s'effacent ; une ligne sans nom le dit dans le dossier.")
    if not is_agreed(f"Effacer pour de bon la session {session.number} ?", yes=options.yes):
        say(f"Rien n'est effacé. Pour effacer : vigie purge --session {session.number} --yes")
        return DONE
    if why := erase_unstarted(archive, archive.journal(options.session).path.parent, now):
        raise RefusedError(f"Session {session.number} gardée : {why}.")
    say(f"Session {session.number} effacée")
    return DONE


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
    if unheld := [standing.number for standing in kept if standing.was_never_held]:
        told = plural(len(unheld), "session passée", "sessions passées")
        yield f"{told} sans test démarré ({', '.join(unheld)}) : vigie purge --session N efface une telle session."


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
    for year in together(due):
        try:
            why = purge(archive, year, now)
        except StoreError as error:
            # The other years are erased all the same.
            complain(error.message)
            code = NO_STORE
            continue
        code = REFUSED if why else code
        for standing in year:
            say(f"Session {standing.number} gardée : {why}" if why else f"Session {standing.number} effacée")
    if trimmed := _trim_accesses(archive, now):
        say(f"Registre des accès : {plural(trimmed, 'ligne trop ancienne effacée', 'lignes trop anciennes effacées')}")
    return code


def _trim_accesses(archive: Archive, now: datetime) -> int:
    """The register of accesses is kept as long as what was read."""
    longest = Thresholds().keep_months
    own = archive.keep_months
    months = longest if own is None else own.months if own.may_shorten else max(own.months, longest)
    first_kept = datetime.combine(months_after(now.date(), -months), time(), UTC)
    try:
        return AccessLog(archive.root).trim(first_kept)
    except OSError as error:
        raise failed("Le registre des accès n'a pas pu être écrit dans", archive.root, error) from error
