"""Waiting for what a thread or a message brings about, in real time: it comes, or the test fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LOOKS = 12_000
EVERY_S = 0.005


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
