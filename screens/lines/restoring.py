"""`vigie import` of complete JSON exports: sessions put back, journal and seal as they were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.archive import Archive
from data.errors import SessionExistsError
from data.evidence import named_in
from data.exported import Restorable, is_export, restorable
from screens.lines.output import DONE, BadUsageError, RefusedError, say
from supervisor.candidate import said
from supervisor.seal import groups
from supervisor.wording import plural

_BEGINNING = 4096


def exports_among(files: Sequence[str]) -> list[Path]:
    """Which of these files are complete JSON exports; one that cannot be read is left to who reads lists."""
    return [Path(name) for name in files if _is_export(Path(name))]


def _is_export(path: Path) -> bool:
    try:
        # Opening a pipe would wait for somebody to write into it.
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_export(file.read(_BEGINNING))
    except OSError:
        return False


def run_restore(archive: Archive, files: Sequence[str], exports: Sequence[Path]) -> int:
    """Put exported sessions back into the store; the exit code.

    Args:
        archive: the store.
        files: all that was named.
        exports: those of them that are exports.

    Raises:
        LineError: lists and exports were named together, or a session is there already; nothing was made.
        StoreError: an export is not what was exported, or the store cannot be written.
    """
    if len(exports) < len(files):
        raise BadUsageError("un export et une liste de candidats ne vont pas ensemble : faites deux imports")
    found = [(path, restorable(path)) for path in exports]
    held: dict[str, str] = dict.fromkeys(archive.numbers(), "le dossier des sessions")
    for path, one in found:
        number = one.session.number
        if number in held:
            raise RefusedError(
                f"Rien n'a été créé. La session {number} est déjà dans {held[number]} : "
                f"{said(path.name)} n'est pas remis."
            )
        held[number] = said(path.name)
    for path, one in found:
        _restore(archive, path, one)
    return DONE


def _restore(archive: Archive, path: Path, one: Restorable) -> None:
    try:
        journal = archive.restore(one.session.number, one.journal, path.parent)
    except SessionExistsError as error:
        raise RefusedError(error.message) from error
    session = journal.session
    seal = f", sceau {groups(session.seal)}" if session.seal else ""
    say(f"Session {session.number} : remise depuis {said(path.name)}, {plural(session.last_id, 'événement')}{seal}")
    if session.closed_at is None and not session.access_code:
        say(f"Session {session.number} : sans code d'accès, que les exports ne portent pas")
    if journal.evidence.lacks(named_in(session.entries)):
        say(f"Session {session.number} : sans toutes ses pièces de fraude, qui sont dans le dossier de l'export")
