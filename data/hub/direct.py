"""The way to a hub by PostgreSQL itself: on the school's network, or by VPN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple

from data.hub.address import HubAddress
from data.hub.connection import as_hub_errors, connected
from data.hub.lines import HubLine
from data.hub.way import Head, Tally

CHANNEL = "vigie"
"""Where those who follow are woken: it says the root of a session, and nothing of anybody."""


class DirectWay:
    """A device's connection to the database."""

    def __init__(self, address: HubAddress) -> None:
        """Connect.

        Raises:
            HubError: the hub does not answer, or refuses the account.
        """
        self._address = address
        self._connection = connected(address, name="vigie send")

    def heads(self, roots: Sequence[str]) -> Mapping[str, tuple[Head, ...]]:
        """See `Way`."""
        found: dict[str, tuple[Head, ...]] = dict.fromkeys(roots, ())
        with as_hub_errors(self._address):
            for root, n, digest in self._connection.execute("SELECT * FROM vigie.heads(%s)", [[*roots]]):
                found[root] = (*found.get(root, ()), Head(n, digest))
        return found

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        """See `Way`."""
        asked = [root, [head.n for head in chain], [head.digest for head in chain]]
        with as_hub_errors(self._address):
            row = self._connection.execute("SELECT vigie.furthest(%s, %s, %s)", asked).fetchone()
        return -1 if row is None else int(row[0])

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        """See `Way`; then those who follow are woken, outside of the transaction."""
        columns = [
            [line.n for line in lines],
            [line.digest for line in lines],
            [line.previous or None for line in lines],
            [line.lasting for line in lines],
            [line.salt or None for line in lines],
            [line.body or None for line in lines],
        ]
        with as_hub_errors(self._address):
            rows = self._connection.execute(
                "SELECT n, digest FROM vigie.add(%s, %s::int[], %s::text[], %s::text[], %s::text[], %s::text[], "
                "%s::text[])",
                [root, *columns],
            ).fetchall()
            self._connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, root])
        return tuple(Head(*row) for row in rows)

    def tell(self, root: str, digest: str, tally: Tally) -> None:
        """See `Way`."""
        values = [list(value) if isinstance(value, tuple) else value for value in astuple(tally)]
        with as_hub_errors(self._address):
            self._connection.execute(
                "SELECT vigie.tell(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::timestamptz[], %s::timestamptz)",
                [root, digest, *values],
            )

    def seen(self, waiting: int) -> None:
        """See `Way`."""
        with as_hub_errors(self._address):
            self._connection.execute("SELECT vigie.seen(%s)", [waiting])

    def purge(self, root: str) -> bool:
        """See `Way`."""
        with as_hub_errors(self._address):
            row = self._connection.execute("SELECT vigie.purge(%s)", [root]).fetchone()
        return bool(row and row[0])

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
