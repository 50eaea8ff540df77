"""Home, key by key: what it shows, what it opens, what it finds, what it keeps from happening."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key

from data.archive import Archive, Shelf
from data.errors import StoreError
from data.services.sessions import FollowedSessions
from screens.home.choice import OpenSession, Rehearse
from screens.home.commands import COMMANDS
from screens.home.reader import DamagedDialog, HomeHelp
from screens.kit.hands import stamp
from screens.kit.hinted import key_called
from supervisor.action import Finish
from tests.screens.home.conftest import Open
from tests.screens.home.store import DAY, a_day, act, at, damage, make


def is_there(path: Path) -> bool:
    return path.exists()


async def test_an_empty_store_says_what_to_do(opened: Open, store: Path) -> None:
    """A first run needs no manual: three keys, and where the sessions will be."""
    async with opened() as home:
        for said in (
            "encore aucune session",
            "i  importer une liste",
            "c  créer une session",
            "d  s'exercer",
            str(store),
        ):
            assert said in home.text
        assert "ouvrir" not in home.footer, "only what is possible now"
        await home.press("enter")
        assert "aucune session : i, c ou d" in home.footer
        await home.press("slash")
        assert "rien à chercher" in home.footer
    assert home.app.choice is None
    assert not is_there(store), "looking makes nothing"


async def test_todays_first_then_coming_then_past(opened: Open, store: Path) -> None:
    """Each with its phase, its progress and what it waits for."""
    a_day(store)
    async with opened() as home:
        rows = [" ".join(line.split()) for line in home.lines]
        text = "\n".join(rows)
        order = [
            text.index(word)
            for word in ("AUJOURD'HUI", " 208 S", " 209 C", "À FINALISER", " 190 S", "À VENIR", " 310 S", "PASSÉES")
        ]
        assert order == sorted(order)
        assert "EN COURS 12/20 · dernière fin 11:22" in text
        assert "dans 3 h 32 · salle 0/14 vue" in text
        assert "PRÉPARATION liste à importer" in text
        assert "CLOSE avant sam. 10:40, reste 24 h 11" in text
        assert "jamais commencée" in text
        assert "[b]gras[/b]" in text, "nothing is read as markup"
        assert "NOM01" not in text, "home names no candidate"
        assert home.app.chosen == "208", "what runs is chosen"
        assert "surveillance : Paul Martin" in text


CHOOSING = (
    (("down",), "209"),
    (("j", "j"), "190"),
    (("j", "j", "j"), "310"),
    (("down", "up"), "208"),
    (("k",), "208"),
    (("end",), "150"),
    (("end", "home"), "208"),
    (("pagedown",), "150"),
    (("end", "pageup"), "208"),
)


async def test_choosing(opened: Open, store: Path) -> None:
    """↑ ↓ j k, pages, first and last; each from the first one."""
    a_day(store)
    async with opened() as home:
        for keys, chosen in CHOOSING:
            assert home.app.card is not None
            assert home.app.card.number == "208"
            await home.press(*keys)
            assert home.app.card.number == chosen, keys
            assert f"ouvrir {chosen}" in home.footer, keys
            for _ in range([card.number for card in home.app.shown().cards or ()].index(chosen)):
                await home.press("up")


async def test_enter_opens(opened: Open, store: Path) -> None:
    """The chosen session; home ends with it."""
    a_day(store)
    async with opened() as home:
        await home.press("down", "enter")
    assert home.app.choice == OpenSession("209")


async def test_the_key_that_left_the_board_does_nothing_once_more(opened: Open, store: Path) -> None:
    """Enter hit twice does not open it again; held, the half second starts anew."""
    a_day(store)
    async with opened(chosen="208") as home:
        home.app.come_back("enter")
        await home.press_at_once("enter")
        home.clock.real += 0.4
        await home.press_at_once("enter")
        home.clock.real += 0.4
        await home.press_at_once("enter")
        assert home.app.choice is None
        assert home.app.is_running
        await home.press("enter")
    assert home.app.choice == OpenSession("208")


@pytest.mark.parametrize("left_by", ["", "q"])
async def test_another_key_at_the_first_picture_is_heard(opened: Open, store: Path, left_by: str) -> None:
    """At once, at the first opening as behind a board that was left by `q`: what is typed then is lost no more."""
    a_day(store)
    async with opened(chosen="208") as home:
        home.app.come_back(left_by)
        await home.press_at_once("enter")
    assert home.app.choice == OpenSession("208")


async def test_a_key_held_until_home_is_seen_does_nothing(opened: Open, store: Path) -> None:
    """The board was left by `q`, which is still held: however long home takes to be drawn, Vigie is not left."""
    a_day(store)
    async with opened(chosen="208") as home:
        home.app.come_back("q")
        home.clock.real += 0.4
        home.app.pictured_at = None
        await home.app.on_event(stamp(Key("q", "q"), home.clock.real))
        home.clock.real += 0.4
        home.app.pictured_at = home.clock.real
        await home.press_at_once("q")
        assert home.app.is_running


@pytest.mark.wide
@pytest.mark.parametrize("width", [80, 150])
async def test_each_key_that_is_shown_does_something(opened: Open, store: Path, width: int) -> None:
    """Those of the footer, each on home as it is opened (RULES.md section 11)."""
    a_day(store)
    async with opened(size=(width, 30)) as home:
        keys = {name: key_called(name) for name, _ in home.app.hints(home.app.card)}
    assert {"Entrée", "q"} <= keys.keys()
    for name, key in keys.items():
        assert key is not None, name
        async with opened(size=(width, 30)) as home:
            before = home.lines
            await home.press(key.key)
            assert (home.app.return_code is not None) or home.lines != before, f"« {name} » does nothing to be seen"


async def test_the_demo(opened: Open) -> None:
    """`d` opens a rehearsal."""
    async with opened() as home:
        await home.press("d")
    assert home.app.choice == Rehearse()


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving(opened: Open, key: str) -> None:
    """Nothing is chosen then."""
    async with opened() as home:
        await home.press(key)
    assert home.app.choice is None
    assert home.app.return_code == 0


async def test_ctrl_c_does_not_leave(opened: Open) -> None:
    """It is hit too easily."""
    async with opened() as home:
        await home.press("ctrl+c")
        assert "q pour quitter" in home.footer


async def test_capitals_never_act(opened: Open, store: Path) -> None:
    """Caps Lock is how French keyboards type digits."""
    a_day(store)
    async with opened() as home:
        await home.press("C")
        assert "Verr. Maj." in home.footer
        assert home.dialog == ""
        await home.press("escape")
        assert "Verr. Maj." not in home.footer


SEARCHES: tuple[tuple[str, list[str]], ...] = (
    ("209", ["209"]),
    ("cdi", ["209"]),
    ("SALLE", ["208", "209", "190", "310", "150"]),
    ("24/11", ["310"]),
    ("mardi", ["310"]),
    ("close", ["190"]),
    ("finaliser", ["190"]),
    ("jean moulin 15", ["150"]),
    ("zzz", []),
)


async def test_search(opened: Open, store: Path) -> None:
    """The beginning of some word; Enter keeps what was found, Escape shows all again."""
    a_day(store)
    async with opened() as home:
        for typed, left in SEARCHES:
            await home.press("slash")
            await home.type(typed)
            assert [card.number for card in home.app.shown().cards or ()] == left, typed
            await home.press("enter")
            assert f"recherche {typed}" in home.text
            assert ("Aucune session ne correspond" in home.text) is (not left), typed
            await home.press("escape")
            assert len(home.app.shown().cards or ()) == 5, typed


async def test_escape_in_the_search(opened: Open, store: Path) -> None:
    """It closes and shows all again."""
    a_day(store)
    async with opened() as home:
        await home.press("r")
        await home.type("cdi")
        await home.press("escape")
        assert home.app.search == ""
        assert "AUJOURD'HUI" in home.text
        await home.press("d")
    assert home.app.choice == Rehearse(), "keys are commands again"


@pytest.mark.parametrize("typed", ["190", "&çà"])
async def test_a_digit_opens_the_search(opened: Open, store: Path, typed: str) -> None:
    """Also one hit without Shift."""
    a_day(store)
    names = {"&": "ampersand", "ç": "ç", "à": "à"}
    async with opened() as home:
        await home.press(*(names.get(c, c) for c in typed))
        assert [card.number for card in home.app.shown().cards or ()] == ["190"]
        await home.press("enter", "enter")
    assert home.app.choice == OpenSession("190")


async def test_damaged_sessions_say_what_to_do(opened: Open, store: Path) -> None:
    """One can still be read, of another nothing; neither opens by Enter."""
    a_day(store)
    damage(store, "209", 4)
    damage(store, "150", 1)
    async with opened() as home:
        assert "abîmée : Entrée dit quoi faire" in home.text
        assert "À VÉRIFIER" in home.text
        await home.press("down", "enter")
        assert isinstance(home.app.screen, DamagedDialog)
        assert "ligne 4" in home.dialog
        assert "vigie check 209" in home.dialog
        assert "se lit encore" in home.dialog
        await home.press("enter", "down", "down", "enter")
        assert "Session 150" in home.dialog
        await home.press("o")
        assert "rien ne peut en être lu" in home.dialog
        await home.press("escape", "up", "up", "enter", "o")
    assert home.app.choice == OpenSession("209")


async def test_a_copy_of_a_folder_never_opens_the_other(opened: Open, store: Path) -> None:
    """Two folders of one number are two rows; Enter on the copy says what it is, and nothing opens it."""
    make(store, "300", DAY, "09:00")
    shutil.copytree(store / "sessions/300", store / "sessions/300 (1)")
    async with opened() as home:
        one, copy = home.app.cards or ()
        assert (one.key, home.app.chosen) == ("300", "300")
        assert copy.key != one.key
        assert "copie : Entrée dit quoi faire" in home.text
        await home.press("down", "enter")
        assert isinstance(home.app.screen, DamagedDialog)
        assert "« 300 (1) », est sans doute une copie" in home.dialog
        await home.press("o")
        assert "son numéro ouvre l'autre dossier" in home.dialog
        await home.press("enter", "enter", "escape")
        assert home.app.is_running
        await home.press("up", "enter")
    assert home.app.choice == OpenSession("300")


async def test_who_opens_a_session_waits_for_no_list(
    opened: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is looked at again every few seconds: what a slow disk answers after somebody has left is nobody's."""
    a_day(store)
    has_answered = Event()
    async with opened() as home:
        read = home.app.office.cards
        monkeypatch.setattr(home.app.office, "cards", lambda now: read(now) if has_answered.wait() else ())
        home.app.read_again()
        try:
            await home.press("enter")
            assert not home.app.is_idle
        finally:
            has_answered.set()
    assert home.app.choice == OpenSession("208")


