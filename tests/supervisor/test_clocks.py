"""A clock that jumped before a test began or after it was over: what was lost is what happened (RULES section 12)."""

from __future__ import annotations

import pytest

from supervisor import action as act
from supervisor.jumps import shift_on_offer
from supervisor.outage import left_out, ran_at, shares, was_held_before
from supervisor.situation import Status
from tests.supervisor.support import Bench

HOUR = 3600
CUT, BACK = act.BeginGlobal("panne"), act.EndGlobal()
STOPS: list[act.Action] = [act.Finish((1,)), act.StopTest((1,), "end"), act.StopTest((1,), "withdraw")]


def over(seconds: int, finish: act.Action = STOPS[0]) -> Bench:
    """1 started at 09:00 and was over at 10:00, by a clock that jumped at 10:05; nobody runs, nothing is on offer."""
    bench = Bench().start(1, at="09:00")
    bench.at("10:00").do(finish)
    bench.at("10:05").do(act.NoticeClockJump(seconds))
    assert shift_on_offer(bench.session) is None
    return bench.wait(seconds=seconds)


def reason(bench: Bench, number: int = 1) -> str:
    """Why the candidate is given nothing for the first outage."""
    [outage] = bench.session.globals.values()
    return next(one.why for one in left_out(bench.session, outage, bench.now) if one.number == number)


@pytest.mark.parametrize("finish", STOPS)
@pytest.mark.parametrize("seconds", [-HOUR, HOUR, -600])
def test_who_was_over_before_an_outage_is_given_nothing(finish: act.Action, seconds: int) -> None:
    """Although the clock that was set back shows it in the midst of his test."""
    bench = over(seconds, finish).wait(minutes=1)
    bench.do(CUT)
    bench.wait(minutes=3)
    assert reason(bench) == "avait fini avant"
    bench.do(BACK)
    assert (bench.ending().adjustments, bench.end(), bench.loss()) == (0, "10:45:00", 0)
    assert bench.who().adjustments == ()


