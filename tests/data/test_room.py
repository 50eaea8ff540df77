"""The last room of the disk is the journal's: evidence and exports leave it, and a copy that no event names goes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data import room
from data.documents.folder import Content
from data.documents.places import ExportError
from data.errors import StoreError
from data.evidence import EvidenceError
from data.journal import Journal
from data.services.exporting import Destination, write_documents
from supervisor.action import Mark, ReportFraud
from tests.data.faults import Faults, faults
from tests.data.making import context, new_journal, note

__all__ = ["faults"]

AT = datetime(2026, 11, 22, 12, 30)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A piece of evidence of 5,000 bytes."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"x" * 5000)
    return path


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A session with somebody who came."""
    journal = new_journal(tmp_path)
    journal.act(Mark("join", (1,)), context())
    return journal


REPORT = ReportFraud(1, "communication", seen="parlait")


def copies(journal: Journal) -> list[Path]:
    """What lies in the folder of evidence."""
    return sorted(journal.evidence.path.iterdir()) if journal.evidence.path.is_dir() else []


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "short"])
def test_the_copy_fits_and_the_report_does_not(
    call: str, kind: str, journal: Journal, photo: Path, faults: Faults
) -> None:
    """The copy goes at once, so that a note fits; the same try again brings it back."""
    report = replace(REPORT, evidence=journal.keep_evidence([str(photo)]))
    [copy] = copies(journal)
    with faults.at(call, 1, kind), pytest.raises(StoreError):
        journal.act(report, context())
    assert copies(journal) == []
    assert note(journal)
    assert journal.act(report, context()).entries
    assert copies(journal) == [copy]
    assert list(journal.evidence.problems(journal.session.entries)) == []


def test_a_report_that_could_not_be_cut_back_keeps_its_copy(journal: Journal, photo: Path, faults: Faults) -> None:
    """It was not acknowledged, but whoever reads the file finds it: it names a copy that is there."""
    report = replace(REPORT, evidence=journal.keep_evidence([str(photo)]))
    with faults.at("fsync", 1, "lasting"), pytest.raises(StoreError):
        journal.act(report, context())
    again = Journal.open(journal.path)
    assert len(again.session.frauds) == 1
    assert list(again.evidence.problems(again.session.entries)) == []


def test_one_that_changed_meanwhile_is_not_brought_back(journal: Journal, photo: Path, faults: Faults) -> None:
    """The report names what was seen, not what the file became: it is told, and nothing is left."""
    report = replace(REPORT, evidence=journal.keep_evidence([str(photo)]))
    with faults.at("write", 1, "ENOSPC"), pytest.raises(StoreError):
        journal.act(report, context())
    photo.write_bytes(b"another")
    with pytest.raises(StoreError, match="Joignez-la encore"):
        journal.act(report, context())
    assert copies(journal) == []


def test_copies_of_a_kill_go_with_the_next_event(journal: Journal, photo: Path) -> None:
    """Once they are old enough to be nobody's; one that is just being reported stays."""
    journal.keep_evidence([str(photo)])
    [left] = copies(journal)
    os.utime(left, (1, 1))
    photo.write_bytes(b"fresh")
    journal.keep_evidence([str(photo)])
    again = Journal.open(journal.path)
    assert note(again)
    assert len(copies(again)) == 1
    assert left not in copies(again)


@pytest.mark.parametrize(("free", "fits"), [(room.RESERVE + 5000, True), (room.RESERVE + 4999, False), (None, True)])
def test_evidence_leaves_a_reserve(
    free: int | None, fits: bool, journal: Journal, photo: Path, monkeypatch: Any
) -> None:
    """To the byte; where the system does not say what is free, nobody is stopped."""
    monkeypatch.setattr(room, "free_on", lambda place: free)
    if fits:
        assert journal.keep_evidence([str(photo)])
    else:
        with pytest.raises(EvidenceError, match="gardés pour le journal"):
            journal.keep_evidence([str(photo)])
        assert copies(journal) == []
        assert journal.act(REPORT, context()).entries, "the report itself is taken"


@pytest.mark.parametrize("name", ["out", "out.zip"])
@pytest.mark.parametrize("is_same", [True, False])
def test_an_export_onto_the_disk_of_the_sessions(
    is_same: bool, name: str, journal: Journal, tmp_path: Path, photo: Path, monkeypatch: Any
) -> None:
    """It leaves the reserve; onto another disk it may take all there is."""
    monkeypatch.setattr(room, "free_on", lambda place: room.RESERVE + 100)
    monkeypatch.setattr(room, "is_same_disk", lambda one, other: is_same)
    to = Destination(tmp_path / name, is_zip=name.endswith(".zip"))
    documents: dict[str, Content] = {"a": b"x" * 50, "photo": photo}
    if is_same:
        with pytest.raises(ExportError, match="gardés pour le journal"):
            write_documents(to, documents, AT, journal.path)
        assert not os.path.lexists(tmp_path / name)
    else:
        write_documents(to, documents, AT, journal.path)


def test_which_disk_a_place_is_on(tmp_path: Path) -> None:
    """Also of what is not there yet."""
    assert room.is_same_disk(tmp_path / "not" / "yet", tmp_path)
    assert room.free_on(tmp_path / "not" / "yet")
