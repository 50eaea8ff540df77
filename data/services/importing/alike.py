"""A newer list that corrects a name or a birth date: the same person, whom two lists hold for two.

Persons are matched by last name, first name and birth date (RULES.md section 5): « DURANT » put right is somebody new,
and « DURAND » somebody gone. Nothing is guessed; who may be whom is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from supervisor.candidate import Identity, plain
from supervisor.situation import Situation


def may_be_one(one: Identity, other: Identity) -> bool:
    """Whether two of the three (last name, first name, birth date) agree, or the names changed places."""
    if one.person_key == other.person_key:
        return False
    agreed = sum(a == b for a, b in zip(_parts(one), _parts(other), strict=True))
    swapped = (plain(one.last_name), plain(one.first_name)) == (plain(other.first_name), plain(other.last_name))
    return agreed >= 2 or (swapped and one.birth_date == other.birth_date)


def _parts(one: Identity) -> tuple[str, str, str]:
    """As they are compared: of a double name (« Anne-Marie ») the first part is enough."""
    first_name = plain(one.first_name).partition(" ")[0] or one.first_name
    return plain(one.last_name) or one.last_name, first_name, str(one.birth_date)


def pairs(gone: Sequence[Situation], new: Iterable[Situation]) -> Iterator[tuple[Situation, Situation]]:
    """Who is no longer listed, with the new one who may be the same person; each of them once."""
    left = list(gone)
    for who in new:
        for other in left:
            if may_be_one(other.identity, who.identity):
                left.remove(other)
                yield other, who
                break
