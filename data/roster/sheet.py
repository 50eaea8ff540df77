"""Sheets (ODS, XLSX): the rows of the first one that is shown, with their true cells (dates, numbers, texts)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from data.roster.beside import OtherSheet, other_sheet
from data.roster.extent import TOO_WIDE, Merge, check_ods, check_xlsx
from data.roster.headers import REQUIRED, ListRow
from data.roster.hidden import marks_of_ods, marks_of_xlsx
from data.roster.marks import NO_MARKS, Marks
from data.roster.text import ListCell
from data.roster.unpack import DAMAGED, PROTECTED, packed, unpacked
from data.roster.wording import RefusedFile

ODS_PARTS = frozenset({"mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml"})
"""All that is read of an ODS; its pictures and settings are never unpacked."""

MOST_COVERED = 200_000
"""Places that merged cells cover, in a sheet; a list has some hundreds."""

_SPREADSHEET = b"opendocument.spreadsheet"
_EMPTY_STRING_VALUE = b' office:string-value=""'
_ERROR_TYPE = re.compile(rb'(<(?:\w+:)?c\s[^<>]*?\bt=)"e"')


class WorkbookSheet(NamedTuple):
    """The first sheet of a workbook that is not hidden."""

    rows: list[ListRow]
    other_lists: tuple[str, ...]
    """Names of further sheets that hold a list of candidates too."""
    hidden_lists: tuple[str, ...]
    """Those of them that are hidden."""
    marks: Marks
    """What it hides, strikes through or comments on."""
    name: str
    """What it is called."""
    others: tuple[OtherSheet, ...]
    """All the further sheets."""


def read_ods(data: bytes) -> WorkbookSheet:
    """The first sheet of an ODS.

    Raises:
        RefusedFile: damaged, protected, too large once unpacked or unfolded, or another kind of document.
    """
    parts = unpacked(data, ODS_PARTS.__contains__)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise RefusedFile(PROTECTED)
    if _SPREADSHEET not in parts.get("mimetype", _SPREADSHEET):
        raise RefusedFile(
            "Ce document OpenDocument n'est pas une feuille de calcul ; enregistrez la liste en ODS, XLSX ou CSV."
        )
    if "content.xml" not in parts:
        raise RefusedFile(DAMAGED)
    merges = check_ods(parts["content.xml"])
    marks = marks_of_ods(parts["content.xml"], parts.pop("styles.xml", None))
    # A formula in error has an empty value and shows « #N/A »: without the value, calamine gives what it shows.
    parts["content.xml"] = parts["content.xml"].replace(_EMPTY_STRING_VALUE, b"")
    return _first_sheet(parts, merges, marks)


def read_xlsx(data: bytes) -> WorkbookSheet:
    """The first sheet of an XLSX.

    Raises:
        RefusedFile: damaged, too large once unpacked or unfolded, or a binary workbook (XLSB).
    """
    parts = unpacked(data, lambda name: name.endswith((".xml", ".rels")))
    if "xl/workbook.xml" not in parts:
        raise RefusedFile("Ce classeur Excel n'est pas au format XLSX ; enregistrez-le en XLSX, ODS ou CSV.")
    check_xlsx([content for name, content in parts.items() if name.endswith(".xml")])
    # Calamine makes an empty cell of an error; as a text it is « #N/A », which can be told.
    parts = {name: _ERROR_TYPE.sub(rb'\1"str"', content) for name, content in parts.items()}
    return _first_sheet(parts, None, marks_of_xlsx(parts))


def _first_sheet(
    parts: dict[str, bytes], merges: Mapping[str, Sequence[Merge]] | None, marks: Mapping[str, Marks]
) -> WorkbookSheet:
    """Let calamine read what was measured, and nothing else."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(packed(parts)) as workbook:
            if not workbook.sheet_names:
                raise RefusedFile("Le classeur n'a aucune feuille ; choisissez une liste remplie.")
            of_first = next((s for s in workbook.sheet_names if not _of(marks, s).is_hidden), workbook.sheet_names[0])
            first = workbook.get_sheet_by_name(of_first)
            cells: list[list[ListCell]] = first.to_python(skip_empty_area=False)
            if merges is None:
                covering: Sequence[Merge] = [(*begin, *end) for begin, end in first.merged_cell_ranges or ()]
            else:
                covering = merges.get(of_first, ())
            others = tuple(
                other_sheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in workbook.sheet_names
                if name != of_first
            )
            lists = [sheet.name for sheet in others if _is_list(sheet)]
    except (CalamineError, OSError, ValueError) as failure:
        raise RefusedFile(DAMAGED) from failure
    except BaseException as failure:
        # A file that calamine did not foresee ends in a Rust panic, which is no Exception.
        if type(failure).__name__ != "PanicException":
            raise
        raise RefusedFile(DAMAGED) from failure
    covered = _covered(covering, len(cells))
    return WorkbookSheet(
        [ListRow(n + 1, row, frozenset(covered.get(n, ()))) for n, row in enumerate(cells)],
        tuple(name for name in lists if not _of(marks, name).is_hidden),
        tuple(name for name in lists if _of(marks, name).is_hidden),
        _of(marks, of_first),
        of_first,
        others,
    )


def _of(marks: Mapping[str, Marks], name: str) -> Marks:
    return marks.get(name, NO_MARKS)


def _covered(merges: Sequence[Merge], height: int) -> dict[int, list[int]]:
    """Which places of which rows (from 0) a merged cell of a row above covers."""
    covered: defaultdict[int, list[int]] = defaultdict(list)
    total = 0
    for top, left, bottom, right in merges:
        lowest = min(bottom, height - 1)
        total += max(lowest - top, 0) * (right - left + 1)
        if total > MOST_COVERED:
            raise RefusedFile(TOO_WIDE)
        for row in range(top + 1, lowest + 1):
            covered[row].extend(range(left, right + 1))
    return covered


def _is_list(sheet: OtherSheet) -> bool:
    """Whether a sheet has a complete header row and two persons below it; one is an example in some notes."""
    header = sheet.header
    if header is None or header.missing:
        return False
    places = [header.places[column] for column in REQUIRED]
    below = islice(sheet.rows, header.index + 1, None)
    return sum(all(row.cells[place] != "" for place in places) for row in below) > 1
