"""A session whose time is over goes whole, and leaves one line of figures; whatever fails, it is one or the other."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from data import referent
from data.archive import Archive
from data.errors import StoreError
from data.integrity import check
from data.journal import FILE_NAME, Journal
from data.left_figures import Left, LeftFigures, session_id
from data.locks import Claim
from data.purging import (
    DAMAGED,
    IN_USE,
    STARTED,
    UNREADABLE,
    Standing,
    erase_unstarted,
    purge,
    survey,
    together,
)
from data.rights import PRIVATE
from data.store_settings import KEEP_MONTHS, KEEP_SHORTER
from data.ticks import Ticks
from supervisor.action import CloseSession, Mark, MarkFinalised, Reopen
from supervisor.draft import Draft
from supervisor.reference import Header, Reference
from tests.data.faults import CALLS, Faults, faults
from tests.data.making import NOW, context, creation
from tests.data.test_faults import KILLED, attempt

__all__ = ["faults"]

HEADER = Header(timezone="Europe/Paris", reference=Reference(durations={"CORE": 105}))
LATE = datetime(2032, 1, 5, 9, 0, tzinfo=UTC)
"""More than five years after."""
KINDS = ("ENOSPC", "EIO", "EACCES", "lasting", "killed")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's own state folder."""
    monkeypatch.setattr(referent, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state"


def closed(root: Path, number: str = "208", *, finalised: bool = True) -> Journal:
    """A session of three absents, closed on its day."""
    journal = Archive(root).create(HEADER, creation(number), context())
    journal.act(Mark("absent", (1, 2, 3)), context(minutes=30))
    journal.act(CloseSession(force=True), context(minutes=60))
    if finalised:
        journal.act(MarkFinalised(), context(minutes=90))
    return journal


def standing(root: Path, number: str = "208", now: datetime = LATE, before: date | None = None) -> Standing:
    """What is said of one session."""
    return next(one for one in survey(Archive(root), now, before=before) if one.name == number)


def erase(root: Path, number: str = "208") -> str:
    """Purge one session."""
    return purge(Archive(root), [standing(root, number)], LATE)


def test_gone_whole_and_a_line_stays(tmp_path: Path) -> None:
    """Journal, copies, evidence, drafts, locks, boxes: nothing is left but figures without a name."""
    journal = closed(tmp_path)
    folder = journal.path.parent
    (folder / "journal.v0.jsonl").write_text("LE GOFF", encoding="utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "photo.jpg").write_bytes(b"LE GOFF")
    journal.drafts.keep("dead.1", _draft())
    journal.drafts.close()
    Ticks(tmp_path, "208", PRIVATE).toggle("fait:3")
    known = session_id(journal.session)
    assert erase(tmp_path) == ""
    assert Archive(tmp_path).numbers() == []
    assert list((tmp_path / "sessions").iterdir()) == []
    [left] = LeftFigures(tmp_path, PRIVATE).read()
    assert (set(left.covers), left.purged_on, left.figures["year"]) == ({known}, date(2032, 1, 5), 2026)
    path = tmp_path / "figures.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    for file in filter(Path.is_file, tmp_path.rglob("*")):
        assert b"GOFF" not in file.read_bytes()
        assert "208.json" not in file.name


def _draft() -> Draft:
    return Draft(deed="note", dialog="NoteDialog", title="Note : 1 LE GOFF", first_key=NOW, author="Paul Martin")


def test_a_new_session_of_that_number_begins_anew(tmp_path: Path) -> None:
    """Its boxes are not those of the one that went."""
    closed(tmp_path)
    Ticks(tmp_path, "208", PRIVATE).toggle("fait:3")
    erase(tmp_path)
    closed(tmp_path)
    assert Ticks(tmp_path, "208", PRIVATE).ticked == frozenset()


def test_small_figures_are_not_kept(tmp_path: Path) -> None:
    """Three absents, of a session that was not even held, are in no figure of what stays."""
    closed(tmp_path)
    erase(tmp_path)
    [left] = LeftFigures(tmp_path, PRIVATE).read()
    assert left.figures["persons"]["year"][""]["absent"] == 0
    assert "enrolled" not in left.figures["sessions"][0]["whole"]


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        (datetime(2031, 11, 22, 22, 59, 59, tzinfo=UTC), False),  # still the 22nd in Paris
        (datetime(2031, 11, 22, 23, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 1, tzinfo=UTC), False),
    ],
)
def test_when_it_is_due(now: datetime, is_due: bool, tmp_path: Path) -> None:
    """Kept until the end of the last day, local time."""
    closed(tmp_path)
    assert standing(tmp_path, now=now).is_due == is_due


