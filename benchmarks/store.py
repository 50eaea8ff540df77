"""What one event costs on the disk, and what opening a journal costs, as it grows."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.measure import milliseconds, row, title
from data.archive import Archive
from data.journal import Journal
from data.reference import read_reference
from supervisor.action import Context, CreateSession, Mark, NewCandidate, WriteNote
from supervisor.candidate import Identity
from supervisor.folding import fold
from supervisor.reference import Header

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SIZES = (100, 1_000, 10_000)
RUNS = 30


def rehearse(root: Path, events: int) -> Journal:
    """A session of 20 fictive candidates with about so many events."""
    names = tuple(NewCandidate(Identity(last_name=f"FICTIF {n}", first_name="Camille")) for n in range(1, 21))
    header = Header(timezone="Europe/Paris", reference=read_reference())
    session = CreateSession("208", date(2026, 11, 23), "09:00", candidates=names)
    journal = Archive(root).create(header, session, context())
    journal.act(Mark("join", tuple(range(1, 21))), context())
    while journal.session.last_id < events:
        journal.act(Mark("presence", (1,)), context())
    return journal


def context() -> Context:
    """Who measures."""
    return Context(NOW + timedelta(minutes=1), "bench", "bench")


def main() -> None:
    """Print the figures of the store."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        title("one event to the disk")
        floor_file = os.open(root / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

        def append_and_sync() -> None:
            os.write(floor_file, b"x" * 400)
            os.fsync(floor_file)

        floor = milliseconds(append_and_sync, RUNS)
        row("the floor: append 400 bytes + fsync", floor)
        journals = {}
        for size in SIZES:
            journal = journals[size] = rehearse(root / str(size), size)
            row(f"Journal.act, {size:,} events", milliseconds(partial(_note, journal), RUNS), floor)
            row(f"TinyDB's default storage, {size:,} documents (no fsync)", _default_tinydb(root, size), floor)
        title("opening and folding")
        for size, journal in journals.items():
            row(f"Journal.open, {size:,} events", milliseconds(partial(Journal.open, journal.path), 5))
            entries, header = journal.session.entries, journal.session.header
            row(f"fold, {size:,} events", milliseconds(partial(fold, header, entries), 5))
        title("one picture of the state, 20 candidates")
        session = journals[1_000].session
        row("counts", milliseconds(lambda: session.counts(NOW), RUNS))


def _note(journal: Journal) -> None:
    journal.act(WriteNote("une note de quarante caractères environ."), context())


def _default_tinydb(root: Path, size: int) -> list[float]:
    with TinyDB(root / f"plain-{size}.json") as plain:
        plain.insert_multiple({"id": n, "text": "x" * 380} for n in range(size))
        return milliseconds(lambda: plain.insert({"id": 0, "text": "x" * 380}), 3)
