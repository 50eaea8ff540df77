"""Keys that cannot do harm: repetitions, capitals, digits, marks."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from screens.handlers.table import COMMANDS
from screens.kit.command import keys_for
from screens.kit.guards import Repetition, digit_of, unshifted_digits
from screens.kit.settings import Keyboard, Settings
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, StillClock, at
from tests.waiting import until

KEYBOARDS: tuple[Keyboard, ...] = ("azerty-pc", "azerty-mac", "qwerty")


@pytest.mark.parametrize("keyboard", KEYBOARDS)
def test_no_default_key_is_an_unshifted_digit(keyboard: Keyboard) -> None:
    """No command has a key that counts as a digit on that keyboard."""
    digits = {_character_to_key(c) for c in (*unshifted_digits(keyboard), *"0123456789")}
    for command in COMMANDS:
        assert not digits & set(keys_for(command, Settings(keyboard=keyboard))), command.id


def test_keys_are_bound_once() -> None:
    """No key does two things, no command bears the name of another."""
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_digits_of_each_keyboard() -> None:
    """§ and ! are 6 and 8 on a Mac; a QWERTY has digits only."""
    assert "".join(digit_of(c, "azerty-pc") for c in "&é\"'(-è_çà") == "1234567890"
    assert digit_of("§", "azerty-mac") == "6"
    assert digit_of("!", "azerty-mac") == "8"
    assert digit_of("!", "azerty-pc") == ""
    assert digit_of("é", "qwerty") == ""
    assert digit_of("7", "qwerty") == "7"


def test_repetition_restarts_the_half_second() -> None:
    """A key held for long repeats for long."""
    guard = Repetition()
    assert not guard.again("d", 0.0)
    assert guard.again("d", 0.4)
    assert guard.again("d", 0.8)
    assert not guard.again("d", 1.31)
    assert not guard.again("e", 1.32)


async def test_a_held_key_neither_acts_nor_confirms(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Enter held opens the identity and stays there; half a second later it confirms."""
    async with opened(morning) as board:
        await board.press_at_once("enter", "enter", "enter")
        assert "Identité de 01" in board.dialog
        assert not board.desk.acted
        clock.real += 0.4
        await board.press_at_once("enter")
        assert not board.desk.acted
        await board.press("enter")
        assert len(board.desk.acted) == 1


async def test_enter_hit_quickly_passes_empty_fields_and_confirms_nothing(
    opened: Open, morning: MemoryDesk, clock: StillClock
) -> None:
    """In a form it goes on field by field, up to the last, where it would record: there a repetition is kept back."""
    async with opened(morning) as board:
        await board.press("plus", "enter")
        await board.press_at_once("enter", "enter")
        assert getattr(board.app.focused, "id", "") == "city"
        await board.press_at_once(*["enter"] * 12)
        assert getattr(board.app.focused, "id", "") == "certification"
        assert "Ajouter un candidat" in board.dialog
        assert not board.desk.acted


async def test_the_enter_that_opened_a_form_skips_nothing_in_it(opened: Open, desk: MemoryDesk) -> None:
    """Hit twice, it stays in the first field of what it opened."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("retard")
        await board.press("enter")
        first = getattr(board.app.focused, "id", "")
        await board.press_at_once("enter", "enter")
        assert getattr(board.app.focused, "id", "") == first
        assert not board.desk.acted


async def test_enter_after_a_letter_that_answered_is_no_step(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """`o` `a` has sorted the list: an Enter meant to confirm it ends nobody's test; half a second later it asks."""
    async with opened(desk) as board:
        await board.press("o")
        assert "lettre choisir, ouvrir" in board.dialog
        await board.press("a")
        assert not board.dialog
        for _ in range(3):
            await board.press_at_once("enter")
            assert not board.dialog
        clock.real += 0.5
        await board.press_at_once("enter")
        assert "test terminé ?" in board.dialog


async def test_enter_after_a_letter_takes_what_it_lit(opened: Open, desk: MemoryDesk) -> None:
    """`v` `v` Enter, however fast: the alert is answered once, and nobody's test ends."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("v")
        assert "lettre choisir" in board.dialog
        await board.press("v")
        assert board.session.open_alerts_of(11)
        await board.press_at_once("enter", "enter")
        assert not board.session.open_alerts_of(11)
        assert not board.dialog


async def test_a_letter_that_opens_another_dialog_lets_enter_through(opened: Open, desk: MemoryDesk) -> None:
    """Only what is left to act on the board is kept back."""
    async with opened(desk) as board:
        await board.choose(5)
        await board.press("m")
        await board.press_at_once("d")
        first = board.app.focused
        await board.press_at_once("enter")
        assert board.dialog.startswith("Début de 05 DARUINO")
        assert board.app.focused is not first, "the next field"


async def test_a_key_that_is_no_answer_is_told(opened: Open, desk: MemoryDesk) -> None:
    """A digit typed into a choice goes nowhere, and that is said."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("v", "5")
        assert "« 5 » n'est aucune de ces réponses" in board.dialog
        await board.press("enter")
        assert "choisissez d'abord" in board.dialog
        await board.press("r", "enter")
        assert not board.dialog


