"""Birthplaces by their codes: communes of today and of before, countries, and what is unknown."""

from datetime import date
from pathlib import Path

import pytest

from data.reference.places import name_of
from supervisor.candidate import Identity
from tests.test_house import loaded_by


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("29019", "Brest"), ("2A004", "Ajaccio"), ("2a004", "Ajaccio"), ("20004", "Ajaccio"), ("97411", "Saint-Denis"),
        ("98735", "Papeete"), ("60696", "Voisinlieu"), ("75101", "Paris 1er Arrondissement"), ("99139", "Portugal"),
        ("99115", "Tchécoslovaquie"), ("99999", ""), ("00000", ""), ("", ""), ("29019\n", ""), ("É9019", ""),
    ],
)  # fmt: skip
def test_a_place_by_its_code(code: str, name: str) -> None:
    """Communes that are no more, too."""
    assert name_of(code) == name


def test_a_commune_is_called_as_it_was_at_the_birth() -> None:
    """A document of identity says the name of its time."""
    assert name_of("01015", date(2009, 5, 4)) == "Arbignieu"
    assert name_of("01015", date(2016, 1, 1)) == name_of("01015") == "Arboys en Bugey"


@pytest.mark.parametrize(
    ("given", "place", "where"),
    [
        ({"birth_insee_code": "29019"}, "Brest (29)", "à Brest (29)"),
        ({"birth_insee_code": "97411"}, "Saint-Denis (974)", "à Saint-Denis (974)"),
        ({"birth_insee_code": "29019", "birth_country": "FRANCE"}, "Brest (29), FRANCE", "à Brest (29), FRANCE"),
        ({"birth_insee_code": "99139"}, "Portugal", "(Portugal)"),
        ({"birth_insee_code": "99139", "birth_country": "PORTUGAL"}, "Portugal", "(Portugal)"),
        (
            {"birth_insee_code": "99999"},
            "code 99999, commune inconnue : à demander",
            "(code 99999, commune inconnue : à demander)",
        ),
        ({"birth_insee_code": "29019", "birth_city": "BREST"}, "BREST", "à BREST"),
        ({}, "", ""),
    ],
)
def test_a_birthplace_in_words(given: dict[str, str], place: str, where: str) -> None:
    """What the list writes out stands; a code is named, an unknown one is to be asked for."""
    who = Identity(last_name="ROI", first_name="Ada", birth_date=date(2009, 1, 1), **given)
    assert (who.birth_place, who.born_where) == (place, where)


def test_the_table_is_not_loaded_before_it_is_asked_for(tmp_path: Path) -> None:
    """It has 39,000 communes."""
    assert "data.reference.places" not in loaded_by("import data.archive, data.roster", tmp_path)
