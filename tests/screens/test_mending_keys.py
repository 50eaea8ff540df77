"""Undo and redo of any action, starts after a jump of the clock, and who is back after an outage."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.action import Context, Mark, WriteNote
from supervisor.event import ActionUndone, ClockJumped, StartCorrected
from supervisor.jumps import JumpWatch
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at


async def test_another_action_is_undone(opened: Open, desk: MemoryDesk) -> None:
    """`U` lists the last actions with their numbers; Enter asks why; a colleague's too."""
    desk.act_elsewhere(WriteNote("[b]toux[/b]", 3), "10:28:10")
    note = desk.session.last_id
    async with opened(desk) as board:
        await board.press("U")
        assert f"n° {note}" in board.dialog
        assert "03 BARADON" in board.dialog
        assert "note : [b]toux[/b]" in board.dialog
        assert "par Mme Roy" in board.dialog
        await board.press("enter")
        assert f"Annuler l'action n° {note}" in board.dialog
        await board.press("enter")
        assert "dites pourquoi" in board.dialog
        await board.type("ligne")
        await board.press("enter")
        assert board.session.notes == ()
        assert "annulé : note" in board.notice


async def test_a_refusal_names_what_stands_in_the_way(opened: Open, desk: MemoryDesk) -> None:
    """13 MBAPE's joining cannot go while he has started: the later event is named, nothing is asked."""
    desk.act_now(Mark("start", (13,)), Context(now=at("10:28:10"), author=AUTHOR, host=HOST))
    started = desk.session.last_id
    async with opened(desk) as board:
        await board.choose(13)
        await board.press("m", "a")
        assert "celles de 13 MBAPE" in board.dialog
        await board.press("down", "down", "down", "enter")
        assert "Pourquoi" not in board.dialog
        assert desk.session.last_id == started
        await board.press("up", "enter")
        dialog = board.dialog
        assert board.session.candidates[13].joined_at is not None
        assert "13 MBAPE" in dialog or "s'y oppose" in dialog


async def test_the_later_event_is_named(opened: Open, desk: MemoryDesk) -> None:
    """The start of 14 MONROE stays while his interruption does."""
    async with opened(desk) as board:
        await board.choose(14)
        await board.press("m", "a", "down", "down", "enter")
        assert "s'y oppose" in board.dialog
        assert "test interrompu" in board.dialog
        await board.press("escape")
        assert board.dialog == ""


async def test_an_undo_is_redone_the_same_way(opened: Open, desk: MemoryDesk) -> None:
    """The action that was undone, or its undo, chosen again, is put right again."""
    async with opened(desk) as board:
        await board.press("u", "enter")
        assert not board.session.candidates[14].interruptions
        await board.press("U")
        assert "rétablir" in board.dialog
        await board.press("down")
        assert "(annulé)" in board.dialog
        await board.press("enter")
        assert "Rétablir" in board.dialog
        await board.type("si")
        await board.press("enter")
        assert board.session.candidates[14].status is Status.INTERRUPTED
        assert isinstance(board.session.entries[-1].event, ActionUndone)
        assert "rétabli" in board.notice


async def test_tab_shows_his_alone_and_all_again(opened: Open, desk: MemoryDesk) -> None:
    """The journal, or the chosen candidate's timeline; the list scrolls with the choice."""
    async with opened(desk) as board:
        await board.press("U")
        assert "14 MONROE" in board.dialog
        await board.press("tab")
        assert "14 MONROE" not in board.dialog
        assert "4 actions, celles de 01 ABRAHAM" in board.dialog
        await board.press("tab", "end")
        assert "82 actions, toutes" in board.dialog
        assert "identité contrôlée" in board.dialog


