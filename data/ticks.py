"""« Fait » boxes: what the référent has typed again in Pix Certif. Never in a session's folder (RULES.md section 7).

They are kept in the store's `referent/` folder where the reader may write there, else in their own state folder, else
nowhere, and the screen says so.

No TinyDB table: a session's boxes are one set of keys, in a file of their own, replaced whole at each tick. There is
nothing to look for among them, and with one file a session the purge of a session takes its boxes along.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from data import disk, referent
from data.errors import StoreError
from data.journal import Journal
from data.rights import PRIVATE, Rights
from data.storage import decode, encode
from data.store_settings import StoreSettings
from data.system import reason_of

FORMAT = "vigie-ticks"
_SPOILT = ".illisible"
"""Ending of the name under which boxes that could not be read are kept."""


def ticks_of(journal: Journal) -> Ticks:
    """The boxes of the session that this journal holds."""
    folder = journal.path.parent
    root = folder.parent.parent
    return Ticks(root, folder.name, StoreSettings(root).rights(journal.path))


def ticks_elsewhere(place: str, session: str) -> Ticks:
    """The boxes of a session that is kept on no disk of this machine: in the reader's own folder.

    Args:
        place: where it is kept, in words that stay the same.
        session: what it is known by there.
    """
    return Ticks(Path(os.devnull) / place, session, PRIVATE)


class Ticks:
    """The boxes of one session."""

    def __init__(self, root: Path, folder: str, rights: Rights) -> None:
        """The boxes of a session.

        Args:
            root: the store.
            folder: name of the session's folder, which never changes.
            rights: of what is made in the store.
        """
        self._places = referent.places(root, f"{folder}.json", rights)

    @property
    def ticked(self) -> frozenset[str]:
        """Keys of the rows that are done; what cannot be read is none: `toggle` then says so, and changes nothing."""
        with suppress(OSError, ValueError, LookupError, TypeError):
            return self._read(referent.chosen(self._places).path)
        return frozenset()

    @staticmethod
    def _read(path: Path) -> frozenset[str]:
        """What a file of boxes says; nothing where there is none.

        Raises:
            OSError: it cannot be read.
            ValueError, LookupError, TypeError: it is no such file.
        """
        try:
            return frozenset(str(key) for key in decode(disk.read_file(path))["done"])
        except (FileNotFoundError, NotADirectoryError):
            return frozenset()

    def toggle(self, key: str) -> str:
        """Tick a row, or clear it.

        Returns:
            Why it could not be kept, as a French sentence; empty when it is.
        """
        is_spoilt = False
        try:
            place = referent.chosen(self._places)
            done = self._read(place.path) ^ {key}
        except OSError as error:
            return f"rien n'est changé, les cases « fait » ne peuvent pas être lues : {reason_of(error)}"
        except (ValueError, LookupError, TypeError):
            # Something else spoilt it: nobody is stopped, and what it held is kept beside it.
            done, is_spoilt = frozenset({key}), True
        try:
            if is_spoilt:
                disk.replace(place.path, place.path.with_name(f"{place.path.name}{_SPOILT}"))
            place.make_folder()
            disk.rewrite(place.path, encode({"format": FORMAT, "version": 1, "done": sorted(done)}), place.rights)
        except disk.UnflushedError:
            return "la case est notée, mais le disque n'a pas confirmé qu'il la garde"
        except (OSError, StoreError) as error:
            why = reason_of(error) if isinstance(error, OSError) else error.message
            return f"les cases « fait » ne peuvent pas être gardées : {why}"
        return ""


def left_boxes(root: Path, sessions: Path) -> list[Path]:
    """The boxes of sessions that are gone: a later one of the same folder begins without any.

    Args:
        root: the store.
        sessions: the folder of its sessions' folders.
    """
    return [
        path
        for ending in (".json", f".json{_SPOILT}")
        for path in referent.of_gone(referent.kept(root, ending), sessions)
    ]


def forget_left_boxes(root: Path, sessions: Path) -> None:
    """Remove the boxes of sessions that are gone.

    Raises:
        OSError: some are still there.
    """
    for path in left_boxes(root, sessions):
        disk.remove(path)
        disk.sync_name(path)
