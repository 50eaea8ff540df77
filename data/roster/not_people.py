"""Rows below the header that are nobody: a total, « Fait à Brest, le 3 mars », what a star in a name means."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.roster.wording import quoted
from supervisor.candidate import plain

_SUMS_UP = re.compile(
    r"(?:sous )?totaux|(?:sous )?total|effectifs?|nombre|nb|moyenne|somme|legende|nota|nb|remarques?|signatures?|"
    r"fait a|fait le|edite le|imprime le|page|source"
)
"""How such a row begins, folded."""
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
    folded = plain(last_name)
    found = _SUMS_UP.match(folded)
    if (found and (found.end() == len(folded) or folded[found.end()] == " ")) or _EXPLAINS.match(last_name):
        return Nobody(f"{quoted(last_name)} n'est pas un candidat ; la ligne est passée.", is_sure=True)
    return Nobody(
        f"{quoted(last_name)} n'a ni prénom ni date de naissance ; complétez la ligne, ou supprimez-la si ce n'est pas "
        "un candidat.",
        is_sure=False,
    )
