"""Folders of the disk, for whoever looks for a file: folders first; for a list of candidates, only what may be one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from data.system import is_too_long, reason_of
from supervisor.candidate import plain, printable
from supervisor.dropped import as_dropped
from supervisor.folder import Folder, FolderEntry
from supervisor.wording import bytes_in_words

PLAUSIBLE = frozenset({".ods", ".xlsx", ".csv", ".tsv", ".txt", ".xml", ".zip"})
"""How the names of lists end."""
MOST_ENTRIES = 2_000
"""A folder is not looked at any further."""


def first_folder() -> str:
    """The current folder when it holds what may be a list; else where browsers put files, else the home folder."""
    here = _current()
    return here if _holds_a_list(Path(here)) else _first_of(platformdirs.user_downloads_path)


def here() -> str:
    """The current folder, as it may be shown."""
    try:
        return printable(str(Path.cwd()))
    except OSError:
        return "?"


def first_folder_of_pictures() -> str:
    """Where photos and screen copies are most likely to be: the folder of pictures, else that of what browsers save."""
    return _first_of(platformdirs.user_pictures_path, platformdirs.user_downloads_path)


def _first_of(*usual: Callable[[], Path]) -> str:
    """The first of these folders that is there, else the current one; an account may have no home folder at all."""
    for ask in usual:
        with suppress(RuntimeError, OSError):
            if (found := ask()).is_dir():
                return str(found)
    return _current()


def _current() -> str:
    try:
        return str(Path.cwd())
    except FileNotFoundError:
        # It was removed by somebody else.
        return str(Path(os.sep).absolute())


def _holds_a_list(path: Path) -> bool:
    try:
        with os.scandir(path) as found:
            return any(_is_plausible(entry.name) and entry.is_file() for entry in found)
    except OSError:
        return False


def _is_plausible(name: str) -> bool:
    return Path(name).suffix.lower() in PLAUSIBLE and not name.startswith(".")


def folder(path: str, typed: str, now: datetime, *, any_file: bool = False) -> Folder:
    """What can be chosen in a folder, or in the one that is typed.

    Args:
        path: the folder that is open.
        typed: a path from there, or from anywhere; its last part is the beginning of a name.
        now: local; ages are told from it.
        any_file: not only what may be a list.
    """
    typed = as_dropped(typed)
    base, beginning = os.path.split(typed)
    if typed in ("~", "..", "."):
        base, beginning = typed, ""
    # normpath rather than resolve: the folder keeps the name by which it was reached.
    where = Path(os.path.normpath(Path(path) / Path(base).expanduser())) if base else Path(path)
    typed_base = typed[: len(typed) - len(beginning)]
    if typed_base and not typed_base.endswith(("/", os.sep)):
        typed_base += "/"
    try:
        with os.scandir(where) as found:
            entries = sorted(_kept(found, beginning, now, any_file), key=_rank)
    except OSError as error:
        return Folder(str(where), str(where.parent), typed_base, problem=_why(error))
    return Folder(str(where), str(where.parent), typed_base, tuple(entries))


def _kept(found: Iterator[os.DirEntry[str]], beginning: str, now: datetime, any_file: bool) -> Iterator[FolderEntry]:
    wanted = plain(beginning)
    for rank, entry in enumerate(found):
        if rank >= MOST_ENTRIES:
            return
        is_named = entry.name == beginning
        if entry.name.startswith(".") and not beginning.startswith("."):
            continue
        if not is_named and not plain(entry.name).startswith(wanted):
            continue
        try:
            is_folder = entry.is_dir()
            status = entry.stat()
        except OSError:
            continue
        if is_folder:
            yield FolderEntry(entry.name, entry.path, is_folder=True)
        elif is_named or any_file or _is_plausible(entry.name):
            yield FolderEntry(entry.name, entry.path, is_folder=False, detail=_detail(status, now))


def _rank(entry: FolderEntry) -> tuple[bool, str, str]:
    return not entry.is_folder, plain(entry.name), entry.name


def _detail(status: os.stat_result, now: datetime) -> str:
    size = bytes_in_words(status.st_size)
    written = datetime.fromtimestamp(status.st_mtime, UTC).astimezone(now.tzinfo)
    days = (now.date() - written.date()).days
    when = f"{written:%H:%M}" if days == 0 else f"hier {written:%H:%M}" if days == 1 else f"{written:%d/%m/%Y}"
    return f"{size}  {when}"


def _why(error: OSError) -> str:
    if is_too_long(error):
        return reason_of(error)
    if isinstance(error, PermissionError):
        return "l'accès à ce dossier est refusé"
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "ce dossier n'existe pas"
    return "ce dossier ne peut pas être lu"
