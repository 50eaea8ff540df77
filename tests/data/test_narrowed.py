"""A journal narrowed by TinyDB queries: each thing that may be asked for, all of them, and what stands in the way."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from data.archive import Archive
from data.errors import StoreError
from data.journal import Journal
from data.narrowed import matching
from data.reading import ReadingArchive
from data.reference import read_reference
from supervisor.action import Action, CorrectIncident, Mark, RecordIncident, Undo, WriteNote
from supervisor.event import EVENT_KINDS
from supervisor.narrowing import GROUPS, OTHERS, Narrowing, kinds_of
from supervisor.reference import Header
from supervisor.session import numbers_of
from supervisor.situation import Status
from tests.data.making import NOW, busy_journal, context, creation, note
from tests.supervisor import acting
from tests.supervisor.support import Bench


def kinds(journal: Journal, narrowing: Narrowing) -> list[str]:
    """The kinds of the events found, in their order."""
    return [journal.session.entries[id_ - 1].event.kind for id_ in journal.matching(narrowing)]


def test_nothing_asked_is_everything(tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    assert journal.matching(Narrowing()) == tuple(range(1, journal.session.last_id + 1))


def test_a_candidate(tmp_path: Path) -> None:
    """Their own events and the undo of one; the session's notes are nobody's."""
    journal = busy_journal(tmp_path)
    journal.act(Undo(), context())
    assert kinds(journal, Narrowing(numbers=(2,))) == ["candidate_added", "sheet_signed", "candidate_corrected"]
    journal.act(Mark("presence", (2, 3)), context())
    journal.act(Undo(), context())
    journal.act(Undo(journal.session.last_id), context())
    found = kinds(journal, Narrowing(numbers=(3,)))
    assert found[:2] == ["candidate_added", "sheet_signed"]
    assert found[2:4] == ["presence_confirmed", "action_undone"]
    assert kinds(journal, Narrowing(numbers=(2, 3))).count("candidate_added") == 2


@pytest.mark.parametrize("name", [*GROUPS, OTHERS])
def test_a_kind(name: str, tmp_path: Path) -> None:
    """A group, and what is in none."""
    journal = busy_journal(tmp_path)
    journal.act(Undo(), context())
    assert set(kinds(journal, Narrowing(kinds=(name,)))) <= kinds_of(name)


def test_several_kinds(tmp_path: Path) -> None:
    """Either of them; a kind by its own name too."""
    journal = busy_journal(tmp_path)
    assert kinds(journal, Narrowing(kinds=("note_written", "identité"))) == [
        *["candidate_added"] * 3, *["sheet_signed"] * 3, "candidate_corrected", "note_written", "note_written",
    ]  # fmt: skip


def test_every_kind_is_in_one_group() -> None:
    """And what is none is no kind."""
    grouped = [kind for name in (*GROUPS, OTHERS) for kind in kinds_of(name)]
    assert sorted(grouped) == sorted(EVENT_KINDS)
    assert kinds_of("rien") == frozenset()


def test_a_code(tmp_path: Path) -> None:
    """The incident, its correction to another code, what undid it; the other incident is not meant."""
    journal = new_real_journal(tmp_path)
    journal.act(RecordIncident("E2", (1,), 3), context())
    [first] = journal.matching(Narrowing(kinds=("incident_recorded",)))
    journal.act(RecordIncident("E4", (2,), 5), context())
    journal.act(CorrectIncident(first, code="E4", reason="mal lu"), context())
    assert kinds(journal, Narrowing(codes=("E2",))) == ["incident_recorded", "incident_corrected"]
    assert kinds(journal, Narrowing(codes=("E4",))) == ["incident_recorded", "incident_recorded", "incident_corrected"]
    journal.act(Undo(), context())
    assert kinds(journal, Narrowing(codes=("E2",)))[-1] == "action_undone"


def new_real_journal(folder: Path) -> Journal:
    """With the grid of today."""
    header = Header(timezone="Europe/Paris", reference=read_reference())
    journal = Archive(folder / "store").create(header, creation(), context())
    journal.act(Mark("join", (1, 2, 3)), context())
    journal.act(Mark("start", (1, 2, 3)), context())
    return journal


def test_an_author(tmp_path: Path) -> None:
    """Whatever the case and the accents; nobody by the beginning of a name."""
    journal = busy_journal(tmp_path)
    note(journal, author="Zoé Adé")
    [last] = journal.matching(Narrowing(author="zoe ade"))
    assert last == journal.session.last_id
    assert journal.matching(Narrowing(author="Zoé")) == ()


def test_since_and_until(tmp_path: Path) -> None:
    """When it happened, not when it was noted; both ends included, whatever the offset they are said with."""
    journal = busy_journal(tmp_path)
    journal.act(WriteNote("plus tard"), context(minutes=30))
    late = NOW.replace(microsecond=0) + timedelta(minutes=30)
    [last] = journal.matching(Narrowing(since=late))
    assert last == journal.session.last_id
    assert last not in journal.matching(Narrowing(until=late - timedelta(seconds=1)))
    assert last in journal.matching(Narrowing(until=late))
    assert journal.matching(Narrowing(since=late.astimezone(journal.session.zone))) == (last,)
    assert journal.matching(Narrowing(since=late + timedelta(seconds=1))) == ()


def test_all_of_it_holds_together(tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    assert kinds(journal, Narrowing(numbers=(2,), kinds=("identité",), author="Paul Martin")) == [
        "candidate_added", "sheet_signed", "candidate_corrected",
    ]  # fmt: skip
    assert kinds(journal, Narrowing(numbers=(2,), kinds=("temps",))) == []


def test_what_was_erased_is_found_by_number_only(tmp_path: Path) -> None:
    """The events stay; nothing of the erased text is looked at."""
    journal = busy_journal(tmp_path)
    before = journal.matching(Narrowing(numbers=(2,)))
    journal.erase(before, context())
    assert journal.matching(Narrowing(numbers=(2,))) == before
    assert journal.session.candidates[2].identity.last_name == "(effacé)"


def test_a_damaged_journal_is_narrowed_in_its_good_part(tmp_path: Path) -> None:
    """What comes after the damage is not looked at, as it is not told."""
    path = busy_journal(tmp_path).path
    lines = path.read_bytes().splitlines(keepends=True)
    lines[6] = b"{ \n"
    path.write_bytes(b"".join(lines))
    journal = ReadingArchive(tmp_path / "store").journal("208")
    assert journal.damage is not None
    assert kinds(journal, Narrowing(kinds=("identité",))) == ["candidate_added"] * 3 + ["sheet_signed"]


def test_what_others_appended_is_found_once_it_is_followed(tmp_path: Path) -> None:
    """No answer is kept from the reading before."""
    journal = busy_journal(tmp_path)
    reader = ReadingArchive(tmp_path / "store").journal("208")
    notes = Narrowing(kinds=("note_written",))
    before = reader.matching(notes)
    new = note(journal)
    assert reader.matching(notes) == before
    reader.follow()
    assert reader.matching(notes) == (*before, new)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """A sentence: the folder was taken away meanwhile."""
    journal = busy_journal(tmp_path)
    journal.path.unlink()
    assert journal.matching(Narrowing()) != ()
    with pytest.raises(StoreError):
        journal.matching(Narrowing(numbers=(1,)))


@given(
    statuses=st.lists(st.sampled_from([*Status, *[Status.STARTED] * 3]), min_size=2, max_size=4),
    lived=st.lists(st.one_of(st.sampled_from(acting.LIVED), acting.actions, acting.undo), min_size=1, max_size=8),
)
def test_the_candidate_is_whoever_the_log_names(statuses: list[Status], lived: list[Action]) -> None:
    """Whatever happened, was undone and done again: the query finds the events that the log tells of a candidate."""
    bench = Bench()
    for number, status in enumerate(statuses, start=1):
        bench.bring(number, status)
    for action in lived:
        bench.wait(seconds=60).attempt(action)
    table = TinyDB(storage=MemoryStorage).table("events")
    table.insert_multiple(json.loads(line) for line in bench.text()[1:])
    session = bench.session
    for number in range(1, 6):
        of_them = tuple(entry.id for entry in session.entries if number in numbers_of(entry, session))
        assert matching(table, Narrowing(numbers=(number,))) == of_them
