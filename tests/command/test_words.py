"""The words of the command: French, one line an error, options anywhere."""

import argparse
from collections.abc import Iterator
from contextlib import suppress

import pytest

from screens.command.french import FrenchParser, Later
from screens.command.parser import _parser, parse
from supervisor.wording import typographic
from tests.command.command import DEEDS, Vigie
from tests.spaces import plain_spaces

VERBS = (
    "import", "run", "demo", "review", "status", "do", "log", "check", "papers", "finalise", "export", "report",
    "purge", "find", "forget", "doctor", "lines", "instructions", "closing", "send",
    "hub", "init", "enrol", "revoke", "readers", "expire", "limit", "receive", "settle", "fetch",
)  # fmt: skip


def parsers_of(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and those of all its verbs."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers_of(below)


def test_every_verb_and_action_is_there() -> None:
    """Those of DESIGN.md that this version has; the others are not there, rather than half there."""
    names = {parser.prog.split()[-1] for parser in parsers_of(_parser())}
    assert names == {"vigie", *VERBS, *DEEDS}


def test_help_is_typographic_french() -> None:
    """It carries its non-breaking spaces itself, and keeps none of argparse's English."""
    for parser in parsers_of(_parser()):
        shown = parser.format_help()
        for line in shown.splitlines():
            assert typographic(line.strip()) == line.strip(), f"{parser.prog}: {line}"
        for english in ("usage:", "options:", "positional", "show this", "optional"):
            assert english not in shown.casefold()


@pytest.mark.parametrize(("words", "made"), [
    ("--help", ["vigie"]),
    ("status 208", ["vigie", "vigie status"]),
    ("--store a log 208 --kind temps", ["vigie", "vigie log"]),
    ("do 208 sign 3 --at 09:30", ["vigie", "vigie do", "vigie do N sign"]),
    ("do 208 zut", ["vigie", "vigie do"]),
    ("hub readers", ["vigie", "vigie hub", "vigie hub readers"]),
    # An action may have been meant.
    ("zut", ["vigie", "vigie do"]),
])  # fmt: skip
def test_of_all_words_only_those_that_are_said_get_a_parser(
    words: str, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """argparse takes as long for the parsers of all verbs and actions as Python takes to start."""
    counted: list[str] = []
    init = FrenchParser.__init__

    def counting(self: FrenchParser, **kwargs: object) -> None:
        counted.append(str(kwargs["prog"]))
        init(self, **kwargs)

    _parser.cache_clear()
    monkeypatch.setattr(FrenchParser, "__init__", counting)
    try:
        with suppress(SystemExit):
            parse(words.split())
    finally:
        _parser.cache_clear()
    assert counted == made


def test_what_stands_behind_the_options_of_an_action_is_said() -> None:
    """All that is told to a parser before it is made reaches it: description, arguments, last lines."""
    shown = {parser.prog: parser.format_help() for parser in parsers_of(_parser())}
    assert "« - », une ligne par information" in plain_spaces(shown["vigie do N add"])
    assert "Sans valeur" in shown["vigie do N shift"]
    with pytest.raises(AttributeError):
        setattr(Later(prog="x"), "epilog", "forgotten")  # noqa: B010  mypy knows that there is none


@pytest.mark.parametrize("words", [["--help"], ["do", "--help"], ["do", "208", "time", "-h"], ["--version"]])
def test_help_is_done(words: list[str], vigie: Vigie) -> None:
    """Exit 0, on stdout."""
    answer = vigie(*words)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "il manque : VERBE"),
        ("dupont", "VERBE inconnu"),
        ("do", "il manque : N, ACTION"),
        ("do 208", "il manque : ACTION"),
        ("do 208 dupont", "ACTION inconnue (vigie do --help)"),
        ("do 208 dupont 1 --at 09:00", "ACTION inconnue (vigie do --help)"),
        ("do dupont sign 1", "N : un numéro de session a 1 à 9 chiffres"),
        ("do 208 sign", "il manque : CANDIDAT"),
        ("do 208 sign 1 --at", "--at demande une valeur"),
        ("do 208 sign 1 --at --store x", "--at demande une valeur"),
        ("do 208 sign 1 --at -- x", "--at demande une valeur"),
        ("do 208 sign 1 --at=-- x", "--at demande une valeur"),
        ("status --store --", "--store demande une valeur"),
        ("do 208 sign 1 --couleur rouge", "option inconnue : --couleur (vigie do N sign --help)"),
        ("do 208 sign 1 -dupont", "il y a un mot de trop"),
        ("do 208 end 1 --reason dupont", "--reason : écrivez candidate ou technical"),
        ("do 208 resume 1 --give dupont", "--give : écrivez measured, none ou un nombre de minutes"),
        ("do 208 incident 1 E2 --question 0", "--question : écrivez un nombre entier"),
        ("do 208 close --force=dupont", "--force ne prend pas de valeur"),
        ("do 208 finalised dupont", "il y a un mot de trop"),
        ("status dupont", "N : un numéro de session a 1 à 9 chiffres"),
        ("log 1 2", "il y a un mot de trop (vigie log --help)"),
        ("status --jsn", "option inconnue : --jsn (vigie status --help)"),
        ("demo --speed 0", "--speed : écrivez combien de fois plus vite"),
        ("import", "il manque : FICHIER"),
    ],
)
def test_a_command_that_cannot_be_understood(words: str, told: str, vigie: Vigie) -> None:
    """Exit 2 and one French line that quotes nothing of what was typed but options."""
    answer = vigie(*words.split())
    assert answer.code == 2
    assert answer.out == ""
    assert answer.complaint.startswith(told)
    assert "dupont" not in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("satus", "VERBE inconnu : vouliez-vous dire « status » ? (vigie --help)"),
        ("STATUS 208", "VERBE inconnu : vouliez-vous dire « status » ? (vigie --help)"),
        ("do 208 siign 1", "ACTION inconnue : vouliez-vous dire « sign » ? (vigie do --help)"),
        ("do 208 Not-certifable 1", "ACTION inconnue : vouliez-vous dire « not-certifiable » ? (vigie do --help)"),
        ("close 208", "c'est une action : « vigie do N close … », N étant le numéro de la session (vigie --help)"),
        ("Start 208 3", "c'est une action : « vigie do N start … », N étant le numéro de la session (vigie --help)"),
        (
            "208 start 3",
            "un verbe vient avant le numéro : « vigie run N » ouvre la session, « vigie do N … » y note (vigie --help)",
        ),
        ("do 208 " + "x" * 10_000, "ACTION inconnue (vigie do --help)"),
    ],
)
def test_a_verb_mistyped(words: str, told: str, vigie: Vigie) -> None:
    """The nearest one is offered; what was typed is not said again."""
    answer = vigie(*words.split())
    assert (answer.code, answer.out, answer.complaint) == (2, "", told)


