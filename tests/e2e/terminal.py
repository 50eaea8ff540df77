"""The real program in a terminal that a test can read: tmux windows, keys sent to them, what they show.

Waiting is always for something to be seen, never for a clock; the one pause is the half second of real time within
which the same key is a repetition (RULES.md section 8).
"""

import itertools
import json
import math
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

import pyte
import pytest
from textual.geometry import Size

from screens.kit.sizes import drawn
from tests.e2e.warm import warm
from tests.spaces import plain_spaces
from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]
LIST = HOUSE / "tests" / "fixtures" / "roster" / "candidats-session-208.ods"
PAUL = "Paul Martin"
SAME_KEY_S = 0.6
"""A little more than the half second within which the same key repeats."""
A_LOOK_S = 2.0
"""After how long somebody who sees nothing happen types again."""
HAND_S = 0.04
"""Real seconds between two keys of a fast hand: three within 30 ms are none (RULES.md section 11)."""
UP_AND_DOWN = "\x1b[B\x1b[A" * 5

# In CI its absence is a failure, since .ci/run installs it.
NEEDS_TMUX = pytest.mark.skipif(
    shutil.which("tmux") is None and not os.environ.get("CI"), reason="tmux is not there: apt install tmux"
)

_IN_A_SHELL = """echo avant; sh -c 'echo $$ >"$0"; exec "$@"' "$@"; echo "code $?"; exec cat"""
"""Runs the program as a shell does, notes its process id, and tells how it ended."""

_SERVERS = itertools.count()
_NOT_OURS = {"COLUMNS", "LINES", "COLORTERM", "NO_COLOR", "TMUX", "TEXTUAL", "TEXTUAL_COLOR_SYSTEM"}

_ROW = re.compile(
    r"(?P<chosen>[▌ ])(?P<clock>[ 0-9:−hmin]{8})[▲ ](?P<sign>[‖▲! ])(?P<mark>[● ])(?P<number>\d\d)  "
    r"(?P<name>\S.*?) {1,}"
    r"(?P<extra>\+\d+ % +)?"
    r"(?P<status>Attendu|A rejoint|En cours|En pause|Suspendu|Dépassé|Interrompu|Terminé|Parti|Arrêté|Absent|…) +"
    r"(?P<identity>[✓~·]) {2}(?P<signed>[✓·]) *(?P<started>\d\d:\d\d)?(?: (?P<ends>\d\d:\d\d))? *(?P<incidents>.*)"
)


@dataclass(frozen=True)
class Row:
    """One candidate as the list shows him at 80 columns."""

    number: int
    name: str
    status: str
    identity: bool
    signed: bool
    started: str
    ends: str
    chosen: bool
    marked: bool

    @property
    def lasting(self) -> tuple[object, ...]:
        """What the time that passes and the one who looks do not change."""
        ends = "" if self.stands_still else self.ends
        return (self.number, self.name, self.status, self.identity, self.signed, self.started, ends)

    @property
    def stands_still(self) -> bool:
        """His countdown does: his end is what it would be if it went on now, later with each minute."""
        return self.status in ("Interrompu", "En pause", "Suspendu")


def until(is_so: Callable[[], bool], why: Callable[[], str], seconds: float = PATIENCE_S) -> None:
    """Wait for another process, no longer than so many seconds."""
    begin = time.monotonic()
    while not is_so():
        assert time.monotonic() - begin < seconds, why()
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """True once the process has ended, whether or not somebody took note of it."""
    status = Path(f"/proc/{pid}/stat")
    with suppress(OSError):
        return status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] in "ZX"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def is_stopped(pid: int) -> bool:
    """True while the process is held (SIGSTOP) and not yet told to go on."""
    state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return state.strip().startswith("T")


