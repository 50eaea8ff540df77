"""The events of a session in their order, which grow by a few at a time and are never changed.

Each state of a session has all events up to it. As a tuple, each action would copy those of the whole day: the later in
the day, the longer a key would take. Here the state after an action shares with the one before it all but the last few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import TypeVar, overload

from supervisor.event import Entry

_BLOCK = 256
"""Events that are kept together; so many at most are copied for one more."""

_K = TypeVar("_K", bound=Hashable)


class _Block:
    """Events that stand together, and what is looked for among them: gone through once a question.

    All states that have them share it, with its answers.
    """

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._stories: Mapping[int, Sequence[Entry]] | None = None

    @cached_property
    def asked(self) -> frozenset[str]:
        """The names of the askings that they came from."""
        return frozenset(entry.asked for entry in self.entries)

    @cached_property
    def authors(self) -> frozenset[str]:
        """Who recorded them."""
        return frozenset(entry.author for entry in self.entries)

    @cached_property
    def kinds(self) -> Mapping[type, Sequence[Entry]]:
        """The events of each kind."""
        return _grouped((type(entry.event), entry) for entry in self.entries)

    def stories(self, before: Chronicle) -> Mapping[int, Sequence[Entry]]:
        """The events of each candidate.

        Args:
            before: these and all that came before them.
        """
        if self._stories is None:
            self._stories = _grouped((number, e) for e in self.entries for number in before.concerned_by(e))
        return self._stories


def _grouped(pairs: Iterable[tuple[_K, Entry]]) -> dict[_K, list[Entry]]:
    found: dict[_K, list[Entry]] = defaultdict(list)
    for key, entry in pairs:
        found[key].append(entry)
    return found


class Chronicle(Sequence[Entry]):
    """All events of a journal up to some instant, reverted ones included: a tuple of them, cheap to lengthen."""

    __slots__ = ("_blocks", "_length")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._take((), tuple(entries))

    def _take(self, full: tuple[_Block, ...], behind: tuple[Entry, ...]) -> None:
        ranges = range(0, len(behind), _BLOCK)
        self._blocks = (*full, *(_Block(behind[begin : begin + _BLOCK]) for begin in ranges))
        """Each of `_BLOCK` events; the last may have fewer, none has none."""
        self._length = len(full) * _BLOCK + len(behind)

    def followed_by(self, entries: Iterable[Entry]) -> Chronicle:
        """These events and, after them, those; this chronicle stays as it is."""
        longer, full = Chronicle(), self._length // _BLOCK
        longer._take(self._blocks[:full], (*chain.from_iterable(b.entries for b in self._blocks[full:]), *entries))
        return longer

    def holds_asked(self, name: str) -> bool:
        """Whether an event came from the asking of this name; no event did from one without a name."""
        return bool(name) and any(name in block.asked for block in self._blocks)

    def by(self, author: str) -> Iterator[Entry]:
        """What this author recorded, the latest first; the hours of others are passed over unread."""
        for block in reversed(self._blocks):
            if author in block.authors:
                yield from (entry for entry in reversed(block.entries) if entry.author == author)

    def of(self, number: int) -> list[Entry]:
        """The events of a candidate, in order of recording; those of others are gone through once, not at each look."""
        return [entry for block in self._blocks for entry in block.stories(self).get(number, ())]

    def of_kind(self, *kinds: type) -> list[Entry]:
        """The events of these kinds, in order of recording."""
        told = [entry for block in self._blocks for kind in kinds for entry in block.kinds.get(kind, ())]
        return told if len(kinds) == 1 else sorted(told, key=lambda entry: entry.id)

    def concerned_by(self, entry: Entry) -> tuple[int, ...]:
        """The candidates that one of these events concerns; empty for the session as a whole.

        An undo concerns those of the action that it reverts, which stands before it: the answer never changes.
        """
        number = getattr(entry.event, "number", None)
        if isinstance(number, int):
            return (number,)
        target = getattr(entry.event, "target", None)
        if isinstance(target, int):
            return tuple(dict.fromkeys(n for e in self.of_action(target) for n in self.concerned_by(e)))
        return ()

    def of_action(self, action: int) -> tuple[Entry, ...]:
        """All events of one action: they were written together, so they stand together."""
        first = action - 1
        last = first
        while last < self._length and self[last].action == action:
            last += 1
        return self[first:last]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(block.entries for block in self._blocks)

    def __reversed__(self) -> Iterator[Entry]:
        return chain.from_iterable(reversed(block.entries) for block in reversed(self._blocks))

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, place: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(place, slice):
            return self._slice(place)
        if place < 0:
            place += self._length
        if not 0 <= place < self._length:
            raise IndexError("no such event")
        block, rank = divmod(place, _BLOCK)
        return self._blocks[block].entries[rank]

    def _slice(self, place: slice) -> tuple[Entry, ...]:
        begin, end, step = place.indices(self._length)
        if step != 1:
            return tuple(self)[place]
        first = begin // _BLOCK
        blocks = (block.entries for block in self._blocks[first : -(-end // _BLOCK)])
        return tuple(islice(chain.from_iterable(blocks), begin - first * _BLOCK, max(begin, end) - first * _BLOCK))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Chronicle):
            # From the end: there two states of one session differ.
            return self._length == other._length and all(map(_is_same, reversed(self._blocks), reversed(other._blocks)))
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def _is_same(one: _Block, other: _Block) -> bool:
    """Whether these are the same events; those that two states share are not compared one by one."""
    return one is other or one.entries == other.entries
