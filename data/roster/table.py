"""Text tables (CSV): which encoding, which delimiter, which physical line each row begins on.

Pix's own files are UTF-8 with a BOM and semicolons, older ones have commas; Excel re-saves them in Windows-1252, or as
« Texte Unicode » (UTF-16 with tabs); old Macs and DOS programs have encodings of their own (`encodings.py`).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from data.roster.encodings import WINDOWS, Legacy, best_legacy, read_once
from data.roster.headers import ListRow, find_header
from data.roster.wording import RefusedFile, quoted

LARGEST_TEXT = 20_000_000
"""Bytes; a list of 5,000 candidates has 400,000."""
MOST_LINES = 400_000
"""Ends of line, CRLF counted twice."""
MOST_COLUMNS = 1000
"""The official lists have some twenty."""
DELIMITERS = (";", ",", "\t", "|")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINES_TRIED = 60
"""Lines read with each delimiter to see which one gives a header row."""
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_AFTER_THE_LAST_LINE = "\x00after the last line\x00"
"""Fed after the last line: when it comes back inside a row, a quotation mark was never closed."""


class TextTable(NamedTuple):
    """The rows of a text table, and what is to be told of how it was read."""

    rows: list[ListRow]
    delimiter: str
    remarks: tuple[str, ...]
    """French sentences on its encoding; none for the usual ones."""


def rows_of_text(data: bytes) -> TextTable:
    """The rows of a text table, whatever its encoding and delimiter.

    Raises:
        RefusedFile: too large, damaged, not text, or with a quotation mark that is never closed.
    """
    if len(data) > LARGEST_TEXT:
        raise RefusedFile(
            f"Le fichier est trop volumineux ({len(data) // 1_000_000} Mo) pour une liste de candidats ; "
            "choisissez la liste elle-même."
        )
    if data.count(b"\n") + data.count(b"\r") > MOST_LINES:
        raise RefusedFile(f"Le fichier a plus de {MOST_LINES} lignes ; choisissez la liste elle-même.")
    text, legacy = decoded(data)
    remarks = []
    if legacy is not None and legacy is not WINDOWS:
        remarks.append(
            f"Le texte n'est ni en UTF-8 ni en Windows-1252 : il est lu en {legacy.name} ; relisez les accents."
        )
    once = read_once(text)
    if once != text:
        text = once
        remarks.append(
            "Le texte était de l'UTF-8 lu deux fois (« Ã© » pour « é ») : il est remis comme avant ; "
            "relisez les accents des noms."
        )
    lines = list(io.StringIO(text, newline=""))
    delimiter = _delimiter_of(lines)
    return TextTable(list(_rows(lines, delimiter)), delimiter, tuple(remarks))


def decoded(data: bytes) -> tuple[str, Legacy | None]:
    """The text of a file: by its byte order mark, else UTF-16 by its zeros, else UTF-8, else what suits its letters.

    Returns:
        The text, and which encoding without a mark of its own it is in; None for the Unicode ones.

    Raises:
        RefusedFile: the bytes are not those of a text, or UTF-8 that was damaged.
    """
    text, legacy = _decoded_as(data, _encoding_of(data))
    beginning = text[:4096]
    odd = sum(unicodedata.category(c) == "Cc" and c not in "\0\t\r\n\f\x1a" for c in beginning)
    if odd > max(8, len(beginning) // 10):
        raise RefusedFile(
            "Le contenu n'est pas celui d'une liste (ni feuille de calcul, ni texte) ; "
            "choisissez un fichier ODS, XLSX, CSV ou l'export XML de SIECLE."
        )
    return text, legacy


def _encoding_of(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    beginning = data[:2048]
    half = len(beginning) // 2
    if half >= 4 and beginning[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    if half >= 4 and beginning[::2].count(0) > half * 0.6:
        return "utf-16-be"
    return "utf-8"


def _decoded_as(data: bytes, encoding: str) -> tuple[str, Legacy | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        sequences = _UTF8_SEQUENCE.findall(data)
        lone = len(_HIGH_BYTE.findall(data)) - sum(map(len, sequences))
        if encoding != "utf-8" or len(sequences) > lone:
            raise RefusedFile(
                "Des caractères sont abîmés (encodage du texte) ; enregistrez à nouveau la liste en « CSV UTF-8 ».",
                line,
            ) from failure
    return best_legacy(data, _known_headings)


def _known_headings(text: str) -> int:
    """How good a header row the first lines of a text have."""
    lines = list(islice(io.StringIO(text, newline=""), _LINES_TRIED))
    return max(_merit(lines, delimiter)[0] for delimiter in DELIMITERS)


def _delimiter_of(lines: list[str]) -> str:
    """The delimiter whose reading gives the best header row; of equals, the one that cuts most."""
    return max(DELIMITERS, key=lambda delimiter: _merit(lines[:_LINES_TRIED], delimiter))


def _merit(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How good a header row these lines have with a delimiter, then into how many cells it cuts them."""
    try:
        rows = list(_rows(lines, delimiter, complete=False))
    except RefusedFile:
        return 0, MOST_COLUMNS
    header = find_header(rows)
    return header.score if header else 0, max((len(row.cells) for row in rows), default=0)


def _rows(lines: list[str], delimiter: str, *, complete: bool = True) -> Iterator[ListRow]:
    reader = csv.reader([*lines, _AFTER_THE_LAST_LINE] if complete else lines, delimiter=delimiter)
    line = 1
    try:
        # A row begins on the line after the last one of the row before.
        for cells in reader:
            if complete and reader.line_num > len(lines):
                if cells != [_AFTER_THE_LAST_LINE]:
                    opening = "".join(islice(lines, line - 1, line))
                    raise RefusedFile(
                        f"Un guillemet ouvert n'est jamais refermé dans la ligne {quoted(opening)} ; "
                        'fermez-le, ou doublez-le ("") s\'il fait partie du texte.',
                        line,
                    )
                return
            if len(cells) > MOST_COLUMNS:
                raise RefusedFile(f"Cette ligne a plus de {MOST_COLUMNS} cases ; vérifiez que c'est une liste.", line)
            yield ListRow(line, cells)
            line = reader.line_num + 1
    except csv.Error as failure:
        raise RefusedFile(
            "Une case est démesurément longue : un guillemet ouvert n'est sans doute jamais refermé ; corrigez-la.",
            line,
        ) from failure
