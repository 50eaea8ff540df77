"""A newer list that corrects a name or a birth date: the same person, whom two lists hold for two.

Persons are matched by last name, first name and birth date (RULES.md section 5): « DURANT » put right is somebody new,
and « DURAND » somebody gone. Nothing is guessed; who may be whom is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter

from supervisor.candidate import Identity, plain
from supervisor.situation import Situation

_Trait = tuple[str, str, str]
"""In what two persons may agree, and how that is for one of them."""


def pairs(gone: Iterable[Situation], new: Iterable[Situation]) -> Iterator[tuple[Situation, Situation]]:
    """Who is no longer listed, with the new one who may be the same person; each of them once, the first who may be.

    Two of the three agree then (last name, first name, birth date), or the names changed places.
    """
    # By what they may agree in: a list of one school in place of another's holds thousands.
    by_trait: defaultdict[_Trait, list[tuple[int, Situation]]] = defaultdict(list)
    for rank, who in enumerate(gone):
        for trait in _traits(who.identity):
            by_trait[trait].append((rank, who))
    for alike in by_trait.values():
        alike.reverse()
    taken: set[int] = set()
    for who in new:
        found: list[tuple[int, Situation]] = []
        for trait in _traits(who.identity, is_new=True):
            alike = by_trait.get(trait, [])
            while alike and alike[-1][0] in taken:
                alike.pop()
            found += alike[-1:]
        if found:
            rank, before = min(found, key=itemgetter(0))
            taken.add(rank)
            yield before, who


def _traits(one: Identity, *, is_new: bool = False) -> Iterator[_Trait]:
    """All in which somebody may agree with another person; of a new one with the names in each other's place."""
    last, first, born = plain(one.last_name), plain(one.first_name), str(one.birth_date)
    # Of a double name (« Anne-Marie ») the first part is enough.
    name, beginning = last or one.last_name, first.partition(" ")[0] or one.first_name
    yield "names", name, beginning
    yield "last name and birth", name, born
    yield "first name and birth", beginning, born
    yield ("swapped", f"{first};{last}" if is_new else f"{last};{first}", born)
