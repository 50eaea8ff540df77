"""An import of a whole academic year's candidates: time, and how often the disk is asked to keep what was written."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rooms import flushes_counted, write_list
from benchmarks.work import Effort, Figure, cpu_ms, process, work
from data.roster import read_roster
from supervisor.__main__ import main


@work("import", "one list of Pix Certif into many sessions, the whole command; beside reading the list alone")
def imports(effort: Effort) -> Iterator[Figure]:
    """Five thousand candidates in two hundred sessions."""
    candidates, sessions = effort.pick(full=(5_000, 200), quick=(500, 20), tiny=(20, 4))
    folder = effort.place("import")
    path = folder / "liste.csv"
    write_list(path, candidates, sessions)
    what = f"{candidates:,} candidates, {sessions} sessions"
    reading = f"reading the list, {candidates:,} candidates: processor"
    runs = effort.pick(full=3, quick=1, tiny=1)
    yield Figure(reading, "ms", tuple(cpu_ms(lambda: read_roster(path)) for _ in range(runs)))
    taken = [process(_command(path, folder / f"store-{rank}")) for rank in range(runs)]
    yield Figure(f"vigie import, {what}", "ms", tuple(wall for wall, _ in taken))
    yield Figure(f"vigie import, {what}: processor", "ms", tuple(cpu for _, cpu in taken), reading)
    with flushes_counted() as flushes:
        _here(path, folder / "counted")
    yield Figure(f"flushes, {what}", "", (float(len(flushes)),))
    yield Figure("flushes a session", "", (len(flushes) / sessions,))


def _command(path: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "supervisor", "import", str(path), "--store", str(store), "--as", "bench"]


def _here(path: Path, store: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["import", str(path), "--store", str(store), "--as", "bench"])
