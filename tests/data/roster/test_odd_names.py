"""What stands in the columns of names and is no name is told; names stay letter for letter (RULES.md section 11)."""

import pytest

from tests.data.roster.lists import Reads, handmade, names, only_error, warnings

HEADER = "Nom;Prénom;Date de naissance"
BESIDE = [
    ("M. DURAND", "Paul", "« M. »"), ("Mme BLANC", "Eva", "« Mme »"), ("Monsieur ROI", "Ali", "« Monsieur »"),
    ("DUPONT (née MARTIN)", "Léa", "« (née MARTIN) »"), ("LE GOFF épouse DURAND", "Anne", "« épouse »"),
    ("LE GOFF née DURAND", "Anne", "« née »"), ("DUPONT 2", "Léa", "« 2 »"), ("1. NOIR", "Tim", "« 1. »"),
    ("PETIT", "Luc (redoublant)", "« (redoublant) »"), ("ROUX", "Lea / Léo", "« / Léo »"),
    ("PETIT - absent", "Luc", "« - absent »"), ("a.roi@ecole.fr", "Ali", "« a.roi@ecole.fr »"),
    ("D\\'ALMEIDA", "Ana", "« \\ »"), ("A &amp B", "Ana", "« & »"), ("DUPONT", "L\\u00e9a", "« \\ »"),
    ("SAINT_MARTIN", "Léa", "« _ »"),
    ("DUPONT", "L=C3=A9a", "« = »"), ("DUPONT/MARTIN", "Ada", "« / »"), ("DUPONT", "Léa, Marie, Anne", "« , »"),
    ("DUP0NT", "Léa", "« 0 »"), ("<b>ROI</b>", "Ada", "« < »"), ("D`ALMEIDA", "Ana", "« ` »"), ("ROI", "L.", "« . »"),
    ("MONTGOMERY-DE-LA-ROCHEF...", "Léa", "« ... »"), ("« ROI »", "Ada", "« « »"), ("MAHE'", "Zoe", "« ' »"),
    ("ROI", "-", "« - »"), ("ROI", "à compléter", "« à compléter »"), ("ROI", "NULL", "« NULL »"),
    ("DUPONT 😀", "Léa", "« 😀 »"), ("[red]ROI", "Ada", "« [ »"),
    ("roi-a@lycee-brest.fr", "Ali", "« roi-a@lycee-brest.fr »"), ("D'ALMEIDA (DOS SANTOS)", "Ana", "« (DOS SANTOS) »"),
]  # fmt: skip
NAMES = [
    ("D'ALMERAC-ODO", "Jean-Luc"), ("de la Tour du Pin", "Ève"), ("N’GUESSAN", "Aya"), ("Née", "Renée"), ("M", "Eva"),
    ("MARTIN", "Martin"), ("SAÏD ALI", "Saïd"), ("MARTIN DE MARTIN", "Zoé"), ("X", "Y"), ("LE GOFF", "Anne Marie"),
    ("DOE II", "John"), ("O'NEIL", "M’Baye"), ("MMADI", "Mr"),
    ("M'BAREK", "Ali"), ("LE PAGE", "Ève"), ("PAGE", "Ève"), ("SOMME", "Jean"), ("TOTAL", "Eva"), ("ROI--NÉE", "Léa"),
    ("D’ALMÉIDA", "St. John"), ("田中", "ひかり"), ("محمد", "علي"), ("हिन्दी", "नाम"), ("GAL·LA", "Ŝimon"),
    ("OʼBRIEN", "Zoé"),
]  # fmt: skip


@pytest.mark.parametrize(("last", "first", "beside"), BESIDE)
def test_what_stands_beside_a_name_is_told(reads: Reads, last: str, first: str, beside: str) -> None:
    """Whoever types their own name would be refused: line and part are named, nothing is changed."""
    roster = reads.text(handmade(f"{last};{first};25/01/2009", "SIX;Bao;26/01/2009", header=HEADER))
    assert names(roster) == [f"{last} {first}", "SIX Bao"]
    [(line, sentence)] = warnings(roster)
    assert line == 2
    assert beside in sentence


@pytest.mark.parametrize(("last", "first"), NAMES)
def test_names_are_names(reads: Reads, last: str, first: str) -> None:
    """Particles, apostrophes, hyphens, a first name that is also in the last one: nothing is told."""
    roster = reads.text(handmade(f"{last};{first};25/01/2009", "SIX;Bao;26/01/2009", header=HEADER))
    assert not roster.problems


