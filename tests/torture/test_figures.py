"""The frame of `make torture`: what its parts tell becomes one table, whichever process told it."""

import json
import os
from pathlib import Path

import pytest

from tests.torture import figures
from tests.torture.figures import SCALE, SEED, Effort, keep, parts_of, table, told


def test_parts_tell_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of one part add up; the two forms have lines of their own; a part that looks for no leak says so."""
    monkeypatch.setenv(figures._TOLD, str(tmp_path))
    monkeypatch.setenv(SEED, "4711")
    for count in (40, 2):
        Effort(is_full=True).tell("cuts: do", crash_states=count, lost=0)
    Effort(is_full=False).tell("cuts: do", crash_states=3, lost=1)
    test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" (")[0]
    parts = parts_of(told(tmp_path), {test: 1.4})
    heading, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table(parts)]
    assert heading == ["part", "tried", "seed", "lost", "tracebacks", "raw", "hangs", "s"]
    assert rows == [
        ["cuts: do", "3 crash states", "12", "1", "–", "–", "–", "1"],
        ["cuts: do", "42 crash states", "4711", "0", "–", "–", "–", "1"],
    ]
    page = keep(parts, tmp_path / "build")
    assert "42 crash states" in page.read_text(encoding="utf-8")
    assert json.loads(page.with_suffix(".json").read_bytes())[0]["bad"] == {"lost": 1}


def test_a_part_repeats_by_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The full form by the seed that was printed, and by a share of it where one is asked for; the short one always."""
    drawn = []
    for seed in ("1", "1", "2"):
        monkeypatch.setenv(SEED, seed)
        drawn.append((Effort(is_full=True).chance.random(), Effort(is_full=False).chance.random()))
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0][1] == drawn[2][1]
    monkeypatch.setenv(SCALE, "0.1")
    assert Effort(is_full=True).times(full=5000, short=60) == 500
    assert Effort(is_full=False).times(full=5000, short=60) == 60
