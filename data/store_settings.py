"""The store's own settings, `store.json`: its format, the group that it was made for, how long sessions are kept.

No TinyDB table: it is one document of three words, which the head of a school writes by hand in an editor.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from data import disk
from data.errors import StoreError, failed
from data.rights import Rights
from data.storage import decode, encode
from supervisor.retention import OwnLength

FILE_NAME = "store.json"
FORMAT = "vigie-store"
VERSION = 1
"""Version of the store's own format; each journal has its own."""
KEEP_MONTHS = "keep_months"
"""For how many months this school keeps its sessions, where it is not the usual length: it can only be longer."""
KEEP_SHORTER = "keep_shorter"
"""Why this school keeps its sessions for less than their edition asks: without such a word they are kept that long."""
_MOST_MONTHS = 1200


class StoreSettings:
    """The settings of one store, read at each call."""

    def __init__(self, root: Path) -> None:
        self.path = root / FILE_NAME
        self._root = root

    @property
    def group(self) -> str | None:
        """The group that the store was made for, empty for none; None where there is no store yet.

        Raises:
            StoreError: the settings cannot be read.
        """
        settings = self._read()
        return None if settings is None else settings["group"]

    @property
    def keep_months(self) -> OwnLength | None:
        """For how long the school keeps its sessions; None: as the edition of each of them asks.

        Raises:
            StoreError: the settings cannot be read, that is no number of months, or no word says why fewer are kept.
        """
        settings = self._read() or {}
        months, why = settings.get(KEEP_MONTHS), settings.get(KEEP_SHORTER)
        if why is not None and not (isinstance(why, str) and why.strip()):
            raise StoreError(f"{self.path} : {KEEP_SHORTER} dit en quelques mots pourquoi garder moins longtemps.")
        if months is None:
            return None
        if isinstance(months, int) and not isinstance(months, bool) and 0 < months <= _MOST_MONTHS:
            return OwnLength(months, may_shorten=why is not None)
        raise StoreError(f"{self.path} : {KEEP_MONTHS} est un nombre entier de mois, de 1 à {_MOST_MONTHS}.")

    def make(self, group: str, rights: Rights) -> None:
        """Write those of a new store; its lock is held.

        Raises:
            OSError: they could not be written.
        """
        disk.rewrite(self.path, encode({"format": FORMAT, "version": VERSION, "group": group}), rights)

    def rights(self, made: Path) -> Rights:
        """What is given to a file of the store that is written anew.

        Args:
            made: what is there of it already; its own rights are taken where the settings cannot be used here, as in
                a store from a machine with other groups.
        """
        with suppress(StoreError):
            if (group := self.group) is not None:
                return Rights.for_group(group)
        return Rights.like(made)

    def _read(self) -> dict[str, Any] | None:
        try:
            settings = dict(decode(disk.read_file(self.path)))
            version = int(settings["version"])
            if not isinstance(settings["group"], str):
                raise TypeError("no name of a group")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise failed("Lecture impossible de", self.path, error) from error
        except (ValueError, LookupError, TypeError, ArithmeticError) as error:
            raise StoreError(
                f"Les réglages {self.path} sont illisibles : corrigez-les ou remettez-en une copie."
            ) from error
        if version > VERSION:
            raise StoreError(f"{self._root} a été fait par une Vigie plus récente : mettez celle-ci à jour.")
        return settings
