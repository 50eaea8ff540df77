"""One day of an académie, by run: its sessions sent as they happen, at the pace that one small server can take them.

On paper, by HUB's rates: 238 schools with ten rooms of twenty candidates, 8.4 lines a candidate, make 400,000 lines in
a day, 200 a second at the welcome, 1,000 at five times that. What is measured is how fast one server takes a day in
line by line, as live rooms send, with the laptops on the same two cores; what a connection that waits costs it; how
large it all becomes; how long those who look wait for it.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rooms import make_year
from benchmarks.work import Effort, Figure, SkippedError, wall_ms, work
from benchmarks.works.hub import a_hub, by_socket, uai
from data.archive import journals_of
from data.hub.connection import connected
from data.hub.direct import DirectWay
from data.hub.enrolment import Account
from data.hub.lines import HubLine, Outbox, batches, outbox_of
from data.hub.way import BATCH
from tests.hub.conftest import Hub

PEAK = 1_000
"""Lines a second: five times what an académie makes at the welcome."""
SENDERS = 16
"""Connections that send at the same time; of 2,380 rooms so many send within the same few milliseconds."""


@work("hub day", "one day of an académie at one hub: 238 schools x 10 rooms x 20 candidates", is_long=True)
def hub_day(effort: Effort) -> Iterator[Figure]:
    """The day, its evening, and what is looked at meanwhile."""
    schools, rooms = effort.pick(full=(238, 10), quick=(20, 10), tiny=(2, 2))
    store = effort.place("day")
    make_year(store, schools * rooms)
    boxes = [outbox_of(path.read_bytes()) for path in journals_of(store)]
    with a_hub() as hub:
        yield from _day(effort, hub, boxes, schools)


def _day(effort: Effort, hub: Hub, boxes: Sequence[Outbox], schools: int) -> Iterator[Figure]:
    accounts = [hub.device("salle", uai(n)) for n in range(schools)]
    rooms = len(boxes) // schools
    of_school = [boxes[n * rooms : (n + 1) * rooms] for n in range(schools)]
    live = effort.pick(full=20_000, quick=3_000, tiny=20)
    begun, lines = time.perf_counter(), _send(hub, accounts, of_school, live, at_once=1)
    pace = lines / (time.perf_counter() - begun)
    yield Figure("lines taken in one by one, each flushed", "lines/s", (pace,))
    yield Figure("the same in times of the peak of an académie", "x", (pace / PEAK,))
    begun, lines = time.perf_counter(), _send(hub, accounts, of_school, 10**9, at_once=BATCH)
    yield Figure(
        "the rest of the day, caught up in batches of 500", "lines/s", (lines / (time.perf_counter() - begun),)
    )
    whole = sum(len(box.lines) for box in boxes)
    with connected(hub.address) as connection:
        [(size, count)] = connection.execute(
            "SELECT pg_database_size(current_database()), (SELECT count(*) FROM vigie.line)"
        )
        if count != whole:
            raise RuntimeError(f"the hub has {count} lines of {whole}")
    yield Figure(f"the day on the disk, {whole:,} lines", "MB", (size / 1e6,))
    yield Figure("a line on the disk", "B", (size / count,))
    reader = connected(by_socket(hub, hub.reader("academie")))
    heads = "SELECT root, n, digest, number, running, alerts FROM vigie.head"
    looked = tuple(
        wall_ms(lambda: reader.execute(heads).fetchall()) for _ in range(effort.pick(full=30, quick=10, tiny=2))
    )
    yield Figure(f"all heads, {len(boxes):,} sessions, by the rights of an académie", "ms", looked)
    reader.close()
    yield Figure("a connection that waits, in the server's memory", "MB", (_waiting(hub, accounts),))


def _send(
    hub: Hub, accounts: Sequence[Account], of_school: Sequence[Sequence[Outbox]], most: int, *, at_once: int
) -> int:
    """Each sender has schools of its own; the lines of their rooms go round in turn, as they would be noted."""
    sent = [0] * SENDERS
    failed: list[BaseException] = []

    def work_of(sender: int) -> None:
        try:
            for n in range(sender, len(accounts), SENDERS):
                way = DirectWay(by_socket(hub, accounts[n]))
                for root, lines in _in_turn(of_school[n], at_once):
                    if sent[sender] >= most // SENDERS:
                        break
                    way.add(root, lines)
                    sent[sender] += len(lines)
                way.close()
        except BaseException as error:  # noqa: BLE001  told by whoever waits for the thread
            failed.append(error)

    threads = [threading.Thread(target=work_of, args=(sender,)) for sender in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(sent)


def _in_turn(rooms: Sequence[Outbox], at_once: int) -> Iterator[tuple[str, Sequence[HubLine]]]:
    pieces = [list(batches(box.lines, at_once)) for box in rooms]
    for rank in range(max(map(len, pieces))):
        for box, piece in zip(rooms, pieces, strict=True):
            if rank < len(piece):
                yield box.root, piece[rank]


def _waiting(hub: Hub, accounts: Sequence[Account]) -> float:
    """Megabytes that a backend has for itself, once it has taken lines in and waits."""
    ways = [DirectWay(by_socket(hub, account)) for account in accounts[:20]]
    own = []
    for way in ways:
        way.heads(["0" * 64])
        way.seen(0)
    with connected(hub.address) as connection:
        pids = [
            row[0]
            for row in connection.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'vigie send'")
        ]
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        own.append(sum(int(kb) for kb in re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.MULTILINE)) / 1000)
    for way in ways:
        way.close()
    if not own:
        raise SkippedError(f"the memory of another account's processes cannot be read here (uid {os.getuid()})")
    return sum(own) / len(own)
