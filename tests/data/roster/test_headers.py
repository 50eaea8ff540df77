"""Every wording of a heading that official forms and teachers use."""

import pytest

from data.roster.headers import Column, Row, column_of, find_header, header_of, key_of_certification
from tests.data.roster.lists import TODAYS

WORDINGS = [
    # template 1.5 of the candidate list
    ("* Nom de\nnaissance", Column.LAST_NAME),
    ("* Prénom", Column.FIRST_NAME),
    ("Identifiant\nlocal", Column.LOCAL_ID),
    ("Temps\nmajoré ?", Column.EXTRA_TIME),
    ("* Date de naissance\n(format : jj/mm/aaaa)", Column.BIRTH_DATE),
    ("Nom de la\ncommune", Column.CITY),
    ("Code\npostal", Column.POSTAL_CODE),
    ("Code\nInsee", Column.INSEE_CODE),
    ("Pays", Column.COUNTRY),
    ("* Sexe\n(M ou F)", Column.SEX),
    # 2022
    ("N° de session", Column.NUMBER),
    ("Nº de session :", Column.NUMBER),
    ("* Date de début", Column.DATE),
    ("* Heure de début (heure locale)", Column.START),
    ("* Surveillant(s)", Column.SURVEILLANTS),
    # the information block
    ("Heure locale (début) :", Column.START),
    ("Session surveillée par :", Column.SURVEILLANTS),
    # by hand
    ("NOM", Column.LAST_NAME),
    ("nom de famille", Column.LAST_NAME),
    ("Prenom", Column.FIRST_NAME),
    ("Prénom(s)", Column.FIRST_NAME),
    ("Né(e) le", Column.BIRTH_DATE),
    ("Date naissance", Column.BIRTH_DATE),
    ("DDN", Column.BIRTH_DATE),
    ("classe", Column.CLASS),
    ("Division", Column.CLASS),
    ("Tiers temps", Column.EXTRA_TIME),
    ("Tiers-temps ?", Column.EXTRA_TIME),
    ("1/3 temps", Column.EXTRA_TIME),
    ("TT", Column.EXTRA_TIME),
    ("Temps majoré en %", Column.EXTRA_TIME),
    ("Tps majoré", Column.EXTRA_TIME),
    ("Temps maj.", Column.EXTRA_TIME),
    ("1/3 tps", Column.EXTRA_TIME),
    ("Poste", Column.SEAT),
    ("N° de poste", Column.SEAT),
    ("Date de naissance (jj/mm/aaaa", Column.BIRTH_DATE),  # a bracket left open
]
IGNORED = [
    "E-mail de convocation", "E-mail du destinataire des résultats (formateur, enseignant…)", "Tarification part Pix",
    "Code de prépaiement", "Régime", "Remarque", "Signature des surveillant(s) :", "Nom d'usage", "", "Nombre",
]  # fmt: skip


@pytest.mark.parametrize(("heading", "column"), WORDINGS)
def test_a_heading_is_recognised(heading: str, column: Column) -> None:
    """Case, accents, stars, line breaks and brackets do not matter."""
    found = column_of(heading)
    assert found is not None
    assert found[0] is column


@pytest.mark.parametrize("heading", IGNORED)
def test_other_headings_are_ignored(heading: str) -> None:
    """They are of no use here."""
    assert column_of(heading) is None


def test_every_column_of_todays_import_is_recognised_or_ignored_on_purpose() -> None:
    """All but e-mails and billing."""
    header = header_of(Row(1, TODAYS))
    unused = {
        heading
        for place, heading in enumerate(TODAYS)
        if place not in header.places.values() and place not in {choice.place for choice in header.choices}
    }
    assert {heading.split()[0].strip("*") or heading.split()[1] for heading in unused} == {
        "E-mail",
        "Tarification",
        "Code",
    }
    assert [choice.key for choice in header.choices] == ["CLEA", "DROIT", "EDU", "EDU", "PRO_SANTE"]
    assert header.missing == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ('CléA Numérique("oui" ou laisser vide)', "CLEA"),
        ("Pix+ Droit ('oui' ou laisser vide)", "DROIT"),
        ("PIX + DROIT", "DROIT"),
        ("Pix+ Pro Santé", "PRO_SANTE"),
        ("Pix+ Édu 1er degré", "EDU"),
        ("Pix+ Édu 2nd degré", "EDU"),
        ("Pix+ Edu CPE", "EDU"),
        ("Pix", None),
        ("Droit", None),
        ("Clearance", None),
    ],
)
def test_a_certification_is_known_by_its_name(name: str, key: str | None) -> None:
    """Its key is the one of the table of durations."""
    assert key_of_certification(name) == key


def rows(*lines: str) -> list[Row]:
    """Rows with cells separated by |."""
    return [Row(number, line.split("|")) for number, line in enumerate(lines, start=1)]


def test_the_header_row_is_found_below_a_block() -> None:
    """Also when the block's labels are words of headings, and when the data looks like nothing."""
    header = find_header(
        rows("Liste", "Date :||23/11/2026", "Nom de la salle :||CDI", "", "Prénom|x|Nom|Né le", "Nom|x|Prénom|2")
    )
    assert header is not None
    assert header.line == 5
    assert dict(header.places) == {Column.FIRST_NAME: 0, Column.LAST_NAME: 2, Column.BIRTH_DATE: 3}


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [
        ("Nom|Nom de naissance|Prénom|Né le", Column.LAST_NAME, 1),  # the birth name wins over any other
        ("Nom de naissance|Nom|Prénom|Né le", Column.LAST_NAME, 0),
        ("Nom|Prénom|Né le|Code postal|Code postal de naissance", Column.POSTAL_CODE, 4),
    ],
)
def test_the_more_precise_wording_wins(line: str, column: Column, place: int) -> None:
    """When two headings announce the same thing, whatever their order."""
    header = header_of(rows(line)[0])
    assert header.places[column] == place
    assert header.twice == ()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Nom|Nom|Prénom|Né le", Column.LAST_NAME),
        ("Nom|Prénom|Né le|Temps majoré|Tiers temps", Column.EXTRA_TIME),  # neither may be lost
    ],
)
def test_two_columns_for_the_same_thing_are_noticed(line: str, column: Column) -> None:
    """Which one counts cannot be known."""
    assert header_of(rows(line)[0]).twice == (column,)


def test_no_header_row_is_no_header_row() -> None:
    """A stock list has none."""
    assert find_header(rows("Référence|Désignation", "A|B")) is None
    assert find_header([]) is None
