"""Drafts: what is being typed in a dialog, kept beside the journal so that a kill does not lose it.

One small file a dialog, the owner's alone whatever the group of the store (RULES.md section 1), written aside and
renamed. It is not flushed: it survives the end of the program at once, a power cut only some seconds later. The lock
that goes with it is held as long as the process that types lives: its draft is offered to nobody else meanwhile.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from data import disk
from data.locks import Claim
from data.rights import PRIVATE
from supervisor.draft import Draft

FOLDER_NAME = "drafts"
_DRAFT, _LOCK = ".json", ".lock"


class Drafts:
    """The drafts of one session, as one process sees them: its own, and those that dead ones left.

    A draft's name is that of its process and a rank; the file is named after it. One thread at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Where they are; made with the first one."""
        self._process = secrets.token_hex(4)
        self._rank = 0
        self._claims: dict[str, Claim] = {}
        """Locks held, by process: our own, and those of the dead whose drafts are ours to offer."""

    def new_name(self) -> str:
        """A name for a draft of this process."""
        self._rank += 1
        return f"{self._process}.{self._rank}"

    def left(self) -> dict[str, Draft | None]:
        """What processes that are gone left here, by name, the oldest first; None for what cannot be read.

        From now on no other process is offered them, until this one ends.
        """
        found: dict[str, Draft | None] = {}
        for path in self._files(_DRAFT):
            if _process_of(path) != self._process and self._claims_it(_process_of(path)):
                found[path.stem] = _read(path)
        self._sweep()
        return dict(sorted(found.items(), key=lambda item: item[1].first_key.timestamp() if item[1] else 0.0))

    def typed_elsewhere(self) -> list[Draft | None]:
        """What other processes that live are typing; None for what cannot be read."""
        others = [path for path in self._files(_DRAFT) if not self._claims_it(_process_of(path))]
        return [_read(path) for path in others]

    def keep(self, name: str, draft: Draft) -> None:
        """Have this on the file system, in the place of what had the name.

        Raises:
            OSError: it could not be written; nothing else is raised, whatever was typed.
        """
        if not self.folder.is_dir():
            with suppress(FileExistsError):
                disk.make_folder_with(self.folder, PRIVATE)
        self._claims_it(name.partition(".")[0])
        data = json.dumps(_as_text(draft.model_dump(mode="json")), ensure_ascii=False).encode("utf-8")
        disk.rewrite(self.folder / f"{name}{_DRAFT}", data, PRIVATE, flushed=False)

    def drop(self, name: str) -> None:
        """It is recorded, or nobody wants it any more.

        Raises:
            OSError: it is still there.
        """
        disk.remove(self.folder / f"{name}{_DRAFT}")

    def close(self) -> None:
        """This process is done: what it leaves may be offered elsewhere."""
        waited_for = {_process_of(path) for path in self._files(_DRAFT)}
        for process, claim in self._claims.items():
            with suppress(OSError):
                if process in waited_for:
                    claim.let_go()
                else:
                    claim.end()
        self._claims.clear()
        with suppress(OSError):
            # Only an empty folder goes.
            self.folder.rmdir()

    def _claims_it(self, process: str) -> bool:
        """Whether this process is ours to speak for: our own, or a dead one's."""
        if process not in self._claims:
            claim = Claim(self.folder / f"{process}{_LOCK}")
            if not claim.take():
                return False
            self._claims[process] = claim
        return True

    def _sweep(self) -> None:
        """Remove what a kill left in the middle of writing, and the locks of the dead who left no draft."""
        with suppress(OSError):
            for path in self._files(disk.ASIDE):
                if _process_of(path) in self._claims and _process_of(path) != self._process:
                    disk.remove(path)
            waited_for = {_process_of(path) for path in self._files(_DRAFT)} | {self._process}
            for path in self._files(_LOCK):
                if path.stem not in waited_for and self._claims_it(path.stem):
                    self._claims.pop(path.stem).end()

    def _files(self, ending: str) -> list[Path]:
        # Nobody typed anything yet, or the folder is another account's: there is nothing for us.
        try:
            return sorted(path for path in self.folder.iterdir() if path.name.endswith(ending))
        except OSError:
            return []


def _as_text(value: Any) -> Any:
    """The same, without what no file can hold: half a character, as names of files may have."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case dict():
            return {_as_text(key): _as_text(one) for key, one in value.items()}
        case list():
            return [_as_text(one) for one in value]
    return value


def _process_of(path: Path) -> str:
    return path.name.partition(".")[0]


def _read(path: Path) -> Draft | None:
    try:
        return Draft.model_validate_json(disk.read_file(path))
    except (OSError, ValueError, RecursionError):
        return None
