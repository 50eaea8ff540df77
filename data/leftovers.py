"""What something that was cut short left in a store: folders of no session, files that were never given their name.

They hold what sessions hold, names too, and nobody sees them.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from data import disk
from data.journal import LOCK_NAME
from data.locks import Claim
from data.referent import FOLDER_NAME as REFERENT
from data.system import is_too_long

ASIDE = ".new-"
"""Beginning of the name of a session's folder that is being made or erased."""


def aside_in(sessions: Path) -> Path:
    """Where a session's folder is made, or goes on its way out; nobody foresees its name.

    Args:
        sessions: the folder of the sessions' folders.
    """
    return sessions / f"{ASIDE}{secrets.token_hex(4)}"


def left_in(root: Path, sessions: Path) -> list[Path]:
    """All of it that belongs to nobody who writes just now. The store's lock is held, or nothing is done with them.

    Args:
        root: the store.
        sessions: the folder of its sessions' folders.
    """
    return [
        *_named(sessions, begins=ASIDE),
        *(path for folder in (root, root / REFERENT) for path in _named(folder, ends=disk.ASIDE) if _is_file(path)),
        *(path for folder in _named(sessions) for path in _of_session(folder)),
    ]


def _of_session(folder: Path) -> Iterator[Path]:
    """Of one session; nothing where somebody holds its lock, who may be writing such a file."""
    found = [path for path in _named(folder, ends=disk.ASIDE) if _is_file(path)]
    if found:
        claim = Claim(folder / LOCK_NAME)
        if claim.take():
            yield from found
            claim.let_go()


def sweep(left: list[Path]) -> None:
    """Remove these.

    Raises:
        OSError: some of it is still there.
    """
    for path in left:
        if path.is_dir() and not path.is_symlink():
            disk.remove_tree(path)
        else:
            disk.remove(path)
    for folder in {path.parent for path in left}:
        disk.sync_folder(folder)


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(disk.mode_of(path) or 0)
    except OSError as error:
        # Its name was listed: who takes it away says what stands against it.
        return is_too_long(error)


def _named(folder: Path, *, begins: str = "", ends: str = "") -> list[Path]:
    """What stands in a folder under such names, links to elsewhere too; nothing where it cannot be listed."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  as text: a name may be of no encoding
    except OSError:
        return []
    return [folder / name for name in names if name.startswith(begins) and name.endswith(ends)]
