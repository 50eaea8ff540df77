"""Whoever follows a hub looks at all of it now and then, however much is heard of some of its sessions."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from data.hub.following import SWEEP_S, Following


class Looked:
    """A mirror of which only is known what was looked at."""

    def __init__(self) -> None:
        self.looked: list[frozenset[str] | None] = []

    def refresh(self, roots: frozenset[str] | None) -> frozenset[str]:
        self.looked.append(roots)
        return frozenset()

    def fetched(self) -> list[Any]:
        return []

    def bring(self, several: list[Any], *, names: bool) -> None:
        assert (several, names) == ([], False)


@pytest.mark.parametrize("heard", [frozenset(), frozenset({"a"})])
def test_all_heads_are_swept_however_much_is_heard(heard: frozenset[str]) -> None:
    """A word may be lost: of a session that nobody speaks of while others are busy, too."""
    seconds, mirror = SimpleNamespace(now=0.0), Looked()
    following = Following(mirror, lambda: datetime.now(UTC), monotonic=lambda: seconds.now)  # type: ignore[arg-type]

    def hears(_: float) -> frozenset[str]:
        seconds.now += 1.0
        if seconds.now >= 3 * SWEEP_S:
            following.end()
        return heard

    following._hear(hears)
    assert mirror.looked.count(None) == 3
    assert len(mirror.looked) == (3 * SWEEP_S if heard else 3)
