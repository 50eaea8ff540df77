"""docs/house.md as whoever is new here reads it: each file that it names is there, each name of code is one of ours."""

from __future__ import annotations

import re

from tests.sources import HOUSE, READS_ALL, modules, named, text_of

PAGE = (HOUSE / "docs" / "house.md").read_text(encoding="utf-8")
FOLDERS = ("supervisor", "data", "screens", "tests", "benchmarks", "docs")
OF_THE_PROJECT = {"DOMAIN.md", "RULES.md"}
"""Papers that the page says are not kept here."""
OF_A_STORE = {"drafts/"}
"""Folders of a store, not of the house."""
ENDINGS = ("py", "md", "toml", "json", "sql", "lock")


def paths() -> set[str]:
    """All files and folders of the house that a page may name."""
    found = {path for folder in FOLDERS for path in (HOUSE / folder).rglob("*") if "__pycache__" not in path.parts}
    here = {path.relative_to(HOUSE).as_posix() for path in found}
    return here | {*FOLDERS} | {path.name for path in HOUSE.iterdir()}


def in_code() -> list[str]:
    """What the page writes as code in its sentences."""
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


@READS_ALL
def test_each_file_that_the_page_names_is_there() -> None:
    """By its path, or by the end of it; `S.py` stands for the module of a subject."""
    ends = {path[start:] for path in paths() for start in (0, *(m.end() for m in re.finditer("/", path)))}
    told = {name for name in in_code() if name.endswith("/") or re.fullmatch(rf"[\w./]+\.({'|'.join(ENDINGS)})", name)}
    told |= set(re.findall(r"(?<![\w/.])(?:docs/)?[a-z_0-9-]+\.(?:py|md)\b", PAGE))
    gone = {
        name
        for name in told - OF_THE_PROJECT - OF_A_STORE - {"S.py"}
        if name.rstrip("/").removesuffix("/S.py") not in ends
    }
    assert len(told) > 150
    assert gone == set()


@READS_ALL
def test_each_name_that_the_page_writes_is_written_in_the_house() -> None:
    """Functions, classes, fields, options: whatever is spelt like one."""
    written = {
        word for path in modules(*FOLDERS[:-1]) for word in re.findall(r"[A-Za-z_]\w+", text_of(path))
    } | set(re.findall(r"\w+", (HOUSE / "Makefile").read_text(encoding="utf-8")))  # fmt: skip
    told = {word for code in in_code() if "/" not in code for word in re.findall(r"\b[A-Za-z_]\w{2,}", code)}
    assert len(told) > 200
    assert told - written - {name.removesuffix(".md") for name in OF_THE_PROJECT} == set()


@READS_ALL
def test_each_word_of_the_glossary_is_defined_where_it_says() -> None:
    """A row names classes and, last, the files: each class is defined in one of them, or in a folder of them."""
    glossary = PAGE.partition("## Words")[2].partition("## ")[0]
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", glossary, re.MULTILINE)
    assert len(rows) > 15
    astray = set()
    for names, places in rows:
        files = [path for path in modules(*FOLDERS[:-2]) if any(at in path.as_posix() for at in files_in(places))]
        for name in re.findall(r"`([A-Z]\w+)`", names):
            if not any(re.search(rf"^class {name}\b", text_of(path), re.MULTILINE) for path in files):
                astray.add(name)
    assert astray == set()


def files_in(places: str) -> list[str]:
    """The files and folders of a cell; a bare name stands beside the one before it."""
    found: list[str] = []
    for place in re.findall(r"`([^`]+)`", places):
        beside = found[-1].rpartition("/")[0] + "/" if found and "/" not in place else ""
        found.append(f"/{beside.removeprefix('/')}{place}")
    return found


@READS_ALL
def test_a_word_of_the_glossary_means_one_thing() -> None:
    """No class of another floor or room has its name, but the Protocol by which a screen knows it."""
    glossary = PAGE.partition("## Words")[2].partition("## ")[0]
    words = set(re.findall(r"`([A-Z]\w+)`", glossary))
    bearers: dict[str, set[str]] = {}
    for path in modules():
        for name, bases in re.findall(r"^class (\w+)(?:\(([^)]*)\))?:", text_of(path), re.MULTILINE):
            if name in words and "Protocol" not in bases:
                bearers.setdefault(name, set()).add(named(path))
    assert len(bearers) > 20
    assert {name: places for name, places in bearers.items() if len(places) > 1} == WORD_OF_ITS_WIDGET


WORD_OF_ITS_WIDGET = {"Roster": {"data/roster/model.py", "screens/widgets/roster.py"}}
"""The list as it was received, and as the board shows it."""
