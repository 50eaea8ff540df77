"""What a reader asks of a hub, by their own account: heads, lines, names, who read.

Every question is an ordinary query: what somebody may not read is not hidden here, it does not come.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, TypeVar

from data.hub.address import HubAddress
from data.hub.connection import as_hub_errors, connected
from data.hub.errors import NotAllowedError
from data.hub.lines import HubLine
from data.hub.way import Head, Tally
from supervisor.session_facts import Phase

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SeenHead:
    """The last line of a branch, as a reader sees it, and what is known of its session without reading it."""

    root: str
    school: str
    head: Head
    device: str
    """What the machine that sent it is called."""
    seen_at: datetime | None
    """When that machine was last there, by the hub's clock: see `Asking.ago`."""
    waiting: int
    """Lines that it still has to send."""
    tally: Tally | None
    """What the session comes to, as its machine told it with this very line; None: it did not."""
    number: str
    site: str
    room: str
    """Site and room as they were at the session's making."""


@dataclass(frozen=True, slots=True)
class Settled:
    """That a person settled a fork, once: the branch of this line goes on."""

    line: Head
    by: str
    """Who it was, as the hub calls them."""
    at: datetime
    why: str
    """Their reason; empty where they gave none, or this reader may not know it: it may name somebody."""


@dataclass(frozen=True, slots=True)
class Link:
    """One line's place among those of its session, and who sent it."""

    n: int
    digest: str
    previous: str
    device: str
    received_at: datetime
    author: str


_HEADS = """
SELECT head.root, session.school, head.n, head.digest, coalesce(device.name, head.device), device.seen_at,
    coalesce(device.waiting, 0), head.number, head.slot_start, head.slot_end, head.phase,
    head.expected, head.joined, head.running, head.ended, head.absent, head.alerts, head.ends, head.finalise_by,
    session.number, session.site, session.room, statement_timestamp()
FROM vigie.head JOIN vigie.session USING (root)
LEFT JOIN vigie.device ON device.role = head.device
-- Of a session whose first event has not come yet nothing is known.
WHERE head.n > 0 AND (%(roots)s::text[] IS NULL OR head.root = ANY (%(roots)s::text[]))
ORDER BY session.first_at, head.root, head.received_at, head.digest
"""


