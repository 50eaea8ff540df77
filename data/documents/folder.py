"""The folder that documents are written to: each appears whole or not at all, and only its owner can read it."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from data import disk
from supervisor.wording import typographic


class ExportError(Exception):
    """The documents could not be written: a French sentence that says where and why."""

    def __init__(self, sentence: str) -> None:
        self.message = typographic(sentence)
        super().__init__(self.message)


class ExistsError(ExportError):
    """Something of that name is there already, and nobody said that it may be replaced."""


_REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre part du disque est pleine",
    errno.EACCES: "les droits ne le permettent pas",
    errno.EPERM: "les droits ne le permettent pas",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque a répondu par une erreur",
    errno.ENOTDIR: "une partie de ce chemin n'est pas un dossier",
    errno.EEXIST: "ce n'est pas un dossier",
    errno.EISDIR: "un dossier y porte le nom d'un document",
    errno.ENAMETOOLONG: "ce chemin est trop long",
}


def write_folder(folder: Path, documents: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write these documents, all of them before any gets its name.

    Args:
        folder: where; made if it is not there, for its owner alone.
        documents: what, by file name.
        force: documents of the same names may be replaced; nothing else is touched.

    Raises:
        ExistsError: one is there already and `force` is not given; nothing is changed.
        ExportError: the folder cannot be made or written to; no half-written document is left.
    """
    there = [name for name in documents if os.path.lexists(folder / name)]
    if there and not force:
        raise ExistsError(
            f"{folder} contient déjà {', '.join(there)} : rien n'a été exporté. Choisissez un autre dossier (--to), ou "
            "remplacez ces documents (--force)."
        )
    made: list[Path] = []
    try:
        made = _make(folder)
        _write(folder, documents)
    except (OSError, ValueError) as error:
        for empty in reversed(made):
            with suppress(OSError):
                empty.rmdir()
        code = error.errno if isinstance(error, OSError) else None
        why = _REASONS.get(code or 0, f"le système a répondu {errno.errorcode.get(code or 0, type(error).__name__)}")
        raise ExportError(f"Rien n'a été exporté dans {folder} : {why}. Choisissez un autre dossier (--to).") from error


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; which ones were made, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    made: list[Path] = []
    for path in reversed(missing):
        path.mkdir(0o700)
        made.append(path)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    return made


def _write(folder: Path, documents: Mapping[str, bytes]) -> None:
    asides: dict[str, Path] = {}
    try:
        for name, content in documents.items():
            # A name that nobody can foresee, made for its owner alone: the folder may be one that others write to.
            fd, aside = tempfile.mkstemp(prefix=".vigie-", suffix=".tmp", dir=folder)
            asides[name] = Path(aside)
            try:
                disk.write_all(fd, content)
                disk.fsync(fd)
            finally:
                os.close(fd)
        for name, path in asides.items():
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            disk.replace(path, folder / name)
        disk.sync_folder(folder)
    except BaseException:
        for path in asides.values():
            with suppress(OSError):
                disk.remove(path)
        raise
