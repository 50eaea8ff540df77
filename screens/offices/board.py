"""What the board may look for and write outside the journal: made for one session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from data.evidence import EvidenceError, path_of, size_of
from data.journal import Journal
from data.services.errors import ServiceError
from data.services.folders import first_folder_of_pictures, folder, here
from data.ticks import ticks_of
from screens.kit import papers as board
from screens.kit.papers import Files, NotTakenError, NotWrittenError, Papers, Piece
from supervisor.candidate import printable
from supervisor.folder import Folder
from supervisor.session import Session


def papers_of(journal: Journal) -> Papers:
    """The papers of the session that this journal holds; what writes them is loaded when one is written."""

    def planned(now: datetime) -> tuple[str, int]:
        from data.services.writing import export_of, usual_export

        with _as_told_on_the_board():
            return usual_export(journal.session), len(export_of(journal, now))

    def export(now: datetime, typed: str, may_replace: bool) -> str:
        from data.services.writing import export_to

        with _as_told_on_the_board():
            return export_to(journal, typed, now, may_replace=may_replace)

    return Papers(
        here(),
        _rescue_sheet,
        _save,
        export,
        ticks=ticks_of(journal),
        planned=planned,
        files=files_of(journal.session.zone),
    )


def _rescue_sheet(session: Session, now: datetime) -> str:
    from data.documents.rescue_sheet import rescue_sheet

    return rescue_sheet(session, now)


def _save(typed: str, text: str, may_replace: bool) -> str:
    from data.services.writing import save_text

    with _as_told_on_the_board():
        return save_text(typed, text, may_replace=may_replace)


@contextmanager
def _as_told_on_the_board() -> Iterator[None]:
    from data.services.writing import PlaceTakenError

    try:
        yield
    except PlaceTakenError as error:
        raise board.TakenError(error.message, error.beside) from error
    except ServiceError as error:
        raise NotWrittenError(error.message) from error


def files_of(zone: ZoneInfo) -> Files:
    """What the board may look for as evidence; ages of files are told in this zone."""

    def look_into(path: str, typed: str, now: datetime) -> Folder:
        return folder(path, typed, now.astimezone(zone), any_file=True)

    return Files(first_folder_of_pictures, look_into, _look_at)


def _look_at(typed: str) -> Piece:
    try:
        path = path_of(typed).absolute()
        return Piece(str(path), printable(path.name), size_of(path))
    except EvidenceError as error:
        raise NotTakenError(error.message) from error
