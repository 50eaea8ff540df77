"""Text tables (CSV): which encoding, which delimiter, which physical line each row begins on.

Pix's own files are UTF-8 with a BOM and semicolons, older ones have commas; Excel re-saves them in Windows-1252, or as
« Texte Unicode » (UTF-16 with tabs).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from data.roster.headers import Row, find_header
from data.roster.wording import RefusedFile, quoted

LARGEST_TEXT = 20_000_000
"""Bytes; a list of 5,000 candidates has 400,000."""
MOST_LINES = 400_000
"""Ends of line, CRLF counted twice."""
MOST_COLUMNS = 1000
"""The official lists have some twenty."""
DELIMITERS = (";", ",", "\t")

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


def rows_of_text(data: bytes) -> list[Row]:
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
    lines = list(io.StringIO(decoded(data), newline=""))
    return list(_rows(lines, _delimiter_of(lines)))


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-16 by its zeros, else UTF-8, else Windows-1252.

    Raises:
        RefusedFile: the bytes are not those of a text, or UTF-8 that was damaged.
    """
    text = _decoded_as(data, _encoding_of(data))
    beginning = text[:4096]
    odd = sum(unicodedata.category(c) == "Cc" and c not in "\0\t\r\n\f\x1a" for c in beginning)
    if odd > max(8, len(beginning) // 10):
        raise RefusedFile(
            "Le contenu n'est pas celui d'une liste (ni feuille de calcul, ni texte) ; "
            "choisissez un fichier ODS, XLSX, CSV ou l'export XML de SIECLE."
        )
    return text


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


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        sequences = _UTF8_SEQUENCE.findall(data)
        lone = len(_HIGH_BYTE.findall(data)) - sum(map(len, sequences))
        if encoding != "utf-8" or len(sequences) > lone:
            raise RefusedFile(
                "Des caractères sont abîmés (encodage du texte) ; enregistrez à nouveau la liste en « CSV UTF-8 ».",
                line,
            ) from failure
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252: Latin-1 makes controls of them, which are taken out and told.
        return data.decode("latin-1")


def _delimiter_of(lines: list[str]) -> str:
    """The delimiter whose reading gives the best header row; of equals, the one that cuts most."""

    def merit(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(_rows(lines[:_LINES_TRIED], delimiter, complete=False))
        except RefusedFile:
            return 0, MOST_COLUMNS
        header = find_header(rows)
        return header.score if header else 0, max((len(row.cells) for row in rows), default=0)

    return max(DELIMITERS, key=merit)


def _rows(lines: list[str], delimiter: str, *, complete: bool = True) -> Iterator[Row]:
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
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as failure:
        raise RefusedFile(
            "Une case est démesurément longue : un guillemet ouvert n'est sans doute jamais refermé ; corrigez-la.",
            line,
        ) from failure
