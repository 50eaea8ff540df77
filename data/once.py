"""Lines whose objects have each key once: two readers of a line never find two different things in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from data.storage import decode
from supervisor.plain_json import read_back
from supervisor.seal import BrokenLineError


class TwiceError(ValueError):
    """An object of JSON has a key twice: who reads it by eye may read the other one."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, each key once; for `decode`."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise TwiceError
    return found


def parsed(line: bytes) -> Mapping[str, Any]:
    """A line of a journal, each key of its objects once.

    Raises:
        BrokenLineError: it is none.
    """
    with suppress(ValueError, RecursionError):
        if isinstance(document := read_back(line), dict):
            return document
    # Not as Vigie writes it, though it may say the same.
    try:
        document = decode(line, once)
    except TwiceError as error:
        raise BrokenLineError("elle dit deux fois la même chose") from error
    except ValueError as error:
        raise BrokenLineError("elle ne peut pas être lue") from error
    if not isinstance(document, dict):
        raise BrokenLineError("elle n'a pas la forme attendue")
    return document
