"""Which cases of a test `make test` has the time for: those named by its mark `few`; the others are `wide`.

`@pytest.mark.few(typed=(0, 3))` above a test with cases of `typed`: the first and the fourth are looked at in
`make test` too, all in `make wide`. Named by rank, and not case by case: the cases stay one list, read at one glance.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pytest


def leave_to_wide(items: Sequence[pytest.Item]) -> None:
    """Mark those that are not kept.

    Raises:
        pytest.UsageError: a mark names what its test has no cases of, or no case that there is: it would keep nothing.
    """
    for item in items:
        for mark in item.iter_markers("few"):
            if not all(_is_kept(item, argument, ranks) for argument, ranks in mark.kwargs.items()):
                item.add_marker(pytest.mark.wide)


def _is_kept(item: pytest.Item, argument: str, ranks: Collection[int]) -> bool:
    assert isinstance(item, pytest.Function)
    for mark in item.iter_markers("parametrize"):
        names = mark.args[0].replace(" ", "").split(",") if isinstance(mark.args[0], str) else list(mark.args[0])
        if argument in names:
            cases = [_values(case, len(names)) for case in mark.args[1]]
            if not ranks or not set(ranks) <= set(range(len(cases))):
                raise pytest.UsageError(f"{item.nodeid}: few keeps cases {tuple(ranks)} of {argument}: no such case")
            # Where there are several lists pytest numbers the cases through: the rank in one of them is not told.
            own = [item.callspec.params[name] for name in names]
            return any(_are_same(own, cases[rank]) for rank in ranks)
    raise pytest.UsageError(f"{item.nodeid}: few keeps cases of {argument}, of which it has none")


def _values(case: Any, arguments: int) -> Sequence[Any]:
    if isinstance(case, type(pytest.param())):
        return case.values
    return [case] if arguments == 1 else list(case)


def _are_same(some: Sequence[Any], others: Sequence[Any]) -> bool:
    return all(type(one) is type(other) and one == other for one, other in zip(some, others, strict=True))
