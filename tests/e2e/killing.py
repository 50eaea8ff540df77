"""Kill programs that record without pause, and compare what they acknowledged with what is on the disk."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from data.archive import Archive
from data.integrity import check
from data.journal import Journal
from tests.data.making import new_journal
from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]
KILLS_BEFORE_A_NEW_FILE = 12
FIRST_LIFE = 0.02
"""Seconds a child lives at the most, to begin with: it takes 4 ms to its first event, less than 1 ms for each more."""


ENOUGH = 3
"""Events that a child acknowledges on the average, so that its kill falls among them."""


class Life:
    """How long a child may live: longer where the machine is slow, so that kills fall before, in and after writing."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._longest = FIRST_LIFE

    def wait(self) -> None:
        """Let a child live for a random while."""
        time.sleep(self._chance.uniform(0, self._longest))

    def learn(self, acknowledged: int, killed: int) -> None:
        """Live longer after children that hardly got anywhere, a little shorter after others."""
        is_short = acknowledged < ENOUGH * killed
        self._longest = min(1.0, self._longest * 1.5) if is_short else max(FIRST_LIFE, self._longest * 0.9)


class Recorder:
    """The program of `recorder.py`, one child at a time."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.recorder"],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            bufsize=1,
        )
        assert self._read() == "ready"

    def start(
        self,
        what: str,
        path: Path,
        *,
        seed: int = 0,
        dribble: bool = False,
        limit: int = 0,
        die_after: int | None = None,
    ) -> int:
        """Fork a child; its process id. With a limit it ends by itself, with a number of bytes it dies after them."""
        order = {
            "what": what,
            "path": str(path),
            "seed": seed,
            "dribble": dribble,
            "limit": limit,
            "die_after": die_after,
        }
        assert self._program.stdin
        self._program.stdin.write(json.dumps(order) + "\n")
        # The child may be quicker than its parent's word of it.
        self._early = []
        while not (line := self._read()).startswith("P "):
            self._early.append(line)
        return int(line[2:])

    def acknowledged(self) -> list[list[str]]:
        """Wait for the child's end; the words of each line it wrote."""
        lines = self._early
        while (line := self._read()) != "D":
            lines.append(line)
        assert not [line for line in lines if line.startswith("E")], lines
        return [line.split()[1:] for line in lines]

    def _read(self) -> str:
        assert self._program.stdout
        line = self._program.stdout.readline()
        assert line, "the recorder is gone"
        return line.rstrip("\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.close()
        self._program.wait(PATIENCE_S)
        self._program.stdout.close()


@dataclass
class Killed:
    """What a series of kills came to."""

    kills: int = 0
    acknowledged: int = 0
    torn: int = 0
    """Files that ended in the middle of a line."""


def holds(path: Path, acknowledged: dict[int, str]) -> Journal:
    """The journal, whole, with every acknowledged event in its place, once."""
    report = check(path)
    assert report.is_whole, report
    journal = Journal.open(path)
    assert journal.damage is None
    on_disk = {entry.id: entry.digest for entry in journal.session.entries}
    assert list(on_disk) == list(range(1, len(on_disk) + 1))
    missing = {event_id: digest for event_id, digest in acknowledged.items() if on_disk.get(event_id) != digest}
    assert missing == {}
    return journal


def kill_writers(folder: Path, kills: int, *, dribble: bool, seed: int, writers: int = 1) -> Killed:
    """Kill one of the writers of a session, so many times, at random instants."""
    chance = random.Random(seed)
    life = Life(chance)
    result = Killed()
    acknowledged: dict[int, str] = {}
    path = folder
    with ExitStack() as stack:
        recorders = [stack.enter_context(Recorder()) for _ in range(writers)]
        while result.kills < kills:
            if result.kills // writers % KILLS_BEFORE_A_NEW_FILE == 0:
                path = new_journal(folder / f"{result.kills}").path
                acknowledged = {}
            pids = [r.start("act", path, seed=chance.randrange(1 << 30), dribble=dribble) for r in recorders]
            chance.shuffle(pids)
            for pid in pids:
                life.wait()
                os.kill(pid, signal.SIGKILL)
                result.kills += 1
            before = result.acknowledged
            for recorder in recorders:
                for event_id, digest in recorder.acknowledged():
                    assert int(event_id) not in acknowledged, "an id was given twice"
                    acknowledged[int(event_id)] = digest
                    result.acknowledged += 1
            life.learn(result.acknowledged - before, len(pids))
            result.torn += holds(path, acknowledged).torn
    return result


def kill_creators(folder: Path, kills: int, *, dribble: bool, seed: int) -> Killed:
    """Kill a program that makes sessions: each one it left is whole, and those it acknowledged are there."""
    chance = random.Random(seed)
    life = Life(chance)
    result = Killed()
    acknowledged: set[str] = set()
    store = folder
    with Recorder() as recorder:
        while result.kills < kills:
            if result.kills % KILLS_BEFORE_A_NEW_FILE == 0:
                store = folder / f"{result.kills}"
                acknowledged = set()
            pid = recorder.start("create", store, seed=chance.randrange(1 << 30), dribble=dribble)
            life.wait()
            os.kill(pid, signal.SIGKILL)
            result.kills += 1
            made = {number for [number] in recorder.acknowledged()}
            life.learn(len(made), 1)
            acknowledged |= made
            shelves = Archive(store).sessions()
            assert [shelf.problem for shelf in shelves if shelf.problem] == []
            assert all(len(shelf.journal.session.candidates) == 3 for shelf in shelves if shelf.journal)
            assert {shelf.number for shelf in shelves} >= acknowledged
            result.acknowledged += len(acknowledged)
    return result
