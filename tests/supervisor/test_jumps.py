"""A clock that jumped: which shift is offered, whom it touches, and what settles it."""

from datetime import timedelta

import pytest

from supervisor import action as act
from supervisor.jumps import Shift, shift_on_offer
from tests.supervisor.support import Bench

HOUR = 3600


def jumped(seconds: int = HOUR) -> Bench:
    """1 and 2 run since 09:00; at 09:30 the clock jumps; 3 starts after it."""
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    bench.do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    bench.do(act.Mark("start", (3,)))
    return bench


def test_no_jump_no_offer() -> None:
    """Nothing is offered, whoever runs."""
    assert shift_on_offer(Bench().start(1, at="09:00").session) is None


@pytest.mark.parametrize("seconds", [HOUR, -600])
def test_the_starts_noted_before_a_jump_are_offered(seconds: int) -> None:
    """Forward or back, those who started after it excepted."""
    assert shift_on_offer(jumped(seconds).session) == Shift(seconds, (1, 2))


def test_a_shift_moves_each_start_and_settles_it() -> None:
    """One action; the ends move by as much; undone, it is on offer again."""
    bench = jumped()
    before = {n: bench.who(n).started_at for n in (1, 2, 3)}
    decision = bench.do(act.ShiftStarts(HOUR, "saut", (1, 2)))
    assert len(decision.events) == 2
    for number in (1, 2):
        started, was = bench.who(number).started_at, before[number]
        assert started is not None
        assert was is not None
        assert started - was == timedelta(hours=1)
    assert bench.who(3).started_at == before[3]
    assert shift_on_offer(bench.session) is None
    bench.do(act.Undo())
    assert shift_on_offer(bench.session) == Shift(HOUR, (1, 2))


def test_forward_and_back_again_asks_nothing_of_who_saw_both() -> None:
    """1 and 2 saw both; 3 started in between and saw one."""
    bench = jumped(HOUR)
    bench.do(act.NoticeClockJump(-HOUR))
    assert shift_on_offer(bench.session) == Shift(-HOUR, (3,))


def test_who_does_not_run_is_not_touched() -> None:
    """Who had finished before it keeps his hours; who ran and has finished since is asked about."""
    bench = Bench().start(1, 2, 3, at="09:00").at("09:30")
    bench.do(act.Finish((1,)))
    bench.do(act.NoticeClockJump(HOUR))
    bench.wait(hours=1)
    bench.do(act.Finish((2,)))
    assert shift_on_offer(bench.session) == Shift(HOUR, (2, 3))
    assert "ne court pas" in bench.refused(act.ShiftStarts(HOUR, "saut", (1,)))
    bench.do(act.ShiftStarts(HOUR, "saut"))
    assert [bench.who(n).started_at == bench.hour("10:00") for n in (1, 2, 3)] == [False, True, True]
    assert shift_on_offer(bench.session) is None
    assert "n'est pas sur la liste" in bench.refused(act.ShiftStarts(HOUR, "saut", (99,)))


def test_a_shift_wants_a_reason() -> None:
    """As any correction of a start does."""
    assert "motif" in jumped().refused(act.ShiftStarts(HOUR, " "))


def test_without_names_everybody_who_runs_is_shifted() -> None:
    """The form of the action for a line."""
    bench = jumped(-600)
    bench.do(act.ShiftStarts(-600, "saut"))
    assert shift_on_offer(bench.session) is None


@pytest.mark.parametrize("seconds", [HOUR, -600, 5])
def test_all_that_was_noted_of_him_before_the_jump_moves(seconds: int) -> None:
    """Pause, interruption, outage, before and across it: each counts once, and his end is 105 minutes of test on."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:05").do(act.Mark("pause-begin", (1,)))
    bench.at("09:10").do(act.Mark("pause-end", (1,)))
    bench.at("09:10").do(act.Interrupt((1,), "technical"))
    bench.at("09:12").do(act.Resume((1,), "measured"))
    bench.at("09:15").do(act.BeginGlobal("panne"))
    bench.at("09:18").do(act.EndGlobal())
    bench.at("09:20").do(act.Mark("pause-begin", (1,)))
    bench.at("09:30").do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds).wait(minutes=10)
    bench.do(act.Mark("pause-end", (1,)))
    bench.do(act.ShiftStarts(seconds, "saut", (1,)))
    end = bench.ending()
    assert end.pauses == timedelta(minutes=25), "5, and 20 that were 20 although the clock jumped"
    assert end.adjustments == 5
    assert bench.loss() == 0
    assert end.at == bench.hour("09:00") + timedelta(seconds=seconds, minutes=105 + 25 + 5)
    bench.do(act.Undo())
    assert bench.ending().pauses == timedelta(minutes=25, seconds=seconds)


OUTAGE = (act.BeginGlobal("panne"), act.EndGlobal())
BREAK = (act.Interrupt((1,), "technical"), act.Resume((1,), "measured"))


@pytest.mark.parametrize("seconds", [HOUR, -600])
@pytest.mark.parametrize(("begin", "end"), [OUTAGE, BREAK])
def test_what_was_measured_across_a_jump_is_measured_again(begin: act.Action, end: act.Action, seconds: int) -> None:
    """15 minutes that the clock showed as 75, or as 5, and that were given back so before the jump was answered."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:25").do(begin)
    bench.at("09:30").do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds).wait(minutes=10 if seconds > 0 else 20)
    bench.do(end)
    real = 15 if seconds > 0 else 25
    assert bench.ending().adjustments == real + seconds // 60
    decision = bench.do(act.ShiftStarts(seconds, "saut"))
    right = bench.hour("09:00") + timedelta(seconds=seconds, minutes=105 + real)
    assert (bench.ending().at, bench.ending().adjustments, bench.loss()) == (right, real, 0)
    assert [r.text for r in decision.remarks] == [f"fin inchangée : {bench.session.local(right):%H:%M}"]
    bench.do(act.Undo())
    assert bench.ending().adjustments == real + seconds // 60


@pytest.mark.parametrize("answered", [False, True])
def test_a_clock_set_back_keeps_nobody_from_ending_an_outage(answered: bool) -> None:
    """Begun at 09:20 by a clock that shows 09:10 when it is over: 10 minutes, once the jump is answered."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:20").do(act.BeginGlobal("panne"))
    bench.at("09:25").do(act.NoticeClockJump(-1200))
    bench.at("09:10")
    if answered:
        bench.do(act.ShiftStarts(-1200, "saut"))
    assert "précède son début" in bench.refused(act.EndGlobal(), at="08:59")
    told = bench.do(act.EndGlobal()).remarks
    assert not any("en pause" in remark.text for remark in told)
    if not answered:
        bench.do(act.ShiftStarts(-1200, "saut"))
    assert bench.ending().adjustments == 10
    assert bench.end() == "10:35:00"


def test_a_clock_set_back_is_told_where_it_stands_in_the_way() -> None:
    """The jump is to be answered first; then the test goes on."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:20").do(act.Interrupt((1,), "technical"))
    assert "horloge" not in bench.refused(act.Resume((1,)), at="09:19")
    bench.at("09:25").do(act.NoticeClockJump(-1200))
    bench.at("09:10")
    assert "reculé de 20 min : décalez d'abord les débuts" in bench.refused(act.Resume((1,)))
    bench.do(act.ShiftStarts(-1200, "saut"))
    bench.do(act.Resume((1,), "measured"))
    assert bench.ending().adjustments == 10
