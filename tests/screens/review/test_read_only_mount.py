"""On a medium that cannot be written to, all of a review works; what would be kept says that it is not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Never

import pytest

from data import disk
from data.errors import StoreError
from data.reading import ReadingJournal
from screens.kit.settings import Settings
from screens.offices.review import ReadingOffice
from screens.review.app import ReviewApp
from supervisor.action import CloseSession
from tests.on_screen import text_of
from tests.screens.home.store import DAY, act, at, make, run
from tests.screens.room import TEXTS, StillClock

CHANGING = ("write", "fsync", "truncate", "replace", "make_folder", "remove", "remove_tree")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _read_only(*_: object, **__: object) -> Never:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


@contextmanager
def _no_lock(*_: object) -> Iterator[None]:
    yield from _refused()


def _refused() -> Iterator[Never]:
    raise StoreError("Système de fichiers en lecture seule.")


@pytest.fixture
def closed_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session that was held and closed, on a medium that from now on cannot be written to."""
    journal = make(tmp_path / "store", "208")
    run(journal, at("08:30:00"), to_the_end=True)
    act(journal, CloseSession(force=True), at("10:20:00", DAY))
    real_open = disk.open_file

    def open_to_read(path: Path, flags: int, mode: int = 0o600) -> int:
        return _read_only() if flags & WRITES else real_open(path, flags, mode)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in CHANGING:
        monkeypatch.setattr(disk, name, _read_only)
    monkeypatch.setattr(disk, "open_file", open_to_read)
    monkeypatch.setattr("data.locks.Lock.held", _no_lock)
    monkeypatch.setattr("data.locks.Claim.take", lambda _: False)
    return tmp_path / "store"


async def test_everything_works_and_what_is_not_kept_is_said(closed_store: Path) -> None:
    """The list, the board, each view, the replay, the finalisation sheet; boxes and access log say so."""
    clock = StillClock(at("10:28:20"))
    office = ReadingOffice((closed_store,), "Mme Roux", "bureau")
    [card] = office.cards(clock.now())
    assert card.number == "208"
    assert "reste 47 h" in card.waits.text
    opened = office.open("208", "", clock.now())
    assert isinstance(opened.desk, ReadingJournal)
    assert "registre des accès" in opened.told
    app = ReviewApp(
        opened.desk, clock, author="Mme Roux", host="bureau", settings=Settings(theme="dark", mask_after=0),
        ticks=opened.ticks, warning=opened.told, texts=TEXTS,
    )  # fmt: skip
    async with app.run_test(size=(100, 30)) as pilot:

        async def press(*keys: str) -> str:
            for key in keys:
                clock.real += 1
                await pilot.press(key)
                await pilot.pause()
            return text_of(app.screen)

        assert "registre des accès" in await press("f2")
        assert "ONT REJOINT" in await press("f3")
        assert "NOM01" in await press("f4")
        assert "événements" in await press("h")
        assert "RELECTURE" in await press("escape", "r", "left", "home")
        assert "ont démarré" in await press("g")
        assert "Finalisation" in await press("g", "r", "c")
        assert "ne peuvent pas être gardées" in await press("end", "up", "up", "enter")
    assert not opened.ticks.ticked
    names = {path.name for path in files_of(closed_store)}
    assert names == {"208", "journal.jsonl", "journal.lock", "sessions", "store.json", "store.lock"}


def files_of(root: Path) -> list[Path]:
    """All that lies in a store."""
    return list(root.rglob("*"))
