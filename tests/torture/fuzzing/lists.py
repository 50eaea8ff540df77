"""Readers of candidate lists: text tables in every encoding, workbooks, SIECLE, zips, and files that are none."""

from __future__ import annotations

from functools import cache
from random import Random

import data.roster
from data.roster.encodings import read_once
from data.roster.table import rows_of_text
from tests.data.roster.lists import FIXTURES, TODAY, TODAYS
from tests.data.roster.test_anything import CELLS, HEADERS, answered, zipped
from tests.data.roster.test_hidden import ods, ods_table, xlsx, xlsx_rows
from tests.data.roster.test_siecle import SCHOOL
from tests.torture.fuzzing.mutating import archive, text
from tests.torture.fuzzing.mutating import data as spoilt
from tests.torture.fuzzing.target import Target

ENCODINGS = (
    "utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "cp437", "utf-16", "utf-16-le", "utf-16-be", "latin-1",
    "utf-32", "shift_jis", "utf-7",
)  # fmt: skip
SEPARATORS = (";", ",", "\t", "|", ":", " ; ")


def read_list(content: bytes) -> None:
    """Everything that a file of these bytes is taken for."""
    if content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        answered(data.roster._roster_of(content, (), TODAY))


def table(random: Random) -> bytes:
    """A text table: a heading of a known list, rows of anything, in any encoding and with any separator."""
    separator = random.choice(SEPARATORS)
    heading = random.choice((*HEADERS, ";".join(TODAYS), text(random, HEADERS))).replace(";", separator)
    rows = [
        separator.join(text(random, CELLS)[:400] for _ in range(random.randrange(7)))
        for _ in range(random.randrange(4))
    ]
    if random.random() < 0.3:
        rows.insert(0, "".join(f"Session : {random.choice(CELLS)}"))
    content = random.choice(("\n", "\r\n", "\r")).join([heading, *rows])
    encoded = content.encode(random.choice(ENCODINGS), "replace")
    return spoilt(random, encoded) if random.random() < 0.3 else encoded


def plain_rows(content: bytes) -> None:
    """Rows alone: which encoding, which separator."""
    for row in rows_of_text(content).rows:
        assert row.line >= 1


def twice(random: Random) -> str:
    """A text in which UTF-8 may have been taken for something else."""
    found = text(random, CELLS).encode("utf-8", "replace")
    return found.decode(random.choice(("cp1252", "mac_roman", "cp850", "latin-1")), "replace")


@cache
def members(kind: str) -> dict[str, bytes]:
    """What a workbook is made of."""
    made = xlsx(("A", "", xlsx_rows()), ("B", 'state="hidden"', xlsx_rows())) if kind == "xlsx" else ods(ods_table())
    return {name: content.encode() if isinstance(content, str) else content for name, content in made.items()}


@cache
def kept(name: str) -> bytes:
    """A file of the fixtures."""
    return (FIXTURES / name).read_bytes()


WORKBOOKS = ("candidats-session-208.ods", "candidats-session-209_autre-ordre.xlsx", "cellules-a-dire.ods")


def delivered(random: Random) -> bytes:
    """A zip as the ministry delivers it, or as somebody packs it."""
    found = {
        "export.xml": SCHOOL,
        "lisez-moi.txt": b"x",
        "liste.csv": "Nom;Prénom;Né le\nROI;Ada;14/01/2009\n".encode(),
    }
    if random.random() < 0.3:
        found["dedans.zip"] = zipped({"export.xml": SCHOOL})
    chosen = random.sample(list(found), random.randrange(len(found) + 1))
    return archive(random, {name: found[name] for name in chosen})


TARGETS = (
    Target("text tables, every encoding", table, read_list, 8),
    Target("rows of a text table", table, plain_rows, 6),
    Target("UTF-8 read twice", twice, read_once, 600),
    Target("SIECLE", lambda r: spoilt(r, SCHOOL), read_list, 40),
    Target("ODS", lambda r: archive(r, members("ods")), read_list, 12),
    Target("XLSX", lambda r: archive(r, members("xlsx")), read_list, 6),
    Target("workbooks of Pix Certif", lambda r: spoilt(r, kept(r.choice(WORKBOOKS))), read_list, 3),
    Target("zips of lists", delivered, read_list, 10),
)
