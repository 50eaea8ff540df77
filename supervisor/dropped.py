"""A file dropped on the terminal: the path that somebody typed, or that a terminal typed for them."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\([^A-Za-z0-9])")
_FROM_THE_TOP = re.compile(r"[/~]|[A-Za-z]:[\\/]")


def as_dropped(typed: str) -> str:
    """The path that is meant by what a terminal writes for a file that is dropped on it, or by a file's address.

    Between quotation marks, with a backslash before each blank, or « file:///… » with its blanks in figures; a blank
    behind. Whatever begins otherwise is as it was typed.
    """
    text = typed.strip()
    if len(text) > 2 and text[0] == text[-1] and text[0] in "'\"":
        inside = text[1:-1].replace("'\\''", "'") if text[0] == "'" else text[1:-1]
        return inside if _FROM_THE_TOP.match(inside) else typed
    if text.lower().startswith("file://"):
        return _of_address(text) or typed
    if not _FROM_THE_TOP.match(text):
        return typed
    return _ESCAPED.sub(r"\1", text) if text[0] in "/~" and "\\" in text else text


def _of_address(text: str) -> str:
    """The path of a file of this machine by its address; empty where it is no such address."""
    from urllib.parse import unquote, urlsplit

    try:
        address = urlsplit(text)
    except ValueError:
        return ""
    return unquote(address.path) if address.netloc in ("", "localhost") else ""
