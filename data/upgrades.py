"""The way up from each older format of the journal to the next one.

Whoever changes the format raises `seal.VERSION`. Where lines of the version before read as they are (new kinds,
new fields with a default), that is all: a seal written on paper stays true. Where they do not,
`seal.SAME_LINES_SINCE` is raised with it and a function here rewrites them: it proves them by that version's own
rules, and seals what it gives back.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from data import disk
from data.errors import FormatError, StoreError, failed
from data.storage import decode, encode
from supervisor.seal import FORMAT, SAME_LINES_SINCE

Lines = list[dict[str, Any]]

UPGRADES: dict[int, Callable[[Lines], Lines]] = {}
"""From the lines of a version, header first, to those of the next; ValueError where they are damaged."""


def version_of(data: bytes) -> int | None:
    """The format's version that a journal's first line tells; None when it tells none."""
    try:
        first = decode(data.partition(b"\n")[0])
    except ValueError:
        return None
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        return None
    version = first.get("version")
    return version if isinstance(version, int) else None


def is_older(data: bytes) -> bool:
    """Whether a journal's lines are of an older format, and have to be rewritten to be read."""
    version = version_of(data)
    return version is not None and version < SAME_LINES_SINCE


def upgraded(data: bytes, path: Path) -> bytes:
    """An older journal in today's format; a torn end is left out.

    Args:
        data: the whole older journal.
        path: its file, for the sentence.

    Raises:
        FormatError: there is no way up from its version.
        StoreError: a line of it cannot be read.
    """
    version = version_of(data)
    try:
        lines: Lines = [decode(line) for line in data.split(b"\n")[:-1]]
        for step in range(version if version is not None else SAME_LINES_SINCE, SAME_LINES_SINCE):
            lines = UPGRADES[step](lines)
    except KeyError:
        raise FormatError(
            f"Le journal {path} est à l'ancien format {version}, que cette version de Vigie ne connaît plus : "
            "ouvrez-le une fois avec une version intermédiaire."
        ) from None
    except ValueError as error:
        raise StoreError(
            f"Le journal {path} est à l'ancien format {version} et une de ses lignes est abîmée : il est laissé tel "
            "quel. Gardez une copie du dossier."
        ) from error
    return b"".join(encode(line) for line in lines)


def copy_of(path: Path, version: int) -> Path:
    """Where the journal as it was before its upgrade is kept: `journal.v0.jsonl`."""
    return path.with_name(f"{path.stem}.v{version}{path.suffix}")


def copies_of(path: Path) -> list[Path]:
    """All copies that upgrades left beside a journal."""
    return sorted(path.parent.glob(f"{path.stem}.v*{path.suffix}"))


def remove_copies(path: Path, nothing: str) -> None:
    """No copy of a journal beside it holds what is going to be erased; its lock is held.

    Args:
        path: the journal.
        nothing: what is told where one stays, as the beginning of a sentence (« Rien n'a été effacé dans »).

    Raises:
        StoreError: one of them stays.
    """
    try:
        for copy in (*copies_of(path), disk.aside_of(path)):
            disk.remove(copy)
        # Nothing left to erase may be the second try after a rename that was not flushed.
        disk.sync_folder(path.parent)
    except OSError as error:
        raise failed(nothing, path.parent, error) from error
