"""Lists of many sessions from what is remembered of the closed ones: the same lines, whatever became of the memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data import listing, outlines
from data.archive import Archive
from data.integrity import check
from data.paths import cache_folder
from data.reading import ReadingArchive
from data.services.sessions import FollowedSessions
from screens.command.figures import summary
from screens.command.spoken import counts_told
from screens.command.status import _heading
from screens.home.cards import card_of
from screens.review.cards import review_card
from supervisor.action import CloseSession, Finish, Mark, MarkFinalised, RecordIncident, Reopen, TakeOver
from supervisor.outline import Outline, outlined, remembered
from supervisor.session import Session
from supervisor.waiting import waits_for
from tests.data.making import HEADER, NOW, context, creation
from tests.supervisor.ten_sessions import ten_sessions

LATER = (
    NOW + timedelta(hours=5),
    NOW + timedelta(days=1, hours=20),
    NOW + timedelta(days=9),
    NOW + timedelta(days=900),
)


@pytest.fixture(autouse=True)
def few_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LEAST", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Open, closed, finalised, reopened; one with a relève, one that cannot be read."""
    root = tmp_path / "store"
    archive = Archive(root)
    for number in ("200", "201", "202", "203", "204", "205"):
        archive.create(HEADER, creation(number), context())
    for number in ("201", "202", "203", "204"):
        journal = archive.journal(number)
        journal.act(Mark("start", (1, 2)), context(minutes=1))
        journal.act(TakeOver("Zoé Ñandú"), context(minutes=2))
        journal.act(RecordIncident("E4", (1,)), context(minutes=20))
        journal.act(Finish((1,)), context(minutes=40))
        journal.act(CloseSession(force=True), context(minutes=60))
    archive.journal("202").act(MarkFinalised(), context(minutes=90))
    archive.journal("203").act(Reopen("oubli"), context(minutes=95))
    (root / "sessions" / "205" / "journal.jsonl").write_bytes(b"{}\n")
    return root


def index() -> Path:
    """The file that is remembered in; there is one store."""
    [path] = (cache_folder() / "outlines").iterdir()
    return path


def told(session: Session | None, now: datetime) -> object:
    """All that lists say of a session."""
    if session is None:
        return None
    cards = card_of(session, now, points_of_the_room=9), review_card(session, now, points_of_the_room=9)
    return (
        _heading(session), session.phase, waits_for(session, now), counts_told(session, now), summary(session, now),
        cards,
        session.surveillant, session.has_provisional_number, session.zone.key,
    )  # fmt: skip


def listed(root: Path) -> list[object]:
    """What the list says of each at several instants."""
    shelves = Archive(root).listed()
    return [(shelf.number, shelf.problem, told(shelf.session, now)) for shelf in shelves for now in LATER]


def whole(root: Path) -> list[object]:
    """The same, each read from its first line."""
    shelves = Archive(root).sessions()
    return [
        (shelf.number, shelf.problem, told(shelf.journal.session if shelf.journal else None, now))
        for shelf in shelves
        for now in LATER
    ]


def outlined_numbers(root: Path) -> list[str]:
    """Those that were not read."""
    return [shelf.number for shelf in Archive(root).listed() if shelf.outline is not None]


@pytest.mark.parametrize(
    "session", [one for one in ten_sessions() if one.closed_at is not None], ids=lambda s: s.number
)
def test_a_list_says_the_same_of_an_outline(session: Session) -> None:
    """Whatever happened in it: nobody came, somebody left, a close that was forced."""
    figures = remembered(session)
    assert figures is not None
    assert session.closed_at is not None
    outline = outlined(session.header, figures, session.surveillants, session.present_surveillants, lambda: session)
    for later in (
        timedelta(),
        timedelta(minutes=30),
        timedelta(days=1, hours=20),
        timedelta(days=9),
        timedelta(days=800),
    ):
        now = session.closed_at + later
        assert told(outline, now) == told(session, now)
    assert outline.whole is session
    assert session.whole is session


def test_an_open_session_is_not_remembered() -> None:
    """Its counts change with the hour."""
    assert all(remembered(one) is None for one in ten_sessions() if one.closed_at is None)
    assert any(one.closed_at is None for one in ten_sessions())


def test_who_asks_an_outline_for_more_is_not_told_nothing() -> None:
    """It would be taken for « no candidate »."""
    session = next(one for one in ten_sessions() if one.closed_at is not None)
    figures = remembered(session)
    assert figures is not None
    outline = outlined(session.header, figures, (), (), lambda: None)
    asked: tuple[Callable[[], object], ...] = (
        lambda: list(outline.candidates), lambda: outline.candidates.get(1), lambda: outline.incidents_of(1),
        lambda: len(outline.entries), lambda: bool(outline.frauds), lambda: outline.last_id,
    )  # fmt: skip
    for ask in asked:
        with pytest.raises(LookupError):
            ask()


def test_the_list_is_the_same_the_second_time(store: Path) -> None:
    """The closed ones are not read any more."""
    first = listed(store)
    assert first == whole(store)
    assert outlined_numbers(store) == ["201", "202", "204"]
    assert listed(store) == first


def test_nothing_about_a_person_is_remembered(store: Path) -> None:
    """No name of a candidate, nor of whoever supervised or noted something, in whatever letters."""
    listed(store)
    kept = index().read_bytes()
    assert b'"201"' in kept
    for name in ("LE GOFF", "lève", "Martin", "poste-12", "Zo", "and"):
        assert name.encode() not in kept
        assert json.dumps(name)[1:-1].encode() not in kept


