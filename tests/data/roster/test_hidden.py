"""What a sheet hides or strikes through is told, in both kinds of workbooks; which sheet is read."""

import pytest

from data.roster.model import Roster
from tests.data.roster.lists import Reads, names, only_error, warnings

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEADINGS = ("Nom", "Prénom", "Né le", "Temps majoré")
PEOPLE = (("ROI", "Ada", "01/01/2009", ""), ("SIX", "Bao", "02/01/2009", "33 %"), ("ZED", "Cléo", "13/01/2009", ""))
STRUCK = (
    '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
)


def xlsx(*sheets: tuple[str, str, str], styles: str = STRUCK, strings: str = "") -> dict[str, bytes | str]:
    """A workbook of sheets: their name, their further attributes, what is in them."""
    told = "".join(
        f'<sheet name="{name}" sheetId="{n}" {attributes} r:id="rId{n}"/>'
        for n, (name, attributes, _) in enumerate(sheets, start=1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    relations += f'<Relationship Id="rId90" Type="{office}/styles" Target="styles.xml"/>'
    relations += f'<Relationship Id="rId91" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships {package}><Relationship Id="rId1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f"<workbook {MAIN} {RELATIONS}><sheets>{told}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {package}>{relations}</Relationships>",
        "xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
    }
    for n, (_, _, content) in enumerate(sheets, start=1):
        members[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {MAIN}>{content}</worksheet>"
    return members


def xlsx_rows(rows: dict[int, str] | None = None, cells: dict[int, str] | None = None) -> str:
    """The list, with further attributes of some rows, or of all the cells of some rows."""
    rows, cells = rows or {}, cells or {}
    written = []
    for number, texts in enumerate((HEADINGS, *PEOPLE), start=1):
        inside = "".join(
            f'<c r="{"ABCD"[place]}{number}" t="inlineStr" {cells.get(number, "")}><is><t>{text}</t></is></c>'
            for place, text in enumerate(texts)
            if text
        )
        written.append(f'<row r="{number}" {rows.get(number, "")}>{inside}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>"


STYLES = (
    '<style:style style:name="gone" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="child" style:family="table-cell" style:parent-style-name="gone"/>'
    '<style:style style:name="kept" style:family="table-cell" style:parent-style-name="gone"><style:text-properties '
    'style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="words" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style>"
)


def ods(*tables: str) -> dict[str, bytes | str]:
    """A workbook of tables as they stand."""
    base = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{base}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }


def ods_table(
    rows: dict[int, str] | None = None, cells: dict[int, str] | None = None, *, name: str = "A", more: str = "",
    columns: str = "", words: dict[int, str] | None = None,
) -> str:  # fmt: skip
    """The list as a table, with further attributes of some rows, of their cells, of their words."""
    rows, cells, words = rows or {}, cells or {}, words or {}
    written = []
    for number, texts in enumerate((HEADINGS, *PEOPLE), start=1):
        inside = "".join(
            f'<table:table-cell office:value-type="string" {cells.get(number, "")}><text:p>'
            f"{f'<text:span {words[number]}>{text}</text:span>' if number in words else text}</text:p>"
            "</table:table-cell>"
            if text else "<table:table-cell/>"
            for text in texts
        )  # fmt: skip
        written.append(f"<table:table-row {rows.get(number, '')}>{inside}</table:table-row>")
    return f'<table:table table:name="{name}" {more}>{columns}{"".join(written)}</table:table>'


def all_are_taken(roster: Roster) -> list[tuple[int | None, str]]:
    """The warnings of a list that is read whole."""
    assert not roster.errors
    assert names(roster) == ["ROI Ada", "SIX Bao", "ZED Cléo"]
    assert roster.sessions[0].candidates[1].extra_time.percent == 33
    return warnings(roster)


@pytest.mark.parametrize(
    "attributes", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', 'hidden="1" s="1" customFormat="1"']
)
def test_rows_hidden_in_an_xlsx_are_told(reads: Reads, attributes: str) -> None:
    """By a filter or by hand: nobody is lost, and nobody comes in unnoticed."""
    roster = reads.zipped(xlsx(("A", "", xlsx_rows({2: attributes, 4: attributes}))))
    [(_, told)] = all_are_taken(roster)
    assert told.startswith("Lignes 2 et 4 masquées dans la feuille")


@pytest.mark.parametrize("attribute", ['table:visibility="filter"', 'table:visibility="collapse"'])
def test_rows_hidden_in_an_ods_are_told(reads: Reads, attribute: str) -> None:
    """The same."""
    [(line, told)] = all_are_taken(reads.zipped(ods(ods_table({3: attribute}))))
    assert (line, told.partition(" dans")[0]) == (3, "Ligne 3 masquée")


def test_rows_struck_through_are_told(reads: Reads) -> None:
    """By the cell's format, by its style's parent, or in its words alone; an undone strike is none."""
    [(line, told)] = all_are_taken(reads.zipped(xlsx(("A", "", xlsx_rows(cells={2: 's="2"', 3: 's="1"'})))))
    assert (line, told.partition(" dans")[0]) == (3, "Ligne 3 barrée")
    shared = "".join(f"<si><t>{text}</t></si>" for text in HEADINGS) + (
        "<si><r><rPr><strike/></rPr><t>ROI</t></r></si>"
    )
    sheet = xlsx_rows().replace('<c r="A2" t="inlineStr" ><is><t>ROI</t></is></c>', '<c r="A2" t="s"><v>4</v></c>')
    [(line, told)] = all_are_taken(reads.zipped(xlsx(("A", "", sheet), strings=shared)))
    assert (line, told.partition(" dans")[0]) == (2, "Ligne 2 barrée")
    styled = {2: 'table:style-name="gone"', 3: 'table:style-name="kept"', 4: 'table:style-name="child"'}
    [(_, told)] = all_are_taken(reads.zipped(ods(ods_table(cells=styled))))
    assert told.startswith("Lignes 2 et 4 barrées dans la feuille")
    [(line, _)] = all_are_taken(reads.zipped(ods(ods_table(words={4: 'text:style-name="words"'}))))
    assert line == 4


def test_hidden_columns_that_are_read_are_told(reads: Reads) -> None:
    """A temps majoré that nobody sees is read, and said."""
    sheet = f'<cols><col min="4" max="6" hidden="1"/></cols>{xlsx_rows()}'
    [told] = all_are_taken(reads.zipped(xlsx(("A", "", sheet))))
    assert told == (1, "Colonne masquée dans la feuille et lue quand même : « Temps majoré » ; vérifiez.")
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    assert all_are_taken(reads.zipped(ods(ods_table(columns=columns)))) == [told]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_the_first(reads: Reads, state: str) -> None:
    """The first that is shown is read; a list that is hidden is told."""
    draft = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Brouillon</t></is></c></row></sheetData>'
    assert not all_are_taken(reads.zipped(xlsx(("X", f'state="{state}"', draft), ("Liste", "", xlsx_rows()))))
    [(_, told)] = all_are_taken(reads.zipped(xlsx(("X", f'state="{state}"', xlsx_rows()), ("Y", "", xlsx_rows()))))
    assert "dans une feuille masquée, qui n'est pas lue : « X »" in told
    hidden = ods_table(name="X", more='table:style-name="unseen"').replace("ROI", "LOI")
    [(_, told)] = all_are_taken(reads.zipped(ods(hidden, ods_table(name="Liste"))))
    assert "« X »" in told
    line, told = only_error(reads.zipped(xlsx(("X", f'state="{state}"', xlsx_rows()), ("Y", "", draft))))
    assert (line, told.rpartition(" ; ")[2]) == (1, "la liste est dans une feuille masquée, « X » : affichez-la.")
