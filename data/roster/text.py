"""What a cell holds, as visible text: trimmed, NFC, and rid of the characters that nobody sees.

Names are kept letter for letter, since the candidate types them « exactly as on the list » (DOMAIN.md section 2); what
has no shape of its own (controls, terminal escapes, bidirectional overrides, zero-width characters) is taken out and
told.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from typing import NamedTuple

ListCell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A cell as calamine gives it; in a text table every cell is a `str`, in both an empty one is `""`."""

_SPREADSHEET_ERROR = re.compile(r"#[A-ZÉ]+(?:/[A-Z0])? ?[!?]?|(?:Err|Erreur) ?: ?\d{3}")
"""#N/A, #REF!, #DIV/0!, #VALEUR !, #NOM?, Err:502: what a formula shows that cannot be computed."""
_BADLY_CONVERTED = re.compile(
    r"\ufffd|Ã[\u00a1-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|â€|[‚ƒ„…†‡ˆ‰‹›•™¤¦§©®°±²³µ¶¹¼½¾¢£¥×÷]"
    r"|[\u0080-\u009f\u2200-\u22ff\u2500-\u25ff√◊¬¡¿˜¯˘˙˚¸˝˛ˇ∂∏∑∫Ωπ∆∞≈≠≤≥⁄\uf8ff]"
    # A capital after a small letter; ASCII ones (McDonald) and those after a hyphen or an apostrophe are names.
    r"|(?<=[a-zß-öø-ÿ])[À-ÖØ-ÞŒŠŽŸ]"
    r"|(?<=[A-ZÀ-ÖØ-Þ])[ß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])|(?<=[^\W\d_])[€–—](?=[^\W\d_])"
    # Quotation marks inside a word; « N’Guessan », « d’Arc » and « Fa’a » are names, « Mart’n » is not.
    r"|(?<=[^\W\d_])[‘“”]|(?<=[^\W\d_][b-df-hj-np-tv-xz])’(?=[a-zß-öø-ÿ])|(?<=[^\W\d_][a-zß-öø-ÿ])’(?=[b-df-hj-np-tv-xz])"
)
"""What a wrong encoding leaves in a name and no name has."""
_LOST = re.compile(r"\?+")
_FORMULAS = frozenset("=+-@＝＋－＠")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


class Cleaned(NamedTuple):
    """A text fit to be shown, and whether something invisible had to be taken out of it."""

    text: str
    altered: bool


def clean(text: str) -> Cleaned:
    """Trim, collapse blanks, compose (NFC), take out control, format and surrogate characters."""
    if text.isprintable():
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        return Cleaned(" ".join(text.split()), altered=False)
    kept = "".join(c for c in text if c in "\t\n\v\f\r\x85" or unicodedata.category(c) not in _INVISIBLE)
    return Cleaned(" ".join(unicodedata.normalize("NFC", kept).split()), altered=len(kept) != len(text))


def badly_converted(name: str) -> str:
    """The first sign of a name that no name has, left by a file read or saved in a wrong encoding; empty for none."""
    found = _BADLY_CONVERTED.search(name)
    return found[0] if found else ""


def lost_sign(name: str) -> str:
    """The first sign of a name that stands for a letter somebody lost: the same, and « ? »; empty for none."""
    if sign := badly_converted(name):
        return sign
    found = _LOST.search(name)
    return found[0] if found else ""


def is_spreadsheet_error(text: str) -> bool:
    """True for « #N/A » and its like: the cell has a formula that gives nothing."""
    return _SPREADSHEET_ERROR.fullmatch(text) is not None


def as_text(cell: ListCell) -> str:
    """Show a cell as a person would have typed it; not yet cleaned.

    A number cell loses the « .0 » it never showed (`9000.0` is « 9000 »), a date is written day first.
    """
    match cell:
        case str():
            # An apostrophe that only keeps a spreadsheet from computing it, as our own lists have one.
            return cell[1:] if cell.startswith("'") and cell[1:2] in _FORMULAS else cell
        case bool():
            return "oui" if cell else "non"
        case float() if math.isfinite(cell) and cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case int() | float():
            return str(cell).replace(".", ",")
        case dt.datetime() if cell.time() != dt.time():
            return f"{cell:%d/%m/}{cell.year:04} {cell:%H:%M}"
        case dt.date():
            return f"{cell:%d/%m/}{cell.year:04}"
        case dt.time():
            return f"{cell:%H:%M}"
        case dt.timedelta():
            minutes = cell // dt.timedelta(minutes=1)
            return f"{minutes // 60:02}:{minutes % 60:02}"
