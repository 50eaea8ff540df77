"""Losing the terminal, being told to end: the program leaves cleanly, everything is on disk already."""

from __future__ import annotations

import asyncio
import signal

from textual.app import App


def leave_on_signals(app: App[int]) -> None:
    """Leave on a hang-up and on a termination, where the system has them."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, app.exit, 0)
        except (NotImplementedError, RuntimeError, ValueError):
            # Windows, or not the main thread: the system's own way holds.
            continue