class Store:
    """A store with session 208 in it, and the command on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Nobody's own settings, no fault of another run; and the size of a terminal is asked of it, not of
        # COLUMNS, which is set where pytest runs in several processes.
        kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
        self.environment = {
            **kept,
            "VIGIE_STORE": str(folder / "store"),
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command to its end, in a Python that is started for it."""
        return subprocess.run(
            [sys.executable, "-m", "supervisor", *words],
            cwd=HOUSE,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )

    def done(self, *words: str) -> str:
        """One command that must succeed: what is made ready for a test, or looked at."""
        ended = warm(words, "", self.environment)
        assert ended.returncode == 0, f"vigie {' '.join(words)}\n{ended.stdout}{ended.stderr}"
        return plain_spaces(ended.stdout)

    def log(self) -> list[dict[str, Any]]:
        """Every event since the import."""
        events: list[dict[str, Any]] = json.loads(self.done("log", "208", "--json"))
        return [event for event in events if event["kind"] not in ("session_created", "candidate_added")]

    def candidates(self) -> list[dict[str, Any]]:
        """Where each candidate stands."""
        told: list[dict[str, Any]] = json.loads(self.done("status", "208", "--json"))["candidates"]
        return told

    def drafts(self) -> list[dict[str, Any]]:
        """What is kept of what is being typed, and of what waits for its disk; the oldest first."""
        found = []
        for path in self.folder.rglob("drafts/*.json"):
            # The program may remove one between the look and the reading.
            with suppress(FileNotFoundError):
                found.append(json.loads(path.read_text(encoding="utf-8")))
        return sorted(found, key=lambda one: str(one["first_key"]))

    @property
    def faults(self) -> list[str]:
        """What Vigie kept of faults of its own."""
        return [path.read_text(encoding="utf-8") for path in self.folder.rglob("faults/*.txt")]


def imported(folder: Path) -> Store:
    """A new store whose session 208 comes from an office suite's sheet of twenty candidates."""
    store = Store(folder)
    store.done("--as", "Référent", "import", str(LIST), "--timezone", "Europe/Paris")
    return store


