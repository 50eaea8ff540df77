"""Pictures of the welcome and of the preparation, and of the instructions with the code shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from screens.kit.settings import Settings, ThemeChoice
from screens.live.app import LiveApp
from supervisor import action as act
from supervisor.action import Context
from tests.screens.pictures import IN_BOTH
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, StillClock, at

SnapCompare = Callable[..., bool]


@pytest.fixture
def coming(morning: MemoryDesk) -> MemoryDesk:
    """Four are welcomed, one has not signed yet, one is absent; the room is nearly looked at."""
    deeds: list[act.Action] = []
    for number in (3, 7, 12, 16):
        deeds += [act.CheckIdentity(number), act.Mark("sign", (number,))]
    deeds += [act.CheckIdentity(5), act.Mark("absent", (8,))]
    deeds += [act.CheckRoomPoint(key) for key, _ in TEXTS.checklist[:11]]
    deeds += [act.CheckRoomPoint("aisles", ok=False, remark="le fond de la salle est encombré")]
    deeds += [act.RecordTraining("P. Martin", "Mme Roy, référente", at("08:00:00").date())]
    for minute, action in enumerate(deeds):
        assert not morning.act_now(action, Context(at(f"08:{20 + minute:02d}:00"), AUTHOR, HOST)).refusals
    return morning


def opened_at(desk: MemoryDesk, hour: str, theme: ThemeChoice) -> LiveApp:
    settings = Settings(theme=theme, mask_after=0)
    return LiveApp(desk, StillClock(at(hour)), author=AUTHOR, host=HOST, settings=settings, texts=TEXTS)


@IN_BOTH
def test_welcome(snap_compare: SnapCompare, coming: MemoryDesk, size: tuple[int, int], theme: ThemeChoice) -> None:
    """Somebody stands at the desk."""
    assert snap_compare(opened_at(coming, "08:50:00", theme), terminal_size=size, press=["j", "a", "c", "enter"])


@IN_BOTH
def test_preparation(snap_compare: SnapCompare, coming: MemoryDesk, size: tuple[int, int], theme: ThemeChoice) -> None:
    """The room point by point, and who supervises."""
    assert snap_compare(opened_at(coming, "08:50:00", theme), terminal_size=size, press=["f7"])


@IN_BOTH
def test_instructions(snap_compare: SnapCompare, coming: MemoryDesk, size: tuple[int, int], theme: ThemeChoice) -> None:
    """What is read aloud, with the access code on demand."""
    assert snap_compare(opened_at(coming, "08:50:00", theme), terminal_size=size, press=["f7", "g", "c"])
