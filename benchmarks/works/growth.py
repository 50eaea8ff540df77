"""How cost grows with candidates, with events, with sessions: series, to each of which an exponent is fitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from benchmarks.rooms import make_room, make_year
from benchmarks.terminal import running
from benchmarks.work import Effort, Figure, cpu_ms, in_turn, process, work
from benchmarks.works.acting import journal_of, note
from benchmarks.works.keys import cpu_of_a_key
from benchmarks.works.reading import VERBS, command, first_list
from benchmarks.works.wire import PACE_MS, board, settings, ticked
from data.journal import Journal


@work("grows-with-candidates", "how cost grows with the candidates of a session, everybody's test runs", is_long=True)
def with_candidates(effort: Effort) -> Iterator[Figure]:
    """The tick and the key draw what is visible: beyond a window they should not grow."""
    ticks, keys = effort.pick(full=(60, 40), quick=(20, 10), tiny=(2, 2))
    for size in effort.pick(full=(20, 60, 200, 1_000), quick=(20, 400), tiny=(3, 5)):
        store = effort.place(f"grow-{size}")
        make_room(store, size, datetime.now(UTC), running=size)
        changed = {"VIGIE_SETTINGS": settings(store)}
        tick = ticked(board(store, PACE_MS), ticks, **changed)
        with running(board(store, 0), **changed) as program:
            program.read_until_quiet()
            start_ms, (_, own) = program.cpu_s * 1000, program.memory_mib
        told = {
            "tick, to the terminal": ("B", tick.bytes),
            "tick, processor": ("ms", tick.cpu_ms),
            "key that moves, processor": ("ms", cpu_of_a_key(board(store, 0), keys, changed)),
            "vigie run until it is quiet, processor": ("ms", start_ms),
            "memory of the board, PSS": ("MiB", own),
        }
        for what, (unit, found) in told.items():
            yield Figure(f"{what}, {size:,} candidates", unit, (found,), series=f"{what} / candidates", size=size)


@work("grows-with-events", "how cost grows with the events of a journal, 20 candidates", is_long=True)
def with_events(effort: Effort) -> Iterator[Figure]:
    """An action is decided on a state, whatever led to it; opening reads every line."""
    acts, opens = effort.pick(full=(100, 5), quick=(30, 2), tiny=(2, 1))
    for size in effort.pick(full=(100, 1_000, 10_000), quick=(100, 2_000), tiny=(40, 60)):
        journal = journal_of(effort.place(f"events-{size}"), size)
        works = {"Journal.act": partial(note, journal)}
        acted = in_turn(works, acts, cpu_ms)["Journal.act"]
        opened = in_turn({"": partial(Journal.open, journal.path)}, opens, cpu_ms)[""]
        for what, taken in (("Journal.act, processor", acted), ("Journal.open, processor", opened)):
            yield Figure(f"{what}, {size:,} events", "ms", taken, series=f"{what} / events", size=size)


@work("grows-with-sessions", "how cost grows with the sessions of a store, read once before", is_long=True)
def with_sessions(effort: Effort) -> Iterator[Figure]:
    """Every session is read, by the index or whole."""
    for size in effort.pick(full=(24, 500, 2_400), quick=(10, 40), tiny=(2, 4)):
        store = effort.place(f"sessions-{size}")
        make_year(store, size)
        process(command("status", store))
        for verb in VERBS:
            _, spent = process(command(verb, store))
            what = f"vigie {verb}, processor"
            yield Figure(f"{what}, {size:,} sessions", "ms", (spent,), series=f"{what} / sessions", size=size)
        _, spent = first_list(store)
        what = "vigie review, first list, processor"
        yield Figure(f"{what}, {size:,} sessions", "ms", (spent,), series=f"{what} / sessions", size=size)
