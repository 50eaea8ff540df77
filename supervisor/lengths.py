"""How long what people write may be: what an event holds is told again in lists, tables and papers.

A name of ten thousand letters, pasted by mistake, makes a paper of many pages and no screen shows it; whatever is
longer than this is refused at the key and at the import, never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

LONGEST_TEXT = 500
"""Characters of a name, a place, a seat, a reason: what Pix Certif takes of a description (DOMAIN.md section 5)."""
LONGEST_REPORT = 2_000
"""Characters of what is told at length: a fraud report is to be as precise as possible (DOMAIN.md section 5)."""

_AT_LENGTH = frozenset({"text", "seen", "done", "observations", "remark"})


def name_too_long(*names: str) -> str:
    """What to say of names of which one is longer than it may be: who notes something, who trained whom; empty else."""
    longest = max(map(len, names), default=0)
    if longest <= LONGEST_TEXT:
        return ""
    return f"un nom a {longest} caractères, {LONGEST_TEXT} au plus : raccourcissez-le"


def too_long(event: BaseModel) -> str:
    """What to say of an event that holds a text longer than it may be; empty when none is.

    What stood there before (`old_…`) is of an older Vigie, and no reason to refuse its correction.
    """
    for name, text in _texts(event):
        most = LONGEST_REPORT if name in _AT_LENGTH else LONGEST_TEXT
        if len(text) > most:
            return f"un texte a {len(text)} caractères, {most} au plus : raccourcissez-le"
    return ""


def _texts(model: BaseModel) -> Iterator[tuple[str, str]]:
    for name, value in model:
        if not name.startswith("old_"):
            yield from ((name, text) for text in _strings(value))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, BaseModel):
        return (text for _, text in _texts(value))
    if isinstance(value, tuple):
        return (text for part in value for text in _strings(part))
    return ()
