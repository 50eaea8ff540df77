"""kill -9 at any instant, and several programs on one session: nothing acknowledged is ever missing.

The 1,000 kills are in tests/torture.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.data.making import new_journal
from tests.e2e.killing import Recorder, holds, kill_creators, kill_writers

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the recorder forks its children"),
]


@pytest.mark.parametrize(
    ("kills", "dribble"),
    [(28, False), pytest.param(110, False, marks=pytest.mark.wide), pytest.param(110, True, marks=pytest.mark.wide)],
)
def test_killed_while_recording(kills: int, dribble: bool, tmp_path: Path) -> None:
    """Every file opens, is whole, and holds what was acknowledged; the next writer goes on in it."""
    result = kill_writers(tmp_path, kills, dribble=dribble, seed=208 + dribble)
    assert result.kills == kills
    assert result.acknowledged > result.kills


def test_killed_in_the_middle_of_a_line(tmp_path: Path) -> None:
    """Where the kill cuts the line, whatever was out of it, the line is torn and the next writer goes on."""
    path = new_journal(tmp_path).path
    known: dict[int, str] = {}
    with Recorder() as recorder:
        for cut in (1, 2, 40, 150, 300):
            recorder.start("act", path, die_after=cut)
            assert recorder.acknowledged() == []
            assert holds(path, known).torn, f"a line cut after {cut} bytes"
            recorder.start("act", path, seed=cut, limit=2)
            known |= {int(event_id): digest for event_id, digest in recorder.acknowledged()}
            assert not holds(path, known).torn


@pytest.mark.wide
def test_killed_while_others_record(tmp_path: Path) -> None:
    """One of two writers is killed, its lock with it: the other goes on."""
    result = kill_writers(tmp_path, 24, dribble=True, seed=209, writers=2)
    assert result.acknowledged > result.kills


@pytest.mark.wide
def test_killed_while_making_sessions(tmp_path: Path) -> None:
    """A session appears whole or not at all."""
    result = kill_creators(tmp_path, 36, dribble=True, seed=210)
    assert result.acknowledged > 0


@pytest.mark.parametrize("writers", [2, pytest.param(4, marks=pytest.mark.wide)])
def test_several_record_at_once(writers: int, tmp_path: Path) -> None:
    """Every acknowledged event is there, once, the chain whole."""
    path = new_journal(tmp_path).path
    acknowledged: list[tuple[int, str]] = []
    with ExitStack() as stack:
        recorders = [stack.enter_context(Recorder()) for _ in range(writers)]
        for seed, recorder in enumerate(recorders):
            recorder.start("act", path, seed=seed, limit=60)
        for recorder in recorders:
            acknowledged += [(int(event_id), digest) for event_id, digest in recorder.acknowledged()]
    journal = holds(path, dict(acknowledged))
    assert sorted(event_id for event_id, _ in acknowledged) == list(range(5, journal.session.last_id + 1))
    assert len({entry.author for entry in journal.session.entries}) == writers + 1
