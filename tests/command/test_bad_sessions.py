"""One session that is not what Vigie wrote never takes the others with it: every command names it and goes on."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import data.integrity
import data.journal
import supervisor.folding
from data.archive import Archive
from data.storage import encode
from screens.offices.home import StoreOffice
from screens.offices.review import ReadingOffice
from supervisor.seal import (
    VERSION,
    BrokenLineError,
    Line,
    digest_of,
    header_line,
    open_entry,
    personal_digest,
    seal_entry,
)
from tests.command.command import Vigie
from tests.documents.rooms import closed, eventful

DEEP: Any = []
for _ in range(600):
    DEEP = [DEEP]
ODD: tuple[Any, ...] = (
    None, True, False, -1, 0, 10**30, 1e308, 0.5, "", "\x00", "\u202e", "x" * 5000, [], {}, [[]], {"": None}, DEEP,
    "2026-13-45", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-22T08:00:00Z", 1, 3, 99, "99:99", "p7",
    "Mars/Olympe", "CORE", "current", [1, 2, 2], ["x"], "\ud800",
)  # fmt: skip
"""What a field may hold after somebody's editor, somebody's script or a bad disk had it."""


def whole_lines() -> list[Line]:
    """A session in which eventful happened, closed: its journal."""
    session = closed(eventful()).session
    lines = [header_line(session.header)]
    for entry in session.entries:
        lines.append(seal_entry(entry, lines[-1]["digest"], f"{entry.id:032x}"))
    lines[1]["public"]["number"] = "209"
    resealed(lines, 1)
    return lines


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Ways to every value inside a line."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def mutated(lines: list[Line], chance: random.Random) -> list[Line]:
    """The lines with one field of one of them changed, or gone, or one more; every digest as if it were true."""
    lines = json.loads(json.dumps(lines))
    rank = chance.choice([0, 1, chance.randrange(len(lines)), chance.randrange(len(lines))])
    *way, last = chance.choice([p for p in places(lines[rank]) if p[-1] not in ("digest", "previous")])
    holder = lines[rank]
    for key in way:
        holder = holder[key]
    match chance.randrange(8):
        case 0:
            del holder[last]
        case 1 if isinstance(holder, dict):
            holder[f"{last}x"] = chance.choice(ODD)
        case _:
            holder[last] = chance.choice(ODD)
    resealed(lines, rank)
    return lines


def resealed(lines: list[Line], first: int) -> None:
    """Make the digests of these lines and of all after them right."""
    for rank, line in enumerate(lines):
        try:
            if rank >= first and "personal" in line and isinstance(line.get("salt"), str):
                line["personal_digest"] = personal_digest(line["salt"], line["personal"])
            if rank:
                line["previous"] = lines[rank - 1]["digest"]
            line["digest"] = digest_of(line)
        except (ValueError, RecursionError):
            # No digest can be computed of it: the old one stands.
            continue


def put(vigie: Vigie, lines: list[Line]) -> Path:
    """Have them as the journal of the folder 209."""
    folder = vigie.store / "sessions" / "209"
    folder.mkdir(exist_ok=True)
    journal = folder / "journal.jsonl"
    data = b"".join(json.dumps(line).encode("ascii") + b"\n" for line in lines)
    journal.write_bytes(data)
    return journal


OVER_ALL = (("status",), ("status", "--json"), ("check",), ("report",), ("purge",), ("doctor",), ("status", "208"))
"""Commands that look at the whole store, or for one session in it."""
ITS_OWN = (("status", "209"), ("log", "209"), ("check", "209"), ("export", "209", "--to", "-", "--only", "json"))


def others_go_on(vigie: Vigie) -> None:
    """Every command that looks at all sessions tells 208, and none of Vigie's own faults."""
    for words in OVER_ALL:
        answer = vigie(*words)
        assert answer.code in (0, 1), (words, answer)
        assert "faute" not in answer.err, (words, answer.err)
        assert "208" in answer.out or words[0] in ("doctor", "report"), (words, answer)
    for cards in (
        StoreOffice(Archive(vigie.store), "Paul", "poste").cards(vigie.clock.now()),
        ReadingOffice([vigie.store], "Paul", "poste").cards(vigie.clock.now()),
    ):
        assert any(one.number == "208" for one in cards)


@pytest.mark.few(seed=range(2))
@pytest.mark.parametrize("seed", range(40))
def test_any_field_of_any_type(seed: int, room: Vigie) -> None:
    """A field of another type or another value, with digests as if it were true."""
    put(room, mutated(whole_lines(), random.Random(seed)))
    others_go_on(room)
    for words in ITS_OWN:
        answer = room(*words)
        assert answer.code in (0, 1, 2, 3), (words, answer)


@pytest.mark.few(value=(0, 2, 5))
@pytest.mark.parametrize("value", [[], {}, None, True, 0, -1, 10**9], ids=repr)
@pytest.mark.parametrize("field", ["action", "author", "at", "kind", "public"])
def test_an_envelope_of_another_type(field: str, value: Any) -> None:
    """`"action": []` with its digest is a damaged line, and so is each of its kind."""
    lines = whole_lines()
    line = lines[3] | {field: value}
    line["digest"] = digest_of(line)
    with pytest.raises(BrokenLineError):
        open_entry(line, rank=3, previous=lines[2]["digest"])


