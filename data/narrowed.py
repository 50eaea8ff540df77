"""A `Narrowing` as TinyDB queries on a journal's table.

The queries look at what stands in the lines, never at what was once said in them: an erased name matches nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tinydb import where
from tinydb.queries import Query, QueryInstance
from tinydb.table import Table

from supervisor.candidate import plain
from supervisor.event import ActionUndone
from supervisor.narrowing import Narrowing
from supervisor.seal import instant


def matching(table: Table, narrowing: Narrowing) -> tuple[int, ...]:
    """The ids of the events that are wanted, in the order in which they were recorded.

    Args:
        table: the events of one journal.
        narrowing: what is wanted of them.
    """
    return tuple(sorted(document["id"] for document in table.search(query_of(table, narrowing))))


def query_of(table: Table, narrowing: Narrowing) -> QueryInstance:
    """What a document has to be for its event to be wanted; the table says which undo concerns whom."""
    query = Query().noop()
    if narrowing.numbers:
        query &= _with_undos(table, where("public")["number"].one_of(list(narrowing.numbers)))
    if narrowing.kinds:
        query &= where("kind").one_of(sorted(narrowing.event_kinds))
    if narrowing.codes:
        query &= _with_undos(table, _of_codes(table, list(narrowing.codes)))
    if narrowing.author:
        query &= where("author").test(_called(plain(narrowing.author)))
    if narrowing.since is not None:
        query &= where("at").test(_at_or_after(narrowing.since))
    if narrowing.until is not None:
        query &= where("at").test(_at_or_before(narrowing.until))
    return query


def _of_codes(table: Table, codes: list[str]) -> QueryInstance:
    """Events of incidents that bear one of these codes or bore it: recorded, corrected, closed, retracted, answered."""
    public = where("public")
    bears = public["code"].one_of(codes) | public["old_code"].one_of(codes)
    incidents = sorted({line["public"].get("incident", line["id"]) for line in table.search(bears)})
    of_incident = public["incident"].one_of(incidents) | public["for_incident"].one_of(incidents)
    found: QueryInstance = bears | of_incident | where("id").one_of(incidents)
    return found


def _with_undos(table: Table, own: QueryInstance) -> QueryInstance:
    """These events, and whatever undid their actions, or took such an undo back."""
    actions = _actions(table, own)
    while True:
        undone = (where("kind") == ActionUndone.kind_name()) & where("public")["target"].one_of(actions)
        query: QueryInstance = own | undone
        if (found := _actions(table, query)) == actions:
            return query
        actions = found


def _actions(table: Table, query: QueryInstance) -> list[int]:
    return sorted({found["action"] for found in table.search(query)})


def _called(wanted: str) -> Callable[[Any], bool]:
    return lambda value: plain(value) == wanted


# Instants are compared as instants: their texts may be of several offsets.


def _at_or_after(limit: datetime) -> Callable[[Any], bool]:
    return lambda value: instant(value) >= limit


def _at_or_before(limit: datetime) -> Callable[[Any], bool]:
    return lambda value: instant(value) <= limit
