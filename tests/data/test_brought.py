"""A journal that goes on with the lines of a copy: all of them or none, and nothing that is here is lost."""

import errno
import json
import os
import shutil
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import disk
from data.brought import BroughtJournal, Course, Elsewhere, PartedError, beside, to_be_kept
from data.errors import DamagedError, StoreError
from data.evidence import named_in
from data.integrity import check
from data.journal import Journal
from data.storage import decode, encode
from supervisor.action import CloseSession, GiveAccessCode, ReportFraud
from supervisor.seal import erased_line
from tests.data.making import busy_journal, context, lines_of, note
from tests.effort import examples


@pytest.fixture
def behind(tmp_path: Path) -> tuple[BroughtJournal, Journal]:
    """A journal as it was, and the same that went on elsewhere by an action of several lines."""
    here = busy_journal(tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    there = Journal.open(tmp_path / "there" / here.path.relative_to(tmp_path / "here"))
    note(there, "là-bas")
    there.act(CloseSession(force=True), context(minutes=5))
    return BroughtJournal.open(here.path), there


def copy_of(journal: Journal, *erased: int) -> Elsewhere:
    return Elsewhere(journal.path.read_bytes(), frozenset(erased))


@given(
    shared=st.integers(0, 6),
    here=st.lists(st.sampled_from("ab"), max_size=4),
    there=st.lists(st.sampled_from("ab"), max_size=4),
)
def test_two_copies_stand_to_each_other_as_their_lines_do(shared: int, here: list[str], there: list[str]) -> None:
    begin = [f"{n}" for n in range(shared)]
    standing = beside(begin + here, begin + there)
    same = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))]
    assert standing.shared == shared + len(same) - 1
    assert (standing.course is Course.PARTED) == (len(same) < min(len(here), len(there)))
    assert (standing.course is Course.SAME) == (here == there)
    assert (standing.course is Course.FEWER_HERE) == (len(here) < len(there) and here == same)
    assert beside(begin + there, begin + here).shared == standing.shared


def test_it_goes_on_with_what_is_there(behind: tuple[BroughtJournal, Journal]) -> None:
    here, there = behind
    lacking = there.session.last_id - here.session.last_id
    assert here.bring(copy_of(there), context()).lacking == lacking
    assert here.path.read_bytes() == there.path.read_bytes()
    assert here.session.seal == there.session.seal
    assert check(here.path).is_whole
    before = here.path.stat().st_ino
    assert here.bring(copy_of(there), context()).course is Course.SAME
    assert here.path.stat().st_ino == before


def test_who_looks_on_meanwhile_follows_it(behind: tuple[BroughtJournal, Journal]) -> None:
    here, there = behind
    board = Journal.open(here.path)
    here.bring(copy_of(there), context())
    board.follow()
    assert board.session.entries == there.session.entries


def test_what_went_on_here_too_is_never_written_over(behind: tuple[BroughtJournal, Journal]) -> None:
    """Be it recorded a moment ago, by another program."""
    here, there = behind
    note(Journal.open(here.path), "ici")
    before = here.path.read_bytes()
    with pytest.raises(PartedError) as told:
        here.bring(copy_of(there), context())
    assert told.value.beside.course is Course.PARTED
    assert here.path.read_bytes() == before


def test_what_is_further_here_stays(behind: tuple[BroughtJournal, Journal]) -> None:
    here, there = behind
    further = BroughtJournal.open(there.path)
    before = there.path.read_bytes()
    assert further.bring(copy_of(here), context()).course is Course.MORE_HERE
    assert there.path.read_bytes() == before


def test_the_access_code_that_never_left_stays(tmp_path: Path) -> None:
    here = busy_journal(tmp_path)
    here.act(GiveAccessCode("BCDF23"), context())
    before = here.path.read_bytes()
    note(here, "là-bas")
    lines = map(decode, here.path.read_bytes().splitlines())
    there = b"".join(encode(erased_line(one) if one.get("kind") == "access_code_given" else one) for one in lines)
    here.path.write_bytes(before)
    again = BroughtJournal.open(here.path)
    again.bring(Elsewhere(there, frozenset()), context())
    assert again.session.access_code == "BCDF23"
    assert b"BCDF23" not in to_be_kept(Elsewhere(there, frozenset()), context(), here.path)


def test_what_was_erased_there_goes_here_with_its_pieces(tmp_path: Path) -> None:
    """An old laptop brings no name back; the line that says so came with the others."""
    here = busy_journal(tmp_path / "here")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    [piece] = here.keep_evidence([str(photo)])
    here.act(ReportFraud(1, "communication", seen="x", evidence=(piece,)), context())
    assert named_in(here.session.entries) == [piece]
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    there = Journal.open(tmp_path / "there" / here.path.relative_to(tmp_path / "here"))
    ids = [entry.id for entry in there.session.entries if entry.id > 1]
    there.erase(ids, context("Claire Roux"))
    behind = BroughtJournal.open(here.path)
    behind.bring(copy_of(there, *ids), context())
    assert b"D\xe2\x80\x99ARTAGNAN" not in here.path.read_bytes()
    assert here.path.read_bytes() == there.path.read_bytes()
    assert not behind.evidence.has(piece)
    assert check(here.path).is_whole


def test_what_another_branch_erased_is_named_by_a_line_of_its_own(behind: tuple[BroughtJournal, Journal]) -> None:
    """Nothing there says that it was erased: without such a line it would be damage."""
    here, there = behind
    lines = [decode(line) for line in lines_of(there.path)]
    erased = [line["id"] for line in lines[1:] if "personal" in line and line["id"] < 4]
    without = b"".join(encode(erased_line(one) if one.get("id") in erased else one) for one in lines)
    here.bring(Elsewhere(without, frozenset(erased)), context("Claire Roux"))
    last = here.session.entries[-1]
    assert (last.event.kind, last.author) == ("personal_data_erased", "Claire Roux")
    assert list(getattr(last.event, "events", ())) == erased
    assert check(here.path).is_whole
    assert all("personal" not in json.loads(line) for line in lines_of(here.path)[1:4])


def test_a_part_that_merely_lacks_is_no_erasure(behind: tuple[BroughtJournal, Journal]) -> None:
    here, there = behind
    lines = [decode(line) for line in lines_of(there.path)]
    last = max(line["id"] for line in lines[1:] if "personal" in line)
    assert last > here.session.last_id
    without = b"".join(encode(erased_line(one) if one.get("id") == last else one) for one in lines)
    before = here.path.read_bytes()
    with pytest.raises(DamagedError, match="partie personnelle manque"):
        here.bring(Elsewhere(without, frozenset()), context())
    assert here.path.read_bytes() == before


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_copy_that_was_changed_changes_nothing(
    behind: tuple[BroughtJournal, Journal], at: float, bit: int
) -> None:  # fmt: skip
    """Wherever a bit of it fell over: it is refused in a sentence, or says the same all the same."""
    here, there = behind
    before, data = here.path.read_bytes(), bytearray(there.path.read_bytes())
    data[int(at * len(data))] ^= 1 << bit
    try:
        made = to_be_kept(Elsewhere(bytes(data), frozenset()), context(), here.path)
    except StoreError:
        assert here.path.read_bytes() == before
    else:
        assert made == there.path.read_bytes()


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_refuses_leaves_what_was_there(
    behind: tuple[BroughtJournal, Journal], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    here, there = behind
    before = here.path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(disk, call, refuse)
        with pytest.raises(StoreError):
            here.bring(copy_of(there), context())
    assert here.path.read_bytes() == before
    here.bring(copy_of(there), context())
    assert here.path.read_bytes() == there.path.read_bytes()
