"""An update of the screen as Textual writes it, read back: from place to place letters, each with its ink."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from screens.kit.pens import PLAIN

_PIECE = re.compile(r"([\d;]*)([Hm])([^\x00-\x1f\x7f-\x9f]*)(\n?)")
"""What stands behind each beginning of a sequence: a place or an ink, letters, and the end of a line."""
_INK = re.compile(r"\x1b\[([\d;:]*)m")
_NARROW = ((0x20, 0x2FF), (0x370, 0x52F), (0x1E00, 0x25FF), (0x2713, 0x2717), (0x2800, 0x28FF))
"""Where letters of one cell stand: Latin, Greek, Cyrillic, signs and frames, ticks. Of others, some make a picture."""
_WIDE = (
    (0x2E80, 0x303E), (0x3041, 0x3130), (0x3190, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
)  # fmt: skip
"""Where letters of two cells stand: those of Chinese, Japanese, Korean. Not the pictures that came later."""


def _is_in(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    # A letter, number, sign or space; no mark, nothing that is not seen, nothing that has no name yet.
    category = unicodedata.category(letter)
    stands_alone = category[0] in "LNPS" or category == "Zs"
    return stands_alone and any(first <= ord(letter) <= last for first, last in ranges)


def is_narrow(letter: str) -> bool:
    """It takes one cell in every terminal."""
    return _is_in(letter, _NARROW) and unicodedata.east_asian_width(letter) not in "WF"


def is_wide(letter: str) -> bool:
    """It takes two."""
    return _is_in(letter, _WIDE) and unicodedata.east_asian_width(letter) in "WF"


@dataclass(slots=True)
class Stretch:
    """What is written from a place on."""

    y: int
    x: int
    before: str
    """The ink that the one before left behind, as the numbers of an SGR."""
    parts: list[tuple[str, str]] = field(default_factory=list)
    """Letters, and their ink."""
    raw: str = ""
    """The same as it came."""
    after: str = PLAIN


def stretches_of(data: str, columns: int, rows: int) -> list[Stretch] | None:
    """An update: stretches that lie on the screen, and a last one without letters, where the cursor goes at the end.

    Args:
        data: what is written, in the plain ink at first.
        columns: of the terminal.
        rows: of the terminal.

    Returns:
        None where it is none: something else is in it, or it leaves an ink behind.
    """
    first, *pieces = data.split("\x1b[")
    stretches: list[Stretch] = []
    now: Stretch | None = None
    pen = PLAIN
    for piece in pieces:
        found = _PIECE.fullmatch(piece)
        if found is None:
            return None
        numbers, kind, text, ends = found.groups()
        if kind == "H":
            y, x = _place(numbers)
            if y >= rows or x >= columns:
                return None
            now = Stretch(y, x, pen, after=pen)
            stretches.append(now)
        elif now is None:
            return None
        else:
            pen = PLAIN if numbers in ("", "0") else f"{pen};{numbers}" if pen else numbers
            now.raw += f"\x1b[{numbers}m"
            now.after = pen
        if text:
            now.parts.append((text, pen))
            now.raw += text
        if ends:
            if now.y + 1 >= rows:
                # On the last row it would move the picture up.
                return None
            # The cursor is a row further down, in a column of the terminal's choice: it is told where to go.
            now = None
    if first or now is None or now.raw or pen != PLAIN:
        return None
    return stretches


def leaves_plain(data: str, *, is_plain: bool) -> bool:
    """The ink is the plain one behind this; `is_plain`: it was before."""
    inks = _INK.findall(data)
    return inks[-1] in ("", "0") if inks else is_plain


def _place(numbers: str) -> tuple[int, int]:
    row, _, column = numbers.partition(";")
    return int(row or 1) - 1, int(column or 1) - 1
