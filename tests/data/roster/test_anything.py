"""Whatever a file holds, there is an answer: no traceback, no silence, every problem with its sentence."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.roster.model import Roster
from tests.data.roster.lists import Reads
from tests.data.roster.test_hidden import ods, ods_table, xlsx, xlsx_rows
from tests.data.roster.test_siecle import SCHOOL
from tests.effort import examples

CELLS = [
    "", "Nom", "Prénom", "Né le", "Classe", "TT", "33 %", "0,33", "14/01/2009", "3/4/2010", "1/3", "oui", "29019",
    "99999", "Mah\x8e", "Ã©", '"', "\x00", "\ufeff", "208", "Aménagements", "Observations", "A" * 600, "=1+1",
]  # fmt: skip
CELL = st.one_of(st.sampled_from(CELLS), st.text(max_size=12))

HEADERS = ["Nom;Prénom;Né le;Classe;Temps majoré;Aménagements", "N° de session;Nom;Prénom;Date de naissance", "a;b;c"]
ROWS = st.lists(st.lists(CELL, max_size=8), max_size=8)
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le", "latin-1"]
WORKBOOKS = [xlsx(("A", "", xlsx_rows())), xlsx(("A", 'state="hidden"', xlsx_rows())), ods(ods_table())]


def answered(roster: Roster) -> None:
    """Candidates, or a sentence on why there are none; each sentence is one, and harmless."""
    assert roster.problems or any(session.candidates for session in roster.sessions)
    for problem in roster.problems:
        assert problem.message.endswith("."), problem.message
        assert problem.message.isprintable() or "\u00a0" in problem.message
        assert "\x1b" not in problem.message
        assert problem.line is None or problem.line >= 1


def zipped(members: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


SHORT = settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
LONG = settings(SHORT, max_examples=3000)


def text_tables(reads: Reads, header: str, rows: list[list[str]], encoding: str, cut: str) -> None:
    text = "\n".join([header, *(cut.join(row) for row in rows)])
    answered(reads.content(text.encode(encoding, "replace")))


def spoiled_files(reads: Reads, data: bytes, spots: list[tuple[int, int]]) -> None:
    spoiled = bytearray(data)
    for place, byte in spots:
        spoiled[place % len(spoiled)] = byte
    answered(reads.content(bytes(spoiled)))


def archives(reads: Reads, members: dict[str, bytes]) -> None:
    # A zip cuts a name at its first NUL: two of them may then be one.
    answered(reads.content(zipped({name.partition("\0")[0]: members[name] for name in members}), "liste.zip"))


TABLES = given(
    header=st.sampled_from(HEADERS), rows=ROWS, encoding=st.sampled_from(ENCODINGS), cut=st.sampled_from(";,\t")
)
SPOILED = given(
    data=st.sampled_from([SCHOOL, *map(zipped, WORKBOOKS)]),
    spots=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=4),
)
NAMES = st.one_of(
    st.sampled_from(["", "a.csv", "b.CSV", "x/", "__MACOSX/._a.csv", ".DS_Store", "lisez-moi.txt", "a.xml", "a.zip",
                     "session.json", "content.xml", "xl/workbook.xml", "mimetype", "word/document.xml"]),
    st.text(max_size=6),
)  # fmt: skip
CONTENTS = st.one_of(
    st.binary(max_size=40), st.sampled_from([SCHOOL, "Nom;Prénom;Né le\nROI;Ada;14/01/2009\n".encode(), b""])
)
ARCHIVES = given(members=st.dictionaries(NAMES, CONTENTS, max_size=5))

test_any_text_table = SHORT(TABLES(text_tables))
test_any_spoiled_file = SHORT(SPOILED(spoiled_files))
test_any_archive = SHORT(ARCHIVES(archives))
test_very_many_text_tables = pytest.mark.torture(LONG(TABLES(text_tables)))
test_very_many_spoiled_files = pytest.mark.torture(LONG(SPOILED(spoiled_files)))
test_very_many_archives = pytest.mark.torture(LONG(ARCHIVES(archives)))
