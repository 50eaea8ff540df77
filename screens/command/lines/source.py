"""Where the lines come from: a person at a terminal, with or without line editing, or another program.

While nothing is typed, `meanwhile` is asked about once a second whether something is to be announced.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, Protocol

from screens.command import output
from screens.command.output import say
from screens.command.stdin import decoded

LOOK_EVERY_S = 1.0
"""Between two looks while somebody is awaited."""

Meanwhile = Callable[[], Sequence[str]]
"""What is to be announced now, in sentences."""
Complete = Callable[[str, str], list[str]]
"""What a word may become, by the line before it and its beginning."""


class Source(Protocol):
    """Where lines come from."""

    is_person: bool
    """Somebody sits there: they can be asked, and hear what is announced."""

    def read(self, prompt: str, meanwhile: Meanwhile) -> str | None:
        """The next line without its end; None once there is none.

        Raises:
            KeyboardInterrupt: whoever sits there wants to stop.
        """


class Piped:
    """Lines of another program, a file, or a terminal without line editing."""

    def __init__(self, stream: IO[str], *, is_person: bool = False) -> None:
        self.is_person = is_person
        self._stream = stream
        self._left = b""
        self._fd: int | None = None
        with suppress(OSError, ValueError, AttributeError):
            self._fd = stream.fileno()

    def read(self, prompt: str, meanwhile: Meanwhile) -> str | None:
        """The next line; announcements are said while it does not come."""
        if self.is_person:
            _tell(meanwhile())
            _write(prompt)
        output.flush()
        if self._fd is None:
            line = self._stream.readline()
            return line.rstrip("\r\n") if line else None
        while b"\n" not in self._left:
            if not _is_ready(self._fd):
                if found := meanwhile():
                    _tell(["", *found] if self.is_person else found)
                    _write(prompt if self.is_person else "")
                continue
            chunk = os.read(self._fd, 65536)
            if not chunk:
                rest, self._left = self._left, b""
                return decoded(rest.rstrip(b"\r")) if rest else None
            self._left += chunk
        line_, _, self._left = self._left.partition(b"\n")
        return decoded(line_.rstrip(b"\r"))


def _is_ready(fd: int) -> bool:
    try:
        return bool(select.select([fd], [], [], LOOK_EVERY_S)[0])
    except (OSError, ValueError):
        # What Windows cannot wait for is read at once.
        return True


class Edited:
    """A person at a terminal where lines are edited and names completed (readline)."""

    is_person = True

    def __init__(self, readline: Any, complete: Complete) -> None:
        """Take over the completion of the process.

        Args:
            readline: the module, which not every machine has.
            complete: what a word may become.
        """
        self._readline = readline
        self._typed = ""
        self._found: list[str] = []
        self._complete = complete
        readline.set_completer_delims(" ")
        readline.set_completer(self._completion)
        readline.parse_and_bind("tab: complete")
        # What a terminal of another encoding types is a line all the same.
        with suppress(AttributeError, ValueError):
            sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]

    def _completion(self, word: str, rank: int) -> str | None:
        if rank == 0:
            begun = self._readline.get_line_buffer()[: self._readline.get_begidx()]
            self._found = self._complete(begun, word)
        return f"{self._found[rank]} " if rank < len(self._found) else None

    def read(self, prompt: str, meanwhile: Meanwhile) -> str | None:
        """The next line; an announcement waits until the hands rest, and what was typed stands again behind it."""
        _tell(meanwhile())
        output.flush()

        def look() -> None:
            typed = self._readline.get_line_buffer()
            if typed != self._typed:
                self._typed = typed
                return
            if found := meanwhile():
                _tell(["", *found])
                _write(f"{prompt}{typed}")

        self._typed = ""
        with _each_second(look), suppress(EOFError):
            return output.decoded([input(prompt)])[0]
        _write("\n")
        return None


@contextmanager
def _each_second(look: Callable[[], None]) -> Iterator[None]:
    """Call this about once a second while a line is awaited; where the system has no such clock, not at all."""
    timer = getattr(signal, "setitimer", None)
    if timer is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    is_looking = False

    def once(_number: int, _frame: object) -> None:
        # A look that takes longer than a second, on a slow disk, is not begun again inside itself.
        nonlocal is_looking
        if not is_looking:
            is_looking = True
            try:
                look()
            finally:
                is_looking = False

    before = signal.signal(signal.SIGALRM, once)
    timer(signal.ITIMER_REAL, LOOK_EVERY_S, LOOK_EVERY_S)
    try:
        yield
    finally:
        timer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _tell(lines: Sequence[str]) -> None:
    for line in lines:
        say(line)


def _write(text: str) -> None:
    with suppress(OSError, ValueError):
        sys.stdout.write(text)
        sys.stdout.flush()


def standard_input(complete: Complete) -> Source:
    """Where the lines of this process come from."""
    if sys.stdin is None:
        raise output.BadUsageError("l'entrée standard est fermée : rien ne peut être tapé")
    if not output.has_terminal():
        return Piped(sys.stdin)
    try:
        import readline
    except ImportError:
        return Piped(sys.stdin, is_person=True)
    return Edited(readline, complete)
