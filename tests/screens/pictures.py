"""Which pictures are kept of a screen."""

from __future__ import annotations

import pytest

_SIZES = ((80, 24), (150, 36))
AT_BOTH = pytest.mark.parametrize("size", _SIZES, ids=["80x24", "150x36"])
"""At the least size and on a wide terminal."""
_KEPT = {((80, 24), "dark")}
"""What most people have: looked at in `make test` too."""

IN_BOTH = pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param(
            size, theme, id=f"{size[0]}x{size[1]}-{theme}", marks=() if (size, theme) in _KEPT else pytest.mark.wide
        )
        for size in _SIZES
        for theme in ("dark", "light")
    ],
)
"""At both, dark and light."""
