"""A complete JSON export read back: proved like the journal it holds, and put into a store again.

The export holds the journal's lines as they stood on the disk. Everything else in it was derived from them at the
instant of the export, so it can be derived again and compared: what was changed there is found, too.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data import disk
from data.documents.json_out import FORMAT, MAY_LACK, NOT_OF_THE_JOURNAL, VERSION, session_json
from data.documents.without_names import FORMAT as WITHOUT_NAMES
from data.documents.without_names import FORMER_FORMAT
from data.errors import DamagedError, FormatError, StoreError, failed
from data.exported_zip import is_zipped_export, unpacked
from data.integrity import CheckReport, Damage, check_data, with_evidence
from data.once import once
from data.storage import decode, encode
from data.withheld import NOTHING, Withheld
from supervisor.candidate import clean
from supervisor.seal import instant
from supervisor.session import Session
from supervisor.wording import typographic

_BEGINNING = 4096
"""The export says what it is in its first bytes; a journal does so in its first line."""


@dataclass(frozen=True, slots=True)
class Restorable:
    """A session that an export holds whole."""

    session: Session
    journal: bytes
    """Its journal, byte by byte as it stood on the disk but for the access code."""


def is_export(data: bytes) -> bool:
    """Whether these are the bytes of a complete JSON export, whatever became of them: an editor marks them as UTF-8."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{" and f'"{FORMAT}"'.encode() in data[:_BEGINNING]


def check_file(path: Path, *, alone: bool = False, withheld: Withheld = NOTHING) -> CheckReport:
    """Prove a journal or an export, whichever it is, and the evidence beside it. Nothing is written.

    Args:
        path: a session's journal or a copy of one, the `session.json` of an export, or its zip.
        alone: a journal may be a copy without its folder, as an export may: evidence that is nowhere is then no loss.
        withheld: what of it is kept from whoever asks; nothing of what lies in a store of its own.

    Raises:
        StoreError: the file cannot be read, or is neither.
    """
    if is_zipped_export(path):
        with unpacked(path) as inside:
            return replace(check_file(inside, alone=alone), path=path)
    data = _read(path)
    if data.startswith(b"PK\x03\x04"):
        raise StoreError(f"{path} est un zip sans session.json : ce n'est pas un export de Vigie.")
    if any(f'"{name}"'.encode() in data[:_BEGINNING] for name in (WITHOUT_NAMES, FORMER_FORMAT)):
        raise StoreError(f"{path} est un export sans nom : il n'a pas de journal à vérifier.")
    if is_export(data):
        return with_evidence(check_export(data, path), alone=True)
    return with_evidence(check_data(data, path, withheld), alone=alone or withheld is not NOTHING)


def check_export(data: bytes, path: Path) -> CheckReport:
    """Prove the journal in an export, then that all the rest of it follows from that journal.

    Args:
        data: all its bytes.
        path: its file, for the sentences.

    Raises:
        StoreError: it was written by a newer Vigie.
    """
    try:
        document = _document(data)
        journal = _journal(document)
    except (ValueError, KeyError, TypeError):
        return CheckReport(path, Damage(1, "cet export ne peut pas être lu en entier"))
    if document["version"] > VERSION:
        raise FormatError(
            f"{path} est un export au format {document['version']} ; cette version de Vigie connaît les formats 1 à "
            f"{VERSION}. Mettez Vigie à jour sur cette machine."
        )
    report = check_data(journal, path)
    if report.broken is not None or report.session is None:
        return report
    if document.get("damage"):
        told = typographic(f"le journal était déjà abîmé à l'export ({clean(str(document['damage']))})")
        return replace(report, broken=Damage(report.session.last_id + 2, told))
    changed = _changed(document, report.session)
    if changed:
        told = typographic(f"la partie « {changed} » de l'export ne dit pas ce que dit le journal")
        return replace(report, broken=Damage(0, told))
    return report


def restorable(path: Path) -> Restorable:
    """The session that an export holds.

    Raises:
        DamagedError: it is not what was exported; the sentence says where.
        StoreError: it cannot be read, or a newer Vigie wrote it.
    """
    data = _read(path)
    report = check_export(data, path)
    if report.broken is not None or report.session is None:
        line = report.broken.line if report.broken else 1
        reason = report.broken.reason if report.broken else "rien n'y est lisible"
        raise DamagedError(
            f"{path} n'est pas ce qui a été exporté, {report.broken}. Rien n'a été créé.", line=line, reason=reason
        )
    return Restorable(report.session, _journal(_document(data)))


def _read(path: Path) -> bytes:
    try:
        return disk.read_file(path)
    except OSError as error:
        raise failed("Lecture impossible de", path, error) from error


def _document(data: bytes) -> dict[str, Any]:
    document = decode(data, once)
    if not isinstance(document, dict) or not isinstance(document["version"], int):
        raise TypeError("not an export")
    return document


def _journal(document: Mapping[str, Any]) -> bytes:
    lines = document["journal"]
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise TypeError("not the lines of a journal")
    return b"".join(encode(line) for line in lines)


def _changed(document: Mapping[str, Any], session: Session) -> str:
    """The first part of an export that does not follow from its journal; empty when all do."""
    try:
        exported_at = instant(document["exported_at"])
        again = decode(session_json(session, document["journal"], exported_at))
    except (ValueError, KeyError, TypeError):
        return "exported_at"
    # An older Vigie may have written less; what it wrote must still be so.
    if document["version"] < VERSION:
        return ""
    return next((key for key in (*again, *document) if not _is_so(document.get(key), again.get(key))), "")


def _is_so(said: Any, derived: Any) -> bool:
    """Whether an export says what its journal says, but for keys it may lack and those of which no journal tells."""
    if isinstance(said, dict) and isinstance(derived, dict):
        return derived.keys() - said.keys() <= MAY_LACK and all(
            key in NOT_OF_THE_JOURNAL or (key in derived and _is_so(value, derived[key])) for key, value in said.items()
        )
    if isinstance(said, list) and isinstance(derived, list):
        return len(said) == len(derived) and all(map(_is_so, said, derived))
    return bool(said == derived)