def in_place_of_a_journal(kind: str, path: Path) -> None:
    """Put something else where a journal should be."""
    match kind:
        case "fifo":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "dangling link":
            path.symlink_to("/nowhere/at/all")
        case "link to itself":
            path.symlink_to(path)
        case "endless device":
            path.symlink_to("/dev/zero")
        case "endless file":
            path.touch()
            os.truncate(path, 1 << 40)
        case "nothing at all":
            path.touch()
        case "no letters":
            path.write_bytes(bytes(range(256)) * 40)
        case "one line":
            path.write_bytes(b'{"format":"' + b"x" * 3_000_000)
        case "depths":
            path.write_bytes(b"[" * 200_000 + b"\n")
        case "a line of depths":
            path.write_bytes(encode(whole_lines()[0]) + b'{"a":' * 50_000 + b"\n")


KINDS = (
    "fifo", "folder", "dangling link", "link to itself", "endless device", "endless file", "nothing at all",
    "no letters", "one line", "depths", "a line of depths",
)  # fmt: skip


@pytest.mark.few(kind=(0, 1, 4, 6, 8))
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name, and links that anybody may make")
@pytest.mark.parametrize("kind", KINDS)
def test_no_journal(kind: str, room: Vigie) -> None:
    """What is no file, or no journal, is named at once and waited for by nobody."""
    folder = room.store / "sessions" / "209"
    folder.mkdir()
    in_place_of_a_journal(kind, folder / "journal.jsonl")
    others_go_on(room)
    assert "209" in room("status").err
    for words in ITS_OWN:
        answer = room(*words)
        assert answer.code in (1, 3), (words, answer)
        assert "209" in answer.err, words


@pytest.mark.skipif(os.name != "posix", reason="links that anybody may make")
def test_a_session_elsewhere(room: Vigie, tmp_path: Path) -> None:
    """A session that is a link is read; a purge says that it is kept, erases the others, and can be run again."""
    room.done("close", "--force")
    journal = put(room, whole_lines())
    elsewhere = tmp_path / "elsewhere"
    journal.parent.rename(elsewhere)
    journal.parent.symlink_to(elsewhere)
    assert "Session 209" in room("status").out
    room.clock.pass_by(days=366 * 6)
    answer = room("purge", "--yes")
    assert answer.code == 0, answer
    assert "208" in answer.out
    assert "effacée" in answer.out
    assert "lien" in answer.out
    assert elsewhere.is_dir()
    assert journal.is_file()
    assert not (room.store / "sessions" / "208").exists()
    assert room("purge", "--yes").code == 0


@pytest.mark.skipif(os.name != "posix", reason="links that anybody may make")
def test_a_link_left_behind(room: Vigie) -> None:
    """What an older purge made of a link no longer stops every purge after it."""
    left = room.store / "sessions" / ".new-0123abcd"
    left.symlink_to("/nowhere")
    answer = room("purge", "--yes")
    assert answer.code == 0, answer
    assert not left.is_symlink()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(error, marks=() if error in (TypeError, OSError) else pytest.mark.wide)
        for error in (TypeError, RecursionError, OverflowError, MemoryError, OSError, AssertionError)
    ],
)
def test_whatever_reading_one_raises(error: type[Exception], room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """What folding raises is a sentence about that session, also where another one looks at its neighbours."""
    put(room, whole_lines())
    real = supervisor.folding.fold

    def fold(header: Any, entries: Any) -> Any:
        entries = list(entries)
        if entries and getattr(entries[0].event, "number", "") == "209":
            raise error
        return real(header, entries)

    for module in (data.integrity, data.journal):
        monkeypatch.setattr(module, "fold", fold)
    others_go_on(room)
    for words in (*ITS_OWN, ("run", "209"), ("do", "209", "note", "x")):
        answer = room(*words)
        assert answer.code in (1, 2, 3), (words, answer)
        assert "faute" not in answer.err, (words, answer)
    for words in (("identity", "1"), ("join", "1"), ("start", "1"), ("training", "Paul Durand", "--by", "Jean")):
        room.done(*words)
    assert room("training").code == 1, "209 was not read for it"
    assert room("find", "MARTIN").code in (0, 1)


def test_a_newer_journal_is_not_damaged(room: Vigie, tmp_path: Path) -> None:
    """It is another Vigie's to read: told so by every command, and nobody is advised to take its folder away."""
    lines = whole_lines()
    put(room, lines)
    assert room("export", "209", "--to", str(tmp_path / "export")).code == 0
    lines[0]["version"] = VERSION + 1
    resealed(lines, 0)
    put(room, lines)
    refused = room("import", str(tmp_path / "export" / "session.json"))
    assert (refused.code, "ailleurs" in refused.complaint) == (1, False), refused.complaint
    for words in (("check",), ("status",), ("purge",), ("log", "209")):
        answer = room(*words)
        told = answer.out + answer.err
        assert "à jour" in told, (words, told)
        assert "abîm" not in told, (words, told)
        assert "à la main" not in told, (words, told)
