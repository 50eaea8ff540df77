"""What a program that keeps folders alike, or an editor, left of a journal in another place: Vigie reads none of it.

« journal (conflicted copy 2026-11-30).jsonl » may hold actions that the journal beside it lacks. It is named, never
read into a session, never removed. (Of a folder « 300 (1) » beside session 300: `listing.py`.)
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from data import disk
from data.journal import FILE_NAME, LOCK_NAME

_OF_AN_UPGRADE = re.compile(r"journal\.v\d+\.jsonl")
"""What an upgrade keeps of the older format (`upgrades.py`)."""


def copies_beside(folder: Path) -> list[Path]:
    """The files of a session's folder that are called after its journal and are none of Vigie's.

    Args:
        folder: the session's.
    """
    stem = FILE_NAME.partition(".")[0]
    with suppress(OSError):
        return sorted(
            path
            for path in disk.listed(folder)
            if path.name.startswith(stem)
            and path.name not in (FILE_NAME, LOCK_NAME)
            and not path.name.endswith(disk.ASIDE)
            and not _OF_AN_UPGRADE.fullmatch(path.name)
        )
    return []
