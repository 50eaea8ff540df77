"""The zip of an export, unpacked for as long as it is read: its `session.json` and its pieces, nothing else.

What a zip says of itself is not believed: sizes are counted while it is read, and each name is looked at.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from data import disk
from data.errors import StoreError, failed
from data.evidence import FOLDER_NAME, MOST_BYTES
from data.piece_names import FOLDER
from data.roster.unpack import DAMAGED_ZIP, is_file

SESSION = "session.json"
_MOST_OF_A_SESSION = 500_000_000
_PIECE = 1 << 20


def is_zipped_export(path: Path) -> bool:
    """Whether a file is a zip with a `session.json` in it, as `vigie export --zip` writes it."""
    try:
        if not path.is_file() or not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as archive:
            return SESSION in archive.namelist()
    except DAMAGED_ZIP:
        return False


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The `session.json` of an export, its pieces beside it; a zip is unpacked aside, and swept away afterwards.

    Args:
        path: a `session.json`, or the zip of an export.

    Raises:
        StoreError: the zip cannot be read, or it holds more than an export does.
    """
    if not is_zipped_export(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="vigie-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(path) as archive:
                for entry in archive.infolist():
                    if _is_wanted(entry):
                        most = _MOST_OF_A_SESSION if entry.filename == SESSION else MOST_BYTES
                        _take(archive, entry, folder / entry.filename, most)
        except OSError as error:
            raise failed("Lecture impossible de", path, error) from error
        except DAMAGED_ZIP as error:
            raise StoreError(f"{path} est un zip abîmé ou protégé : il ne peut pas être lu.") from error
        yield folder / SESSION


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    """The session itself, or a file right in the folder of the pieces; also as an older Vigie laid them out."""
    if entry.filename == SESSION:
        return True
    parts = PurePosixPath(entry.filename).parts
    is_plain = "\\" not in entry.filename and ".." not in parts and is_file(entry)
    return is_plain and len(parts) == 2 and parts[0] in (FOLDER, FOLDER_NAME)


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> None:
    if not target.parent.is_dir():
        disk.make_folder(target.parent, 0o700)
    taken = 0
    with archive.open(entry) as source, target.open("xb") as file:
        while part := source.read(_PIECE):
            taken += len(part)
            if taken > most:
                raise ValueError("more than an export holds")
            file.write(part)
