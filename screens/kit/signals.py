"""Losing the terminal, being told to end: the program leaves cleanly, everything is on disk already.

A terminal that is gone, or that nobody reads, may keep Textual's loop from ever running again: it waits for its
output thread, which waits for the terminal or has died of it. So the end does not wait for the loop for ever.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App

LEFT_BY_SIGNAL = 129
"""What a board gives back when it was told to end: whoever opened it ends too, as cleanly (the door makes it 0)."""
GRACE_S = 3.0
"""How long the loop has for a clean end."""


def leave_on_signals(app: App[Any], result: object, finish: Callable[[], object] = lambda: None) -> None:
    """Leave with this result on a hang-up and on a termination, where the system has them.

    Args:
        app: which is left.
        result: what it then gives back.
        finish: has what was put to the writer recorded; called off the loop, where the loop does not come to it.
    """
    loop = asyncio.get_running_loop()
    hang_up, cont = getattr(signal, "SIGHUP", None), getattr(signal, "SIGCONT", None)
    if hang_up is None or cont is None or threading.current_thread() is not threading.main_thread():
        # Windows, or a test: the system's own way holds.
        return

    def leave(_number: int, _frame: object) -> None:
        # On a hang-up SIGCONT comes too: Textual would set up the lost terminal anew, with an output thread more.
        signal.signal(cont, signal.SIG_IGN)
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(app.exit, result)

    _ending.finish = finish
    signal.signal(hang_up, leave)
    signal.signal(signal.SIGTERM, leave)
    signal.set_wakeup_fd(_ending.watch(), warn_on_full_buffer=False)
    if sys.stdin is not None and sys.stdin.isatty():
        terminal = sys.stdin.fileno()
        threading.Thread(target=_end_with, args=(terminal,), name="vigie-terminal", daemon=True).start()


class _Ending:
    """Ends the program for sure some time after it was told to: one thread, whatever boards are opened one by one."""

    def __init__(self) -> None:
        self.finish: Callable[[], object] = lambda: None
        """Has what was put to the writer of the app that runs recorded."""
        self._writes: int | None = None

    def watch(self) -> int:
        """Begin to wait, once; where the system writes the numbers of the signals."""
        if self._writes is None:
            reads, self._writes = os.pipe()
            os.set_blocking(self._writes, False)
            threading.Thread(target=self._end, args=(reads,), name="vigie-end", daemon=True).start()
        return self._writes

    def _end(self, reads: int) -> None:
        # What a signal's handler in C writes comes here, also when the main thread is never woken to run ours.
        while (number := os.read(reads, 1)) and number[0] not in (signal.SIGHUP, signal.SIGTERM):
            continue
        time.sleep(GRACE_S)
        self.finish()
        os._exit(0)


_ending = _Ending()


def _end_with(terminal: int) -> None:
    """Wait until a terminal is gone, then do as on a hang-up.

    The system tells it only to those whose controlling terminal it was: not where `su`, `script` or a container stands
    in between. Textual's input thread would then read the end of the file again and again, for ever.
    """
    hung_up = getattr(select, "POLLHUP", 0) | getattr(select, "POLLERR", 0)
    if not hung_up:
        return
    poll = select.poll()
    # Asked for nothing: a hang-up is told all the same, and no key wakes this thread.
    poll.register(terminal, 0)
    if any(happened & hung_up for _, happened in poll.poll()):
        os.kill(os.getpid(), signal.SIGHUP)
