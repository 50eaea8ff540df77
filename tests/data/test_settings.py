"""The settings file as it was typed: values with their lines; nothing raises."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from data import settings
from data.settings import LARGEST, VARIABLE, is_there, read_settings, settings_path


def read(tmp_path: Path, text: str | bytes) -> tuple[list[tuple[str, object, int]], list[tuple[int, str]]]:
    """What is read of a file of that content."""
    path = tmp_path / "reglages.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read_settings(path)
    return (
        [(".".join(given.path), given.value, given.line) for given in found.given],
        [(fault.line, fault.sentence) for fault in found.faults],
    )


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("", []),
        ("# rien\n\n", []),
        ('clavier = "qwerty"', [("clavier", "qwerty", 1)]),
        ("\ufeffsonnerie = false\r\n", [("sonnerie", False, 1)]),  # Windows' Notepad
        ("a = 1\n\n[touches]\n# z\nundo = 'z' # ici", [("a", 1, 1), ("touches.undo", "z", 5)]),
        ('[touches]\nmask = [\n  "m",\n  "F8",\n]\nx = 1', [("touches.mask", ["m", "F8"], 2), ("touches.x", 1, 6)]),
        ('touches.undo = "z"', [("touches.undo", "z", 1)]),
        ('touches = { undo = "z", mask = "m" }', [("touches.undo", "z", 1), ("touches.mask", "m", 1)]),
        ('x = """\nun = 1\n"""\ny = 2', [("x", "un = 1\n", 1), ("y", 2, 4)]),
        ("[ touches ]\n[seuils]\nbientot = 9", [("seuils.bientot", 9, 3)]),
    ],
)  # fmt: skip
def test_values_have_their_lines(tmp_path: Path, text: str, given: list[tuple[str, object, int]]) -> None:
    """Wherever they stand: tables, dotted names, values over several lines."""
    assert read(tmp_path, text) == (given, [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("clavier = azerty-pc\nsonnerie = false", 1, "TOML"),  # no quotes
        ("bonjour\nsonnerie = false", 1, "TOML"),
        ('x = "sans fin\nsonnerie = false', 1, "TOML"),
        ("x = [1,\nsonnerie = false", 1, "TOML"),
        ("[touches\nsonnerie = false", 1, "TOML"),
        ("sonnerie = false\nsonnerie = true", 2, "déjà donné ligne 1"),
        ("sonnerie = false\n[[touches]]", 2, "crochets simples"),
    ],
)
def test_a_wrong_line_takes_no_other_with_it(tmp_path: Path, text: str, line: int, words: str) -> None:
    """It is named; the others are read."""
    given, faults = read(tmp_path, text)
    assert ("sonnerie", False) in [(name, value) for name, value, _ in given]
    assert [number for number, _ in faults] == [line]
    assert words in faults[0][1]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a = 1\nb = '\xe9'\n", 2, "UTF-8"),
        (b"#" * (LARGEST + 1), 0, "dépasse"),
        (b"\x00\x01\x02", 1, "TOML"),
        (b"x = " + b"[" * 20_000, 1, "TOML"),
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    """Neither bytes nor depth break it."""
    given, [(number, sentence)] = read(tmp_path, content)
    assert (given, number) == ([], line)
    assert words in sentence


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None there is nothing said; one that VIGIE_SETTINGS names must be there, and be a file."""
    monkeypatch.delenv("VIGIE_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path().name == "reglages.toml"
    assert read_settings().faults == ()
    monkeypatch.setenv("VIGIE_SETTINGS", str(tmp_path / "autre.toml"))
    assert read_settings().faults[0].sentence == "ce fichier n'existe pas"
    monkeypatch.setenv("VIGIE_SETTINGS", os.devnull)
    assert read_settings().faults == (), "it is how one names none"
    monkeypatch.setenv("VIGIE_SETTINGS", str(tmp_path))
    assert read_settings().faults[0].sentence == "ce fichier ne peut pas être lu"


def test_a_file_that_the_system_does_not_tell_of_is_not_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rights on its folder, or of too long a path: it is read, and what stands against it is said."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(settings, "config_folder", lambda: tmp_path)
    assert not is_there()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "reglages.toml"))

    monkeypatch.setattr(Path, "lstat", refuse)
    monkeypatch.setattr(os, "open", refuse)
    assert is_there()
    assert [fault.sentence for fault in read_settings().faults] == ["ce fichier ne peut pas être lu"]
