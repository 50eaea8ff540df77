"""`vigie import` of complete JSON exports: sessions put back, journal and seal as they were."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from data.archive import Archive, birth
from data.errors import SessionExistsError
from data.evidence import named_in
from data.exported import Restorable, is_export, restorable
from data.exported_zip import is_zipped_export, unpacked
from screens.command.output import DONE, BadUsageError, RefusedError, say
from supervisor.action import Context
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
            return is_export(file.read(_BEGINNING)) or is_zipped_export(path)
    except OSError:
        return False


def run_restore(archive: Archive, files: Sequence[str], exports: Sequence[Path], context: Context) -> int:
    """Put exported sessions back into the store; the exit code.

    Args:
        archive: the store.
        files: all that was named.
        exports: those of them that are exports.
        context: who puts them back, where and when.

    Raises:
        LineError: lists and exports were named together, or a session is there already; nothing was made.
        StoreError: an export is not what was exported, or the store cannot be written.
    """
    if len(exports) < len(files):
        raise BadUsageError("un export et une liste de candidats ne vont pas ensemble : faites deux imports")
    with ExitStack() as zips:
        insides = [zips.enter_context(unpacked(path)) for path in exports]
        found = [(path, inside, restorable(inside)) for path, inside in zip(exports, insides, strict=True)]
        held: dict[str, str] = dict.fromkeys(archive.numbers(), "le dossier des sessions")
        born: dict[tuple[str, ...], str] = {}
        for path, _, one in found:
            number = one.session.number
            here = archive.held_as(number, one.journal)
            if here and here != number:
                raise RefusedError(
                    f"Rien n'a été créé. {said(path.name)} n'est pas remis : c'est la session {here} du dossier "
                    f"des sessions, qui était {number} sur sa machine."
                )
            made = birth(one.journal)
            if made in born:
                raise RefusedError(
                    f"Rien n'a été créé. {born[made]} et {said(path.name)} sont la même session : n'en gardez qu'un."
                )
            born[made] = said(path.name)
            # Two machines each have a p1: such a number is given anew where another session bears it.
            if number in held and not number.startswith("p"):
                raise RefusedError(
                    f"Rien n'a été créé. La session {number} est déjà dans {held[number]} : "
                    f"{said(path.name)} n'est pas remis."
                )
            held[number] = said(path.name)
        for path, inside, one in found:
            _restore(archive, path, inside, one, context)
    return DONE


def _restore(archive: Archive, path: Path, inside: Path, one: Restorable, context: Context) -> None:
    try:
        journal = archive.restore(one.session.number, one.journal, inside.parent, context)
    except SessionExistsError as error:
        raise RefusedError(error.message) from error
    session = journal.session
    was = one.session.number
    if session.number != was:
        say(f"Session {session.number} : c'était {was} sur sa machine, ce numéro provisoire est déjà pris ici")
    seal = f", sceau {groups(session.seal)}" if session.seal else ""
    say(f"Session {session.number} : remise depuis {said(path.name)}, {plural(session.last_id, 'événement')}{seal}")
    if session.closed_at is None and not session.access_code:
        say(f"Session {session.number} : sans code d'accès, que les exports ne portent pas")
    if journal.evidence.lacks(named_in(session.entries)):
        say(f"Session {session.number} : sans toutes ses pièces de fraude, qui sont dans le dossier de l'export")
