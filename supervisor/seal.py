"""The chain of digests over a journal: how a line is sealed, and where a chain breaks.

A line's own digest covers everything but its personal part and the salt, and the digest of the line before
it; the personal part is bound by a salted digest of its own. So a personal part can be erased later, and the
chain still holds (RULES.md section 1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.plain_json import canonical as canonical
from supervisor.reference import Header

FORMAT = "vigie-journal"
VERSION = 3
"""Version of the journal's format. A newer one is refused, an older one is upgraded where its lines differ.

2: kinds of events and thresholds that 1 did not know; lines have the same form.
3: a line says how many its action has, so that a write which was cut short between two lines is known; the grid says
what its codes mean to the program.
"""
SAME_LINES_SINCE = 1
"""The oldest version whose lines are today's: read as it is, since writing it anew would void a seal on paper."""

LEFT_OUT_OF_EXPORTS = frozenset({ev.AccessCodeGiven.kind_name()})
"""Kinds whose personal part an export leaves out, as if erased: it is no damage (RULES.md section 10)."""

_NOT_COVERED = ("digest", "personal", "salt")

Line = dict[str, Any]
"""One line of a journal, as JSON gives it."""


class BrokenLineError(ValueError):
    """A line that is not what was written: its digest, its place in the chain or its form is wrong."""


class NewerFormatError(ValueError):
    """The journal was written by a newer Vigie."""


