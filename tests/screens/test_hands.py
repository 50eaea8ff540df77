"""What comes from a terminal and is no hand: bursts, what was typed ahead, Escape with a letter, the keypad."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.keys import _character_to_key

from screens.kit.hands import BURST_S, FEWEST, NO_HAND, Sign, hand_or_not, meant, stamp, whole_characters
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.room import MemoryDesk

INSTANTS = st.lists(st.floats(0, 0.2), min_size=1, max_size=8).map(sorted)


@given(INSTANTS, st.floats(0, 1))
def test_three_signs_in_a_moment_are_no_hand(instants: list[float], later: float) -> None:
    """However they are spread: three within 30 ms of the first, and only then; nobody waits longer than that."""
    now = instants[-1] + later
    verdict = hand_or_not([Sign(at, is_printable=True) for at in instants], now)
    together = [at for at in instants if at - instants[0] <= BURST_S]
    assert (verdict == "burst") == (len(together) >= FEWEST)
    if verdict == "not yet":
        assert now - instants[0] <= BURST_S


def test_moving_keys_are_no_text() -> None:
    """Arrows that are held come fast too."""
    assert hand_or_not([Sign(0.0, is_printable=True), *[Sign(0.001, is_printable=False)] * 5], 1.0) == "hand"


@pytest.mark.parametrize(
    ("key", "sign"),
    [("add", "+"), ("subtract", "-"), ("multiply", "*"), ("divide", "/"), ("decimal", "."), ("equal", "=")],
)
def test_the_keypad_of_the_kitty_protocol(key: str, sign: str) -> None:
    """It is the sign that stands on it, and the key that the board knows by that sign."""
    (found,) = meant(stamp(Key(key, None), 4.0))
    assert (found.key, found.character) == (_character_to_key(sign), sign)


def test_the_terminal_may_say_the_sign_itself() -> None:
    """A French keypad has a comma."""
    (found,) = meant(Key("decimal", ","))
    assert found.character == ","


def test_escape_before_a_letter_is_both() -> None:
    """Unless that very key was given to a command; with the kitty protocol Alt says itself that it is Alt."""
    assert [key.key for key in meant(Key("alt+a", "a"))] == ["escape", "a"]
    assert [key.key for key in meant(Key("alt+a", "a"), is_bound=True)] == ["alt+a"]
    assert [key.key for key in meant(Key("alt+a", None))] == ["alt+a"]


@pytest.mark.skipif(os.name != "posix", reason="Textual has another driver on Windows")
@pytest.mark.parametrize("letter", ["a", "f", "b", "1", "é", "/", "Z", "\r"])
def test_no_letter_behind_escape_is_lost(letter: str) -> None:
    """Textual makes Ctrl+→ of `f`, ¡ of 1, and forgets the Escape before a slash or Enter."""
    from screens.kit.driver import Keys

    parser = Keys()
    pressed = [key for one in (*"\x1b", letter) for event in parser.feed(one) for key in meant(event)]  # type: ignore[arg-type]
    assert [key.key for key in pressed] == ["escape", "enter" if letter == "\r" else _character_to_key(letter)]


@pytest.mark.skipif(os.name != "posix", reason="Textual has another driver on Windows")
@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b[57413u\x1b[57412u\x1b[57411u\x1b[57410u", ["plus", "minus", "asterisk", "slash"]),
        ("\x1b[57399u\x1b[57408u\x1b[57414u", ["0", "9", "enter"]),
        ("\x1b[57413;129u", ["plus"]),
        ("\x1b[A\x1bOQ\x1b[15~", ["up", "f2", "f5"]),
    ],
)
def test_what_terminals_send(sent: str, keys: list[str]) -> None:
    """Num lock changes nothing; arrows and F keys are what they were."""
    from screens.kit.driver import Keys

    parser = Keys()
    events = [event for letter in sent for event in parser.feed(letter)]
    assert [key.key for event in events for key in meant(event)] == keys  # type: ignore[arg-type]


# On the board ------------------------------------------------------------------------------------------


async def come(board: Board, text: str, *, every: float = 0.0) -> None:
    """Keys come from the terminal, so many real seconds after each other."""
    board.app.pictured_at = 0.0
    for letter in text:
        key = "enter" if letter == "\r" else _character_to_key(letter)
        board.app.post_message(stamp(Key(key, None if letter == "\r" else letter), board.clock.real))
        board.clock.real += every
    await board.pilot.pause()
    board.clock.real += 1
    await board.pilot.pause(BURST_S + 0.02)
    await board.settle()


@pytest.mark.few(text=(1, 5))
@pytest.mark.parametrize("text", ["repas", "repas\r", "aaa", "rdf\r", "123", "e2 12\r", "r" * 80])
async def test_a_burst_records_nothing(opened: Open, morning: MemoryDesk, text: str) -> None:
    """Nor does its first letter, nor the Enter at its end; it is said."""
    async with opened(morning) as board:
        await come(board, text)
        assert not morning.acted
        assert board.notice == NO_HAND
        assert not board.app.board.typed
        assert not board.dialog


@pytest.mark.parametrize("text", ["repas", "vvv", "oui\r"])
async def test_a_burst_into_a_box_answers_nothing(opened: Open, desk: MemoryDesk, text: str) -> None:
    """It is said in the box."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("v")
        await come(board, text)
        assert NO_HAND in board.dialog
        assert board.session.open_alerts_of(11)


