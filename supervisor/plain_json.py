"""The JSON that a store keeps: no spaces, UTF-8, keys in their order or sorted, and what it says once read.

What is written is byte by byte what the standard library writes, on every machine and in every version: digests are
computed over it. pydantic's own reader and writer do it in a fifth of the time, for values as journals hold them; any
other value, and any line that is not exactly what they would write, is left to the standard library.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json, to_json

_SEPARATORS = (",", ":")
_ALIKE = frozenset({str, int, bool, type(None)})
"""Kinds of values that are written alike by everybody."""


class _OtherError(Exception):
    """A number with a fraction, or what is no value of JSON: not written alike by everybody."""


def compact(value: Any) -> bytes:
    """A value as it stands in a file: keys in their order."""
    try:
        _check(value)
        return to_json(value)
    except (_OtherError, RecursionError, ValueError):
        return json.dumps(value, ensure_ascii=False, separators=_SEPARATORS).encode("utf-8")


def canonical(value: Any) -> bytes:
    """The one JSON form that digests are computed over: sorted keys, no spaces, UTF-8."""
    try:
        return to_json(_sorted(value))
    except (_OtherError, RecursionError, ValueError):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=_SEPARATORS).encode("utf-8")


def read_back(line: bytes) -> Any:
    """What a line says that is written as `compact` writes it; so none of its objects has a key twice.

    Raises:
        ValueError: it is written otherwise, or no JSON at all.
    """
    document = from_json(line)
    if to_json(document) != line:
        raise ValueError("not as it is written here")
    return document


def _check(value: Any) -> None:
    """Look for what not everybody writes alike."""
    if type(value) is dict:
        for key, part in value.items():
            if type(key) is not str:
                raise _OtherError
            if type(part) not in _ALIKE:
                _check(part)
    elif type(value) is list:
        for part in value:
            _check(part)
    elif type(value) not in _ALIKE:
        raise _OtherError


def _sorted(value: Any) -> Any:
    """The same value, each object with its keys sorted; only of values that everybody writes alike."""
    if type(value) is dict:
        found = {}
        for key in sorted(value):
            part = value[key]
            if type(key) is not str:
                raise _OtherError
            found[key] = part if type(part) in _ALIKE else _sorted(part)
        return found
    if type(value) is list:
        return [_sorted(part) for part in value]
    if type(value) in _ALIKE:
        return value
    raise _OtherError
