"""What most tests of the real program in tmux begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Store, Tmux, imported


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with session 208 in it."""
    return imported(tmp_path)


@pytest.fixture
def tmux(store: Store) -> Iterator[Tmux]:
    """A tmux server of this test's own, on that store."""
    with Tmux(store) as server:
        yield server
