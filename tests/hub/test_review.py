"""A hub looked at: the same screens, followed as things are recorded elsewhere; forks and outages are told."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from textual.pilot import Pilot

from data import disk
from data.hub import opening
from data.hub.mirror import Kept
from data.hub.sending import Cursor, send
from data.hub.settling import UnsettledError
from data.journal import Journal
from screens.kit.settings import Settings
from screens.offices.hub import school_at
from screens.offices.hub_forks import ForksAtHub
from screens.offices.review import ReadingOffice
from screens.review.app import ReviewApp
from screens.review.home import ReviewHome
from supervisor.action import Mark
from tests.command.command import Vigie
from tests.data.making import busy_journal, context, note
from tests.hub.conftest import OTHER_SCHOOL, Hub
from tests.hub.readers import both, left_behind, over, vigie
from tests.on_screen import text_of
from tests.waiting import until

__all__ = ["both", "left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")


def text(app: ReviewApp | ReviewHome) -> str:
    """What the screen in front shows, with plain spaces."""
    return text_of(app.screen)


def roots_of(there: Vigie) -> tuple[Path, ...]:
    return opening.roots_of_hub(str(there.store))


@asynccontextmanager
async def board(
    there: Vigie, number: str = "208", folder: str = "", size: tuple[int, int] = (110, 30)
) -> AsyncIterator[ReviewApp]:
    """The board of a session over a hub, followed."""
    office = ReadingOffice(roots_of(there), "Mme Roux", "bureau")
    opening.follow_mirrors(there.clock.now)
    opened = office.open(number, folder, there.clock.now())
    app = ReviewApp(
        opened.desk, there.clock, author="Mme Roux", host="bureau", settings=Settings(theme="dark", mask_after=0),
        ticks=opened.ticks, warning=opened.told, news=opened.news, named=opened.named, forks=opened.forks,
    )  # fmt: skip
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app


@asynccontextmanager
async def listed(there: Vigie, size: tuple[int, int] = (110, 30)) -> AsyncIterator[ReviewHome]:
    """The list of a hub's sessions."""
    app = ReviewHome(ReadingOffice(roots_of(there), "Mme Roux", "bureau"), there.clock, settings=Settings(theme="dark"))
    async with app.run_test(size=size) as pilot:
        await until(lambda: app.is_idle and app.cards is not None, "the list")
        await pilot.pause()
        app.draw()
        await pilot.pause()
        yield app


async def test_what_a_surveillant_records_is_on_the_board_of_who_looks_on(hub: Hub, both: tuple[Vigie, Vigie]) -> None:
    here, there = both
    device = hub.way(hub.device("salle-c1"))
    async with board(there) as app:
        assert "LECTURE" in text(app)
        assert "NDIAYE-ROUSSEL" in text(app)
        here.done("finish", "1")
        send(here.store, device, Cursor())
        await until(lambda: app.desk.session.candidates[1].status.value == "finished", "what was recorded")
        await until(lambda: app.session.candidates[1].status.value == "finished", "its picture")


async def test_the_academie_sees_numbers_and_no_name(hub: Hub, both: tuple[Vigie, Vigie]) -> None:
    there = over(hub, both[0], hub.reader("academie"))
    async with board(there) as app:
        assert "SANS NOMS" in text(app)
        assert "208" in text(app)
        for name in ("GOFF", "NDIAYE", "MARTIN", "effacé"):
            assert name not in text(app)
    assert there("check").code == 0
    assert "sans les noms" in there("check").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "GOFF" not in there("status", "208").out
    refused = there("find", "GOFF")
    assert refused.code == 1
    assert "ne dit aucun nom" in refused.complaint
    assert hub.sql("SELECT count(*) FROM vigie.access WHERE verb = 'names'") == [(0,)]


async def test_names_are_asked_for_when_a_session_is_opened_and_noted(hub: Hub, both: tuple[Vigie, Vigie]) -> None:
    async with listed(both[1]) as app:
        assert "208" in text(app)
        assert "209" in text(app)
    assert hub.sql("SELECT verb FROM vigie.access") == []
    async with board(both[1]):
        pass
    assert hub.sql("SELECT verb FROM vigie.access ORDER BY at") == [("review",), ("names",)]
    hub.sql("UPDATE vigie.access SET at = '2026-11-22 10:00+01'")
    lines = both[1]("log", "--access").lines
    assert [line.split("  ")[1:3] for line in lines] == [
        ["session 208", lines[0].split("  ")[2]],
        ["session 208", lines[1].split("  ")[2]],
    ]
    assert "noms lus" in lines[1] or "noms lus" in lines[0]


