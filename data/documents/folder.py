"""The folder that documents are written to: each appears whole or not at all, and only its owner can read it."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from data import disk
from data.system import reason_of
from supervisor.wording import typographic

ASIDE_BEGINS, ASIDE_ENDS = ".vigie-", ".tmp"
"""What a document is called until it is whole."""
_LEFT_BEHIND = 3600.0
"""Seconds."""
_PIECE = 1 << 20
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NAMED = 4
"""Documents that are named where some are there already; more are counted."""


class ExportError(Exception):
    """The documents could not be written: a French sentence that says where and why."""

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        self.message = typographic(sentence)
        self.hint = hint
        """What to add on the command line."""
        super().__init__(self.message)


class ExistsError(ExportError):
    """Something of that name is there already, and nobody said that it may be replaced."""


_OWN_REASONS = {
    errno.ELOOP: "une pièce y est un lien et non un fichier",
    errno.EEXIST: "ce n'est pas un dossier",
    errno.EISDIR: "un dossier y porte le nom d'un document",
}
"""What an answer means for a folder of documents."""


Content = bytes | Path
"""What a document holds: bytes, or those of a file that is copied."""


def write_folder(folder: Path, documents: Mapping[str, Content], *, force: bool = False) -> None:
    """Write these documents, all of them before any gets its name.

    Args:
        folder: where; made if it is not there, for its owner alone.
        documents: what, by file name; « evidence/photo.jpg » goes to a folder below it.
        force: documents of the same names may be replaced; nothing else is touched.

    Raises:
        ExistsError: one is there already and `force` is not given; nothing is changed.
        ExportError: the folder cannot be made or written to; no half-written document is left.
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
    try:
        for place in dict.fromkeys((folder, *((folder / name).parent for name in documents))):
            made += make_folders(place)
        _write(folder, documents)
    except (OSError, ValueError) as error:
        for empty in reversed(made):
            with suppress(OSError):
                empty.rmdir()
        raise not_written(folder, error) from error


def not_written(place: Path, error: Exception) -> ExportError:
    """What is told when the system refuses."""
    why = reason_of(error, _OWN_REASONS)
    return ExportError(f"Rien n'a été exporté dans {place} : {why}. Choisissez un autre dossier.", hint="--to")


def make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; which ones were made, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    made: list[Path] = []
    for path in reversed(missing):
        path.mkdir(0o700)
        made.append(path)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    return made


def _write(folder: Path, documents: Mapping[str, Content]) -> None:
    asides: dict[str, Path] = {}
    try:
        for name, content in documents.items():
            # A name that nobody can foresee, made for its owner alone: the folder may be one that others write to.
            fd, aside = tempfile.mkstemp(prefix=ASIDE_BEGINS, suffix=ASIDE_ENDS, dir=folder)
            asides[name] = Path(aside)
            try:
                _pour(content, fd)
                disk.fsync(fd)
            finally:
                os.close(fd)
        if asides:
            sweep(folder, next(iter(asides.values())))
        for name, path in asides.items():
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            disk.replace(path, folder / name)
        for place in dict.fromkeys((folder / name).parent for name in asides):
            disk.sync_folder(place)
    except BaseException:
        for path in asides.values():
            with suppress(OSError):
                disk.remove(path)
        raise


def sweep(folder: Path, fresh: Path) -> None:
    """Remove what exports that were killed left behind: they hold names, and nobody sees them.

    Args:
        folder: where they lie.
        fresh: a document of the export that runs now; what is an hour older belongs to no other one that runs.
    """
    with suppress(OSError):
        begun = fresh.stat().st_mtime
        for path in folder.glob(f"{ASIDE_BEGINS}*{ASIDE_ENDS}"):
            if path.lstat().st_mtime < begun - _LEFT_BEHIND:
                disk.remove(path)


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
