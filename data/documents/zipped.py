"""One zip of documents: it appears whole or not at all, and only its owner can read it."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from data import disk
from data.documents.folder import Content, read_piece, sweep, unconfirmed
from data.documents.places import ExistsError, aside_in, make_folders, not_written, unmake

_FIRST_YEAR = 1980
"""A zip knows no earlier date."""


def write_zip(path: Path, documents: Mapping[str, Content], at: datetime, *, force: bool = False) -> None:
    """Write these documents into one zip.

    Args:
        path: the zip.
        documents: what, by file name.
        at: the date its files bear, local.
        force: a zip of that name may be replaced.

    Raises:
        ExistsError: something of that name is there already and `force` is not given; nothing is changed.
        ExportError: it cannot be written; nothing half-written is left, or all is
            there and the disk did not confirm it: the sentence says which.
    """
    if os.path.lexists(path) and not (force and path.is_file()):
        raise ExistsError(
            f"{path} existe déjà : rien n'a été écrit. Choisissez un autre nom, ou remplacez-le.",
            hint="--to ou --force",
        )
    made: list[Path] = []
    aside: Path | None = None
    try:
        made = make_folders(path.parent)
        aside = aside_in(path.parent)
        with disk.opened(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600) as fd:
            with io.BufferedWriter(_Written(fd)) as file:
                _fill(file, documents, at)
            disk.fsync(fd)
        sweep(path.parent, aside)
        disk.replace(aside, path)
    except BaseException as error:
        if aside is not None:
            with suppress(OSError):
                disk.remove(aside)
        unmake(made)
        if isinstance(error, OSError | ValueError):
            raise not_written(path, error) from error
        raise
    try:
        disk.sync_folder(path.parent)
        for folder in made:
            disk.sync_name(folder)
    except OSError as error:
        raise unconfirmed(path, error) from error


class _Written(io.RawIOBase):
    """An open file as the library wants it; its bytes go the way of all bytes of the store."""

    def __init__(self, fd: int) -> None:
        super().__init__()
        self._fd = fd

    def writable(self) -> bool:
        """It is written."""
        return True

    def seekable(self) -> bool:
        """Sizes are put in afterwards."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go somewhere in it."""
        return os.lseek(self._fd, offset, whence)

    def tell(self) -> int:
        """Where it is written next."""
        return os.lseek(self._fd, 0, os.SEEK_CUR)

    def write(self, data: Any, /) -> int:
        """Write as much as the system takes."""
        return disk.write(self._fd, memoryview(data).cast("B"))


def _fill(file: object, documents: Mapping[str, Content], at: datetime) -> None:
    date = (max(at.year, _FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, content in documents.items():
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            archive.writestr(entry, content if isinstance(content, bytes) else read_piece(content))
