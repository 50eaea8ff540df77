"""Windows says of a path that is too long that it is not there: nothing is taken for gone, empty or removed then."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from data import disk, referent
from data.access_log import AccessLog
from data.archive import Archive
from data.checkup.store import look_at
from data.drafts import Drafts
from data.evidence import EvidenceError, EvidenceFolder, named_in
from data.exported_pieces import pieces_beside
from data.hub.cursor import Cursor
from data.hub.sender import standing_of
from data.hub.sending import send
from data.left_figures import LeftFigures
from data.purging import TOO_LONG, has_leftovers, purge, survey, sweep
from data.rights import PRIVATE
from data.roster import read_roster
from data.services.folders import folder
from data.services.training import remove_trainings
from data.store_settings import StoreSettings
from data.system import LONGEST_ON_WINDOWS
from data.ticks import Ticks
from data.trainings import Noted, Trainings
from supervisor.action import Mark, ReportFraud
from supervisor.draft import Draft
from supervisor.session import Training
from tests.data.making import NOW, context, new_journal
from tests.data.test_purging import LATE, closed
from tests.data.test_refusals import said_by
from tests.hub.test_sender import MemoryHub
from tests.torture.refusing import Refusing, too_long

At = Callable[[int], Path]
Windows = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's own state folder, whose path is short."""
    monkeypatch.setattr(referent, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(disk, "pause", lambda seconds: None)
    return tmp_path / "state"


@pytest.fixture
def at(tmp_path: Path) -> At:
    """A folder whose path has so many letters."""

    def made(letters: int) -> Path:
        path = tmp_path / ("l" * (letters - len(str(tmp_path)) - 1))
        path.mkdir(exist_ok=True)
        assert len(str(path)) == letters
        return path

    return made


@pytest.fixture
def windows() -> Windows:
    """Below a folder, paths are as long as on Windows at most."""
    return lambda root: Refusing(root, refuse=too_long).watching()


def below(letters: int, name: str) -> int:
    """How long a store's path is where this file in it has so many letters."""
    return letters - len(name) - 1


# The whole store -------------------------------------------------------------------------------------


def test_a_session_that_cannot_be_seen_is_listed_with_why(at: At, windows: Windows) -> None:
    """Its folder stands in the list of the store: it is no store without sessions."""
    root = at(below(LONGEST_ON_WINDOWS + 1, "sessions/208123"))
    closed(root, "208123")
    with windows(root):
        archive = Archive(root)
        assert ["trop long" in shelf.problem for shelf in archive.sessions()] == [True]
        assert archive.numbers() == ["208123"]
        assert "trop long" in said_by(partial(archive.journal, "208123"))


def test_a_journal_that_cannot_be_seen_is_told_by_whoever_sends_it(at: At, windows: Windows) -> None:
    """Nor is it gone: it goes to the hub once its path is shorter."""
    root = at(below(LONGEST_ON_WINDOWS + 1, "sessions/208123/journal.jsonl"))
    closed(root, "208123")
    hub, cursor = MemoryHub(), Cursor()
    with windows(root):
        [sent] = send(root, hub, cursor)
    assert sent.problem == "son journal ne peut pas être lu : ce chemin est trop long pour ce système"
    assert not standing_of([sent]).is_up_to_date
    assert hub.lines == {}
    [sent] = send(root, hub, cursor)
    assert (sent.problem, sent.waiting) == ("", 0)
    assert sent.lines > 0
    with windows(root):
        [sent] = send(root, hub, cursor)
    assert "trop long" in sent.problem
    [sent] = send(root, hub, cursor)
    assert (sent.problem, sent.lines) == ("", 0)


def test_a_store_that_cannot_be_listed_is_not_empty(at: At, windows: Windows) -> None:
    """Windows puts some letters behind the folder to list it."""
    root = at(below(LONGEST_ON_WINDOWS - 3, "sessions"))
    closed(root)
    with windows(root):
        archive = Archive(root)
        for asked in (archive.sessions, archive.numbers, partial(archive.journal, "208")):
            assert "trop long" in said_by(asked)


def test_what_belongs_to_a_session_that_cannot_be_seen_stays(at: At, windows: Windows) -> None:
    """Its boxes and what was typed on it: a purge takes away what belongs to sessions that are gone."""
    root = at(below(LONGEST_ON_WINDOWS + 1, "sessions/208"))
    journal = closed(root)
    boxes = Ticks(root, "208", PRIVATE)
    boxes.toggle("fait:3")
    shutil.rmtree(journal.path.parent / "drafts", ignore_errors=True)
    spare = referent.own("drafts") / f"{referent.whose(root)}208"
    disk.make_parents(spare)
    Drafts(spare).keep("dead.1", _draft())
    with windows(root):
        assert not has_leftovers(Archive(root))
        sweep(Archive(root))
    assert boxes.ticked == {"fait:3"}
    assert (spare / "dead.1.json").exists()


@pytest.mark.parametrize("name", ["store.json", "trainings.jsonl", "figures.jsonl"])
def test_a_register_that_cannot_be_seen_is_not_empty(name: str, at: At, windows: Windows) -> None:
    """Nor are the settings those of a store without any: they say for how long everything is kept."""
    root = at(below(LONGEST_ON_WINDOWS + 1, name))
    Archive(root).make()
    Trainings(root, PRIVATE).note(Noted(Training("Mme Roy", "Paul Durand", date(2026, 9, 15)), NOW, "Paul Durand"))
    shutil.copy(root / "trainings.jsonl", root / "figures.jsonl")
    reads: dict[str, Callable[[], object]] = {
        "store.json": lambda: StoreSettings(root).keep_months,
        "trainings.jsonl": partial(remove_trainings, Archive(root), "Mme Roy"),
        "figures.jsonl": LeftFigures(root, PRIVATE).read,
    }
    with windows(root):
        assert "trop long" in said_by(reads[name])


def test_the_checkup_does_not_say_that_it_will_be_made(at: At, windows: Windows) -> None:
    root = at(LONGEST_ON_WINDOWS + 1)
    with windows(root.parent):
        found = next(finding for finding in look_at(Archive(root), lambda: 0.0) if finding.key == "store")
    assert "sera fait" not in found.text
    assert "trop long" in f"{found.text} {found.todo}"


# What is taken away ----------------------------------------------------------------------------------


@pytest.mark.parametrize("deep", ["journal.jsonl", "evidence/photo.jpg"])
def test_a_session_goes_whole_or_stays_whole(deep: str, at: At, windows: Windows) -> None:
    """The name under which it goes is longer: it would have lost its own, and its files could never go."""
    name = f"sessions/208/{deep}"
    root = at(below(LONGEST_ON_WINDOWS, name))
    journal = closed(root)
    if not (place := journal.path.parent / deep).exists():
        place.parent.mkdir()
        place.write_bytes(b"LE GOFF")
    assert len(str(place)) == LONGEST_ON_WINDOWS
    before = {path for path in root.rglob("*") if path.is_file()}
    listed = survey(Archive(root), LATE)
    assert [one.is_due for one in listed] == [True]
    with windows(root):
        archive = Archive(root)
        assert [one.why_kept for one in survey(archive, LATE)] == [TOO_LONG]
        assert purge(archive, listed, LATE) == TOO_LONG
    assert {path for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"} >= {
        path for path in before if path.suffix != ".lock"
    }
    assert LeftFigures(root, PRIVATE).read() == ()


def test_what_lies_deeper_than_can_be_seen_keeps_a_session(at: At, windows: Windows) -> None:
    """Nobody can tell what it is, and it could not be taken away."""
    root = at(200)
    journal = closed(root)
    (journal.path.parent / "evidence").mkdir()
    (journal.path.parent / "evidence" / ("p" * 60)).write_bytes(b"x")
    with windows(root):
        assert [one.why_kept for one in survey(Archive(root), LATE)] == [TOO_LONG]


@pytest.mark.parametrize("take", [disk.remove, disk.remove_tree])
def test_what_cannot_be_seen_is_not_told_as_removed(take: Callable[[Path], None], at: At, windows: Windows) -> None:
    root = at(LONGEST_ON_WINDOWS - 10)
    place = root / ("x" * 20)
    if take is disk.remove:
        place.write_bytes(b"x")
    else:
        place.mkdir()
    with windows(root), pytest.raises(OSError) as raised:
        take(place)
    assert not isinstance(raised.value, FileNotFoundError)
    assert place.exists()


def test_accesses_that_cannot_be_seen_are_not_told_as_forgotten(at: At, windows: Windows) -> None:
    root = at(below(LONGEST_ON_WINDOWS + 1, "referent/access.jsonl"))
    closed(root)
    assert AccessLog(root).note("log", "208", now=NOW, who="Paul Martin", host="poste-12") == ""
    with windows(root), pytest.raises(OSError) as raised:
        AccessLog(root).trim(LATE)
    assert not isinstance(raised.value, FileNotFoundError)
    assert len(AccessLog(root).read()) == 1


# Evidence --------------------------------------------------------------------------------------------


@pytest.fixture
def with_a_photo(at: At) -> EvidenceFolder:
    """The evidence of a session: its folder can be seen, its copy cannot."""
    root = at(210)
    (root / "photo.jpg").write_bytes(b"x" * 50)
    journal = new_journal(root / "s")
    journal.act(Mark("join", (1,)), context())
    kept = journal.keep_evidence([str(root / "photo.jpg")])
    journal.act(ReportFraud(1, "communication", seen="…", evidence=kept), context())
    return journal.evidence


def test_a_piece_that_cannot_be_seen_is_not_gone(
    with_a_photo: EvidenceFolder, at: At, windows: Windows, tmp_path: Path
) -> None:
    """It is told as one that cannot be read, and nothing is put back without it."""
    from data.journal import Journal

    entries = Journal.open(with_a_photo.path.parent / "journal.jsonl").session.entries
    [piece] = named_in(entries)
    (tmp_path / "elsewhere").mkdir()
    elsewhere = EvidenceFolder(tmp_path / "elsewhere", PRIVATE)
    with windows(at(210)):
        assert with_a_photo.what_is_wrong(piece) == "ne peut pas être lue"
        with pytest.raises((OSError, EvidenceError)):
            elsewhere.take_over(with_a_photo, entries)
    elsewhere.take_over(with_a_photo, entries)
    assert elsewhere.what_is_wrong(piece) == ""


def test_pieces_of_an_export_that_cannot_be_seen_are_not_none(at: At, windows: Windows) -> None:
    root = at(below(LONGEST_ON_WINDOWS + 1, "pieces"))
    with windows(root), pytest.raises(OSError) as raised:
        pieces_beside(root, PRIVATE, ())
    assert not isinstance(raised.value, FileNotFoundError)


# What is told ----------------------------------------------------------------------------------------


def test_a_list_is_not_told_as_lacking(at: At, windows: Windows) -> None:
    place = at(LONGEST_ON_WINDOWS - 4) / "liste.csv"
    place.write_text("Nom;Prénom\n", encoding="utf-8")
    with windows(place.parent):
        [problem] = read_roster(place).problems
    assert "trop long" in problem.message


def test_a_folder_is_not_told_as_lacking(at: At, windows: Windows) -> None:
    place = at(LONGEST_ON_WINDOWS + 1)
    with windows(place.parent):
        assert "trop long" in folder(str(place), "", NOW).problem


def test_a_draft_that_is_not_kept_says_why_and_what_to_do(at: At, windows: Windows) -> None:
    """Whoever types reads it; the session's folder and the person's own refuse."""
    root = at(LONGEST_ON_WINDOWS - 8)
    drafts = Drafts(root / "208" / "drafts", root / "own" / "drafts")
    with windows(root):
        told = said_by(partial(drafts.keep, "me.1", _draft()))
    assert "trop long" in told
    assert "plus court" in told


def _draft() -> Draft:
    return Draft(deed="note", dialog="N", title="T", first_key=NOW, author="P", texts={"text": "abc"})