async def test_what_others_record_is_seen(opened: Open, store: Path, clock: object) -> None:
    """The store is looked at again by itself; a session made elsewhere comes into the list."""
    a_day(store)
    async with opened() as home:
        journal = make(store, "401", DAY, "16:00")
        act(Archive(store).journal("208"), Finish((1, 2)), at("10:28:10"))
        home.clock.real += 6
        home.app.tick()
        await home.settle()
        assert journal.session.number in [card.number for card in home.app.cards or ()]
        assert "10/20" in home.text
        await home.press("f5")
        assert home.app.chosen == "208"


async def test_a_store_that_cannot_be_listed(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that stays, not a traceback."""

    def fail(_: Archive) -> list[Shelf]:
        raise StoreError("Lecture impossible de /store : les droits ne le permettent pas.")

    monkeypatch.setattr(Archive, "sessions", fail)
    monkeypatch.setattr(FollowedSessions, "_seen", lambda self: frozenset({str(id(object()))}))
    async with opened() as home:
        assert "Lecture impossible" in home.footer
        await home.press("enter")
        assert home.app.is_running


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help(opened: Open, store: Path, key: str) -> None:
    """Every command with its key; closed by the same key."""
    async with opened() as home:
        await home.press(key)
        assert isinstance(home.app.screen, HomeHelp)
        for command in COMMANDS:
            assert command.help in home.dialog
        await home.press("pagedown", "enter")
        assert home.dialog == ""


async def test_a_sentence_to_come_back_with(opened: Open) -> None:
    """What the board could not do is said here, until it is seen."""
    async with opened(sentence="La session 5 n'est pas là.") as home:
        assert "La session 5 n'est pas là." in home.footer
        await home.press("escape")
        assert "importer" in home.footer


@pytest.mark.parametrize(
    "size", [(30, 10), *(pytest.param(size, marks=pytest.mark.wide) for size in ((80, 24), (150, 36), (30, 8)))]
)
async def test_thirty_sessions_at_every_size(opened: Open, store: Path, size: tuple[int, int]) -> None:
    """They scroll, the chosen one stays in sight, nothing breaks; nor when the terminal changes."""
    for number in range(30):
        make(store, str(500 + number), DAY, f"{8 + number % 10:02d}:00", people=())
    async with opened(size) as home:
        for _ in range(3):
            await home.press("pagedown")
        await home.press("end")
        if size[1] >= 10:
            assert any("▌" in line for line in home.lines)
        for key in ("c", "i", "question_mark"):
            await home.press(key)
            assert home.dialog
            await home.press("escape")
        await home.pilot.resize_terminal(60, 20)
        await home.settle()
        assert any(("▌" in line and "529" in line) or "▌" in line for line in home.lines)
