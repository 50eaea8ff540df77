"""Names are kept letter for letter; what nobody sees is taken out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.roster.text import ListCell, as_text, clean


@pytest.mark.parametrize(
    "name",
    [
        "D’HERMILLY", "L'ESTRANGIN", "ŻÓŁTOWICZ", "LEBŒUFIER", "İpek", "[red]X[/]", "=1+1", "@SUM(A1)", "-2+3", "A\\B",
        '"DIT"', "田中", "ひかり", "محمد", "👩 ÉMOJIN", "A" * 500, "Z̶̵̴ALGO",
    ],
)  # fmt: skip
def test_what_is_visible_is_kept_letter_for_letter(name: str) -> None:
    """Markup, formulas, other scripts and long names are plain text."""
    assert clean(name) == (name, False)


@pytest.mark.parametrize(
    ("raw", "kept", "altered"),
    [
        ("  Le   Goff\t", "Le Goff", False),
        ("Le\u00a0Goff", "Le Goff", False),
        ("Le\nGoff\r\n", "Le Goff", False),
        ("Noe\u0301", "Noé", False),  # composed
        ("\x1b[31mROUGE", "[31mROUGE", True),  # a terminal escape loses its bite
        ("\x9b2J", "2J", True),  # so does the one-character form
        ("A\x00B", "AB", True),
        ("A\u202eB", "AB", True),  # right-to-left override
        ("A\u2066B\u2069", "AB", True),  # isolates
        ("Ma\u200belle", "Maelle", True),  # zero width
        ("A\u200dB\u200cC", "ABC", True),  # joiners
        ("\ufeffNom", "Nom", True),
        ("co\u00adopérer", "coopérer", True),  # soft hyphen
        ("A\ud800B", "AB", True),  # half a character cannot be stored
        ("\u200b\u202e", "", True),
        ("", "", False),
    ],
)
def test_what_is_invisible_is_taken_out_and_told(raw: str, kept: str, altered: bool) -> None:
    """Controls, format characters, surrogates; blanks are only collapsed."""
    assert clean(raw) == (kept, altered)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    """And what is left can be stored and shown."""
    once = clean(raw).text
    assert clean(once) == (once, False)
    assert "\x1b" not in once
    once.encode()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (9000.0, "9000"),
        (33, "33"),
        (1.33, "1,33"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (True, "oui"),
        (dt.date(2009, 3, 4), "04/03/2009"),
        (dt.datetime(2009, 3, 4), "04/03/2009"),
        (dt.datetime(2009, 3, 4, 8, 30), "04/03/2009 08:30"),
        (dt.time(8, 30), "08:30"),
        ("x", "x"),
        ("'=SOMME", "=SOMME"),
        ("'-Jean", "-Jean"),
        ("'t Hooft", "'t Hooft"),
        ("'", "'"),
    ],
)
def test_a_cell_is_shown_as_it_was_typed(cell: ListCell, text: str) -> None:
    """A number loses the .0 that it never showed."""
    assert as_text(cell) == text
