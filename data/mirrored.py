"""Stores that stand for what is elsewhere: laid out on this machine for as long as a command runs, and read as any.

Which ones these are is known to this process alone, never from what lies in a folder: a folder that says of itself that
names may lack in it would be believed by whoever tampers with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from data.reading import ReadingArchive


class Mirrored(Protocol):
    """What a store of this machine stands for."""

    @property
    def shown(self) -> str:
        """Where its sessions are in truth, as it may be said on a screen."""

    @property
    def has_names(self) -> bool:
        """Whether this reader may know who the candidates are."""

    def bring_names(self) -> None:
        """Have here who the candidates of all its sessions are, as far as this reader may know."""

    def seen_told(self, folder: Path) -> str:
        """When the machine of the session in this folder was last there: « salle-b204 vu il y a 40 s »."""

    def note(self, what: str, session: str) -> str:
        """Have it noted there that somebody reads; why that could not be, empty where it is."""

    def accesses(self) -> tuple[tuple[datetime, str, str, str], ...]:
        """Who read what, as far as this reader may know: instant, who, verb, session."""


_MIRRORED: dict[Path, tuple[Mirrored, Callable[[], ReadingArchive]]] = {}


def mirror(root: Path, of: Mirrored, archive: Callable[[], ReadingArchive]) -> None:
    """This folder stands for something else, as long as this process runs.

    Args:
        root: the folder.
        of: what it stands for.
        archive: gives its sessions.
    """
    _MIRRORED[root] = (of, archive)


def forget_mirror(root: Path) -> None:
    """It does not any more."""
    _MIRRORED.pop(root, None)


def mirrored(root: Path) -> Mirrored | None:
    """What a store stands for; None: for itself."""
    found = _MIRRORED.get(root)
    return None if found is None else found[0]


def is_any_mirrored() -> bool:
    """Whether any store stands for something else."""
    return bool(_MIRRORED)


def reading_archive(root: Path) -> ReadingArchive:
    """The sessions of a store, for reading; of what it stands for, where it stands for something else."""
    found = _MIRRORED.get(root)
    return ReadingArchive(root) if found is None else found[1]()


def shown(root: Path) -> str:
    """Where a store is, as it may be said on a screen."""
    found = mirrored(root)
    return str(root) if found is None else found.shown


def where(*roots: Path) -> str:
    """Where somebody looks, as a sentence about sessions says it: « dans ce dossier », « au concentrateur »."""
    at_hub = [root for root in roots if mirrored(root) is not None]
    if not at_hub:
        return "dans ce dossier" if len(roots) == 1 else "dans ces dossiers"
    if len(at_hub) == len(roots):
        return "au concentrateur pour ce compte"
    return "ni dans ce dossier ni au concentrateur" if len(roots) == 2 else "ni dans ces dossiers ni au concentrateur"