async def test_a_hand_is_heard(opened: Open, morning: MemoryDesk) -> None:
    """Two keys at once are two fingers; more of them, one after the other, are a hand."""
    async with opened(morning) as board:
        await come(board, "e")
        assert morning.session.candidates[1].signed_at is not None
        await come(board, "re", every=0.1)
        assert morning.session.candidates[1].status is Status.JOINED
        assert board.notice != NO_HAND


async def test_a_text_may_come_as_fast_as_it_likes(opened: Open, morning: MemoryDesk) -> None:
    """Where one is typed it is no burst."""
    async with opened(morning) as board:
        await board.press("n")
        await come(board, "repas à midi\r")
        (action, _) = morning.acted[-1]
        assert getattr(action, "text", "") == "repas à midi"


async def test_what_was_typed_before_the_first_picture_is_dropped(opened: Open, morning: MemoryDesk) -> None:
    """It was meant for something else; what comes after it is heard."""
    async with opened(morning) as board:
        board.app.pictured_at = board.clock.real + 10
        board.app.post_message(stamp(Key("e", "e"), board.clock.real))
        await board.settle()
        # Both clocks: real seconds alone are a jump of the machine's clock, which a tick records.
        board.clock.wait(11)
        assert not morning.acted
        # Stamped behind the first picture, which stays where it was: however late the first key is looked at, it goes.
        board.app.post_message(stamp(Key("e", "e"), board.clock.real))
        board.clock.wait(1)
        await board.pilot.pause(BURST_S + 0.02)
        await board.settle()
        board.app.tick()
        await board.settle()
        assert len(morning.acted) == 1


async def test_a_paste_where_no_text_is_typed_is_told(opened: Open, morning: MemoryDesk) -> None:
    """With brackets it is one, and said to be."""
    async with opened(morning) as board:
        board.app.post_message(Paste("repas\n"))
        await board.settle()
        assert "texte collé" in board.notice
        assert not morning.acted


async def test_escape_and_a_letter_leave_a_box_and_open_another(opened: Open, morning: MemoryDesk) -> None:
    """In one piece, as a fast hand or a slow line sends them."""
    async with opened(morning) as board:
        await board.press("n")
        board.app.pictured_at = 0.0
        board.app.post_message(stamp(Key("alt+s", "s"), board.clock.real))
        await board.pilot.pause()
        board.clock.real += 1
        await board.pilot.pause(BURST_S + 0.02)
        assert "Signalement : 01 ABRAHAM" in board.dialog


async def test_what_lies_over_the_board_counts_as_the_first_picture(opened: Open, morning: MemoryDesk) -> None:
    """The welcome may be seen before the board under it is built: what is typed then is heard."""
    async with opened(morning, first=True) as board:
        assert board.app.screen is not board.app.board
        board.app.is_drawn = False
        board.app.screen.draw()  # type: ignore[attr-defined]
        assert board.app.is_drawn


@given(st.text(st.characters(), max_size=12), st.text(st.characters(categories=["Cs"]), max_size=3))
def test_no_half_of_a_character_is_pasted(text: str, halves: str) -> None:
    """Whatever is handed on can be the name of a file; what is whole stays as it is."""
    whole_characters(text + halves + text).encode()
    assert whole_characters("\ud83d\ude00") == "😀"
    if text.isprintable():
        assert whole_characters(text) == text
