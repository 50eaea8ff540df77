"""`vigie forget`: one person's data erased on request, after what was found is listed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from data.archive import Archive
from data.forgetting import Found, forget, look_for
from data.journal import Journal
from screens.command.asking import is_agreed
from screens.command.candidates import pick_one
from screens.command.log import log_line
from screens.command.output import DONE, BadUsageError, RefusedError, say
from screens.kit.desk import Clock
from supervisor.action import Context
from supervisor.folding import utc
from supervisor.retention import claims_in_the_way
from supervisor.session import Session, numbers_of
from supervisor.wording import plural

UNSEEN = (
    "Hors d'atteinte : exports, papiers, listes importées, et Pix Certif lui-même.",
    "Un surnom ou un nom mal écrit ne se trouve pas : relisez le journal.",
)


def run_forget(archive: Archive, options: Namespace, clock: Clock, author: str, host: str) -> int:
    """List what there is of one candidate, and erase it when somebody agrees; the exit code.

    Args:
        archive: the store.
        options: number, candidate, keep, force, yes: what the parser read.
        clock: when it is done.
        author: who does it.
        host: on which machine.

    Raises:
        LineError: nobody is meant, or something stands in the way.
        StoreError: it could not be done.
    """
    journal = archive.journal(options.number)
    session = journal.session
    number = pick_one(options.candidate, session, "forget prend")
    if not any(number in numbers_of(entry, session) for entry in session.entries):
        raise RefusedError(f"la session {session.number} n'a jamais eu de n° {number}")
    now = utc(clock.now())
    why_not = claims_in_the_way(session, session.local(now).date())
    if why_not and not options.force:
        raise RefusedError(f"{why_not} ; si la personne le demande en le sachant : --force")
    try:
        return _forget(archive, journal, number, options, Context(now, author, host))
    finally:
        journal.drafts.close()


def _forget(archive: Archive, journal: Journal, number: int, options: Namespace, context: Context) -> int:
    found = look_for(archive, journal, number)
    if found.is_typed:
        raise RefusedError(
            "quelqu'un tape en ce moment dans une boîte qui le concerne : qu'il la ferme, puis recommencez"
        )
    _refuse_to_keep(options.keep, found)
    for line in _told(found, journal.session, number, options.keep):
        say(line)
    question = f"Effacer pour de bon ce que Vigie sait du n° {number} ?"
    if not found.is_nothing and not is_agreed(question, yes=options.yes):
        kept = f" --keep {','.join(map(str, sorted(options.keep)))}" if options.keep else ""
        force = " --force" if options.force else ""
        say(f"Rien n'est effacé. Pour effacer : vigie forget {options.number} {number}{kept}{force} --yes")
        return DONE
    if found.is_nothing and not options.yes:
        return DONE
    erasure = forget(archive, journal, found, options.keep, context)
    if erasure is not None:
        say(f"n° {number} : effacé ; le journal garde la trace n° {erasure.id}, et reste entier : vigie check")
    for line in UNSEEN:
        say(line)
    return DONE


def _refuse_to_keep(keep: tuple[int, ...], found: Found) -> None:
    his = {trace.entry.id for trace in found.traces if trace.is_his}
    others = {trace.entry.id for trace in found.traces if not trace.is_his}
    for event_id in keep:
        if event_id in his:
            raise BadUsageError(f"--keep {event_id} : cet événement est le sien, il est effacé avec lui")
        if event_id not in others:
            raise BadUsageError(f"--keep {event_id} : cet événement n'est pas de ceux qui seraient effacés")


def _told(found: Found, session: Session, number: int, keep: tuple[int, ...]) -> Iterator[str]:
    his = [trace for trace in found.traces if trace.is_his]
    others = [trace for trace in found.traces if not trace.is_his]
    if found.is_nothing:
        yield f"n° {number} : rien à effacer, il ne reste rien de lui dans la session {session.number}"
    if his:
        yield f"À lui, {plural(len(his), 'événement')} :"
        yield from (f"  {log_line(trace.entry, session)}" for trace in his)
    if others:
        yield f"Où il semble nommé, {plural(len(others), 'événement')} (d'un autre ? --keep et son numéro) :"
        for trace in others:
            kept = " — gardé" if trace.entry.id in keep else ""
            yield f"  {trace.found} : {log_line(trace.entry, session)}{kept}"
    if found.drafts:
        yield f"{plural(len(found.drafts), 'brouillon non repris', 'brouillons non repris')} qui peut parler de lui"
    if found.others_evidence:
        pieces = plural(found.others_evidence, "pièce")
        yield f"{pieces} de fraude d'autres candidats restent : regardez si on l'y voit"
    if found.elsewhere:
        numbers = ", ".join(found.elsewhere)
        yield f"La même personne est aussi sur la liste d'autres sessions : {numbers}. À effacer une par une."
