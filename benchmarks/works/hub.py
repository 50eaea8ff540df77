"""The hub, beside bare `COPY` into the same server: lines, a catch-up, followers, heads; and the board beside it.

The server is one of our own in a folder that goes at the end; without PostgreSQL the works say so.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.rooms import OLDEST, at, make_room, make_year
from benchmarks.terminal import running
from benchmarks.work import Effort, Figure, SkippedError, in_turn, wall_ms, work
from benchmarks.works.acting import journal_of, note
from benchmarks.works.keys import latencies
from benchmarks.works.wire import board, rest, settings
from data.archive import journals_of
from data.hub.address import HubAddress
from data.hub.asking import Asking
from data.hub.connection import connected
from data.hub.cursor import Cursor
from data.hub.enrolment import Account
from data.hub.installing import install
from data.hub.lines import HubLine, batches, outbox_of
from data.hub.sending import send
from data.hub.way import BATCH
from data.journal import Journal
from supervisor.action import Reopen
from tests.hub.conftest import Hub
from tests.hub.server import new_server, server_programs

if TYPE_CHECKING:
    import psycopg

COPY_PEER = f"bare COPY, {BATCH} lines a transaction"
_PLAIN = "CREATE TABLE bare (n int, digest text, previous text, lasting text, salt text, body text)"


@contextmanager
def a_hub() -> Iterator[Hub]:
    """A hub with nothing in it, on a server of its own.

    Raises:
        SkippedError: there is no PostgreSQL server here.
    """
    if server_programs() is None:
        raise SkippedError("no PostgreSQL server here: apt install postgresql")
    hub = Hub(new_server(), "hub")
    hub.server.start()
    try:
        with connected(hub.server.address()) as connection:
            connection.execute("CREATE DATABASE hub")
        install(hub.address)
        yield hub
        for way in hub.ways:
            way.close()
    finally:
        hub.server.kill()


def uai(n: int) -> str:
    """What one of many schools is called by."""
    return f"{750_0000 + n:07d}A"


def by_socket(hub: Hub, account: Account) -> HubAddress:
    """Where an account gets in without its password: every account is trusted there."""
    return hub.server.address(hub.database, role=account.role)


def _copied(connection: psycopg.Connection[tuple[Any, ...]], lines: Sequence[HubLine]) -> None:
    """The same lines into a table without rules, by the fastest way that PostgreSQL has."""
    with connection.transaction(), connection.cursor().copy("COPY bare FROM STDIN") as copy:
        for line in lines:
            copy.write_row((line.n, line.digest, line.previous, line.lasting, line.salt, line.body))


def _rate(add: Callable[[Sequence[HubLine]], object], pieces: Sequence[Sequence[HubLine]]) -> float:
    """Lines a second, piece by piece."""
    begun = time.perf_counter()
    for piece in pieces:
        add(piece)
    return sum(map(len, pieces)) / (time.perf_counter() - begun)


@work("hub-lines", "lines that a hub takes in, proved by it, in one connection; beside bare COPY in the same run")
def lines(effort: Effort) -> Iterator[Figure]:
    """One by one, and in batches of five hundred."""
    many, one_by_one, runs = effort.pick(full=(10_000, 1_000, 3), quick=(2_000, 60, 1), tiny=(60, 5, 1))
    told: dict[str, list[float]] = {COPY_PEER: [], f"hub, batches of {BATCH}": [], "hub, one by one": []}
    with a_hub() as hub, connected(hub.address) as connection:
        way = hub.way(hub.device())
        connection.execute(_PLAIN)
        for run in range(runs):
            box = outbox_of(journal_of(effort.place(f"lines-{run}"), many).path.read_bytes())
            pieces = list(batches(box.lines, BATCH))
            told[COPY_PEER].append(_rate(partial(_copied, connection), pieces))
            told[f"hub, batches of {BATCH}"].append(_rate(partial(way.add, box.root), pieces))
            box = outbox_of(journal_of(effort.place(f"single-{run}"), one_by_one).path.read_bytes())
            told["hub, one by one"].append(_rate(partial(way.add, box.root), list(batches(box.lines, 1))))
    for name, found in told.items():
        yield Figure(name, "lines/s", tuple(found), COPY_PEER)


@work("hub-catch-up", "a laptop that comes back: one pass over its store, read, sent and acknowledged")
def catch_up(effort: Effort) -> Iterator[Figure]:
    """Ten thousand lines, by PostgreSQL itself; then a pass that finds nothing to send."""
    many, runs = effort.pick(full=(10_000, 3), quick=(3_000, 1), tiny=(60, 1))
    with a_hub() as hub:
        way = hub.way(hub.device())
        taken: list[float] = []
        nothing: list[float] = []
        for run in range(runs):
            root = effort.place(f"catch-up-{run}")
            journal_of(root, many)
            cursor = Cursor()
            for found in (taken, nothing):
                found.append(wall_ms(partial(send, root, way, cursor)))
    yield Figure(f"{many:,} lines, direct", "ms", tuple(taken))
    yield Figure("a pass that finds nothing", "ms", tuple(nothing))


@work("hub-follow", "from an action that is on the laptop's disk to whoever follows: sent at once, woken by NOTIFY")
def follow(effort: Effort) -> Iterator[Figure]:
    """With one, twenty and two hundred live sessions in the store of the sender."""
    many = effort.pick(full=200, quick=20, tiny=2)
    for sessions in effort.pick(full=(1, 20, 200), quick=(1, 20), tiny=(1,)):
        root = effort.place(f"follow-{sessions}")
        make_year(root, sessions)
        journals = [_opened(path) for path in journals_of(root)]
        with a_hub() as hub, connected(hub.address) as connection:
            way, cursor = hub.way(hub.device()), Cursor()
            taken: list[float] = []
            send(root, way, cursor)
            connection.execute("LISTEN vigie")
            for rank in range(many):
                note(journals[rank % len(journals)])
                begun = time.perf_counter()
                send(root, way, cursor)
                # A connection answers nothing while it waits to be woken.
                for woken in list(connection.notifies(timeout=60, stop_after=1)):
                    connection.execute("SELECT max(n) FROM vigie.line WHERE root = %s", [woken.payload]).fetchone()
                taken.append((time.perf_counter() - begun) * 1000)
        yield Figure(f"{sessions} live sessions", "ms", tuple(taken))


def _opened(path: Path) -> Journal:
    """A closed session of a made year, opened again so that it goes on."""
    journal = Journal.open(path)
    journal.act(Reopen("mesure"), at(OLDEST))
    return journal


@work(
    "hub-heads",
    "a hub that holds a whole académie: the list of all heads, by the device that has them all",
    is_long=True,
)
def heads(effort: Effort) -> Iterator[Figure]:
    """As many journals as an académie has in a week."""
    sessions, runs = effort.pick(full=(2_380, 15), quick=(20, 5), tiny=(3, 1))
    root = effort.place("heads")
    lines_made = make_year(root, sessions)
    what = f"{sessions:,} journals, {lines_made:,} lines"
    with a_hub() as hub, connected(hub.address) as connection:
        way = hub.way(hub.device())
        begun = time.perf_counter()
        sent = send(root, way, Cursor())
        yield Figure(f"to send them all, {what}", "lines/s", (lines_made / (time.perf_counter() - begun),))
        connection.execute("ANALYZE")
        reader = Asking(hub.address_of(hub.reader("academie")))
        works: dict[str, Callable[[], object]] = {
            f"all heads, as a device asks, {what}": partial(way.heads, [one.root for one in sent]),
            f"all heads with what is told of them, as an académie asks, {what}": reader.heads,
        }
        for name, taken in in_turn(works, runs).items():
            yield Figure(name, "ms", taken)
        reader.close()


@work(
    "hub-board",
    "a board whose lines go to a hub: up, hanging (it accepts and never answers), down; beside none",
    is_long=True,
)
def boards(effort: Effort) -> Iterator[Figure]:
    """Nothing that is recorded waits for it: the key, and the board at rest."""
    keys, seconds = effort.pick(full=(60, 12.0), quick=(8, 4.0), tiny=(1, 0.5))
    candidates = effort.pick(full=200, quick=200, tiny=4)
    none = "no hub"
    with a_hub() as hub, socket.create_server(("127.0.0.1", 0)) as hanging:
        up = hub.address_of(hub.device()).text
        addresses = {
            none: "",
            "hub up": up,
            "hub hanging": up.replace(f":{hub.server.port}/", f":{hanging.getsockname()[1]}/"),
            "hub down": up.replace(f":{hub.server.port}/", ":9/"),
        }
        for name, address in addresses.items():
            store = effort.place(name.replace(" ", "-"))
            make_room(store, candidates, datetime.now(UTC), running=1)
            changed = {"VIGIE_SETTINGS": settings(store)} | ({"VIGIE_HUB": address} if address else {})
            with running(board(store, 0), **changed) as program:
                taken = latencies(program, candidates, keys)
            yield Figure(f"key to the picture of what is on disk, {name}", "ms", taken, _beside(none))
            share, _ = rest(board(store), seconds, **changed)
            yield Figure(f"share of a core at rest, {name}", "%", (share,), f"share of a core at rest, {none}")


def _beside(name: str) -> str:
    return f"key to the picture of what is on disk, {name}"
