"""A folder of the disk as a person sees it who looks for a file: plain values that `data` fills and a screen shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A folder, or a file that may be chosen."""

    name: str
    path: str
    is_folder: bool
    detail: str = ""
    """Its size and when it was last written."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder of the disk holds that can be chosen: folders first."""

    path: str
    parent: str
    """The folder above; the same at the top."""
    base: str = ""
    """What was typed up to the last separator: a completion begins with it."""
    entries: tuple[FolderEntry, ...] = ()
    problem: str = ""
    """Why it cannot be read; empty when it can."""
