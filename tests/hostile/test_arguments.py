"""What is typed behind a command, in the environment, in the settings and in a list: it is quoted, never let through.

Options, words, settings and columns are taken from where the program itself has them: one that is added is tried.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path

import pytest
from pydantic import BaseModel

from data.roster import read_roster
from data.roster.headers import ListColumn
from data.settings import parse as parse_settings
from screens.command.parser import _parser
from screens.kit.settings_check import CHANGES, KEYS, check, mistakes_told
from screens.live.tables import REMAPPABLE
from supervisor.typography import one_line
from tests.command.command import ACCESS_CODE, Vigie
from tests.data.roster.lists import TODAY
from tests.hostile.test_fields_and_ways_out import said
from tests.hostile.texts import TEXTS, raw_in

TYPED = (TEXTS["escape"] + TEXTS["right to left"] + "\nvigie : tout va bien\r", TEXTS["formats"], TEXTS["c1"])
"""What a shell lets through: no end of a string."""
NUMBERS = {"number": "208", "who": "1", "files": "/nowhere.csv", "name": "MARTIN"}
"""What stands where something has to, besides what is tried."""
ON_SCREEN = ("run", "review", "demo")
"""Verbs that need a real terminal: what is typed behind them is refused before they look at it."""


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The verbs of a parser, or the actions of `do`."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def commands() -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every verb, and every action of `do`."""
    for verb, parser in subparsers(_parser()).items():
        actions = subparsers(parser)
        if actions:
            yield from (((verb, "208", name), inner) for name, inner in actions.items())
        else:
            yield (verb,), parser


