"""Candidate lists in: sheets (ODS, XLSX), text tables (CSV) and SIECLE exports → a `Roster` and all its problems."""

from __future__ import annotations

import datetime as dt
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from data.roster.model import Problem, Roster, Severity
from data.roster.wording import RefusedFile, quoted, typographic

LARGEST_FILE = 50_000_000
"""Bytes of a file that is read at all."""

_ZIP_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_BEGINNING = b"\xd0\xcf\x11\xe0"
_BEGINS_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]")
_BEGINS_LIKE_A_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE
)
_BEGINS_LIKE_XML_IN_UTF16 = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")


def read_roster(path: Path, *, classes: Sequence[str] = (), today: dt.date | None = None) -> Roster:
    """Read a candidate list of any known form, recognised by its content (DOMAIN.md section 6 « Files in »).

    Never raises because of the file: one that is missing, unreadable, damaged, hostile or of another kind gives a
    roster without sessions and with an error that says what, where and what to do.

    Args:
        path: the file.
        classes: keep the pupils of these classes only (« 3eB »); empty: everybody.
        today: what birth dates are judged against; None: the machine's date.

    Returns:
        The sessions of the file in its order, and every problem found, errors apart from warnings.
    """
    if today is None:
        # The one clock of the readers, for callers that do not replay an import.
        today = dt.date.today()  # noqa: TID251, DTZ011
    try:
        return _roster_of(_content(path), classes, today)
    except RefusedFile as refusal:
        problem = Problem(Severity.ERROR, refusal.line, typographic(refusal.sentence))
        return Roster(problems=(problem,))


def _content(path: Path) -> bytes:
    name = quoted(path.name or str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise RefusedFile(f"{name} est un dossier ; choisissez le fichier de la liste.")
        if not stat.S_ISREG(status.st_mode):
            raise RefusedFile(f"{name} n'est pas un fichier ordinaire ; choisissez le fichier de la liste.")
        if status.st_size > LARGEST_FILE:
            raise RefusedFile(
                f"{name} est trop volumineux ({status.st_size // 1_000_000} Mo) pour une liste ; vérifiez le fichier."
            )
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as failure:
        raise RefusedFile(f"{name} est introuvable ; vérifiez le nom et le dossier.") from failure
    except PermissionError as failure:
        raise RefusedFile(f"{name} ne peut pas être lu : l'accès est refusé ; vérifiez ses droits.") from failure
    except (OSError, ValueError) as failure:
        raise RefusedFile(f"{name} ne peut pas être lu ; copiez-le sur cette machine et recommencez.") from failure
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RefusedFile(f"{name} est vide ; choisissez une liste remplie.")
    return data


def _roster_of(data: bytes, classes: Sequence[str], today: dt.date) -> Roster:
    """Choose the reader by what the file begins with and holds; each is loaded only when it is needed."""
    if data.startswith(_ZIP_BEGINNINGS):
        return _roster_of_zip(data, classes, today)
    if _BEGINS_LIKE_A_WEB_PAGE.match(data):
        raise RefusedFile(
            "C'est une page web, quel que soit son nom ; "
            "ouvrez-la dans un tableur et enregistrez-la en ODS, XLSX ou CSV."
        )
    if _BEGINS_LIKE_XML.match(data) or data.startswith(_BEGINS_LIKE_XML_IN_UTF16):
        from data.roster.siecle import roster_of_siecle

        return roster_of_siecle(data, classes=classes, today=today)
    if data.startswith(_OLE_BEGINNING):
        raise RefusedFile(
            "C'est un ancien fichier Office, ou un classeur protégé par un mot de passe ; "
            "enregistrez-le sans mot de passe en ODS, XLSX ou CSV."
        )
    if data.startswith(b"%PDF"):
        raise RefusedFile("C'est un PDF ; demandez la liste en ODS, XLSX, CSV ou l'export XML de SIECLE.")
    from data.roster.rows import roster_of_rows
    from data.roster.table import rows_of_text

    return roster_of_rows(rows_of_text(data), classes=classes, today=today, is_text=True)


def _roster_of_zip(data: bytes, classes: Sequence[str], today: dt.date) -> Roster:
    from data.roster.rows import roster_of_rows
    from data.roster.unpack import names_in, unpacked

    names = names_in(data)
    if "content.xml" in names or "mimetype" in names:
        from data.roster.sheet import read_ods

        sheet = read_ods(data)
        return roster_of_rows(sheet.rows, classes=classes, today=today, is_text=False, unread=sheet.other_lists)
    if any(name.startswith("xl/") for name in names):
        from data.roster.sheet import read_xlsx

        sheet = read_xlsx(data)
        return roster_of_rows(sheet.rows, classes=classes, today=today, is_text=False, unread=sheet.other_lists)
    documents = [name for name in names if name.lower().endswith(".xml")]
    if len(documents) != 1 or len(names) != 1:
        raise RefusedFile(
            f"Cette archive contient {len(names)} fichier{'s' * (len(names) > 1)} et n'est ni une feuille de calcul ni "
            "un export SIECLE ; extrayez la liste et choisissez-la."
        )
    from data.roster.siecle import roster_of_siecle

    [document] = unpacked(data, documents.__contains__).values()
    return roster_of_siecle(document, classes=classes, today=today)


__all__ = ["read_roster"]
