"""`vigie run`: until its first picture, until its whole picture, and what is sent for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.rooms import make_room
from benchmarks.terminal import Eye, running
from benchmarks.work import Effort, Figure, work
from benchmarks.works.wire import BARE, board, peers, settings

CANDIDATES = 20
A_PICTURE = 200
"""Signs other than spaces: fewer are no picture yet."""
_PASSES = re.compile(r"[\d:▌█▏▎▍▊▉━╸╺]")
"""What the second that passes meanwhile may change."""


def pictures(words: list[str], changed: dict[str, str]) -> tuple[float, float, int, float]:
    """Of one start: milliseconds to the first and to the whole picture, bytes of it, milliseconds of a processor."""
    with running(words, **changed) as program:
        program.read_until_seen(lambda picture: "FICTIF 0001" in picture, Eye())
        program.read_until_quiet()
        cpu_ms = program.cpu_s * 1000
    eye = Eye()
    shown = [_PASSES.sub("", eye.look(piece)) for piece in program.pieces]
    first = next(rank for rank, text in enumerate(shown) if len("".join(text.split())) > A_PICTURE)
    whole = next(rank for rank, text in enumerate(shown) if text == shown[-1])
    sent = sum(len(piece.data) for piece in program.pieces[: whole + 1])
    at = [(program.pieces[rank].at - program.begun) * 1000 for rank in (first, whole)]
    return at[0], at[1], sent, cpu_ms


@work("run-first-picture", "from the command to the picture, 20 candidates, compiled modules kept")
def first_picture(effort: Effort) -> Iterator[Figure]:
    """Beside the bare application, start by start in turn."""
    runs = effort.pick(full=15, quick=2, tiny=1)
    store = effort.place("starting")
    make_room(store, CANDIDATES, datetime.now(UTC), running=CANDIDATES)
    changed = {"VIGIE_SETTINGS": settings(store)}
    programs = {BARE: peers(CANDIDATES, 0)[BARE], "vigie run": board(store)}
    told: dict[str, list[tuple[float, float, int, float]]] = {name: [] for name in programs}
    for counted in range(runs + 1):
        for name, program in programs.items():
            found = pictures(program, changed)
            if counted:
                told[name].append(found)
    for rank, (what, unit) in enumerate(
        (("first picture", "ms"), ("complete picture", "ms"), ("bytes until complete", "B"), ("processor", "ms"))
    ):
        for name, figures in told.items():
            yield Figure(f"{name}: {what}", unit, tuple(float(one[rank]) for one in figures), f"{BARE}: {what}")
