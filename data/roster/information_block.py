"""The block above the header row of a candidate list: number, date, hour, place and surveillants of its session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from data.roster.headers import ListColumn, ListRow, column_of
from data.roster.sessions import GatheredSession, Slot
from data.roster.text import ListCell, as_text, clean, is_spreadsheet_error
from data.roster.values import NotUnderstood, read_hour, read_session_date, read_session_number, read_surveillants
from data.roster.wording import Findings, formula_in_error, too_long
from supervisor.lengths import LONGEST_TEXT

T = TypeVar("T")

_TOLD = (
    ListColumn.NUMBER,
    ListColumn.DATE,
    ListColumn.START,
    ListColumn.SITE,
    ListColumn.ROOM,
    ListColumn.SURVEILLANTS,
)


class BlockLine(NamedTuple):
    """One line of the block: « Nom de la salle : » and what stands after it."""

    line: int
    column: ListColumn
    cell: ListCell


def read_information_block(
    rows: Sequence[ListRow], header_line: int, findings: Findings
) -> tuple[GatheredSession, bool]:
    """The session that the block describes, and whether it describes any.

    What cannot be understood is told in `findings` and left empty.
    """
    told: dict[ListColumn, BlockLine] = {}
    for each in _labels_with_values(rows):
        told.setdefault(each.column, each)
    draft = GatheredSession(min((each.line for each in told.values()), default=header_line))

    def value(column: ListColumn, read: Callable[[ListCell], T]) -> T | None:
        if column not in told:
            return None
        if is_spreadsheet_error(text(told[column].cell)):
            findings.error(told[column].line, formula_in_error([column.value], text(told[column].cell)))
            return None
        shown = text(told[column].cell)
        if len(shown) > LONGEST_TEXT:
            findings.error(told[column].line, too_long(column.value, shown, len(shown), LONGEST_TEXT))
            return None
        try:
            return read(told[column].cell)
        except NotUnderstood as reason:
            findings.error(told[column].line, f"{column.value} : {reason}")
            return None

    def text(cell: ListCell) -> str:
        return clean(as_text(cell)).text

    draft.slot = Slot(
        value(ListColumn.NUMBER, read_session_number),
        value(ListColumn.SITE, text) or "",
        value(ListColumn.ROOM, text) or "",
        value(ListColumn.DATE, read_session_date),
        value(ListColumn.START, read_hour),
    )
    draft.surveillants = dict.fromkeys(value(ListColumn.SURVEILLANTS, read_surveillants) or ())
    for each in told.values():
        if isinstance(each.cell, str) and clean(each.cell).altered:
            findings.warning(
                each.line,
                f"Des caractères invisibles ont été retirés de « {each.column.value} » ; relisez cette ligne.",
            )
    return draft, bool(told)


def _labels_with_values(rows: Sequence[ListRow]) -> Iterator[BlockLine]:
    for row in rows:
        label: ListColumn | None = None
        for cell in row.cells:
            if not clean(as_text(cell)).text:
                continue
            if (found := _label(cell)) is not None:
                label = found
                continue
            if label is None and isinstance(cell, str):
                # « Salle : B204 » in one cell.
                before, _, after = cell.partition(":")
                if (found := _label(before)) is not None:
                    yield BlockLine(row.line, found, after)
                    continue
            if label is not None:
                yield BlockLine(row.line, label, cell)
                label = None


def _label(cell: ListCell) -> ListColumn | None:
    found = column_of(cell) if isinstance(cell, str) else None
    return found[0] if found and found[0] in _TOLD else None
