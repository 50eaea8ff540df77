"""What a measure is: a work with its peers, its figures, and how hard it is tried.

A work is a function of `benchmarks/works/` that yields figures. Nothing here or there holds a figure against a limit:
a machine that is slow for a while would then be a fault.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeVar

Level = Literal["full", "quick", "tiny"]
"""`make bench`, `make bench-quick`; tiny: that it works at all, for the tests."""
MODULES = (
    "wire",
    "keys",
    "starting",
    "command",
    "acting",
    "opening",
    "reading",
    "importing",
    "memory",
    "following",
    "growth",
    "laptop",
)
"""Of `benchmarks/works/`, in the order of the table."""
LATER = ("hub", "hub_ssh", "hub_day", "hub_reading")
"""Those of what a checkout that is measured beside this one may not have."""

_T = TypeVar("_T")


class SkippedError(Exception):
    """A work that cannot be measured here; its words say what is missing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    unit: str
    samples: tuple[float, ...]
    peer: str = ""
    """The name of the figure of the same work whose median it is divided by."""
    series: str = ""
    """What grows in it: lines of one series and different sizes become a row of « how cost grows »."""
    size: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def least(self) -> float:
        return min(self.samples)

    @property
    def p99(self) -> float:
        """What one in a hundred exceeds; the largest, where there are fewer than a hundred."""
        ranked = sorted(self.samples)
        return ranked[min(len(ranked) - 1, round(0.99 * (len(ranked) - 1)))]


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard a work is tried, and where it may write."""

    level: Level
    folder: Path

    def pick(self, *, full: _T, quick: _T, tiny: _T) -> _T:
        """What stands for this level."""
        chosen: Mapping[Level, _T] = {"full": full, "quick": quick, "tiny": tiny}
        return chosen[self.level]

    def place(self, name: str) -> Path:
        """A folder of its own, which is made."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


@dataclass(frozen=True, slots=True)
class Work:
    """A part of the table."""

    name: str
    """What `-k` looks at, with the title."""
    title: str
    run: Callable[[Effort], Iterator[Figure]]
    is_long: bool = False
    """Takes its time however little is tried: a quick run leaves it out unless it is named."""


WORKS: dict[str, Work] = {}
"""All of them, by name, in the order of the table."""


def work(
    name: str, title: str, *, is_long: bool = False
) -> Callable[[Callable[[Effort], Iterator[Figure]]], Callable[[Effort], Iterator[Figure]]]:
    """Put a function into the table."""

    def put(run: Callable[[Effort], Iterator[Figure]]) -> Callable[[Effort], Iterator[Figure]]:
        WORKS[name] = Work(name, title, run, is_long)
        return run

    return put


def load() -> dict[str, Work]:
    """Load all works."""
    for module in MODULES:
        import_module(f"benchmarks.works.{module}")
    for module in LATER:
        # What another checkout does not have yet is not measured there.
        with suppress(ModuleNotFoundError):
            import_module(f"benchmarks.works.{module}")
    return WORKS


# How a figure is taken -------------------------------------------------------------------------------


def wall_ms(do: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def cpu_ms(do: Callable[[], object]) -> float:
    """How much of a processor it takes, in milliseconds, whoever else is at work on the machine."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def in_turn(
    works: Mapping[str, Callable[[], object]], rounds: int, measure: Callable[[Callable[[], object]], float] = wall_ms
) -> dict[str, tuple[float, ...]]:
    """Each of them once a round, so that what else the machine does falls on all; a first round is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for counted in range(rounds + 1):
        for name, do in works.items():
            spent = measure(do)
            if counted:
                taken[name].append(spent)
    return {name: tuple(spent) for name, spent in taken.items()}


def processes_in_turn(
    commands: Mapping[str, list[str]], rounds: int, **changed: str
) -> dict[str, tuple[tuple[float, ...], tuple[float, ...]]]:
    """Whole processes, one of each a round: milliseconds by the clock, and of a processor."""
    wall: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    for counted in range(rounds + 1):
        for name, words in commands.items():
            by_clock, of_processor = process(words, **changed)
            if counted:
                wall[name].append(by_clock)
                cpu[name].append(of_processor)
    return {name: (tuple(wall[name]), tuple(cpu[name])) for name in commands}


def process(words: list[str], **changed: str) -> tuple[float, float]:
    """Run a program to its end: milliseconds by the clock, and of a processor.

    Raises:
        RuntimeError: it ended otherwise than well; a figure of a refusal is none.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    begun = time.perf_counter()
    actions: list[Any] = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in (0, 1, 2)]
    pid = os.posix_spawn(words[0], words, environment(**changed), file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    taken = time.perf_counter() - begun
    os.close(nothing)
    if status:
        raise RuntimeError(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return taken * 1000, (used.ru_utime + used.ru_stime) * 1000


def environment(**changed: str) -> dict[str, str]:
    """Of a program that is measured: what it compiles is kept, and nothing of whoever measures is in its way."""
    alien = ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES", "NO_COLOR", "COLORTERM", "SSH_CONNECTION", "VIGIE_STORE")
    own = {name: value for name, value in os.environ.items() if name not in alien}
    return own | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "Europe/Paris"} | changed
