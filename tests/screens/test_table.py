"""The tables of commands: what a row says of itself holds, and what does it can do no more than that."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any, get_type_hints

import pytest

import screens.handlers
from screens.closing.commands import CLOSING
from screens.handlers.acting import Acting, Looking
from screens.handlers.menu import RARER
from screens.handlers.table import COMMANDS, STEPS_OF_THE_CLOSE
from screens.kit.command import Command
from screens.live.tables import ALL, REMAPPABLE
from screens.preparation.commands import AROUND, PREPARATION
from screens.review.commands import JOURNAL, REPLAY, REVIEW
from screens.welcome.commands import UNLISTED, WELCOME

TABLES: dict[str, tuple[Command[Any], ...]] = {
    "board": (*COMMANDS, *STEPS_OF_THE_CLOSE), "welcome": (*WELCOME, *UNLISTED), "preparation": PREPARATION,
    "closing": CLOSING, "review": (*REVIEW, *REPLAY), "journal": JOURNAL,
}  # fmt: skip


def given(row: Command[Any]) -> object:
    """What the function of a row is given."""
    [first, *_] = inspect.signature(row.do).parameters
    return get_type_hints(row.do)[first]


@pytest.mark.parametrize("row", [*COMMANDS, *STEPS_OF_THE_CLOSE, *AROUND], ids=lambda row: row.id)
def test_what_only_reads_is_given_nothing_to_record_with(row: Command[Any]) -> None:
    """Whoever looks on has rows that are given a `Looking`: it has no journal."""
    assert given(row) is (Looking if row.reads else Acting)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_names_each_thing_once(table: tuple[Command[Any], ...]) -> None:
    """No name and no key stands twice in one."""
    names = [row.id for row in table]
    keys = [key for row in table for key in row.keys]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)


def test_every_row_is_told() -> None:
    """Each has its words, ended as a sentence."""
    for row in (row for table in TABLES.values() for row in table):
        assert row.label, row.id
        assert row.title, row.id
        assert row.help.endswith((".", "…")), row.id
        assert row.views, row.id


def test_no_handler_is_forgotten() -> None:
    """Each public function of the handlers is named by a row, by the box of the rarer actions, or by another one."""
    named = {row.do for table in TABLES.values() for row in table} | {rarer.do for rarer in RARER}
    beside = {"resume", "note_behind_the_seal", "in_footer"}
    for found in pkgutil.iter_modules(screens.handlers.__path__):
        if found.name in ("when", "acting", "host"):
            continue
        module = importlib.import_module(f"screens.handlers.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and name not in beside:
                assert function in named, f"{found.name}.{name}"


def test_the_settings_can_set_what_the_help_tells() -> None:
    """Rows without a key of their own are not among them; all others of a session that is run are."""
    assert set(ALL) - set(REMAPPABLE) == {row.id for row in STEPS_OF_THE_CLOSE}
