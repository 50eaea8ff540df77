"""What is typed into « Qui est là ? » means: a search, the next name after it, or the seat that is due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.kit.settings import Keyboard
from screens.welcome.arrivals import after_a_seat, found_by, is_typed_there, latest_name, read, seat_meant
from supervisor import action as act
from supervisor.action import Context
from supervisor.candidate import Identity, plain
from supervisor.session import Session
from tests.screens.room import AUTHOR, HOST, at, prepared

PC: Keyboard = "azerty-pc"


def with_odd_names() -> Session:
    """The room of the pictures, and names that are written in several parts: 21, 22…"""
    desk = prepared()
    odd = (("D'ALMERAC", "Anne"), ("O'DONNELL", "Sean"), ("DE LA TOUR", "Pierre"), ("LE BIHAN", "Yann"),
           ("DIALLO", "Awa"), ("ECOFFEY", "Luc"), ("FERRAND", "Éloïse"))  # fmt: skip
    added = tuple(act.NewCandidate(Identity(last_name=last, first_name=first)) for last, first in odd)
    desk.act_now(act.AddCandidates(added), Context(at("08:30:00"), AUTHOR, HOST))
    return desk.session


SESSION = with_odd_names()

# fmt: off
NEXT_NAMES = [
    # typed on and on      left     looked for
    ("jac",                None,    "jac"),
    ("jackson andrew",     None,    "jackson andrew"),
    ("jacdia",             10,      "dia"),
    ("jacksonfer",         10,      "fer"),
    ("jackim",             10,      "kim"),      # the k is in both: none of the next name is lost
    ("odonec",             22,      "ec"),
    ("le gcha",            12,      "cha"),
    ("jacdiaeco",          25,      "eco"),      # each in turn
    ("12fer",              12,      "fer"),
    ("zz",                 None,    "zz"),       # nobody was shown: nobody is left
    ("jaczz",              10,      "zz"),
]
# fmt: on


@pytest.mark.parametrize(("typed", "left", "sought"), NEXT_NAMES)
def test_the_next_name_begins_where_the_last_one_ends(typed: str, left: int | None, sought: str) -> None:
    """While somebody is shown a name is typed on: it is the next one's."""
    latest = latest_name(SESSION, typed, PC)
    assert (latest.left, latest.text) == (left, sought)


def test_every_pair_of_candidates_one_after_the_other() -> None:
    """Three letters that show one, then the next one's last name: that one is found, whoever it is."""
    shown = {}
    for number, who in SESSION.candidates.items():
        letters = plain(who.last_name)[:4]
        if found_by(SESSION, letters, PC) == [number]:
            shown[number] = letters
    assert len(shown) > 20
    for number, letters in shown.items():
        for other, name in shown.items():
            if number != other:
                assert other in found_by(SESSION, latest_name(SESSION, letters + name, PC).text, PC), (letters, name)


# fmt: off
DIGITS = [
    ("12", [12]), ("&é", [12]), ("07", [7]), ("_", [8]), ("2", [2, 20, 21, 22, 23, 24, 25, 26, 27]),
    ("éè", [27]),              # begins no name
    ("é", [7, 27, 16, 26]),    # begins some: ELIOARA, FERRAND Éloïse, ÖZTÜRK Élif, ECOFFEY
    ("", []), (" ", []), ("'", [4]), ("99", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "numbers"), DIGITS)
def test_numbers_are_searched_with_or_without_shift(text: str, numbers: list[int]) -> None:
    """The digit row of AZERTY counts; letters of it begin names first."""
    found = found_by(SESSION, text, PC)
    assert sorted(found) == sorted(numbers) or (text == "'" and found[:1] == numbers)


SEATS = [
    ("12", "12"), ("&é", "12"), ("b03", "B03"), ("B-3", "B-3"), ("b&é", "B12"), ("pc 12", "PC 12"), ("é", "2"),
    ("b", ""), ("dia", ""), ("el", ""), ("", ""), ("1234", ""), ("jackson 2", ""), ("12dia", ""), ("d'a", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "seat"), SEATS)
def test_what_is_written_like_a_seat(text: str, seat: str) -> None:
    """A row's letter and a number, or a number; names are none."""
    assert seat_meant(text, PC) == seat


def test_a_seat_is_one_only_where_it_is_due() -> None:
    """Elsewhere digits are a number that is looked for."""
    due = read(SESSION, "12", 21, PC, is_seat_due=True)
    assert due.shown == 21
    assert due.seat is not None
    assert due.seat.seat == "12"
    assert not due.seat.doubt
    searched = read(SESSION, "12", 21, PC, is_seat_due=False)
    assert (searched.shown, searched.seat, searched.left) == (12, None, 21)
    assert read(SESSION, "12", None, PC, is_seat_due=False).shown == 12
    assert after_a_seat("12dia", PC) == "dia"
    assert after_a_seat("dia", PC) == "dia"


@given(st.sampled_from(sorted(SESSION.candidates)), st.data())
def test_no_last_name_is_a_seat(number: int, data: st.DataObject) -> None:
    """Whole or in part, from its second letter on: the seat that is due is not given by the next one's name."""
    name = SESSION.candidates[number].last_name
    length = data.draw(st.integers(2, len(name)))
    text = data.draw(st.sampled_from([name[:length], name[:length].lower(), plain(name[:length])]))
    if plain(text)[1:]:
        reading = read(SESSION, text, 10, PC, is_seat_due=True)
        assert reading.seat is None or not plain(text).isalpha()


@given(st.characters(categories=("Ll", "Lu", "Lt", "Lo", "Lm", "Nd")))
def test_every_letter_and_digit_is_typed(character: str) -> None:
    """Of whatever alphabet; so are the digit row without Shift, the space, the hyphen and the apostrophe."""
    assert is_typed_there(character, PC)
    assert all(is_typed_there(sign, PC) for sign in "&é\"'(-è_çà ’.")
    assert not any(is_typed_there(sign, PC) for sign in "*+/?!%=<>,;:[]")
