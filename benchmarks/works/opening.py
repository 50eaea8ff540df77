"""What it costs to open a journal: read, prove, fold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.rooms import OLDEST, make_room
from benchmarks.work import Effort, Figure, cpu_ms, in_turn, wall_ms, work
from data.journal import Journal
from supervisor.folding import fold


@work("open", "Journal.open: read, proved and folded; beside json.loads of the same lines, which proves nothing")
def opens(effort: Effort) -> Iterator[Figure]:
    """At five thousand events of twenty candidates."""
    events = effort.pick(full=5_000, quick=5_000, tiny=60)
    journal = make_room(effort.place("open"), 20, OLDEST, running=0, events=events)
    path, session = journal.path, journal.session
    json_peer = f"json.loads of {events:,} lines"

    def parsed() -> None:
        for line in path.read_bytes().splitlines():
            json.loads(line)

    works: dict[str, Callable[[], object]] = {
        json_peer: parsed,
        f"Journal.open, {events:,} events": partial(Journal.open, path),
        f"fold alone, {events:,} events": partial(fold, session.header, session.entries),
    }
    runs = effort.pick(full=15, quick=3, tiny=1)
    for ending, measure in (("", wall_ms), (": processor", cpu_ms)):
        for name, taken in in_turn(works, runs, measure).items():
            yield Figure(name + ending, "ms", taken, json_peer + ending)