class Tmux:
    """A tmux server of its own, gone with the test."""

    def __init__(self, store: Store) -> None:
        self.store = store
        # One name each: a server that is going would take the next one with it.
        self.socket = f"vigie-test-{os.getpid()}-{next(_SERVERS)}"
        self._names = itertools.count()
        self._opened: list[Terminal] = []
        self._socket_path: Path | None = None

    def __call__(self, *words: str) -> str:
        """One tmux command, and what it prints."""
        return subprocess.run(
            ["tmux", "-u", "-L", self.socket, "-f", "/dev/null", *words],
            env=self.store.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=True,
        ).stdout

    def open(
        self,
        *words: str,
        variables: Mapping[str, str] = MappingProxyType({}),
        width: int = 80,
        height: int = 24,
        folder: Path = HOUSE,
        program: Sequence[str] = (),
    ) -> "Terminal":
        """Run `vigie …` in a window of this size, in this folder; or another program, such as `ssh`."""
        name = f"w{next(self._names)}"
        pid_file = self.store.folder / f"{name}.pid"
        program = program or [sys.executable, "-m", "supervisor", *words]
        # fmt: off
        # No « window-size manual »: tmux 3.3a falls over it.
        self("start-server", ";", "set", "-g", "status", "off", ";", "set", "-g", "escape-time", "0", ";",
             "set", "-g", "default-terminal", "screen-256color", ";",
             "new-session", "-d", "-s", name, "-x", str(width), "-y", str(height), "-c", str(folder), "--",
             "env", *(f"{key}={value}" for key, value in variables.items()),
             "sh", "-c", _IN_A_SHELL, "sh", str(pid_file), *program)
        # fmt: on
        self._socket_path = Path(self("display-message", "-p", "#{socket_path}").strip())
        self._opened.append(Terminal(self, name, pid_file))
        return self._opened[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # A program that does not end with its window is not left behind: that it must is for the tests to say.
        for terminal in self._opened:
            with suppress(ProcessLookupError):
                if not is_gone(terminal.pid):
                    os.kill(terminal.pid, signal.SIGKILL)
        # It may have gone with its last window; and tmux leaves its socket behind.
        with suppress(subprocess.CalledProcessError):
            self("kill-server")
        if self._socket_path is not None:
            self._socket_path.unlink(missing_ok=True)


def board(
    tmux: Tmux,
    author: str = PAUL,
    variables: Mapping[str, str] = MappingProxyType({}),
    *,
    width: int = 80,
    height: int = 24,
) -> "Terminal":
    """`vigie run 208`, its list before the eyes: a session begins with the welcome."""
    terminal = tmux.open("run", "208", "--as", author, variables=variables, width=width, height=height)
    terminal.sees(" 208 ", "? aide")
    terminal.shows_its_list()
    return terminal


def leaves_nothing_behind(terminal: "Terminal", store: Store) -> None:
    """From the welcome to the list, and out by `q`: no draft stays, the journal is whole, nothing went wrong."""
    terminal.shows_its_list()
    terminal.press("q")
    terminal.ends(0)
    assert not list(store.folder.rglob("drafts"))
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []


def _notice(lines: Sequence[str], sign: str) -> str:
    """What is answered: its rows stand right above the last one, the first of them with its sign; empty for nothing."""
    rows: list[str] = []
    for line in reversed(lines[:-1]):
        rows.insert(0, line)
        if line.startswith(f" {sign} "):
            first, *others = rows
            return " ".join((first.rstrip(), *(other.strip() for other in others)))
        if not line.startswith("    "):
            break
    return ""


class Terminal:
    """One window with the program in it."""

    def __init__(self, tmux: Tmux, name: str, pid_file: Path) -> None:
        self._tmux = tmux
        self._name = name
        self._pid_file = pid_file
        self._last_key = ""
        self._seen_at = 0.0

    # What it shows -------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The rows of the screen."""
        return plain_spaces(self._tmux("capture-pane", "-p", "-t", self._name)).splitlines()

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def colours(self) -> str:
        """The screen with its colours, as escape sequences."""
        return self._tmux("capture-pane", "-p", "-e", "-t", self._name)

    @property
    def rows(self) -> dict[int, Row]:
        """The candidates listed."""
        return {row.number: row for row in self._rows()}

    @property
    def chosen(self) -> int | None:
        """Whom the list shows as chosen."""
        return next((row.number for row in self._rows() if row.chosen), None)

    def _rows(self) -> Iterator[Row]:
        for line in self.lines:
            found = _ROW.match(line)
            if found is not None:
                yield Row(
                    number=int(found["number"]),
                    name=found["name"],
                    status=found["status"],
                    identity=found["identity"] != "·",
                    signed=found["signed"] == "✓",
                    started=found["started"] or "",
                    ends=found["ends"] or "",
                    chosen=found["chosen"] == "▌",
                    marked=found["mark"] == "●",
                )

    def sees(self, *texts: str, without: str = "") -> str:
        """Wait until all these are on the screen, and that is not; the screen then."""
        shown = ""

        def is_so() -> bool:
            nonlocal shown
            shown = self.text
            return all(text in shown for text in texts) and not (without and without in shown)

        until(is_so, lambda: f"not seen: {texts}{f' without {without!r}' if without else ''}\n{shown}")
        self._seen_at = time.monotonic()
        return shown

    def is_written_on(self, escaped: str) -> None:
        """Something else writes on it, such as `wall`; what printf makes of these letters."""
        tty = self._tmux("display-message", "-p", "-t", self._name, "#{pane_tty}").strip()
        subprocess.run(["sh", "-c", 'printf "$0" >"$1"', escaped, tty], check=True)

    def answers(self, *texts: str, sign: str = "✓") -> str:
        """Wait for an answer, over as many rows as it needs above the keys; the answer without its sign.

        Args:
            texts: what it says.
            sign: « ✓ » done, « ! » refused, « i » told, « × » not recorded.
        """
        last = ""

        def is_so() -> bool:
            nonlocal last
            last = _notice(self.lines, sign)
            return last.startswith(f" {sign} ") and all(text in last for text in texts)

        until(is_so, lambda: f"not answered: {sign} {texts}\n{self.text}")
        self._seen_at = time.monotonic()
        return last.strip().removeprefix(sign).strip()

    # What is done to it --------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Keys as tmux names them, as a fast hand presses them; the same as the last one only after its half second."""
        if keys[0] == self._last_key:
            time.sleep(max(0.0, self._seen_at + SAME_KEY_S - time.monotonic()))
        self._seen_at = time.monotonic()
        self._last_key = keys[-1]
        for rank, key in enumerate(keys):
            if rank:
                time.sleep(HAND_S)
            self._tmux("send-keys", "-t", self._name, "--", key)

    def write(self, text: str) -> None:
        """Text, letter by letter, in one go."""
        self._last_key = ""
        self._tmux("send-keys", "-l", "-t", self._name, "--", text)

    def choose(self, number: int, *keys: str) -> None:
        """Digits (or what the digit row gives without Shift), then Enter."""
        self.press(*(keys or str(number)))
        self.sees(f"n° {number} ", "Entrée choisit")
        self.press("Enter")
        until(lambda: self.chosen == number, lambda: f"{number} is not chosen\n{self.text}")
        self._seen_at = time.monotonic()

    def shows_its_list(self) -> None:
        """From the welcome, with which a session begins and whose letters search, to the list."""
        self.press("F2")
        # The welcome names them too.
        self.sees("01  ABGRALLOU", without="À accueillir")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-t", self._name, "-x", str(width), "-y", str(height))

    def hang_up(self) -> None:
        """Close the window, as a lost SSH line does."""
        self._tmux("kill-session", "-t", self._name)

    # How it ends ---------------------------------------------------------------------------------

    @property
    def pid(self) -> int:
        """The program's process id."""
        until(lambda: self._pid_file.exists() and self._pid_file.read_text().endswith("\n"), lambda: "no process")
        return int(self._pid_file.read_text())

    def ends(self, code: int) -> str:
        """Wait for its end: this exit code, no traceback, the terminal as it was; what the terminal shows then."""
        shown = self.sees("avant", f"code {code}\n")
        assert "Traceback" not in shown
        *modes, tty = self._tell("#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{pane_tty}").split()
        assert modes == ["0", "1", "0"]
        terminal = os.open(tty, os.O_RDONLY | os.O_NOCTTY)
        try:
            from_it, to_it, _, local, *_ = termios.tcgetattr(terminal)
        finally:
            os.close(terminal)
        assert local & termios.ICANON
        assert local & termios.ISIG
        assert local & termios.ECHO
        assert from_it & termios.ICRNL
        assert to_it & termios.OPOST
        return shown

    def _tell(self, what: str) -> str:
        return self._tmux("display-message", "-p", "-t", self._name, what)


_WITH_ITS_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Makes the terminal on its standard input its own, as a login does: a hang-up then reaches it."""


def _drawn_on(width: int, height: int) -> tuple[int, int]:
    """The columns and rows that Vigie draws on, of a terminal that says it is so large, or says nothing."""
    size = drawn(Size(width, height))
    return size.width or 80, size.height or 24


class BarePty:
    """`vigie run 208`, or another command, on a pty whose other end is read only when the test says so."""

    def __init__(
        self,
        store: Store,
        author: str = PAUL,
        *,
        is_its_own: bool = True,
        words: Sequence[str] = ("run", "208"),
        size: tuple[int, int] = (80, 24),
        variables: Mapping[str, str] = MappingProxyType({"TERM": "xterm-256color"}),
    ) -> None:
        """Start it.

        Args:
            store: which holds session 208.
            author: who sits there.
            is_its_own: the terminal is the one that controls it; else nobody tells it when that hangs up.
            words: the command.
            size: columns and rows that the terminal says it has.
            variables: besides the store's own; TERM is not there unless it is among them.
        """
        self._master, self._slave = os.openpty()
        self._screen = pyte.Screen(*_drawn_on(*size))
        self._stream = pyte.ByteStream(self._screen)
        self.resize(*size)
        own = ["-c", _WITH_ITS_TERMINAL] if is_its_own else []
        kept = {name: value for name, value in store.environment.items() if name != "TERM"}
        self.process = subprocess.Popen(
            [sys.executable, *own, "-m", "supervisor", *words, "--as", author],
            cwd=HOUSE,
            env={**kept, **variables},
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            start_new_session=True,
        )
        self._is_open = True
        self.drawn = b""
        """What it drew, since it was last read for something."""
        self._last_read = ""

    def reads_until(self, text: str) -> None:
        """Read what is drawn until these letters come by, or stand on the screen: only what changed is sent.

        Never the same letters twice in a row: what is left of the last picture would be taken for the next one.
        """
        assert text != self._last_read, f"{text}: of this picture, or still of the one before?"
        self._last_read = text
        self.drawn = b""

        def is_so() -> bool:
            self._read()
            return text.encode("utf-8") in self.drawn or any(text in line for line in self._screen.display)

        until(is_so, lambda: f"never drawn: {text}\n{self.drawn!r}")

    def chooses(self, number: str, name: str) -> None:
        """Type a number until that row is the chosen one.

        Keys that waited for long arrive together, as a pasted text would: then the first try is refused with them.
        """
        tried = -math.inf

        def is_so() -> bool:
            nonlocal tried
            self._read()
            if any(line.startswith("▌") and name in line for line in self._screen.display):
                return True
            if time.monotonic() - tried > A_LOOK_S:
                tried = time.monotonic()
                self.write(f"{number}\r")
            return False

        until(is_so, lambda: f"never chosen: {name}\n{self.drawn!r}")

    def _read(self) -> None:
        """All that it has drawn by now."""
        while select.select([self._master], [], [], 0)[0]:
            came = os.read(self._master, 65536)
            self.drawn += came
            self._stream.feed(came)

    def write(self, keys: str | bytes) -> None:
        """Keys, whether or not anything is read."""
        os.write(self._master, keys.encode("utf-8") if isinstance(keys, str) else keys)

    def resize(self, width: int, height: int) -> None:
        """Say that the terminal has another size."""
        columns, rows = _drawn_on(width, height)
        self._screen.resize(rows, columns)
        termios.tcsetwinsize(self._slave, (height, width))

    def ends(self) -> int:
        """Read what is drawn until it ends; the exit code."""

        def is_so() -> bool:
            self._read()
            return self.process.poll() is not None

        until(is_so, lambda: f"it goes on\n{self.drawn!r}")
        return int(self.process.returncode)

    @property
    def peak_memory(self) -> int:
        """The most bytes of memory that it has held so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) * 1024

    def stalls(self) -> None:
        """Read nothing more, and have it draw until it can draw no more."""

        def is_so() -> bool:
            self.write(UP_AND_DOWN)
            return not select.select([], [self._slave], [], 0.05)[1]

        until(is_so, lambda: "it goes on drawing into nothing")
        # What waits to be drawn is some thirty frames, then the program itself waits.
        for _ in range(8):
            self.write(UP_AND_DOWN)
            time.sleep(0.1)
        assert is_so(), "somebody reads"

    def shows_its_list(self) -> None:
        """From the welcome, with which a session begins, to the list."""
        self.reads_until("ABGRALLOU")
        self.write("\x1bOQ")
        self.reads_until("Attendu ")

    def hang_up(self) -> None:
        """Close the other end."""
        if self._is_open:
            self._is_open = False
            os.close(self._master)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait(PATIENCE_S)
        self.hang_up()
        os.close(self._slave)
