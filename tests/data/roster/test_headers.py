"""Every wording of a heading that official forms and teachers use."""

import pytest

from data.roster.headers import ListColumn, ListRow, column_of, find_header, header_of, key_of_certification
from tests.data.roster.lists import TODAYS

WORDINGS = [
    # template 1.5 of the candidate list
    ("* Nom de\nnaissance", ListColumn.LAST_NAME),
    ("* Prénom", ListColumn.FIRST_NAME),
    ("Identifiant\nlocal", ListColumn.LOCAL_ID),
    ("Temps\nmajoré ?", ListColumn.EXTRA_TIME),
    ("* Date de naissance\n(format : jj/mm/aaaa)", ListColumn.BIRTH_DATE),
    ("Nom de la\ncommune", ListColumn.CITY),
    ("Code\npostal", ListColumn.POSTAL_CODE),
    ("Code\nInsee", ListColumn.INSEE_CODE),
    ("Pays", ListColumn.COUNTRY),
    ("* Sexe\n(M ou F)", ListColumn.SEX),
    # 2022
    ("N° de session", ListColumn.NUMBER),
    ("Nº de session :", ListColumn.NUMBER),
    ("* Date de début", ListColumn.DATE),
    ("* Heure de début (heure locale)", ListColumn.START),
    ("* Surveillant(s)", ListColumn.SURVEILLANTS),
    # the information block
    ("Heure locale (début) :", ListColumn.START),
    ("Session surveillée par :", ListColumn.SURVEILLANTS),
    # by hand
    ("NOM", ListColumn.LAST_NAME),
    ("nom de famille", ListColumn.LAST_NAME),
    ("Prenom", ListColumn.FIRST_NAME),
    ("Prénom(s)", ListColumn.FIRST_NAME),
    ("Né(e) le", ListColumn.BIRTH_DATE),
    ("Date naissance", ListColumn.BIRTH_DATE),
    ("DDN", ListColumn.BIRTH_DATE),
    ("classe", ListColumn.CLASS),
    ("Division", ListColumn.CLASS),
    ("Tiers temps", ListColumn.EXTRA_TIME),
    ("Tiers-temps ?", ListColumn.EXTRA_TIME),
    ("1/3 temps", ListColumn.EXTRA_TIME),
    ("TT", ListColumn.EXTRA_TIME),
    ("Temps majoré en %", ListColumn.EXTRA_TIME),
    ("Tps majoré", ListColumn.EXTRA_TIME),
    ("Temps maj.", ListColumn.EXTRA_TIME),
    ("1/3 tps", ListColumn.EXTRA_TIME),
    ("Poste", ListColumn.SEAT),
    ("N° de poste", ListColumn.SEAT),
    ("Date de naissance (jj/mm/aaaa", ListColumn.BIRTH_DATE),  # a bracket left open
]
IGNORED = [
    "E-mail de convocation", "E-mail du destinataire des résultats (formateur, enseignant…)", "Tarification part Pix",
    "Code de prépaiement", "Régime", "Remarque", "Signature des surveillant(s) :", "Nom d'usage", "", "Nombre",
]  # fmt: skip


@pytest.mark.parametrize(("heading", "column"), WORDINGS)
def test_a_heading_is_recognised(heading: str, column: ListColumn) -> None:
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
    header = header_of(ListRow(1, TODAYS))
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


def rows(*lines: str) -> list[ListRow]:
    """Rows with cells separated by |."""
    return [ListRow(number, line.split("|")) for number, line in enumerate(lines, start=1)]


def test_the_header_row_is_found_below_a_block() -> None:
    """Also when the block's labels are words of headings, and when the data looks like nothing."""
    header = find_header(
        rows("Liste", "Date :||23/11/2026", "Nom de la salle :||CDI", "", "Prénom|x|Nom|Né le", "Nom|x|Prénom|2")
    )
    assert header is not None
    assert header.line == 5
    assert dict(header.places) == {ListColumn.FIRST_NAME: 0, ListColumn.LAST_NAME: 2, ListColumn.BIRTH_DATE: 3}


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [
        ("Nom|Nom de naissance|Prénom|Né le", ListColumn.LAST_NAME, 1),  # the birth name wins over any other
        ("Nom de naissance|Nom|Prénom|Né le", ListColumn.LAST_NAME, 0),
        ("Nom|Prénom|Né le|Code postal|Code postal de naissance", ListColumn.POSTAL_CODE, 4),
    ],
)
def test_the_more_precise_wording_wins(line: str, column: ListColumn, place: int) -> None:
    """When two headings announce the same thing, whatever their order."""
    header = header_of(rows(line)[0])
    assert header.places[column] == place
    assert header.twice == ()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Nom|Nom|Prénom|Né le", ListColumn.LAST_NAME),
        ("Nom|Prénom|Né le|Temps majoré|Tiers temps", ListColumn.EXTRA_TIME),  # neither may be lost
    ],
)
def test_two_columns_for_the_same_thing_are_noticed(line: str, column: ListColumn) -> None:
    """Which one counts cannot be known."""
    assert header_of(rows(line)[0]).twice == (column,)


def test_no_header_row_is_no_header_row() -> None:
    """A stock list has none."""
    assert find_header(rows("Référence|Désignation", "A|B")) is None
    assert find_header([]) is None
