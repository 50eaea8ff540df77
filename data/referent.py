"""Where the référent's own marks live: « fait » boxes, access log. Never in a session's folder (RULES.md section 7).

In the store's `referent/` folder where the reader may write there, else in their own state folder; where neither can be
written they are not kept, and whoever asks is told.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data import disk
from data.paths import state_folder
from data.rights import PRIVATE, Rights

FOLDER_NAME = "referent"


@dataclass(frozen=True, slots=True)
class Place:
    """A file that the référent's marks may be kept in."""

    path: Path
    rights: Rights

    @property
    def is_writable(self) -> bool:
        """Whether this person may write there, as far as can be told without trying."""
        there = next((folder for folder in self.path.parents if folder.exists()), self.path.parent)
        return os.access(there, os.W_OK | os.X_OK)

    def make_folder(self) -> None:
        """Make the folder it lies in.

        Raises:
            OSError: it cannot be made.
        """
        disk.make_parents(self.path.parent)
        with suppress(FileExistsError):
            disk.make_folder_with(self.path.parent, self.rights)
            disk.sync_name(self.path.parent)


def places(root: Path, name: str, rights: Rights) -> tuple[Place, Place]:
    """Both files of this name: the store's, then the reader's own.

    Args:
        root: the store; two stores share no file of the reader's own.
        name: of the file in the store.
        rights: of what is made in the store.
    """
    mine = own(FOLDER_NAME) / f"{whose(root)}{name}"
    return Place(root / FOLDER_NAME / name, rights), Place(mine, PRIVATE)


def kept(root: Path, ending: str) -> list[tuple[Path, str]]:
    """The files that `places` gave and that are there, each with its name without this ending; both places'.

    Args:
        root: the store.
        ending: how the names end.
    """
    return [*_named_in(root / FOLDER_NAME, "", ending), *kept_as_own(root, FOLDER_NAME, ending)]


def kept_as_own(root: Path, kind: str, ending: str = "") -> list[tuple[Path, str]]:
    """What this person keeps of this kind for a store, each with its name without the store's and this ending.

    Args:
        root: the store.
        kind: the folder's name.
        ending: how the names end.
    """
    return _named_in(own(kind), whose(root), ending)


def _named_in(folder: Path, lead: str, ending: str) -> list[tuple[Path, str]]:
    with suppress(OSError):
        return [
            (path, path.name.removeprefix(lead).removesuffix(ending))
            for path in sorted(folder.iterdir())
            if path.name.startswith(lead) and path.name.endswith(ending)
        ]
    return []


def of_gone(found: Iterable[tuple[Path, str]], sessions: Path) -> list[Path]:
    """Those of these whose session is gone; none where the sessions themselves cannot be seen.

    Args:
        found: paths, each with the name of its session's folder.
        sessions: the folder of the sessions' folders.
    """
    return [path for path, name in found if _is_gone(sessions / name)]


def _is_gone(session: Path) -> bool:
    """Whether a session's folder is not there; what the disk does not tell of may be."""
    try:
        return disk.is_folder(session.parent) and not disk.is_there(session)
    except OSError:
        return False


def own(kind: str) -> Path:
    """The folder of one kind of things that this person keeps for themselves, of all stores."""
    return state_folder() / kind


def whose(root: Path) -> str:
    """What the names of a store's files begin with in a folder of several stores."""
    # Bytes of a path that are no text are part of it all the same.
    return f"{hashlib.sha256(os.fsencode(root.absolute())).hexdigest()[:12]}-"


def chosen(both: tuple[Place, Place]) -> Place:
    """The one to be used: the first that this person may write to; where there is none, the store's."""
    return next((place for place in both if place.is_writable), both[0])
