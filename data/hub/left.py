"""Sessions whose time is over here go at the hub too: what a purge left a line of."""

from __future__ import annotations

from pathlib import Path

from data.errors import StoreError
from data.hub.cursor import Cursor
from data.hub.way import Way
from data.left_figures import KNOWN_BY, LeftFigures
from data.rights import PRIVATE


def purge_there(store: Path, way: Way, cursor: Cursor) -> None:
    """Have the hub erase what was purged here and it has not answered yet that it is gone.

    Args:
        store: the store.
        way: to the hub.
        cursor: remembers what is gone there.

    Raises:
        HubError: the hub does not answer.
    """
    try:
        left = LeftFigures(store, PRIVATE).read()
    except StoreError:
        return
    # The line is there before its sessions go: what is still here is not gone.
    here = {known.root[:KNOWN_BY] for known in cursor.files.values()}
    for one in sorted(
        {known for line in left for known in line.covers if known} - here - cursor.purged - cursor.not_yet
    ):
        (cursor.purged if way.purge(one) else cursor.not_yet).add(one)
