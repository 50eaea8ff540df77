"""When Python looks for rubbish in its memory: not while it begins, when all is new and each look goes through all."""

from __future__ import annotations

import gc


def hold_back() -> None:
    """Look for none until further notice."""
    gc.disable()


def collect() -> None:
    """Look for it from now on; never among what was there when it was held back for the first time."""
    if not gc.isenabled():
        if not gc.get_freeze_count():
            gc.freeze()
        gc.enable()