def test_the_schools_own_length(tmp_path: Path) -> None:
    """In the store's settings: longer, or shorter with a word that says why, but never before the claims are over."""
    closed(tmp_path)
    set_months(tmp_path, 84)
    assert "à garder jusqu'au 22/11/2033" in standing(tmp_path).why_kept
    set_months(tmp_path, 1)
    assert "à garder jusqu'au 22/11/2031" in standing(tmp_path, now=datetime(2027, 9, 1, tzinfo=UTC)).why_kept
    set_months(tmp_path, 1, shorter="accord du délégué")
    assert "réclamations" in standing(tmp_path, now=datetime(2027, 1, 22, tzinfo=UTC)).why_kept
    assert "n'est pas finie" in standing(tmp_path, now=datetime(2027, 1, 23, tzinfo=UTC)).why_kept
    assert standing(tmp_path, now=datetime(2027, 9, 1, tzinfo=UTC)).is_due


@pytest.mark.parametrize("wrong", [0, -1, "24", 2.5, True, 5000])
def test_a_length_that_is_none(wrong: object, tmp_path: Path) -> None:
    """It is told; nothing is taken for it."""
    closed(tmp_path)
    set_months(tmp_path, wrong)
    with pytest.raises(StoreError, match="nombre entier de mois"):
        survey(Archive(tmp_path), LATE)


@pytest.mark.parametrize("word", ["", "  ", True, 1])
def test_a_shorter_length_needs_a_word(word: object, tmp_path: Path) -> None:
    """It says why in so many words, or is told."""
    closed(tmp_path)
    set_months(tmp_path, 12, shorter=word)
    with pytest.raises(StoreError, match="pourquoi"):
        survey(Archive(tmp_path), LATE)


def set_months(root: Path, months: object, shorter: object = None) -> None:
    """Write the school's own length into the store's settings."""
    word = {} if shorter is None else {KEEP_SHORTER: shorter}
    path = root / "store.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {KEEP_MONTHS: months} | word), encoding="utf-8")


def test_what_is_kept_and_why(tmp_path: Path) -> None:
    """Open, damaged, unreadable, or held too late for what was asked."""
    for number in ("1", "2", "3", "4"):
        closed(tmp_path, number)
    Archive(tmp_path).journal("1").act(Reopen("oubli"), context(minutes=120))
    damaged, unreadable = (tmp_path / "sessions" / number / FILE_NAME for number in ("2", "3"))
    data = damaged.read_bytes()
    damaged.write_bytes(data[:-20] + b"x" + data[-19:])
    unreadable.write_bytes(b"x" + unreadable.read_bytes()[1:])
    assert "elle n'est pas close" in standing(tmp_path, "1").why_kept
    assert standing(tmp_path, "2").why_kept == DAMAGED
    assert standing(tmp_path, "3").why_kept == UNREADABLE
    assert "pas avant le 22/11/2026" in standing(tmp_path, "4", before=date(2026, 11, 22)).why_kept
    Archive(tmp_path).remove(tmp_path / "sessions" / "1")
    assert standing(tmp_path, "4", before=date(2026, 11, 23)).is_due


def test_reopened_since_it_was_listed(tmp_path: Path) -> None:
    """What counts is what stands in it when it goes."""
    journal = closed(tmp_path)
    listed = standing(tmp_path)
    journal.act(Reopen("oubli"), context(minutes=120))
    assert "elle n'est pas close" in purge(Archive(tmp_path), [listed], LATE)
    assert Archive(tmp_path).numbers() == ["208"]
    assert not (tmp_path / "figures.jsonl").exists()


