"""Kills of programs that record, and of one that makes sessions. The short form is tests/e2e/test_kill.py."""

import os
from pathlib import Path

import pytest

from tests.e2e.killing import kill_creators, kill_writers
from tests.torture.figures import Effort, full_form

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the recorder forks its children")


@full_form
@pytest.mark.parametrize("dribble", [False, True])
@pytest.mark.parametrize("writers", [1, 2, 8])
def test_kills_of_writers(writers: int, dribble: bool, effort: Effort, tmp_path: Path) -> None:
    """No acknowledged event is ever missing, and every file opens whole."""
    kills = effort.times(full=320, short=8)
    result = kill_writers(tmp_path, kills, dribble=dribble, seed=effort.chance.randrange(1 << 30), writers=writers)
    assert result.kills >= kills
    effort.tell(f"kills of {writers} writing", kills=result.kills, acknowledged=result.acknowledged, lost=0)


@full_form
def test_kills_of_who_makes_sessions(effort: Effort, tmp_path: Path) -> None:
    """Each session that is there is whole."""
    result = kill_creators(tmp_path, effort.times(full=200, short=8), dribble=True, seed=effort.chance.randrange(9999))
    effort.tell("kills of who makes sessions", kills=result.kills, sessions=result.acknowledged, lost=0)
