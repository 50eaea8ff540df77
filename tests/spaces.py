"""What is told with spaces that do not break, as one types it."""

from __future__ import annotations


def plain_spaces(text: str) -> str:
    """The same text, its non-breaking spaces as spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
