"""The long runs of `make torture`: 1,000 kills of a program that records, and of one that makes sessions.

`make torture ARGS=-rP` says how many events were acknowledged and how many lines torn meanwhile.
"""

import os
from pathlib import Path

import pytest

from tests.e2e.killing import kill_creators, kill_writers

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the recorder forks its children"),
]


@pytest.mark.parametrize("dribble", [False, True])
@pytest.mark.parametrize("writers", [1, 3])
def test_a_thousand_kills(writers: int, dribble: bool, tmp_path: Path) -> None:
    """No acknowledged event is ever missing, and every file opens whole."""
    result = kill_writers(tmp_path, 1000, dribble=dribble, seed=writers, writers=writers)
    print(f"\n{writers} writing, {'a few bytes' if dribble else 'a line'} a write: {result}")
    assert result.kills >= 1000
    assert result.acknowledged > result.kills


def test_killed_while_making_sessions(tmp_path: Path) -> None:
    """Each session that is there is whole."""
    assert kill_creators(tmp_path, 300, dribble=True, seed=300).acknowledged > 0
