"""Temps majorés that a file tells of around its rows are never passed over (RULES.md section 11 « Lists in »)."""

import pytest

from data.roster.model import Roster
from data.services.importing.wording import extra_time_lines
from tests.data.roster.lists import Reads, handmade, names, warnings
from tests.data.roster.test_hidden import MAIN, ods, ods_table, xlsx, xlsx_rows

HEADER = "Nom;Prénom;Date de naissance;Temps majoré"
PEOPLE = ("ROI;Ada;25/01/2009;", "SIX;Bao;26/01/2009;")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def around(roster: Roster) -> tuple[str, ...]:
    """What the import ends with, besides the candidates."""
    return roster.sessions[0].around


@pytest.mark.parametrize(
    "title", ["Candidats avec tiers temps", "Liste des 1/3 temps;;", "3B - temps majorés", "Salle des TT"]
)
def test_a_title_that_speaks_of_it_is_told(reads: Reads, title: str) -> None:
    """Above the header, for everybody on the list: nobody knows, and it is said."""
    roster = reads.text(title + "\n" + handmade(*PEOPLE, header=HEADER))
    [(line, sentence)] = warnings(roster)
    assert line == 1
    assert "hors des lignes des candidats" in sentence
    assert around(roster)


@pytest.mark.parametrize("title", ["Durée : 105 min", "Session 300 (33 % de réussite)", "Temps plein", "Élèves de 3B"])
def test_a_title_that_does_not_is_none(reads: Reads, title: str) -> None:
    """A length is of the test, a percentage of anything."""
    assert not reads.text(title + "\n" + handmade(*PEOPLE, header=HEADER)).problems


def test_where_a_row_says_it_the_title_is_the_columns(reads: Reads) -> None:
    """« * : tiers temps » above a list whose column is filled in says what is read."""
    roster = reads.text("Tiers temps en dernière colonne\n" + handmade("ROI;Ada;25/01/2009;33 %", header=HEADER))
    assert not roster.problems


def test_a_remark_below_and_the_files_name_are_told(reads: Reads) -> None:
    """Wherever it stands."""
    below = reads.text(handmade(*PEOPLE, "* tiers temps;;;", header=HEADER))
    assert names(below) == ["ROI Ada", "SIX Bao"]
    assert around(below) == ("« * tiers temps »",)
    named = reads.text(handmade(*PEOPLE, header=HEADER), name="liste_tiers-temps_3B.csv")
    assert around(named) == ("le nom « liste_tiers-temps_3B »",)


def test_an_import_never_ends_with_none_while_the_file_speaks_of_it() -> None:
    """The last line of an import is what is read."""
    assert list(extra_time_lines((), (), ("« Tiers temps »",))) == [
        "Temps majorés : aucun compris, et le fichier en parle peut-être : « Tiers temps » ; à vérifier."
    ]
    assert list(extra_time_lines(())) == ["Aucun temps majoré."]


def commented(row: int, text: str) -> dict[str, bytes | str]:
    """A workbook with a comment on a cell of that row."""
    members = xlsx(("A", "", xlsx_rows()))
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    members["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships {package}><Relationship Id="rId1" Type="{OFFICE}/comments" Target="../comments1.xml"/>'
        "</Relationships>"
    )
    members["xl/comments1.xml"] = (
        f'<comments {MAIN}><authors><author>Mme Roy</author></authors><commentList><comment ref="A{row}" authorId="0">'
        f"<text><r><t>{text}</t></r></text></comment></commentList></comments>"
    )
    return members


def annotated(text: str) -> dict[str, bytes | str]:
    """The same in an ODS, on the first candidate."""
    note = f"<office:annotation><text:p>{text}</text:p></office:annotation>"
    return ods(ods_table().replace("<text:p>ROI", f"{note}<text:p>ROI"))


@pytest.mark.parametrize("text", ["tiers temps", "PAP : voir le dossier", "+35 min"])
def test_a_comment_on_a_cell_that_speaks_of_it_is_told(reads: Reads, text: str) -> None:
    """As a column that is not read is, with its candidate; in both kinds of workbooks."""
    for members in (commented(2, text), annotated(text)):
        roster = reads.zipped(members)
        [(line, sentence)] = warnings(roster)
        assert line == 2
        assert f"« commentaire » dit « {text} »" in sentence
        assert [who.aside for who in roster.sessions[0].candidates] == [text, "", ""]


