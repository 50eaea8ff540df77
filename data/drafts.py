"""Drafts: what is being typed in a dialog, kept beside the journal so that a kill does not lose it.

One small file a dialog, the owner's alone whatever the group of the store (RULES.md section 1), written aside and
renamed. It is not flushed: it survives the end of the program at once, a power cut only some seconds later. The lock
that goes with it is held as long as the process that types lives: its draft is offered to nobody else meanwhile.

What was asked for and could not be written to the journal is kept in the same way. Its disk may be full: what the
session's folder does not take goes to the person's own state folder, which is often on another one.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from data import disk, referent
from data.errors import StoreError, advice_of
from data.locks import Claim
from data.rights import PRIVATE
from data.storage import decode
from data.system import reason_of
from supervisor.digits import number_in

if TYPE_CHECKING:
    # Whoever only opens a journal loads none of the actions.
    from supervisor.draft import Draft
    from supervisor.unrecorded import Unrecorded

FOLDER_NAME = "drafts"
Kept: TypeAlias = "Draft | Unrecorded"
"""What is kept so: a dialog half typed, or an action that waits for its disk."""
_DRAFT, _LOCK = ".json", ".lock"


def drafts_of(session: Path) -> Drafts:
    """The drafts of a session, with a spare folder among the person's own.

    Args:
        session: its folder.
    """
    return Drafts(session / FOLDER_NAME, _spare_of(session))


def locks_of(session: Path) -> list[Path]:
    """The locks of those who type in a session, as far as this account can see them."""
    return [path for folder in (session / FOLDER_NAME, _spare_of(session)) for path in sorted(folder.glob(f"*{_LOCK}"))]


def left_spares(root: Path, sessions: Path) -> list[Path]:
    """The spare folders of this account for sessions that are gone.

    Args:
        root: the store.
        sessions: the folder of its sessions' folders.
    """
    return referent.of_gone(referent.kept_as_own(root, FOLDER_NAME), sessions)


def _spare_of(session: Path) -> Path:
    return referent.own(FOLDER_NAME) / f"{referent.whose(session.parent.parent)}{session.name}"


class Drafts:
    """The drafts of one session, as one process sees them: its own, and those that dead ones left.

    A draft's name is that of its process and a rank; the file is named after it. One thread at a time.
    """

    def __init__(self, folder: Path, spare: Path | None = None, *, process: str = "") -> None:
        """The drafts of a session.

        Args:
            folder: where they are; made with the first one.
            spare: another folder, for what the first one does not take; None: there is none.
            process: what the names of this process begin with; empty: something new.
        """
        self.folder = folder
        self._process = process or secrets.token_hex(4)
        self._spare = Drafts(spare, process=self._process) if spare is not None else None
        self._rank = 0
        self._claims: dict[str, Claim] = {}
        """Locks held, by process: our own, and those of the dead whose drafts are ours to offer."""

    def new_name(self) -> str:
        """A name for a draft of this process."""
        self._rank += 1
        return f"{self._process}.{self._rank}"

    def left(self) -> dict[str, Kept | None]:
        """What processes that are gone left here, by name, the oldest first; None for what cannot be read.

        From now on no other process is offered them, until this one ends.
        """
        found = {path.stem: _read(path) for path in sorted(self._left(), key=_changed_at)}
        return dict(sorted(found.items(), key=_place_of))

    def _left(self) -> list[Path]:
        """The files of the dead, in both folders: the one in the spare may be older than that here, or newer."""
        others = [path for path in self._files(_DRAFT) if _process_of(path) != self._process]
        ours = [path for path in others if self._claims_it(_process_of(path))]
        self._sweep()
        return [*ours, *(self._spare._left() if self._spare is not None else ())]

    def typed_elsewhere(self) -> list[Kept | None]:
        """What other processes that live are typing, or wait to record; None for what cannot be read."""
        others = [path for path in self._files(_DRAFT) if not self._claims_it(_process_of(path))]
        return [*map(_read, others), *(self._spare.typed_elsewhere() if self._spare is not None else ())]

    def keep(self, name: str, draft: Kept) -> None:
        """Have this on the file system, in the place of what had the name.

        Raises:
            StoreError: it could not be written, and why; nothing else is raised, whatever was typed.
        """
        try:
            self._keep_here(name, draft)
        except OSError as error:
            if self._spare is None or not self._spare.keeps(name, draft):
                told = f"Rien ne s'écrit à côté de la session : {reason_of(error)}. {advice_of(error)}"
                raise StoreError(told) from error
            with suppress(OSError):
                # What it said before is not to come back beside it.
                self._drop_here(name)
        else:
            if self._spare is not None:
                # Also where the system does not tell whether the spare is there: this is kept, whatever it says.
                with suppress(OSError):
                    self._spare.drop_if_there(name)

    def keeps(self, name: str, draft: Kept) -> bool:
        """Whether it is here, in the place of what had the name: as a spare, whose folder may not be there yet."""
        try:
            disk.make_parents(self.folder)
            self._keep_here(name, draft)
        except OSError:
            return False
        return True

    def _keep_here(self, name: str, draft: Kept) -> None:
        if not disk.is_folder(self.folder):
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
        self._drop_here(name)
        if self._spare is not None:
            self._spare.drop_if_there(name)

    def drop_if_there(self, name: str) -> None:
        """The same of a spare, whose folder may never have been made.

        Raises:
            OSError: it is still there, or may be.
        """
        if disk.is_folder(self.folder):
            self.drop(name)

    def _drop_here(self, name: str) -> None:
        disk.remove(self.folder / f"{name}{_DRAFT}")

    def flush_names(self) -> None:
        """Have the disk hold that what was dropped is gone.

        Raises:
            OSError: it does not say so.
        """
        if disk.is_folder(self.folder):
            disk.sync_folder(self.folder)
        if self._spare is not None:
            self._spare.flush_names()

    def close(self) -> None:
        """This process is done: what it leaves may be offered elsewhere."""
        if self._spare is not None:
            self._spare.close()
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


def _place_of(item: tuple[str, Kept | None]) -> tuple[float, str, int]:
    """Where one stands among those left: by when it was begun, of one process by its rank."""
    process, _, rank = item[0].partition(".")
    began = item[1].first_key.timestamp() if item[1] is not None else 0.0
    return began, process, number_in(rank) or 0


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _process_of(path: Path) -> str:
    return path.name.partition(".")[0]


def _read(path: Path) -> Kept | None:
    from supervisor.draft import Draft
    from supervisor.unrecorded import Unrecorded

    try:
        said = decode(disk.read_file(path))
        return (Unrecorded if "asked" in said else Draft).model_validate(said)
    except (OSError, ValueError, TypeError):
        return None