@pytest.mark.parametrize("lock", ["journal.lock", "evidence.lock", "drafts/abc.lock"])
def test_somebody_has_it_open(lock: str, tmp_path: Path) -> None:
    """He writes, or types in a dialog: it stays, and goes once he is done."""
    folder = closed(tmp_path).path.parent
    (folder / "drafts").mkdir(exist_ok=True)
    held = Claim(folder / lock)
    assert held.take()
    assert erase(tmp_path) == IN_USE
    assert check(folder / FILE_NAME).is_whole
    held.let_go()
    assert erase(tmp_path) == ""


def test_a_purge_cut_short_between_figures_and_folder(tmp_path: Path) -> None:
    """Both are there: the next purge puts its line in the place of the first, and the other lines stay."""
    session = closed(tmp_path).session
    kept = LeftFigures(tmp_path, PRIVATE)
    kept.keep(Left(date(2031, 1, 1), {"number": "7"}, frozenset({"other"})))
    with (tmp_path / "figures.jsonl").open("ab") as file:
        file.write(b'{"format":"vigie-figures","version":9}\n')
    kept.keep(Left(date(2031, 12, 1), {"number": "208"}, frozenset({session_id(session)})))
    erase(tmp_path)
    assert [(set(left.covers), left.purged_on) for left in kept.read()] == [
        ({"other"}, date(2031, 1, 1)), ({session_id(session)}, date(2032, 1, 5)),
    ]  # fmt: skip
    assert b'"version":9' in (tmp_path / "figures.jsonl").read_bytes(), "a newer line is not ours to drop"


def a_year(root: Path) -> list[Journal]:
    """Three sessions of one school year, all closed."""
    return [closed(root, number) for number in ("1", "2", "3")]


def test_a_year_goes_whole(tmp_path: Path) -> None:
    """One line for all of it; while one session of it is not due, the others wait for it, and it is said."""
    open_one = Archive(tmp_path).create(HEADER, creation("2"), context())
    journals = [closed(tmp_path, "1"), open_one, closed(tmp_path, "3")]
    journals[1].act(Mark("start", (1,)), context(minutes=20))
    assert "elle n'est pas close" in standing(tmp_path, "2").why_kept
    for number in ("1", "3"):
        assert standing(tmp_path, number).why_kept == "l'année 2026-2027 s'efface en entier, et la session 2 reste"
    journals[1].act(CloseSession(force=True), context(minutes=130))
    due = [one for one in survey(Archive(tmp_path), LATE) if one.is_due]
    assert [[one.name for one in year] for year in together(due)] == [["1", "2", "3"]]
    assert purge(Archive(tmp_path), due, LATE) == ""
    [left] = LeftFigures(tmp_path, PRIVATE).read()
    assert left.covers == {session_id(journal.session) for journal in journals}
    assert Archive(tmp_path).numbers() == []


def test_one_in_use_keeps_its_year(tmp_path: Path) -> None:
    """All or none."""
    journals = a_year(tmp_path)
    due = survey(Archive(tmp_path), LATE)
    held = Claim(journals[2].path.parent / "journal.lock")
    assert held.take()
    assert purge(Archive(tmp_path), due, LATE) == f"session 3 : {IN_USE}"
    held.let_go()
    assert Archive(tmp_path).numbers() == ["1", "2", "3"]
    assert not (tmp_path / "figures.jsonl").exists()


def test_a_year_whose_purge_was_cut_short_keeps_its_line(tmp_path: Path) -> None:
    """Its line counts the folder that went; what is left of the year goes without another."""
    a_year(tmp_path)
    archive = Archive(tmp_path)
    real = archive.remove
    gone: list[Path] = []

    def once(folder: Path) -> None:
        if gone:
            raise OSError("EIO")
        gone.append(folder)
        real(folder)

    archive.remove = once  # type: ignore[method-assign]
    with pytest.raises(StoreError, match="n'est pas fini"):
        purge(archive, survey(archive, LATE), LATE)
    before = LeftFigures(tmp_path, PRIVATE).read()
    assert Archive(tmp_path).numbers() == ["2", "3"]
    assert purge(Archive(tmp_path), survey(Archive(tmp_path), LATE), LATE) == ""
    assert LeftFigures(tmp_path, PRIVATE).read() == before
    assert Archive(tmp_path).numbers() == []


def test_a_session_that_nobody_started_keeps_no_year(tmp_path: Path) -> None:
    """Nobody can close it for the others; it stays until somebody asks for it to go."""
    closed(tmp_path, "1")
    Archive(tmp_path).create(HEADER, creation("2"), context())
    assert "elle n'est pas close" in standing(tmp_path, "2").why_kept
    assert standing(tmp_path, "1").is_due


