"""Small numbers: a figure about fewer than 5 persons is printed « < 5 », and nothing beside it gives it away.

What is printed is a total, its rows (months) and its columns (classes); the cells in between are not printed, but who
knows which class sat in which month knows which of them may hold somebody. Such a table is a flow: from the months
through the cells to the classes, and back through the total. A hidden figure is safe when another table of whole
numbers, with another value in its place, would be printed in the very same way: when one unit more or one less of it
can go round the flow through other figures that are hidden too. That is looked for here, and where there is no way
round, the figures that would cost least are hidden as well.

Source: RULES.md section 10.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

SMALL = 5
"""Fewer persons than that are not told."""
NOT_TOLD = "n.c."
"""« Non communiqué »: nothing can be said without giving a small figure away."""

Cells = Mapping[tuple[str, str], tuple[int, int]]
"""By row and column: how many persons, and how many they could be at most. A pair that is not there cannot hold any."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: exactly, or between two bounds where no more than that may be told."""

    low: int = 0
    high: int | None = 0
    """None: without an upper bound."""

    @property
    def is_exact(self) -> bool:
        """The number itself is told."""
        return self.low == self.high

    def __add__(self, other: Count) -> Count:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count(self.low + other.low, high)

    def __str__(self) -> str:
        """As it is printed: « 12 », « < 5 », « ≥ 5 », « 36 à 40 »."""
        if self.is_exact:
            return str(self.low)
        if self.high is None:
            return f"≥ {self.low}" if self.low else NOT_TOLD
        if self.high < SMALL:
            return f"< {SMALL}"
        return f"{self.low} à {self.high}" if self.low else f"≤ {self.high}"

    @property
    def figure(self) -> int | str:
        """As it is kept: the number, or what is printed in its place."""
        return self.low if self.is_exact else str(self)

    def out_of(self, whole: int) -> Count:
        """What is left of so many: it tells no more than this figure does."""
        return Count(0 if self.high is None else max(0, whole - self.high), max(0, whole - self.low))


def exactly(number: int) -> Count:
    """A figure that may be told."""
    return Count(number, number)


FEWER = Count(0, SMALL - 1)
"""What « < 5 » says."""
_MORE = Count(SMALL, None)
_HIDDEN = {str(hidden): hidden for hidden in (FEWER, _MORE, Count(0, None))}


def read_count(figure: object) -> Count:
    """A figure of one table as it was kept.

    Raises:
        ValueError: it is none.
    """
    if isinstance(figure, str) and figure in _HIDDEN:
        return _HIDDEN[figure]
    if isinstance(figure, int) and not isinstance(figure, bool) and figure >= 0:
        return exactly(figure)
    raise ValueError("no figure")


@dataclass(frozen=True, slots=True)
class Told:
    """A table as it may be printed."""

    total: Count
    rows: dict[str, Count]
    columns: dict[str, Count]


def told(cells: Cells, *, hide_zeros: bool = False) -> Told:
    """What may be printed of a table of persons.

    As long as no figure has to be hidden all are told, zeros included. Else zeros are hidden with the others: that two
    of ten months say « < 5 » would otherwise tell that the eight others had nobody.

    Args:
        cells: the persons, by row and column.
        hide_zeros: zeros are hidden in any case, for what is printed next to tables that are not known now.
    """
    flow = _Flow(cells)
    small = [edge for edge in flow.printed if 0 < edge.value < SMALL]
    if small or hide_zeros:
        for edge in flow.printed:
            if edge.value < SMALL:
                edge.low, edge.high = 0, SMALL - 1
    for edge in small:
        beside = flow.to_hide_for(edge)
        if beside is None:
            return flow.told_without_the_rest()
        for other in beside:
            other.low, other.high = SMALL, None
    return flow.told()


# The flow ----------------------------------------------------------------------------------------------

_Node = tuple[str, str]
_IN: _Node = ("in", "")
_OUT: _Node = ("out", "")


@dataclass(eq=False, slots=True)
class _Edge:
    """A figure: how many go from one node to the other, and between which bounds a reader knows it to be."""

    tail: _Node
    head: _Node
    value: int
    low: int
    high: int | None
    is_printed: bool = True


