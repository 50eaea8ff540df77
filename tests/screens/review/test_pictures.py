"""Pictures of the review: the list, a past instant, the chart. Everything else is asserted elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screens.kit.settings import Settings
from screens.offices.review import ReadingOffice
from screens.review.app import ReviewApp
from screens.review.home import ReviewHome
from tests.screens.home import store as days
from tests.screens.home.test_snapshots import until_read
from tests.screens.pictures import AT_BOTH
from tests.screens.review.conftest import Boxes
from tests.screens.review.test_all_sessions import archived
from tests.screens.room import TEXTS, MemoryDesk, StillClock

SnapCompare = Callable[..., bool]


@AT_BOTH
def test_the_list(
    snap_compare: SnapCompare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """A day of certification in one store."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
    days.a_day(tmp_path / "store")
    days.damage(tmp_path / "store", "150", 9)
    archived(tmp_path / "store", "101", date(2026, 6, 12))
    reading = ReadingOffice((tmp_path / "store",), "Mme Roux", "bureau")
    app = ReviewHome(reading, days.StillClock(), settings=Settings(theme="dark"))
    assert snap_compare(app, terminal_size=size, run_before=until_read)


@pytest.mark.few(size=(0,))
@AT_BOTH
@pytest.mark.parametrize(
    "press", [["r", "shift+left", "left"], ["r", "shift+left", "g"], ["h", "k"]], ids=["past", "chart", "journal"]
)
def test_the_replay(
    snap_compare: SnapCompare, desk: MemoryDesk, clock: StillClock, size: tuple[int, int], press: list[str]
) -> None:
    """A past instant, the chart at it, the journal narrowed to incidents."""
    app = ReviewApp(
        desk, clock, author="Mme Roux", host="bureau", settings=Settings(theme="dark", mask_after=0), ticks=Boxes(),
        texts=TEXTS,
    )  # fmt: skip
    assert snap_compare(app, terminal_size=size, press=press)