class Asking:
    """A reader's connection. One thread at a time is in it; one that broke is made anew at the next question."""

    def __init__(self, address: HubAddress) -> None:
        """Connect.

        Raises:
            HubError: the hub does not answer, or this account reads nothing there.
        """
        self.address = address
        self._lock = RLock()
        self._hub_was: tuple[datetime, float] | None = None
        """What the hub's clock said, and when that was by this machine's seconds."""
        self._connection = connected(address, name="vigie review")
        self.kind: str = self._kind_here()
        """« referent », « academie » or « auditor »."""
        if not self.kind:
            self.close()
            raise NotAllowedError(
                f"{address.shown} : ce compte n'y lit rien. Un poste envoie seulement ; pour lire : vigie hub readers."
            )

    def _kind_here(self) -> str:
        """What this account may read; empty: nothing, as that of a device, which may not even ask."""
        try:
            return str(self._rows("SELECT vigie.kind_here()")[0][0] or "")
        except NotAllowedError:
            return ""
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def schools(self) -> Mapping[str, str]:
        """The schools that this reader sees, by their UAI."""
        return dict(self._rows("SELECT id, name FROM vigie.school ORDER BY id"))

    def heads(self, roots: Iterable[str] | None = None) -> list[SeenHead]:
        """The last line of every branch of every session; of these sessions alone where they are named."""
        found = self._rows(_HEADS, roots=None if roots is None else [*roots])
        if found:
            self._hub_was = found[0][-1], time.monotonic()
        return [_head(row[:-1]) for row in found]

    def ago(self, seen: SeenHead) -> timedelta | None:
        """How long ago the machine of a head was there, by the hub's clock: this one's may be wrong. None: never."""
        if seen.seen_at is None or self._hub_was is None:
            return None
        hub_was, then = self._hub_was
        return max(hub_was + timedelta(seconds=time.monotonic() - then) - seen.seen_at, timedelta())

    def links(self, roots: Iterable[str]) -> dict[str, list[Link]]:
        """All lines of these sessions without what they say: where branches part is told by them."""
        rows = self._rows(
            "SELECT root, n, digest, coalesce(previous, ''), coalesce(device.name, line.device), line.received_at, "
            "coalesce(lasting::json ->> 'author', '') "
            "FROM vigie.line LEFT JOIN vigie.device ON device.role = line.device WHERE root = ANY (%(roots)s)",
            roots=[*roots],
        )
        return by_root((root, Link(*row)) for root, *row in rows)

    def settled(self, roots: Iterable[str]) -> dict[str, list[Settled]]:
        """What persons settled of the branches of these sessions, the earliest first."""
        rows = self._rows(
            "SELECT root, n, digest, by, at, why FROM vigie.settlements(%(roots)s) ORDER BY at", roots=[*roots]
        )
        return by_root((root, Settled(Head(n, digest), *told)) for root, n, digest, *told in rows)

    def settle(self, root: str, line: Head, why: str) -> bool:
        """Have it recorded that the branch of this line goes on, and why; False: this account may not."""
        asked = {"root": root, "n": line.n, "digest": line.digest, "why": why}
        return bool(self._rows("SELECT vigie.settle(%(root)s, %(n)s, %(digest)s, %(why)s)", **asked)[0][0])

    def lines(self, after: Mapping[str, int]) -> dict[str, list[HubLine]]:
        """The lines of sessions, every branch's, without anything personal; in one question for all of them.

        Args:
            after: by the root of each session the number behind which its lines begin.
        """
        rows = self._rows(
            "SELECT asked.root, line.n, digest, coalesce(previous, ''), lasting "
            "FROM unnest(%(roots)s::text[], %(numbers)s::int[]) AS asked (root, after) "
            "JOIN vigie.line ON line.root = asked.root AND line.n > asked.after ORDER BY line.n",
            roots=[*after], numbers=[*after.values()],
        )  # fmt: skip
        return by_root((root, HubLine(*row)) for root, *row in rows)

    def personal(self, first: Mapping[str, int]) -> dict[tuple[str, int, str], tuple[str, str]]:
        """Salts and personal parts of sessions, by root, number and digest of their lines.

        Args:
            first: by the root of each session the line from which on they are wanted; from its beginning on, the hub
                notes who asked.
        """
        rows = self._rows(
            "SELECT asked.root, told.n, told.digest, told.salt, told.body "
            "FROM unnest(%(roots)s::text[], %(numbers)s::int[]) AS asked (root, first), "
            "LATERAL vigie.personal_of(asked.root, asked.first) AS told",
            roots=[*first], numbers=[*first.values()],
        )  # fmt: skip
        return {(root, n, digest): (salt, body) for root, n, digest, salt, body in rows}

    def file(self, root: str, file: str) -> Iterator[bytes]:
        """The bytes of a file kept as proof, by their digest, part by part; none where the hub has none.

        It notes who asked.
        """
        begin = 0
        # A hub that gives nothing for ever has nothing to give.
        while part := self._file_part(root, file, begin):
            yield part
            begin += len(part)

    def _file_part(self, root: str, file: str, begin: int) -> bytes | None:
        asked = {"root": root, "file": file, "begin": begin}
        part = self._rows("SELECT vigie.file_part(%(root)s, %(file)s, %(begin)s)", **asked)[0][0]
        return None if part is None else bytes(part)

    def erased(self, roots: Iterable[str]) -> dict[str, frozenset[tuple[int, str]]]:
        """The lines of sessions whose personal part was erased."""
        rows = self._rows("SELECT root, n, digest FROM vigie.erased WHERE root = ANY (%(roots)s)", roots=[*roots])
        found = by_root((root, (n, digest)) for root, n, digest in rows)
        return {root: frozenset(places) for root, places in found.items()}

    def gone(self, roots: Iterable[str]) -> frozenset[str]:
        """Those of these sessions that the hub erased for good, when their time to be kept was over."""
        rows = self._rows("SELECT root FROM vigie.gone WHERE root = ANY (%(roots)s)", roots=[*roots])
        return frozenset(root for (root,) in rows)

    def note(self, verb: str, root: str | None) -> None:
        """Have it noted that somebody reads."""
        self._rows("SELECT vigie.note(%(verb)s, %(root)s)", verb=verb, root=root)

    def accesses(self) -> Sequence[tuple[datetime, str, str, str]]:
        """Who read: instant, who, verb, root of the session; of others only where this account audits."""
        return [
            (at, who, verb, root)
            for at, who, verb, root in self._rows(
                "SELECT at, coalesce(reader.name || ' (' || access.role || ')', access.role), verb, coalesce(root, '') "
                "FROM vigie.access LEFT JOIN vigie.reader USING (role) ORDER BY at"
            )
        ]

    def _rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        with self._lock, as_hub_errors(self.address):
            try:
                return self._connection.execute(statement.encode(), values, binary=True).fetchall()
            except Exception:
                if not self._connection.closed:
                    raise
            # It was cut meanwhile, and nobody told: asked once more.
            self._connection = connected(self.address, name="vigie review")
            return self._connection.execute(statement.encode(), values, binary=True).fetchall()


def by_root(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What is of each session, by its root, in the order in which it is given."""
    found: dict[str, list[T]] = {}
    for root, one in pairs:
        found.setdefault(root, []).append(one)
    return found


_PHASES = frozenset(map(str, Phase))


def _head(row: tuple[Any, ...]) -> SeenHead:
    root, school, n, digest, device, seen_at, waiting, *told, ends, finalise_by, number, site, room = row
    tally = Tally(*(*told, tuple(ends or ()), finalise_by)) if None not in told else None
    if tally is not None and tally.phase not in _PHASES:
        # The word of a newer Vigie says nothing here: the session is read instead.
        tally = None
    number = (tally.number if tally else "") or number
    return SeenHead(root, school, Head(n, digest), device, seen_at, waiting, tally, number, site, room)