def digest_of(line: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the lasting part of a line."""
    return hashlib.sha256(canonical({k: v for k, v in line.items() if k not in _NOT_COVERED})).hexdigest()


def is_sealed(line: Mapping[str, Any]) -> bool:
    """Whether a line's own digest is that of what it holds."""
    return bool(line.get("digest") == digest_of(line))


def personal_digest(salt: str, personal: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the salt followed by the personal part."""
    return hashlib.sha256(salt.encode("ascii") + canonical(personal)).hexdigest()


def header_line(header: Header) -> Line:
    """The first line of a journal, as JSON: its format, its reference data, its own digest."""
    line: Line = {"format": FORMAT, "version": VERSION, **header.model_dump(mode="json")}
    return {**line, "digest": digest_of(line)}


def open_header(line: Mapping[str, Any]) -> Header:
    """The header that a first line holds.

    Raises:
        NewerFormatError: written by a newer Vigie.
        BrokenLineError: not a journal's first line, or not the one that was written.
    """
    if line.get("format") != FORMAT or not isinstance(line.get("version"), int):
        raise BrokenLineError("ce n'est pas la première ligne d'un journal de Vigie")
    if line["version"] > VERSION:
        raise NewerFormatError(
            f"ce journal est au format {line['version']} et cette version de Vigie connaît les formats 1 à {VERSION}"
        )
    if line.get("digest") != digest_of(line):
        raise BrokenLineError("son empreinte n'est pas la bonne")
    try:
        return Header.model_validate({k: v for k, v in line.items() if k not in ("format", "version", "digest")})
    except ValidationError as error:
        raise BrokenLineError("elle n'a pas la forme attendue") from error


def seal_entry(entry: ev.Entry, previous: str, salt: str) -> Line:
    """The line that records an entry.

    Args:
        entry: the event with its envelope; its own `digest` is not looked at.
        previous: digest of the line before.
        salt: random hexadecimal digits, new for each line; used where there is a personal part.
    """
    public, personal = ev.split(entry.event)
    line: Line = {
        "id": entry.id,
        "kind": entry.event.kind,
        "action": entry.action,
        "at": stamp(entry.at),
        "recorded_at": stamp(entry.recorded_at),
        "author": entry.author,
        "host": entry.host,
        "public": public,
        "previous": previous,
    }
    if entry.lines:
        line["lines"] = entry.lines
    if entry.asked:
        line["asked"] = entry.asked
    if personal:
        line |= {"personal": personal, "salt": salt, "personal_digest": personal_digest(salt, personal)}
    return {**line, "digest": digest_of(line)}


def open_entry(line: Mapping[str, Any], *, rank: int, previous: str) -> ev.Entry:
    """The entry that a line records, once everything about it was verified.

    Args:
        line: what the journal holds.
        rank: the id this line must have: its place after the header, from 1.
        previous: digest of the line before.

    Raises:
        BrokenLineError: anything is not as it was written; the French message says what.
    """
    _verify(line, rank=rank, previous=previous)
    personal = line.get("personal")
    erased = line.get("personal_digest") is not None and personal is None
    try:
        action, author, host = line["action"], line["author"], line["host"]
        is_named = isinstance(author, str) and isinstance(host, str)
        if type(action) is not int or not 1 <= action <= rank or not is_named:
            raise BrokenLineError("elle n'a pas la forme attendue")
        return ev.Entry(
            id=rank,
            action=action,
            at=instant(line["at"]),
            recorded_at=instant(line["recorded_at"]),
            author=_shown(author),
            host=_shown(host),
            event=ev.join(line["kind"], line["public"], None if erased else personal or {}),
            digest=line["digest"],
            erased=erased,
            lines=_lines_of(line),
            asked=_asked_of(line),
        )
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise BrokenLineError("elle n'a pas la forme attendue") from error


def _verify(line: Mapping[str, Any], *, rank: int, previous: str) -> None:
    """Hold a line against its digests, its place and the kinds that are known; what it tells is not looked at.

    Raises:
        BrokenLineError: as for `open_entry`.
    """
    if line.get("digest") != digest_of(line):
        raise BrokenLineError("son empreinte n'est pas la bonne : la ligne a été modifiée")
    if line.get("previous") != previous:
        raise BrokenLineError("elle ne suit pas la ligne qui la précède")
    if (borne := line.get("id")) != rank:
        # What it bears may be any text: only a number is told.
        told = f"le n° {borne}" if isinstance(borne, int) else "autre chose"
        raise BrokenLineError(f"elle porte {told} à la place du n° {rank}")
    expected = line.get("personal_digest")
    personal = line.get("personal")
    if expected is None and ("personal" in line or "salt" in line):
        raise BrokenLineError("une partie personnelle y a été ajoutée")
    kind = line.get("kind")
    if isinstance(kind, str) and kind not in ev.EVENT_KINDS:
        raise BrokenLineError(
            "elle raconte un genre d'événement que cette version de Vigie ne connaît pas : mettez Vigie à jour"
        )
    if expected is not None and personal is not None and expected != personal_digest(str(line.get("salt")), personal):
        raise BrokenLineError("sa partie personnelle a été modifiée")
    if personal is None and "salt" in line:
        raise BrokenLineError("sa partie personnelle a été modifiée")


@lru_cache(maxsize=256)
def _shown(name: str) -> str:
    """The same few persons and machines in thousands of lines."""
    return printable(name)


def _lines_of(line: Mapping[str, Any]) -> int:
    """How many lines the action of this one has; 0 where it does not say."""
    count = line.get("lines", 0)
    if not isinstance(count, int) or count < ("lines" in line):
        raise ValueError("an action of no line")
    return count


def _asked_of(line: Mapping[str, Any]) -> str:
    """Name of the asking that this line came from; empty where it does not say."""
    asked = line.get("asked", "")
    if not isinstance(asked, str):
        raise TypeError("an asking without a name")
    return asked


def erased_line(line: Mapping[str, Any]) -> Line:
    """The same line without its personal part and its salt; its digests stay."""
    return {k: v for k, v in line.items() if k not in ("personal", "salt")}


def groups(seal: str) -> str:
    """A seal as people read it aloud: eight groups of four characters."""
    return " ".join(seal[i : i + 4] for i in range(0, len(seal), 4))


def stamp(moment: datetime) -> str:
    """An instant as the journal and the exports write it: ISO 8601, UTC, Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant(text: str) -> datetime:
    """The instant that `stamp` wrote.

    Raises:
        ValueError: not an instant with its offset.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("an instant without its offset")
    return moment.astimezone(UTC)
