"""docs/json.md lists the keys of both documents: neither more nor fewer than are printed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command.command import Vigie

DOC = Path(__file__).resolve().parents[2] / "docs" / "json.md"
OPEN = ("public", "personal")
"""What these hold depends on the kind of event."""


def documented(title: str) -> set[str]:
    """The keys of one section's table."""
    section = DOC.read_text(encoding="utf-8").partition(f"## `{title}`\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def documented_types(title: str) -> dict[str, set[str]]:
    """What each key of one section's table may hold: « string », « null »…"""
    section = DOC.read_text(encoding="utf-8").partition(f"## `{title}`\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section, re.MULTILINE)
    return {key: set(types.removesuffix(" of strings").split(" or ")) for key, types in rows}


NOT_IN_THIS_SESSION = ("candidates[].incidents[].becomes",)
"""Keys that the 2021 edition alone fills."""
NAMES = {str: "string", int: "integer", bool: "boolean", list: "array", dict: "object", type(None): "null"}


def types_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each key with the type of what it holds, as often as it occurs."""
    if isinstance(value, list):
        for one in value:
            yield from types_of(one, f"{path}[]")
    elif isinstance(value, dict) and path.rpartition(".")[2] not in OPEN:
        for key, below in value.items():
            here = f"{path}.{key}" if path else key
            yield here, NAMES[type(below)]
            yield from types_of(below, here)


def keys_of(value: Any, path: str = "") -> Iterator[str]:
    """Every key as the document writes it: `candidates[].ending.pauses`."""
    if isinstance(value, list):
        for one in value:
            yield from keys_of(one, f"{path}[]")
    elif isinstance(value, dict) and path.rpartition(".")[2] not in OPEN:
        for key, below in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from keys_of(below, here)


@pytest.fixture
def full(room: Vigie) -> Vigie:
    """A session in which every key has a value somewhere."""
    room.run_until_started(1)
    room.done("incident", "1", "E2", "--question", "12")
    room.done("fraud", "1", "--kind", "consultation", "--seen", "une antisèche")
    return room


def test_status_of_one_session(full: Vigie) -> None:
    printed = set(keys_of(full.status())) - {"session", "counts"}
    assert printed == documented("vigie status N --json")


def test_status_of_all_sessions(full: Vigie) -> None:
    printed = set(keys_of(full("status", "--json").json))
    inside = {
        f"sessions[].{key}" for key in documented("vigie status N --json") if re.match(r"session\.|counts\.", key)
    }
    assert printed == documented("vigie status --json") | inside


def test_log(full: Vigie) -> None:
    assert set(keys_of(full("log", "208", "--json").json)) == documented("vigie log N --json")


def test_accesses(room: Vigie) -> None:
    """The register of accesses."""
    room("log", "208")
    assert set(keys_of(room("log", "--access", "--json").json)) == documented("vigie log --access --json")


def test_doctor(room: Vigie) -> None:
    """The findings about a machine."""
    assert set(keys_of(room("doctor", "--json").json)) == documented("vigie doctor --json")


def test_what_each_key_holds(full: Vigie) -> None:
    """The types of the tables, null where they say so; each of them is met in a real output, null included."""
    full.done("incident", "3", "C8", "--text", "retard")
    full.done("presence", "3")
    full.run_until_started(4)
    full.done("finish", "4")
    for title, printed in (
        ("vigie status N --json", full.status()),
        ("vigie log N --json", full("log", "208", "--json").json),
    ):
        met: dict[str, set[str]] = {}
        for key, kind in types_of(printed):
            met.setdefault(key, set()).add(kind)
        for key, allowed in documented_types(title).items():
            assert met[key] <= allowed, f"{key} holds {met[key]}"
            assert met[key] == allowed or key in NOT_IN_THIS_SESSION, f"{key}: {allowed - met[key]} not met"
