"""What arrives by a way out, held against what may: a rule for each ending of a file; one without a rule is a fault."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pypdf import PdfReader

from data.piece_names import FOLDER as PIECES
from tests.documents.pages import Page
from tests.hostile.texts import FORGED, raw_in

MOST_PAGES = 120
"""Of a paper on a session of four, with every field as long as `supervisor/lengths.py` lets it be: at 10 points the
journal then takes 94; what those limits did not hold would be a book of thousands."""
_UNESCAPED = re.compile(r"(?<!\\)(?:<(?!br>)|\]\(|\[bold)")
"""What Markdown would take for a tag or a link; none of it is ours."""
_BAR = re.compile(r"(?<!\\)\|")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def of_csv(content: bytes) -> Iterator[str]:
    """No cell is computed, none is of two lines."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in row:
            yield from raw_in(cell, lines="")
            if cell[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"-?\d+(,\d+)?", cell):
                yield f"computed: {cell!r}"


def of_markdown(content: bytes) -> Iterator[str]:
    """Nothing is taken for markup, and a row of a table has as many cells as its heading."""
    text = content.decode("utf-8")
    yield from raw_in(text)
    yield from (f"markup: {found[0]!r}" for found in _UNESCAPED.finditer(text))
    width = 0
    for line in text.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        found = len(_BAR.findall(line))
        width = width or found
        if found != width:
            yield f"cells: {line!r}"


def of_json(content: bytes) -> Iterator[str]:
    """Lines or one document of JSON, and nothing raw inside."""
    text = content.decode("utf-8")
    yield from raw_in(text)
    try:
        texts = [json.loads(text)]
    except ValueError:
        texts = [json.loads(line) for line in text.splitlines()]
    yield from (fault for one in texts for fault in raw_in(json.dumps(one, ensure_ascii=False).replace("\\u", "")))


def of_pdf(content: bytes) -> Iterator[str]:
    """It can be opened, says nothing raw, and is no book; so do its title and its author."""
    reader = PdfReader(io.BytesIO(content))
    if len(reader.pages) > MOST_PAGES:
        yield f"{len(reader.pages)} pages"
    for page in reader.pages:
        # A cell of several lines may break anywhere: no line of a paper is a line of ours.
        yield from raw_in(page.extract_text().replace(FORGED, ""))
    for told in (reader.metadata or {}).values():
        yield from raw_in(str(told), lines="")


ACTING = ("script", "img", "iframe", "object", "embed", "form", "input", "link", "base", "svg", "video", "audio")
"""Tags that do something, or fetch something."""


def of_html(content: bytes) -> Iterator[str]:
    """Nothing runs, nothing leads elsewhere, and what was typed is text."""
    for node in Page(content).top.each():
        if node.name in ACTING:
            yield f"tag: {node.name}"
        for name, value in node.attributes.items():
            leads = name in ("src", "href") and not value.startswith("#")
            if leads or name.startswith("on") or "javascript:" in value:
                yield f"attribute: {name}={value!r}"
            yield from raw_in(value, lines="")
        for text in node.inside:
            if isinstance(text, str):
                yield from raw_in(text.replace(FORGED, ""))
                if node.name == "style" and re.search(r"@import|url\(\s*['\"]?https?:", text):
                    yield "style: leads elsewhere"


def of_text(content: bytes) -> Iterator[str]:
    """Nothing raw."""
    yield from raw_in(content.decode("utf-8"))


def of_zip(content: bytes) -> Iterator[str]:
    """Names that every system can hold, where they are put; each of its files by its own rule."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield from of_name(name)
            yield from of_file(name, archive.read(name))


RULES: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".csv": of_csv, ".md": of_markdown, ".json": of_json, ".jsonl": of_json, ".pdf": of_pdf, ".txt": of_text,
    ".html": of_html, ".zip": of_zip,
}  # fmt: skip
"""By the ending of a file."""


def of_name(name: str) -> Iterator[str]:
    """What is wrong with the path of a file that we named."""
    for part in PurePosixPath(name).parts:
        yield from raw_in(part, lines="")
        if part in ("..", ".") or part != part.strip(" .") or _DEVICES.match(part) or set(part) & set('<>:"\\|?*/'):
            yield f"name: {name!r}"


def of_file(name: str, content: bytes) -> Iterator[str]:
    """What is wrong with a file that left."""
    if PIECES in PurePosixPath(name).parts[:-1]:
        # What somebody joined leaves as it came: only its name is ours.
        return
    rule = RULES.get(PurePosixPath(name).suffix)
    if rule is None:
        yield f"no rule says what may stand in {name}"
    else:
        yield from (f"{name}: {fault}" for fault in rule(content))


def of_folder(folder: Path) -> Iterator[str]:
    """What is wrong with all that was written into a folder."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield from of_name(name)
        if path.is_file():
            yield from of_file(name, path.read_bytes())
