"""The way to a hub by PostgreSQL itself: on the school's network, or by VPN."""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple
from typing import Any, LiteralString

from data.hub.address import HubAddress
from data.hub.connection import as_hub_errors, connected
from data.hub.lines import HubLine
from data.hub.texts import Texts, take_texts
from data.hub.watch import waited_for
from data.hub.way import MOST_FILE, Head, Held, NamedFile, Tally

CHANNEL = "vigie"
"""Where those who follow are woken: it says the root of a session, and nothing of anybody."""
FORKS = "vigie_fork"
"""Where those who send are woken: a session of this root has more than one last line."""


class DirectWay:
    """A device's connection to the database."""

    def __init__(self, address: HubAddress, *, acting_as: str = "") -> None:
        """Connect.

        Args:
            address: of the database.
            acting_as: the device that a receiver speaks for; the database takes that word of receivers alone.

        Raises:
            HubError: the hub does not answer, or refuses the account.
        """
        self._address = address
        self._connection = connected(address, name="vigie send")
        self._news: set[str] = set()
        take_texts(self._connection)
        self._connection.add_notify_handler(lambda told: self._news.add(told.payload))
        try:
            with self._asking():
                if acting_as:
                    self._connection.execute("SELECT set_config('vigie.acting_as', %s, false)", [acting_as])
                self._connection.execute(f"LISTEN {FORKS}")
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def _asking(self, size: int = 0) -> Iterator[None]:
        """Whatever goes wrong is told in French, and nothing is waited for without end.

        A server that hangs keeps its connection: no keepalive notices it.

        Args:
            size: bytes that go there first.
        """
        with waited_for(self._cut, size), as_hub_errors(self._address):
            yield

    def _value(self, question: LiteralString, asked: Sequence[object] = (), size: int = 0) -> Any:
        """The one value that is the answer to a question.

        Args:
            question: a call of one function.
            asked: its values.
            size: bytes that go there first.
        """
        with self._asking(size):
            row = self._connection.execute(question, asked).fetchone()
        # One function gives one row.
        assert row is not None
        return row[0]

    def _cut(self) -> None:
        with suppress(Exception), socket.socket(fileno=socket.dup(self._connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)

    def heads(self, roots: Sequence[str]) -> Mapping[str, tuple[Head, ...]]:
        """See `Way`."""
        found: dict[str, tuple[Head, ...]] = dict.fromkeys(roots, ())
        with self._asking():
            for root, n, digest in self._connection.execute("SELECT * FROM vigie.heads(%s)", [[*roots]]):
                found[root] = (*found.get(root, ()), Head(n, digest))
        return found

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        """See `Way`."""
        asked = [root, [head.n for head in chain], [head.digest for head in chain]]
        return int(self._value("SELECT vigie.furthest(%s, %s, %s)", asked))

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        """See `Way`; then those who follow are woken, outside of the transaction."""
        columns = [
            [line.n for line in lines],
            Texts([line.digest for line in lines]),
            Texts([line.previous for line in lines]),
            Texts([line.lasting for line in lines]),
            Texts([line.salt for line in lines]),
            Texts([line.body for line in lines]),
        ]
        with self._asking():
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
        with self._asking():
            self._connection.execute(
                "SELECT vigie.tell(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::timestamptz[], %s::timestamptz)",
                [root, digest, *values],
            )

    def seen(self, waiting: int) -> None:
        """See `Way`."""
        with self._asking():
            self._connection.execute("SELECT vigie.seen(%s)", [waiting])

    def purge(self, root: str) -> bool:
        """See `Way`."""
        return bool(self._value("SELECT vigie.purge(%s)", [root]))

    def held(self, root: str, files: Sequence[NamedFile]) -> Sequence[Held]:
        """See `Way`."""
        columns = [[one.line.n for one in files], [one.line.digest for one in files], [one.file for one in files]]
        with self._asking():
            rows = self._connection.execute(
                "SELECT held FROM vigie.files_held(%s, %s::int[], %s::text[], %s::text[])", [root, *columns]
            ).fetchall()
        return tuple(Held(held) for (held,) in rows)

    def keep(self, root: str, named: NamedFile, content: bytes) -> bool:
        """See `Way`."""
        asked = [*_asked(root, named), content]
        return bool(self._value("SELECT vigie.keep_file(%s, %s, %s, %s, %b)", asked, len(content)))

    def largest(self) -> int:
        """See `Way`. A hub of before films takes what goes as one value."""
        if not self._value("SELECT to_regprocedure('vigie.largest_file()') IS NOT NULL"):
            return MOST_FILE
        return int(self._value("SELECT vigie.largest_file()"))

    def parts(self, root: str, named: NamedFile) -> Mapping[int, int]:
        """See `Way`."""
        with self._asking():
            rows = self._connection.execute("SELECT * FROM vigie.parts_held(%s, %s, %s, %s)", _asked(root, named))
            return dict(rows.fetchall())

    def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
        """See `Way`."""
        asked = [*_asked(root, named), begin, content]
        return bool(self._value("SELECT vigie.keep_part(%s, %s, %s, %s, %s, %b)", asked, len(content)))

    def keep_whole(self, root: str, named: NamedFile, size: int) -> Held:
        """See `Way`."""
        return Held(self._value("SELECT vigie.keep_whole(%s, %s, %s, %s)", _asked(root, named), size))

    def news(self) -> Collection[str]:
        """See `Way`."""
        # What came while nothing was asked; what came with an answer, the handler has taken. `notifies` of the
        # connection would have to be alone: beside a handler it warns, on the terminal of whoever works there.
        with self._asking():
            line = self._connection.pgconn
            line.consume_input()
            while (told := line.notifies()) is not None:
                self._news.add(told.extra.decode(errors="replace"))
        news, self._news = self._news, set()
        return news

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def _asked(root: str, named: NamedFile) -> list[object]:
    """A file of a session, as the hub's functions are asked about it."""
    return [root, named.line.n, named.line.digest, named.file]
