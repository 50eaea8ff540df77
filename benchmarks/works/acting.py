"""What one event costs on the disk, beside what would keep it otherwise."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.rooms import NOTE, OLDEST, at, flushes_counted, make_room
from benchmarks.work import Effort, Figure, cpu_ms, in_turn, wall_ms, work
from data.journal import Journal

APPEND, SQLITE = "append 400 bytes + fsync", "sqlite3, WAL, synchronous FULL"
LINE = "x" * 400


def journal_of(folder: Path, events: int) -> Journal:
    """A session of twenty with about so many events."""
    return make_room(folder, 20, OLDEST, running=0, events=events)


def note(journal: Journal) -> None:
    """The action that is measured."""
    journal.act(NOTE, at(OLDEST))


def appending(path: Path) -> Callable[[], object]:
    """The least that keeps a line through a power cut."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append() -> None:
        os.write(fd, LINE.encode())
        os.fsync(fd)

    return append


def in_sqlite(path: Path, rows: int) -> Callable[[], object]:
    """A row of its own transaction, in a database that keeps as much through a power cut."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table events (id integer primary key, line text)")
    database.execute("begin")
    database.executemany("insert into events (line) values (?)", ((LINE,) for _ in range(rows)))
    database.execute("commit")
    return partial(database.execute, "insert into events (line) values (?)", (LINE,))


def in_tinydb(path: Path, rows: int) -> list[float]:
    """TinyDB's own storage writes everything anew, and flushes nothing: a few times are enough."""
    with TinyDB(path) as plain:
        plain.insert_multiple({"id": n, "text": LINE} for n in range(rows))
        return [wall_ms(partial(plain.insert, {"id": 0, "text": LINE})) for _ in range(3)]


@work("act", "Journal.act: one note, decided, sealed, on the disk")
def acts(effort: Effort) -> Iterator[Figure]:
    """At a hundred, a thousand and ten thousand events, in turn with what it is held against."""
    folder = effort.place("act")
    sizes = effort.pick(full=(100, 1_000, 10_000), quick=(100, 5_000), tiny=(40, 60))
    runs = effort.pick(full=300, quick=40, tiny=2)
    journals = {size: journal_of(folder / str(size), size) for size in sizes}
    works: dict[str, Callable[[], object]] = {APPEND: appending(folder / "append")}
    works[SQLITE] = in_sqlite(folder / "sqlite", sizes[-1])
    works |= {f"Journal.act, {size:,} events": partial(note, journal) for size, journal in journals.items()}
    for name, taken in in_turn(works, runs).items():
        yield Figure(name, "ms", taken, APPEND)
    for size in sizes:
        plain = in_tinydb(folder / f"plain-{size}.json", size)
        yield Figure(f"TinyDB's own storage, {size:,} documents, no fsync", "ms", tuple(plain), APPEND)
    spent = in_turn(works, runs, cpu_ms)
    for name in works:
        yield Figure(f"{name}: processor", "ms", spent[name], f"{APPEND}: processor")
    with flushes_counted() as flushes:
        note(journals[sizes[-1]])
    yield Figure("flushes of one action", "", (float(len(flushes)),))


@work("follow", "a board that looks on: to take in one event of another process, and to find that there is none")
def follows(effort: Effort) -> Iterator[Figure]:
    """Whatever the length of the journal, only what is new is read."""
    folder = effort.place("follow")
    runs = effort.pick(full=100, quick=30, tiny=2)
    for size in effort.pick(full=(100, 1_000, 10_000), quick=(100, 2_000), tiny=(40, 60)):
        journal = journal_of(folder / str(size), size)
        looking = Journal.open(journal.path)
        news, nothing = [], []
        for _ in range(runs):
            note(journal)
            news.append(cpu_ms(looking.follow))
            nothing.append(cpu_ms(looking.follow))
        yield Figure(f"one event, {size:,} before it", "ms", tuple(news), series="take in one event", size=size)
        yield Figure(f"nothing, {size:,} events", "ms", tuple(nothing), series="find that there is none", size=size)
