"""Rows below the header that are nobody: a total, « Fait à Brest, le 3 mars », what a star in a name means."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.roster.wording import quoted
from supervisor.candidate import plain

_SUMS_UP = re.compile(
    r"(?:(?:sous )?(?:total|totaux)|effectifs?|nombre|nb|moyenne|somme|legende|nota|remarques?|signatures?|"
    r"(?:fait|edite|imprime) le|fait a|page|source)(?!\S)"
)
"""How such a row begins, folded."""
_SURNAMES = frozenset({"nombre", "somme", "nota", "page", "source"})
"""Those of them that people are called too: alone, they may be a candidate half written."""
_COUNTS = re.compile(r"[:\d]")
_EXPLAINS = re.compile(r"\s*(?:\*+|[¹²³]|\([0-9*]\)|[→•–-])\s*\w")
"""« * tiers temps »: what a sign beside a name means."""


class Nobody(NamedTuple):
    """A row that names no candidate."""

    sentence: str
    is_sure: bool
    """It says itself what it is: it is passed; any other is an error to settle."""


def nobody_in(last_name: str, first_name: str) -> Nobody | None:
    """What a row is that has no birth date, if it seems to be no candidate's.

    Args:
        last_name: its text where the last names stand.
        first_name: its text where the first names stand.
    """
    if any(map(str.isalpha, first_name)) or not last_name:
        return None
    found = _SUMS_UP.match(plain(last_name))
    sums_up = found and (found[0] not in _SURNAMES or _COUNTS.search(last_name + first_name))
    if sums_up or _EXPLAINS.match(last_name):
        return Nobody(f"{quoted(last_name)} n'est pas un candidat ; la ligne est passée.", is_sure=True)
    return Nobody(
        f"{quoted(last_name)} n'a ni prénom ni date de naissance ; complétez la ligne, ou supprimez-la si ce n'est pas "
        "un candidat.",
        is_sure=False,
    )