@pytest.mark.few(spoil=(2, 4, 5))
@pytest.mark.parametrize("spoil", ["gone", "empty", "cut", "other", "newer program", "lies", "a folder", "names"])
def test_a_spoilt_memory_is_only_slower(spoil: str, store: Path) -> None:
    """Never an error, never another line."""
    first = listed(store)
    path = index()
    document = json.loads(path.read_bytes())
    match spoil:
        case "gone":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(path.read_bytes()[:200])
        case "other":
            path.write_bytes(b'{"format":"vigie-journal","version":3}\n')
        case "newer program":
            path.write_text(json.dumps({**document, "program": "0" * 64}))
        case "lies":
            path.write_text(json.dumps({**document, "sessions": {"0" * 64: {"figures": {}}}}))
        case "names":
            for one in document["sessions"].values():
                one["people"] = [[10**9, 5]]
            path.write_text(json.dumps(document))
        case _:
            path.unlink()
            path.mkdir()
    assert listed(store) == first
    assert listed(store) == first


def test_where_nothing_can_be_remembered(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, an account without a home folder: as if there were no memory."""
    first = whole(store)
    (tmp_path / "cache").write_bytes(b"in the way")
    assert listed(store) == first
    assert listed(store) == first
    assert outlined_numbers(store) == []


def test_whatever_changes_is_seen(store: Path) -> None:
    """A journal with one more line is another one: finalised meanwhile, erased from, gone."""
    listed(store)
    Archive(store).journal("201").act(MarkFinalised(), context(minutes=200))
    journal = Archive(store).journal("204")
    journal.erase([1], context(minutes=300))
    assert outlined_numbers(store) == ["202"]
    assert listed(store) == whole(store)
    kept = set(json.loads(index().read_bytes())["sessions"])
    Archive(store).remove(store / "sessions" / "202")
    assert listed(store) == whole(store)
    assert set(json.loads(index().read_bytes())["sessions"]) < kept


def test_a_journal_that_was_tampered_with_is_read(store: Path) -> None:
    """One letter is enough: it is damaged in the list, as it is for `check`."""
    listed(store)
    path = store / "sessions" / "202" / "journal.jsonl"
    path.write_bytes(
        path.read_bytes().replace(b'"finished"', b'"finishes"').replace(b"test_finished", b"test_finishes")
    )
    assert listed(store) == whole(store)
    assert any("abîmé" in str(one) for one in listed(store))


def test_check_proves_without_any_memory(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was remembered is no proof."""
    listed(store)

    def refuse(*_: object) -> None:
        raise AssertionError("looked at")

    monkeypatch.setattr(outlines.Outlines, "__init__", refuse)
    assert check(store / "sessions" / "202" / "journal.jsonl").is_whole


def test_two_programs_remember_at_once(store: Path) -> None:
    """Each has its own file until it has its name; the last one stays, whole."""
    one, other = outlines.Outlines(store), outlines.Outlines(store)
    data = {n: (store / "sessions" / n / "journal.jsonl").read_bytes() for n in ("201", "202")}
    for memory, number in ((one, "201"), (other, "202")):
        memory.take(data[number], Archive(store).journal(number).session, outlines.digest_of(data[number]))
    one.take(data["202"], Archive(store).journal("202").session, "of other bytes")
    one.keep()
    other.keep()
    assert outlines.Outlines(store).of(data["201"], lambda: None) is None
    again = outlines.Outlines(store).of(data["202"], lambda: None)
    assert again is not None
    assert again.number == "202"
    assert listed(store) == whole(store)


def test_a_list_that_stays_open_follows_its_outlines(store: Path) -> None:
    """Home and the review: another terminal finalises one; somebody opens one."""
    listed(store)
    followed = FollowedSessions(ReadingArchive(store))
    begun = {shelf.number: shelf for shelf in followed.listed()}
    assert isinstance(begun["201"].session, Outline)
    assert begun["201"].journal is None
    Archive(store).journal("201").act(MarkFinalised(), context(minutes=200))
    again = {shelf.number: shelf for shelf in followed.listed()}
    assert again["201"].session is not None
    assert again["201"].session.finalised_at is not None
    assert again["202"] is begun["202"]
    opened = {shelf.number: shelf for shelf in followed.shelves()}
    assert all(shelf.journal is not None for number, shelf in opened.items() if number != "205")
    outline = begun["202"].session
    assert outline is not None
    assert outline.whole is not None
    assert outline.whole.candidates


def test_a_copy_is_still_one_once_its_journal_is_read(store: Path) -> None:
    """The papers of a day are of journals, and a copy lays none over those of the session."""
    shutil.copytree(store / "sessions/201", store / "sessions/201 (1)")
    listed(store)
    followed = FollowedSessions(Archive(store))
    begun = [shelf for shelf in followed.listed() if shelf.number == "201"]
    assert [shelf.outline is not None for shelf in begun] == [True, True]
    opened = [shelf for shelf in followed.shelves() if shelf.number == "201"]
    assert [shelf.journal is not None for shelf in opened] == [True, True]
    for shelves in (begun, opened):
        assert [(shelf.is_copy, shelf.branch) for shelf in shelves] == [(False, ""), (True, "dossier « 201 (1) »")]


def test_only_its_owner_reads_it(store: Path) -> None:
    """As all that is kept of a person's own."""
    listed(store)
    assert (index().stat().st_mode & 0o077, index().parent.stat().st_mode & 0o077) == (0, 0)
