"""A temps majoré where nothing reads it, and columns that nothing reads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.roster.aside import aside_of_cell, aside_of_name
from tests.data.roster.lists import SESSION_A, Reads, errors, handmade, import_list, import_row, names, warnings
from tests.effort import examples

PERSON = "ROI;Ada;14/01/2009"
HEADER = "Nom;Prénom;Date de naissance"
SAID = ["tiers temps", "Tiers-temps", "1/3 temps", "TT", "T.T.", "1/3 tps", "PAP tiers temps", "33 %", "+33%", "⅓",
        "temps majoré (MDPH)", "tps maj.", "20 min de plus", "PAI", "majoration 50 %", "dyslexie", "AESH", "+33",
        "1h45 + 35", "délai supplémentaire", "140 min", "33 pour cent", "prolongation", "plan d'accompagnement",
        "besoins particuliers", "pas de tiers temps mais 20 min", "plus de temps"]  # fmt: skip


@pytest.mark.few(heading=(0, 4))
@pytest.mark.parametrize("heading", ["Observations", "Remarque", "Aménagements", "Divers", ""])
@pytest.mark.parametrize("said", SAID)
def test_what_is_said_beside_is_told_with_its_line(reads: Reads, heading: str, said: str) -> None:
    """Whatever the column is called, or if nothing stands above it; the column itself is named once."""
    roster = reads.text(handmade(f"{PERSON};{said}", "SIX;Bao;15/01/2009;", header=f"{HEADER};{heading}"))
    assert names(roster) == ["ROI Ada", "SIX Bao"]
    [(line_of_column, _), (line, told)] = warnings(roster)
    assert (line_of_column, line) == (1, 2)
    assert f"dit « {said} »" in told
    assert [bool(candidate.aside) for candidate in roster.sessions[0].candidates] == [True, False]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("ROI,Ada,14/01/2009,0,33,3A", "0,33"),
        ("ROI,Ada,14/01/2009,0,3333,3A", "0,3333"),
        ("ROI,Ada,14/01/2009,0,301,", ""),  # a class of three figures
        ("ROI,Ada,14/01/2009,0,3A,", ""),
        ("ROI,Ada,14/01/2009,,33,", ""),
        ("ROI;Ada;14/01/2009;0;33;", ""),  # no comma parts these
    ],
)
def test_a_share_that_a_comma_cut_in_two_is_told(reads: Reads, row: str, told: str) -> None:
    """The row is short of its last cell: none too many shows that the others stand one place to the right."""
    header = "Nom,Prénom,Date de naissance,Temps majoré,Classe,Remarque".replace(",", row[3])
    roster = reads.text(handmade(row, header=header))
    said = [message for line, message in warnings(roster) if line == 2]
    assert [f"dit « {told} »" in message for message in said] == [True] * bool(told)
    assert bool(roster.sessions[0].candidates[0].aside) is bool(told)


@pytest.mark.parametrize(
    "said",
    ["non", "-", "", "aucun", "néant", "0", "pas de tiers temps", "Pas de tiers-temps", "sans aménagement",
     "pas d'aménagement", "aucun aménagement", "PAP : non", "non concerné", "pas de temps majoré demandé"],
)  # fmt: skip
def test_a_no_beside_is_none(reads: Reads, said: str) -> None:
    """An accommodation that nobody has needs no word."""
    roster = reads.text(handmade(f"{PERSON};{said}", header=f"{HEADER};Aménagements"))
    assert not [line for line, _ in warnings(roster) if line == 2]


@pytest.mark.parametrize(
    "name", ["ROI (TT)", "ROI - 1/3 tps", "ROI tiers temps", "ROI (33%)", "ROI [PAP]", "ROI T.T.", "ROI *"]
)
@pytest.mark.parametrize("column", ["last", "first"])
def test_a_name_that_says_it_is_told_and_kept(reads: Reads, name: str, column: str) -> None:
    """What the file says stands until a person corrects it."""
    row = import_row(**SESSION_A, **{"last": "ZED", "first": "Ada", "born": "14/03/2009", column: name})
    roster = reads.text(import_list(row))
    [candidate] = roster.sessions[0].candidates
    assert name in (candidate.identity.last_name, candidate.identity.first_name)
    [(line, told)] = warnings(roster)
    assert (line, f"dit « {name} »" in told) == (2, True)


@pytest.mark.parametrize(
    "name",
    ["MAJOREL", "TIERSON", "Pape", "AVSAR", "Matt", "MATTÉI", "D'ULISSE", "Pai", "DYSLI", "Le Temps", "O'TTO", "PAP",
     "MARIE-TIERCELIN", "JEAN-1", "Ulis", "Handi"],
)  # fmt: skip
def test_names_that_only_look_like_it_are_names(name: str) -> None:
    """« Pap » is a name in Dakar, « Pai » in Lisbon."""
    assert aside_of_name("Nom", name) is None


@pytest.mark.parametrize(
    "text",
    [
        "Temps plein",
        "mi-temps",
        "1/3/2026",
        "Latin",
        "groupe 1/2",
        "4B",
        "01 23 45 67 89",
        "+33 6 12 34 56 78",
        "+33612345678",
        "1,20458E+11",
    ],
)
def test_other_columns_are_left_alone(text: str) -> None:
    """Dates, groups and the hours of an apprentice are no temps majoré."""
    assert aside_of_cell("Divers", text, is_doubtful=False) is None


def test_what_the_list_says_twice_is_no_doubt(reads: Reads) -> None:
    """« 33 % » and « tiers temps » beside; another percentage is one."""
    header = f"{HEADER};Temps majoré;Aménagements"
    same = reads.text(handmade(f"{PERSON};33 %;tiers temps", header=header))
    assert [line for line, _ in warnings(same)] == [1]
    other = reads.text(handmade(f"{PERSON};33 %;majoration de 50 %", header=header))
    assert [line for line, _ in warnings(other)] == [1, 2]


def test_columns_that_carry_something_are_named_once(reads: Reads) -> None:
    """Also one without a heading, one that a better heading of the same kind stands beside; empty ones are not."""
    header = "Nom de naissance;Nom;Prénom;Né le;LV2;Vide;"
    roster = reads.text(handmade("ROI;ROI-SIX;Ada;14/01/2009;Latin;;z", "SIX;SIX;Bao;15/01/2009;;;", header=header))
    assert warnings(roster) == [(1, "Colonnes non lues : « Nom », « LV2 » et « colonne 7, sans en-tête ».")]


def test_a_missing_column_lists_what_was_seen(reads: Reads) -> None:
    """So that the person sees which heading was meant."""
    [(line, told)] = errors(reads.text(handmade("ROI;Ada;14/01/2009", header="Nom;Petit nom;Né le")))
    assert line == 1
    assert told.startswith("Colonne manquante : « Prénom » ; complétez la ligne d'en-têtes. ")
    assert told.endswith("En-têtes vus : « Nom », « Petit nom » et « Né le ».")


FREGATA = (
    "Identifiant unique*;Premier prénom*;Deuxième prénom;Nom de famille*;Nom d'usage;Code sexe*;"
    "Date de naissance (jj/mm/aaaa)*;Code commune naissance**;Libellé commune naissance**;Code département naissance*;"
    "Code pays naissance*;Statut*;Code MEF*;Division*"
)
ENGLISH = (
    "Unique identifier*;First name*;Middle name #1;Last name*;Preferred name;Sex code*;Date of birth (DD/MM/YYYY)*;"
    "City of birth code**;Place of birth**;Province of birth code*;Country code*;Status*;MEF code*;Class*"
)


@pytest.mark.parametrize("header", [FREGATA, ENGLISH])
def test_the_forms_of_pix_orga_are_read(reads: Reads, header: str) -> None:
    """Of agricultural schools, in both languages: birthplace, its code, country, sex, class."""
    here = "1AA;Ada;;ROI;;F;14/01/2009;29019;BREST;29;100;ST;M1;2GTA"
    rows = (here, "2BB;Bao;;SIX;;1;15/01/2009;;LISBONNE;99;139;AP;M1;2GTA")
    roster = reads.text(handmade(*rows, header=header))
    assert not roster.errors
    first, second = (one.identity for one in roster.sessions[0].candidates)
    assert (first.local_id, first.sex, first.birth_insee_code, first.birth_place) == (
        "1AA",
        "F",
        "29019",
        "BREST, FRANCE",
    )
    assert (second.sex, second.birth_insee_code, second.birth_place) == ("M", "99139", "LISBONNE, Portugal")
    assert {one.class_name for one in roster.sessions[0].candidates} == {"2GTA"}
    [(line, told)] = warnings(roster)
    assert (line, told.count("«")) == (1, 3)


@given(st.text(max_size=60), st.booleans())
@settings(max_examples=examples(60))
def test_any_text_has_an_answer(text: str, is_doubtful: bool) -> None:
    """Whatever stands in a cell or in a name."""
    found = aside_of_cell("Divers", text, is_doubtful=is_doubtful)
    assert found is None or found.text
    assert aside_of_name("Nom", text) is None or text


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Amgt", "oui"), ("TM 50 %", "x"), ("Majo.", "33"), ("%", "33"), ("", "x"), ("", "1/3"), ("Secrétaire", "oui")],
)
def test_a_heading_in_short_or_none_may_speak_of_it(reads: Reads, heading: str, said: str) -> None:
    """The import never ends with « Aucun temps majoré » beside it."""
    roster = reads.text(f"Nom;Prénom;Né le;{heading}\nROI;Ada;25/01/2009;{said}\nSIX;Bao;26/01/2009;\n")
    assert [who.aside for who in roster.sessions[0].candidates] == [said, ""]


def test_a_column_of_ranks_without_a_heading_says_nothing(reads: Reads) -> None:
    """Numbers before names are the commonest column without a heading."""
    roster = reads.text(";Nom;Prénom;Né le\n33;ROI;Ada;25/01/2009\n34;SIX;Bao;26/01/2009\n")
    assert not any(who.aside for who in roster.sessions[0].candidates)
