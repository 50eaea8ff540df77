"""`vigie export`: a session leaves as documents in a folder of their own."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from data import disk
from data.archive import Archive
from data.documents.csv_out import candidates_csv, incidents_csv, journal_csv
from data.documents.folder import ExistsError, ExportError, write_folder
from data.documents.json_out import session_json
from data.errors import failed
from data.journal import Journal
from screens.desk import Clock
from screens.lines.output import DONE, NO_STORE, BadUsageError, LineError, RefusedError, complain, say
from supervisor.candidate import clean
from supervisor.seal import Line
from supervisor.wording import plural

Documents = dict[str, bytes]


class FolderError(LineError):
    """The folder of the export cannot be used."""

    exit_code = NO_STORE


def run_export(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Write a session's documents; the exit code.

    Args:
        archive: the store.
        options: number, to, only, force: what the parser read.
        clock: the instant of the export.

    Raises:
        LineError: a document is there already, the folder cannot be written, or what is asked is not known.
        StoreError: the session cannot be read.
    """
    kinds = _kinds(options.only)
    journal = archive.journal(str(options.number))
    session = journal.session
    folder = Path(options.to) if options.to else Path(f"vigie-{session.number}-{session.date:%Y-%m-%d}")
    now = clock.now()
    documents: Documents = {}
    for kind in kinds:
        documents |= _KINDS[kind](journal, now)
    if journal.damage is not None:
        complain(f"Le journal est abîmé, {journal.damage} ; ce qui précède est exporté.")
    try:
        write_folder(folder, documents, force=bool(getattr(options, "force", False)))
    except ExistsError as error:
        raise RefusedError(error.message) from error
    except ExportError as error:
        raise FolderError(error.message) from error
    count = plural(len(documents), "document")
    say(f"Session {session.number} : {count} dans {clean(str(folder))} : {', '.join(documents)}")
    return DONE


def documents_of(journal: Journal, now: datetime) -> Documents:
    """All documents of a session, by file name.

    Raises:
        StoreError: the journal cannot be read.
    """
    documents: Documents = {}
    for make in _KINDS.values():
        documents |= make(journal, now)
    return documents


def _kinds(only: str | None) -> list[str]:
    """The kinds asked for, each once; all of them when nothing is said."""
    asked = [kind.strip().lower() for kind in (only or "").split(",") if kind.strip()]
    unknown = [kind for kind in asked if kind not in _KINDS]
    if unknown or (only and not asked):
        wrong = f"« {clean(unknown[0])} »" if unknown else "rien"
        raise BadUsageError(
            f"--only demande un ou plusieurs de {', '.join(_KINDS)}, séparés par des virgules : {wrong}"
        )
    return list(dict.fromkeys(asked or _KINDS))


def _json(journal: Journal, now: datetime) -> Documents:
    damage = str(journal.damage) if journal.damage is not None else ""
    return {"session.json": session_json(journal.session, _lines(journal), now, damage=damage)}


def _lines(journal: Journal) -> list[Line]:
    """The journal's lines as they stand on the disk, header first, as far as the session was read."""
    try:
        found = disk.read_file(journal.path).split(b"\n")
    except OSError as error:
        raise failed("Lecture impossible de", journal.path, error) from error
    return [json.loads(line) for line in found[: journal.session.last_id + 1]]


def _csv(journal: Journal, now: datetime) -> Documents:
    return {
        "candidates.csv": candidates_csv(journal.session, now),
        "incidents.csv": incidents_csv(journal.session),
        "journal.csv": journal_csv(journal.session),
    }


_KINDS: dict[str, Callable[[Journal, datetime], Documents]] = {"json": _json, "csv": _csv}
"""What `--only` may name; without it, all of them."""
