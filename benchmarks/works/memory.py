"""What a board holds of the machine's memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.rooms import make_room
from benchmarks.terminal import running
from benchmarks.work import Effort, Figure, work
from benchmarks.works.wire import BARE, board, peers, settings

BEFORE = 20
"""Seconds of the session that have passed when it is looked at."""


@work("memory", "memory of a board, everybody's test runs, after twenty of its seconds")
def memory(effort: Effort) -> Iterator[Figure]:
    """Resident memory, and the share of it that is its own."""
    candidates = effort.pick(full=200, quick=200, tiny=4)
    store = effort.place("memory")
    make_room(store, candidates, datetime.now(UTC), running=candidates)
    programs = {"bare Textual app": peers(candidates, 25)[BARE], "vigie": board(store, 25)}
    for name, words in programs.items():
        with running(words, VIGIE_SETTINGS=settings(store)) as program:
            program.read_ticks(BEFORE)
            resident, own = program.memory_mib
        yield Figure(f"{name}, {candidates} running: RSS", "MiB", (resident,), f"{BARE}, {candidates} running: RSS")
        yield Figure(f"{name}, {candidates} running: PSS", "MiB", (own,), f"{BARE}, {candidates} running: PSS")
