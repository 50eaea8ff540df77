"""What finds evidence on the disk for the board: folders, and a look at the file that was typed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from data.evidence import EvidenceError, path_of, size_of
from screens.command.folders import first_folder_of_pictures, folder
from screens.kit.folder import Folder
from screens.live.papers import Files, NotTakenError, Piece
from supervisor.candidate import said


def files_of(zone: ZoneInfo) -> Files:
    """What the board may look for; ages of files are told in this zone."""

    def look_into(path: str, typed: str, now: datetime) -> Folder:
        return folder(path, typed, now.astimezone(zone), any_file=True)

    return Files(first_folder_of_pictures, look_into, _look_at)


def _look_at(typed: str) -> Piece:
    try:
        path = path_of(typed).absolute()
        return Piece(str(path), said(path.name), size_of(path))
    except EvidenceError as error:
        raise NotTakenError(error.message) from error
