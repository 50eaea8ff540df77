"""The folder that documents are written to: all of them or none, each whole, and only its owner can read them."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from data import disk
from data.system import reason_of
from supervisor.typography import one_line
from supervisor.wording import typographic

_ASIDE_BEGINS, _ASIDE_ENDS = ".vigie-", ".tmp"
"""What documents are called until they are whole."""
_NEW, _OLD = "nouveaux", "anciens"
"""Where the documents lie aside, and those whose place they take."""
_LEFT_BEHIND = 3600.0
"""Seconds."""
_PIECE = 1 << 20
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NAMED = 4
"""Documents that are named where some are there already; more are counted."""


class ExportError(Exception):
    """The documents could not be written: a French sentence that says where and why."""

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        self.message = typographic(one_line(sentence))
        self.hint = hint
        """What to add on the command line."""
        super().__init__(self.message)


class ExistsError(ExportError):
    """Something of that name is there already, and nobody said that it may be replaced."""


_OWN_REASONS = {
    errno.ELOOP: "une pièce y est un lien et non un fichier",
    errno.EEXIST: "quelque chose y porte déjà ce nom",
    errno.EISDIR: "un dossier y porte le nom d'un document",
}
"""What an answer means for a folder of documents."""


Content = bytes | Path
"""What a document holds: bytes, or those of a file that is copied."""


def write_folder(folder: Path, documents: Mapping[str, Content], *, force: bool = False) -> None:
    """Write these documents, all or none of them: first aside, whole and flushed, then each under its name.

    A folder that is not there is made whole beside its place and gets its name in one step. In one that is there the
    documents get theirs one after the other; where one of them cannot, all is put back as it was.

    Args:
        folder: where; made if it is not there, for its owner alone.
        documents: what, by file name; « evidence/photo.jpg » goes to a folder below it.
        force: documents of the same names may be replaced; nothing else is touched.

    Raises:
        ExistsError: one is there already and `force` is not given; nothing is changed.
        ExportError: the folder cannot be made or written to; the sentence says what is there.
    """
    there = [name for name in documents if os.path.lexists(folder / name)]
    if there and not force:
        named = ", ".join(there[:_NAMED]) + (f" et {len(there) - _NAMED} autres" if len(there) > _NAMED else "")
        raise ExistsError(
            f"{folder} contient déjà {named} : rien n'a été écrit. Choisissez un autre dossier, ou "
            "remplacez ces documents.",
            hint="--to ou --force",
        )
    made: list[Path] = []
    aside: Path | None = None
    try:
        is_there = os.path.lexists(folder)
        made = make_folders(folder if is_there else folder.parent)
        aside = aside_in(folder if is_there else folder.parent)
        disk.make_folder(aside, 0o700)
        sweep(aside.parent, aside)
        _stage(aside / _NEW if is_there else aside, documents)
        if is_there:
            _swap(folder, aside, documents, force=force)
        else:
            disk.replace(aside, folder)
    except BaseException as error:
        if aside is not None and not (aside / _OLD).is_dir():
            # Nothing is left where nothing was.
            with suppress(OSError):
                disk.remove_tree(aside)
            unmake(made)
        if isinstance(error, OSError | ValueError):
            raise not_written(folder, error) from error
        raise
    try:
        _confirm(folder, documents, (*made, folder))
    finally:
        if is_there:
            # Old documents that stay here are swept by the next export.
            with suppress(OSError):
                disk.remove_tree(aside)


def _stage(aside: Path, documents: Mapping[str, Content]) -> None:
    """Have them on the disk, whole, under a folder that nobody looks at."""
    places = dict.fromkeys((aside, *((aside / name).parent for name in documents)))
    for place in places:
        make_folders(place)
    for name, content in documents.items():
        with disk.opened(aside / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600) as fd:
            _pour(content, fd)
            disk.fsync(fd)
    for place in places:
        disk.sync_folder(place)


def _swap(folder: Path, aside: Path, documents: Mapping[str, Content], *, force: bool) -> None:
    """Give them their names in a folder that is there, in the place of those that had them; all, or none.

    Raises:
        OSError: one cannot have its name; all is as it was.
        ExportError: and what was done could not be taken back: the sentence says what is where.
    """
    done: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for name in documents:
            target = folder / name
            if target.is_dir() and not target.is_symlink():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            made += make_folders(target.parent)
            if os.path.lexists(target):
                if not force:
                    # Somebody else's, made since: it is not taken away.
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
                make_folders((aside / _OLD / name).parent)
                _rename(target, aside / _OLD / name, done, name)
            _rename(aside / _NEW / name, target, done, name)
    except BaseException as error:
        stuck = _put_back(done)
        unmake(made)
        if stuck:
            raise _half_done(folder, aside, stuck, error) from error
        with suppress(OSError):
            shutil.rmtree(aside / _OLD)
        raise


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


def _half_done(folder: Path, aside: Path, stuck: Sequence[Path], error: BaseException) -> ExportError:
    """Some documents are the new ones, or lie aside, and could not be put back: which, and where."""
    new = [path.name for path in stuck if aside not in path.parents]
    old = [path.name for path in stuck if aside in path.parents]
    told = [f"nouveaux : {', '.join(new)}"] * bool(new) + [
        f"anciens, mis dans {aside / _OLD} : {', '.join(old)}"
    ] * bool(old)
    return ExportError(
        f"L'export dans {folder} s'est arrêté en route ({reason_of(error, _OWN_REASONS)}) et n'a pas pu être repris. "
        f"{' ; '.join(told).capitalize()} ; les autres documents sont ceux d'avant. Recommencez avec un autre dossier.",
        hint="--to",
    )


def _confirm(folder: Path, documents: Mapping[str, Content], named: Sequence[Path]) -> None:
    """Return once the disk keeps the names of the documents, and of the folders that were made for them.

    Raises:
        ExportError: all is written, and the disk did not confirm it.
    """
    try:
        for place in dict.fromkeys((folder / name).parent for name in documents):
            disk.sync_folder(place)
        for place in named:
            disk.sync_name(place)
    except OSError as error:
        raise unconfirmed(folder, error) from error


def unconfirmed(place: Path, error: OSError) -> ExportError:
    """What is told when all is there, and the disk did not say that it keeps it."""
    return ExportError(
        f"Tout est écrit dans {place}, mais le disque n'a pas confirmé qu'il le garde : "
        f"{reason_of(error, _OWN_REASONS)}. Vérifiez ces documents avant de vous y fier, ou exportez ailleurs.",
        hint="--to",
    )


def not_written(place: Path, error: Exception) -> ExportError:
    """What is told when the system refuses: nothing has changed, and what stood in the way."""
    if isinstance(error, ExportError):
        return error
    why = reason_of(error, _OWN_REASONS)
    whose = "".join(f"« {name} » : " for name in getattr(error, "__notes__", ())[:1])
    return ExportError(f"Rien n'a été exporté dans {place} : {whose}{why}. Choisissez un autre dossier.", hint="--to")


def make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; which ones were made, outermost first. One that cannot be takes all back."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    made: list[Path] = []
    try:
        for path in reversed(missing):
            disk.make_folder(path, 0o700)
            made.append(path)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError:
        unmake(made)
        raise
    return made


def unmake(made: Sequence[Path]) -> None:
    """Take away the folders that `make_folders` made, as far as they are empty."""
    for empty in reversed(made):
        with suppress(OSError):
            empty.rmdir()


def aside_in(folder: Path) -> Path:
    """What something is called in a folder until it is whole: nobody foresees it, should others write there too."""
    return folder / f"{_ASIDE_BEGINS}{secrets.token_hex(6)}{_ASIDE_ENDS}"


def sweep(folder: Path, fresh: Path) -> None:
    """Remove what exports that were killed left behind: they hold names, and nobody sees them.

    Args:
        folder: where they lie.
        fresh: what the export that runs now made; what is an hour older belongs to no other one that runs.
    """
    with suppress(OSError):
        begun = fresh.stat().st_mtime
        for path in folder.glob(f"{_ASIDE_BEGINS}*{_ASIDE_ENDS}"):
            found = path.lstat()
            if found.st_mtime < begun - _LEFT_BEHIND:
                remove = disk.remove_tree if stat.S_ISDIR(found.st_mode) else disk.remove
                remove(path)


def read_piece(path: Path) -> bytes:
    """The bytes of a file that is copied; one that has become a link is none.

    Raises:
        OSError: it cannot be read.
    """
    with disk.opened(path, os.O_RDONLY | _NO_LINK) as source:
        return disk.read_all(source)


def _pour(content: Content, fd: int) -> None:
    if isinstance(content, bytes):
        disk.write_all(fd, content)
        return
    with disk.opened(content, os.O_RDONLY | _NO_LINK) as source:
        while part := os.read(source, _PIECE):
            disk.write_all(fd, part)
