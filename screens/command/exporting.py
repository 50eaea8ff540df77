"""`vigie export`: a session leaves as documents in a folder of their own, or in one zip."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime

from data.archive import Archive
from data.documents.catalogue import KINDS, Documents, export_steps, made, steps_without_names
from data.journal import Journal
from data.services.exporting import Destination, damage_told, destination, names_of, usual_name, write_documents
from screens.command.access import refuse_without_names
from screens.command.output import DONE, REFUSED, BadUsageError, complain, say, say_as_is
from screens.command.progress import Progress
from screens.command.refusing import as_lines
from screens.kit.desk import Clock
from supervisor.candidate import clean
from supervisor.wording import plural

STDOUT = "-"
"""Said to `--to`: on standard output."""


@as_lines()
def run_export(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Write a session's documents; the exit code.

    Args:
        archive: the store.
        options: number, to, only, zip, nameless, force: what the parser read.
        clock: the instant of the export.

    Raises:
        LineError: a document is there already, the folder cannot be written, or what is asked is not known.
        StoreError: the session cannot be read.
    """
    kinds = chosen(options.only, KINDS)
    if options.nameless and kinds:
        raise BadUsageError("--only et --sans-nom ne vont pas ensemble : l'export sans nom a ses propres documents")
    to_stdout = options.to == STDOUT
    if to_stdout and (kinds != ["json"] or options.zip):
        raise BadUsageError("--to - va avec --only json, et sans --zip : un seul document part sur la sortie standard")
    if not options.nameless:
        refuse_without_names([archive], "export N --sans-nom")
    journal = archive.journal(str(options.number))
    now = clock.now()
    if to_stdout:
        return _print_json(journal, now)
    wrong = [] if kinds or options.nameless else list(journal.evidence.problems(journal.session.entries))
    for problem in wrong:
        complain(f"Événement n° {problem.event_id} : une pièce {problem.what}, l'export part sans elle.")
    if wrong:
        complain(f"vigie check {options.number} nomme chaque pièce")
    steps = steps_without_names(journal, now) if options.nameless else export_steps(journal, now, kinds)
    documents = made(steps, Progress(sys.stderr, clock.monotonic))
    if not kinds and not options.nameless:
        for event_id in journal.evidence.elsewhere(journal.session.entries):
            complain(f"Événement n° {event_id} : une pièce n'est pas au concentrateur, l'export part sans elle.")
    usual = usual_name(journal.session, nameless=options.nameless)
    to = destination(options.to, usual, as_zip=options.zip, may_replace=options.force)
    code = write_out(journal, documents, to, journal.session.local(now))
    return REFUSED if wrong else code


def _print_json(journal: Journal, now: datetime) -> int:
    """The complete export as one JSON document, as the folder would hold it."""
    document = made(export_steps(journal, now, ["json"]))["session.json"]
    assert isinstance(document, bytes), "a JSON export is made, not copied"
    say_as_is(document.decode("utf-8").removesuffix("\n"))
    if damage := damage_told(journal):
        complain(damage)
    return REFUSED if journal.damage is not None else DONE


def write_out(
    journal: Journal, documents: Documents, to: Destination, local_now: datetime
) -> int:  # fmt: skip
    """Write documents of a session, and tell it; the exit code: they are refused to be all where it is damaged.

    Args:
        journal: of the session.
        documents: what.
        to: where.
        local_now: the instant, in the session's zone.

    Raises:
        ExistsError: a document is there already.
        ExportError: the place cannot be written.
    """
    if damage := damage_told(journal):
        complain(damage)
    write_documents(to, documents, local_now, journal.path)
    count = plural(len(documents), "document")
    say(f"Session {journal.session.number} : {count} dans {clean(str(to.place))} : {names_of(documents)}")
    return REFUSED if damage else DONE


def chosen(only: str | None, known: Iterable[str]) -> list[str]:
    """Those of the known kinds that `--only` names, each once; none when nothing is said."""
    kinds = list(known)
    asked = [kind.strip().lower() for kind in (only or "").split(",") if kind.strip()]
    unknown = [kind for kind in asked if kind not in kinds]
    if unknown or (only and not asked):
        wrong = f"« {clean(unknown[0])} »" if unknown else "rien"
        raise BadUsageError(f"--only demande un ou plusieurs de {', '.join(kinds)}, séparés par des virgules : {wrong}")
    return list(dict.fromkeys(asked))
