"""« Fait » boxes: what the référent has typed again in Pix Certif. Never in a session's folder (RULES.md section 7).

They are kept in the store's `referent/` folder where the reader may write there, else in their own state folder, else
nowhere, and the screen says so.

No TinyDB table: a session's boxes are one set of keys, in a file of their own, replaced whole at each tick. There is
nothing to look for among them, and with one file a session the purge of a session takes its boxes along.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from data import disk, referent
from data.journal import Journal
from data.rights import Rights
from data.storage import encode
from data.store_settings import StoreSettings

FORMAT = "vigie-ticks"


def ticks_of(journal: Journal) -> Ticks:
    """The boxes of the session that this journal holds."""
    folder = journal.path.parent
    root = folder.parent.parent
    return Ticks(root, folder.name, StoreSettings(root).rights(journal.path))


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
        """Keys of the rows that are done; what cannot be read is none."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            return frozenset(str(key) for key in json.loads(disk.read_file(referent.chosen(self._places).path))["done"])
        return frozenset()

    def toggle(self, key: str) -> str:
        """Tick a row, or clear it.

        Returns:
            Why it could not be kept, as a French sentence; empty when it is.
        """
        place = referent.chosen(self._places)
        document = encode({"format": FORMAT, "version": 1, "done": sorted(self.ticked ^ {key})})
        try:
            place.make_folder()
            disk.rewrite(place.path, document, place.rights)
        except OSError:
            return "les cases « fait » ne peuvent pas être gardées : aucun dossier ne s'écrit ici"
        return ""

    def forget(self) -> None:
        """Its session is erased: a later one of the same number begins without a box.

        Raises:
            OSError: they are still there.
        """
        for place in self._places:
            disk.remove(place.path)
