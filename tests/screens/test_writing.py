"""A disk that is slow or full, a colleague beside, a clock that jumps, alarms."""

from __future__ import annotations

import threading

import pytest

from data.errors import StoreError
from screens.kit.settings import Settings
from screens.live import app
from screens.live.alarms import AlarmWatch
from supervisor import action as act
from supervisor import event as ev
from supervisor.jumps import JumpWatch
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.room import MemoryDesk, StillClock, at, running
from tests.waiting import until


def left(board: Board) -> bool:
    return board.app.return_value == 0


async def test_pending_until_on_disk(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """The row shows « … » and not the new status; clocks go on; then it shows what is on disk."""
    desk.gate = threading.Event()
    async with opened(desk) as board:
        await board.press("f", "enter")
        await until(lambda: "…" in board.row(1), "« … » for a disk that takes its time")
        assert "Terminé" not in board.row(1)
        await board.later(1)
        assert "10:28:21" in board.lines[0]
        desk.gate.set()
        desk.gate = None
        await board.settle()
        assert "Terminé" in board.row(1)
        assert board.notice == "01 ABRAHAM : test terminé"


async def test_a_fast_disk_is_not_waited_for(opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under three hundredths of a second no row says « … »: it would be drawn and taken back at once."""
    monkeypatch.setattr(app, "SLOW_S", 3600.0)
    desk.gate = threading.Event()
    async with opened(desk) as board:
        await board.press("f", "enter")
        assert board.app.pending_numbers == {1}
        assert "En cours" in board.row(1)
        desk.gate.set()
        desk.gate = None
        await board.settle()
        assert "Terminé" in board.row(1)


async def test_actions_go_in_order(opened: Open, morning: MemoryDesk) -> None:
    """What was pressed while the disk was busy is decided in the order of the keys."""
    morning.gate = threading.Event()
    async with opened(morning) as board:
        await board.press("e", "r", "d", "f")
        assert not morning.acted
        morning.gate.set()
        morning.gate = None
        await board.settle()
        assert morning.session.candidates[1].status is Status.FINISHED
        assert len(morning.acted) == 4


async def test_what_the_store_says_is_said(opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence of the store, not that Vigie is at fault."""

    def fails(action: object, context: object) -> None:
        raise StoreError("Rien n'a été enregistré dans /sessions : le disque est plein. Libérez de la place.")

    monkeypatch.setattr(desk, "act", fails)
    async with opened(desk) as board:
        await board.press("f", "enter")
        assert "le disque est plein" in board.notice
        assert "erreur interne" not in board.notice


async def test_failure_stays_and_is_tried_again(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """A failed write is told until it is seen; F5 decides again, at the instant of the key."""
    desk.failing = "Le disque est plein."
    async with opened(desk) as board:
        await board.press("f", "enter")
        assert "PAS ENREGISTRÉ" in board.notice
        assert "Le disque est plein." in board.notice
        assert "En cours" in board.row(1)
        await board.later(15)
        assert "PAS ENREGISTRÉ" in board.notice
        desk.failing = ""
        await board.press("f5")
        assert board.session.candidates[1].status is Status.FINISHED
        assert board.session.candidates[1].stopped_at == at("10:28:21").replace(second=20)
        assert board.notice == "01 ABRAHAM : test terminé"
        assert not board.app.failed


async def test_what_failed_is_tried_again_by_itself(opened: Open, desk: MemoryDesk) -> None:
    """Every few seconds, in order, at the instants of the keys; what waits is counted, nothing new is said of it."""
    desk.failing = "Le disque est plein."
    async with opened(desk) as board:
        await board.press("f", "enter", "a")
        await board.choose(2)
        await board.press("n")
        await board.type("calme")
        await board.press("enter", "escape", "escape")
        waiting = len(board.app.failed)
        assert waiting >= 2
        assert f"F5 réessayer ({waiting})" in board.text
        await board.later(6)
        assert f"F5 réessayer ({waiting})" in board.text
        assert "PAS ENREGISTRÉ" not in board.notice
        desk.failing = ""
        await board.later(6)
        assert not board.app.failed
        assert "réessayer" not in board.text
        assert board.session.candidates[1].status is Status.FINISHED
        assert board.session.candidates[1].stopped_at == at("10:28:20")
        assert [note.text for note in board.session.notes][-1:] == ["calme"]


async def test_a_late_success_takes_the_failure_back(opened: Open, desk: MemoryDesk) -> None:
    """What said that it was not recorded goes with it; it bears the name of whom it was asked by."""
    desk.failing = "Le disque est plein."
    async with opened(desk) as board:
        await board.press("f", "enter")
        before, board.app.author = board.app.author, "Mme Relève"
        await board.later(6)
        assert "PAS ENREGISTRÉ" in board.notice
        desk.failing = ""
        await board.later(6)
        assert board.notice == "01 ABRAHAM : test terminé"
        assert board.session.entries[-1].author == before


async def test_retry_that_is_refused_by_then_says_so(opened: Open, desk: MemoryDesk) -> None:
    """If the action is refused meanwhile, a toast that stays tells it."""
    desk.failing = "Le disque est plein."
    async with opened(desk) as board:
        await board.press("f", "enter")
        desk.failing = ""
        desk.act_elsewhere(act.Finish((1,)), "10:28:30")
        await board.press("f5")
        await board.later(15)
        assert "refusé : 01 ABRAHAM : a déjà terminé" in board.notice
        await board.press("escape")
        assert not board.notice


async def test_quit_waits_for_what_is_pending(opened: Open, morning: MemoryDesk) -> None:
    """q with something on its way asks; waiting ends once it is on disk."""
    morning.gate = threading.Event()
    async with opened(morning) as board:
        await board.press("e", "q")
        assert "n'est pas encore enregistrée" in board.dialog
        await board.press("a", "enter")
        assert not left(board)
        morning.gate.set()
        await until(lambda: left(board), "the end of the program")
        assert morning.session.candidates[1].signed_at is not None


async def test_a_colleague_beside(opened: Open, desk: MemoryDesk) -> None:
    """What another terminal records shows without a key, within a second."""
    async with opened(desk) as board:
        desk.act_elsewhere(act.Finish((1,)), "10:28:10")
        await until(lambda: board.app.session is desk.session, "what the other terminal recorded")
        await board.pilot.pause()
        assert "Terminé" in board.row(1)


@pytest.mark.parametrize("key", ["f2", "tab", "f7", "c"])
async def test_news_while_a_view_is_taken_down(opened: Open, desk: MemoryDesk, key: str) -> None:
    """A colleague's action may come before a view is built or after its parts are gone: nothing is drawn then."""
    async with opened(desk) as board:
        await board.press(key)
        await board.app.screen.remove_children()
        board.app.draw()
        assert not board.app.screen.children


async def test_alarm_once_each(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """15 minutes, then the next step: one toast each; passed during sleep, once on waking."""
    rung: list[int] = []
    async with opened(desk, settings=Settings(theme="dark", mask_after=0)) as board:
        board.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        await board.later(31)
        assert "fin dans 15 min : 07 ELIOARA" in board.notice
        assert len(rung) == 1
        await board.later(0.5)
        assert len(rung) == 1
        clock.wait(14 * 60)
        board.app.tick()
        assert len(rung) == 2
        assert "18 TYLER" in board.notice


def test_watch_is_silent_at_first_and_when_time_is_given(desk: MemoryDesk) -> None:
    """Opening on tests near their end rings nothing; a step reached again after time was given rings again."""
    watch = AlarmWatch()
    assert watch.look(desk.session, at("10:28:20")) == []
    assert watch.look(desk.session, at("10:34:00")) == [18, 1, 3, 6, 7, 9, 12, 15, 16, 19]
    assert watch.look(desk.session, at("10:34:01")) == []


def test_jump_watch() -> None:
    """Five seconds and more are a jump, told once; less is not; sleep moves both clocks."""
    watch = JumpWatch()
    assert watch.look(at("10:00:00"), 0) == 0
    assert watch.look(at("10:00:14"), 10) == 0
    assert watch.look(at("11:00:20"), 3610) == 10
    assert watch.look(at("11:00:21"), 3611) == 0
    assert watch.look(at("10:30:21"), 3611) == -1800


async def test_clock_jump_is_recorded_and_told(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """A wall clock that jumps against the monotonic one is an event; no end moves."""
    async with opened(desk) as board:
        clock.instant = at("10:29:20")
        board.app.tick()
        await board.settle()
        assert any(isinstance(e.event, ev.ClockJumped) and e.event.seconds == 60 for e in board.session.entries)
        assert "avancé de 1 min" in board.notice


@pytest.mark.parametrize("hour", ["11:28:20", "09:28:20"])
async def test_what_waits_behind_a_jump_that_waits_too_keeps_its_hour(
    opened: Open, desk: MemoryDesk, clock: StillClock, hour: str
) -> None:
    """The disk takes neither: its hour is of the clock after the jump, which does not move it once it is noted."""
    async with opened(desk) as board:
        desk.failing = "Le disque est plein."
        clock.instant = at(hour)
        board.app.tick()
        await board.settle()
        await board.press("n")
        await board.type("vu")
        await board.press("enter")
        desk.failing = ""
        await board.press("f5")
    assert [entry.event.kind for entry in desk.session.entries[-2:]] == ["clock_jumped", "note_written"]
    assert desk.session.entries[-1].at == at(hour)


async def test_rehearsal_is_marked(opened: Open) -> None:
    """« RÉPÉTITION » stands in the heading, and no jump is noticed: its time may run fast."""
    desk = running(rehearsal=True)
    async with opened(desk) as board:
        assert "RÉPÉTITION" in board.lines[0]
        board.clock.instant = at("10:40:00")
        board.app.tick()
        await board.settle()
        assert not desk.acted


async def test_what_is_recorded_while_the_program_ends_draws_nothing(opened: Open, desk: MemoryDesk) -> None:
    """No screen is left then: it is on disk all the same, and nobody is shown a fault."""
    async with opened(desk) as board:
        left, board.app._screen_stacks = board.app._screen_stacks, {mode: [] for mode in board.app._screen_stacks}
        try:
            board.app.draw()
        finally:
            board.app._screen_stacks = left
        assert board.app.screen_stack
