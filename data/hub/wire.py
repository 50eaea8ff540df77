"""What is said over a line to a hub: one JSON document a line, a question then its answer, so long and no longer.

Both ends begin with the version that they speak. Whatever else comes ends the line: nothing is guessed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from data.hub.errors import (
    ErasedForGoodError,
    GarbledError,
    HubError,
    NotAllowedError,
    OtherSchoolError,
    RefusedLinesError,
    TooLargeError,
    UnreachableError,
)
from data.hub.lines import HubLine
from data.hub.way import Head, NamedFile, Tally
from data.storage import decode, encode

VERSION = 1
HELLO = "vigie-hub"
TAKES = "takes"
"""What a hub's end says behind its hello: what it knows beside the words of the first version."""
FILMS = "films"
"""It takes files in parts, and says how large they may be."""
LONGEST = 1 << 25
"""Bytes of one document at most."""
PART = 1 << 22
"""Bytes of lines that are sent together, unless one alone is longer."""

KINDS: Mapping[str, type[HubError]] = {
    "unreachable": UnreachableError, "erased": ErasedForGoodError, "school": OtherSchoolError,
    "lines": RefusedLinesError, "size": TooLargeError, "account": NotAllowedError, "hub": HubError,
}  # fmt: skip
"""What may stand against a question, by its word; the nearest first."""


def read(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next document; None at the end of the line.

    Raises:
        GarbledError: it is no document, or longer than any is.
        OSError: the line is broken.
    """
    text = stream.readline(LONGEST + 1)
    if not text:
        return None
    if len(text) > LONGEST:
        raise GarbledError("Une ligne trop longue est arrivée : ce n'est pas une Vigie qui parle.")
    try:
        document = decode(text.removesuffix(b"\n"))
    except ValueError as error:
        raise GarbledError("Ce qui est arrivé ne peut pas être lu : ce n'est pas une Vigie qui parle.") from error
    if not text.endswith(b"\n") or not isinstance(document, dict):
        raise GarbledError("Ce qui est arrivé n'a pas la forme attendue : ce n'est pas une Vigie qui parle.")
    return document


def write(stream: IO[bytes], document: Mapping[str, Any]) -> None:
    """Say a document.

    Raises:
        OSError: the line is broken.
    """
    stream.write(encode(document))
    stream.flush()


def packed(line: HubLine) -> list[Any]:
    """A line of a journal, as it travels."""
    return [line.n, line.digest, line.previous, line.lasting, line.salt, line.body]


def heads_packed(heads: Iterable[Head]) -> list[list[Any]]:
    """Places of lines, as they travel."""
    return [[head.n, head.digest] for head in heads]


def file_packed(named: NamedFile) -> list[Any]:
    """A file that a line names, as it travels: without its bytes."""
    return [named.line.n, named.line.digest, named.file]


def content_packed(content: bytes) -> str:
    """The bytes of a file, as they travel; of the largest that a hub takes they are less than `LONGEST`."""
    return b64encode(content).decode()


def parts(lines: Sequence[HubLine]) -> list[list[HubLine]]:
    """The same lines in their order, so many bytes together."""
    found: list[list[HubLine]] = [[]]
    size = 0
    for line in lines:
        length = len(line.lasting) + len(line.body)
        if found[-1] and size + length > PART:
            found.append([])
            size = 0
        found[-1].append(line)
        size += length
    return found


def tally_packed(tally: Tally) -> dict[str, Any]:
    """What a session comes to, as it travels."""
    return {
        "number": tally.number, "slot_start": tally.slot_start.isoformat(), "slot_end": tally.slot_end.isoformat(),
        "phase": tally.phase, "expected": tally.expected, "joined": tally.joined, "running": tally.running,
        "ended": tally.ended, "absent": tally.absent, "alerts": tally.alerts,
        "ends": [end.isoformat() for end in tally.ends],
        "finalise_by": tally.finalise_by.isoformat() if tally.finalise_by is not None else None,
    }  # fmt: skip