def test_any_other_comment_is_told_once(reads: Reads) -> None:
    """It carries something and is not read; one on the header is about the column."""
    for members in (commented(2, "arrive à 9 h"), annotated("arrive à 9 h")):
        [(line, sentence)] = warnings(reads.zipped(members))
        assert line == 2
        assert "Un commentaire est attaché à la ligne 2" in sentence
    assert not warnings(reads.zipped(commented(1, "à compléter")))


def other_sheet(name: str, *rows: tuple[str, ...], state: str = "") -> tuple[str, str, str]:
    """A further sheet of a workbook."""
    written = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{"ABCD"[place]}{n}" t="inlineStr"><is><t>{text}</t></is></c>'
            for place, text in enumerate(row)
            if text
        )
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    return (name, state, f"<sheetData>{written}</sheetData>")


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (other_sheet("Tiers temps", ("Nom", "Prénom"), ("ROI", "Ada")), "feuille Tiers temps, ligne 2"),
        (other_sheet("Tiers temps", ("roi",)), "feuille Tiers temps, ligne 1"),
        (other_sheet("Tiers temps", ("Ada Roi",), state='state="hidden"'), "feuille Tiers temps, ligne 1"),
        (other_sheet("Notes", ("Nom", "Prénom", "Aménagements"), ("ROI", "Ada", "oui")), "feuille Notes, ligne 2"),
        (other_sheet("Notes", ("ROI Ada", "1/3 temps")), "feuille Notes, ligne 1"),
    ],
)
def test_another_sheet_that_names_somebody_is_told(reads: Reads, sheet: tuple[str, str, str], said: str) -> None:
    """By its own name, by a heading, or in the row; hidden or not."""
    [(line, sentence)] = warnings(reads.zipped(xlsx(("A", "", xlsx_rows()), sheet)))
    assert line == 2
    assert said in sentence


@pytest.mark.parametrize(
    "sheet",
    [
        other_sheet("Notes", ("Nom", "Prénom", "Temps majoré ?"), ("DUPONT", "Exemple", "33 %")),
        other_sheet("Notes", ("ROI Ada", "déléguée")),
        other_sheet("Notes", ("Nom", "Prénom", "Aménagements"), ("ROI", "Ada", "non")),
        other_sheet("Tiers temps", ("ROI", "Une autre")),
    ],
)
def test_another_sheet_that_says_nothing_of_them_is_none(reads: Reads, sheet: tuple[str, str, str]) -> None:
    """An example in the notes of a template is nobody of the list."""
    assert not warnings(reads.zipped(xlsx(("A", "", xlsx_rows()), sheet)))


def test_who_has_it_in_the_column_is_not_told_again(reads: Reads) -> None:
    """SIX Bao has 33 %: the other sheet says what is read."""
    sheet = other_sheet("Tiers temps", ("SIX", "Bao", "33 %"))
    assert not warnings(reads.zipped(xlsx(("A", "", xlsx_rows()), sheet)))


@pytest.mark.parametrize("other", ["tiers temps 3B.csv", "TT.docx"])
def test_names_within_an_archive_are_told(reads: Reads, other: str) -> None:
    """Of the list itself, or of what lies beside it and is not read."""
    content = handmade("ROI;Ada;25/01/2009;3A;")
    members: dict[str, bytes | str] = {other: content} if other.endswith("csv") else {"a.csv": content, other: "x"}
    roster = reads.zipped(members)
    assert roster.sessions[0].around


def test_a_name_that_an_archive_and_its_list_share_is_told_once(reads: Reads) -> None:
    """« tiers temps 3B.zip » has « tiers temps 3B.csv » in it, as whoever compresses one file makes it."""
    roster = reads.zipped({"tiers temps 3B.csv": handmade("ROI;Ada;25/01/2009;3A;")}, name="tiers temps 3B.zip")
    assert len(warnings(roster)) == len(roster.sessions[0].around) == 1
