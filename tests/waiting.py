"""Waiting for what a thread or a message brings about, in real time: it comes, or the test fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE_S = 180.0
"""How long anything may take before it is said to hang: no machine that tests run on is that slow."""
EVERY_S = 0.005
LOOKS = round(PATIENCE_S / EVERY_S)


async def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until this is so.

    Args:
        is_so: looked at every few milliseconds.
        what: what is waited for, for the failure.
    """
    for _ in range(LOOKS):
        if is_so():
            return
        await asyncio.sleep(EVERY_S)
    raise AssertionError(f"waited in vain: {what}")
