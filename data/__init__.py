"""All that is read from or written to a disk."""

from __future__ import annotations

from datetime import date

from supervisor.places import lend


def _name_of(code: str, born: date | None) -> str:
    # The table has 39,000 communes: it is loaded for the first birthplace that is a code, and for nothing else.
    from data.reference.places import name_of

    return name_of(code, born)


lend(_name_of)
