"""What was not written by us reaches no terminal raw: one way out for all of it, whichever verb and stream."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.archive import Archive
from screens.offices.home import StoreOffice
from tests.command.command import Vigie, at_a_terminal
from tests.hostile.texts import FORGED, raw_in

HOSTILE = "\x1b]0;pwned\x07\x1b[31m\x9b2J\u202egpj\u2066\u200b\x00"
"""Title of the window, colour, clearing the screen, right to left, an isolate, nothing at all, the end of a string."""
IN_A_PATH = HOSTILE.replace("\x00", "") + "\nvigie : tout va bien\r"
"""A name of a file may be of several lines: it forges none."""
posix_only = pytest.mark.skipif(os.name != "posix", reason="such names cannot be made elsewhere")


VERBS: tuple[tuple[str, ...], ...] = (
    ("status",), ("status", "208"), ("status", "--full", "208"), ("status", "--json"), ("status", "208", "--json"),
    ("status", "208", "1"), ("status", "208", "{text}"), ("status", "208", "--sentences"), ("closing", "208"),
    ("instructions", "208"), ("do", "208", "identity", "1", "--show"), ("do", "208", "typed", "{text}"),
    ("check",), ("check", "208"), ("check", "{file}"), ("check", "{folder}"), ("check", "{missing}"),
    ("log", "208"), ("log", "208", "--json"), ("log", "--access"), ("log", "208", "--author", "{text}"),
    ("log", "208", "--since", "{text}"), ("export", "208", "--to", "{out}"), ("export", "208", "--to", "{file}"),
    ("export", "208", "--to", "{out}.zip"), ("export", "208", "--only", "{text}"), ("export", "{text}"),
    ("papers", "208", "--to", "{out}"), ("papers", "208", "--to", "{out}"),
    ("papers", "--date", "2026-11-22", "--to", "{out}2"),
    ("report", "--to", "{out}"), ("report", "--to", "{out}"), ("report", "--store", "{missing}"),
    ("report", "--year", "{text}"),
    ("import", "{file}"), ("import", "{missing}"), ("import", "{list}", "--site", "{text}", "--room", "{text}"),
    ("import", "{list}", "--timezone", "{text}"), ("import", "{list}", "--group", "{text}", "--store", "{out}3"),
    ("import", "{list}", "--certification", "{text}"), ("import", "{folder}"), ("import", "{zip}"),
    ("do", "208", "note", "{text}"), ("do", "208", "{text}"), ("do", "208", "sign", "{text}"),
    ("do", "208", "fraud", "1", "--kind", "communication", "--seen", "{text}", "--evidence", "{missing}"),
    ("do", "208", "fraud", "1", "--kind", "communication", "--seen", "{text}", "--evidence", "{file}"),
    ("do", "208", "incident", "{text}", "1"), ("do", "208", "room", "{text}"), ("do", "208", "surveillant", "{text}"),
    ("find", "{text}"), ("find", "LE GOFF"), ("forget", "208", "{text}"), ("purge", "--session", "{text}"), ("purge",),
    ("purge", "--before", "{text}"), ("training", "{text}", "--by", "{text}"), ("training",), ("doctor",),
    ("doctor", "--json"), ("finalise",), ("finalise", "208"), ("run", "{text}"), ("run", "999"), ("{text}",),
    ("status", "--{text}"), ("--store", "{file}", "status"), ("--store", "{missing}", "status", "208"),
    ("--store", "{file}", "import", "{list}"), ("demo", "--speed", "{text}"), ("review", "--store", "{missing}"),
    ("--help",), ("status", "--help"),
)  # fmt: skip


@pytest.fixture
def hostile(vigie: Vigie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A store, files, settings, an account and a machine, all of such names."""
    there = tmp_path / f"a{IN_A_PATH}"
    there.mkdir()
    vigie.store = there / f"store{IN_A_PATH}"
    vigie.create()
    folder = vigie.store / "sessions"
    (folder / "208").rename(folder / f"208{IN_A_PATH}")
    (folder / f"209{IN_A_PATH}").mkdir()
    (folder / f"209{IN_A_PATH}" / "journal.jsonl").write_bytes(b"{")
    (there / f"file{IN_A_PATH}").write_bytes(HOSTILE.encode() * 9)
    (there / f"zip{IN_A_PATH}.zip").write_bytes(b"PK\x03\x04" + HOSTILE.encode() * 9)
    (there / f"list{IN_A_PATH}.csv").write_text(
        f"Nom;Prénom;Date de naissance;{HOSTILE}\nLE{HOSTILE}GOFF;Maël;14/08/2009;x\n;;99/99/{HOSTILE};\n", "utf-8"
    )
    settings = there / f"settings{IN_A_PATH}.toml"
    settings.write_text(f'"x{HOSTILE.encode("unicode_escape").decode()}" = 1\ntheme = "{FORGED}"\n[', "utf-8")
    monkeypatch.setenv("VIGIE_SETTINGS", str(settings))
    monkeypatch.setenv("VIGIE_STORE", str(vigie.store))
    monkeypatch.setenv("LOGNAME", f"u{IN_A_PATH}")
    monkeypatch.setenv("TERM", f"xterm{HOSTILE[:-1]}")
    monkeypatch.setattr("socket.gethostname", lambda: f"h{IN_A_PATH}")
    monkeypatch.setattr("platform.node", lambda: f"h{IN_A_PATH}")
    return {
        "text": f"t{IN_A_PATH}", "file": str(there / f"file{IN_A_PATH}"), "folder": str(there),
        "missing": str(there / f"no{IN_A_PATH}"), "out": str(there / f"out{IN_A_PATH}"),
        "list": str(there / f"list{IN_A_PATH}.csv"), "zip": str(there / f"zip{IN_A_PATH}.zip"),
    }  # fmt: skip


@posix_only
def test_no_verb_lets_a_name_act_on_a_terminal(hostile: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths of options, of the environment and of what was found, names in lists, words that are none."""
    found = {}
    for words in VERBS:
        filled = [word.format(**hostile) for word in words]
        author = ["--as", f"n{IN_A_PATH}"] if words[0] in ("do", "log") else []
        _, text = at_a_terminal([*filled, *author], monkeypatch)
        assert text, words
        if raw := raw_in(text):
            found[words] = (sorted(set(raw)), text)
    assert found == {}


@posix_only
def test_no_line_of_the_prompt_lets_a_name_act_on_a_terminal(hostile: dict[str, str], vigie: Vigie) -> None:
    """What is typed, what is kept and said again, a word that is none."""
    text = f"t{IN_A_PATH}".replace("\n", " ")
    lines = (f"note 1 {text}", "qui 1", "journal", f"corriger 1 --motif {text}", f"état {text}", f"{text} 1")
    for line in lines:
        answer = vigie("lines", "208", stdin=f"{line}\n")
        assert raw_in(answer.out + answer.err) == [], line


@posix_only
def test_the_sentences_of_the_store_are_clean_for_screens_too(hostile: dict[str, str], vigie: Vigie) -> None:
    """A notice on the board is shown as it is."""
    for one in StoreOffice(Archive(vigie.store), "Paul", "poste").cards(vigie.clock.now()):
        assert raw_in(one.number) == []
    for shelf in Archive(vigie.store).sessions():
        assert raw_in(shelf.number) == []
        assert raw_in(shelf.problem) == []
        assert "\n" not in shelf.problem
