"""Who reads: noted in a store's register of accesses before they see anything of it."""

from __future__ import annotations

import getpass
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from data.access_log import AccessLog


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
    return AccessLog(root).note(what, session, now=now, who=who, host=host)


def reader(author: str) -> str:
    """Who reads: beside a name that they may have given themselves, the account they gave it from."""
    with suppress(ImportError, KeyError, OSError):
        account = getpass.getuser()
        return author if author == account else f"{author} ({account})"
    return author
