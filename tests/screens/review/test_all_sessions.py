"""All sessions of one store or several, as a référent sees them: what runs, what is to be finalised, the archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from data.access_log import AccessLog
from data.archive import Archive
from data.errors import NotFoundError
from data.journal import Journal
from data.reading import ReadingJournal
from screens.dialogs.base import Dialog
from screens.home.choice import OpenSession
from screens.home.commands import COMMANDS
from screens.kit.settings import Settings
from screens.offices.review import ReadingOffice
from screens.review.cards import school_year
from screens.review.home import ReviewHome
from supervisor.action import CloseSession, Context, Finish, MarkFinalised, NewCandidate
from supervisor.candidate import Identity
from supervisor.waiting import length
from tests.screens.home.conftest import Home
from tests.screens.home.store import AUTHOR, DAY, HOST, PEOPLE, StillClock, a_day, act, at, damage, make, run

Seen = Callable[..., AbstractAsyncContextManager[Home]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A day of certification, on a machine in Paris whose référent has a folder of his own."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    a_day(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def clock() -> StillClock:
    """10:28:20, until told otherwise."""
    return StillClock()


@pytest.fixture
def seen(store: Path, clock: StillClock) -> Seen:
    """Opens the list: `async with seen(*more_stores) as home`."""

    @asynccontextmanager
    async def open_list(*more: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Home]:
        app = ReviewHome(ReadingOffice((store, *more), "Mme Roux", "bureau"), clock, settings=Settings(theme="dark"))
        async with app.run_test(size=size) as pilot:
            home = Home(app, pilot, clock, store)
            await home.settle()
            clock.real += 1
            yield home

    return open_list


def archived(store: Path, number: str, day: date) -> Journal:
    """A session that was held, closed and finalised."""
    journal = make(store, number, day)
    run(journal, at("09:00:00", day), to_the_end=True)
    act(journal, CloseSession(force=True), at("12:00:00", day))
    act(journal, MarkFinalised(), at("14:00:00", day))
    return journal


async def test_what_runs_comes_first(seen: Seen) -> None:
    """With its progress; then today's, those to finalise, those to come, the archive by school year."""
    async with seen() as home:
        rows = [line.strip() for line in home.lines]
        headings = [row for row in rows if row.isupper() and not row[0].isdigit()]
        assert headings == [
            "EN COURS", "AUJOURD'HUI", "À FINALISER", "À VENIR", "ANNÉE 2026-2027",
        ]  # fmt: skip
        assert "208" in rows[3]
        assert "12/20" in rows[3]
        assert "8 attendus · 12 en cours" in home.text


@pytest.mark.few(hour=(0, 2, 3))
@pytest.mark.parametrize(
    ("hour", "day", "text"),
    [
        ("10:28:20", DAY, "reste 24 h 11"),
        ("22:39:59", DAY, "reste 12 h 00"),
        ("10:39:59", DAY + timedelta(days=1), "reste 0 min"),
        ("10:40:00", DAY + timedelta(days=1), "48 h dépassées"),
        ("11:45:00", DAY + timedelta(days=1), "48 h dépassées depuis 1 h 05"),
        ("10:40:00", DAY + timedelta(days=6), "48 h dépassées depuis 5 jours"),
    ],
)
async def test_the_48_hours(seen: Seen, clock: StillClock, hour: str, day: date, text: str) -> None:
    """They run from the end of the last test: yesterday at 10:40."""
    clock.instant = at(hour, day)
    async with seen(size=(120, 30)) as home:
        [row] = [line for line in home.lines if " 190 " in line and "CLOSE" in line]
        assert text in row


