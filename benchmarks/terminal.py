"""A program in a terminal that is measured: what it writes and when, what it costs, what can be seen of it.

Bytes are only gathered, with their instants, while it runs; what they draw is looked at afterwards, so that looking
costs the program nothing. Linux alone tells what another process has cost (`/proc`).
"""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path

from pyte import ByteStream, Screen

from benchmarks.ticking import TICKS
from benchmarks.work import SkippedError, environment

COLUMNS, ROWS = 120, 40
LOOK_S = 0.06
"""When nothing has come for so long, one may look."""
QUIET_S = 0.4
"""A picture after which nothing comes for so long is whole."""
HANGS_S = 60.0
"""What has not come by then never will."""
_FOREIGN = re.compile(
    rb"\x1b\[[<=>?][\d;]*[a-gi-km-zA-Z]|\x1b\[[<=>?][\d;]*\$p|\x1b[PX^_\]][^\x1b\x07]*(?:\x1b\\|\x07)"
)
"""Questions and modes of newer terminals, which the one in memory takes for letters."""
_HALF = re.compile(rb"\x1b[^\x1b]{0,40}\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """What came in one reading."""

    at: float
    """Of the monotonic clock, seconds."""
    data: bytes


@dataclass
class Program:
    """A program at work in its terminal."""

    pid: int
    screen: int
    ticks: int
    """Where it tells that a second has passed, one byte each."""
    begun: float
    pieces: list[Piece] = field(default_factory=list)
    ticked: int = 0

    def read(self, seconds: float) -> bool:
        """Take in what comes next, waiting so long at most; False when nothing came."""
        ready, _, _ = select.select([self.screen, self.ticks], [], [], max(0.0, seconds))
        if self.ticks in ready:
            self.ticked += len(os.read(self.ticks, 4096))
        if self.screen in ready:
            try:
                data = os.read(self.screen, 1 << 16)
            except OSError:
                data = b""
            if not data:
                raise SkippedError("the program ended: " + seen(self.pieces)[-400:])
            self.pieces.append(Piece(time.perf_counter(), data))
        return bool(ready)

    def read_until_quiet(self, least: int = 1000, quiet_s: float = QUIET_S) -> None:
        """Take in all that comes until nothing has for a while, and so many bytes at least."""
        end = time.perf_counter() + HANGS_S
        while (self.read(quiet_s) or self.written < least) and time.perf_counter() < end:
            pass

    def see_until_quiet(self, eye: Eye, quiet_s: float) -> None:
        """Take in all that comes until nothing has for a while, and have it looked at."""
        self.read_until_quiet(quiet_s=quiet_s)
        eye.catch_up(self.pieces)

    def read_ticks(self, many: int) -> None:
        """Take in all that comes until so many more seconds have passed for it.

        Raises:
            TimeoutError: they do not pass.
        """
        wanted, end = self.ticked + many, time.perf_counter() + HANGS_S + many
        while self.ticked < wanted:
            self.read(1)
            if time.perf_counter() > end:
                raise TimeoutError(f"{self.ticked} of {wanted} ticks")

    def read_for(self, seconds: float) -> None:
        """Take in all that comes in so many seconds."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def read_until_seen(self, shows: Callable[[str], bool], eye: Eye) -> float:
        """Take in what comes until this is to be seen; the instant at which its last byte came.

        It is looked for when nothing comes for a moment, so that looking does not delay what is measured.

        Raises:
            TimeoutError: it is never to be seen.
        """
        end = time.perf_counter() + HANGS_S
        while time.perf_counter() < end:
            if self.read(LOOK_S):
                continue
            for piece in self.pieces[eye.looked_at :]:
                if shows(eye.look(piece)):
                    return piece.at
        raise TimeoutError("never seen:\n" + "\n".join(eye.lines))

    def press(self, key: bytes) -> float:
        """Send a key; the instant at which it was sent."""
        at = time.perf_counter()
        os.write(self.screen, key)
        return at

    @property
    def written(self) -> int:
        """Bytes so far."""
        return sum(len(piece.data) for piece in self.pieces)

    @property
    def cpu_s(self) -> float:
        """Seconds of a processor that it has used, all its threads."""
        told = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            # A thread that ends just now takes its own with it.
            with suppress(OSError):
                told += int((task / "schedstat").read_text(encoding="ascii").split()[0])
        return told / 1e9

    @property
    def clock_s(self) -> float:
        """The clock by which pieces bear their instants, seconds."""
        return time.perf_counter()

    @property
    def memory_mib(self) -> tuple[float, float]:
        """MiB that it holds, and its own share of them where other processes hold the same (RSS, PSS)."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup")
        if not rollup.exists():
            raise SkippedError("needs /proc/PID/smaps_rollup of Linux")
        lines = rollup.read_text(encoding="ascii").splitlines()
        held = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return held["Rss"], held["Pss"]


@contextmanager
def running(words: Sequence[str], **changed: str) -> Iterator[Program]:
    """A program of Python in a terminal of its own, killed at the end.

    Raises:
        SkippedError: this system tells nothing of other processes.
    """
    if not Path("/proc/self/schedstat").exists():
        raise SkippedError("needs /proc of Linux")
    told, tells = os.pipe()
    begun = time.perf_counter()
    pid, screen = pty.fork()
    if pid == 0:
        os.set_inheritable(tells, True)
        os.execve(sys.executable, [sys.executable, *words], environment(**{TICKS: str(tells)}, **changed))
    ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    os.close(tells)
    try:
        yield Program(pid, screen, told, begun)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(screen)
        os.close(told)


# What can be seen ------------------------------------------------------------------------------------


class Eye:
    """The terminal in memory."""

    def __init__(self) -> None:
        self._screen = Screen(COLUMNS, ROWS)
        self._stream = ByteStream(self._screen)
        self._held_back = b""
        self.looked_at = 0
        """How many pieces it has seen."""

    @property
    def lines(self) -> list[str]:
        """What is to be seen now."""
        return [str(line) for line in self._screen.display]

    def look(self, piece: Piece) -> str:
        """What is to be seen once these bytes have come as well."""
        self.looked_at += 1
        data = self._held_back + piece.data
        half = _HALF.search(data)
        self._held_back = data[half.start() :] if half and not data.endswith(b"m") else b""
        self._stream.feed(_FOREIGN.sub(b"", data[: len(data) - len(self._held_back)]))
        return "\n".join(self.lines)

    def catch_up(self, pieces: Sequence[Piece]) -> None:
        """Look at those of all pieces that it has not looked at yet."""
        for piece in pieces[self.looked_at :]:
            self.look(piece)


def seen(pieces: Sequence[Piece]) -> str:
    """What is to be seen after all of these."""
    eye = Eye()
    eye.catch_up(pieces)
    return "\n".join(eye.lines)


def a_line_has(*words: str) -> Callable[[str], bool]:
    """Tells whether one line of a picture has all of these words."""
    return lambda picture: any(all(word in line for word in words) for line in picture.splitlines())
