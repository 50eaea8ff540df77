"""Who reads: noted in a store's register of accesses before they see anything of it."""

from __future__ import annotations

import getpass
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from data.access_log import Access, AccessLog
from data.mirrored import mirrored


def note_access(root: Path, what: str, session: str, *, now: datetime, who: str, host: str) -> str:
    """Note that somebody reads or exports; why that could not be kept, empty where it is.

    Args:
        root: the store.
        what: the verb.
        session: its number; empty for all of them.
        now: the instant.
        who: who reads, as `reader` says it.
        host: their machine.
    """
    if (elsewhere := mirrored(root)) is not None:
        return elsewhere.note(what, session)
    return AccessLog(root).note(what, session, now=now, who=who, host=host)


ELSEWHERE = (
    "(Un compte qui ne peut pas écrire dans ce dossier, comme celui du référent par SSH, tient son propre registre : "
    "lancée par ce compte, la même commande le montre aussi, « sudo -u COMPTE vigie log --access --store DOSSIER ».)"
)
"""Where else to look: a register that its readers could rewrite would prove nothing."""


def accesses(root: Path) -> tuple[tuple[Access, ...], tuple[str, ...], str]:
    """Who read: the accesses that this person may see, what of them cannot be read, and where else to look."""
    if (elsewhere := mirrored(root)) is not None:
        told = (Access(at, who, elsewhere.shown, what, session) for at, who, what, session in elsewhere.accesses())
        return tuple(told), (), ""
    register = AccessLog(root)
    return register.read(), register.unread(), ELSEWHERE


def reader(author: str) -> str:
    """Who reads: beside a name that they may have given themselves, the account they gave it from."""
    with suppress(ImportError, KeyError, OSError):
        account = getpass.getuser()
        return author if author == account else f"{author} ({account})"
    return author
