"""The review in every theme: see `tests/screens/contrast.py`."""

from __future__ import annotations

import pytest

from screens.kit.themes import Palette
from tests.screens.contrast import IN_EACH, Terminal, too_weak
from tests.screens.review.conftest import Looked
from tests.screens.test_every_box import eventful


@IN_EACH
@pytest.mark.parametrize("size", [(80, 24), pytest.param((150, 36), marks=pytest.mark.wide)], ids=["80x24", "150x36"])
async def test_review(looked: Looked, palette: Palette, terminal: Terminal, size: tuple[int, int]) -> None:
    """A session that runs, as a référent sees it, at its last event and at an earlier one."""
    async with looked(eventful(), size) as look:
        found = await too_weak(look, palette, terminal)
        for key in ("f3", "f4", "f2", "left", "c", "question_mark"):
            await look.press(key)
            found |= await too_weak(look, palette, terminal)
        assert not found, sorted(found)
