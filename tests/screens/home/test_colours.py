"""Home in every theme: see `tests/screens/contrast.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.kit.themes import Palette
from tests.screens.contrast import IN_EACH, Terminal, too_weak
from tests.screens.home.conftest import Open
from tests.screens.home.store import a_day, damage


@IN_EACH
@pytest.mark.parametrize("size", [(80, 24), pytest.param((150, 36), marks=pytest.mark.wide)], ids=["80x24", "150x36"])
async def test_home(opened: Open, store: Path, palette: Palette, terminal: Terminal, size: tuple[int, int]) -> None:
    """A day of certification, a session that is damaged, and the boxes that keys lead to."""
    a_day(store)
    damage(store, "150", 5)
    async with opened(size) as home:
        found = await too_weak(home, palette, terminal)
        for key in ("question_mark", "n", "i", "slash", "down"):
            await home.press(key)
            found |= await too_weak(home, palette, terminal)
            await home.press("escape")
        assert not found, sorted(found)
