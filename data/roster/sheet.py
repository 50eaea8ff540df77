"""Sheets (ODS, XLSX): the rows of the first one, with their true cells (dates, numbers, texts)."""

from __future__ import annotations

from data.roster.extent import check_ods, check_xlsx
from data.roster.headers import Row
from data.roster.unpack import DAMAGED, PROTECTED, packed, unpacked
from data.roster.wording import RefusedFile

ODS_PARTS = frozenset({"mimetype", "content.xml", "META-INF/manifest.xml"})
"""All that is read of an ODS; its pictures, styles and settings are never unpacked."""

_SPREADSHEET = b"opendocument.spreadsheet"


def rows_of_ods(data: bytes) -> list[Row]:
    """The rows of the first sheet of an ODS.

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
    check_ods(parts["content.xml"])
    return _rows_of_first_sheet(parts)


def rows_of_xlsx(data: bytes) -> list[Row]:
    """The rows of the first sheet of an XLSX.

    Raises:
        RefusedFile: damaged, too large once unpacked or unfolded, or a binary workbook (XLSB).
    """
    parts = unpacked(data, lambda name: name.endswith((".xml", ".rels")))
    if "xl/workbook.xml" not in parts:
        raise RefusedFile("Ce classeur Excel n'est pas au format XLSX ; enregistrez-le en XLSX, ODS ou CSV.")
    check_xlsx([content for name, content in parts.items() if name.endswith(".xml")])
    return _rows_of_first_sheet(parts)


def _rows_of_first_sheet(parts: dict[str, bytes]) -> list[Row]:
    """Let calamine read what was measured, and nothing else."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(packed(parts)) as workbook:
            if not workbook.sheet_names:
                raise RefusedFile("Le classeur n'a aucune feuille ; choisissez une liste remplie.")
            cells = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as failure:
        raise RefusedFile(DAMAGED) from failure
    except BaseException as failure:
        # A file that calamine did not foresee ends in a Rust panic, which is no Exception.
        if type(failure).__name__ != "PanicException":
            raise
        raise RefusedFile(DAMAGED) from failure
    return [Row(number, row) for number, row in enumerate(cells, start=1)]
