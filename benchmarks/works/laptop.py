"""What an old laptop would feel: the same on a quarter of one core, which is measured, not supposed.

A group of processes (cgroup) is given so much of one core and no more, in slices of ten milliseconds; a fixed loop of
Python says by how much it is really slower. Root of a Linux can make such a group.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.rooms import NUMBER, make_room
from benchmarks.terminal import running
from benchmarks.work import Effort, Figure, SkippedError, process, work
from benchmarks.works.keys import latencies
from benchmarks.works.starting import pictures
from benchmarks.works.wire import board, settings

SHARE = 0.25
"""Of one core."""
SLICE_US = 10_000
GROUP = "vigie-bench"
OLD, NEW = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
LOOP = "x = 0\nfor i in range(2_000_000): x = (x * 31 + i) % 1000003\n"
"""A loop of the interpreter alone: how fast one core is."""


@contextmanager
def slowed() -> Iterator[None]:
    """This process and all that it starts on a part of one core.

    Raises:
        SkippedError: this machine does not let us.
    """
    root = OLD if OLD.is_dir() else NEW
    group = root / f"{GROUP}-{os.getpid()}"
    try:
        group.mkdir(exist_ok=True)
        if root is OLD:
            (group / "cpu.cfs_period_us").write_text(str(SLICE_US))
            (group / "cpu.cfs_quota_us").write_text(str(int(SLICE_US * SHARE)))
        else:
            (group / "cpu.max").write_text(f"{int(SLICE_US * SHARE)} {SLICE_US}")
        (group / "cgroup.procs").write_text(str(os.getpid()))
    except OSError as error:
        raise SkippedError(f"no group of processes can be slowed here: {error}") from error
    try:
        yield
    finally:
        (root / "cgroup.procs").write_text(str(os.getpid()))
        with suppress(OSError):
            group.rmdir()


@work("laptop", f"the same on {SHARE:.0%} of one core: an old laptop", is_long=True)
def old_laptop(effort: Effort) -> Iterator[Figure]:
    """First picture, key to picture, `vigie status N`."""
    starts, keys = effort.pick(full=(5, 30), quick=(1, 3), tiny=(1, 1))
    candidates = effort.pick(full=200, quick=200, tiny=4)
    loop = [sys.executable, "-c", LOOP]
    fast = tuple(process(loop)[0] for _ in range(starts))
    yield Figure("a loop of Python, whole core", "ms", fast)
    store = effort.place("laptop")
    make_room(store, candidates, datetime.now(UTC), running=1)
    changed = {"VIGIE_SETTINGS": settings(store)}
    status = [sys.executable, "-m", "supervisor", "status", NUMBER, "--store", str(store)]
    process(status)
    with slowed():
        slow = tuple(process(loop)[0] for _ in range(starts))
        yield Figure("a loop of Python, slowed", "ms", slow, "a loop of Python, whole core")
        yield Figure("vigie status N, slowed", "ms", tuple(process(status)[0] for _ in range(starts)))
        shown = tuple(pictures(board(store), changed)[1] for _ in range(starts))
        yield Figure(f"vigie run, complete picture, {candidates} candidates, slowed", "ms", shown)
        with running(board(store, 0), **changed) as program:
            taken = latencies(program, candidates, keys)
        yield Figure(f"key to the picture of what is on disk, {candidates} candidates, slowed", "ms", taken)