class _Flow:
    """A table as a flow that goes round."""

    def __init__(self, cells: Cells) -> None:
        rows: dict[str, int] = {}
        columns: dict[str, int] = {}
        for (row, column), (value, _) in cells.items():
            rows[row] = rows.get(row, 0) + value
            columns[column] = columns.get(column, 0) + value
        self._rows = {row: _fixed(_IN, ("row", row), value) for row, value in rows.items()}
        self._columns = {column: _fixed(("column", column), _OUT, value) for column, value in columns.items()}
        self._total = _fixed(_OUT, _IN, sum(rows.values()))
        inner = [
            _Edge(("row", row), ("column", column), value, 0, most, is_printed=False)
            for (row, column), (value, most) in cells.items()
        ]
        self.printed = [*self._rows.values(), *self._columns.values(), self._total]
        self._arcs: dict[_Node, list[tuple[_Edge, _Node, int]]] = {}
        for edge in (*self.printed, *inner):
            self._arcs.setdefault(edge.tail, []).append((edge, edge.head, 1))
            self._arcs.setdefault(edge.head, []).append((edge, edge.tail, -1))

    def to_hide_for(self, edge: _Edge) -> list[_Edge] | None:
        """What else must be hidden so that this figure could be another: nothing when it already could.

        Returns:
            None when not even hiding everything is enough.
        """
        ways = [
            way
            for step, begin, end in ((1, edge.head, edge.tail), (-1, edge.tail, edge.head))
            if _allows(edge, step) and (way := self._way(begin, end, edge)) is not None
        ]
        return min(ways, key=lambda way: way[0])[1] if ways else None

    def _way(self, begin: _Node, end: _Node, but: _Edge) -> tuple[int, list[_Edge]] | None:
        """The cheapest way round for one unit: what it costs, and which figures must be hidden for it."""
        best = {begin: 0}
        ticket = count()
        waiting: list[tuple[int, int, _Node, list[_Edge]]] = [(0, next(ticket), begin, [])]
        while waiting:
            cost, _, node, hidden = heapq.heappop(waiting)
            if node == end:
                return cost, hidden
            if cost > best[node]:
                continue
            for edge, other, price in self._steps(node, but):
                if other not in best or cost + price < best[other]:
                    best[other] = cost + price
                    entry = (cost + price, next(ticket), other, [*hidden, edge] if price else hidden)
                    heapq.heappush(waiting, entry)
        return None

    def _steps(self, node: _Node, but: _Edge) -> Iterator[tuple[_Edge, _Node, int]]:
        for edge, other, step in self._arcs[node]:
            if edge is but:
                continue
            if _allows(edge, step):
                yield edge, other, 0
            elif edge.is_printed and edge.low == edge.high and (step > 0 or edge.value > SMALL):
                yield edge, other, self._price(edge)

    def _price(self, edge: _Edge) -> int:
        """The smallest figures are hidden first, the total last."""
        return edge.value + (self._total.value * len(self.printed) if edge is self._total else 0)

    def told(self) -> Told:
        """The table with what is hidden in it."""
        return Told(_count(self._total), _counts(self._rows), _counts(self._columns))

    def told_without_the_rest(self) -> Told:
        """Only « < 5 » where it applies: with nothing else said, one person less is always possible."""
        for edge in self.printed:
            if edge.value >= SMALL:
                edge.low, edge.high = 0, None
        return self.told()


def _fixed(tail: _Node, head: _Node, value: int) -> _Edge:
    return _Edge(tail, head, value, value, value)


def _allows(edge: _Edge, step: int) -> bool:
    """Whether a reader could believe one more, or one less."""
    return (edge.high is None or edge.value < edge.high) if step > 0 else edge.value > edge.low


def _count(edge: _Edge) -> Count:
    return Count(edge.low, edge.high)


def _counts(edges: Mapping[str, _Edge]) -> dict[str, Count]:
    return {name: _count(edge) for name, edge in edges.items()}
