"""The pieces of a fraud as an export lays them out, to be proved and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data import disk
from data.evidence import EvidenceFolder
from data.piece_names import FOLDER, exported_names
from data.rights import Rights
from supervisor.event import Entry, EvidenceKept


class ExportedPieces(EvidenceFolder):
    """The pieces beside a `session.json`, under the names of their files."""

    def __init__(self, export: Path, rights: Rights, entries: Sequence[Entry]) -> None:
        super().__init__(export, rights)
        self.path = export / FOLDER
        self._names = exported_names(entries)

    def file_of(self, piece: EvidenceKept) -> Path:
        """Where a piece is, under the name of its file."""
        return self.path / self._names.get(piece.kept_as, piece.kept_as)


def pieces_beside(folder: Path, rights: Rights, entries: Sequence[Entry]) -> EvidenceFolder:
    """The pieces in a folder: those of an export, else those of a session or of an export of an older Vigie.

    Raises:
        OSError: the system does not tell which.
    """
    if disk.is_folder(folder / FOLDER):
        return ExportedPieces(folder, rights, entries)
    return EvidenceFolder(folder, rights)
