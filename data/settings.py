"""The settings file as it was typed: plain values with their lines. What they mean is for the screens to say.

Each statement is read by itself, so that a line that is no TOML takes no other with it. Nothing here raises: what is
wrong with the file is a fault with its line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data import disk
from data.paths import config_folder

VARIABLE = "VIGIE_SETTINGS"
NAME = "reglages.toml"
LARGEST = 64 * 1024
"""Bytes; a settings file has a few hundred."""
LONGEST_STATEMENT = 40
"""Lines that one value may spread over."""


@dataclass(frozen=True, slots=True)
class Given:
    """One value of the file."""

    path: tuple[str, ...]
    """`("touches", "undo")`: the tables it stands in, then its name."""
    value: object
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read."""

    line: int
    """0 where it is the whole file."""
    sentence: str


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """All that a settings file says."""

    path: Path
    given: tuple[Given, ...] = ()
    faults: tuple[Fault, ...] = ()


def settings_path() -> Path:
    """VIGIE_SETTINGS, else `reglages.toml` in the user's configuration folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else config_folder() / NAME


def is_there() -> bool:
    """There is a settings file to be read, or one is named, or the system does not tell: reading it says why."""
    return bool(os.environ.get(VARIABLE)) or disk.may_be_there(settings_path())


def read_settings(path: Path | None = None) -> SettingsFile:
    """Read a settings file; none there is nothing said, unless VIGIE_SETTINGS names it (`/dev/null` names none).

    Args:
        path: the file; None: where it is looked for.
    """
    asked = path is not None or bool(os.environ.get(VARIABLE))
    path = path or settings_path()
    if str(path) == os.devnull:
        return SettingsFile(path)
    try:
        # As every file of others: a pipe is no file, and is not waited for.
        with disk.opened(path, os.O_RDONLY) as fd:
            content = os.read(fd, LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return SettingsFile(path, faults=(Fault(0, "ce fichier n'existe pas"),) if asked else ())
    except (OSError, ValueError):
        return SettingsFile(path, faults=(Fault(0, "ce fichier ne peut pas être lu"),))
    if len(content) > LARGEST:
        return SettingsFile(path, faults=(Fault(0, f"ce fichier dépasse {LARGEST // 1024} Kio"),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return SettingsFile(path, faults=(Fault(line, "ce n'est pas de l'UTF-8"),))
    given, faults = parse(text)
    return SettingsFile(path, given, faults)


def parse(text: str) -> tuple[tuple[Given, ...], tuple[Fault, ...]]:
    """The values of a TOML text, each with its line, and the lines that are no TOML."""
    given: list[Given] = []
    faults: list[Fault] = []
    table: tuple[str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for line, statement, values in _statements(text.split("\n")):
        if values is None:
            faults.append(Fault(line, "cette ligne n'est pas du TOML : nom = valeur"))
            continue
        if statement.lstrip().startswith("["):
            table, is_list = _table(values)
            if is_list:
                faults.append(Fault(line, f"[[{'.'.join(table)}]] : une table s'écrit entre crochets simples"))
            continue
        for path, value in _flat(values, table):
            if path in seen:
                faults.append(Fault(line, f"« {'.'.join(path)} » est déjà donné ligne {seen[path]}"))
                continue
            seen[path] = line
            given.append(Given(path, value, line))
    return tuple(given), tuple(faults)


def _statements(lines: list[str]) -> Iterator[tuple[int, str, dict[str, object] | None]]:
    """Each statement with the number of its first line and what TOML reads in it; None where it reads nothing."""
    index = 0
    while index < len(lines):
        first = lines[index].strip()
        if not first or first.startswith("#"):
            index += 1
            continue
        taken, values = _longest(lines[index : index + LONGEST_STATEMENT])
        yield index + 1, first, values
        index += taken


def _longest(lines: list[str]) -> tuple[int, dict[str, object] | None]:
    """How many of these lines make the first statement, and its values."""
    import tomllib  # who has no settings does without

    may_go_on = any(mark in lines[0] for mark in ("[", '"""', "'''"))
    for count in range(1, len(lines) + 1 if may_go_on else 2):
        try:
            return count, tomllib.loads("\n".join(lines[:count]) + "\n")
        # A number of 5,000 digits is TOML, and no number that Python reads.
        except (ValueError, RecursionError):
            continue
    return 1, None


def _table(values: dict[str, object]) -> tuple[tuple[str, ...], bool]:
    """The path of a header, and whether it is one of a list."""
    path: list[str] = []
    inside: object = values
    while isinstance(inside, dict) and inside:
        name, inside = next(iter(inside.items()))
        path.append(str(name))
    return tuple(path), isinstance(inside, list)


def _flat(values: dict[str, object], table: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, (*table, name))
        else:
            yield (*table, name), value
