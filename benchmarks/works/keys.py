"""What a key costs, and how soon its picture shows what is on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from benchmarks.rooms import make_room
from benchmarks.terminal import HANGS_S, Eye, Program, a_line_has, running
from benchmarks.work import Effort, Figure, work
from benchmarks.works.wire import BARE, board, peers, settings

DOWN, UP, START = b"\x1b[B", b"\x1b[A", b"d"
START_BY_NO_SIGN = b"\x1b[24~"
"""F12: a key that no text is made of, so no hand has to be told from a paste first (`screens.kit.hands`)."""
TWO_KEYS = '[touches]\nstart = ["d", "F12"]\n'
"""The settings by which both start a test."""
HAND_S = 0.09
"""Between two keys: a fast hand."""
SETTLED_S = 1.5
"""What a start brings is over when nothing has come for so long."""
AFTER_S = 0.12
"""What a key draws has come when nothing has for so long."""


def cpu_of_a_key(words: list[str], keys: int, changed: dict[str, str]) -> float:
    """Milliseconds of a processor for a key that moves, less what the program takes for nothing in that time."""
    with running(words, **changed) as program:
        program.read_until_seen(lambda picture: "FICTIF 0001" in picture, Eye())
        program.read_until_quiet(quiet_s=SETTLED_S)
        before = program.cpu_s
        for rank in range(keys):
            program.press(DOWN if rank % 20 < 10 else UP)
            program.read_for(HAND_S)
        after = program.cpu_s
        # What it does by itself is measured when all that a start brings is long done.
        program.read_for(keys * HAND_S)
        return (2 * after - before - program.cpu_s) * 1000 / keys


def latencies(program: Program, candidates: int, many: int, keys: Sequence[bytes] = (START,)) -> tuple[float, ...]:
    """Milliseconds from the key that starts a test until its row says « En cours », candidate by candidate.

    The first one's runs already: before that the program shows the welcome.

    Args:
        program: a board that has just begun.
        candidates: how many are on it.
        many: of how many of them the test is started.
        keys: what is pressed, one after the other in turn.
    """
    eye, taken = Eye(), []
    program.read_until_seen(lambda picture: "FICTIF 0001" in picture, eye)
    # Keys that come while it starts are dropped.
    program.see_until_quiet(eye, SETTLED_S)
    for number in range(2, min(candidates, many + 1) + 1):
        name = f"FICTIF {number:04d}"
        program.press(DOWN)

        def is_chosen(picture: str, name: str = name) -> bool:
            return any(name in line and line.startswith("▌") for line in picture.splitlines())

        program.read_until_seen(is_chosen, eye)
        program.see_until_quiet(eye, AFTER_S)
        at = program.press(keys[number % len(keys)])
        taken.append((program.read_until_seen(a_line_has(name, "En cours"), eye) - at) * 1000)
        program.see_until_quiet(eye, AFTER_S)
    return tuple(taken)


def bare_latencies(program: Program, many: int) -> tuple[float, ...]:
    """The same of an application that does nothing but count its keys."""
    program.read_until_quiet()
    taken = []
    for _ in range(many):
        before = len(program.pieces)
        at = program.press(START)
        while len(program.pieces) == before:
            program.read(HANGS_S)
        taken.append((program.pieces[before].at - at) * 1000)
        program.read_until_quiet(quiet_s=AFTER_S)
    return tuple(taken)


@work("key-cpu", "processor of a key that moves, 200 candidates, nothing else is drawn")
def cpu(effort: Effort) -> Iterator[Figure]:
    """Beside the bare application."""
    keys, runs = effort.pick(full=(60, 2), quick=(25, 1), tiny=(3, 1))
    candidates = effort.pick(full=200, quick=200, tiny=4)
    store = effort.place("keys")
    make_room(store, candidates, datetime.now(UTC), running=candidates)
    changed = {"VIGIE_SETTINGS": settings(store)}
    programs = {"vigie": board(store, 0), BARE: peers(1, 0)[BARE]}
    told: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(runs):
        for name, words in programs.items():
            told[name].append(cpu_of_a_key(words, keys, changed))
    for name, found in told.items():
        yield Figure(name, "ms", tuple(found), BARE)


@work("key-to-disk-picture", "from a key to the picture of what is on the disk: « démarré », candidate by candidate")
def to_disk(effort: Effort) -> Iterator[Figure]:
    """At 200 candidates, and with 5,000 events behind them.

    A letter is held back for 30 ms, to tell a hand from a paste (RULES.md section 11): what is left of the way is told
    by a key that is no sign.
    """
    many = effort.pick(full=198, quick=16, tiny=3)
    # The bare one draws three lines: the least there is.
    candidates, events = effort.pick(full=(200, 5000), quick=(200, 5000), tiny=(4, 60))
    bare_peer = f"{BARE}: key to picture"
    with running(peers(1, 0)[BARE]) as program:
        yield Figure(bare_peer, "ms", bare_latencies(program, many))
    for behind in (0, events):
        store = effort.place(f"events-{behind}")
        journal = make_room(store, candidates, datetime.now(UTC), running=1, events=behind)
        name = f"vigie, {candidates} candidates, {journal.session.last_id:,} events"
        with running(board(store, 0), VIGIE_SETTINGS=settings(store, more=TWO_KEYS)) as program:
            taken = latencies(program, candidates, many, (START, START_BY_NO_SIGN))
        yield Figure(name, "ms", taken[::2], bare_peer)
        yield Figure(f"{name}, by a key that is no letter", "ms", taken[1::2], bare_peer)
