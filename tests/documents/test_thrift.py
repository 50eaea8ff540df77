"""The fonts that tests read once make the papers that the program makes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fpdf.fonts import TTFFont

import data.documents
from data.documents.papers import PAPERS
from tests import thrift
from tests.documents.rooms import closed, eventful

BENCH = closed(eventful())
FONTS = sorted(str(path) for path in (Path(data.documents.__file__).parent / "fonts").glob("*.ttf"))


def made(name: str) -> dict[str, bytes]:
    """A paper of a room in which everything happened."""
    return {**PAPERS[name].make(BENCH.session, BENCH.now)}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.wide] * (name != "secours")) for name in PAPERS]
)
def test_to_the_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first time, and when its fonts are at hand."""
    first, second = made(name), made(name)
    monkeypatch.setattr(TTFFont, "__init__", thrift._read_font)
    monkeypatch.setattr(Subsetter, "subset", thrift._cut_font)
    monkeypatch.setattr(TTFont, "save", thrift._save_font)
    assert first == second == made(name)


def _cut(letters: str, path: str, cut: Callable[[Subsetter, TTFont], None]) -> tuple[bytes, list[str]]:
    font = TTFont(path, recalcTimestamp=False, fontNumber=0, lazy=True)
    of_letter = font.getBestCmap()
    options = Options(notdef_outline=True, recommended_glyphs=True)
    # As fpdf does: papers need no substitutions.
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "MATH"]
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=[of_letter[ord(letter)] for letter in letters])
    cut(subsetter, font)
    saved = io.BytesIO()
    font.save(saved)
    font.close()
    return saved.getvalue(), font.getGlyphOrder()


@pytest.mark.few(letters=(0, 2))
@pytest.mark.parametrize("letters", ["Élif ÖZTÜRK − 12 h 05 □ ✓", "œŒ’«»…·", "Ω Дж", "a"])
def test_letters_are_cut_out_to_the_byte(letters: str) -> None:
    """Out of those that papers are written in; where one is none of them, out of all. The first time and the next."""
    for path in FONTS:
        wanted = _cut(letters, path, thrift._cut_font)
        assert [_cut(letters, path, thrift._cut_once) for _ in range(2)] == [wanted, wanted]
