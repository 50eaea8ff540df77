"""The real program under a wall clock of the test's choosing: libfaketime (Debian's package `faketime`) around it.

Only the wall clock is another one: the clock that never goes back is the machine's, and so is all that waits, as on a
machine whose clock is wrong or is being set. The wall clock is read from a file each time it is asked for, so that a
test sets it while the program runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.terminal import LIST, PAUL, Store, Terminal, Tmux
from tests.e2e.warm import cold
from tests.spaces import plain_spaces

PARIS = ZoneInfo("Europe/Paris")
_SLEEPS = """import select, time
time.sleep = lambda seconds: select.select((), (), (), seconds) and None
"""
"""The library holds the deadline of `time.sleep`, which is one of the clock that never goes back, against the wall
clock: in 1970 it would never come. What waits for a file or for time alone is left as it is."""


@cache
def library() -> str:
    """Where libfaketime is, the form for programs with threads; empty where it is not installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return str(found[0]) if found else ""


# In CI its absence is a failure, since .ci/run installs it.
NEEDS_FAKETIME = pytest.mark.skipif(
    not library() and not os.environ.get("CI"), reason="libfaketime is not there: apt install faketime"
)


class ClockedStore(Store):
    """A store on a machine whose wall clock a test sets."""

    def __init__(self, folder: Path, *, machine_zone: str = "Europe/Paris") -> None:
        super().__init__(folder)
        assert library(), "libfaketime is not there: apt install faketime"
        sleeps = folder / "sleeps"
        sleeps.mkdir(parents=True)
        (sleeps / "sitecustomize.py").write_text(_SLEEPS, encoding="utf-8")
        # A slow machine takes minutes between two keys: names do not go away meanwhile.
        settings = folder / "reglages.toml"
        settings.write_text("masquer_apres = 0\n", encoding="utf-8")
        self._clock = folder / "clock"
        self.variables = {
            "VIGIE_SETTINGS": str(settings),
            "LD_PRELOAD": library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": str(sleeps),
            "TZ": machine_zone,
        }
        self.set("+0")

    def set(self, clock: datetime | str) -> None:
        """Set the wall clock of all that runs on this machine, and of what is started on it.

        Args:
            clock: an instant, from which on it runs; or what libfaketime calls so (« +0 x60 »).
        """
        if isinstance(clock, datetime):
            clock = f"{(clock - datetime.now(UTC)).total_seconds():+.3f}"
        written = self._clock.with_suffix(".new")
        written.write_text(clock, encoding="utf-8")
        written.replace(self._clock)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return cold(words, "", self.environment | self.variables)

    def done(self, *words: str) -> str:
        """One command that must succeed."""
        ended = self.run(*words)
        assert ended.returncode == 0, f"vigie {' '.join(words)}\n{ended.stdout}{ended.stderr}"
        return plain_spaces(ended.stdout)

    def script(self, *lines: str) -> str:
        """`vigie lines 208` with these lines, all of which must succeed."""
        ended = cold(["lines", "208"], "".join(f"{line}\n" for line in lines), self.environment | self.variables)
        assert ended.returncode == 0, f"{lines}\n{ended.stdout}{ended.stderr}"
        return plain_spaces(ended.stdout)

    def answers(self, *words: str) -> int:
        """One command that may be refused, by a sentence; its exit code."""
        ended = self.run(*words)
        assert ended.returncode in (0, 1, 2, 3), f"vigie {' '.join(words)}\n{ended.stdout}{ended.stderr}"
        assert "Traceback" not in ended.stderr, ended.stderr
        assert ended.stdout or ended.stderr, f"vigie {' '.join(words)}: not a word"
        return ended.returncode

    def open(self, tmux: Tmux, words: Sequence[str] = ("run", "208", "--as", PAUL)) -> Terminal:
        """A screen under this clock; tmux itself stays under the machine's."""
        return tmux.open(*words, variables=self.variables, program=[sys.executable, "-m", "supervisor", *words])

    def lines(self) -> list[dict[str, Any]]:
        """What stands in the journal of session 208 by now, line by line after its first; no command is run for it."""
        _, *lines = (self.folder / "store" / "sessions" / "208" / "journal.jsonl").read_text("utf-8").split("\n")
        # The last one may be on its way.
        return [json.loads(line) for line in lines[:-1]]


def clocked(folder: Path, now: datetime | str, *lines: str) -> ClockedStore:
    """A new store whose session 208 was made under this clock, in Paris; its day is that of the clock.

    Args:
        folder: where it is made.
        now: what the wall clock shows first.
        lines: what is done in it, as `vigie lines` takes it.
    """
    store = ClockedStore(folder)
    store.set(now)
    store.done("--as", "Référent", "import", str(LIST), "--timezone", "Europe/Paris")
    day = now.astimezone(PARIS).date() if isinstance(now, datetime) else datetime.now(PARIS).date()
    store.script(f"session --date {day}", *lines)
    return store
