"""Sheets of a real office suite (`tests/fixtures/roster/make_fixtures.py`), and those that would eat all the memory."""

import datetime as dt
import struct
import zipfile
from pathlib import Path

import pytest

from data.roster import read_roster
from data.roster.unpack import LARGEST_UNPACKED
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from tests.data.roster.lists import FIXTURES, TODAY, Reads, errors, names, only_error, warnings

SESSION_208 = FIXTURES / "candidats-session-208.ods"
SESSION_209 = FIXTURES / "candidats-session-209_autre-ordre.xlsx"
WRONG_CELLS = FIXTURES / "cellules-a-dire.ods"


def test_the_official_template_is_read() -> None:
    """Its block, its twenty candidates, nothing from the second sheet nor from the empty framed rows."""
    roster = read_roster(SESSION_208, today=TODAY)
    [(line, told)] = warnings(roster)
    assert (line, told.partition(" : ")[0], roster.errors) == (12, "Colonnes non lues", ())
    [session] = roster.sessions
    assert (session.number, session.site, session.room) == ("208", "Lycée J.-B. Lulli", "Salle Pix")
    assert (session.date, session.start) == (dt.date(2026, 11, 23), dt.time(8, 30))
    assert session.surveillants == ("Paul Martin",)
    assert len(session.candidates) == 20
    assert [candidate.line for candidate in session.candidates] == list(range(13, 33))
    assert {
        candidate.identity.last_name: candidate.extra_time.percent
        for candidate in session.candidates
        if candidate.extra_time
    } == {"BAUDRILLAC": 33, "D’HERMILLY": 33, "FONTANGEOT": 50, "JOUVENCELLE": 33}
    assert not any(candidate.extra_time.third for candidate in session.candidates)
    assert [c.identity.last_name for c in session.candidates if c.certification == "CLEA"] == ["KERGOURLAY-NGUYEN"]
    by_name = {candidate.identity.last_name: candidate.identity for candidate in session.candidates}
    assert by_name["FONTANGEOT"].birth_place == "09000 FOIX, FRANCE"  # a number cell without its zero
    assert by_name["ŻÓŁTOWICZ"].birth_country == "POLOGNE"
    assert by_name["ABGRALLOU"].local_id == "LUL-001"


def test_an_xlsx_in_another_order_is_read() -> None:
    """Date and time cells, percent cells of 100 and 200 %, a formula of one third, two surveillants in one cell."""
    roster = read_roster(SESSION_209, today=TODAY)
    [session] = roster.sessions
    assert not roster.errors
    assert (session.number, session.date, session.start) == ("209", dt.date(2026, 11, 24), dt.time(13, 15))
    assert session.surveillants == ("Paul Martin", "Awa Lô")
    assert names(roster) == names(read_roster(SESSION_208, today=TODAY))
    times = {candidate.identity.last_name: candidate.extra_time for candidate in session.candidates}
    assert times["BAUDRILLAC"] == times["D’HERMILLY"] == ExtraTime(percent=33)
    assert (times["FONTANGEOT"].percent, times["JOUVENCELLE"].percent, times["LEBŒUFIER"].percent) == (100, 133, 200)
    assert times["QUÉRUELLE"] == EXACT_THIRD
    assert times["OUZZANI"] == NO_EXTRA_TIME
    told = {name for name in times for _, sentence in warnings(roster) if name in sentence}
    assert told == {"FONTANGEOT", "JOUVENCELLE", "LEBŒUFIER", "QUÉRUELLE"}


def test_wrong_cells_are_told_with_the_row_that_the_office_suite_shows() -> None:
    """And cells that only look wrong are read."""
    roster = read_roster(WRONG_CELLS, today=TODAY)
    third = "(un tableur prend « 1/3 » pour une date)"
    assert [(line, sentence.split(" ; ")[0]) for line, sentence in errors(roster)] == [
        (2, "Temps majoré : « 5 » peut se lire 5 % ou 500 %"),
        (3, "Temps majoré : « 3 » peut se lire 3 % ou 300 %"),
        (4, f"Temps majoré : « 01/03/2026 » est une date ou une heure, pas un temps majoré {third}"),
        (5, "Date de naissance : « 39848 » est un nombre, pas une date"),
        (6, "Nom de naissance : la formule de cette ligne donne « #N/A »"),
        (10, "Date de naissance : « 08/02/24 » a une année à deux chiffres"),
    ]
    kept = {candidate.identity.last_name: candidate for candidate in roster.sessions[0].candidates}
    assert "COMMENTÉE" in kept  # the comment is not part of the name
    assert kept["SUR DEUX LIGNES"].class_name == "201"
    assert kept["FRACTIONRONDE"].extra_time == NO_EXTRA_TIME


