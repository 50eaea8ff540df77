"""Candidate lists in: sheets (ODS, XLSX), text tables (CSV) and SIECLE exports → a `Roster` and all its problems."""

from __future__ import annotations

import datetime as dt
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.roster.around import with_file_name
from data.roster.model import Problem, Roster, Severity
from data.roster.wording import LONGEST_QUOTE, RefusedFile, listed, quoted
from data.system import is_held, is_too_long, reason_of
from supervisor.typography import typographic

if TYPE_CHECKING:
    from data.roster.sheet import WorkbookSheet

LARGEST_FILE = 50_000_000
"""Bytes of a file that is read at all."""

_ADDRESS = re.compile(r"[a-z]{3,6}:/", re.IGNORECASE)
"""« https:/… », as a path says it; not a drive of Windows, which is one letter."""
_ZIP_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_BEGINNING = 4096
"""Bytes within which a file of Vigie's own says so."""
_OTHER_KINDS = (
    (
        (b"\xd0\xcf\x11\xe0",),
        (
            "C'est un ancien fichier Office, ou un classeur protégé par un mot de passe ; "
            "enregistrez-le sans mot de passe en ODS, XLSX ou CSV."
        ),
    ),
    ((b"%PDF",), "C'est un PDF ; demandez la liste en ODS, XLSX, CSV ou l'export XML de SIECLE."),
    (
        (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"\xfd7zXZ", b"BZh"),
        "C'est une archive compressée (gz, 7z, rar…) ; extrayez la liste et choisissez-la.",
    ),
    ((b"{\\rtf",), "C'est un document de texte (RTF) ; enregistrez la liste en ODS, XLSX ou CSV."),
    (
        (
            b"\xff\xd8\xff",
            b"\x89PNG",
            b"GIF8",
            b"II*\0",
            b"MM\0*",
            b"\0\0\0\x18ftyp",
            b"\0\0\0\x1cftyp",
            b"\0\0\0 ftyp",
        ),
        "C'est une image ; il faut la liste elle-même : demandez-la en ODS, XLSX ou CSV.",
    ),
)
"""What a file is that somebody took for the list, by how it begins."""
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
        return with_file_name(_roster_of(_content(path), classes, today), path.stem)
    except RefusedFile as refusal:
        problem = Problem(Severity.ERROR, refusal.line, typographic(refusal.sentence))
        return Roster(problems=(problem,))


def _content(path: Path) -> bytes:
    name = quoted(path.name or str(path))
    if path.name.startswith(("~$", ".~lock.")):
        raise RefusedFile(f"{name} dit seulement qu'un tableur a la liste ouverte ; fermez-le, et choisissez la liste.")
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            if (path / "session.json").is_file():
                raise RefusedFile(f"{name} est un dossier d'export ; choisissez le session.json qui y est.")
            raise RefusedFile(f"{name} est un dossier ; choisissez le fichier de la liste.")
        if not stat.S_ISREG(status.st_mode):
            raise RefusedFile(f"{name} n'est pas un fichier ordinaire ; choisissez le fichier de la liste.")
        if status.st_size > LARGEST_FILE:
            raise RefusedFile(
                f"{name} est trop volumineux ({status.st_size // 1_000_000} Mo) pour une liste ; vérifiez le fichier."
            )
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except PermissionError as failure:
        why = reason_of(failure) if is_held(failure) else "l'accès est refusé ; vérifiez ses droits"
        raise RefusedFile(f"{name} ne peut pas être lu : {why}.") from failure
    except (OSError, ValueError) as failure:
        if is_too_long(failure):
            raise RefusedFile(f"{name} ne peut pas être lu : {reason_of(failure)} ; déplacez-le.") from failure
        if isinstance(failure, FileNotFoundError):
            raise RefusedFile(f"{name} est introuvable ; {_what_is_missing(path)}.") from failure
        raise RefusedFile(f"{name} ne peut pas être lu ; copiez-le sur cette machine et recommencez.") from failure
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RefusedFile(f"{name} est vide ; choisissez une liste remplie.")
    return data


