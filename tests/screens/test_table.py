"""The tables of commands: what a row says of itself holds, and what does it can do no more than that."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import screens.handlers
from screens.closing.commands import CLOSING
from screens.handlers import later
from screens.handlers.acting import Acting, Looking
from screens.handlers.later import ROOMS, Handler, load_one_more
from screens.handlers.menu import RARER
from screens.handlers.table import COMMANDS, STEPS_OF_THE_CLOSE
from screens.kit.command import Command
from screens.live.tables import ALL, REMAPPABLE
from screens.preparation.commands import AROUND, PREPARATION
from screens.review.commands import JOURNAL, REPLAY, REVIEW
from screens.welcome.commands import UNLISTED, WELCOME
from tests.test_house import loaded_by

TABLES: dict[str, tuple[Command[Any], ...]] = {
    "board": (*COMMANDS, *STEPS_OF_THE_CLOSE), "welcome": (*WELCOME, *UNLISTED), "preparation": PREPARATION,
    "closing": CLOSING, "review": (*REVIEW, *REPLAY), "journal": JOURNAL,
}  # fmt: skip


def said(do: Callable[..., Any]) -> Callable[..., Any]:
    """The function that a row names, loaded where the row waits for a key to load it."""
    return do.function if isinstance(do, Handler) else do


def given(row: Command[Any]) -> object:
    """What the function of a row is given."""
    [first, *_] = inspect.signature(said(row.do)).parameters
    return get_type_hints(said(row.do))[first]


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
    named = {said(row.do) for table in TABLES.values() for row in table} | {rarer.do for rarer in RARER}
    beside = {"resume", "note_behind_the_seal", "in_footer"}
    for found in pkgutil.iter_modules(screens.handlers.__path__):
        if found.name in ("when", "acting", "host", "later"):
            continue
        module = importlib.import_module(f"screens.handlers.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and name not in beside:
                assert function in named, f"{found.name}.{name}"


def test_every_room_that_waits_is_one_and_is_loaded_behind_the_first_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, each once; a row that names a function of another module would fail above."""
    for room in ROOMS:
        importlib.import_module(f"screens.handlers.{room}")
    assert not load_one_more()
    loaded: list[str] = []
    monkeypatch.setattr(later, "ROOMS", ("course", "of_tomorrow"))
    monkeypatch.setattr(later, "import_module", loaded.append)
    assert load_one_more()
    assert loaded == ["screens.handlers.of_tomorrow"]


def test_a_board_opens_without_the_boxes_of_its_keys(tmp_path: Path) -> None:
    """What the first picture does not show is not waited for: neither boxes, nor papers, nor the coach."""
    loaded = loaded_by("import screens.live.app, screens.offices.board", tmp_path)
    late = {f"screens.handlers.{room}" for room in ROOMS} | {
        "screens.live.coach", "supervisor.rehearsal", "data.documents", "data.services.writing", "supervisor.activity",
        *(f"screens.dialogs.{box}" for box in ("course", "time", "undo", "people", "fraud", "outage", "close")),
    }  # fmt: skip
    assert loaded & late == set()
    assert "screens.live.app" in loaded


def test_the_settings_can_set_what_the_help_tells() -> None:
    """Rows without a key of their own are not among them; all others of a session that is run are."""
    assert set(ALL) - set(REMAPPABLE) == {row.id for row in STEPS_OF_THE_CLOSE}
