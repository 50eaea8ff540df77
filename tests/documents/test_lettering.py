"""What the embedded font draws, how lines break, and that nothing is cut without a mark."""

from __future__ import annotations

import unicodedata

import pytest

from data.documents.pdf import lettering
from data.documents.pdf.lettering import CUT, LACKING, cut, drawable, fitted, line_height, lines_of, width
from tests.documents.rooms import LONGEST_FIRST, LONGEST_LAST, LONGEST_TEXT, LONGEST_WORD

NAMES = (
    "Élodie Ÿ Œuvre Ç ß", "Łukasz Żółć", "Kőszeghy", "Ștefănescu Țară", "Dvořák Ěňů", "Nguyễn Ngọc Ánh Ế Ữ",
    "Þór Guðrún Æ", "Çağla İpek ı", "Ġorġ Ħal", "Ṣalāḥ Ḥusayn ʿAlī", "Ɛ Ɔ Ŋ Ɓ", "Ω Ελένη", "Ж Олена",
)  # fmt: skip


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_every_latin_name_is_drawn(name: str, bold: bool) -> None:
    """Latin of any country, and Greek and Cyrillic: no letter is replaced."""
    assert drawable(name, bold) == name


def test_all_of_latin() -> None:
    """Latin-1, Extended A and B, Extended Additional: all that Unicode has given a name to by its version 6."""
    letters = [chr(code) for first, last in ((0xC0, 0x24F), (0x1E00, 0x1EF9)) for code in range(first, last + 1)]
    assert [letter for letter in letters if drawable(letter) != unicodedata.normalize("NFC", letter)] == []


def test_accents_are_composed_first() -> None:
    """A letter and its accent apart are drawn as the one letter they are."""
    assert drawable("E\N{COMBINING ACUTE ACCENT}lodie") == "Élodie"
    assert drawable("Nguye\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING TILDE}n") == "Nguyễn"


def test_what_the_font_lacks_is_marked() -> None:
    """One mark for each character: nothing vanishes."""
    assert drawable("北島 🙂 Zoé") == f"{LACKING}{LACKING} {LACKING} Zoé"


def test_widths_are_those_of_the_font() -> None:
    """Bold is wider; width grows with the size; a line is higher than its letters."""
    assert width("Mm", 10) == pytest.approx(2 * width("Mm", 5))
    assert width("Nom", 10, bold=True) > width("Nom", 10)
    assert lettering.BASELINE + 0.236 < lettering.LEADING + 0.001


@pytest.mark.parametrize("most", [8, 20, 40, 100])
@pytest.mark.parametrize("text", [LONGEST_LAST, LONGEST_FIRST, LONGEST_TEXT, LONGEST_WORD, "", "a", "deux mots"])
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, most: float) -> None:
    """Lines break at spaces and hyphens, a long word between two letters."""
    lines = lines_of(text, most, 8)
    assert all(width(line, 8) <= most for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_where_lines_break() -> None:
    """After a space, after a hyphen; never at a non-breaking space."""
    nb = "\N{NO-BREAK SPACE}"
    wide = width("Jean-", 8) + 0.1
    assert lines_of("Jean-Noël", wide, 8) == ["Jean-", "Noël"]
    assert lines_of("un deux", width("un deux", 8) - 0.1, 8) == ["un", "deux"]
    assert lines_of(f"un{nb}deux", width("un deux", 8) + 0.1, 8) == [f"un{nb}deux"]


def test_a_cut_shows() -> None:
    """An ellipsis, within the width; what fits is left alone."""
    shown = cut(LONGEST_WORD, 30, 8)
    assert shown.endswith(CUT)
    assert width(shown, 8) <= 30
    assert cut("court", 30, 8) == "court"


def test_smaller_before_cut() -> None:
    """A box takes the first size at which the text fits; at the last one it is cut, and shows it."""
    sizes = (8.5, 6.5, 5.5)
    assert fitted("ABADIE", 30, 8, sizes) == (8.5, ["ABADIE"])
    size, lines = fitted(LONGEST_LAST, 40, 9, sizes)
    assert size < 8.5
    assert "".join("".join(lines).split()) == "".join(LONGEST_LAST.split())
    size, lines = fitted(LONGEST_WORD, 30, 8, sizes)
    assert (size, len(lines), lines[-1][-1]) == (5.5, int(8 / line_height(5.5)), CUT)
    assert all(width(line, size) <= 30 for line in lines)
