"""The spaces of French typography. Apart from the other words, so that `vigie --help` needs nothing else."""

from __future__ import annotations

import re

NB = "\N{NO-BREAK SPACE}"
_BEFORE = re.compile(r" (?=[;:?!»%])")
_AFTER = re.compile(r"« ")


def typographic(sentence: str) -> str:
    """The same sentence with the non-breaking spaces of French typography."""
    return _AFTER.sub(f"«{NB}", _BEFORE.sub(NB, sentence))
