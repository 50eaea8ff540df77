"""Stores that many tests begin with: made once a worker, by the house itself; each test has a copy of its own.

A copy is the same bytes in the same places, with the rights they have: what a test does to it, no other sees.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_made: dict[str, Path] = {}


def made_once(name: str, store: Path, make: Callable[[Path], object]) -> None:
    """Have a store as `make` makes it.

    Args:
        name: one for each way of making.
        store: where it is to be; what stands there already stays, and it is then made beside that.
        make: makes it in an empty place; the same whoever asks, whenever.
    """
    if store.exists() and any(store.iterdir()):
        make(store)
        return
    if name not in _made:
        folder = Path(tempfile.mkdtemp(prefix="vigie-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        make(folder / "store")
        _made[name] = folder / "store"
    shutil.copytree(_made[name], store, dirs_exist_ok=True)
