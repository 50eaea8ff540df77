"""What is inside a zip, unpacked with a limit: an ODS, an XLSX and the ministry's SIECLE delivery are all zips.

The sizes that a zip declares can be forged, so what comes out is counted too; and what was counted is packed anew
before another library opens it, so that it reads nothing else.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from data.roster.wording import RefusedFile

LARGEST_UNPACKED = 50_000_000
"""Bytes; the content of an ODS with 1,000 candidates has 1,000,000 (DESIGN.md: 200 MB cost 622 MB of memory)."""

_CHUNK = 1 << 20
DAMAGED_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
    LookupError, OverflowError, struct.error,
)  # fmt: skip
"""What the library answers to bytes that are no zip, or no whole one."""
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 0x1

_COMPANIONS = frozenset({"thumbs.db", "desktop.ini", "icon\r"})

DAMAGED = "Le fichier est endommagé ou incomplet ; demandez-le ou téléchargez-le à nouveau."
TOO_LARGE = "Le contenu est bien trop volumineux pour une liste de candidats ; vérifiez que c'est le bon fichier."
PROTECTED = "Le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe."


def names_in(data: bytes) -> tuple[str, ...]:
    """The names of the members of a zip; folders, nameless ones and the companions of macOS and Windows left out.

    Raises:
        RefusedFile: not a whole zip.
    """
    with _opened(data) as archive:
        return tuple(info.filename for info in archive.infolist() if is_file(info) and not _is_companion(info.filename))


def is_file(info: zipfile.ZipInfo) -> bool:
    """Whether a member has a name, and is no folder."""
    # The library looks at the last letter of a name without asking whether there is one.
    return bool(info.filename) and not info.is_dir()


def _is_companion(name: str) -> bool:
    """True for what systems put beside people's files: resource forks, folder settings, thumbnails."""
    *folders, base = name.replace("\\", "/").split("/")
    return "__MACOSX" in folders or base.startswith((".", "~$")) or base.casefold() in _COMPANIONS


def unpacked(data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted members of a zip.

    Raises:
        RefusedFile: damaged, protected, or larger than `LARGEST_UNPACKED` in all.
    """
    contents: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    with _opened(data) as archive:
        infos = [info for info in archive.infolist() if is_file(info) and wanted(info.filename)]
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise RefusedFile(TOO_LARGE)
        for info in infos:
            if info.flag_bits & _ENCRYPTED_FLAG:
                raise RefusedFile(PROTECTED)
            content = _content(archive, info, left)
            left -= len(content)
            contents[info.filename] = content
    return contents


def packed(contents: Mapping[str, bytes]) -> io.BytesIO:
    """A new zip that holds these contents and nothing else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    file.seek(0)
    return file


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED_ZIP as failure:
        raise RefusedFile(DAMAGED) from failure


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    if info.compress_type not in _READABLE:
        raise RefusedFile(DAMAGED)
    chunks = []
    size = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise RefusedFile(TOO_LARGE)
                chunks.append(chunk)
    except DAMAGED_ZIP as failure:
        raise RefusedFile(DAMAGED) from failure
    return b"".join(chunks)
