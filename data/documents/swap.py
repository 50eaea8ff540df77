"""Documents take the places of others in a folder that is there: all of them, or none, whatever is cut short.

No system changes several names at once. So a mark stands in the folder from before the first name is given until the
disk keeps the last one: who looks there meanwhile, or after a power cut, reads that the documents are not of one piece.
What was cut short is finished before anything else is written there: the new documents lie beside, whole.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from data import disk
from data.documents.places import OWN_REASONS, ExportError, is_aside, make_folders, not_written, unmake
from data.locks import Claim
from data.rights import PRIVATE
from data.system import reason_of

MARK = "INACHEVE.txt"
"""What says in the folder that its documents are not of one piece."""
NEW, OLD = "nouveaux", "anciens"
"""Where the documents lie aside, and those whose place they take."""
_LOCK = "verrou"
"""Held aside by the program that replaces: what it does is not finished by another one."""
_TOLD = """\
Le remplacement de ces documents a été coupé : certains sont les nouveaux, d'autres ceux d'avant.
Ne vous y fiez pas. Refaites l'export ou les papiers dans ce dossier, avec Vigie : elle achève d'abord celui-ci.

{aside}
"""


def swap(folder: Path, aside: Path, names: Sequence[str], *, force: bool) -> None:
    """Give documents their names in a folder that is there, in the place of those that had them; all, or none.

    Args:
        folder: where.
        aside: a folder in it; the documents are under `NEW`, whole and flushed.
        names: of the documents.
        force: those that are there may be replaced.

    Raises:
        OSError: one cannot have its name; all is as it was.
        ExportError: and what was done could not be taken back: the sentence says what is where.
    """
    with _marked(folder, aside, is_needed=len(names) > 1):
        done: list[tuple[Path, Path]] = []
        made: list[Path] = []
        try:
            for name in names:
                target = folder / name
                if target.is_dir() and not target.is_symlink():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                made += make_folders(target.parent)
                if disk.is_there(target):
                    if not force:
                        # Somebody else's, made since: it is not taken away.
                        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
                    # One alone takes the other's place in one step.
                    if len(names) > 1:
                        make_folders((aside / OLD / name).parent)
                        _rename(target, aside / OLD / name, done, name)
                _rename(aside / NEW / name, target, done, name)
            for place in dict.fromkeys((folder / name).parent for name in names):
                with suppress(OSError):
                    # That it was not confirmed is told once all is done.
                    disk.sync_folder(place)
        except BaseException as error:
            stuck = _put_back(done)
            unmake(made)
            if stuck:
                raise _half_done(folder, aside, stuck, error) from error
            with suppress(OSError):
                disk.remove_tree(aside / OLD)
            raise


@contextmanager
def _marked(folder: Path, aside: Path, *, is_needed: bool) -> Iterator[None]:
    """The folder says that its documents are not of one piece, for as long as they are not.

    Raises:
        OSError: it cannot be said: nothing is changed.
    """
    if not is_needed:
        yield
        return
    claim = Claim(aside / _LOCK)
    claim.take()
    try:
        # Under its name it is whole, or not there.
        disk.write_new(aside / MARK, _TOLD.format(aside=aside.name).encode(), PRIVATE)
        # What it speaks of lasts before it does.
        disk.sync_folder(aside)
        disk.sync_folder(folder)
        disk.replace(aside / MARK, folder / MARK)
        disk.sync_folder(folder)
        yield
    except ExportError:
        # Old and new ones are mixed: the mark says so.
        raise
    except BaseException:
        with suppress(OSError):
            disk.remove(folder / MARK)
        raise
    else:
        _unmark(folder)
    finally:
        with suppress(OSError):
            claim.let_go()


def _unmark(folder: Path) -> None:
    """Take the mark away, for good, before what it speaks of goes.

    Raises:
        ExportError: all is in its place, and the mark is still there.
    """
    try:
        disk.remove(folder / MARK)
    except OSError as error:
        raise ExportError(
            f"Tout est écrit dans {folder}, mais {MARK} n'a pas pu en être ôté ({reason_of(error, OWN_REASONS)}). "
            "Recommencez pour l'achever."
        ) from error
    with suppress(OSError):
        # That the disk does not confirm is told of the documents.
        disk.sync_folder(folder)


def finish(folder: Path) -> None:
    """Finish what was cut short in a folder, where something was: the new documents take their places.

    Raises:
        ExportError: it cannot be finished; the mark stays.
    """
    try:
        named = marked_in(folder)
    except OSError as error:
        raise not_written(folder, error) from error
    if named is None:
        return
    aside = folder / named
    if not named or not aside.is_dir() or aside.is_symlink():
        raise ExportError(
            f"{folder} contient {MARK} : un remplacement y a été coupé, et les nouveaux documents n'y sont plus. "
            "Choisissez un autre dossier, ou videz celui-ci.",
            hint="--to",
        )
    claim = Claim(aside / _LOCK)
    if not claim.take() and claim.hindrance is None:
        raise ExportError(f"Un autre programme remplace des documents dans {folder}. Attendez un instant.")
    try:
        places = [folder]
        for path in _files(aside / NEW):
            target = folder / path.relative_to(aside / NEW)
            make_folders(target.parent)
            disk.replace(path, target)
            places.append(target.parent)
        for place in dict.fromkeys(places):
            disk.sync_folder(place)
    except OSError as error:
        raise ExportError(
            f"Un remplacement a été coupé dans {folder}, et ne peut pas être achevé : "
            f"{reason_of(error, OWN_REASONS)}. Choisissez un autre dossier.",
            hint="--to",
        ) from error
    finally:
        with suppress(OSError):
            claim.let_go()
    _unmark(folder)
    with suppress(OSError):
        # What stays there is swept by a later export.
        disk.remove_tree(aside)


def marked_in(folder: Path) -> str | None:
    """The name of what lies aside, as the mark in a folder says it; empty where it says none, None without a mark.

    Raises:
        OSError: it cannot be read.
    """
    try:
        last = disk.read_file(folder / MARK).decode("utf-8", "replace").split()[-1:]
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return last[0] if last and is_aside(last[0]) else ""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def _rename(source: Path, target: Path, done: list[tuple[Path, Path]], name: str) -> None:
    try:
        disk.replace(source, target)
    except OSError as error:
        error.add_note(name)
        raise
    done.append((source, target))


def _put_back(done: Sequence[tuple[Path, Path]]) -> list[Path]:
    """Undo these renamings, the last one first; what could not be."""
    stuck = []
    for source, target in reversed(done):
        try:
            disk.replace(target, source)
        except OSError:
            stuck.append(target)
    return stuck


def _half_done(folder: Path, aside: Path, stuck: Iterable[Path], error: BaseException) -> ExportError:
    """Some documents are the new ones, or lie aside, and could not be put back: which, and where."""
    new = [path.name for path in stuck if aside not in path.parents]
    old = [path.name for path in stuck if aside in path.parents]
    told = [f"nouveaux : {', '.join(new)}"] * bool(new) + [
        f"anciens, mis dans {aside / OLD} : {', '.join(old)}"
    ] * bool(old)
    return ExportError(
        f"L'export dans {folder} s'est arrêté en route ({reason_of(error, OWN_REASONS)}) et n'a pas pu être repris. "
        f"{' ; '.join(told).capitalize()} ; les autres documents sont ceux d'avant. Recommencez avec un autre dossier.",
        hint="--to",
    )
