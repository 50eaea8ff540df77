"""Letters on paper: what the embedded font can draw, how wide a text is, where its lines break.

DejaVu Sans Condensed holds every Latin letter that names are written with, and Greek and Cyrillic. What it lacks is
drawn as « ▯ »: the page says so at its foot, nothing vanishes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

from fpdf import FPDF
from fpdf.fonts import TTFFont

FAMILY = "dejavu"
LACKING = "▯"
"""Stands for a character that the font cannot draw."""
CUT = "…"
MM = 25.4 / 72
"""Millimetres of a typographic point."""
LEADING = 1.2
"""From one line to the next, in sizes of the letter."""
BASELINE = 0.96
"""From the top of a line down to where its letters stand: capitals with two accents still fit above it."""

_FILES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_PIECES = re.compile(r"[^ \-]*-+|[^ \-]+ ?| ")
"""Where a line may break: after a space or a hyphen, never at a non-breaking space."""


def embed(pdf: FPDF) -> None:
    """Make the font known to a document; only the letters it uses end up in it."""
    folder = resources.files("data.documents").joinpath("fonts")
    for bold, name in _FILES.items():
        with resources.as_file(folder.joinpath(name)) as path:
            pdf.add_font(FAMILY, "B" if bold else "", path)


def release(pdf: FPDF) -> None:
    """Close the files of the font, which are read from until the document is written."""
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


@cache
def _font(bold: bool) -> TTFFont:
    ruler = FPDF()
    embed(ruler)
    font = ruler.fonts[FAMILY + ("B" if bold else "")]
    assert isinstance(font, TTFFont)
    # Its tables of letters and widths are in memory by now.
    release(ruler)
    return font


def drawable(text: str, bold: bool = False) -> str:
    """The text with its accents composed, and « ▯ » for what the font lacks."""
    known = _font(bold).cmap
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter if ord(letter) in known else LACKING for letter in composed)


def width(text: str, size: float, bold: bool = False) -> float:
    """Millimetres a drawable text takes at this size, in points."""
    return sum(map(_font(bold).cw.__getitem__, map(ord, text))) / 1000 * size * MM


def line_height(size: float) -> float:
    """Millimetres from one line to the next."""
    return LEADING * size * MM


def lines_of(text: str, most: float, size: float, bold: bool = False, enough: int = 0) -> list[str]:
    """A drawable text in lines of at most so many millimetres; a word wider than that breaks between two letters.

    Args:
        text: what is written.
        most: millimetres of a line.
        size: of the letters, in points.
        bold: with bold ones.
        enough: where it is not 0, so many lines are all that is looked at.
    """
    if width(text, size, bold) <= most:
        # What most cells hold: nothing of it breaks.
        return [text.rstrip(" ")]
    advances = _font(bold).cw
    lines: list[str] = []
    line, taken = "", 0.0
    for piece in _PIECES.findall(text):
        if line and width((line + piece).rstrip(" "), size, bold) > most:
            lines.append(line.rstrip(" "))
            line, taken = "", 0.0
        # Added up as it grows: a word of ten thousand letters is measured once, not at each of them.
        begin = 0
        for place, letter in enumerate(piece):
            advance = advances[ord(letter)]
            if letter != " " and (line or place > begin) and (taken + advance) / 1000 * size * MM > most:
                lines.append(line + piece[begin:place])
                line, taken, begin = "", 0.0, place
                if enough and len(lines) >= enough:
                    return lines
            taken += advance
        line += piece[begin:]
        if enough and len(lines) >= enough:
            return lines
    return [*lines, line.rstrip(" ")]


def cut(text: str, most: float, size: float, bold: bool = False) -> str:
    """A drawable text on one line; what is cut away shows as an ellipsis."""
    if width(text, size, bold) <= most:
        return text
    advances = _font(bold).cw
    taken, last = 0.0, advances[ord(CUT)]
    for place, letter in enumerate(text):
        taken += advances[ord(letter)]
        if (taken + last) / 1000 * size * MM > most:
            return text[:place].rstrip(" ") + CUT
    return text.rstrip(" ") + CUT


def fitted(
    text: str, most: float, height: float, sizes: tuple[float, ...], bold: bool = False
) -> tuple[float, list[str]]:
    """The first of these sizes at which a drawable text fits in a box; at the last one it is cut, and shows it."""
    for size in sizes:
        room = int(height / line_height(size) + 0.001)
        lines = lines_of(text, most, size, bold, enough=max(1, room) + 1)
        if len(lines) <= room:
            return size, lines
    kept = lines[: max(1, room)]
    kept[-1] = cut(kept[-1] + CUT, most, size, bold)
    return size, kept
