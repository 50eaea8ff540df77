"""Which of several stores is meant, and what they are called beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.errors import NotFoundError
from data.paths import without_links
from data.reading import ReadingArchive


def store_names(roots: Sequence[Path]) -> list[str]:
    """What stores are called beside each other: their folder, its path where two are called alike."""
    names = [without_links(root).name for root in roots]
    return [name if names.count(name) == 1 else str(root) for root, name in zip(roots, names, strict=True)]


def holding(archives: Sequence[ReadingArchive], number: str) -> ReadingArchive:
    """The only store that holds a session; the first one where none does.

    Raises:
        NotFoundError: several hold a session of this number.
    """
    if len(archives) == 1:
        return archives[0]
    found = [archive for archive in archives if archive.holds(number)]
    if len(found) > 1:
        raise NotFoundError(f"La session {number} est dans plusieurs dossiers : choisissez-la avec un seul --store.")
    return (found or archives)[0]
