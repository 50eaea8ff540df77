"""How long a command takes to answer, as a whole process, over a Python that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.rooms import NUMBER, make_room
from benchmarks.work import Effort, Figure, processes_in_turn, work

NOTHING = "python -c pass"


@work("command", "whole processes, beside python -c pass; « over »: what comes on top of it, round by round")
def answers(effort: Effort) -> Iterator[Figure]:
    """`status` of one session of twenty, and `--help`."""
    store = effort.place("command")
    make_room(store, 20, datetime.now(UTC), running=20)
    vigie = [sys.executable, "-m", "supervisor"]
    commands = {
        NOTHING: [sys.executable, "-c", "pass"],
        "vigie --help": [*vigie, "--help"],
        "vigie status N": [*vigie, "status", NUMBER, "--store", str(store)],
        "import textual": [sys.executable, "-c", "import textual.app"],
    }
    told = processes_in_turn(commands, effort.pick(full=25, quick=4, tiny=1))
    for rank, what in enumerate(("", ", processor")):
        nothing = told[NOTHING][rank]
        for name in commands:
            spent = told[name][rank]
            yield Figure(f"{name}{what}", "ms", spent, f"{NOTHING}{what}")
            if name != NOTHING:
                over = tuple(one - least for one, least in zip(spent, nothing, strict=True))
                yield Figure(f"{name}{what}: over {NOTHING}", "ms", over)
