"""What waits for its disk is kept like a draft: elsewhere where it is full, recorded once, gone with its person."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from data import disk, referent
from data.archive import Archive
from data.drafts import drafts_of, left_spares, locks_of
from data.errors import StoreError
from data.forgetting import look_for
from data.integrity import check
from data.journal import Journal
from data.purging import has_leftovers, sweep
from supervisor.action import CloseSession, Context, Mark, ReportFraud, WriteNote
from supervisor.draft import Draft
from supervisor.unrecorded import Unrecorded, is_recorded
from tests.data.faults import Faults, faults
from tests.data.making import NOW, context, new_journal

__all__ = ["faults"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own state folder."""
    monkeypatch.setattr(referent, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state" / "drafts"


def asking(name: str = "dead.1", minutes: int = 0) -> Context:
    """Somebody asks for something under this name."""
    return Context(NOW + timedelta(minutes=minutes), "Paul Martin", "poste-12", asked=name)


def waits(text: str = "calme", number: int = 2, minutes: int = 0) -> Unrecorded:
    """A note that waits since so many minutes after 08:45."""
    return Unrecorded.of(
        WriteNote(text, number), asking(minutes=minutes), numbers=(number,), what=f"note sur {number}", drafts=(),
        files={},
    )  # fmt: skip


def refuse_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This folder's disk is full: nothing can be made there."""
    real = disk.open_file

    def open_file(path: Path, flags: int, mode: int = 0o600) -> int:
        if folder in path.parents and mode == 0o600 and flags & os.O_CREAT:
            raise OSError(28, "No space left on device")
        return real(path, flags, mode)

    monkeypatch.setattr(disk, "open_file", open_file)


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# Kept ------------------------------------------------------------------------------------------------


def test_it_lies_beside_the_journal_among_the_drafts(tmp_path: Path, own_folder: Path) -> None:
    """In the order in which they were asked for, whatever else was typed meanwhile."""
    journal = new_journal(tmp_path)
    for minutes, text in enumerate(("un", "deux")):
        journal.drafts.keep(journal.drafts.new_name(), waits(text, minutes=minutes))
    journal.drafts.close()
    assert not own_folder.exists()
    left = Journal.open(journal.path).drafts.left()
    assert list(left.values()) == [waits("un"), waits("deux", minutes=1)]


def test_of_one_instant_they_stay_in_their_order(tmp_path: Path) -> None:
    """Also from the tenth one on."""
    drafts = drafts_of(tmp_path)
    for rank in range(12):
        drafts.keep(drafts.new_name(), waits(str(rank)))
    drafts.close()
    assert [one.action for one in drafts_of(tmp_path).left().values() if isinstance(one, Unrecorded)] == [
        WriteNote(str(rank), 2) for rank in range(12)
    ]


@pytest.mark.parametrize("kept", [waits(), Draft(deed="note", dialog="N", title="T", first_key=NOW, author="P")])
def test_where_the_disk_of_the_sessions_is_full_it_goes_to_the_persons_own(
    kept: Unrecorded | Draft, tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is found there at the next opening, by this account; dropped, nothing is left of it."""
    journal = new_journal(tmp_path)
    name = journal.drafts.new_name()
    with monkeypatch.context() as patch:
        refuse_in(journal.path.parent, patch)
        journal.drafts.keep(name, kept)
    journal.drafts.close()
    assert files_in(journal.path.parent / "drafts") == []
    assert [path for path in files_in(own_folder) if path.endswith(".json")] == [f"{name}.json"]
    other = Journal.open(journal.path).drafts
    assert other.left() == {name: kept}
    other.drop(name)
    other.close()
    assert files_in(own_folder) == []
    assert Journal.open(journal.path).drafts.left() == {}


def test_the_latest_state_counts_wherever_it_is(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up, and has room again: one state is left of each, the last one."""
    session = new_journal(tmp_path).path.parent
    drafts = drafts_of(session)
    name = drafts.new_name()
    drafts.keep(name, waits("un"))
    with monkeypatch.context() as patch:
        refuse_in(session, patch)
        drafts.keep(name, waits("deux"))
    assert [name for name in files_in(session / "drafts") if name.endswith(".json")] == []
    drafts.keep(name, waits("trois"))
    assert [name for name in files_in(own_folder) if name.endswith(".json")] == []
    drafts.close()
    assert list(drafts_of(session).left().values()) == [waits("trois")]


def test_where_neither_disk_takes_it_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason and what to do, like any draft."""
    drafts = drafts_of(new_journal(tmp_path).path.parent)
    refuse_in(tmp_path, monkeypatch)
    with pytest.raises(StoreError, match=r"le disque est plein\. Libérez de la place"):
        drafts.keep(drafts.new_name(), waits())
    assert drafts.left() == {}


def test_an_account_without_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be kept there, and nothing falls for it."""
    monkeypatch.setattr(referent, "state_folder", lambda: Path("/dev/null/vigie"))
    session = new_journal(tmp_path).path.parent
    drafts = drafts_of(session)
    name = drafts.new_name()
    drafts.keep(name, waits())
    drafts.drop(name)
    drafts.flush_names()
    with monkeypatch.context() as patch:
        refuse_in(session, patch)
        with pytest.raises(StoreError, match="le disque est plein"):
            drafts.keep(name, waits())
    drafts.close()
    assert drafts_of(session).left() == {}
    assert left_spares(tmp_path / "store", session.parent) == []


def test_one_store_never_takes_up_what_was_left_of_another(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two stores may have a session of the same number."""
    one, other = new_journal(tmp_path / "a"), new_journal(tmp_path / "b")
    with monkeypatch.context() as patch:
        refuse_in(one.path.parent, patch)
        one.drafts.keep(one.drafts.new_name(), waits())
    one.drafts.close()
    assert files_in(own_folder)
    assert other.drafts.left() == {}
    assert len(Journal.open(one.path).drafts.left()) == 1


# Recorded once ---------------------------------------------------------------------------------------


def test_the_journal_records_an_asking_once(tmp_path: Path) -> None:
    """Tried again by the same process or by another one: what it came to the first time comes back."""
    journal = new_journal(tmp_path)
    first = journal.act(WriteNote("calme", 2), asking())
    size = journal.path.stat().st_size
    later = waits().context("dead.1", NOW + timedelta(minutes=9))
    for again in (journal, Journal.open(journal.path)):
        outcome = again.act(WriteNote("calme", 2), later)
        assert outcome.entries == first.entries
        assert not outcome.refusals
    assert journal.path.stat().st_size == size
    assert journal.act(WriteNote("calme", 2), asking("dead.2")).entries != first.entries
    assert check(journal.path).broken is None


def test_several_lines_of_one_asking_come_back_together(tmp_path: Path) -> None:
    """An action on three candidates, one of whom could not be done, is no more refused the second time."""
    journal = new_journal(tmp_path)
    journal.act(Mark("sign", (2,)), context())
    first = journal.act(Mark("sign", (1, 2, 3)), asking())
    assert len(first.entries) == 2
    assert journal.act(Mark("sign", (1, 2, 3)), asking(minutes=1)).entries == first.entries


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO"])
@pytest.mark.parametrize(("call", "cut_back"), [("write", True), ("fsync", True), ("fsync", False)])
def test_whatever_the_disk_kept_of_the_first_try(
    call: str, cut_back: bool, kind: str, tmp_path: Path, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line whose flush failed and that could not be cut back is in the file: the second try adds none."""
    journal = new_journal(tmp_path)

    def refuse(fd: int, size: int) -> None:
        raise OSError(5, "eio")

    with monkeypatch.context() as patch:
        if not cut_back:
            patch.setattr(disk, "truncate", refuse)
        with faults.at(call, 1, kind), pytest.raises(StoreError):
            journal.act(WriteNote("calme"), asking())
    outcome = journal.act(WriteNote("calme"), asking(minutes=1))
    assert len(outcome.entries) == 1
    assert [note.text for note in journal.session.notes] == ["calme"]
    assert Journal.open(journal.path).session == journal.session


def test_killed_between_the_record_and_the_erasure(tmp_path: Path) -> None:
    """It is known by its name: whoever opens the session next has nothing to ask."""
    journal = new_journal(tmp_path)
    journal.drafts.keep("dead.1", waits())
    journal.act(waits().action, asking())
    journal.drafts.close()
    again = Journal.open(journal.path)
    assert [is_recorded(again.session, name) for name in again.drafts.left()] == [True]


def test_older_lines_bear_no_name(tmp_path: Path) -> None:
    """Nor do those of a command, which is not tried again by itself."""
    journal = new_journal(tmp_path)
    journal.act(Mark("sign", (1,)), context())
    assert b'"asked"' not in journal.path.read_bytes()
    journal.act(Mark("sign", (2,)), asking())
    assert journal.path.read_bytes().count(b'"asked":"dead.1"') == 1
    assert {entry.asked for entry in Journal.open(journal.path).session.entries} == {"", "dead.1"}


def test_a_report_of_fraud_brings_its_photo_again(tmp_path: Path) -> None:
    """The program that copied it is gone, and its copy with the failed try: the file itself is still there."""
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG une photo")
    journal = new_journal(tmp_path)
    evidence = journal.keep_evidence([str(photo)])
    action = ReportFraud(2, "communication", "un téléphone", "pris", evidence=evidence)
    sources = journal.sources_of(action)
    assert sources == {evidence[0].kept_as: str(photo)}
    disk.remove(journal.evidence.file_of(evidence[0]))
    again = Journal.open(journal.path)
    again.may_copy_again(sources)
    assert again.act(action, asking()).entries
    assert again.evidence.has(evidence[0])


# Gone with its person, with its session --------------------------------------------------------------


@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize(
    ("left", "goes"),
    [(waits("calme", 2), True), (waits("D’ARTAGNAN tousse", 1), True), (waits("LE GOFF tousse", 1), False)],
)
def test_forgotten_with_whom_it_speaks_of(
    left: Unrecorded, goes: bool, is_full: bool, tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By number or by name, wherever it lies."""
    journal = new_journal(tmp_path)
    with monkeypatch.context() as patch:
        if is_full:
            refuse_in(journal.path.parent, patch)
        journal.drafts.keep(journal.drafts.new_name(), left)
    journal.drafts.close()
    archive = Archive(tmp_path / "store")
    again = archive.journal("208")
    found = look_for(archive, again, 2)
    assert len(found.drafts) == goes
    again.drafts.close()


def test_somebody_waits_to_record_it(tmp_path: Path) -> None:
    """Told like somebody who types about them."""
    journal = new_journal(tmp_path)
    journal.drafts.keep(journal.drafts.new_name(), waits())
    archive = Archive(tmp_path / "store")
    assert look_for(archive, archive.journal("208"), 2).is_typed
    assert not look_for(archive, archive.journal("208"), 1).is_typed


def test_purged_with_its_session(tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lay in the person's own folder goes when its session is gone, and no other's."""
    gone, stays = new_journal(tmp_path), new_journal(tmp_path, "209")
    gone.act(CloseSession(force=True), context(minutes=60))
    for journal in (gone, stays):
        with monkeypatch.context() as patch:
            refuse_in(journal.path.parent, patch)
            journal.drafts.keep(journal.drafts.new_name(), waits())
        journal.drafts.close()
    archive = Archive(tmp_path / "store")
    assert not has_leftovers(archive)
    archive.remove(gone.path.parent)
    assert has_leftovers(archive)
    sweep(archive)
    assert not has_leftovers(archive)
    assert ends(own_folder.iterdir()) == ["209"]


def ends(folders: Iterable[Path]) -> list[str]:
    return sorted(path.name.rpartition("-")[2] for path in folders)


def test_the_locks_of_both_folders_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a full disk has the session open: nobody purges it."""
    journal = new_journal(tmp_path)
    with monkeypatch.context() as patch:
        refuse_in(journal.path.parent, patch)
        journal.drafts.keep("ab.1", waits())
    assert [path.name for path in locks_of(journal.path.parent)] == ["ab.lock"]
