"""« - » in the place of a text or a name: from standard input, so that neither ps nor the shell's history has it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from screens.command.french import FREE_TEXT, FrenchParser, Later, Words
from screens.command.parser import _parser
from tests.command.command import Vigie

SAID = "malaise, les pompiers sont là"
NOT_FREE = frozenset(
    {
        "+N|-N|+1/3|-1/3|HH:MM", "+S|-S", "-", "3,5", "33", "3=5,7=0", "ACTION", "ADRESSE", "ANNÉE", "BASE",
        "CANDIDAT", "CANDIDAT|-", "CANDIDAT|joined", "CANDIDAT|session", "CLASSE", "CLÉ", "CODE", "COMPTE", "DATE",
        "DOSSIER", "DROIT", "FICHIER", "FUSEAU", "GROUPE", "POSTE", "UAI",
        "HEURE", "ID", "LIGNE", "INSTANT", "M|F", "N", "N,N", "N|FICHIER", "PAPIERS", "PAYS", "PLACE", "POINT", "SALLE",
        "SITE", "SORTES", "VERBE", "ZONE", "all|3,5", "centre|other", "ok|lacks", "yes|no", "ÉDITION", "ÉVÉNEMENT",
    }
)  # fmt: skip
"""What is no text of somebody's own, and no name: candidates are named by their number."""


def parsers(said: Words) -> Iterator[FrenchParser]:
    """It and all below it."""
    parser = said.made if isinstance(said, Later) else said
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def test_every_argument_is_one_or_the_other() -> None:
    """Whoever adds an argument for words that somebody says calls it so, and « - » works for it."""
    seen = 0
    for parser in parsers(_parser()):
        for action in parser._actions:
            if action.nargs == 0 or action.type is not None or action.metavar is None:
                continue
            seen += 1
            free = FREE_TEXT & set(str(action.metavar).split("|"))
            assert free or action.metavar in NOT_FREE, (parser.prog, action.metavar)
    assert seen > 100


@pytest.mark.parametrize(
    "words",
    [
        ("note", "session", "-"), ("note", "1", "-"), ("incident", "1", "C7", "--text", "-"),
        ("time", "1", "+5", "--reason", "-"), ("derogation", "-"), ("surveillant", "-", "--also"), ("comment", "-"),
        ("session", "--observations", "-"), ("global", "begin", "-"), ("identity", "1", "--attested-by", "-"),
        ("fraud", "1", "--kind", "communication", "--seen", "-"), ("remove", "6", "--reason", "-"),
        ("room", "1", "lacks", "-"), ("training", "Paul Durand", "--by", "-"),
        ("fraud", "1", "--kind", "usurpation", "--seen", "vu", "--witness", "-"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_said_on_stdin(words: tuple[str, ...], room: Vigie) -> None:
    """It is what is recorded, whole, as if it had been typed in its place."""
    room.run_until_started(2)
    before = room("log", "208", "--json").json
    answer = room.do(*words, stdin=f"{SAID}\n")
    assert answer.code == 0, answer
    told = str(room("log", "208", "--json").json[len(before) :])
    assert SAID in told


def test_once_a_command(room: Vigie) -> None:
    """Standard input says one thing; nothing, or two places for it, is said and nothing is recorded."""
    for words, stdin, expected in (
        (("note", "session", "-"), " \n", "ne dit rien"),
        (("fraud", "1", "--kind", "usurpation", "--seen", "-", "--done", "-"), SAID, "qu'une fois"),
        (("correct", "1", "-", "--reason", "-"), "nom : X", "qu'une fois"),
    ):
        answer = room.do(*words, stdin=stdin)
        assert (answer.code, answer.out) == (2, "")
        assert expected in answer.complaint
        assert SAID not in answer.err


def test_the_help_shows_it(room: Vigie) -> None:
    """Where a text is taken, and nowhere else."""
    assert "entrée standard" in room("do", "208", "note", "--help").out
    assert "entrée standard" not in room("do", "208", "sign", "--help").out
