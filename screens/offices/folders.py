"""Folders of the disk as the screens' picker shows them."""

from __future__ import annotations

from datetime import datetime

from data.services import folders
from screens.kit.folder import Folder, FolderEntry


def folder(path: str, typed: str, local_now: datetime, *, any_file: bool = False) -> Folder:
    """What can be chosen in a folder, or in the one that is typed.

    Args:
        path: the folder that is open.
        typed: a path from there, or from anywhere; its last part is the beginning of a name.
        local_now: the instant that ages are told from.
        any_file: not only what may be a list of candidates.
    """
    found = folders.folder(path, typed, local_now, any_file=any_file)
    entries = tuple(FolderEntry(one.name, one.path, one.is_folder, one.detail) for one in found.entries)
    return Folder(found.path, found.parent, found.base, entries, found.problem)
