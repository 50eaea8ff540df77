"""How a figure is taken and printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def milliseconds(work: Callable[[], object], runs: int) -> list[float]:
    """How long `work` takes each time, in milliseconds, after one run that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def row(what: str, taken: list[float], floor: list[float] | None = None) -> float:
    """Print minimum, median and maximum, and the ratio to a floor; gives the median."""
    middle = statistics.median(taken)
    ratio = f"  x{middle / statistics.median(floor):.1f} of the floor" if floor else ""
    print(f"  {what:<58} {min(taken):9.2f} {middle:9.2f} {max(taken):9.2f} ms{ratio}")
    return middle


def title(text: str) -> None:
    """Head a group of figures."""
    print(f"\n{text:<60} {'min':>9} {'median':>9} {'max':>9}")
