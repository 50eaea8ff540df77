"""What a store writes is what the standard library writes, byte by byte: digests on paper are computed over it."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.plain_json import canonical, compact, read_back

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def of_library(value: Any, *, is_sorted: bool = False) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=is_sorted).encode("utf-8")


@given(VALUES)
def test_it_is_written_as_the_library_writes_it(value: Any) -> None:
    """Fractions, huge numbers and all signs included."""
    assert compact(value) == of_library(value)
    assert canonical(value) == of_library(value, is_sorted=True)


def test_every_sign_is_written_as_the_library_writes_it() -> None:
    """Control characters are escaped in one way."""
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x11000), *range(0x11000, 0x110000, 251))))
    assert compact({every: [every]}) == of_library({every: [every]})


@pytest.mark.parametrize(
    "value", [{1: "a", "b": 2}, {"a": {None: 1}}, (1, 2), [math.inf], {"a": (1,)}, {"é": 1e16}, True, "", []]
)
def test_what_is_no_plain_value_is_left_to_the_library(value: Any) -> None:
    """Keys that are no text, fractions and tuples."""
    assert compact(value) == of_library(value)


@pytest.mark.parametrize("write", [compact, canonical])
def test_half_a_character_is_refused_as_ever(write: Any) -> None:
    """No encoding has it: nothing is recorded."""
    with pytest.raises(ValueError):
        write({"text": "\ud800"})


@given(VALUES)
def test_what_is_read_back_is_what_the_library_reads(value: Any) -> None:
    """Or it is left to the library."""
    line = of_library(value)
    try:
        found = read_back(line)
    except ValueError:
        return
    assert repr(found) == repr(json.loads(line))


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1,"a":1}', b'{"a":{"b":1,"b":2}}', b'{"a": 1}', b' {"a":1}', b'{"a":1}\n', b'{"a":"\\u00e9"}',
        b'{"a":01}', b'{"a":1', b"", b'{"a":"\xff"}', b'{"a":1e2}', b"[" * 5000 + b"]" * 5000,
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_left_to_the_library(line: bytes) -> None:
    """A key that stands twice, above all: whoever reads the line by eye may read the other value."""
    with pytest.raises(ValueError):
        read_back(line)


def test_what_is_written_here_is_read_back() -> None:
    """So nearly every line takes the short way."""
    line = compact({"id": 1, "public": {"number": 3, "names": ["Zoé", "\u2028\x7f\t"]}, "none": None, "is": True})
    assert compact(read_back(line)) == line
