"""One zip of documents: it appears whole or not at all, and only its owner can read it."""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from data import disk
from data.documents.folder import (
    ASIDE_BEGINS,
    ASIDE_ENDS,
    Content,
    ExistsError,
    make_folders,
    not_written,
    read_piece,
    sweep,
)

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
        ExportError: it cannot be written; nothing half-written is left.
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
        fd, name = tempfile.mkstemp(prefix=ASIDE_BEGINS, suffix=ASIDE_ENDS, dir=path.parent)
        aside = Path(name)
        with os.fdopen(fd, "wb") as file:
            _fill(file, documents, at)
            file.flush()
            disk.fsync(file.fileno())
        sweep(path.parent, aside)
        disk.replace(aside, path)
        disk.sync_folder(path.parent)
    except (OSError, ValueError) as error:
        if aside is not None:
            with suppress(OSError):
                disk.remove(aside)
        for empty in reversed(made):
            with suppress(OSError):
                empty.rmdir()
        raise not_written(path, error) from error


def _fill(file: object, documents: Mapping[str, Content], at: datetime) -> None:
    date = (max(at.year, _FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, content in documents.items():
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            archive.writestr(entry, content if isinstance(content, bytes) else read_piece(content))