def test_one_session_erased_before_its_time(tmp_path: Path) -> None:
    """Nobody started: it goes as a whole, and a line without a name says so."""
    journal = Archive(tmp_path).create(HEADER, creation("208"), context())
    journal.act(Mark("absent", (1,)), context(minutes=30))
    known = session_id(journal.session)
    assert erase_unstarted(Archive(tmp_path), journal.path.parent, NOW) == ""
    assert Archive(tmp_path).numbers() == []
    [left] = LeftFigures(tmp_path, PRIVATE).read()
    assert left.covers == {known}
    [session] = left.figures["sessions"]
    assert (session["number"], session["held"]) == ("208", False)
    assert b"GOFF" not in (tmp_path / "figures.jsonl").read_bytes()


def test_one_that_somebody_started_stays(tmp_path: Path) -> None:
    """It is a record; neither does one go that somebody works in."""
    journal = Archive(tmp_path).create(HEADER, creation("208"), context())
    held = Claim(journal.path.parent / "journal.lock")
    assert held.take()
    assert erase_unstarted(Archive(tmp_path), journal.path.parent, NOW) == IN_USE
    held.let_go()
    journal.act(Mark("start", (1,)), context(minutes=30))
    assert erase_unstarted(Archive(tmp_path), journal.path.parent, NOW) == STARTED
    assert Archive(tmp_path).numbers() == ["208"]


def test_a_rehearsal_leaves_nothing(tmp_path: Path) -> None:
    """It is no activity."""
    journal = Archive(tmp_path).create(HEADER, replace(creation("208"), rehearsal=True), context())
    journal.act(Mark("absent", (1, 2, 3)), context(minutes=30))
    journal.act(CloseSession(force=True), context(minutes=60))
    assert erase(tmp_path) == ""
    assert not (tmp_path / "figures.jsonl").exists()


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind in ("ENOSPC", "killed") else pytest.mark.wide) for kind in KINDS]
)
def test_the_disk_fails_at_any_call(kind: str, tmp_path: Path, faults: Faults) -> None:
    """The session is whole, or gone with its figures kept; the next purge finishes, and leaves no file behind."""
    dry = tmp_path / "dry"
    closed(dry)
    Ticks(dry, "208", PRIVATE).toggle("fait:3")
    listed = standing(dry)
    faults.seen.clear()
    purge(Archive(dry), [listed], LATE)
    calls = dict(faults.seen)
    assert {"write", "fsync", "replace", "remove_tree"} <= calls.keys()
    for call in CALLS:
        for nth in range(1, calls.get(call, 0) + 1):
            root = tmp_path / f"{call}-{nth}"
            session = closed(root).session
            Ticks(root, "208", PRIVATE).toggle("fait:3")
            listed = standing(root)
            with faults.at(call, nth, kind):
                why_kept, said = attempt(partial(purge, Archive(root), [listed], LATE))
                assert faults.fired
            kept = {one for left in LeftFigures(root, PRIVATE).read() for one in left.covers}
            if Archive(root).holds("208"):
                assert check(listed.folder / FILE_NAME).is_whole
                # A claim that cannot be taken is one that somebody may hold: it is told like that.
                assert said or why_kept or kind == "killed"
                assert erase(root) == ""
            else:
                assert session_id(session) in kept
            archive = Archive(root)
            with archive.locked():
                archive.sweep()
            assert list(archive.folder.iterdir()) == []
            assert [left.covers for left in LeftFigures(root, PRIVATE).read()] == [{session_id(session)}]
            assert said in ("", KILLED) or "recommencez" in said.casefold() or "Libérez" in said or "Vérifiez" in said
            shutil.rmtree(root)


def test_whoever_waits_to_write_is_told(tmp_path: Path) -> None:
    """A writer who comes too late finds no session: an error, and no file made anew."""
    journal = closed(tmp_path, finalised=False)
    erase(tmp_path)
    with pytest.raises(StoreError):
        journal.act(MarkFinalised(), context(minutes=int(timedelta(days=1896).total_seconds() // 60)))
    assert list((tmp_path / "sessions").iterdir()) == []
