"""Lists whose columns do not stand as one expects them: headings over two rows, last and first name in one column.

Both are read where there is one reading: the headings together name what each row alone lacks; capitals tell the last
name from the first one, as schools' programs write them (« LE GOFF Anne »). What has none stays an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.roster.headers import HeaderRow, ListColumn, ListRow, column_of, header_of
from data.roster.text import as_text, clean
from data.roster.wording import Findings, quoted

_LETTER = re.compile(r"[^\W\d_]")
_LAST_NAME_FIRST = re.compile(r"(p*C+)t[tp]*")
_FIRST_NAME_FIRST = re.compile(r"(t[tp]*?)p*C+")
"""Particles before capitals are of the last name: « Zoé de LA TOUR »."""


def header_over_two_rows(rows: Sequence[ListRow], found: HeaderRow | None) -> HeaderRow | None:
    """The header row, with the row above or below it where only both together name all that is needed.

    Args:
        rows: all the rows of the list.
        found: the best single row; None when there is none.
    """
    if found is None or not found.missing:
        return found
    for upper, lower in ((found.index - 1, found.index), (found.index, found.index + 1)):
        if upper < 0 or lower >= len(rows):
            continue
        joined = header_of(_together(rows[upper], rows[lower]), lower)
        if not joined.missing:
            return replace(joined, line=found.line, begins=upper)
    return found


def _together(upper: ListRow, lower: ListRow) -> ListRow:
    """Two rows of headings as one; a heading above stands over the columns up to the next one (merged cells)."""
    group = ""
    cells: list[str] = []
    for place in range(max(len(upper.cells), len(lower.cells))):
        above, below = _text_at(upper, place), _text_at(lower, place)
        own = above or (group if below else "")
        group = above or group
        together = [f"{own} {below}", f"{below} {own}"] if own and below else []
        cells.append(next((text for text in [*together, below, above] if text and column_of(text)), below or above))
    return ListRow(lower.line, cells)


def split_name(text: str) -> tuple[str, str] | None:
    """« LE GOFF Anne » and « Anne LE GOFF » as last and first name; None where capitals do not tell which is which."""
    words = text.split()
    kinds = "".join(map(_kind, words))
    if found := _LAST_NAME_FIRST.fullmatch(kinds):
        cut = found.end(1)
        return " ".join(words[:cut]), " ".join(words[cut:])
    if found := _FIRST_NAME_FIRST.fullmatch(kinds):
        cut = found.end(1)
        return " ".join(words[cut:]), " ".join(words[:cut])
    return None


def _kind(word: str) -> str:
    """C of capitals, p of a particle, t of any other word."""
    if word.isupper() and len(_LETTER.findall(word)) > 1:
        return "C"
    return "p" if word.islower() and word.isalpha() else "t"


def with_names_apart(
    rows: Sequence[ListRow], header: HeaderRow, findings: Findings
) -> tuple[Sequence[ListRow], HeaderRow]:
    """The list with two further columns for last and first name, where one holds both in a way that can be told apart.

    Args:
        rows: all the rows of the list.
        header: its header row.
        findings: takes what is to be told.
    """
    place = header.both_names
    if place is None or header.missing != (ListColumn.LAST_NAME, ListColumn.FIRST_NAME):
        return rows, header
    heading = _text_at(rows[header.index], place)
    below = [row for row in rows[header.index + 1 :] if _text_at(row, place) not in ("", heading)]
    born = header.places[ListColumn.BIRTH_DATE]
    apart = {row.line: names for row in below if (names := split_name(_text_at(row, place)))}
    unclear = [row for row in below if row.line not in apart and _text_at(row, born)]
    if len(apart) <= len(unclear):
        return rows, header
    for row in unclear:
        findings.error(
            row.line,
            f"{quoted(_text_at(row, place))} : où finit le nom ? Écrivez-le en capitales, ou séparez nom et prénom en "
            "deux colonnes.",
        )
    last, first = next(iter(apart.values()))
    findings.warning(
        header.line,
        f"Le nom et le prénom sont dans une seule colonne, {quoted(heading)}, et sont séparés d'après les capitales "
        f"(nom {quoted(last)}, prénom {quoted(first)}) ; relisez-les.",
    )
    told = {row.line for row in unclear}
    widened = []
    for row in rows:
        text = _text_at(row, place)
        if text == heading and row.line != header.line:
            names = (ListColumn.LAST_NAME.value, ListColumn.FIRST_NAME.value)
        else:
            # Of an unclear one the whole is told already; a row without a birth date may be nobody.
            names = apart.get(row.line) or (text, text if row.line in told else "")
        cells = [*row.cells[: header.width], *[""] * (header.width - len(row.cells))]
        widened.append(row._replace(cells=[*cells, *names, *row.cells[header.width :]]))
    places = {**header.places, ListColumn.LAST_NAME: header.width, ListColumn.FIRST_NAME: header.width + 1}
    unread = {at: said for at, said in header.unread.items() if at != place}
    return widened, replace(header, places=places, unread=unread, width=header.width + 2, split=place)


def as_it_stands(header: HeaderRow) -> HeaderRow:
    """The same header row with both names in the column where the file has them: what a sheet marks is told by it."""
    if header.split is None:
        return header
    places = {**header.places, ListColumn.LAST_NAME: header.split, ListColumn.FIRST_NAME: header.split}
    return replace(header, places=places, width=header.places[ListColumn.LAST_NAME])


def _text_at(row: ListRow, place: int) -> str:
    return clean(as_text(row.cells[place])).text if place < len(row.cells) else ""
