"""Headings over two rows, last and first name in one column: read where there is one reading, told in any case."""

import pytest

from data.roster.joined import split_name
from tests.data.roster.lists import Reads, errors, names, only_error, warnings
from tests.data.roster.test_hidden import ods, ods_table

APART = [
    ("LE GOFF Anne", ("LE GOFF", "Anne")),
    ("Anne LE GOFF", ("LE GOFF", "Anne")),
    ("D'ALMERAC-ODO Jean-Luc", ("D'ALMERAC-ODO", "Jean-Luc")),
    ("de LA TOUR Zoé", ("de LA TOUR", "Zoé")),
    ("Zoé de LA TOUR", ("de LA TOUR", "Zoé")),
    ("N’GUESSAN Aya Marie", ("N’GUESSAN", "Aya Marie")),
    ("ÉTÉ Éva", ("ÉTÉ", "Éva")),
]
NOT_APART = [
    "Durand Paul",
    "DURAND PAUL",
    "DURAND",
    "Jean DURAND Paul",
    "LE GOFF Anne MARIE",
    "X Anne",
    "",
    "durand paul",
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_capitals_tell_the_last_name(text: str, expected: tuple[str, str]) -> None:
    """As Pronote and its like write them; particles stay with the last name."""
    assert split_name(text) == expected


@pytest.mark.parametrize("text", NOT_APART)
def test_what_capitals_do_not_tell_is_nobodys_guess(text: str) -> None:
    """Two readings, or none."""
    assert split_name(text) is None


@pytest.mark.parametrize("heading", ["Nom et prénom", "Élève", "Prénom Nom", "Candidat"])
def test_one_column_of_both_names_is_read_and_told(reads: Reads, heading: str) -> None:
    """The names as they are on the list, each in its place; a further column is still named."""
    rows = "LE GOFF Anne;25/01/2009;3B;x\nZoé de LA TOUR;26/01/2009;3B;\n"
    roster = reads.text(f"{heading};Né(e) le;Classe;Régime\n{rows}")
    assert names(roster) == ["LE GOFF Anne", "de LA TOUR Zoé"]
    assert [who.class_name for who in roster.sessions[0].candidates] == ["3B", "3B"]
    [(line, told), (_, unread)] = warnings(roster)
    assert line == 1
    assert f"« {heading} », et sont séparés d'après les capitales (nom « LE GOFF », prénom « Anne »)" in told
    assert unread == "Colonne non lue : « Régime »."


def test_an_unclear_name_among_clear_ones_is_an_error_with_its_line(reads: Reads) -> None:
    """One sentence each; a total and the headings again are nobody."""
    roster = reads.text(
        "Élève;Né le\nROI Ada;25/01/2009\nSIX Bao;26/01/2009\nDurand Paul;27/01/2009\nÉlève;Né le\nTotal;\n"
    )
    assert [line for line, _ in errors(roster)] == [4]
    assert "« Durand Paul » : où finit le nom ?" in errors(roster)[0][1]
    assert [line for line, _ in warnings(roster)] == [1, 5, 6]


def test_a_column_of_unclear_names_is_refused_as_a_whole(reads: Reads) -> None:
    """With what to do, not once a row."""
    line, sentence = only_error(reads.text("Élève;Né le\nDurand Paul;25/01/2009\nMartin Zoé;26/01/2009\n"))
    assert line == 1
    assert "séparez le nom et le prénom en deux colonnes" in sentence


def test_a_value_that_a_delimiter_cut_is_still_told(reads: Reads) -> None:
    """The two further columns hide no cell too many."""
    roster = reads.text("Élève,Né le,Temps majoré\nROI Ada,25/01/2009,0,33\nSIX Bao,26/01/2009,\n")
    assert any("le séparateur coupe une valeur en deux" in sentence for _, sentence in errors(roster))


@pytest.mark.parametrize(
    "header",
    [
        "Candidat;;Naissance;\nNom;Prénom;Date;Temps majoré\n",
        "Nom;Prénom;Date de;Temps\n;;naissance;majoré\n",
        "CANDIDAT;;;\nNom;Prénom;Date de;Temps\n;;naissance;majoré\n",
        ";;Naissance;Aménagement\nNom;Prénom;Date;Temps majoré\n",
    ],
)
def test_headings_over_two_rows_are_read_together(reads: Reads, header: str) -> None:
    """Where both rows together name all that is needed; which two is told."""
    roster = reads.text(header + "ROI;Ada;25/01/2009;33 %\nSIX;Bao;26/01/2009;\n")
    assert names(roster) == ["ROI Ada", "SIX Bao"]
    assert [who.extra_time.percent for who in roster.sessions[0].candidates] == [33, 0]
    [(_, told)] = warnings(roster)
    assert "Les en-têtes sont sur deux lignes" in told


def test_a_date_alone_may_be_of_the_birth(reads: Reads) -> None:
    """The sentence no longer asks for a site and a room that nobody meant."""
    line, sentence = only_error(reads.text("Nom;Prénom;Date\nROI;Ada;25/01/2009\n"))
    assert line == 1
    assert "Colonne manquante : « Date de naissance » ; si la colonne « Date » est celle des naissances" in sentence
    assert "salle" not in sentence


def test_a_struck_name_is_found_where_it_stood(reads: Reads) -> None:
    """Marks are on the sheet's own column."""
    table = ods_table(cells={2: 'table:style-name="gone"'})
    table = table.replace("Prénom", "Mention").replace(">Nom<", ">Élève<").replace("ROI", "ROI Ada")
    table = table.replace("SIX", "SIX Bao").replace("ZED", "ZED Cléo")
    told = [sentence for _, sentence in warnings(reads.zipped(ods(table)))]
    assert any(sentence.startswith("Ligne 2 barrée") for sentence in told)