async def test_the_list_tells_when_a_laptop_is_not_seen(hub: Hub, both: tuple[Vigie, Vigie]) -> None:
    """By the hub's clock: that of whoever reads may be hours ahead, or behind."""
    seen = "UPDATE vigie.device SET seen_at = clock_timestamp() - interval '%s', waiting = 3"
    hub.sql(seen % "12 min")
    told = both[1]("status").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "salle-b204 vu il y a 12 min, 3 lignes en attente" in told
    both[1].clock.pass_by(hours=5)
    assert both[1]("status").out.replace("\N{NO-BREAK SPACE}", " ").count("vu il y a 12 min") == told.count("il y a 12")
    async with listed(both[1]) as app:
        assert "vu il y a 12 min" in text(app), text(app)


async def test_a_phase_of_a_newer_vigie_takes_no_other_session_with_it(hub: Hub, both: tuple[Vigie, Vigie]) -> None:
    """What its laptop says it comes to is not understood: the session itself is read."""
    hub.sql(
        "UPDATE vigie.head SET number = '208', slot_start = now(), slot_end = now(), phase = 'of_tomorrow', "
        "expected = 0, joined = 0, running = 0, ended = 0, absent = 0, alerts = 0, ends = '{}' "
        "WHERE root = (SELECT root FROM vigie.line WHERE lasting LIKE %s)", '%"number":"208"%',
    )  # fmt: skip
    async with listed(both[1]) as app:
        assert "208" in text(app)
        assert "209" in text(app)
        assert "EN COURS" in text(app)


def forked(hub: Hub, tmp_path: Path) -> None:
    """Two laptops went on with one session, each with a line of its own."""
    go_on_elsewhere(hub, tmp_path, *go_on_here(hub, tmp_path))


def go_on_here(hub: Hub, tmp_path: Path) -> tuple[Journal, bytes]:
    """A laptop goes on with a session and sends it; its journal, and what it held before."""
    journal = busy_journal(tmp_path)
    before = journal.path.read_bytes()
    note(journal, "sur le premier poste")
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    return journal, before


def go_on_elsewhere(hub: Hub, tmp_path: Path, journal: Journal, before: bytes) -> None:
    """Another one goes on with what the journal held before, and sends that."""
    journal.path.write_bytes(before)
    journal.follow()
    journal.act(Mark("join", (1,)), context("Nadia Roux"))
    send(tmp_path / "store", hub.way(hub.device("salle-b205")), Cursor())


async def test_both_branches_of_a_fork_are_listed_read_and_one_is_chosen(
    hub: Hub, vigie: Vigie, tmp_path: Path
) -> None:
    forked(hub, tmp_path)
    there = over(hub, vigie, hub.reader())
    assert len(there("status").lines) == 2
    said = there("status").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "branche de salle-b204" in said
    assert "branche de salle-b205" in said
    several = there("log", "208")
    assert several.code == 2
    assert "plusieurs fois au concentrateur" in several.complaint
    one = over(hub, vigie, hub.reader(), "#salle-b205")("log", "208")
    assert "Nadia Roux" in one.out
    assert "sur le premier poste" not in one.out
    assert there("check").code == 0
    async with listed(there) as app:
        assert text(app).count("branche de salle-b20") >= 2
        [folder] = [card.store for card in app.cards or () if "b205" in card.waits.text]
    async with board(there, folder=folder) as looked:
        assert "branche de salle-b205" in text(looked)
        await until(lambda: "B : comparer les branches" in text(looked), "that there is another branch")