def test_two_columns_that_changed_places_are_told(reads: Reads) -> None:
    """Every first name is in capitals and no last name is."""
    swapped = reads.text(handmade("Paul;DURAND;25/01/2009", "Zoé;MARTIN;26/01/2009", header=HEADER))
    [(line, sentence)] = warnings(swapped)
    assert line is None
    assert "échangés (ligne 2 : nom « Paul », prénom « DURAND »)" in sentence
    mixed = reads.text(handmade("Paul;DURAND;25/01/2009", "ROI;Zoé;26/01/2009", header=HEADER))
    assert not mixed.problems


def test_a_name_that_holds_the_first_name_too_is_told_once(reads: Reads) -> None:
    """Whether the case shows it, or the whole column does."""
    roster = reads.text(handmade("DURAND Paul;Paul;25/01/2009", "SIX;Bao;26/01/2009", header=HEADER))
    [(line, sentence)] = warnings(roster)
    assert line == 2
    assert "ensemble dans une colonne (« DURAND Paul », « Paul »), ligne 2" in sentence
    whole = reads.text(handmade("PAUL DURAND;PAUL;25/01/2009", "ZOE MARTIN;ZOE;26/01/2009", header=HEADER))
    assert "lignes 2 et 3" in warnings(whole)[0][1]
    other = reads.text(handmade("ROI;Ada ROI;25/01/2009", "SIX;Bao SIX;26/01/2009", header=HEADER))
    assert "(« ROI », « Ada ROI »), lignes 2 et 3" in warnings(other)[0][1]


@pytest.mark.parametrize(
    "row",
    [
        "Total;2;;33", "TOTAL;;;", "Effectif : 2;;;", "Fait à Brest, le 3 mars;;;", "* délégué;;;", "Sous-total;;;",
        "Page 1;;;", "Somme : 3;;;", "Source : Pronote;;;", "Nombre;2;;",
    ],
)  # fmt: skip
def test_a_row_that_sums_up_is_passed_and_told(reads: Reads, row: str) -> None:
    """A total below a list is no candidate whose birth date is missing."""
    roster = reads.text(
        handmade("ROI;Ada;25/01/2009;", "SIX;Bao;26/01/2009;", row, header="Nom;Prénom;Date de naissance;Temps majoré")
    )
    assert names(roster) == ["ROI Ada", "SIX Bao"]
    [(line, sentence)] = warnings(roster)
    assert line == 4
    assert "n'est pas un candidat ; la ligne est passée" in sentence


@pytest.mark.parametrize("name", ["Page", "SOMME", "Source", "Nombre", "PAGE Léa", "Totalement", "Signaturez"])
def test_a_word_that_is_a_surname_too_is_not_passed(reads: Reads, name: str) -> None:
    """Nobody is left out of a list for what they are called."""
    line, sentence = only_error(reads.text(handmade("ROI;Ada;25/01/2009", f"{name};;", header=HEADER)))
    assert line == 3
    assert f"« {name} » n'a ni prénom ni date de naissance" in sentence


def test_a_row_that_may_be_nobody_is_one_error(reads: Reads) -> None:
    """A name alone may be a candidate half written, or a remark: one sentence says both, and nothing is guessed."""
    roster = reads.text(handmade("ROI;Ada;25/01/2009", "Salle B12;;", header=HEADER))
    line, sentence = only_error(roster)
    assert line == 3
    assert "« Salle B12 » n'a ni prénom ni date de naissance" in sentence
    assert "supprimez-la si ce n'est pas un candidat" in sentence


def test_one_place_for_two_is_told(reads: Reads) -> None:
    """A seat is one candidate's; a word that is no number (« portable ») is no seat."""
    header = "Nom;Prénom;Date de naissance;Poste"
    roster = reads.text(
        handmade("ROI;Ada;25/01/2009;B03", "SIX;Bao;26/01/2009;b03", "DIX;Eva;27/01/2009;B04", header=header)
    )
    [(line, sentence)] = warnings(roster)
    assert line == 2
    assert "Poste « B03 » : donné à plusieurs candidats, lignes 2 et 3" in sentence
    assert not reads.text(handmade("ROI;Ada;25/01/2009;PC", "SIX;Bao;26/01/2009;PC", header=header)).problems
