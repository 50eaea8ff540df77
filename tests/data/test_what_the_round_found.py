"""Faults that the round of `make torture` found, each as small as it can be shown."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import disk, referent
from data.access_log import NOT_KEPT, AccessLog
from data.archive import Archive
from data.errors import StoreError
from data.evidence import EvidenceError, EvidenceFolder, named_in
from data.piece_names import _cleaned
from data.rights import PRIVATE
from data.ticks import ticks_of
from supervisor.action import Mark, ReportFraud
from tests.data.making import NOW, busy_journal, context, new_journal, note
from tests.torture.refusing import as_windows_says


def refused(code: int) -> Callable[..., Any]:
    """A call that the system refuses."""

    def refuse(*_: object, **__: object) -> Any:
        raise OSError(code, os.strerror(code))

    return refuse


def test_a_lock_that_an_antivirus_looks_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a moment: the note is taken all the same."""
    journal = new_journal(tmp_path)
    monkeypatch.setattr(disk, "pause", lambda seconds: None)
    real, left = os.open, 3

    def held(path: Any, *args: Any, **kwargs: Any) -> int:
        nonlocal left
        if str(path).endswith("journal.lock") and left:
            left -= 1
            raise as_windows_says(32, str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", held)
    assert note(journal) == 5
    assert left == 0


def test_a_disk_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A box and an access are not kept, which is told; nothing else is raised."""
    journal = busy_journal(tmp_path)
    log = AccessLog(tmp_path / "store")
    monkeypatch.setattr(referent.Place, "is_writable", property(refused(errno.EIO)))
    assert "erreur" in ticks_of(journal).toggle("alert 14")
    told = log.note("log", "208", now=NOW, who="Paul Martin", host="poste-12")
    assert told.startswith(NOT_KEPT)
    assert told.endswith("le disque a répondu par une erreur")


def test_a_piece_that_cannot_be_read_is_not_one_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be there whole at the next try: nothing is put back without it."""
    (tmp_path / "photo.jpg").write_bytes(b"x" * 5000)
    journal = new_journal(tmp_path)
    journal.act(Mark("join", (1,)), context())
    kept = journal.keep_evidence([str(tmp_path / "photo.jpg")])
    journal.act(ReportFraud(1, "communication", seen="…", evidence=kept), context())
    entries = journal.session.entries
    [piece] = named_in(entries)
    (tmp_path / "elsewhere").mkdir()
    elsewhere = EvidenceFolder(tmp_path / "elsewhere", PRIVATE)
    with monkeypatch.context() as patch:
        patch.setattr(os, "read", refused(errno.EIO))
        with pytest.raises(EvidenceError, match="le disque ou la clé a répondu par une erreur"):
            elsewhere.take_over(journal.evidence, entries)
    elsewhere.take_over(journal.evidence, entries)
    assert elsewhere.what_is_wrong(piece) == ""


def test_a_store_whose_path_is_too_long_is_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says of such a path that it is not there."""
    archive = Archive(tmp_path / ("l" * 250))

    def refuse(path: Path) -> Any:
        error = FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", str(path))
        error.winerror = 3  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(StoreError, match="trop long"):
        archive.sessions()


@pytest.mark.parametrize("name", ["COM¹.png", "lpt³", "CONIN$.txt", "clock$"])
def test_devices_of_windows_under_their_other_names(name: str) -> None:
    """They are reserved as well."""
    assert _cleaned(name) == f"_{name}"
