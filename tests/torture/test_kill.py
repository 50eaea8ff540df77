"""Kills of programs that record, and of one that makes sessions. The short form is tests/e2e/test_kill.py."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.killing import kill_creators, kill_writers
from tests.torture.figures import Effort, full_form
from tests.torture.scenes import at_home, in_no_hurry, scenes, tree_of
from tests.torture.test_cuts import finished
from tests.torture.truth import documents_are_whole, facts_of, lacks, takes_a_note

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


KILLED = ("export --force", "papers --force", "report --force", "purge", "restore", "forget", "two sessions", "upgrade")


@full_form
@pytest.mark.parametrize("name", KILLED)
def test_kills_of_other_commands(name: str, effort: Effort, tmp_path: Path) -> None:
    """What was there is there, or the command had done all of it; documents are of one piece, or say that they are not.

    An instant that is drawn proves nothing by itself: all that is asserted holds whenever it is.
    """
    [scene] = [one for one in scenes() if one.name == name]
    root = tmp_path.resolve() / "run"
    with at_home(root), in_no_hurry():
        scene.set_up(root)
        before = facts_of(root)
        began = time.monotonic()
        desk = scene.set_up(root)
        assert scene.deed(desk).code == 0
        longest, after, left = time.monotonic() - began, facts_of(root), tree_of(root)
        kills = effort.times(full=60, short=2)
        for _ in range(kills):
            desk = scene.set_up(root)
            if not (child := os.fork()):
                code = 1
                try:
                    code = scene.deed(desk).code
                finally:
                    os._exit(code)
            time.sleep(effort.chance.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            here, tree = facts_of(root), tree_of(root)
            lost, _ = lacks(here, before, after, is_done=False)
            assert not lost, f"lost: {lost}"
            assert {*before.sessions.values()} <= {*here.sessions.values()} | here.gone, "gone without its figures"
            takes_a_note(root)
            documents_are_whole(tree, scene.found, left, is_done=False)
            finished(tree, root, scene.found, left)
        effort.tell(f"kills: {name}", kills=kills, lost=0)
