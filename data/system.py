"""What the operating system answers when it refuses, in French: one table for the store, exports and evidence."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

OF_A_SHARE = tuple(
    getattr(errno, name)
    for name in (
        "ESTALE",
        "EREMOTEIO",
        "ETIMEDOUT",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETUNREACH",
        "ENOTCONN",
        "ECONNRESET",
    )
    if hasattr(errno, name)
)
"""What is answered for a file of another machine: it went away, or gave its name to another file."""
_REASONS: Mapping[int, str] = {
    getattr(errno, "EDQUOT", errno.ENOSPC): "votre part du disque est pleine",
    errno.ENOSPC: "le disque est plein",
    errno.EFBIG: "le fichier est trop grand",
    errno.EACCES: "les droits ne le permettent pas",
    errno.EPERM: "les droits ne le permettent pas",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque a répondu par une erreur",
    errno.ENOTDIR: "une partie de ce chemin n'est pas un dossier",
    errno.ENAMETOOLONG: "ce chemin est trop long pour ce système",
    errno.ENOTSUP: "ce disque ne garde pas les droits des fichiers (clé FAT ou exFAT ?)",
    errno.ENOSYS: "ce disque ne connaît pas les verrous",
    errno.EXDEV: "une partie de ce dossier est sur un autre disque",
    errno.EMFILE: "ce poste a trop de fichiers ouverts",
    errno.ENFILE: "ce poste a trop de fichiers ouverts",
    **dict.fromkeys(OF_A_SHARE, "le partage réseau ne répond pas, ou a changé entre-temps"),
}
ON_WINDOWS = os.name == "nt"
_HELD = "il est tenu par un autre programme (antivirus, OneDrive, tableur…)"
_HELD_CODES = frozenset({5, 32, 33, 1224})
"""What Windows answers of a file that somebody holds open: ERROR_ACCESS_DENIED, which may also be what it says;
ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE."""
_TOO_LONG_CODES = frozenset({3, 123, 206})
"""ERROR_PATH_NOT_FOUND and ERROR_INVALID_NAME, of a path that is too long; ERROR_FILENAME_EXCED_RANGE."""
LONGEST_ON_WINDOWS = 259
"""Letters of a path, unless the machine was set up for longer ones (MAX_PATH without its end)."""


def is_held(error: BaseException) -> bool:
    """Whether another program may hold the file: a moment later it may not. Windows alone refuses what is open."""
    if not isinstance(error, PermissionError):
        return False
    code = getattr(error, "winerror", None)
    # What opens files there tells no more than « permission denied ».
    return code in _HELD_CODES or (code is None and ON_WINDOWS)


def is_too_long(error: BaseException, *, added: int = 0) -> bool:
    """Whether the path is longer than the system takes.

    Args:
        error: what was raised.
        added: letters that the system itself puts behind the path that it was given.
    """
    if not isinstance(error, OSError):
        return False
    code = getattr(error, "winerror", None)
    longest = max((len(str(name)) for name in (error.filename, error.filename2) if name is not None), default=0)
    is_long = longest + added > LONGEST_ON_WINDOWS or code == 206
    return error.errno == errno.ENAMETOOLONG or (code in _TOO_LONG_CODES and is_long)


def name_of(error: BaseException) -> str:
    """What the system calls it: « ENOSPC ». Its own text may hold the name of a file, and that one of a person."""
    code = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(code or 0, type(error).__name__)


def reason_of(error: BaseException, own: Mapping[int, str] | None = None) -> str:
    """Why it refused, as a French phrase.

    Args:
        error: what was raised.
        own: what an answer means where the caller stands, by its number; it goes before what it usually means.
    """
    if is_held(error):
        # Access denied is what Windows answers of a file that is open elsewhere, and of one without rights.
        or_rights = ", ou les droits ne le permettent pas" if getattr(error, "winerror", None) in (5, None) else ""
        return f"{_HELD}{or_rights}"
    if is_too_long(error):
        return _REASONS[errno.ENAMETOOLONG]
    code = (error.errno or 0) if isinstance(error, OSError) else 0
    return (own or {}).get(code) or _REASONS.get(code) or f"le système a répondu {name_of(error)}"
