"""Room on the disk of the sessions that is the journal's alone: no copy and no export may take it.

A disk that a photo fills to its last byte takes no event any more, not even a note that says so.
"""

from __future__ import annotations

import os
from pathlib import Path

from supervisor.wording import bytes_in_words

RESERVE = 20_000_000
"""Bytes. A journal of a long day has some hundred thousand, an erasure writes it once more beside itself, and ten
sessions on a disk are many: a megabyte each, twice. Ours."""


def free_on(place: Path) -> int | None:
    """Bytes that are free where something is to be written; None where the system does not say.

    Args:
        place: a file or a folder, which may not be there yet.
    """
    import shutil  # brings every way to compress a file along

    try:
        return shutil.disk_usage(_there(place)).free
    except OSError:
        return None


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether both are, or will be, on one disk; True where it cannot be told."""
    try:
        return _there(one).stat().st_dev == _there(other).stat().st_dev
    except OSError:
        return True


def why_no_room(place: Path, size: int) -> str:
    """Why so many bytes may not be written beside the journal, as the end of a French sentence; empty when they may."""
    free = free_on(place)
    if free is None or free - size >= RESERVE:
        return ""
    return (
        f"il reste {bytes_in_words(free)} sur le disque des sessions, il en faut {bytes_in_words(size)}, et "
        f"{bytes_in_words(RESERVE)} y sont gardés pour le journal"
    )


def _there(place: Path) -> Path:
    return next((path for path in (place, *place.parents) if os.path.lexists(path)), place)
