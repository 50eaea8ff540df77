"""Curses, which remembers what the terminal shows and sends the cells that changed."""

from __future__ import annotations

import curses
import sys
import time

from benchmarks.peers import heading, line_of
from benchmarks.ticking import tell_tick


def show(window: curses.window, candidates: int, pace_s: float) -> None:
    """Draw until killed."""
    curses.curs_set(0)
    passed = 0
    while True:
        height, width = window.getmaxyx()
        window.addnstr(0, 0, heading(passed, candidates), width - 1)
        for row in range(1, min(height, candidates + 1)):
            window.addnstr(row, 0, line_of(row, passed), width - 1)
        window.refresh()
        tell_tick()
        time.sleep(pace_s)
        passed += 1


if __name__ == "__main__":
    curses.wrapper(show, int(sys.argv[1]), int(sys.argv[2]) / 1000)
