"""A board that looks on while another program records: how soon it shows it, and what that costs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.rooms import at, make_room
from benchmarks.terminal import Eye, a_line_has, running
from benchmarks.work import Effort, Figure, work
from benchmarks.works.wire import board, settings
from supervisor.action import Mark

AFTER_S = 0.15


def followed(effort: Effort, candidates: int, events: int, many: int) -> tuple[tuple[float, ...], float]:
    """Of a board of so many candidates and events: until each action is shown, and its processor for one, ms."""
    store = effort.place(f"followed-{candidates}-{events}")
    now = datetime.now(UTC)
    journal = make_room(store, candidates, now, running=1, events=events)
    taken = []
    with running(board(store, 0), VIGIE_SETTINGS=settings(store)) as program:
        program.read_until_quiet()
        before = program.cpu_s
        program.read_for(2)
        each_second = (program.cpu_s - before) / 2
        eye = Eye()
        eye.catch_up(program.pieces)
        spent, since = program.cpu_s, program.clock_s
        for number in range(2, many + 2):
            name = f"FICTIF {number:04d}"
            journal.act(Mark("start", (number,)), at(datetime.now(UTC)))
            begun = program.clock_s
            taken.append((program.read_until_seen(a_line_has(name, "En cours"), eye) - begun) * 1000)
            program.see_until_quiet(eye, AFTER_S)
        cpu = program.cpu_s - spent - each_second * (program.clock_s - since)
    return tuple(taken), cpu * 1000 / many


@work(
    "board-follows",
    "what another program records, until a board of 20 shows it (it looks every half second)",
    is_long=True,
)
def follows(effort: Effort) -> Iterator[Figure]:
    """By the journal's length, which must make no difference."""
    many = effort.pick(full=18, quick=3, tiny=1)
    candidates = effort.pick(full=20, quick=20, tiny=3)
    for events in effort.pick(full=(200, 1_000, 10_000), quick=(200, 2_000), tiny=(20, 40)):
        taken, cpu = followed(effort, candidates, events, many)
        yield Figure(f"until it is shown, {events:,} events", "ms", taken)
        yield Figure(
            f"processor of the board for one, {events:,} events", "ms", (cpu,),
            series="a following board, processor for one event", size=events,
        )  # fmt: skip
