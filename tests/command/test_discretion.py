"""Names and birth dates never go to stderr, whatever is typed."""

import io
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screens.command.discretion import discreet
from supervisor.__main__ import main
from supervisor.candidate import plain
from tests.command.command import DEEDS, PEOPLE, StoppedClock, Vigie

NAMES = [name for last, first, _, _ in PEOPLE for name in (last, first)] + ["GOFFINET-SECRET", "Mme Indiscrète"]
SECRETS = {plain(name) for name in NAMES} | {born.isoformat() for _, _, born, _ in PEOPLE if born}

WHO = st.one_of(
    st.sampled_from(["1", "2-4", "6", "9", "1,99", "joined", "session", "-"]),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).map(str.casefold),
)
TEXT = st.one_of(
    st.sampled_from(NAMES), st.sampled_from(["", "+5", "-5", "begin", "end", "technical", "E2", "C7", "12"])
)
OPTION = st.sampled_from(
    ["--reason", "--text", "--seen", "--kind", "--question", "--give", "--at", "--for", "--last-name", "--first-name",
     "--birth-date", "--extra-time", "--certification", "--started-at", "--event", "--attested-by", "--cause"]
)  # fmt: skip
DEED = st.sampled_from(DEEDS)
Command = tuple[str, list[str], list[str], list[tuple[str, str]]]
COMMAND = st.tuples(
    DEED, st.lists(WHO, max_size=2), st.lists(TEXT, max_size=2), st.lists(st.tuples(OPTION, TEXT), max_size=2)
)


@pytest.mark.wide
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(commands=st.lists(COMMAND, min_size=1, max_size=6), stdin=TEXT)
def test_stderr_names_nobody(room: Vigie, commands: list[Command], stdin: str) -> None:
    """Any action with any words, on a session that has seen the ones before: codes as documented, nobody named."""
    for deed, who, words, options in commands:
        line = ["do", "208", deed, *who, *words, *(part for option in options for part in option)]
        room.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        room.capture.readouterr()
        code = main(["--store", str(room.store), "--as", "Paul", *line], clock=StoppedClock())
        told = room.capture.readouterr().err
        assert code in (0, 1, 2), (line, told)
        assert (code == 0) == (told == ""), (line, told)
        flat = plain(told)
        for secret in SECRETS:
            assert f" {plain(secret)} " not in f" {flat} ", (line, told)


@pytest.mark.parametrize(
    "deeds",
    [
        [("note", "1", "LE GOFF a crié")],
        [("note", "1", "a crié")],
        [("correct", "1", "--last-name", "GOFFINET-SECRET")],
        [("correct", "1", "--birth-date", "2010-04-04")],
        [("identity", "1", "--attested-by", "Mme Indiscrète")],
        [("surveillant", "Mme Indiscrète")],
        [("start", "1"), ("time", "1", "+5", "--reason", "Maël pleure")],
        [("note", "1", "LE GOFF a crié"), ("undo",)],
    ],
)
def test_an_undo_that_is_refused_quotes_nothing_personal(deeds: list[tuple[str, ...]], room: Vigie) -> None:
    """The rules name what would be undone; on stderr its personal part is « … »."""
    for deed in deeds:
        room.done(*deed)
    event = str(room("log", "208", "--json").json[-1]["id"])
    answer = room.do("undo", "--event", event, author="Anne Roux")
    assert answer.code == 2
    assert "dites pourquoi vous l'annulez" in answer.complaint
    for secret in (*NAMES, "crié", "pleure", "2010-04-04", "2010-04-03"):
        assert secret.casefold() not in answer.err.casefold()


def test_the_rest_of_the_sentence_stays(room: Vigie) -> None:
    """Only the names are hidden, as whole words."""
    session = room.create("209").session
    assert discreet("« Le Goff » : né le 03/04/2010, Maëlle", session) == "« … » : né le …, Maëlle"


def test_a_short_name_is_not_every_word(room: Vigie) -> None:
    """Lê and Do are names: our own sentences stay whole beside them, what somebody wrote is hidden all the same."""
    room.done("add", "--last-name", "LÊ", "--first-name", "Do", "--birth-date", "2010-05-05")
    nobody = "aucun candidat ne porte ce nom : donnez son numéro, ou le début d'une partie de son nom"
    assert room.do("sign", "dupont").complaint == nobody
    room.done("note", "1", "le voisin Lê copie")
    event = str(room("log", "208", "--json").json[-1]["id"])
    refused = room.do("undo", "--event", event, author="Anne Roux").complaint
    assert "Lê" not in refused
    assert "dites pourquoi vous l'annulez" in refused
    assert "LÊ" not in room.do("undo", "--event", str(int(event) - 1), author="Anne Roux").complaint


@pytest.mark.parametrize("stdin", ["prénom ; Anne\n", "nom : A\nprénom : B\ndate de naissance : 31/02/2009\n"])
def test_an_example_is_nobodys(stdin: str, room: Vigie) -> None:
    """What is told to write is never taken for the name or birth date of somebody in the room."""
    room.done("add", "--last-name", "LE GOFF", "--first-name", "B", "--birth-date", "2009-05-20")
    answer = room.do("add", "-", stdin=stdin)
    assert answer.code == 2
    assert "…" not in answer.complaint
