"""What the operating system answers when it refuses, in French: one table for the store, exports and evidence."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_REASONS: Mapping[int, str] = {
    getattr(errno, "EDQUOT", errno.ENOSPC): "votre part du disque est pleine",
    errno.ENOSPC: "le disque est plein",
    errno.EFBIG: "le fichier est trop grand",
    errno.EACCES: "les droits ne le permettent pas",
    errno.EPERM: "les droits ne le permettent pas",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque a répondu par une erreur",
    errno.ENOTDIR: "une partie de ce chemin n'est pas un dossier",
    errno.ENAMETOOLONG: "ce chemin est trop long",
}


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
    code = (error.errno or 0) if isinstance(error, OSError) else 0
    return (own or {}).get(code) or _REASONS.get(code) or f"le système a répondu {name_of(error)}"
