"""`vigie do` at the close: verdict, end screen, boxes, comment."""

from __future__ import annotations

import sys

import pytest

from supervisor.__main__ import main
from tests.command.command import Vigie


def test_verdict(room: Vigie) -> None:
    """Another verdict than the facts propose asks for a reason: exit 2 without, and the option is named."""
    room.done("start", "1")
    answer = room.do("verdict", "1", "jury")
    assert (answer.code, answer.lines) == (2, [])
    assert answer.complaint == (
        "n° 1 : les faits proposent « rien à signaler » : dites pourquoi ce verdict est autre (--reason)"
    )
    done = room.done("verdict", "1", "jury", "--reason", "bruit dans le couloir")
    assert done.lines == ["1 LE GOFF Maël : verdict : délibération du jury requise (bruit dans le couloir) (09:00:00)"]
    assert room.do("verdict", "2", "nothing").complaint == (
        "n° 2 : n'a pas de verdict : rien n'est saisi à ce nom dans Pix Certif"
    )
    assert room.do("verdict", "1", "guilty").code == 2


def test_box(room: Vigie) -> None:
    """Ticked and cleared, once each."""
    assert room.done("box", "could-not-join", "yes").lines == [
        "Session 208 : case cochée : présents qui n'ont pas pu rejoindre (09:00:00)"
    ]
    assert room.do("box", "could-not-join", "yes").code == 1
    assert "décochée" in room.done("box", "could-not-join", "no").lines[0]
    assert room.do("box", "elsewhere", "yes").code == 2


def test_comment(room: Vigie) -> None:
    """Typed, read from standard input, taken away; « RAS » is remarked on."""
    answer = room.do("comment", "RAS")
    assert answer.code == 0
    assert "jury" in answer.out + answer.err
    assert (
        room.done("comment", "-", stdin="Coupure de 12 minutes\n")
        .lines[0]
        .startswith("Session 208 : commentaire global : Coupure de 12 minutes")
    )
    assert "retiré" in room.done("comment", "--clear").lines[0]
    assert room.do("comment", "--clear").code == 1
    for words in ([], ["x", "--clear"]):
        assert room.do("comment", *words).code == 2


@pytest.mark.parametrize("stdin", ["", " \n", None])
def test_a_comment_that_nothing_says(stdin: str | None, room: Vigie) -> None:
    """Nothing to read, or standard input closed: a slip, which does not take away the comment there is."""
    room.done("comment", "Coupure")
    if stdin is None:
        room.patch.setattr(sys, "stdin", None)
        assert main(["--store", str(room.store), "do", "208", "comment", "-"], clock=room.clock) == 2
    else:
        assert room.do("comment", "-", stdin=stdin).code == 2
    assert room("log", "208", "--json").json[-1]["personal"] == {"text": "Coupure"}


def test_a_comment_of_a_windows_console(room: Vigie) -> None:
    """Its own encoding is read like that of a candidate."""
    assert "réseau coupé" in room.done("comment", "-", stdin="réseau coupé".encode("cp1252")).lines[0]


def test_end_screen(room: Vigie) -> None:
    """For a finished test only, and once; `finish` does not note it by itself."""
    room.done("start", "1")
    assert room.do("end-screen", "1").complaint == "n° 1 : a déjà démarré (09:00)"
    room.done("finish", "1")
    assert not room.candidate(1)["end_screen"]
    room.done("end-screen", "1")
    assert room.candidate(1)["end_screen"]
    assert room.do("end-screen", "1").complaint == "n° 1 : son écran de fin de test est déjà noté vu"
