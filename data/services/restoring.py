"""Complete JSON exports put back into a store: sessions, journal and seal as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from data.archive import Archive
from data.errors import SessionExistsError
from data.evidence import named_in
from data.exported import Restorable, is_export, restorable
from data.exported_zip import is_zipped_export, unpacked
from data.sealing import birth
from data.services.errors import NotPossibleError
from supervisor.action import Context
from supervisor.candidate import printable
from supervisor.session import Session

_BEGINNING = 4096


@dataclass(frozen=True, slots=True)
class Restored:
    """A session that was put back; it is on the disk."""

    session: Session
    source: str
    """The name of the export."""
    number_before: str
    """The number it had; another one where a provisional one was taken here."""
    lacks_evidence: bool
    """Some evidence of frauds is not beside the export."""


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


def restore(archive: Archive, exports: Sequence[Path], context: Context) -> Iterator[Restored]:
    """Put exported sessions back into the store, each given when it is on the disk.

    Args:
        archive: the store.
        exports: the files.
        context: who puts them back, where and when.

    Raises:
        NotPossibleError: a session is there already, or twice among them; nothing was made.
        StoreError: an export is not what was exported, or the store cannot be written.
    """
    with ExitStack() as zips:
        insides = [zips.enter_context(unpacked(path)) for path in exports]
        found = [(path, inside, restorable(inside)) for path, inside in zip(exports, insides, strict=True)]
        _refuse_what_is_there(archive, [(path, one) for path, _, one in found])
        for path, inside, one in found:
            yield _restored(archive, path, inside, one, context)


def _refuse_what_is_there(archive: Archive, found: Sequence[tuple[Path, Restorable]]) -> None:
    held: dict[str, str] = dict.fromkeys(archive.numbers(), "le dossier des sessions")
    born: dict[tuple[str, ...], str] = {}
    for path, one in found:
        number = one.session.number
        here = archive.held_as(number, one.journal)
        if here and here != number:
            raise NotPossibleError(
                f"Rien n'a été créé. {printable(path.name)} n'est pas remis : c'est la session {here} du dossier "
                f"des sessions, qui était {number} sur sa machine."
            )
        made = birth(one.journal)
        if made in born:
            raise NotPossibleError(
                f"Rien n'a été créé. {born[made]} et {printable(path.name)} sont la même session : n'en gardez qu'un."
            )
        born[made] = printable(path.name)
        # Two machines each have a p1: such a number is given anew where another session bears it.
        if number in held and not number.startswith("p"):
            raise NotPossibleError(
                f"Rien n'a été créé. La session {number} est déjà dans {held[number]} : "
                f"{printable(path.name)} n'est pas remis.{_how_to_replace(archive, number)}"
            )
        held[number] = printable(path.name)


def _how_to_replace(archive: Archive, number: str) -> str:
    """What to do where the session that is there is damaged: it is what an export is kept for. A newer one is not."""
    here = [shelf for shelf in archive.sessions() if shelf.number == number]
    bad = [shelf.folder for shelf in here if shelf.problem and not shelf.is_newer]
    if not bad:
        return ""
    return f" Elle y est abîmée : mettez son dossier ailleurs ({printable(str(bad[0]))}), puis recommencez."


def _restored(archive: Archive, path: Path, inside: Path, one: Restorable, context: Context) -> Restored:
    try:
        journal = archive.restore(one.session.number, one.journal, inside.parent, context)
    except SessionExistsError as error:
        raise NotPossibleError(error.message) from error
    session = journal.session
    lacks = bool(journal.evidence.lacks(named_in(session.entries)))
    return Restored(session, printable(path.name), one.session.number, lacks)