def test_nor_for_one_in_which_he_finished() -> None:
    """Begun 09:50, over 10:00, at an end by 10:07 that the clock shows as 09:57."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:50").do(CUT)
    bench.at("10:00").do(act.Finish((1,)))
    bench.do(act.NoticeClockJump(-600))
    bench.at("09:57")
    assert reason(bench) == "son test est fini : rien ne peut lui être rendu"
    bench.do(BACK)
    assert bench.ending().adjustments == 0


@pytest.mark.parametrize("seconds", [-HOUR, HOUR, -300])
def test_an_outage_noted_on_the_other_side_of_a_jump_is_given_as_without_it(seconds: int) -> None:
    """09:40-09:50 by the clock of his test, said as the clock shows it now; once, whatever is noted after it."""
    bench = over(seconds).wait(minutes=10)
    begin, end = (bench.hour(hour) + (bench.now - bench.hour("10:15")) for hour in ("09:40", "09:50"))
    bench.do(CUT, at=begin)
    [outage] = bench.session.globals.values()
    assert [share.minutes for share in shares(bench.session, outage, end)] == [10]
    bench.do(BACK, at=end)
    assert (bench.ending().adjustments, bench.loss()) == (10, 0)
    bench.wait(minutes=1).do(CUT)
    bench.wait(minutes=2).do(BACK)
    assert (bench.ending().adjustments, bench.loss()) == (10, 0)
    for _ in range(3):
        bench.do(act.Undo(reason="essai"))
    assert bench.ending().adjustments == 0


def test_what_is_noted_later_is_measured_again_on_his_clock() -> None:
    """A longer outage noted after a shorter one in it, both after the jump: minute for minute as without it."""

    def given(shown: int) -> list[tuple[int, int]]:
        """What was given for them, by a clock that shows so many hours less: minutes, and when, in minutes of test."""
        bench = over(-HOUR * shown) if shown else Bench().start(1, at="09:00")
        if not shown:
            bench.at("10:00").do(act.Finish((1,)))
        for hour, minute, action in (
            (9, 40, CUT), (9, 50, act.EndGlobal()), (9, 35, act.BeginGlobal("autre")), (9, 45, act.EndGlobal()),
            (9, 55, act.BeginGlobal("encore")), (9, 58, act.EndGlobal()),
        ):  # fmt: skip
            bench.at(f"{11 - shown}:00").do(action, at=f"{hour - shown:02d}:{minute}")
        zero = bench.hour("09:00")
        test_time = bench.session.time_of(bench.who())
        assert test_time is not None
        return [(a.minutes, (a.at - zero).seconds // 60) for a in test_time.adjustments]

    assert given(1) == given(0)
    assert sum(minutes for minutes, _ in given(1)) == 18


@pytest.mark.parametrize("seconds", [-1200, 1200])
def test_who_starts_after_a_jump_lost_what_was_left_of_an_outage(seconds: int) -> None:
    """Open since 09:20; the clock jumps at 09:25; started 5 minutes later, 10 minutes before it is over."""
    bench = Bench().at("09:20")
    bench.do(CUT)
    bench.at("09:25").do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds).wait(minutes=5)
    bench.start(1)
    assert bench.ending().suspended
    bench.wait(minutes=10)
    assert bench.loss() == 10
    bench.do(BACK)
    assert (bench.ending().adjustments, bench.loss()) == (10, 0)


def test_and_nothing_of_one_that_was_over_before() -> None:
    """09:20-09:30, by a clock that shows 09:15 again when his test begins."""
    bench = Bench().start(2, at="09:00")
    bench.at("09:20").do(CUT)
    bench.at("09:35").do(act.NoticeClockJump(-1200))
    bench.at("09:15").start(1)
    bench.do(act.EndGlobal(), at="09:10")
    assert (bench.loss(), bench.ending().adjustments, bench.end()) == (0, 0, "11:00:00")


def test_forward_and_back_again_changes_nothing() -> None:
    """Only what was noted in between stands on another clock."""
    bench = over(HOUR)
    bench.do(act.NoticeClockJump(-HOUR))
    bench.at("10:20").do(CUT, at="09:55")
    assert ran_at(bench.session, bench.who(), bench.hour("09:59"))
    bench.do(BACK, at="09:59")
    assert bench.ending().adjustments == 4


def test_a_finish_undone_runs_again_and_is_asked_about() -> None:
    """The jump is no longer beyond his test."""
    bench = over(-HOUR)
    bench.do(act.Undo(reason="essai"))
    offer = shift_on_offer(bench.session)
    assert offer is not None
    assert offer.numbers == (1,)


def test_who_was_interrupted_since_an_outage_began_resumes_with_it_although_the_clock_jumped() -> None:
    """By a jump that was answered his interruption moves, and the outage with it; who was held before it waits."""
    bench = Bench().start(1, 2, at="09:00")
    bench.at("09:14").do(act.Interrupt((2,), "technical"))
    bench.at("09:15").do(CUT)
    bench.at("09:16").do(act.Interrupt((1,), "technical"))
    bench.at("09:20").do(act.NoticeClockJump(-1200))
    bench.at("09:00").do(act.ShiftStarts(-1200, "saut"))
    [outage] = bench.session.globals.values()
    assert [was_held_before(bench.session, bench.who(n), outage) for n in (1, 2)] == [False, True]
    bench.at("09:05").do(act.EndGlobal(resume=True))
    assert [bench.status(n) for n in (1, 2)] == [Status.STARTED, Status.INTERRUPTED]
    assert bench.ending(1).adjustments == 10


@pytest.mark.parametrize("seconds", [10**18, -(10**18), 2 * 10**9])
def test_jumps_beyond_all_measure_keep_nobody_from_reading(seconds: int) -> None:
    """However many there are."""
    bench = over(-HOUR)
    for _ in range(20):
        bench.wait(minutes=2).do(act.NoticeClockJump(seconds))
    bench.do(CUT)
    bench.attempt(BACK)
    assert bench.end() == "10:45:00"
