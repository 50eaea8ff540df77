"""The folder that documents are written to: all of them or none, each whole, and only its owner can read them."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from data import disk
from data.documents.places import (
    ASIDES,
    OWN_REASONS,
    ExistsError,
    ExportError,
    aside_in,
    make_folders,
    not_written,
    unmake,
)
from data.documents.swap import NEW, OLD, finish, marked_in, swap
from data.system import reason_of

_LEFT_BEHIND = 3600.0
"""Seconds."""
_PIECE = 1 << 20
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NAMED = 4
"""Documents that are named where some are there already; more are counted."""


Content = bytes | Path
"""What a document holds: bytes, or those of a file that is copied."""


def write_folder(folder: Path, documents: Mapping[str, Content], *, force: bool = False) -> None:
    """Write these documents, all or none of them: first aside, whole and flushed, then each under its name.

    A folder that is not there is made whole beside its place and gets its name in one step. In one that is there the
    documents get theirs one after the other (`swap.py`); where one of them cannot, all is put back as it was.

    Args:
        folder: where; made if it is not there, for its owner alone.
        documents: what, by file name; « evidence/photo.jpg » goes to a folder below it.
        force: documents of the same names may be replaced; nothing else is touched.

    Raises:
        ExistsError: one is there already and `force` is not given; nothing is changed.
        ExportError: the folder cannot be made or written to; the sentence says what is there.
    """
    finish(folder)
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
        _stage(aside / NEW if is_there else aside, documents)
        if is_there:
            swap(folder, aside, list(documents), force=force)
        else:
            disk.replace(aside, folder)
    except BaseException as error:
        if aside is not None and not _is_spoken_of(aside):
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


def _is_spoken_of(aside: Path) -> bool:
    """What lies aside is all that there is of some documents, or what a mark says is still to take its place."""
    with suppress(OSError):
        return (aside / OLD).is_dir() or marked_in(aside.parent) == aside.name
    return True


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
        f"{reason_of(error, OWN_REASONS)}. Vérifiez ces documents avant de vous y fier, ou exportez ailleurs.",
        hint="--to",
    )


def sweep(folder: Path, fresh: Path) -> None:
    """Remove what exports that were killed left behind: they hold names, and nobody sees them.

    Args:
        folder: where they lie.
        fresh: what the export that runs now made; what is an hour older belongs to no other one that runs.
    """
    with suppress(OSError):
        begun, marked = fresh.stat().st_mtime, marked_in(folder)
        for path in folder.glob(ASIDES):
            found = path.lstat()
            # What a mark speaks of is still to take its place.
            if found.st_mtime < begun - _LEFT_BEHIND and path.name != marked:
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
