"""What standard input says, to its end: names and births, texts, the access code."""

from __future__ import annotations

import sys

MOST_BYTES = 1_000_000
"""More than that on standard input is no candidate."""


def read_stdin(prompt: str) -> str:
    """What standard input says, to its end.

    Args:
        prompt: told to whoever types it.
    """
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        # To stderr: what is answered on stdout stays what other programs expect.
        sys.stderr.write(f"{prompt}\n")
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:
        return sys.stdin.read(MOST_BYTES)
    data: bytes = buffer.read(MOST_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A Windows console hands over its own encoding.
        return data.decode("cp1252", "replace")
