"""Texts of ten thousand letters on paper: an older Vigie took them, and they are measured once, not at each letter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.documents.pdf import lettering

TEXTS = st.text(alphabet="aàW -.i…lm\N{NO-BREAK SPACE}", max_size=120)


def lines_by_each_letter(text: str, most: float, size: float, bold: bool) -> list[str]:
    """The rule as it reads: measured anew at each letter."""
    lines, line = [], ""
    for piece in lettering._PIECES.findall(text):
        if line and lettering.width((line + piece).rstrip(" "), size, bold) > most:
            lines.append(line.rstrip(" "))
            line = ""
        for letter in piece:
            if line and letter != " " and lettering.width(line + letter, size, bold) > most:
                lines.append(line)
                line = ""
            line += letter
    return [*lines, line.rstrip(" ")]


def cut_by_each_letter(text: str, most: float, size: float, bold: bool) -> str:
    """The rule as it reads: one letter less until it fits."""
    if lettering.width(text, size, bold) <= most:
        return text
    while text and lettering.width(text + lettering.CUT, size, bold) > most:
        text = text[:-1]
    return text.rstrip(" ") + lettering.CUT


@given(TEXTS, st.sampled_from([0.1, 3.0, 12.5, 40.0, 190.0]), st.sampled_from([5.5, 6.5, 9.0]), st.booleans())
def test_measured_once_it_breaks_at_the_same_letters(text: str, most: float, size: float, bold: bool) -> None:
    """Papers are as they were."""
    lines = lines_by_each_letter(text, most, size, bold)
    assert lettering.lines_of(text, most, size, bold) == lines
    assert lettering.cut(text, most, size, bold) == cut_by_each_letter(text, most, size, bold)
    for enough in (1, 2, 5):
        found = lettering.lines_of(text, most, size, bold, enough)
        assert found[:enough] == lines[:enough]
        assert (len(found) > enough - 1) == (len(lines) > enough - 1)


@pytest.mark.few(piece=(1, 2))
@pytest.mark.parametrize("piece", ["m", "mot ", "a-", " "])
def test_each_letter_is_looked_at_a_few_times(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at the table of widths are counted: as many as there are letters, times a few; no square of them."""
    text = piece * (10_000 // len(piece))
    looks = 0
    font = lettering._font(False)
    known = font.cw

    class Counted:
        def __getitem__(self, letter: int) -> Any:
            nonlocal looks
            looks += 1
            return known[letter]

    monkeypatch.setattr(font, "cw", Counted())
    lettering.lines_of(text, 60.0, 9.0)
    lettering.cut(text, 60.0, 9.0)
    lettering.fitted(text, 60.0, 8.0, (9.0, 6.5, 5.5))
    assert looks < 120 * len(text)
