"""Who may read the store: its owner alone, or a group as well where one was asked for (RULES.md section 1)."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from data.errors import StoreError


@dataclass(frozen=True, slots=True)
class Rights:
    """What files and folders of the store are given when they are made, whatever the umask."""

    gid: int | None = None
    """The group that may read, by its number on this machine; None: nobody but the owner."""

    @property
    def file_mode(self) -> int:
        """0600, or 0640 with a group."""
        return 0o600 if self.gid is None else 0o640

    @property
    def folder_mode(self) -> int:
        """0700, or 2750 with a group: what is made in it then belongs to the group too."""
        return 0o700 if self.gid is None else 0o2750

    @classmethod
    def for_group(cls, group: str | None) -> Self:
        """The rights of a store made with `--group`.

        Raises:
            StoreError: no such group, or a system without groups.
        """
        if not group:
            return cls()
        try:
            import grp
        except ImportError:
            raise StoreError("Ce système n'a pas de groupes : faites le dossier sans --group.") from None
        try:
            return cls(grp.getgrnam(group).gr_gid)
        # A name with half a character or an end of string in it is no name to ask the system for.
        except (KeyError, ValueError):
            raise StoreError(
                f"Le groupe « {group} » n'existe pas sur cette machine : créez-le, ou corrigez --group."
            ) from None

    @classmethod
    def like(cls, path: Path) -> Self:
        """The rights that a file of the store already has; the owner's alone when it cannot be seen."""
        try:
            found = path.stat()
        except OSError:
            return cls()
        return cls(found.st_gid if os.name == "posix" and found.st_mode & stat.S_IRGRP else None)

    def give_to_file(self, fd: int) -> None:
        """Set them on a file that was just made.

        Raises:
            OSError: its owner does not belong to the group, or the disk keeps no rights.
        """
        if self.gid is not None and hasattr(os, "fchown"):
            os.fchown(fd, -1, self.gid)
        if hasattr(os, "fchmod"):
            with _of_a_disk_that_keeps_rights():
                os.fchmod(fd, self.file_mode)

    def give_to_folder(self, path: Path) -> None:
        """Set them on a folder that was just made.

        Raises:
            OSError: its owner does not belong to the group, or the disk keeps no rights.
        """
        if self.gid is not None and hasattr(os, "chown"):
            os.chown(path, -1, self.gid)
        # After the owner: changing that takes the setgid bit away.
        with _of_a_disk_that_keeps_rights():
            path.chmod(self.folder_mode)


@contextmanager
def _of_a_disk_that_keeps_rights() -> Iterator[None]:
    """Whoever just made a file may set its rights: a refusal is the disk's, as of a FAT or exFAT key.

    Raises:
        OSError: with ENOTSUP in that case.
    """
    try:
        yield
    except PermissionError as error:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP)) from error


PRIVATE = Rights()
"""The owner's alone."""
