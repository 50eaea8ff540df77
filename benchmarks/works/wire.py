"""What a board that ticks sends to its terminal, and what of a processor it takes, beside what shows the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.rooms import NUMBER, make_room
from benchmarks.terminal import COLUMNS, ROWS, running
from benchmarks.work import Effort, Figure, work

PACE_MS = 25
"""A second of the session passes in that many milliseconds, and in its drawing."""
BEFORE = 30
"""Ticks that are not counted: what is drawn at first, and what is offered then."""
VIGIE, CURSES, BARE, TABLE, STATICS = (
    "vigie", "curses, changed cells", "bare Textual app", "DataTable.update_cell", "one Static a row",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick came to."""

    bytes: float
    cpu_ms: float


def settings(folder: Path, display: str = "normal", more: str = "") -> str:
    """A settings file under which nothing is masked, and what more a work needs: its path."""
    path = folder / "reglages.toml"
    path.write_text(f'affichage = "{display}"\nmasquer_apres = 0\n{more}', encoding="utf-8")
    return str(path)


def board(store: Path, pace_ms: int | None = None) -> list[str]:
    """The words of a board: whose seconds are wound by hand, or by the machine's own clock."""
    wound = ["supervisor"] if pace_ms is None else ["benchmarks.inside", str(pace_ms)]
    return ["-m", *wound, "run", NUMBER, "--as", "bench", "--store", str(store)]


def peers(candidates: int, pace_ms: int) -> dict[str, list[str]]:
    """The words of all that shows the same rows."""
    given = [str(candidates), str(pace_ms)]
    textual = {name: ["-m", "benchmarks.peers.textual_apps", kind, *given] for name, kind in (
        (BARE, "bare"), (TABLE, "table"), (STATICS, "rows"),
    )}  # fmt: skip
    return {CURSES: ["-m", "benchmarks.peers.curses_cells", *given], **textual}


def ticked(words: list[str], ticks: int, **changed: str) -> Ticked:
    """What a tick costs, over so many of them."""
    with running(words, **changed) as program:
        program.read_ticks(min(BEFORE, ticks))
        bytes_before, cpu_before = program.written, program.cpu_s
        program.read_ticks(ticks)
        return Ticked((program.written - bytes_before) / ticks, (program.cpu_s - cpu_before) * 1000 / ticks)


def rest(words: list[str], seconds: float, **changed: str) -> tuple[float, float]:
    """Of a program that is left alone: percent of a core that it takes, and bytes that it sends a second."""
    with running(words, **changed) as program:
        program.read_until_quiet()
        bytes_before, cpu_before = program.written, program.cpu_s
        program.read_for(seconds)
        return 100 * (program.cpu_s - cpu_before) / seconds, (program.written - bytes_before) / seconds


@work("board-ticks", f"a board that ticks, {COLUMNS}x{ROWS}, everybody's test runs: each second of two minutes")
def ticks(effort: Effort) -> Iterator[Figure]:
    """Bytes and processor of a tick, by two minutes of the session's time."""
    many, runs = effort.pick(full=(120, 2), quick=(30, 1), tiny=(3, 1))
    for candidates in effort.pick(full=(20, 200), quick=(200,), tiny=(4,)):
        store = effort.place(f"board-{candidates}")
        make_room(store, candidates, datetime.now(UTC), running=candidates)
        programs = {VIGIE: board(store, PACE_MS), **peers(candidates, PACE_MS)}
        told: dict[str, list[Ticked]] = {name: [] for name in programs}
        for _ in range(runs):
            for name, words in programs.items():
                told[name].append(ticked(words, many, VIGIE_SETTINGS=settings(store)))
        thrifty = [ticked(programs[VIGIE], many, VIGIE_SETTINGS=settings(store, "econome")) for _ in range(runs)]
        for name, found in told.items():
            bytes_each = tuple(one.bytes for one in found)
            yield Figure(f"{name}, {candidates} running", "B/s", bytes_each, f"{CURSES}, {candidates} running")
        yield Figure(
            f"vigie, thrifty, {candidates} running", "B/s", tuple(one.bytes for one in thrifty),
            f"{CURSES}, {candidates} running",
        )  # fmt: skip
        for name, found in told.items():
            spent = tuple(one.cpu_ms for one in found)
            yield Figure(
                f"{name}, {candidates} running: processor of a tick", "ms", spent,
                f"{BARE}, {candidates} running: processor of a tick",
            )  # fmt: skip


@work("board-rest", "the same board by the machine's own clock: nothing wound, its threads included")
def at_rest(effort: Effort) -> Iterator[Figure]:
    """The share of a core that a board takes, and its bytes, in real seconds."""
    seconds = effort.pick(full=20.0, quick=4.0, tiny=1.2)
    for candidates in effort.pick(full=(20, 200), quick=(200,), tiny=(4,)):
        store = effort.place(f"rest-{candidates}")
        make_room(store, candidates, datetime.now(UTC), running=candidates)
        share, sent = rest(board(store), seconds, VIGIE_SETTINGS=settings(store))
        yield Figure(f"vigie, {candidates} running: share of a core", "%", (share,))
        yield Figure(f"vigie, {candidates} running: to the terminal", "B/s", (sent,))