async def test_the_archive_by_school_year(seen: Seen, store: Path) -> None:
    """From 1 September to 31 August, the latest year first, the latest day first."""
    for number, day in (("101", date(2025, 8, 31)), ("102", date(2025, 9, 1)), ("103", date(2026, 8, 31))):
        archived(store, number, day)
    async with seen(size=(100, 40)) as home:
        text = home.text
        places = [text.index(word) for word in ("ANNÉE 2026-2027", "ANNÉE 2025-2026", " 103 ", " 102 ",
                                                "ANNÉE 2024-2025", " 101 ")]  # fmt: skip
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), "2025-2026"), (date(2026, 9, 1), "2026-2027"), (date(2027, 1, 1), "2026-2027")],
)
def test_school_years(day: date, year: str) -> None:
    """1 September begins one."""
    assert school_year(day) == year


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h 00"), (1865, "31 h 05"), (5759, "95 h 59"), (5760, "4 jours")],
)
def test_lengths(minutes: int, text: str) -> None:
    """Hours as long as the 48 hours are spoken of, days when they are long gone."""
    assert length(timedelta(minutes=minutes)).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.few(typed=(2, 3))
@pytest.mark.parametrize(
    ("typed", "found"),
    [("208", "208"), ("cdi", "209"), ("paul", "208"), ("24/11", "310"), ("close", "190"), ("19/11", "190")],
)
async def test_search(seen: Seen, typed: str, found: str) -> None:
    """By number, room, site, surveillant, phase and day."""
    async with seen() as home:
        await home.press("slash")
        await home.type(typed)
        assert home.app.card is not None
        assert home.app.card.number == found


async def test_several_stores(seen: Seen, tmp_path: Path) -> None:
    """Two sessions of one number are two rows; a store that cannot be read is a row that says so."""
    other = tmp_path / "annexe"
    run(make(other, "208", room="Salle B"), at("09:30:00"), range(1, 4))
    (tmp_path / "notes.txt").write_text("x")
    async with seen(other, tmp_path / "absent", tmp_path / "notes.txt", size=(120, 30)) as home:
        assert " 3/20 " in home.text
        assert " 12/20 " in home.text
        assert sum("dossier illisible" in line for line in home.lines[2:]) == 2
        running = [card for card in home.app.cards or () if card.number == "208"]
        assert [card.store for card in running] == [str(tmp_path / "store"), str(other)]
        await home.press("home", "down", "enter")
        assert home.app.choice == OpenSession("208", str(other))


async def test_a_store_that_cannot_be_read_tells_why(seen: Seen, tmp_path: Path) -> None:
    """Enter says it; nothing is opened."""
    async with seen(tmp_path / "absent", size=(120, 30)) as home:
        place = [card.number for card in home.app.cards or ()].index("—")
        await home.press("home", *["down"] * place, "enter")
        assert "n'est pas là" in home.dialog
        await home.press("o", "escape")
        assert home.app.choice is None


async def test_an_empty_store(seen: Seen, store: Path, tmp_path: Path) -> None:
    """It says so, and proposes to make nothing."""
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    (tmp_path / "store" / "sessions").mkdir(parents=True)
    async with seen() as home:
        assert "Aucune session ici." in home.text
        assert "importer" not in home.text
        await home.press("enter")
        assert "Aucune session ici." in home.footer


async def test_nothing_is_made_or_imported(seen: Seen, store: Path) -> None:
    """No key of home that makes something does, none is named; the only field is the search."""
    keys = {key for command in COMMANDS if not command.reads for key in command.keys}
    assert keys
    numbers = Archive(store).numbers()
    async with seen() as home:
        await home.press(*sorted(keys))
        assert not isinstance(home.app.screen, Dialog)
        assert home.app.choice is None
        assert [field.id for field in home.app.screen.query(Input)] == ["sought"]
        for word in ("importer", "créer", "démo"):
            assert word not in home.footer
        await home.press("question_mark")
        for word in ("importer", "Crée", "répétition", "liste de candidats"):
            assert word not in home.dialog
    assert Archive(store).numbers() == numbers


