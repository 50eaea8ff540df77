"""Comments that somebody attached to cells of an XLSX, row by row (those of an ODS stand in its cells: `hidden.py`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.roster.relations import relations_of
from data.roster.safe_xml import Handler, parse
from supervisor.digits import number_in

LONGEST_NOTE = 300
"""Characters of a comment that are kept."""
MOST_NOTES = 2000
"""Comments of a sheet that are kept."""

_ROW = re.compile(r"[A-Z]{1,3}(\d{1,7})", re.ASCII)


class _Comments(Handler):
    def __init__(self, notes: dict[int, list[str]]) -> None:
        super().__init__()
        self._notes = notes
        self._row = 0
        self._text: list[str] | None = None

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            found = _ROW.fullmatch(attributes.get("ref", ""))
            self._row = number_in(found[1]) or 0 if found else 0
        elif name == "text":
            self._text = []

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)

    def ends(self, name: str) -> None:
        if name == "text" and self._text is not None:
            keep_note(self._notes, self._row, "".join(self._text))
            self._text = None


def keep_note(notes: dict[int, list[str]], row: int, text: str) -> None:
    """Keep a comment of a row, if it says something and there is room."""
    said = " ".join(text.split())[:LONGEST_NOTE]
    if said and row and len(notes) < MOST_NOTES:
        notes.setdefault(row, []).append(said)


def notes_of_xlsx(parts: Mapping[str, bytes], sheet: str) -> dict[int, list[str]]:
    """The comments of one sheet.

    Args:
        parts: the parts of the workbook.
        sheet: the name of the sheet's part.

    Raises:
        RefusedFile: one of the parts is no sound XML.
    """
    notes: dict[int, list[str]] = {}
    for relation in relations_of(parts, sheet):
        if relation.kind.endswith("/comments") and relation.part in parts:
            parse(parts[relation.part], _Comments(notes))
    return notes
