"""Where documents go: the folders that are made for them, and what is told when they cannot be written."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from data import disk
from data.system import reason_of
from supervisor.typography import one_line
from supervisor.wording import typographic


class ExportError(Exception):
    """The documents could not be written: a French sentence that says where and why."""

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        self.message = typographic(one_line(sentence))
        self.hint = hint
        """What to add on the command line."""
        super().__init__(self.message)


class ExistsError(ExportError):
    """Something of that name is there already, and nobody said that it may be replaced."""


_BEGINS, _ENDS = ".vigie-", ".tmp"
"""What documents are called until they are whole."""
_ASIDE = re.compile(f"{re.escape(_BEGINS)}[0-9a-f]+{re.escape(_ENDS)}")
ASIDES = f"{_BEGINS}*{_ENDS}"
"""All of them in a folder, as `Path.glob` takes it."""
OWN_REASONS = {
    errno.ELOOP: "une pièce y est un lien et non un fichier",
    errno.EEXIST: "quelque chose y porte déjà ce nom",
    errno.EISDIR: "un dossier y porte le nom d'un document",
}
"""What an answer means for a folder of documents."""


def aside_in(folder: Path) -> Path:
    """What something is called in a folder until it is whole: nobody foresees it, should others write there too."""
    return folder / f"{_BEGINS}{secrets.token_hex(6)}{_ENDS}"


def is_aside(name: str) -> bool:
    """A name as `aside_in` gives them, and nothing that leads elsewhere."""
    return _ASIDE.fullmatch(name) is not None


def make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; which ones were made, outermost first. One that cannot be takes all back."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    made: list[Path] = []
    try:
        for path in reversed(missing):
            disk.make_folder(path, 0o700)
            made.append(path)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError:
        unmake(made)
        raise
    return made


def unmake(made: Sequence[Path]) -> None:
    """Take away the folders that `make_folders` made, as far as they are empty."""
    for empty in reversed(made):
        with suppress(OSError):
            empty.rmdir()


def not_written(place: Path, error: Exception) -> ExportError:
    """What is told when the system refuses: nothing has changed, and what stood in the way."""
    if isinstance(error, ExportError):
        return error
    why = reason_of(error, OWN_REASONS)
    whose = "".join(f"« {name} » : " for name in getattr(error, "__notes__", ())[:1])
    return ExportError(f"Rien n'a été exporté dans {place} : {whose}{why}. Choisissez un autre dossier.", hint="--to")
