"""`vigie purge`: what is due, what is kept and why; erased after a confirmation.

`vigie purge --session N`: one session in which nobody has started.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime

from data.archive import Archive
from data.purging import Standing
from data.services import purging
from data.services.sessions import erase_unstarted
from screens.command.asking import is_agreed
from screens.command.output import DONE, NO_STORE, REFUSED, BadUsageError, complain, say
from screens.command.refusing import as_lines
from screens.command.status import aligned
from screens.kit.desk import Clock
from supervisor.folding import utc
from supervisor.reference import Thresholds
from supervisor.wording import plural

LEFT = (
    "Une ligne de chiffres, sans nom, reste de chaque année scolaire pour le rapport annuel.",
    "Exports, papiers et listes importées sont hors de Vigie : effacez-les vous-même.",
)


@as_lines()
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
    found = purging.survey(archive, now, before=options.before)
    for line in _told(found):
        say(line)
    if not found.due and not options.yes:
        return DONE
    question = f"Effacer pour de bon {plural(len(found.due), 'session')} ?"
    if not is_agreed(question, yes=options.yes):
        say("Rien n'est effacé. Pour effacer : vigie purge --yes")
        return DONE
    return _erase(archive, found.due, now)


def _erase_one(archive: Archive, options: Namespace, now: datetime) -> int:
    if options.before is not None:
        raise BadUsageError("--session nomme une session : --before n'y a pas de sens")
    session = purging.unstarted(archive, options.session)
    listed = plural(len(session.candidates), "inscrit")
    say(f"Session {session.number} du {session.date:%d/%m/%Y}, {listed}, aucun test démarré.")
    say("Sa liste et tout ce qui y est noté s'effacent ; une ligne sans nom le dit dans le dossier.")
    if not is_agreed(f"Effacer pour de bon la session {session.number} ?", yes=options.yes):
        say(f"Rien n'est effacé. Pour effacer : vigie purge --session {session.number} --yes")
        return DONE
    if why := erase_unstarted(archive, options.session, now):
        raise purging.kept(session, why)
    say(f"Session {session.number} effacée")
    return DONE


def _told(found: purging.Survey) -> Iterator[str]:
    if found.due:
        yield f"À effacer, {plural(len(found.due), 'session')} :"
        yield from _rows(found.due)
        yield from LEFT
    else:
        yield "Aucune session à effacer." if found.kept else "Aucune session dans ce dossier"
    if found.kept:
        yield f"Gardées, {plural(len(found.kept), 'session')} :"
        yield from _rows(found.kept)
    if unheld := [standing.name for standing in found.kept if standing.was_never_held]:
        told = plural(len(unheld), "session passée", "sessions passées")
        yield f"{told} sans test démarré ({', '.join(unheld)}) : vigie purge --session N efface une telle session."
    if (own := found.unheeded) is not None:
        yield (
            f"Le réglage « keep_months » ({own.months} mois) n'abrège pas la durée du cahier des charges "
            f"({Thresholds().keep_months}) : « keep_shorter » doit dire pourquoi."
        )
    if found.has_leftovers:
        yield "Des restes d'un effacement interrompu sont encore là."


def _rows(standings: Sequence[Standing]) -> Iterator[str]:
    rows = [
        (
            f"  {one.name}",
            f"{one.day:%d/%m/%Y}" if one.day else "—",
            one.why_kept or (f"gardée jusqu'au {one.retention.until:%d/%m/%Y}" if one.retention else ""),
        )
        for one in standings
    ]
    yield from aligned(rows, right=set())


def _erase(archive: Archive, due: Sequence[Standing], now: datetime) -> int:
    code = DONE
    for year in purging.purge(archive, due, now):
        if year.failure:
            # The other years are erased all the same.
            complain(year.failure)
            code = NO_STORE
            continue
        code = REFUSED if year.why_kept else code
        for one in year.sessions:
            say(f"Session {one.name} gardée : {year.why_kept}" if year.why_kept else f"Session {one.name} effacée")
    if trimmed := purging.trim_accesses(archive, now):
        say(f"Registre des accès : {plural(trimmed, 'ligne trop ancienne effacée', 'lignes trop anciennes effacées')}")
    return code