async def test_a_jump_offers_to_shift_the_starts(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """Told with the key; `J` shows whose and the new end; Enter shifts them in one action, undone as one."""
    async with opened(desk) as board:
        assert "J saut" not in board.lines[-1]
        await board.press("J")
        assert "aucun saut d'horloge" in board.notice
        board.app._jumps = JumpWatch(clock.instant, clock.real)
        clock.instant = at("11:28:20")
        board.app.tick()
        await board.settle()
        started = board.session.candidates[1].started_at
        await board.press("escape")
        assert "J propose de décaler 16 débuts" in board.notice
        await board.press("escape")
        assert "J saut d'horloge" in board.lines[-1]
        await board.press("J")
        assert "avancé de 1 h 00" in board.dialog
        assert "01 ABRAHAM : 10:45 → 11:45" in board.dialog
        assert board.session.candidates[1].started_at == started
        await board.press("enter")
        moved = board.session.candidates[1].started_at
        assert moved is not None
        assert started is not None
        assert (moved - started).total_seconds() == 3600
        assert isinstance(board.session.entries[-1].event, StartCorrected)
        assert "15:52" in board.row(1)


@pytest.mark.parametrize("hour", ["11:28:20", "09:28:20"])
async def test_a_box_that_was_open_as_the_clock_jumped(
    hour: str, opened: Open, desk: MemoryDesk, clock: StillClock
) -> None:
    """What it asks for happened at its key, told on the clock that shows now: neither an hour ago nor to come."""
    async with opened(desk) as board:
        await board.press("N")
        after = at(hour)
        board.app._jumps = JumpWatch(clock.instant, clock.real)
        clock.instant = after
        board.app.tick()
        await board.settle()
        assert isinstance(board.session.entries[-1].event, ClockJumped)
        await board.type("toux")
        await board.press("enter")
        noted = board.session.entries[-1]
        assert (noted.event.kind, noted.at) == ("note_written", after)
        await board.press("N")
        clock.instant += timedelta(minutes=1)
        clock.real += 60
        await board.type("fièvre")
        await board.press("enter")
        assert board.session.entries[-1].at == after, "no jump since: the key's own hour"


async def test_a_clock_that_is_behind_is_told_until_it_is_right(
    opened: Open, desk: MemoryDesk, clock: StillClock
) -> None:
    """Opened by a clock of before the last line; set right, nothing stands, nothing is noted, no start is to move."""
    noted = desk.session.last_id
    clock.instant = at("07:28:20")
    async with opened(desk) as board:
        assert "est en retard" in board.notice
        clock.instant = at("10:28:20")
        board.app.tick()
        await board.settle()
        assert "en retard" not in board.notice
        assert board.session.last_id == noted
        assert "J saut" not in board.lines[-1]


@pytest.mark.few(hours=(1, 2))
@pytest.mark.parametrize("hours", [("11:28:20",), ("11:28:20", "12:28:20"), ("11:28:20", "10:28:20")])
async def test_an_offer_to_shift_goes_with_what_it_offered(
    hours: tuple[str, ...], opened: Open, desk: MemoryDesk, clock: StillClock
) -> None:
    """Unseen, it stood for ever: J was offered where it answers that the clock has not jumped, one offer a jump."""
    async with opened(desk) as board:
        board.app._jumps = JumpWatch(clock.instant, clock.real)
        for hour in hours:
            clock.instant = at(hour)
            board.app.tick()
            await board.settle()
        if len(hours) == 1 or hours[1] > hours[0]:
            assert board.app.notices.waiting == 1, "one offer, whatever the clock did before"
            await board.press("J", "enter")
            assert isinstance(board.session.entries[-1].event, StartCorrected)
        assert board.app.notices.waiting == 0


async def test_a_shift_that_was_declined_is_offered_no_more(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """Neither in the footer nor by a sentence, before the clock jumps again; its key still does it."""
    async with opened(desk) as board:
        for hour in ("10:28:50", "10:29:30"):
            board.app._jumps = JumpWatch(clock.instant, clock.real)
            clock.instant = at(hour)
            board.app.tick()
            await board.settle()
            assert board.app.notices.waiting == 1
            for _ in range(4):
                if "propose de décaler" not in board.notice:
                    await board.press("escape")
            assert "propose de décaler" in board.notice
            await board.press("J", "escape")
            assert "les débuts restent ; J les décale encore" in board.notice
            assert board.app.notices.waiting == 0
            await board.press("escape")
            assert "J saut" not in board.lines[-1]
        await board.press("J")
        assert "Saut d'horloge : décaler 16 débuts" in board.dialog
