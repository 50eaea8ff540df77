"""`vigie export`: a session leaves as documents in a folder of their own, or in one zip."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from data.archive import Archive
from data.documents.catalogue import KINDS, Documents, export_steps, made, steps_without_names
from data.documents.folder import ExistsError, ExportError, write_folder
from data.documents.pieces import FOLDER
from data.documents.zipped import write_zip
from data.journal import Journal
from screens.command.output import (
    DONE,
    NO_STORE,
    REFUSED,
    BadUsageError,
    LineError,
    RefusedError,
    complain,
    say,
    say_as_is,
)
from screens.command.progress import Progress
from screens.command.telling import hinted
from screens.kit.desk import Clock
from supervisor.candidate import clean
from supervisor.wording import plural

__all__ = ["Documents", "FolderError", "chosen", "documents_of", "listed", "run_export", "write_out"]

STDOUT = "-"
"""Said to `--to`: on standard output."""


class FolderError(LineError):
    """The folder of the export cannot be used."""

    exit_code = NO_STORE


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
    write_out(journal, made(steps, Progress(sys.stderr, clock.monotonic)), options, now)
    return REFUSED if wrong else DONE


def _print_json(journal: Journal, now: datetime) -> int:
    """The complete export as one JSON document, as the folder would hold it."""
    document = made(export_steps(journal, now, ["json"]))["session.json"]
    assert isinstance(document, bytes), "a JSON export is made, not copied"
    say_as_is(document.decode("utf-8").removesuffix("\n"))
    if journal.damage is None:
        return DONE
    complain(f"Session {journal.number} : journal abîmé, {journal.damage} ; ce qui précède est exporté.")
    return REFUSED


def write_out(journal: Journal, documents: Documents, options: Namespace, now: datetime, *, kind: str = "") -> None:
    """Write documents where the options say, and tell it; the folder of the session is the usual one.

    Args:
        journal: of the session.
        documents: what.
        options: to, force, zip.
        now: the instant.
        kind: what the usual folder holds, where it is not all there is: papers printed before do not stand in the way
            of the export after.

    Raises:
        LineError: a document is there already, or the folder cannot be written.
    """
    session = journal.session
    nameless = "-sans-nom" if getattr(options, "nameless", False) else ""
    usual = f"vigie-{kind and f'{kind}-'}{session.number}-{session.date:%Y-%m-%d}{nameless}"
    is_zip = getattr(options, "zip", False) or str(options.to or "").lower().endswith(".zip")
    place = Path(options.to) if options.to else Path(f"{usual}.zip" if is_zip else usual)
    if journal.damage is not None:
        complain(f"Session {journal.number} : journal abîmé, {journal.damage} ; ce qui précède est exporté.")
    try:
        if is_zip:
            write_zip(place, documents, session.local(now), force=options.force)
        else:
            write_folder(place, documents, force=options.force)
    except ExistsError as error:
        raise RefusedError(hinted(error.message, error.hint)) from error
    except ExportError as error:
        raise FolderError(hinted(error.message, error.hint)) from error
    count = plural(len(documents), "document")
    say(f"Session {session.number} : {count} dans {clean(str(place))} : {listed(documents)}")


def documents_of(journal: Journal, now: datetime) -> Documents:
    """All documents of a session, by file name.

    Raises:
        StoreError: the journal cannot be read.
    """
    return made(export_steps(journal, now))


def listed(documents: Documents) -> str:
    """The names of documents in a sentence, and how many pieces of evidence: they may be many."""
    pieces = sum(name.startswith(f"{FOLDER}/") for name in documents)
    names = [name for name in documents if not name.startswith(f"{FOLDER}/")]
    return ", ".join([*names, *[f"{plural(pieces, 'pièce')} dans {FOLDER}"] * bool(pieces)])


def chosen(only: str | None, known: Iterable[str]) -> list[str]:
    """Those of the known kinds that `--only` names, each once; none when nothing is said."""
    kinds = list(known)
    asked = [kind.strip().lower() for kind in (only or "").split(",") if kind.strip()]
    unknown = [kind for kind in asked if kind not in kinds]
    if unknown or (only and not asked):
        wrong = f"« {clean(unknown[0])} »" if unknown else "rien"
        raise BadUsageError(f"--only demande un ou plusieurs de {', '.join(kinds)}, séparés par des virgules : {wrong}")
    return list(dict.fromkeys(asked))
