"""How a program that is measured tells that a second has passed for it: all of the measuring that it has to load."""

from __future__ import annotations

import os

TICKS = "VIGIE_BENCH_TICKS"
"""The variable that says through which file it is told."""


def tell_tick() -> None:
    """In the program that is measured: a second has passed for it."""
    if TICKS in os.environ:
        os.write(int(os.environ[TICKS]), b".")
