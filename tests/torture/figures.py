"""The round of `make torture`: how hard each part tries, with which seed, and what it came to.

A part is a test in two forms, the same code: the short one is `wide` and always the same, the full one is `torture` and
draws from a seed that is printed. Each part tells its figures; the run ends with a table of all of them, on the screen
and, after a full one, in `build/torture.md` and `build/torture.json`.

    @both_forms
    def test_anything(effort: Effort) -> None:
        for _ in range(effort.times(full=1_000_000, short=2_000)):
            draw(effort.chance)
        effort.tell("importers", inputs=…, lost=0, tracebacks=0)
"""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

SEED, SCALE, _TOLD = "VIGIE_TORTURE_SEED", "VIGIE_TORTURE_SCALE", "VIGIE_TORTURE_TOLD"
"""The seed of a run, drawn where none is given; how much of the full form is tried (1: all of it); where parts tell."""
SHORT_SEED = 12
"""Of the short form: red for one is red for all."""
BAD = ("lost", "tracebacks", "raw", "hangs")
"""What none may be of: acknowledged events lost, tracebacks, bytes of others' texts that got out raw, hangs."""
BUILD = Path(__file__).resolve().parents[2] / "build"


@dataclass
class Effort:
    """How hard a part tries, and what it found."""

    is_full: bool

    @property
    def seed(self) -> int:
        """What chance begins with."""
        return int(os.environ[SEED]) if self.is_full else SHORT_SEED

    @cached_property
    def chance(self) -> random.Random:
        """The chance of this part: of the seed and of the test's name, so that one part repeats without the others."""
        return random.Random(f"{self.seed} {_this_test()}")

    def times(self, full: int, short: int) -> int:
        """How often something is tried: `short` in the short form, `full` (or the share asked for) in the full one."""
        return max(1, round(full * float(os.environ.get(SCALE) or 1))) if self.is_full else short

    def tell(self, part: str, **figures: int) -> None:
        """Add figures to a part's: those of `BAD`, which every line shows, and what was tried how often.

        Args:
            part: how the table calls it; figures of one name add up, over several tests and processes too.
            figures: counts by name; a « _ » stands for a space (`crash_states=412`).
        """
        line = {"part": part, "seed": self.seed, "test": _this_test()}
        folder = os.environ.get(_TOLD)
        if folder:
            with (Path(folder) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line | {"figures": figures}) + "\n")


def _this_test() -> str:
    """The id of the test that runs: an id may hold spaces, and what is done of it stands behind."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]


_FULL = pytest.param(True, id="full", marks=pytest.mark.torture)
full_form = pytest.mark.parametrize("effort", [_FULL], indirect=True)
"""A part that is only tried in `make torture`."""
both_forms = pytest.mark.parametrize(
    "effort", [pytest.param(False, id="short", marks=pytest.mark.wide), _FULL], indirect=True
)
"""A part in its short form (`make check`) and in its full one (`make torture`)."""


@pytest.fixture
def effort(request: pytest.FixtureRequest) -> Effort:
    """How hard the form that runs tries."""
    return Effort(is_full=bool(request.param))


# The table at the end --------------------------------------------------------------------------------


@dataclass
class Part:
    """A line of the table."""

    name: str
    seed: int
    tried: dict[str, int] = field(default_factory=dict)
    bad: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    """Of its tests, one after the other."""

    def add(self, figures: Mapping[str, int]) -> None:
        """Add what one test told."""
        for name, count in figures.items():
            into = self.bad if name in BAD else self.tried
            into[name] = into.get(name, 0) + count

    @property
    def cells(self) -> list[str]:
        """What stands in the table; « – » where a part does not look for that."""
        tried = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self.tried.items())
        return [
            self.name,
            tried,
            str(self.seed),
            *(str(self.bad.get(name, "–")) for name in BAD),
            f"{self.seconds:.0f}",
        ]


HEADINGS = ["part", "tried", "seed", *BAD, "s"]


def parts_of(lines: Iterator[dict[str, Any]], seconds: Mapping[str, float]) -> list[Part]:
    """The parts that told something, by name."""
    parts: dict[tuple[str, int], Part] = {}
    tests: dict[tuple[str, int], set[str]] = defaultdict(set)
    for line in lines:
        key = (line["part"], line["seed"])
        parts.setdefault(key, Part(*key)).add(line["figures"])
        tests[key].add(line["test"])
    for key, part in parts.items():
        part.seconds = sum(seconds.get(test, 0.0) for test in tests[key])
    return [parts[key] for key in sorted(parts)]


def told(folder: Path) -> Iterator[dict[str, Any]]:
    """What all processes of the run told."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def table(parts: list[Part]) -> list[str]:
    """The parts as a table of Markdown, which is one for the eye too."""
    rows = [HEADINGS, *(part.cells for part in parts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def keep(parts: list[Part], folder: Path = BUILD) -> Path:
    """Have the table in `build/`."""
    folder.mkdir(exist_ok=True)
    document = [
        {"part": part.name, "seed": part.seed, "tried": part.tried, "bad": part.bad, "seconds": round(part.seconds, 1)}
        for part in parts
    ]
    (folder / "torture.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    page = folder / "torture.md"
    page.write_text("\n".join(table(parts)) + "\n", encoding="utf-8")
    return page


# What pytest calls, from tests/conftest.py: with xdist, the process that writes the summary loads no other one.


def pytest_configure(config: pytest.Config) -> None:
    """One seed and one place to tell for all processes of the run; workers have them from the one that starts them."""
    if not hasattr(config, "workerinput"):
        os.environ[SEED] = os.environ.get(SEED) or str(secrets.randbelow(1_000_000))
        os.environ[_TOLD] = tempfile.mkdtemp(prefix="vigie-torture-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """What was told is in the table."""
    if not hasattr(config, "workerinput") and _TOLD in os.environ:
        shutil.rmtree(os.environ.pop(_TOLD), ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table, and keep that of a full run."""
    seconds: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration"):
                seconds[report.nodeid] += report.duration
    folder = os.environ.get(_TOLD)
    parts = parts_of(told(Path(folder)), seconds) if folder else []
    if not parts:
        return
    terminalreporter.section(f"torture: {SEED}={os.environ[SEED]}")
    for line in table(parts):
        terminalreporter.write_line(line)
    full = [part for part in parts if part.seed == int(os.environ[SEED])]
    if full:
        terminalreporter.write_line(f"kept: {keep(full)}")
