"""What the live board costs: processor, bytes to the terminal, key to picture. In a pseudo-terminal, on POSIX."""

from __future__ import annotations

import os
import pty
import resource
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from fcntl import ioctl
from pathlib import Path

from benchmarks.measure import row, title
from data.archive import Archive
from data.journal import Journal
from data.reference import read_reference
from supervisor.action import Context, CreateSession, Mark, NewCandidate
from supervisor.candidate import Identity
from supervisor.reference import Header

SIZES = (20, 200)
SECONDS = 60
"""Of the steady board; a progress bar that grows and a minute that turns are in it."""
KEYS = 30
FOLLOWED = 12
"""Actions of another process."""
LONGEST_S = 20
"""What is not shown by then never will be."""
LEAST_PICTURE = 1000
"""Bytes; the questions that Textual asks of the terminal before it draws are fewer."""
DISPLAYS = ("normal", "econome")
"""`econome` is what the board chooses by itself over SSH."""


def room(root: Path, candidates: int, now: datetime, running: int) -> Journal:
    """A session in which the tests of the first ones run; the others have not come."""
    header = Header(timezone="Europe/Paris", reference=read_reference())
    names = tuple(NewCandidate(Identity(last_name=f"FICTIF {n:03d}", first_name="Camille")) for n in range(candidates))
    begun = now - timedelta(minutes=30)
    made = CreateSession("208", begun.date(), "09:00", candidates=names)
    journal = Archive(root).create(header, made, Context(begun, "bench", "bench"))
    there = tuple(range(1, running + 1))
    journal.act(Mark("join", there), Context(begun, "bench", "bench"))
    journal.act(Mark("start", there), Context(begun, "bench", "bench"))
    return journal


@contextmanager
def shown(folder: Path, display: str) -> Iterator[tuple[int, int]]:
    """`vigie run` on the session of a store, with one of the displays: its process, and its terminal."""
    settings = folder / "reglages.toml"
    settings.write_text(f'affichage = "{display}"\nmasquer_apres = 0\n', encoding="utf-8")
    pid, screen = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", VIGIE_SETTINGS=str(settings))
        os.execv(sys.executable, [sys.executable, "-m", "supervisor", "--store", str(folder), "run", "208"])
    ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        _read_until_quiet(screen, 20)
        yield pid, screen
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(screen)


def measure(candidates: int, display: str) -> None:
    """Run `vigie run` on such a room, with one of the displays, and print what it costs."""
    with tempfile.TemporaryDirectory() as folder:
        room(Path(folder), candidates, datetime.now(UTC), candidates)
        begun = time.perf_counter()
        with shown(Path(folder), display) as (pid, screen):
            first = time.perf_counter() - begun
            before = _processor(pid)
            written = _count(screen, SECONDS)
            spent = _processor(pid) - before
            latencies = sorted(_latency(screen, key) for key in "jk" * (KEYS // 2))
    middle, worst = statistics.median(latencies), latencies[-1]
    print(
        f"  {candidates:>4} candidates, {display}: first quiet picture {first:.2f} s, "
        f"{100 * spent / SECONDS:.2f} % of a core, "
        f"{written / SECONDS / 1024:.2f} KiB/s or {written / SECONDS * 60 / 1000:.1f} kB a minute to the terminal "
        f"(over {SECONDS} s, 256 colours), "
        f"key to picture median {middle:.0f} ms, longest of {len(latencies)} {worst:.0f} ms"
    )


def following(display: str) -> None:
    """How soon a board shows what another process recorded in its session (to be: within a second)."""
    with tempfile.TemporaryDirectory() as folder:
        journal = room(Path(folder), SIZES[0], datetime.now(UTC), 1)
        with shown(Path(folder), display) as (_, screen):
            taken = []
            for number in range(2, FOLLOWED + 2):
                journal.act(Mark("join", (number,)), Context(datetime.now(UTC), "bench", "bench"))
                taken.append(_until_said(screen, b"A rejoint"))
    row(f"what another process records, until it is shown, {display}", taken)


def _processor(pid: int) -> float:
    """Seconds of processor a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _count(screen: int, seconds: float) -> int:
    """Bytes written to the terminal in so many seconds."""
    total, end = 0, time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        ready, _, _ = select.select([screen], [], [], left)
        total += len(os.read(screen, 65536)) if ready else 0
    return total


def _read_until_quiet(screen: int, seconds: float) -> None:
    """Read until nothing was written for half a second, once it has begun to draw."""
    end = time.perf_counter() + seconds
    drawn = 0
    while time.perf_counter() < end:
        ready, _, _ = select.select([screen], [], [], 0.5)
        if ready:
            drawn += len(os.read(screen, 65536))
        elif drawn > LEAST_PICTURE:
            return


def _until_said(screen: int, words: bytes) -> float:
    """Milliseconds until these words are written to the terminal."""
    begun, said = time.perf_counter(), b""
    while words not in said:
        if time.perf_counter() - begun > LONGEST_S:
            raise TimeoutError(f"{words!r} is not shown")
        if select.select([screen], [], [], 1)[0]:
            said += os.read(screen, 65536)
    return (time.perf_counter() - begun) * 1000


def _latency(screen: int, key: str) -> float:
    """Milliseconds from a key to the first byte of the next picture."""
    while select.select([screen], [], [], 0)[0]:
        os.read(screen, 65536)
    begun = time.perf_counter()
    os.write(screen, key.encode("ascii"))
    select.select([screen], [], [], 5)
    taken = (time.perf_counter() - begun) * 1000
    time.sleep(0.15)
    return taken


def main() -> None:
    """Print what the board costs at 20 and 200 candidates."""
    title("the live board, 120x40, everybody's test runs")
    for candidates in SIZES:
        for display in DISPLAYS:
            measure(candidates, display)
    for display in DISPLAYS:
        following(display)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  peak memory of the largest one {peak:.0f} MiB")