async def test_moving_keys_may_be_held(opened: Open, desk: MemoryDesk) -> None:
    """Arrows, j and k go on while they are held."""
    async with opened(desk) as board:
        await board.press_at_once("j", "j", "down", "down", "k")
        assert board.app.board.chosen == 4


async def test_typed_digits_stay_until_enter(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """Shown, never expiring; Enter only chooses; a letter meanwhile is refused with a word."""
    async with opened(desk) as board:
        await board.press_at_once("1", "1")
        assert "n° 11 JEFFERSON Thomas" in board.lines[0]
        await board.later(60)
        assert "n° 11 JEFFERSON Thomas" in board.lines[0]
        await board.press("f")
        assert "en cours de frappe" in board.notice
        assert board.session.candidates[11].status is Status.STARTED
        await board.press("enter")
        assert board.app.board.chosen == 11
        assert board.session.candidates[11].status is Status.STARTED
        assert not board.dialog


async def test_unknown_number_chooses_nobody(opened: Open, desk: MemoryDesk) -> None:
    """It says so; Backspace and Escape take back."""
    async with opened(desk) as board:
        await board.press("7", "7", "enter")
        assert "personne n'a le n° 77" in board.notice
        assert board.app.board.chosen == 1
        await board.press("1", "2", "backspace", "enter")
        assert board.app.board.chosen == 1
        await board.press("1", "2", "escape", "enter")
        assert "test terminé ?" in board.dialog


async def test_azerty_row_counts_as_digits(opened: Open, desk: MemoryDesk) -> None:
    """& and é without Shift are 1 and 2."""
    async with opened(desk) as board:
        await board.press("ampersand", "é", "enter")
        assert board.app.board.chosen == 12


async def test_mac_row(opened: Open, desk: MemoryDesk) -> None:
    """On a Mac ! is 8, and no longer « à voir »."""
    async with opened(desk, settings=Settings(keyboard="azerty-mac", theme="dark")) as board:
        await board.press("exclamation_mark", "enter")
        assert board.app.board.chosen == 8


async def test_capitals_never_act_alone(opened: Open, desk: MemoryDesk) -> None:
    """Each opens a dialog; a second one in a row asks whether Caps Lock is on."""
    for key in "DFBS":
        async with opened(desk) as board:
            await board.press(key)
            assert board.dialog
            await board.press(key)
            assert "Verr. Maj. est-il actif ?" in board.dialog
            await board.press("escape")
            assert not board.desk.acted
    async with opened(desk) as board:
        await board.press("E")
        assert "Verr. Maj. est-il actif ?" in board.notice
        assert not board.desk.acted


async def test_marks(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Every action but Enter and i is on the marked; it says for whom it was refused and why; marks go."""
    clock.instant = at("08:50:00")
    async with opened(morning) as board:
        await board.press("e", "space", "space", "space")
        assert "●01" in board.text
        assert "3 marqués" in board.lines[0]
        await board.press("e")
        assert "2 candidats : émargement ?" in board.dialog
        assert "Sans contrôle d'identité : 02 AUBERT, 03 BARADON" in board.dialog
        assert "01 ABRAHAM : déjà émargé à 08:50" in board.dialog
        await board.press("enter")
        assert "2 candidats : émargement" in board.notice
        assert "refusé : 01 ABRAHAM : déjà émargé à 08:50" in board.notice
        assert not board.app.board.marked
        assert [c.number for c in board.session.candidates.values() if c.signed_at] == [1, 2, 3]
        await board.press("asterisk")
        assert len(board.app.board.marked) == 20
        await board.press("asterisk")
        assert not board.app.board.marked
        await board.press("home", "space", "space", "home", "i", "enter")
        assert [c.number for c in board.session.candidates.values() if c.checked] == [1]
        await board.press("y")
        assert "Les 2 sont confirmées dans Pix ?" in board.dialog


@pytest.mark.few(keys=(2, 3))
@pytest.mark.parametrize(
    ("keys", "acts"),
    [
        (["s", "e", "2", "space", "1", "2", "enter"], ["RecordIncident"]),
        (["s", "e", "2", "enter", "1", "2", "enter"], ["RecordIncident"]),
        (["t", "plus", "1", "0", "enter", "p", "a", "enter", "o", "enter"], ["AdjustTime"]),
        (["n", "f", "e", "f", "enter", "down", "n", "f", "enter"], ["WriteNote", "WriteNote"]),
    ],
)
async def test_a_burst_of_keys_goes_where_it_is_meant(
    opened: Open, desk: MemoryDesk, keys: list[str], acts: list[str]
) -> None:
    """A line that stalls and lets go all at once: no letter meant for a dialog acts on the board."""
    names = {"space": " ", "plus": "+"}
    async with opened(desk) as board:
        for key in keys:
            board.app.post_message(Key(key, names.get(key, key) if key not in ("enter", "down") else None))
        await until(lambda: len(desk.acted) >= len(acts), "what the keys asked for")
        await board.settle()
        assert [type(action).__name__ for action, _ in desk.acted] == acts
