"""The command and its store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data import disk
from tests.command.command import Vigie
from tests.thrift import read_fonts_once

if TYPE_CHECKING:
    from tests.command.lines_desk import Prompt

read_fonts_once()


@pytest.fixture(autouse=True)
def _disk_in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here is about what a power cut leaves: tests/data and tests/e2e are."""
    monkeypatch.setattr(disk, "fsync", lambda fd: None)


@pytest.fixture
def vigie(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Vigie:
    """The command on an empty store; reports of faults go to a folder that is thrown away too."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("VIGIE_STORE", raising=False)
    return Vigie(tmp_path / "store", capsys, monkeypatch)


@pytest.fixture
def room(vigie: Vigie) -> Vigie:
    """The command on a store that holds session 208, at 09:00 in Paris, with six candidates expected."""
    return vigie.made("room", Vigie.create)


@pytest.fixture
def prompt(room: Vigie) -> Prompt:
    """The prompt of session 208, at 09:00:00."""
    from tests.command.lines_desk import Prompt

    room.clock.instant = room.clock.instant.replace(microsecond=0)
    return Prompt(room)
