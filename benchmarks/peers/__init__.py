"""What a user would run instead, as small as it can be: each shows the same rows whose countdowns tick.

`python -m benchmarks.peers.curses_cells CANDIDATES PACE`: a second passes every PACE milliseconds; none with 0.
"""

from __future__ import annotations

LENGTH_S = 105 * 60
BEGUN_S = 30 * 60
"""The tests began half an hour ago, all at once, as in the sessions that are measured."""


def words_of(number: int, passed: int) -> tuple[str, str, str, str, str, str]:
    """The cells of a candidate: number, name, countdown, status, begin and end."""
    left = LENGTH_S - BEGUN_S - passed
    clock = f"{left // 3600}:{left // 60 % 60:02d}:{left % 60:02d}"
    return f"{number:03d}", f"FICTIF {number:04d} Camille", clock, "En cours", "09:00", "10:45"


def line_of(number: int, passed: int) -> str:
    """The same as one line, as the board has it: the countdown first."""
    rank, name, clock, status, begun, ends = words_of(number, passed)
    return f"  {clock:>8}   {rank}  {name:<40} {status:<12} {begun} {ends}"


def heading(passed: int, running: int) -> str:
    """The line above them: the hour, and how many run."""
    seconds = 9 * 3600 + BEGUN_S + passed
    return f" Session 208   {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}   {running} en cours"