def test_a_person_says_which_branch_goes_on(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    forked(hub, tmp_path)
    there = over(hub, vigie, hub.reader())
    assert vigie("hub", "settle", "208", "--branch", "salle-b9", "--hub", str(there.store)).code == 1
    assert vigie("hub", "settle", "208", "--branch", "salle-b205", "--hub", str(there.store)).code == 0
    assert hub.sql('SELECT "by" = %s FROM vigie.settled', str(there.store).partition("//")[2].partition(":")[0]) == [
        (True,)
    ]
    assert "Nadia Roux" in there("log", "208").out
    assert "branche de salle-b204, écartée" in there("status").out
    waits = [card.waits for card in ReadingOffice(roots_of(there), "x", "y").cards(there.clock.now())]
    assert sorted(one.causes[-1].text for one in waits) == ["branche de salle-b204, écartée", "branche de salle-b205"]
    assert not any("à choisir" in one.text for one in waits)
    aside = over(hub, vigie, hub.reader(), "#salle-b204")("log", "208")
    assert "sur le premier poste" in aside.out
    for device, line in (("salle-b204", "sur le premier poste"), ("salle-b205", "Nadia Roux")):
        # Somebody changes their mind, and again.
        assert vigie("hub", "settle", "208", "--branch", device, "--hub", str(there.store)).code == 0
        assert line in there("log", "208").out


async def test_a_fork_that_comes_while_somebody_looks_on_is_told(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journal, before = go_on_here(hub, tmp_path)
    there = over(hub, vigie, hub.reader())
    async with board(there) as app:
        go_on_elsewhere(hub, tmp_path, journal, before)
        await until(lambda: "a été continuée sur plusieurs postes" in text(app), "the fork")
        assert app.desk.session.entries[-1].author == "Paul Martin"


async def test_an_erasure_reaches_who_looks_on(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    way = hub.way(hub.device())
    send(tmp_path / "store", way, Cursor())
    there = over(hub, vigie, hub.reader())
    async with board(there) as app:
        assert "LE GOFF" in text(app)
        laid_out: Path = app.desk.path  # type: ignore[attr-defined]
        journal.erase([entry.id for entry in journal.session.entries if entry.id > 1], context())
        send(tmp_path / "store", way, Cursor())
        await until(lambda: "LE GOFF" not in text(app), "the erasure")
    assert b"LE GOFF" not in disk.read_file(laid_out)


@contextmanager
def out_of_reach(hub: Hub) -> Iterator[None]:
    """Nobody is connected to the hub any more, nor can be; then everybody can again."""
    with psycopg.connect(hub.server.address().text, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {hub.database} ALLOW_CONNECTIONS false".encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [hub.database])
        try:
            yield
        finally:
            connection.execute(f"ALTER DATABASE {hub.database} ALLOW_CONNECTIONS true".encode())


async def test_a_hub_that_is_gone_is_told_what_was_read_stays_and_it_comes_back(
    hub: Hub, both: tuple[Vigie, Vigie]
) -> None:
    here, there = both
    async with board(there) as app:
        with out_of_reach(hub):
            await until(lambda: "ne répond plus depuis 11:30" in text(app), "that it is gone")
            assert "NDIAYE-ROUSSEL" in text(app)
            here.done("finish", "1")
        send(here.store, hub.way(hub.device("salle-c1")), Cursor())
        await until(lambda: app.session.candidates[1].status.value == "finished", "what was recorded meanwhile")
        await until(lambda: "de nouveau à jour" in text(app), "that it is back")


async def test_a_branch_is_chosen_from_the_list_with_what_each_one_holds_before_ones_eyes(
    hub: Hub, vigie: Vigie, tmp_path: Path
) -> None:
    forked(hub, tmp_path)
    there = over(hub, vigie, hub.reader())
    async with listed(there, size=(80, 24)) as app:
        assert "salle-b204" in text(app)
        assert "salle-b205" in text(app)
        async with pressing(app) as press:
            await press("b")
            await until(lambda: "continuée sur plusieurs postes" in text(app), "what each branch holds")
            for told in ("1 ligne à elle seule", "sur le premier poste", "Paul Martin", "Nadia Roux", "session 1",
                         "parcours 1", "vu il y a", "accueil"):  # fmt: skip
                assert told in text(app), text(app)
            await press("2")
            await until(lambda: "garder la branche de salle-b205" in text(app), "why")
            await press("enter")
            assert "dites pourquoi" in text(app)
            assert hub.sql("SELECT count(*) FROM vigie.settled") == [(0,)]
            await press(*"panne", "enter")
            await until(lambda: "la branche de salle-b205 va" in text(app), "that it is recorded")
            await until(lambda: "écartée" in text(app), "what the list says of it")
    assert hub.sql("SELECT why, n FROM vigie.settled") == [("panne", hub.sql("SELECT max(n) FROM vigie.line")[0][0])]
    assert "Nadia Roux" in there("log", "208").out


async def test_a_branch_is_chosen_from_the_board_which_says_so_at_once(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    forked(hub, tmp_path)
    there = over(hub, vigie, hub.reader())
    folder = folder_of(there, "salle-b204")
    async with board(there, folder=folder) as app, pressing(app) as press:
        await press("B")
        await until(lambda: "garder la branche" in text(app), "the branches")
        await press("2")
        await until(lambda: "Pourquoi" in text(app), "why")
        await press(*"panne", "enter")
        await until(lambda: "branche de salle-b204, écartée" in text(app), "the heading")
        assert not app.forks.to_choose  # type: ignore[union-attr]
        await press("B")
        await until(lambda: "(elle va)" in text(app), "the branches")
        assert "choisie par referent 0750001A le" in text(app)
        assert "panne" in text(app)


async def test_who_may_not_choose_sees_what_each_branch_holds_without_names(
    hub: Hub, vigie: Vigie, tmp_path: Path
) -> None:
    forked(hub, tmp_path)
    referent = over(hub, vigie, hub.reader())
    why = ("--branch", "salle-b204", "--reason", "LE GOFF y a composé", "--hub", str(referent.store))
    assert vigie("hub", "settle", "208", *why).code == 0
    there = over(hub, vigie, hub.reader("academie"))
    async with board(there, folder=folder_of(there, "salle-b204")) as app, pressing(app) as press:
        await press("B")
        await until(lambda: "— un référent de" in text(app), "who chooses")
        assert "choisie par referent 0750001A" in text(app)
        assert "GOFF" not in text(app)
        await press("2", "enter")
        assert "Pourquoi" not in text(app)
        await press("escape")
    fork = ForksAtHub(school_at(roots_of(there)[0]), kept_of(there, "salle-b205"))
    looked = fork.look(there.clock.now())
    assert looked is not None
    with pytest.raises(UnsettledError, match="Seul un référent"):
        fork.settle(looked.branches[1], "x", looked)
    assert hub.sql("SELECT count(*) FROM vigie.settled") == [(1,)]


async def test_what_somebody_chose_meanwhile_is_not_overruled_unseen(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    forked(hub, tmp_path)
    there = over(hub, vigie, hub.reader())
    fork = ForksAtHub(school_at(roots_of(there)[0]), kept_of(there, "salle-b204"))
    looked = fork.look(there.clock.now())
    assert looked is not None
    assert vigie("hub", "settle", "208", "--branch", "salle-b205", "--hub", str(there.store)).code == 0
    with pytest.raises(UnsettledError, match=r"quelqu'un a choisi entre-temps.: branche de salle-b205"):
        fork.settle(looked.branches[0], "x", looked)
    again = fork.look(there.clock.now())
    assert again is not None
    assert "va" in fork.settle(again.branches[0], "x", again)


def kept_of(there: Vigie, device: str) -> Kept:
    """The branch of a machine."""
    store = school_at(roots_of(there)[0])
    return next(one for one in store.kept if one.branch is not None and one.branch.device == device)


def folder_of(there: Vigie, device: str) -> str:
    """Where it is laid out."""
    return str(kept_of(there, device).folder)


@asynccontextmanager
async def pressing(app: ReviewApp | ReviewHome) -> AsyncIterator[Callable[..., Awaitable[None]]]:
    """Keys as a hand presses them: none is in a burst."""
    pilot: Pilot[Any] = Pilot(app)

    async def press(*keys: str) -> None:
        for key in keys:
            await pilot.press(key)
        await pilot.pause()

    yield press


async def test_the_academie_sees_a_row_a_school_and_goes_into_one(
    hub: Hub, both: tuple[Vigie, Vigie], tmp_path: Path
) -> None:
    hub.device("salle-1", OTHER_SCHOOL)
    there = over(hub, both[0], hub.reader("academie"))
    async with listed(there) as app:
        assert "2 établissements" in text(app)
        assert "À VOIR" in text(app)
        assert "RIEN EN COURS" in text(app)
        assert "1 en cours" in text(app)
        assert "1 à finaliser" in text(app)
        [first, _] = app.cards or ()
    inside = ReadingOffice(roots_of(there), "x", "y").inside(first.store)
    assert inside is not None
    assert {card.number for card in inside.cards(there.clock.now())} == {"208", "209"}