def _what_is_missing(path: Path) -> str:
    """What to do about a file that is not there: by what was given as its path, or by the folder that is gone."""
    if _ADDRESS.match(str(path)):
        return "c'est une adresse, et Vigie ne va rien chercher : téléchargez la liste, puis donnez son chemin"
    gone = None
    for folder in path.parents:
        if folder.exists():
            break
        gone = folder
    if gone is None or gone == Path():
        return "vérifiez le nom et le dossier"
    shown = str(gone) if len(str(gone)) <= LONGEST_QUOTE else gone.name
    return f"le dossier {quoted(shown)} n'existe pas ; vérifiez que la clé ou le disque est branché"


def _roster_of(data: bytes, classes: Sequence[str], today: dt.date, *, is_inside: bool = False) -> Roster:
    """Choose the reader by what the file begins with and holds; each is loaded only when it is needed."""
    if data.startswith(_ZIP_BEGINNINGS):
        return _roster_of_zip(data, classes, today, is_inside=is_inside)
    if _BEGINS_LIKE_A_WEB_PAGE.match(data):
        raise RefusedFile(
            "C'est une page web, quel que soit son nom ; "
            "ouvrez-la dans un tableur et enregistrez-la en ODS, XLSX ou CSV."
        )
    if _BEGINS_LIKE_XML.match(data) or data.startswith(_BEGINS_LIKE_XML_IN_UTF16):
        from data.roster.siecle import roster_of_siecle

        return roster_of_siecle(data, classes=classes, today=today)
    for beginnings, sentence in _OTHER_KINDS:
        if data.startswith(beginnings):
            raise RefusedFile(sentence)
    if data.lstrip().startswith(b"{") and b'"vigie-' in data[:_BEGINNING]:
        raise RefusedFile(
            "C'est ce que Vigie garde ou donne d'une session, pas une liste ; pour remettre la session, "
            "choisissez le session.json de son export complet."
        )
    from data.roster.rows import roster_of_rows
    from data.roster.table import rows_of_text

    table = rows_of_text(data)
    return roster_of_rows(table.rows, classes=classes, today=today, delimiter=table.delimiter, remarks=table.remarks)


def _roster_of_zip(data: bytes, classes: Sequence[str], today: dt.date, *, is_inside: bool) -> Roster:
    from data.roster.unpack import names_in

    names = names_in(data)
    if "content.xml" in names or "mimetype" in names:
        from data.roster.sheet import read_ods

        return _roster_of_sheet(read_ods(data), classes, today)
    if any(name.startswith("xl/") for name in names):
        from data.roster.sheet import read_xlsx

        return _roster_of_sheet(read_xlsx(data), classes, today)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise RefusedFile("C'est un document de texte ou une présentation ; enregistrez la liste en ODS, XLSX ou CSV.")
    if any(name.endswith(".iwa") for name in names):
        raise RefusedFile(
            "C'est un document d'Apple (Numbers ou Pages) ; dans Numbers : Fichier, Exporter vers, Excel ou CSV."
        )
    if is_inside:
        raise RefusedFile("C'est une archive dans une archive ; extrayez la liste et choisissez-la.")
    from data.roster.archive import roster_of_archive

    return roster_of_archive(data, names, lambda content: _roster_of(content, classes, today, is_inside=True))


def _roster_of_sheet(sheet: WorkbookSheet, classes: Sequence[str], today: dt.date) -> Roster:
    from data.roster.beside import Beside
    from data.roster.rows import roster_of_rows

    hidden = listed([quoted(name) for name in sheet.hidden_lists])
    remarks = []
    if hidden:
        remarks.append(f"Il y a aussi des candidats dans une feuille masquée, qui n'est pas lue : {hidden} ; vérifiez.")
    try:
        return roster_of_rows(
            sheet.rows, classes=classes, today=today, unread=sheet.other_lists, remarks=remarks,
            marks=sheet.marks, title=sheet.name, beside=Beside(sheet.others),
        )  # fmt: skip
    except RefusedFile as refusal:
        if not hidden:
            raise
        sentence = refusal.sentence.rstrip(".")
        raise RefusedFile(
            f"{sentence} ; la liste est dans une feuille masquée, {hidden} : affichez-la.", refusal.line
        ) from refusal


__all__ = ["read_roster"]