@pytest.mark.parametrize(
    "words",
    [
        "--store S --as N do 208 zone 1 3 B --at 09:00",
        "do --store S 208 --as N zone --at 09:00 1 3 B",
        "do 208 zone 1 --at 09:00 3 --store S B --as N",
        "do 208 zone --as=N --store=S --at=09:00 -- 1 3 B",
    ],
)
def test_options_stand_anywhere(words: str) -> None:
    """Before the verb, after it, between its words."""
    options = parse(words.split())
    assert (options.store, options.author, options.at) == ("S", "N", "09:00")
    assert (options.who, options.zone) == (["1", "3"], "B")


def test_what_was_not_given_is_not_there() -> None:
    """So that VIGIE_STORE and the login name count."""
    options = parse(["do", "208", "sign", "1"])
    assert not hasattr(options, "store")
    assert not hasattr(options, "author")


@pytest.mark.parametrize("text", ["- rien à signaler", "-5", "--x"])
def test_a_text_may_begin_with_a_dash(text: str) -> None:
    """Free text is not taken for an option; a dash alone is standard input (`tests/command/test_from_stdin.py`)."""
    assert parse(["do", "208", "incident", "1", "C7", "--text", text]).text == text
    if text != "--x":
        assert parse(["do", "208", "note", "1", text]).text == text


@pytest.mark.parametrize(("typed", "number"), [("208", "208"), ("0208", "208"), ("p1", "p1"), ("p01", "p1")])
def test_a_sessions_number(typed: str, number: str) -> None:
    """Leading zeros do not count, as in lists."""
    assert parse(["log", typed]).number == number


def test_what_import_and_export_are_given() -> None:
    """The names that `screens.command.importing` and `exporting` read."""
    words = "import a.ods b.csv --session 208 --session 209 --class 3eB --surveillant A --access-code - --update"
    options = parse(words.split())
    assert (options.files, options.sessions, options.classes) == (["a.ods", "b.csv"], ["208", "209"], ["3eB"])
    assert (options.surveillants, options.access_code, options.update) == (["A"], "-", True)
    nothing = ("site", "room", "date", "start", "timezone", "certification", "edition", "group")
    assert [getattr(options, name) for name in nothing] == [None] * len(nothing)
    exported = parse(["export", "208", "--to", "ici", "--only", "json,csv"])
    assert (exported.number, exported.to, exported.only) == ("208", "ici", "json,csv")


@pytest.mark.parametrize("words", [["run", "208"], ["demo"]])
def test_the_screen_needs_a_terminal(words: list[str], vigie: Vigie) -> None:
    """In a pipe or a service it says what to use instead."""
    answer = vigie(*words)
    assert (answer.code, answer.out) == (2, "")
    assert "vigie status, vigie do" in answer.complaint
