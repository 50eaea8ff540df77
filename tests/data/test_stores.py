"""Several stores read together: each session once, and what cannot be read is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.archive import Archive
from data.left_figures import Left, LeftFigures, session_id
from data.rights import PRIVATE
from data.stores import holdings, none_can_be_read
from tests.data.making import NOW, new_journal, note
from tests.data.making import lines_of as lines


def labels(*roots: Path) -> list[str]:
    return [one.label for one in holdings(roots).found]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Store A with 208 and 209, store B with another 208."""
    for folder, number in (("a", "208"), ("a", "209"), ("b", "208")):
        new_journal(tmp_path / folder, number, candidates=2 + (folder == "b"))
    return tmp_path / "a" / "store", tmp_path / "b" / "store"


def test_sessions_of_the_same_number_are_told_apart(two: tuple[Path, Path], tmp_path: Path) -> None:
    """By the name of their store; the others keep their number."""
    store_b = two[1].rename(tmp_path / "annexe")
    assert labels(two[0], store_b) == ["208 (store)", "209", "208 (annexe)"]
    assert labels(two[0]) == ["208", "209"]


def test_a_store_named_twice_is_read_once(two: tuple[Path, Path]) -> None:
    """By whatever way it is named."""
    assert labels(two[0], two[0] / ".." / "store") == ["208", "209"]


def test_a_copy_of_a_session_counts_once(two: tuple[Path, Path], tmp_path: Path) -> None:
    """The copy that knows most, in whichever store it is."""
    journal = Archive(two[0]).journal("209")
    Archive(two[1]).restore("209", b"".join(lines(journal.path)))
    note(journal, "une ligne de plus")
    [mine] = [one for one in holdings((two[1], two[0])).found if one.label == "209"]
    assert mine.root == two[0]
    assert mine.session.last_id == journal.session.last_id


def test_a_store_that_is_not_there(two: tuple[Path, Path], tmp_path: Path) -> None:
    """It is told, and the others are read; with no other there is nothing to tell."""
    missing = tmp_path / "nulle part"
    held = holdings((missing, two[1]))
    assert [one.label for one in held.found] == ["208"]
    assert held.roots == (two[1],)
    [problem] = held.problems
    assert str(missing) in problem
    assert none_can_be_read(held) is None
    nothing = none_can_be_read(holdings((missing,)))
    assert nothing is not None
    assert str(missing) in nothing.message


def test_the_usual_store_may_not_be_there_yet(tmp_path: Path) -> None:
    """Nobody named it: it is empty, and is not made."""
    held = holdings((tmp_path / "vigie",), must_exist=False)
    assert (held.found, held.problems) == ((), ())
    assert none_can_be_read(held) is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_session_is_told_apart(two: tuple[Path, Path]) -> None:
    """It is no session to count; what can be read of it comes along."""
    path = Archive(two[0]).journal("209").path
    path.write_bytes(path.read_bytes() + b"abc\n")
    held = holdings((two[0],))
    assert [one.label for one in held.found] == ["208"]
    [unread] = held.unread
    assert unread.label == "209"
    assert "abîmé" in unread.why
    assert unread.session is not None


def test_what_a_purge_left_comes_along_once(two: tuple[Path, Path]) -> None:
    """Not where the session is still there: a purge that was cut short left both."""
    for root in two:
        LeftFigures(root, PRIVATE).keep(Left(NOW.date(), {"number": "12"}, frozenset({"a" * 32})))
    still_there = session_id(Archive(two[0]).journal("209").session)
    LeftFigures(two[0], PRIVATE).keep(Left(NOW.date(), {"number": "209"}, frozenset({still_there})))
    held = holdings(two)
    assert [one.left.figures["number"] for one in held.gone] == ["12"]
    assert held.counted == held.found


def test_the_line_of_a_year_stands_for_its_sessions(two: tuple[Path, Path]) -> None:
    """Where one of them is gone the line counts all, and those that are there are not counted beside it."""
    still_there = session_id(Archive(two[0]).journal("209").session)
    LeftFigures(two[0], PRIVATE).keep(Left(NOW.date(), {"year": 2026}, frozenset({still_there, "a" * 32})))
    LeftFigures(two[1], PRIVATE).keep(Left(NOW.date(), {"year": 2026}, frozenset({"a" * 32})))
    held = holdings(two)
    assert len(held.gone) == 1
    assert [one.label for one in held.found if one not in held.counted] == ["209"]
    assert len(held.counted) == len(held.found) - 1


def test_lines_of_an_older_vigie_are_read(two: tuple[Path, Path]) -> None:
    """One a session, each known by its digest."""
    old = (
        b'{"figures":{"number":"12"},"format":"vigie-figures","id":"'
        + b"a" * 32
        + b'","purged_on":"2029-01-05","version":1}\n'
    )
    (two[0] / "figures.jsonl").write_bytes(old)
    [gone] = holdings(two).gone
    assert (set(gone.left.covers), gone.left.is_of_a_year, gone.left.figures["number"]) == ({"a" * 32}, False, "12")


def test_nothing_is_written(two: tuple[Path, Path]) -> None:
    """Reading leaves every file as it was, and makes none."""

    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for root in two for path in root.rglob("*") if path.is_file()}

    before = everything()
    holdings(two)
    assert everything() == before
