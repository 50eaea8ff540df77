"""What is the same in thousands of tests is computed once a worker: fonts as fpdf and fontTools read and cut them.

What a test gets is equal to what it would have got, to the byte; `tests/documents/test_thrift.py` compares them.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Collection
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

COMMON = (
    *range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2040), *range(0x2190, 0x21A0), 0x2212,
    *range(0x2500, 0x2614), 0x2713,
)  # fmt: skip
"""Latin letters, punctuation, arrows, boxes to tick."""

_read: dict[tuple[Path, str, str], TTFFont] = {}
_cut: dict[tuple[tuple[str, ...], frozenset[str]], tuple[bytes, list[str]]] = {}
_kept: dict[tuple[str, ...], tuple[bytes, list[str]]] = {}
_read_font = TTFFont.__init__
_cut_font = Subsetter.subset
_save_font = TTFont.save
_AS_SAVED = "_as_it_was_saved"


def _read_once(self: TTFFont, pdf: FPDF, path: Path, fontkey: str, style: str, *rest: Any, **more: Any) -> None:
    """A font with its letters and widths as they were read the first time, and its file opened anew."""
    key = (path, fontkey, style)
    if key not in _read:
        first = TTFFont.__new__(TTFFont)
        _read_font(first, pdf, path, fontkey, style, *rest, **more)
        first.ttfont.close()
        _read[key] = first
    for name in TTFFont.__slots__:
        if name not in ("ttfont", "subset") and hasattr(_read[key], name):
            setattr(self, name, copy.copy(getattr(_read[key], name)))
    self.i = len(pdf.fonts) + 1
    self.ttfont = TTFont(path, recalcTimestamp=False, fontNumber=0, lazy=True)
    self.subset = SubsetMap(self)


def _cut_once(self: Subsetter, font: TTFont) -> None:
    """A font without the letters that a document does not use, as it was cut for the same letters before."""
    of_font = (str(font.reader.file.name), *self.options.drop_tables)
    key = (of_font, frozenset(_asked(self)))
    if key not in _cut:
        content, order = _common(of_font, self.options)
        if key[1] <= set(order):
            _become(font, content, order)
        _cut_font(self, font)
        _cut[key] = _saved(font)
        font.__dict__[_AS_SAVED] = _cut[key][0]
        return
    _become(font, *_cut[key])


def _common(key: tuple[str, ...], options: Options) -> tuple[bytes, list[str]]:
    """The font with the letters that papers are written in: the few of one paper are cut out of some hundreds then."""
    if key not in _kept:
        font = TTFont(key[0], recalcTimestamp=False, fontNumber=0, lazy=True)
        of_letter = font.getBestCmap()
        first = Subsetter(options)
        first.populate(glyphs=[of_letter[letter] for letter in COMMON if letter in of_letter])
        _cut_font(first, font)
        _kept[key] = _saved(font)
        font.close()
    return _kept[key]


def _saved(font: TTFont) -> tuple[bytes, list[str]]:
    """What a font can become another one by."""
    content = io.BytesIO()
    _save_font(font, content)
    return content.getvalue(), font.getGlyphOrder()


def _become(font: TTFont, content: bytes, order: list[str]) -> None:
    """Have a font be another one, whose letters keep their names."""
    font.close()
    font.__dict__.update(TTFont(io.BytesIO(content), recalcTimestamp=False, lazy=True).__dict__)
    font.setGlyphOrder(order)
    font.__dict__[_AS_SAVED] = content


def _save_once(self: TTFont, file: Any, *how: Any, **more: Any) -> None:
    """What a font that was cut comes to, once; nobody does anything else to it before it is written."""
    content = self.__dict__.get(_AS_SAVED)
    if content is None or how or more:
        _save_font(self, file, *how, **more)
    else:
        file.write(content)


def _asked(subsetter: Subsetter) -> Collection[str]:
    names: Collection[str] = subsetter.glyph_names_requested
    return names


def read_fonts_once() -> None:
    """From now on, in this worker."""
    TTFFont.__init__ = _read_once  # type: ignore[method-assign,assignment]
    Subsetter.subset = _cut_once
    TTFont.save = _save_once
