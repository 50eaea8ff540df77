"""The events of a session in their order, which grow by a few at a time and are never changed.

Each state of a session has all events up to it. As a tuple, each action would copy those of the whole day: the later in
the day, the longer a key would take. Here the state after an action shares with the one before it all but the last few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import overload

from supervisor.event import Entry

_BLOCK = 256
"""Events that are kept together; so many at most are copied for one more."""


class Chronicle(Sequence[Entry]):
    """All events of a journal up to some instant, reverted ones included: a tuple of them, cheap to lengthen."""

    __slots__ = ("_asked", "_blocks", "_last", "_length")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._blocks: tuple[tuple[Entry, ...], ...] = ()
        """Those that are full, each of `_BLOCK` events."""
        self._asked: tuple[frozenset[str], ...] = ()
        """The names of the askings that the events of each of them came from."""
        self._last: tuple[Entry, ...] = ()
        """The events behind them: fewer."""
        self._grow(entries)

    def _grow(self, entries: Iterable[Entry]) -> None:
        last = (*self._last, *entries)
        if whole := len(last) // _BLOCK * _BLOCK:
            full = tuple(last[begin : begin + _BLOCK] for begin in range(0, whole, _BLOCK))
            self._blocks += full
            self._asked += tuple(frozenset(entry.asked for entry in block) for block in full)
        self._last = last[whole:]
        self._length = len(self._blocks) * _BLOCK + len(self._last)

    def followed_by(self, entries: Iterable[Entry]) -> Chronicle:
        """These events and, after them, those; this chronicle stays as it is."""
        longer = Chronicle()
        longer._blocks, longer._asked, longer._last = self._blocks, self._asked, self._last
        longer._grow(entries)
        return longer

    def holds_asked(self, name: str) -> bool:
        """Whether an event came from the asking of this name; no event did from one without a name."""
        return bool(name) and (
            any(name in names for names in self._asked) or any(entry.asked == name for entry in self._last)
        )

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Entry]:
        return chain(chain.from_iterable(self._blocks), self._last)

    def __reversed__(self) -> Iterator[Entry]:
        return chain(reversed(self._last), chain.from_iterable(map(reversed, reversed(self._blocks))))

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
        return self._blocks[block][rank] if block < len(self._blocks) else self._last[rank]

    def _slice(self, place: slice) -> tuple[Entry, ...]:
        begin, end, step = place.indices(self._length)
        if step != 1:
            return tuple(self)[place]
        first = begin // _BLOCK
        blocks = (*self._blocks, self._last)[first : -(-end // _BLOCK)]
        return tuple(islice(chain.from_iterable(blocks), begin - first * _BLOCK, max(begin, end) - first * _BLOCK))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Chronicle):
            return self._length == other._length and self._last == other._last and self._blocks == other._blocks
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