@pytest.mark.parametrize("source", [SESSION_208, SESSION_209])
def test_the_name_of_the_file_does_not_matter(reads: Reads, source: Path) -> None:
    """A sheet is recognised by its content."""
    assert len(names(reads.content(source.read_bytes(), "liste.csv"))) == 20


@pytest.mark.parametrize("source", [SESSION_208, SESSION_209])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_sheet_is_refused_as_damaged(reads: Reads, source: Path, share: float) -> None:
    """At whatever place the download stopped."""
    data = source.read_bytes()
    assert "endommagé" in only_error(reads.content(data[: int(len(data) * share)], "liste.ods"))[1]


def test_a_damaged_byte_is_noticed(reads: Reads) -> None:
    """The checksums of the zip tell."""
    with zipfile.ZipFile(SESSION_208) as archive:
        place = archive.getinfo("content.xml").header_offset + 200
    data = bytearray(SESSION_208.read_bytes())
    data[place] ^= 0xFF
    assert "endommagé" in only_error(reads.content(bytes(data)))[1]


# ----------------------------------------------------------------------------------------------------- makers of sheets

ODS_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
MANIFEST = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def ods_members(table: str, prologue: str = "", others: str = "") -> dict[str, bytes | str]:
    """The members of an ODS with one sheet, and with further ones where `others` has them."""
    content = (
        f'<?xml version="1.0"?>{prologue}<office:document-content {ODS_NAMESPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{table}</table:table>{others}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": MANIFEST}


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


HEADER = row(cell("Nom"), cell("Prénom"), cell("Né le"))


def xlsx_members(sheet: str, strings: str = "", after: str = "") -> dict[str, bytes | str]:
    """The members of a real XLSX with its sheet, what follows its cells, and its shared strings replaced."""
    with zipfile.ZipFile(SESSION_209) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = f"<worksheet {MAIN}><sheetData>{sheet}</sheetData>{after}</worksheet>"
    if strings:
        members["xl/sharedStrings.xml"] = f"<sst {MAIN}>{strings}</sst>"
    return members


def test_these_makers_make_sheets_that_are_read(reads: Reads) -> None:
    """Otherwise the refusals below would prove nothing."""
    table = HEADER + row(cell("ROI"), cell("Ada"), cell("01/01/2009"))
    assert names(reads.zipped(ods_members(table))) == ["ROI Ada"]
    texts = ("Nom", "Prénom", "Né le", "ROI", "Ada", "01/01/2009")
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    cells = [f'<c r="{"ABC"[n % 3]}{n // 3 + 1}" t="s"><v>{n}</v></c>' for n in range(6)]
    sheet = f'<row r="1">{"".join(cells[:3])}</row><row r="2">{"".join(cells[3:])}</row>'
    assert names(reads.zipped(xlsx_members(sheet, strings))) == ["ROI Ada"]


# ------------------------------------------------------------------------------ what a sheet says without saying it

WIDE_HEADER = row(cell("Nom"), cell("Prénom"), cell("Né le"), cell("Temps majoré"))


def error_cell(shown: str) -> str:
    """A formula in error as LibreOffice writes it."""
    return (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
        f'calcext:value-type="error"><text:p>{shown}</text:p></table:table-cell>'
    )


def merged_cell(text: str, rows: int) -> str:
    """A cell that reaches down over so many rows."""
    return cell(text).replace("<table:table-cell ", f'<table:table-cell table:number-rows-spanned="{rows}" ')


COVERED = "<table:covered-table-cell/>"


def xlsx_row(number: int, *cells: str) -> str:
    """A row of inline texts; what begins with « < » is a cell as it stands."""
    written = "".join(
        one if one.startswith("<") else f'<c r="{"ABCDEFGH"[place]}{number}" t="inlineStr"><is><t>{one}</t></is></c>'
        for place, one in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'


XLSX_HEADER = xlsx_row(1, "Nom", "Prénom", "Né le", "Temps majoré")


@pytest.mark.parametrize("shown", ["#N/A", "#N/D", "#REF!", "#DIV/0!", "#VALEUR !", "#NOM?", "Err:502"])
def test_a_formula_in_error_is_no_empty_cell(reads: Reads, shown: str) -> None:
    """Who has a temps majoré looked up in vain has not none: nobody knows what he has."""
    told = f"la formule de cette ligne donne « {shown} »"
    ods = WIDE_HEADER + row(cell("ROI"), cell("Ada"), cell("01/01/2009"), error_cell(shown))
    line, sentence = only_error(reads.zipped(ods_members(ods)))
    assert (line, sentence.partition(" ; ")[0]) == (2, f"Temps majoré : {told}")
    xlsx = XLSX_HEADER + xlsx_row(2, "ROI", "Ada", f'<c r="C2" s="0" t="e"><f>NA()</f><v>{shown}</v></c>')
    line, sentence = only_error(reads.zipped(xlsx_members(xlsx)))
    assert (line, sentence.partition(" ; ")[0]) == (2, f"Date de naissance : {told}")


def test_what_a_cell_merged_downwards_says_of_others_is_asked(reads: Reads) -> None:
    """« 33 % » over two rows is of one candidate, or of both."""
    told = "Temps majoré : la cellule est fusionnée avec celle d'une ligne du dessus"
    table = row(cell("ROI"), cell("Ada"), cell("01/01/2009"), merged_cell("33 %", 2))
    table += row(cell("SIX"), cell("Bao"), cell("02/01/2009"), COVERED)
    line, sentence = only_error(reads.zipped(ods_members(WIDE_HEADER + table)))
    assert (line, sentence.partition(" ; ")[0]) == (3, told)
    sheet = XLSX_HEADER + xlsx_row(2, "ROI", "Ada", "01/01/2009", "33 %") + xlsx_row(3, "SIX", "Bao", "02/01/2009")
    merges = '<mergeCells count="1"><mergeCell ref="D2:D3"/></mergeCells>'
    line, sentence = only_error(reads.zipped(xlsx_members(sheet, after=merges)))
    assert (line, sentence.partition(" ; ")[0]) == (3, told)


def test_cells_merged_elsewhere_are_nothing(reads: Reads) -> None:
    """Over the rows of a session, over the heading, over an empty row, in another sheet."""
    heading = row(merged_cell("Salle", 2), cell("Candidats")) + row(COVERED, cell("x"))
    header = row(cell("Salle"), cell("Site"), cell("Date"), cell("Heure"), cell("Nom"), cell("Prénom"), cell("Né le"))
    place = [cell("Site"), cell("01/02/2027"), cell("09:00")]
    first = row(merged_cell("CDI", 2), *place, cell("ROI"), cell("Ada"), cell("01/01/2009"))
    second = row(COVERED, *[cell("")] * 3, cell("SIX"), cell("Bao"), merged_cell("22/01/2009", 2))
    other = f'<table:table table:name="B">{row(merged_cell("x", 9)) * 9}</table:table>'
    roster = reads.zipped(ods_members(heading + header + first + second + row(*[COVERED] * 7), others=other))
    assert names(roster) == ["ROI Ada", "SIX Bao"]
    assert not roster.problems


def test_endless_merged_cells_are_refused(reads: Reads) -> None:
    """Each covers the whole sheet."""
    table = HEADER + row(*[merged_cell("x", 999_999_999)] * 300) * 100 + row(cell("x")) * 900
    assert "démesurément étendue" in only_error(reads.zipped(ods_members(table)))[1]


def test_a_list_on_a_further_sheet_is_told(reads: Reads) -> None:
    """It is not read, neither alone nor after another; one line of example is no list."""
    one = row(cell("SIX"), cell("Bao"), cell("02/01/2009"))
    more = '<table:table table:name="3eB">{}</table:table>'
    first = HEADER + row(cell("ROI"), cell("Ada"), cell("01/01/2009"))
    roster = reads.zipped(ods_members(first, others=more.format(HEADER + one * 2)))
    assert names(roster) == ["ROI Ada"]
    told = "Seule la première feuille est lue, et il y a aussi des candidats dans « 3eB » ; importez-les à part."
    assert warnings(roster) == [(None, told)]
    assert not reads.zipped(ods_members(first, others=more.format(HEADER + one))).problems
    for cover in ("", row(cell("Collège")), row(cell("Nom"), cell("Remarque"))):
        refused = reads.zipped(ods_members(cover, others=more.format(HEADER + one * 2)))
        assert "mettez « 3eB » en premier" in only_error(refused)[1]
    assert only_error(reads.zipped(ods_members("")))[1].startswith("La première feuille est vide")


# ------------------------------------------------------------------------------------------------------- hostile ones


@pytest.mark.parametrize(
    "table",
    [
        HEADER + row(cell("x"), repeated=1_048_000),
        HEADER + row(cell("x"), repeated=99_999_999_999),
        HEADER + row(cell("x", repeated=16_384), repeated=10_000),
        row(cell("x", repeated=2_000_000_000)),
        row(cell("x" * 50_000, repeated=16_384)),  # 800 MB of text, and calamine would abort the process
        row(cell('<text:s text:c="900000000"/>')),
        row("<table:table-cell/>", repeated=1_048_000) + row(cell("x")),
    ],
)
def test_an_ods_that_unfolds_without_end_is_refused(reads: Reads, table: str) -> None:
    """Before it is opened."""
    assert "démesurément étendue" in only_error(reads.zipped(ods_members(table)))[1]


def test_empty_rows_repeated_to_the_end_of_the_sheet_are_nothing(reads: Reads) -> None:
    """Every office suite writes them."""
    end = row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_000)
    table = HEADER + row(cell("ROI"), cell("Ada"), cell("01/01/2009")) + end
    assert names(reads.zipped(ods_members(table))) == ["ROI Ada"]


@pytest.mark.parametrize(
    ("sheet", "strings"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', ""),
        ('<row r="999999999"><c r="ZZZZZZ999999999"><v>1</v></c></row>', ""),
        (
            "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2001)),
            f"<si><t>{'x' * 100_000}</t></si>",
        ),
    ],
)
def test_an_xlsx_that_unfolds_without_end_is_refused(reads: Reads, sheet: str, strings: str) -> None:
    """One cell very far, or one long text that thousands of cells share."""
    assert "démesurément étendue" in only_error(reads.zipped(xlsx_members(sheet, strings)))[1]


def test_a_bomb_that_says_its_size_is_refused(reads: Reads) -> None:
    """By the sizes in the zip."""
    members = ods_members(HEADER)
    members["content.xml"] = b"<a>" + b" " * LARGEST_UNPACKED
    assert "trop volumineux" in only_error(reads.zipped(members))[1]


def test_a_bomb_that_lies_about_its_size_is_refused(reads: Reads) -> None:
    """By what really comes out."""
    members = ods_members(HEADER)
    members["content.xml"] = b"<a>" + b" " * LARGEST_UNPACKED
    reads.zipped(members, "bombe.ods")
    data = (reads.folder / "bombe.ods").read_bytes()
    forged = data.replace(struct.pack("<I", LARGEST_UNPACKED + 3), struct.pack("<I", 1000))
    assert forged != data
    assert len(reads.content(forged).errors) == 1


def test_pictures_do_not_count(reads: Reads) -> None:
    """Only what is read is unpacked."""
    members = ods_members(HEADER + row(cell("ROI"), cell("Ada"), cell("01/01/2009")))
    members["Pictures/logo.png"] = b"\0" * (LARGEST_UNPACKED + 1)
    assert names(reads.zipped(members)) == ["ROI Ada"]


def test_entities_in_a_sheet_are_refused(reads: Reads) -> None:
    """There as in an XML."""
    prologue = '<!DOCTYPE x [<!ENTITY a "LOL"><!ENTITY b "&a;&a;&a;">]>'
    assert "refusé" in only_error(reads.zipped(ods_members(row(cell("&b;")), prologue)))[1]


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "pas une feuille de calcul"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "endommagé"),
        ({"content.xml": "<a/>"}, "endommagé"),
        ({"content.xml": ""}, "XML"),
        ({**ods_members(HEADER), "META-INF/manifest.xml": "<m><encryption-data/></m>"}, "mot de passe"),
        ({"xl/workbook.bin": "x"}, "XLSX"),
        ({"xl/workbook.xml": "<workbook/>"}, "endommagé"),
        ({"word/document.xml": "<a/>", "x": "y"}, "document de texte"),
        ({"a.png": "x", "b.pdf": "y"}, "Cette archive contient 2 fichiers : « a.png » et « b.pdf »"),
        ({"a.csv": "Nom;Prénom"}, "« a.csv », dans l'archive : Colonne manquante : « Date de naissance »"),
        ({}, "Cette archive est vide"),
        (ods_members(""), "est vide"),
    ],
)
def test_other_zips_are_refused_with_their_cause(reads: Reads, members: dict[str, bytes | str], told: str) -> None:
    """And with what to do."""
    assert told in only_error(reads.zipped(members))[1]
