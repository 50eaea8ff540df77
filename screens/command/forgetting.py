"""`vigie forget`: one person's data erased on request, after what was found is listed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from data.archive import Archive
from data.forgetting import KnownOfPerson, forget
from data.journal import Journal
from data.services.forgetting import check_kept, what_there_is
from screens.command.asking import is_agreed
from screens.command.candidates import pick_one
from screens.command.log import log_line
from screens.command.output import DONE, say
from screens.command.refusing import as_lines
from screens.kit.desk import Clock
from supervisor.action import Context
from supervisor.folding import utc
from supervisor.session import Session
from supervisor.wording import plural

UNSEEN = (
    "Hors d'atteinte : exports, papiers, listes importées, et Pix Certif lui-même.",
    "Un surnom ou un nom mal écrit ne se trouve pas : relisez le journal.",
)


@as_lines()
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
    context = Context(utc(clock.now()), author, host)
    try:
        found = what_there_is(archive, journal, number, context.now, despite_claims=options.force)
        check_kept(found, options.keep)
        return _forget(archive, journal, number, found, options, context)
    finally:
        journal.drafts.close()


def _forget(
    archive: Archive, journal: Journal, number: int, found: KnownOfPerson, options: Namespace, context: Context
) -> int:  # fmt: skip
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


def _told(found: KnownOfPerson, session: Session, number: int, keep: tuple[int, ...]) -> Iterator[str]:
    his = [trace for trace in found.traces if trace.is_own]
    others = [trace for trace in found.traces if not trace.is_own]
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
        left = plural(len(found.drafts), "brouillon ou action en attente", "brouillons ou actions en attente")
        yield f"{left} : on y parle peut-être de lui"
    if found.others_evidence:
        pieces = plural(found.others_evidence, "pièce")
        yield f"{pieces} de fraude d'autres candidats restent : regardez si on l'y voit"
    if found.elsewhere:
        numbers = ", ".join(found.elsewhere)
        yield f"La même personne est aussi sur la liste d'autres sessions : {numbers}. À effacer une par une."
