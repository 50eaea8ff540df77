"""The events of a session in their order, which grow by a few at a time and are never changed.

Each state of a session has all events up to it. As a tuple, each action would copy those of the whole day: the later in
the day, the longer a key would take. Here the state after an action shares with the one before it all but the last few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import overload

from supervisor.event import Entry

_BLOCK = 256
"""Events that are kept together; so many at most are copied for one more."""


class _Block:
    """So many events that stand together for good, and what is looked for among them: gone through once a question.

    All later states share it, with its answers.
    """

    __slots__ = ("_asked", "_authors", "_kinds", "_stories", "entries")

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._asked: frozenset[str] | None = None
        self._authors: frozenset[str] | None = None
        self._kinds: dict[type, tuple[Entry, ...]] | None = None
        self._stories: dict[int, tuple[Entry, ...]] | None = None

    @property
    def asked(self) -> frozenset[str]:
        """The names of the askings that they came from."""
        if self._asked is None:
            self._asked = frozenset(entry.asked for entry in self.entries)
        return self._asked

    @property
    def authors(self) -> frozenset[str]:
        """Who recorded them."""
        if self._authors is None:
            self._authors = frozenset(entry.author for entry in self.entries)
        return self._authors

    @property
    def kinds(self) -> Mapping[type, Sequence[Entry]]:
        """The events of each kind."""
        if self._kinds is None:
            found: dict[type, list[Entry]] = {}
            for entry in self.entries:
                found.setdefault(type(entry.event), []).append(entry)
            self._kinds = {kind: tuple(entries) for kind, entries in found.items()}
        return self._kinds

    def stories(self, before: Chronicle) -> Mapping[int, Sequence[Entry]]:
        """The events of each candidate.

        Args:
            before: these and all that came before them.
        """
        if self._stories is None:
            found: dict[int, list[Entry]] = {}
            for entry in self.entries:
                for number in before.concerned_by(entry):
                    found.setdefault(number, []).append(entry)
            self._stories = {number: tuple(entries) for number, entries in found.items()}
        return self._stories


class Chronicle(Sequence[Entry]):
    """All events of a journal up to some instant, reverted ones included: a tuple of them, cheap to lengthen."""

    __slots__ = ("_blocks", "_last", "_length")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._blocks: tuple[_Block, ...] = ()
        """Those that are full, each of `_BLOCK` events."""
        self._last: tuple[Entry, ...] = ()
        """The events behind them: fewer."""
        self._grow(entries)

    def _grow(self, entries: Iterable[Entry]) -> None:
        last = (*self._last, *entries)
        if whole := len(last) // _BLOCK * _BLOCK:
            self._blocks += tuple(_Block(last[begin : begin + _BLOCK]) for begin in range(0, whole, _BLOCK))
        self._last = last[whole:]
        self._length = len(self._blocks) * _BLOCK + len(self._last)

    def followed_by(self, entries: Iterable[Entry]) -> Chronicle:
        """These events and, after them, those; this chronicle stays as it is."""
        longer = Chronicle()
        longer._blocks, longer._last = self._blocks, self._last
        longer._grow(entries)
        return longer

    def holds_asked(self, name: str) -> bool:
        """Whether an event came from the asking of this name; no event did from one without a name."""
        return bool(name) and (
            any(name in block.asked for block in self._blocks) or any(entry.asked == name for entry in self._last)
        )

    def by(self, author: str) -> Iterator[Entry]:
        """What this author recorded, the latest first; the hours of others are passed over unread."""
        yield from (entry for entry in reversed(self._last) if entry.author == author)
        for block in reversed(self._blocks):
            if author in block.authors:
                yield from (entry for entry in reversed(block.entries) if entry.author == author)

    def of(self, number: int) -> list[Entry]:
        """The events of a candidate, in order of recording; those of others are gone through once, not at each look."""
        told = [entry for block in self._blocks for entry in block.stories(self).get(number, ())]
        return [*told, *(entry for entry in self._last if number in self.concerned_by(entry))]

    def of_kind(self, *kinds: type) -> list[Entry]:
        """The events of these kinds, in order of recording."""
        told = [
            entry for block in self._blocks for kind in kinds if kind in block.kinds for entry in block.kinds[kind]
        ]  # fmt: skip
        told += [entry for entry in self._last if type(entry.event) in kinds]
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
        return chain(chain.from_iterable(block.entries for block in self._blocks), self._last)

    def __reversed__(self) -> Iterator[Entry]:
        return chain(
            reversed(self._last), chain.from_iterable(reversed(block.entries) for block in reversed(self._blocks))
        )

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
        return self._blocks[block].entries[rank] if block < len(self._blocks) else self._last[rank]

    def _slice(self, place: slice) -> tuple[Entry, ...]:
        begin, end, step = place.indices(self._length)
        if step != 1:
            return tuple(self)[place]
        first = begin // _BLOCK
        blocks = (*(block.entries for block in self._blocks[first : -(-end // _BLOCK)]), self._last)
        return tuple(islice(chain.from_iterable(blocks), begin - first * _BLOCK, max(begin, end) - first * _BLOCK))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Chronicle):
            return self._length == other._length and all(map(_is_same, self._whole(), other._whole()))
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def _whole(self) -> Iterator[tuple[Entry, ...]]:
        return chain((self._last,), (block.entries for block in self._blocks))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def _is_same(one: tuple[Entry, ...], other: tuple[Entry, ...]) -> bool:
    """Whether these are the same events; those that two states share are not compared one by one."""
    return one is other or one == other
