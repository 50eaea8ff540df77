"""Every field of text through every way out: nothing acts on a terminal, a spreadsheet, a browser or a disk.

The fields are those of the models: a new one is in the session without being named. The ways out are what the command
writes: a file with an ending that no rule knows is a fault, and so is a verb that no line here calls.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest
from pydantic import BaseModel

from data.evidence import FOLDER_NAME
from data.storage import encode
from screens.command.parser import _parser
from supervisor.event import EVENT_KINDS
from supervisor.seal import Line
from tests.command.command import Vigie, at_a_terminal
from tests.hostile.arriving import of_folder
from tests.hostile.session import DIGEST, LATE, NOT_THERE, PIECE, SHAPED, hostile, kinds
from tests.hostile.texts import TEXTS, raw_in

TOLD: tuple[tuple[str, ...], ...] = (
    ("closing", "209"), ("closing", "210"), ("instructions", "210"), ("lines", "210"),
    ("status",), ("status", "--json"), ("status", "209"), ("status", "--full", "209"), ("status", "209", "--json"),
    ("log", "209"), ("log", "209", "--json"), ("log", "--access"), ("check",), ("check", "209"), ("find", "martin"),
    ("find", "--json", "martin"), ("training",), ("doctor",), ("purge",), ("finalise",), ("finalise", "209"),
    ("do", "210", "room"), ("do", "210", "global", "list"), ("do", "210", "note", "1", "x"), ("status", "210"),
    ("do", "210", "undo", "--reason", "x"), ("do", "210", "sign", "1"), ("do", "209", "reopen", "--reason", "x"),
    ("forget", "209", "1"), ("run", "209"), ("review", "209"), ("demo",),
)  # fmt: skip
WRITTEN: tuple[tuple[str, ...], ...] = (
    ("export", "209", "--to", "{out}/all"), ("export", "209", "--zip", "--to", "{out}/209.zip"),
    ("export", "209", "--without-names", "--to", "{out}/nobody"), ("papers", "209", "--to", "{out}/papers"),
    ("papers", "--date", "2026-11-23", "--to", "{out}/day"), ("report", "--year", "2026-2027", "--to", "{out}/year"),
    ("report", "--year", "2026-2027", "--exact", "--to", "{out}/exact"),
)  # fmt: skip
ELSEWHERE = {
    "import": "tests/command/test_hostile_names.py: what comes in",
    "hub": "tests/hub/test_command.py: names of schools, devices and readers",
    "send": "tests/hub/test_send_command.py: it tells numbers of sessions alone",
}
"""Verbs that tell nothing of a session that is there, and where they are held."""


def said(words: tuple[str, ...], vigie: Vigie) -> tuple[int, str]:
    """What a command says of this store at a terminal."""
    return at_a_terminal(["--store", str(vigie.store), "--as", "Paul", *words], vigie.patch, vigie.clock)


def put(vigie: Vigie, texts: list[str]) -> None:
    """A store with a session of such texts that is closed, and one that is not."""
    vigie.create()
    texts_in_turn = cycle(texts)
    for number, is_open in (("209", False), ("210", True)):
        _put(vigie.store / "sessions" / number, hostile(texts_in_turn, number, is_open=is_open)[1])


def _put(folder: Path, lines: list[Line]) -> None:
    folder.mkdir(mode=0o700)
    (folder / "journal.jsonl").write_bytes(b"".join(map(encode, lines)))
    (folder / FOLDER_NAME).mkdir(mode=0o700)
    (folder / FOLDER_NAME / DIGEST).write_bytes(PIECE)


def faults_of(vigie: Vigie, out: Path) -> dict[str, list[str]]:
    """What is wrong on each way out."""
    found: dict[str, list[str]] = {}
    for words in (*TOLD, *WRITTEN):
        code, text = said(tuple(word.format(out=out) for word in words), vigie)
        faults = raw_in(text)
        if code not in (0, 1, 2) or "faute qui est la sienne" in text or (words in WRITTEN and code):
            faults.append(f"exit {code}: {text[-300:]}")
        if faults:
            found[" ".join(words)] = faults
    if faults := [*of_folder(out)]:
        found["written"] = faults
    return found


@pytest.mark.wide
def test_all_texts_in_turn(vigie: Vigie, tmp_path: Path) -> None:
    """Each field has another one; half a character comes in by no list and no key (`clean`)."""
    (tmp_path / "out").mkdir()
    put(vigie, list(TEXTS.values()))
    assert faults_of(vigie, tmp_path / "out") == {}


WIDE = ("escape", "lines", "formula", "markdown", "towers")
"""Texts of which each field has each in `make check`; of the others in `make torture`."""


@pytest.mark.parametrize(
    "what", [pytest.param(one, marks=pytest.mark.wide if one in WIDE else pytest.mark.torture) for one in TEXTS]
)
def test_one_text_in_every_field(what: str, vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    put(vigie, [TEXTS[what]])
    assert faults_of(vigie, tmp_path / "out") == {}


def test_every_kind_of_event_is_there() -> None:
    """With all its fields of text."""
    session, _ = hostile(cycle(["vu et relu"]))
    assert {entry.event.kind for entry in session.entries} == set(EVENT_KINDS) - set(NOT_THERE) - set(LATE[2:])
    assert sorted(set(kinds())) == sorted(set(EVENT_KINDS) - set(NOT_THERE) - set(LATE[2:]))
    bare = [
        f"{entry.event.kind}.{name}"
        for entry in session.entries
        for name, text in texts_in(entry.event)
        if text not in ("vu et relu", "") and name not in SHAPED and name != "kind"
    ]
    assert bare == []


def texts_in(model: BaseModel) -> list[tuple[str, str]]:
    """Each free text of an event with the name of its field."""
    found = []
    for name, value in model:
        is_chosen = "Literal" in str(type(model).model_fields[name].annotation)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                found += texts_in(one)
            elif isinstance(one, str) and not is_chosen:
                found.append((name, one))
    return found


def test_every_verb_tells_it() -> None:
    """A verb that is added has a line here, or says where else it is held."""
    [verbs] = [action.choices for action in _parser()._actions if action.dest == "verb"]
    assert {words[0] for words in (*TOLD, *WRITTEN)} | set(ELSEWHERE) == set(verbs or ())
