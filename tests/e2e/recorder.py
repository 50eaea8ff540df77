"""A program that records without pause, until it is killed.

It imports everything once; then, for each line on its standard input, it forks a child that records in the way the
line says. The child writes what was acknowledged on the shared standard output, only after it was.

    > {"what": "act", "path": "…", "seed": 1, "dribble": true, "limit": 0, "die_after": null}
    < P 4711            the child's process
    < A 12 3fe1…        event 12 is acknowledged, with its digest     (C 208: the session 208 is)
    < D                 the child is gone
"""

import json
import os
import random
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from data import disk
from data.archive import Archive
from data.journal import Journal
from supervisor.action import Action, Mark, WriteNote
from tests.data.making import HEADER, context, creation, new_journal


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def act(path: str, chance: random.Random, limit: int) -> None:
    """Notes, bulk actions, now and then an erasure."""
    journal = Journal.open(Path(path))
    done = 0
    while not limit or done < limit:
        done += 1
        who = context(author=f"poste {os.getpid()}")
        action: Action = Mark("presence", (1, 2, 3)) if chance.random() < 0.2 else WriteNote(f"note {done}")
        if chance.random() < 0.03:
            outcome = journal.erase([chance.randint(2, journal.session.last_id)], who)
        else:
            outcome = journal.act(action, who)
        for entry in outcome.entries:
            say(f"A {entry.id} {entry.digest}")


def create(path: str, chance: random.Random, limit: int) -> None:
    """Sessions, two at a time."""
    archive = Archive(Path(path))
    done = 0
    while not limit or done < limit:
        done += 1
        for journal in archive.create_all([(HEADER, creation("")), (HEADER, creation(""))], context()):
            say(f"C {journal.session.number}")


def dribble(chance: random.Random) -> None:
    """Make each write take a few bytes only, so that a kill tears a line."""
    whole_write = disk.write

    def short_write(fd: int, data: memoryview) -> int:
        return whole_write(fd, data[: chance.randint(1, 60)])

    disk.write = short_write


def die_in_the_middle(after: int) -> None:
    """Be killed for good when so many bytes of the next write are out."""
    whole_write = disk.write

    def last_write(fd: int, data: memoryview) -> int:
        whole_write(fd, data[:after])
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody outlives this signal")

    disk.write = last_write


def record(order: dict[str, Any]) -> None:
    chance = random.Random(order["seed"])
    if order["dribble"]:
        dribble(chance)
    if order["die_after"] is not None:
        die_in_the_middle(order["die_after"])
    {"act": act, "create": create}[order["what"]](order["path"], chance, order["limit"])


def main() -> None:
    """Serve until standard input ends."""
    with tempfile.TemporaryDirectory() as folder:
        # Everything is imported by then, and the children need not.
        new_journal(Path(folder)).act(WriteNote("x"), context())
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                record(json.loads(line))
            except BaseException as error:
                say(f"E {type(error).__name__} {error}")
                raise
            finally:
                os._exit(0)
        say(f"P {child}")
        os.waitpid(child, 0)
        say("D")


if __name__ == "__main__":
    main()
