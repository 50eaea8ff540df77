"""The branches of a session: one, unless somebody went on with it on two machines. Where they part, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from data.hub.asking import Link, Settled
from data.hub.lines import HubLine
from data.hub.way import Head

L = TypeVar("L", Link, HubLine)


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the ways that a session went on."""

    head: Head
    """Its last line."""
    chain: frozenset[tuple[int, str]]
    """All its lines."""
    device: str = ""
    """The machine that sent the first line of its own; empty where there is no other branch."""
    author: str = ""
    """Who recorded that line."""
    since: datetime | None = None
    """When the hub was given it."""
    own: int = 0
    """How many lines are on no other branch."""
    parts_after: int = 0
    """The last line that it shares with another one."""
    until: datetime | None = None
    """When the hub was given its last line."""
    is_set_aside: bool = False
    """A person settled that another one goes on."""
    settled: Settled | None = None
    """Who settled which one goes on, this one or another, when and why; None: nobody did."""

    @property
    def is_settled(self) -> bool:
        """A person settled which one goes on, this one or another."""
        return self.settled is not None


def branches_of(links: Sequence[Link], heads: Iterable[Head], settled: Sequence[Settled]) -> tuple[Branch, ...]:
    """The branches of a session, in the order in which their own lines began to come.

    Args:
        links: all its lines.
        heads: the last line of each branch.
        settled: what persons settled, the earliest first; what was settled last counts.
    """
    chains = {head: chain_to(head, links) for head in heads}
    places = {head: frozenset((link.n, link.digest) for link in chain) for head, chain in chains.items()}
    goes_on = next((one for one in reversed(settled) if any(_is_on(one.line, p) for p in places.values())), None)
    found = []
    for head, chain in chains.items():
        others = frozenset[tuple[int, str]]().union(*(place for other, place in places.items() if other != head))
        own = [link for link in chain if (link.n, link.digest) not in others]
        first = own[-1] if own and len(places) > 1 else None
        is_set_aside = goes_on is not None and not _is_on(goes_on.line, places[head])
        branch = Branch(head, places[head], own=len(own), is_set_aside=is_set_aside, settled=goes_on)
        if first is not None:
            branch = replace(
                branch, device=first.device, author=first.author, since=first.received_at, until=own[0].received_at,
                parts_after=first.n - 1,
            )  # fmt: skip
        found.append(branch)
    return tuple(sorted(found, key=lambda one: (one.since.timestamp() if one.since else 0, one.head.digest)))


def _is_on(line: Head, chain: frozenset[tuple[int, str]]) -> bool:
    return (line.n, line.digest) in chain


def chain_to(head: Head, lines: Sequence[L]) -> list[L]:
    """The lines of a branch, from its last one back to the first that is there."""
    known = {(line.n, line.digest): line for line in lines}
    chain, place = [], (head.n, head.digest)
    while (line := known.get(place)) is not None:
        chain.append(line)
        place = (line.n - 1, line.previous)
    return chain


def called_apart(branches: Sequence[Branch]) -> list[str]:
    """What branches are called beside each other: by their machine, with a rank where one sent several."""
    names = [branch.device for branch in branches]
    return [
        f"branche de {name}" if names.count(name) == 1 else f"branche {names[:place].count(name) + 1} de {name}"
        for place, name in enumerate(names)
    ]
