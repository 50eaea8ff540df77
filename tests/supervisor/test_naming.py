"""How a candidate is called among the others, and which of them a search means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.candidate import Identity, plain
from supervisor.naming import is_exactly, matches, name_alone, short_name, telling_first_name
from supervisor.session import Session
from supervisor.situation import Situation
from tests.supervisor.support import Bench

HEADER = Bench().session.header


def session_of(*names: tuple[str, str]) -> Session:
    people = {
        number: Situation(number, Identity(last_name=last, first_name=first, birth_date=date(2009, 1, number)))
        for number, (last, first) in enumerate(names, start=1)
    }
    return Session(header=HEADER, candidates=people)


def called(*names: tuple[str, str]) -> list[str]:
    session = session_of(*names)
    return [short_name(session, number) for number in session.candidates]


def test_a_last_name_alone_says_who_where_nobody_shares_it() -> None:
    """« 01 LE GOFF »."""
    assert called(("LE GOFF", "Maël"), ("MARTIN", "Jules")) == ["01 LE GOFF", "02 MARTIN"]


def test_namesakes_have_their_first_name() -> None:
    """However the last name is written: accents, case, spaces and hyphens tell nobody apart."""
    assert called(("LE GOFF", "Maël"), ("Le-Goff", "Inès"), ("LEGOFF", "Yann"), ("MARTIN", "Léa")) == [
        "01 LE GOFF Maël", "02 Le-Goff Inès", "03 LEGOFF Yann", "04 MARTIN",
    ]  # fmt: skip


def test_under_the_mask_a_seat_that_is_the_number_is_not_said_twice() -> None:
    """« 01 », not « 01 1 »; another seat is told as one."""
    session = session_of(("", ""), ("", ""), ("", ""))
    seats = dict(zip(session.candidates, ("1", "12", "B03"), strict=True))
    people = {number: replace(session.candidates[number], seat=seat) for number, seat in seats.items()}
    masked = replace(session, candidates=people)
    assert [short_name(masked, number) for number in people] == ["01", "02 place 12", "03 B03"]


def test_who_left_the_list_is_nobodys_namesake() -> None:
    """A removed one is still called, beside those who are there."""
    session = session_of(("MARTIN", "Jules"), ("MARTIN", "Léa"))
    gone = Session(header=HEADER, candidates={1: session.candidates[1]}, removed={2: session.candidates[2]})
    assert short_name(gone, 1) == "01 MARTIN"
    assert short_name(gone, 2) == "02 MARTIN"
    assert short_name(gone, 9) == "09"


TELLING = [
    (["Jules", "Léa"], ["J.", "L."]),
    (["Jules", "Julie"], ["Jule.", "Juli."]),
    (["Jean", "Jeanne"], ["Jean", "Jeann."]),
    (["Élif", "Eva"], ["Él.", "Ev."]),
    (["Anne", "Anne"], ["Anne", "Anne"]),
    (["Anne", ""], ["A.", ""]),
]


@pytest.mark.parametrize(("first_names", "told"), TELLING)
def test_as_little_of_a_first_name_as_tells(first_names: list[str], told: list[str]) -> None:
    """Where cells are few; two of the same name are told apart by their numbers."""
    session = session_of(*(("MARTIN", first) for first in first_names))
    assert [telling_first_name(session, who) for who in session.candidates.values()] == told


# fmt: off
SEARCHES = [
    ("D'ALMERAC",   "Anne",    ["d", "dal", "almerac", "ALM", "d'al", "d’al", "d al", "dalmerac an", "anne"], ["mer"]),
    ("O'DONNELL",   "Sean",    ["odo", "o'd", "donn", "sean o", "odonnellsean"], ["don s e"]),
    ("DE LA TOUR",  "Pierre",  ["dela", "de la", "latour", "tour", "tour p", "la to", "pierre de"], ["detour"]),
    ("LE BIHAN",    "Yann",    ["le bih", "bih", "lebih", "yan", "le-bihan"],                                 ["han"]),
    ("LEBIHAN",     "Yann",    ["le bih", "lebih"],                                                           ["bih"]),
    ("ÖZTÜRK",      "Élif",    ["oz", "ÖZ", "el", "Él", "oeztuerk"[:1]],                                      ["zt"]),
    ("ŒUVRARD",     "Zoé",     ["oeu", "œu", "zoe"],                                                          ["euv"]),
    ("NGUYEN",      "Kim-Linh", ["kim", "linh", "kiml", "kim-l", "linh n"],                                   ["iml"]),
]
# fmt: on


@pytest.mark.parametrize(("last", "first", "found", "not_found"), SEARCHES)
def test_every_part_of_a_name_is_known_split_and_joined(
    last: str, first: str, found: list[str], not_found: list[str]
) -> None:
    """« dal », « almerac », « odo », « dela », « le bih »…"""
    who = Situation(7, Identity(last_name=last, first_name=first))
    assert [text for text in found if not matches(who, text)] == []
    assert [text for text in not_found if matches(who, text)] == []


def test_numbers_find_too() -> None:
    """Whole or begun, with the zero that the list shows."""
    session = session_of(*((f"X{chr(65 + n)}", "A") for n in range(23)))
    found = {text: [n for n, who in session.candidates.items() if matches(who, text)] for text in ("7", "07", "2", "0")}
    assert found == {"7": [7], "07": [7], "2": [2, 20, 21, 22, 23], "0": list(range(1, 10))}
    assert is_exactly(session.candidates[2], "2")
    assert not is_exactly(session.candidates[20], "2")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@given(NAMES, NAMES, st.data())
def test_every_beginning_of_every_part_finds_him(last: str, first: str, data: st.DataObject) -> None:
    """Whatever he is called, in any case, with or without what stands between the parts."""
    who = Situation(3, Identity(last_name=last, first_name=first))
    parts = plain(who.last_name).split() + plain(who.identity.first_name).split()
    if not parts:
        return
    start = data.draw(st.integers(0, len(parts) - 1))
    joined = "".join(parts[start:])
    length = data.draw(st.integers(1, len(joined)))
    for text in (parts[start], joined[:length], joined[:length].upper(), " ".join(parts[start:])):
        if plain(text):
            assert matches(who, text), text


@given(NAMES, NAMES)
def test_a_name_alone_always_says_who(last: str, first: str) -> None:
    """Two candidates are never called alike, their numbers aside, unless both names are the same."""
    session = session_of((last, first), (last, first + "x"))
    one, other = (name_alone(session, who) for who in session.candidates.values())
    assert one != other or plain(one) == ""