def needed(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What has to be said."""
    return [one for one in parser._actions if not one.option_strings and one.nargs not in ("?", "*", 0)]


def harmless(action: argparse.Action) -> str:
    """Something that may stand there."""
    return str(next(iter(action.choices))) if action.choices else NUMBERS.get(action.dest, "1")


def lines() -> list[tuple[str, ...]]:
    """A line for each option and each word of each command, with a place for a text."""
    found = []
    for begin, parser in commands():
        for action in parser._actions:
            if action.nargs == 0 or isinstance(action, argparse._HelpAction):
                continue
            words = [harmless(one) for one in needed(parser) if one is not action]
            text = [action.option_strings[-1], "{text}"] if action.option_strings else ["{text}"]
            found.append((*begin, *words, *text))
    return found


LINES = lines()


def faults_of(vigie: Vigie, chosen: list[tuple[str, ...]], texts: tuple[str, ...]) -> dict[str, list[str]]:
    """What is wrong with what is said, by line."""
    found = {}
    for words, text in product(chosen, texts):
        code, told = said(tuple(text if word == "{text}" else word for word in words), vigie)
        faults = raw_in(told)
        if code not in (0, 1, 2, 3) or not told.strip() or ACCESS_CODE in told:
            faults.append(f"exit {code}: {told[-300:]}")
        if faults:
            found[" ".join(words)] = faults
    return found


def in_a_folder(words: tuple[str, ...]) -> bool:
    return words[0] not in ON_SCREEN


@pytest.fixture
def room(vigie: Vigie, tmp_path: Path) -> Vigie:
    """A session, and a current folder into which somebody may write anything."""
    vigie.create()
    vigie.patch.chdir(tmp_path)
    return vigie


@pytest.mark.wide
def test_every_option_and_every_word(room: Vigie) -> None:
    assert len(LINES) > 150
    assert faults_of(room, [line for line in LINES if in_a_folder(line)], TYPED[:1]) == {}


@pytest.mark.wide
@pytest.mark.parametrize("text", TYPED[1:], ids=["formats", "c1"])
def test_every_option_and_every_word_again(text: str, room: Vigie) -> None:
    assert faults_of(room, [line for line in LINES if in_a_folder(line)], (text,)) == {}


SETTINGS = [".".join(path) for path in CHANGES] + [f"{KEYS}.undo", KEYS, "x", "x.y.z"]


@pytest.mark.few(name=range(0, 18, 3))
@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting(name: str) -> None:
    """As a value, in a list, and as a name; the telephone, which is shown, is shown cleaned."""
    for text in TEXTS.values():
        written = "".join(f"\\U{ord(one):08x}" if not "\ud800" <= one <= "\udfff" else "?" for one in text)
        for line in (f'{name} = "{written}"', f'{name} = ["{written}"]', f'{name}."{written}" = 1'):
            given, faults = parse_settings(line)
            settings, mistakes = check(given, lambda: REMAPPABLE)
            sentence = one_line(" ".join(fault.sentence for fault in faults)) + mistakes_told(mistakes, "/x")
            assert raw_in(sentence, lines="") == []
            assert raw_in(settings.phone, lines="") == []


def texts_of(found: object) -> Iterator[str]:
    """Every text that was read of a list."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, BaseModel):
        yield from (text for _, one in found for text in texts_of(one))
    elif is_dataclass(found):
        yield from (text for field in fields(found) for text in texts_of(getattr(found, field.name)))
    elif isinstance(found, tuple | list):
        yield from (text for one in found for text in texts_of(one))


def a_list(column: ListColumn, text: str) -> str:
    """A list with one such cell, and such a heading beside it."""
    values = {"Nom de naissance": "ROI", "Prénom": "Ada", "Date de naissance": "14/01/2009"}
    others = [heading for heading in values if heading != column.value]
    quoted = text.replace('"', '""').encode("utf-8", "replace").decode()
    heading = ";".join([column.value, *others, f'"x{quoted}"'])
    return "\n".join([heading, ";".join([f'"{quoted}"', *(values[one] for one in others), "y"])]) + "\n"


@pytest.mark.few(column=range(0, 21, 3))
@pytest.mark.parametrize("column", ListColumn)
def test_every_column_of_a_list(column: ListColumn, tmp_path: Path) -> None:
    """Its cell, and a heading beside it: what is taken of it, and what is said of it, is clean."""
    path = tmp_path / "liste.csv"
    found = {}
    for what, text in TEXTS.items():
        path.write_text(a_list(column, text), encoding="utf-8")
        roster = read_roster(path, today=TODAY)
        assert roster.problems or roster.sessions
        if faults := [fault for one in texts_of(roster) for fault in raw_in(one, lines="")]:
            found[what] = faults
    assert found == {}


def test_a_list_that_is_imported(room: Vigie, tmp_path: Path) -> None:
    """What is printed of it, and what every line then says of its candidates."""
    for rank, column in enumerate(ListColumn):
        path = tmp_path / f"{rank}{TEXTS['right to left']}.csv"
        path.write_text(a_list(column, TEXTS["escape"] + TEXTS["formula"]), encoding="utf-8")
        code, told = said(("import", str(path), "--session", str(300 + rank)), room)
        assert code in (0, 2), told
        assert raw_in(told) == []
    _, told = said(("status",), room)
    assert raw_in(told) == []


HELD = {
    "SSH_ORIGINAL_COMMAND": "tests/command/test_gate.py", "SSH_CONNECTION": "never said", "SSH_TTY": "never said",
    "TERM": "tests/command/test_hostile_names.py", "TMUX": "never said", "NO_COLOR": "never said",
    "LC_ALL": "test_a_language", "LC_CTYPE": "test_a_language", "LANG": "test_a_language", "WT_SESSION": "hashed",
    "VIGIE_STORE": "tests/command/test_hostile_names.py", "VIGIE_SETTINGS": "tests/command/test_hostile_names.py",
    "COLUMNS": "dropped", "LINES": "dropped", "VIGIE_HUB": "tests/hub/test_command.py",
    "XDG_RUNTIME_DIR": "never said", "PYDANTIC_DISABLE_PLUGINS": "set, not read",
}  # fmt: skip
"""Variables of the environment that the program reads, and where what they hold is held."""


def test_no_other_variable_is_read() -> None:
    """Their names are written in capitals somewhere in a file that looks into the environment."""
    found = set()
    root = Path(__file__).resolve().parents[2]
    for place in ("supervisor", "screens", "data"):
        for path in (root / place).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "environ" in text:
                texts = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
                found |= {one for one in texts if isinstance(one, str) and re.fullmatch(r"[A-Z][A-Z_]{3,}", one)}
    assert found - set(HELD) == {
        "CLOCK_BOOTTIME",
        "DOSSIER",
        "ERROR",
        "PYTHON",
        "TEXTUAL",
        "VERBE",
        "XDG_",
    }  # no variables


def test_a_language(room: Vigie) -> None:
    """`doctor` says which one the terminal claims to speak."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG", "TERM"):
        room.patch.setenv(name, TYPED[0])
    code, told = said(("doctor",), room)
    assert code in (0, 1)
    assert raw_in(told) == []
