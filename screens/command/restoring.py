"""`vigie import` of complete JSON exports: sessions put back, journal and seal as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.archive import Archive
from data.services.restoring import Restored, restore
from screens.command.output import DONE, BadUsageError, say
from supervisor.action import Context
from supervisor.seal import groups
from supervisor.wording import plural


def run_restore(archive: Archive, files: Sequence[str], exports: Sequence[Path], context: Context) -> int:
    """Put exported sessions back into the store; the exit code.

    Args:
        archive: the store.
        files: all that was named.
        exports: those of them that are exports.
        context: who puts them back, where and when.

    Raises:
        BadUsageError: lists and exports were named together; nothing was made.
        NotPossibleError: a session is there already; nothing was made.
        StoreError: an export is not what was exported, or the store cannot be written.
    """
    if len(exports) < len(files):
        raise BadUsageError("un export et une liste de candidats ne vont pas ensemble : faites deux imports")
    for restored in restore(archive, exports, context):
        for line in _told(restored):
            say(line)
    return DONE


def _told(restored: Restored) -> Iterator[str]:
    session, was = restored.session, restored.number_before
    lead = f"Session {session.number} :"
    if session.number != was:
        yield f"{lead} c'était {was} sur sa machine, ce numéro provisoire est déjà pris ici"
    seal = f", sceau {groups(session.seal)}" if session.seal else ""
    yield f"{lead} remise depuis {restored.source}, {plural(session.last_id, 'événement')}{seal}"
    if session.closed_at is None and not session.access_code:
        yield f"{lead} sans code d'accès, que les exports ne portent pas"
    if restored.lacks_evidence:
        yield f"{lead} sans toutes ses pièces de fraude, qui sont dans le dossier de l'export"
