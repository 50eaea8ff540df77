"""Losing the terminal, being told to end: the program leaves cleanly, everything is on disk already."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Any

from textual.app import App

LEFT_BY_SIGNAL = 129
"""What a board gives back when it was told to end: whoever opened it ends too, as cleanly (the door makes it 0)."""
GRACE_S = 3.0
"""How long the screen may take to be put away. A terminal that takes nothing more must not keep the program."""


def leave_on_signals(app: App[Any], result: object) -> None:
    """Leave with this result on a hang-up and on a termination, where the system has them.

    A terminal that stopped reading blocks the event loop: the handler is therefore an ordinary one, which runs all
    the same, and a thread ends the program when the loop has not within `GRACE_S`.
    """
    loop = asyncio.get_running_loop()

    def leave(number: int, _frame: object) -> None:
        last_resort = threading.Timer(GRACE_S, os._exit, (128 + number,))
        last_resort.daemon = True
        last_resort.start()
        if not loop.is_closed():
            loop.call_soon_threadsafe(app.exit, result)

    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and threading.current_thread() is threading.main_thread():
            signal.signal(number, leave)
