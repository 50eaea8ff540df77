"""The pieces of a fraud in an export: in a folder of their own, each under the name that its file bore.

In the store a copy is called by its digest. Whoever opens an export looks for « photo.jpg »: the name is kept, cleaned
of what some system cannot hold, and no two pieces have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from data.evidence import named_in
from supervisor.candidate import printable
from supervisor.event import Entry

FOLDER = "pieces"
_LONGEST = 80
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
"""What Windows holds in no file name, besides what no system does."""
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[\d¹²³])(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever comes behind their point."""


def exported_names(entries: Iterable[Entry]) -> dict[str, str]:
    """What each copy is called in an export, by the name of the copy: always the same for the same journal.

    Args:
        entries: the journal, whose events name the pieces.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for piece in named_in(entries):
        if piece.kept_as and piece.kept_as not in names:
            name = _free(_cleaned(piece.name), taken)
            taken.add(name.casefold())
            names[piece.kept_as] = name
    return names


def _cleaned(name: str) -> str:
    """A name that every system can hold, at the place where it is put."""
    cleaned = _NOT_IN_A_NAME.sub("-", printable(name)).strip(" .")
    path = PurePath(cleaned or "piece")
    stem, suffix = (path.stem, path.suffix) if len(path.suffix) <= 10 else (path.name, "")
    stem = stem[: _LONGEST - len(suffix)].strip(" .") or "piece"
    return f"_{stem}{suffix}" if _DEVICES.match(stem) else f"{stem}{suffix}"


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first « photo-2.jpg » that no other piece has, whatever the case."""
    path, rank = PurePath(name), 1
    while name.casefold() in taken:
        rank += 1
        name = f"{path.stem}-{rank}{path.suffix}"
    return name
