"""What a workbook says of somebody's temps majoré in another sheet than the one that is read.

A list of names called « Tiers temps », a sheet « Aménagements » with a percentage beside each name: whoever keeps them
means the candidates of the list. Nothing is taken from there, and nothing is passed over in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from data.roster.aside import Aside, aside_of_cell, speaks_of_it
from data.roster.headers import HeaderRow, ListColumn, ListRow, find_header
from data.roster.text import ListCell, as_text, clean
from data.roster.wording import shortened
from supervisor.candidate import plain

_MOST_ROWS = 10_000
"""Rows of another sheet that are looked at."""
_MOST_ASIDES = 3
"""Rows told of one candidate."""


class OtherSheet(NamedTuple):
    """A sheet of the same workbook that is not read as the list."""

    name: str
    rows: Sequence[ListRow]
    header: HeaderRow | None
    """Its header row; None when no row is any."""


def other_sheet(name: str, cells: Sequence[Sequence[ListCell]]) -> OtherSheet:
    """Look at a further sheet as if it were a list."""
    rows = [ListRow(number, row) for number, row in enumerate(cells, start=1)]
    return OtherSheet(name, rows, find_header(rows))


class _Row(NamedTuple):
    aside: Aside
    words: frozenset[str]
    """Its cells, folded."""


class Beside:
    """Who is named where other sheets speak of temps majorés or accommodations."""

    def __init__(self, sheets: Sequence[OtherSheet] = ()) -> None:
        self._rows: defaultdict[str, list[_Row]] = defaultdict(list)
        self._alone: defaultdict[str, list[_Row]] = defaultdict(list)
        """Rows of one cell, in a sheet that speaks of it as a whole: a last name is enough."""
        for sheet in sheets:
            is_of_it = speaks_of_it(sheet.name)
            for row in _rows_that_speak(sheet, is_of_it=is_of_it):
                for word in row.words:
                    self._rows[word].append(row)
                    if is_of_it and len(row.words) == 1:
                        self._alone[word].append(row)

    def about(self, last_name: str, first_name: str) -> list[Aside]:
        """What is said of one candidate, by their names."""
        if not self._rows:
            return []
        last, first = plain(last_name), plain(first_name)
        # The rarer of the two: a list may have one name in every row.
        either = min(self._rows.get(last, ()), self._rows.get(first, ()), key=len)
        found = [row for row in either if {last, first} <= row.words]
        found += self._alone.get(last, ())
        found += [row for whole in (f"{last} {first}", f"{first} {last}") for row in self._rows.get(whole, ())]
        return list(dict.fromkeys(row.aside for row in found))[:_MOST_ASIDES]


def _rows_that_speak(sheet: OtherSheet, *, is_of_it: bool) -> Iterator[_Row]:
    header = sheet.header
    headings = _headings_of_it(header) if header is not None else {}
    for row in sheet.rows[header.index + 1 if header is not None else 0 : _MOST_ROWS]:
        texts = [text for cell in row.cells if (text := clean(as_text(cell)).text)]
        if is_of_it or any(map(speaks_of_it, texts)) or _is_filled(row, headings):
            words = frozenset(filter(None, map(plain, texts)))
            where = f"feuille {shortened(sheet.name)}, ligne {row.line}"
            yield _Row(Aside(where, " ; ".join(texts)), words)


def _headings_of_it(header: HeaderRow) -> dict[int, str]:
    """Where the headings that speak of it stand."""
    headings = {place: heading for place, heading in header.unread.items() if heading in header.doubtful}
    if ListColumn.EXTRA_TIME in header.places:
        headings[header.places[ListColumn.EXTRA_TIME]] = ListColumn.EXTRA_TIME.value
    return headings


def _is_filled(row: ListRow, headings: Mapping[int, str]) -> bool:
    """Whether the row has something under one of these headings."""
    return any(
        aside_of_cell(said, row.cells[place], is_doubtful=True) is not None
        for place, said in headings.items()
        if place < len(row.cells)
    )
