"""A journal sealed anew by somebody's script: what its ways out could not tell is a sentence about it, at its opening.

Found by fuzzing (tests/torture/test_fuzzing.py): each of them ended `vigie status` of the whole store.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from data.archive import Archive
from data.errors import StoreError
from data.exported import check_export
from data.rights import Rights
from data.settings import parse
from data.storage import decode
from data.store_settings import StoreSettings
from supervisor.seal import BrokenLineError, Line, digest_of, erased_line, open_entry
from tests.command.command import Vigie
from tests.command.test_bad_sessions import ITS_OWN, others_go_on, put, resealed, whole_lines

DEEP = "[" * 30_000 + "]" * 30_000


def no_such_zone(lines: list[Line]) -> None:
    lines[0]["timezone"] = "Mars/Olympe"


def no_duration(lines: list[Line]) -> None:
    lines[0]["reference"]["durations"] = {"AUTRE": 60}


def endless_test(lines: list[Line]) -> None:
    lines[0]["reference"]["durations"]["CORE"] = 10**30


def backward_test(lines: list[Line]) -> None:
    lines[0]["reference"]["durations"]["CORE"] = -105


def no_hour(lines: list[Line]) -> None:
    lines[1]["public"]["start"] = "25:99"


def endless_slot(lines: list[Line]) -> None:
    lines[0]["reference"]["slot"] = 10**18


def certification_of_somebody(lines: list[Line]) -> None:
    added = next(line for line in lines[1:] if line["kind"] == "candidate_added")
    added["public"]["certification"] = "\x1b[2J"


NONSENSE = (
    no_such_zone, no_duration, endless_test, backward_test, no_hour, endless_slot, certification_of_somebody,
)  # fmt: skip


@pytest.mark.few(spoil=(0, 2, 5))
@pytest.mark.parametrize("spoil", NONSENSE)
def test_it_is_told_when_it_is_opened(spoil: Callable[[list[Line]], None], room: Vigie) -> None:
    """Not where an end or an hour is first asked for: the others go on, and it is never a fault of Vigie's own."""
    lines = whole_lines()
    spoil(lines)
    resealed(lines, 0)
    put(room, lines)
    others_go_on(room)
    with pytest.raises(StoreError):
        Archive(room.store).journal("209")
    for words in ITS_OWN:
        answer = room(*words)
        assert answer.code in (1, 3), (words, answer)
        assert "209" in answer.err, (words, answer)


def test_a_rank_that_is_a_text_is_not_quoted() -> None:
    """What a line bears in the place of its number may be anything."""
    lines = whole_lines()
    lines[2]["id"] = "\x1b[2J\u202e"
    lines[2]["digest"] = digest_of(lines[2])
    with pytest.raises(BrokenLineError) as told:
        open_entry(lines[2], rank=2, previous=lines[1]["digest"])
    assert str(told.value).isprintable()
    assert "\x1b" not in str(told.value)


def test_a_salt_without_its_personal_part_is_none_of_ours() -> None:
    """No digest covers it: half a character there stopped the export of the session."""
    lines = whole_lines()
    line = next(line for line in lines[1:] if "personal" in line)
    rank, previous = line["id"], line["previous"]
    assert open_entry(erased_line(line), rank=rank, previous=previous).erased
    with pytest.raises(BrokenLineError):
        open_entry({**line, "personal": None, "salt": "\ud800"}, rank=rank, previous=previous)


def test_who_noted_it_is_cleaned_when_it_is_read() -> None:
    """As every text of the event itself."""
    line = whole_lines()[2] | {"author": "a\x1b[2J", "host": "\u202eb"}
    line["digest"] = digest_of(line)
    entry = open_entry(line, rank=2, previous=line["previous"])
    assert (entry.author, entry.host) == ("a[2J", "b")


@pytest.mark.parametrize(
    "text", [DEEP, DEEP[:30_000], '{"a":' * 30_000, "9" * 5_000, "[1,", "\ufeff{}", "nul"], ids=lambda text: text[:6]
)
def test_no_json_is_an_error_of_one_kind(text: str) -> None:
    """Brackets in brackets are a `RecursionError` of Python's."""
    with pytest.raises(ValueError):
        decode(text)


STORE: dict[str, Any] = {"format": "vigie-store", "version": 1, "group": ""}


@pytest.mark.parametrize(
    "content",
    [
        DEEP, json.dumps(STORE | {"version": float("inf")}), json.dumps(STORE | {"version": float("nan")}),
        json.dumps(STORE | {"group": None}), json.dumps(STORE | {"group": ["a"]}), "[]", "[1]", '"group"', "1",
    ],
    ids=lambda text: text[:60],
)  # fmt: skip
def test_settings_of_a_store_that_say_nothing(content: str, room: Vigie) -> None:
    """A sentence with what to do, exit 3: not a fault of Vigie's own."""
    (room.store / "store.json").write_text(content)
    with pytest.raises(StoreError, match="illisibles"):
        _ = StoreSettings(room.store).group
    for words in (("doctor",), ("import", "/nowhere.csv"), ("do", "208", "note", "x"), ("purge",)):
        answer = room(*words)
        assert answer.code in (0, 1, 2, 3), (words, answer)


@pytest.mark.parametrize("group", ["\0", "a\0b", "\ud800", "x" * 5_000])
def test_a_group_that_cannot_be_one(group: str) -> None:
    """Such a name is not even asked for."""
    with pytest.raises(StoreError):
        Rights.for_group(group)


def test_an_export_of_brackets_is_damaged(room: Vigie) -> None:
    """And not a fault of Vigie's own."""
    answer = room("export", "208", "--to", str(room.store / "out"), "--only", "json")
    assert answer.code == 0, answer
    [path] = (room.store / "out").glob("session.json")
    text = path.read_text(encoding="utf-8").rstrip().removesuffix("}")
    path.write_text(f'{text},"x":{DEEP}}}', encoding="utf-8")
    report = check_export(path.read_bytes(), path)
    assert report.broken is not None
    answer = room("check", str(path))
    assert answer.code == 1, answer


def test_a_setting_of_five_thousand_digits_is_a_line_that_is_wrong() -> None:
    """TOML, and no number that Python reads."""
    given, faults = parse("sonnerie = true\nmasquer_apres = " + "9" * 5_000)
    assert [one.path for one in given] == [("sonnerie",)]
    assert [fault.line for fault in faults] == [2]
