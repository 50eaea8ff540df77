"""Rows that a colour alone tells from the others are told; stripes, headers and what all have are not."""

import pytest

from data.roster import colours
from data.roster.colours import Colours
from tests.data.roster.lists import Reads, names, warnings
from tests.data.roster.test_hidden import ods, ods_table, xlsx, xlsx_rows

FILLS = (
    "<fills>"
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/><bgColor indexed="64"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="0"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.15"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill>'
    "</fills>"
    "<cellXfs>" + "".join(f'<xf fillId="{fill}"/>' for fill in range(6)) + "</cellXfs>"
)
YELLOW, WHITE, GREY, WHITE_TOO = 's="2"', 's="3"', 's="4"', 's="5"'
STYLES = (
    '<style:style style:name="hue" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#ffff00"/></style:style>'
    '<style:style style:name="heir" style:family="table-cell" style:parent-style-name="hue"/>'
    '<style:style style:name="pale" style:family="table-cell" style:parent-style-name="hue">'
    '<style:table-cell-properties fo:background-color="transparent"/></style:style>'
    '<style:style style:name="ring" style:family="table-cell" style:parent-style-name="ring"/>'
)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({3: YELLOW}, "Ligne surlignée : 3 ; une couleur n'est pas lue"),
        ({2: GREY, 4: YELLOW}, "Lignes surlignées : 2 et 4 ; une couleur n'est pas lue"),
        ({1: GREY}, ""),
        ({2: WHITE, 3: WHITE_TOO, 4: 's="1"'}, ""),
        ({1: GREY, 2: YELLOW, 3: YELLOW, 4: YELLOW}, ""),
    ],
)
def test_a_colour_in_an_xlsx_is_told_and_never_read(reads: Reads, cells: dict[int, str], told: str) -> None:
    """Of some candidates alone; white, a coloured header or a coloured list mark nobody."""
    roster = reads.zipped(xlsx(("A", "", xlsx_rows(cells=cells)), styles=FILLS))
    assert [sentence.startswith(told) for _, sentence in warnings(roster)] == [True] * bool(told)
    assert [bool(who.extra_time) for who in roster.sessions[0].candidates] == [False, True, False]


def test_an_import_of_coloured_rows_does_not_end_with_none(reads: Reads) -> None:
    """Nobody knows whether the colour means a temps majoré; where a row says one, the list has a way to say it."""
    sheet = xlsx_rows(cells={2: YELLOW, 4: YELLOW})
    [session] = reads.zipped(xlsx(("A", "", sheet.replace("33 %", "")), styles=FILLS)).sessions
    assert session.around == ("lignes surlignées 2 et 4",)
    [session] = reads.zipped(xlsx(("A", "", sheet), styles=FILLS)).sessions
    assert session.around == ()


def test_a_colour_beside_a_list_whose_names_are_in_one_column_marks_nobody(reads: Reads) -> None:
    """The two columns that are made of it are none of the sheet's."""
    sheet = xlsx_rows().replace("Prénom", "Mention").replace(">Nom<", ">Élève<")
    for last, first in (("ROI", "Ada"), ("SIX", "Bao"), ("ZED", "Cléo")):
        sheet = sheet.replace(f">{last}<", f">{last} {first}<")
    sheet = sheet.replace('</row><row r="4"', f'<c r="E3" {YELLOW}/></row><row r="4"')
    roster = reads.zipped(xlsx(("A", "", sheet), styles=FILLS))
    assert names(roster) == ["ROI Ada", "SIX Bao", "ZED Cléo"]
    assert not any("surlignée" in sentence for _, sentence in warnings(roster))


@pytest.mark.parametrize(("style", "is_told"), [("hue", True), ("heir", True), ("pale", False), ("ring", False)])
def test_a_colour_in_an_ods_is_told(reads: Reads, style: str, is_told: bool) -> None:
    """By the cell's style, or by the one that it comes from."""
    members = ods(ods_table(cells={4: f'table:style-name="{style}"'}))
    content = str(members["content.xml"]).replace("<office:automatic-styles>", f"<office:automatic-styles>{STYLES}")
    base = "urn:oasis:names:tc:opendocument:xmlns"
    fo = f'<office:document-content xmlns:fo="{base}:xsl-fo-compatible:1.0" '
    members["content.xml"] = content.replace("<office:document-content ", fo)
    assert [line for line, _ in warnings(reads.zipped(members))] == [4] * is_told


def marked(*rows: str, begins: int = 2) -> list[int]:
    """Which lines are marked, of rows of one letter a cell; « . » has no colour."""
    found = Colours()
    lines = range(begins, begins + len(rows))
    for line, row in zip(lines, rows, strict=True):
        for column, colour in enumerate(row, start=1):
            if colour != ".":
                found.note(line, column, colour)
    return found.marked(lines, len(rows[0]))


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (["...", "yyy", "...", "...", "..."], [3]),
        (["...", ".y.", "...", "...", "..y", "..."], [3, 6]),
        (["...", "bbb"] * 6, []),
        (["ggg", "bbb"] * 6, []),
        (["...", "bbb"] * 4 + ["...", "yyy"] + ["...", "bbb"] * 4, [11]),
        (["yyy"] * 5, []),
        (["..y"] * 5, []),
        (["..y", ".by", "..y", "..y"], [3]),
        (["ggg"] * 11 + ["yyy"], [13]),
        (["ggg"] * 6 + ["bbb"] * 6, []),
        (["yyy", "...", "yyy"], [2, 4]),
        (["yyy"], []),
        (["yyy", "yyy", "yyy", "yyy", "...", "..."], [2, 3, 4, 5]),
    ],
)
def test_what_marks_somebody(rows: list[str], lines: list[int]) -> None:
    """One row, one cell, on stripes or on a coloured list; not stripes, a column, the whole list, a colour a class."""
    assert marked(*rows) == lines
    assert marked(*rows, begins=3) == [line + 1 for line in lines]


def test_so_many_cells_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file holds, there is an end to it; and what stands beside the list marks nobody on it."""
    monkeypatch.setattr(colours, "_MOST_NOTED", 5)
    assert marked("...", "yyy", "...", "yy.", "..y", "..y", "...") == [3, 5]
    found = Colours()
    found.note(2, 1, "y", rows=10**15)
    assert found.marked(range(2, 20), 3) == [2, 3, 4, 5, 6]
    found = Colours()
    found.note(2, 4, "y")
    assert (found.marked([2, 3], 3), found.marked([2, 3], 4)) == ([], [2])
