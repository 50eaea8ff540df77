"""What a référent with a school year of sessions waits for: status, the review's first list, the report, the check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rooms import make_year
from benchmarks.terminal import Eye, running
from benchmarks.work import Effort, Figure, process, work

VERBS = ("status", "report", "check")


def command(verb: str, store: Path) -> list[str]:
    """The words of a whole process."""
    return [sys.executable, "-m", "supervisor", verb, "--store", str(store)]


def first_list(store: Path) -> tuple[float, float]:
    """Of `vigie review`: milliseconds until its list is whole, and of a processor until then."""
    with running(["-m", "supervisor", "review", "--as", "bench", "--store", str(store)]) as program:
        # « lecture… » stands until its figures are there.
        at = program.read_until_seen(lambda picture: "20/20" in picture, Eye())
        return (at - program.begun) * 1000, program.cpu_s * 1000


@work("reading", "a school year of closed sessions of 20: whole processes; « first »: nothing was read of them before")
def verbs(effort: Effort) -> Iterator[Figure]:
    """Status, the review's first list, the report and the check."""
    sessions = effort.pick(full=500, quick=40, tiny=6)
    store = effort.folder / "year"
    lines = make_year(store, sessions)
    what = f"{sessions} sessions, {lines:,} lines"
    for verb in VERBS:
        first_wall, first_cpu = process(command(verb, store))
        again = [process(command(verb, store)) for _ in range(effort.pick(full=3, quick=1, tiny=1))]
        yield Figure(f"vigie {verb}, {what}, first", "ms", (first_wall,))
        yield Figure(f"vigie {verb}, {what}", "ms", tuple(wall for wall, _ in again))
        yield Figure(f"vigie {verb}, {what}, first: processor", "ms", (first_cpu,))
        yield Figure(f"vigie {verb}, {what}: processor", "ms", tuple(cpu for _, cpu in again))
        if verb == VERBS[0]:
            seen = [first_list(store) for _ in range(effort.pick(full=3, quick=1, tiny=1))]
            yield Figure(f"vigie review, first list, {what}", "ms", tuple(wall for wall, _ in seen))
            yield Figure(f"vigie review, {what}: processor", "ms", tuple(cpu for _, cpu in seen))