async def test_it_follows_the_store(seen: Seen, store: Path) -> None:
    """What is recorded elsewhere shows when the store is looked at again."""
    async with seen() as home:
        journal = Archive(store).journal("208")
        journal.act(Finish((1, 2)), Context(at("10:28:30"), AUTHOR, HOST))
        home.clock.real += 6
        home.app.tick()
        await home.settle()
        assert "10/20" in home.text


async def test_a_damaged_session_opens_for_reading(seen: Seen, store: Path) -> None:
    """After it said what to do."""
    damage(store, "150", 9)
    async with seen() as home:
        await home.press("slash", *"150", "enter")
        assert "À VÉRIFIER" in home.text
        await home.press("enter")
        assert "abîmé" in home.dialog
        await home.press("o")
        assert home.app.choice == OpenSession("150")


def test_opening_is_noted_in_the_access_log(store: Path) -> None:
    """Who, where and which session; what is opened records nothing."""
    opened = ReadingOffice((store,), "Mme Roux", "bureau").open("208", "", at("10:28:20"))
    assert isinstance(opened.desk, ReadingJournal)
    [access] = AccessLog(store).read()
    assert (access.what, access.session, access.host) == ("review", "208", "bureau")
    assert access.who.startswith("Mme Roux")
    assert opened.told == ""


def test_a_number_in_two_stores_is_asked_about(store: Path, tmp_path: Path) -> None:
    """« vigie review 208 --store A --store B » does not choose by itself; a number of one of them is found."""
    other = tmp_path / "annexe"
    make(other, "208", people=PEOPLE[:3])
    make(other, "400", people=PEOPLE[:3])
    both = ReadingOffice((store, other), "Mme Roux", "bureau")
    with pytest.raises(NotFoundError, match="plusieurs dossiers"):
        both.open("208", "", at("10:28:20"))
    assert both.open("400", "", at("10:28:20")).desk.session.number == "400"
    with pytest.raises(NotFoundError, match="n'est pas dans"):
        both.open("999", "", at("10:28:20"))


# A person -------------------------------------------------------------------------------------------------


def shown_in(home: Home) -> list[str]:
    """The sessions that are listed."""
    return [card.number for card in home.app.shown().cards or ()]


@pytest.mark.parametrize("typed", ["dal", "merac el", "dalmerac"])
async def test_a_person_is_found_over_all_sessions(seen: Seen, store: Path, typed: str) -> None:
    """By parts of the name, split or joined: the sessions with the number; the register says who looked."""
    who = NewCandidate(Identity(last_name="DAL MÉRAC", first_name="Élodie", birth_date=date(2009, 3, 4)))
    make(store, "87", DAY - timedelta(days=60), people=(*PEOPLE[:2], who))
    async with seen() as home:
        everything = shown_in(home)
        await home.press("slash")
        await home.type(typed)
        assert not AccessLog(store).read(), "nothing is looked at while it is typed"
        assert "Entrée cherche une personne de ce nom" in home.text
        await home.press("enter")
        assert shown_in(home) == ["87"]
        assert "n° 3 DAL MÉRAC" in home.text
        assert "trouvé dans 1 session" in home.footer
        assert [(a.what, a.session, a.who.split(" (")[0]) for a in AccessLog(store).read()] == [
            ("find", "", "Mme Roux"),
        ]  # fmt: skip
        await home.press("escape", "escape")
        assert shown_in(home) == everything
        assert "MÉRAC" not in home.text


async def test_a_number_or_a_day_looks_for_nobody(seen: Seen, store: Path) -> None:
    """Digits are no name: nothing is noted. Nobody of a name is said, and noted."""
    async with seen() as home:
        await home.press("2", "enter")
        assert not AccessLog(store).read()
        await home.press("slash")
        await home.press(*["backspace"] * 3)
        await home.type("zzz")
        await home.press("enter")
        assert "personne de ce nom" in home.footer
        assert [access.what for access in AccessLog(store).read()] == ["find"]
