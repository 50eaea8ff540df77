"""Dialogs about several candidates: who, how many, who apart and why; and when finishing is asked about."""

from __future__ import annotations

import pytest

from supervisor import action as act
from supervisor.action import Context
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared


def do(desk: MemoryDesk, hour: str, *actions: act.Action) -> None:
    for action in actions:
        outcome = desk.act_now(action, Context(now=at(hour), author=AUTHOR, host=HOST))
        assert not outcome.refusals, outcome.refusals


def status(desk: MemoryDesk, number: int) -> Status:
    return desk.session.candidates[number].status


@pytest.mark.few(hour=(0, 1), key=(1,))
@pytest.mark.parametrize(
    ("hour", "asks"),
    [
        ("10:39:11", True),  # 5 min 1 s left
        ("10:39:12", False),  # 5 minutes
        ("10:44:13", False),  # his time is over
    ],
)
@pytest.mark.parametrize("key", ["f", "enter"])
async def test_finishing_early_is_asked_about(
    opened: Open, desk: MemoryDesk, clock: StillClock, key: str, hour: str, asks: bool
) -> None:
    """With more than the last minutes left f asks as Enter does; Enter always asks once (RULES.md section 8)."""
    clock.instant = at(hour)
    async with opened(desk) as board:
        await board.press(key)
        if asks or key == "enter":
            assert board.dialog.startswith("01 ABRAHAM : test terminé ?")
            assert ("Il restait 5 min." in board.dialog) == (hour < "10:40")
            assert status(desk, 1) is Status.STARTED
            await board.press("enter")
        assert not board.dialog
        assert status(desk, 1) is Status.FINISHED


async def test_finishing_several_is_asked_about_once(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """How many, who has how much time left, who cannot; then for whom it was refused and why."""
    clock.instant = at("10:36:00")
    async with opened(desk) as board:
        for number in (2, 4, 18):
            await board.choose(number)
            await board.press("space")
        await board.press("f")
        assert board.dialog.startswith("2 tests terminés ?")
        assert "Il leur restait du temps : 02 AUBERT 42 min" in board.dialog
        assert "18 TYLER" in board.dialog
        assert "Sans test en cours : 04 CHAPELAIN" in board.dialog
        await board.press("enter")
        assert [status(desk, n) for n in (2, 18)] == [Status.FINISHED] * 2
        assert "2 candidats : test terminé" in board.notice
        assert "refusé : 04 CHAPELAIN" in board.notice


async def test_start_all_lists_who_lacks_what(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Those without identity, without a presence that still holds, without signature."""
    do(morning, "08:40:00", *(act.CheckIdentity(n) for n in (1, 2, 3)), act.Mark("sign", (1, 2, 4)))
    do(morning, "08:40:00", act.Mark("join", (1, 2, 3, 4)), act.Mark("presence", (1,)))
    do(morning, "08:50:00", act.Mark("presence", (2,)))
    clock.instant = at("08:56:00")
    async with opened(morning) as board:
        await board.press("D")
        assert board.dialog.splitlines()[:5] == [
            "Démarrer : 4 candidats",
            "01 ABRAHAM, 02 AUBERT, 03 BARADON",
            "Sans contrôle d'identité : 04 CHAPELAIN",
            "Présence à confirmer dans Pix : 01 ABRAHAM, 03 BARADON, 04 CHAPELAIN",
            "N'ont pas émargé : 03 BARADON",
        ]
        await board.press("enter")
        assert [status(morning, n) for n in (1, 2, 3, 4)] == [*[Status.STARTED] * 3, Status.JOINED]


async def test_starting_all_says_why_nobody_starts(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Those who are expected have not joined; nobody expected is another thing."""
    clock.instant = at("08:56:00")
    async with opened(morning) as board:
        await board.press("D")
        assert "personne n'a rejoint (20 attendus) : notez d'abord qui a rejoint" in board.notice
    do(morning, "08:56:00", act.Mark("absent", tuple(range(1, 21))))
    async with opened(morning) as board:
        await board.press("D")
        assert "personne n'attend de démarrer" in board.notice


async def test_what_all_lack_is_said_in_a_word(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Their names stand there already."""
    do(morning, "08:40:00", *(act.CheckIdentity(n) for n in (1, 2)), act.Mark("join", (1, 2)))
    clock.instant = at("08:56:00")
    async with opened(morning) as board:
        await board.press("D")
        assert "Présence à confirmer dans Pix : les 2" in board.dialog
        assert "N'ont pas émargé : les 2" in board.dialog
        await board.press("enter")
        assert "2 candidats : test démarré" in board.notice
        assert "tous : démarré sans présence confirmée dans Pix" in board.notice


async def test_sixty_names_scroll(opened: Open, clock: StillClock) -> None:
    """At 80x24 the answers stay in sight, and every name can be read."""
    desk = prepared(60)
    clock.instant = at("08:56:00")
    everybody = tuple(range(1, 61))
    do(desk, "08:40:00", *(act.CheckIdentity(n) for n in everybody[:40]), act.Mark("join", everybody))
    async with opened(desk) as board:
        recorded = len(desk.acted)
        await board.press("D")
        assert "Démarrer : 60 candidats" in board.text
        assert "01 ABRAHAM, 02 AUBERT" in board.text
        assert "N'ont pas émargé" not in board.text
        for _ in range(3):
            assert "démarrer les 60, sans identité compris" in board.text
            assert "Échap renoncer" in board.text
            assert "Page suiv. tous les noms" in board.text
            await board.press("pagedown")
        assert "WASHINGTON 3 " in board.text
        assert "N'ont pas émargé : les 60" in board.text
        assert len(desk.acted) == recorded
