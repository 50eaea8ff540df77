"""A board that stays open all day: 200 candidates, twelve hours of the session's time, a colleague beside.

It runs in a process of its own, whose memory is no other test's. After an hour of warming up nothing grows: no memory
beyond 5 MB and what the journal's own events take, no task, no thread, no open file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.figures import Effort, both_forms

HOUSE = Path(__file__).resolve().parents[2]
MB = 1_000_000


@both_forms
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs to know what a process has open")
def test_nothing_grows_in_a_day(effort: Effort, tmp_path: Path) -> None:
    """The figures of the warm board and of the last ones: what is left of the growth is what was recorded."""
    rounds = effort.times(full=240, short=6)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.torture.soaking", str(tmp_path), str(rounds)], cwd=HOUSE, check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    warm, last = json.loads(ended.stdout)
    effort.tell(
        "soak", minutes=last["minutes"], ticks=last["ticks"], events=last["events"], lost=last["lost"], tracebacks=0,
    )  # fmt: skip
    assert last["lost"] == 0
    assert last["threads"] <= warm["threads"], (warm, last)
    assert last["tasks"] <= warm["tasks"] + 2, (warm, last)
    assert last["files"] <= warm["files"], (warm, last)
    assert last["screens"] == warm["screens"] == 1
    recorded = last["events"] - warm["events"]
    # In the short form most boxes open for the first time behind the warming up.
    assert not effort.is_full or last["bytes"] - warm["bytes"] < 5 * MB + recorded * 12_000, (warm, last)
