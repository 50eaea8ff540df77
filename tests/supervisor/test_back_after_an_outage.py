"""The end of a global incident: all go on now, or those not back yet stay interrupted until they are resumed."""

from supervisor import action as act
from supervisor.situation import Status
from tests.supervisor.support import Bench


def outage() -> Bench:
    """Three run since 09:00, the network is cut at 09:30, the second is interrupted during it."""
    bench = Bench().start(1, 2, 3, at="09:00").at("09:30")
    bench.do(act.BeginGlobal("réseau"))
    bench.at("09:35").do(act.Interrupt((2,)))
    return bench.at("09:40")


def given(bench: Bench) -> list[int]:
    return [sum(a.minutes for a in bench.who(n).adjustments) for n in (1, 2, 3)]


def test_all_go_on_now() -> None:
    """Who was interrupted during it is resumed; everybody gets the ten minutes once."""
    bench = outage()
    bench.do(act.EndGlobal(resume=True))
    assert [bench.status(n) for n in (1, 2, 3)] == [Status.STARTED] * 3
    assert given(bench) == [10, 10, 10]
    bench.do(act.Undo())
    assert bench.status(2) is Status.INTERRUPTED
    assert bench.session.running_globals


def test_who_was_interrupted_before_waits_for_his_own_reason() -> None:
    """His computer does not come back with the network."""
    bench = Bench().start(1, 2, at="09:00").at("09:20")
    bench.do(act.Interrupt((2,)))
    bench.at("09:30").do(act.BeginGlobal("réseau"))
    bench.at("09:40").do(act.EndGlobal(resume=True))
    assert bench.status(2) is Status.INTERRUPTED


def test_who_was_interrupted_at_that_very_second_goes_on_too() -> None:
    """The outage is what interrupted him."""
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    bench.do(act.Interrupt((2,)))
    bench.do(act.BeginGlobal("réseau"))
    bench.at("09:40").do(act.EndGlobal(resume=True))
    assert bench.status(2) is Status.STARTED


def test_those_not_back_stay_interrupted_and_lose_nothing_twice() -> None:
    """Ten minutes at its end, and the rest when they resume."""
    bench = outage()
    bench.do(act.EndGlobal(resume=True, away=(2, 3)))
    assert [bench.status(n) for n in (1, 2, 3)] == [Status.STARTED, Status.INTERRUPTED, Status.INTERRUPTED]
    assert given(bench) == [10, 10, 10]
    assert len(bench.who(2).interruptions) == 1, "he was not back in between"
    bench.at("09:46").do(act.Resume((2, 3), "measured"))
    assert given(bench) == [10, 16, 16]


def test_nothing_given_back_is_not_offered_again() -> None:
    """Refused, the interruption that ended with it is settled too."""
    bench = outage()
    bench.do(act.EndGlobal(give="none", resume=True))
    assert given(bench) == [0, 0, 0]
    test_time = bench.session.time_of(bench.who(2))
    assert test_time is not None
    assert test_time.loss(bench.now) == 0


def test_who_is_not_touched_cannot_be_away() -> None:
    """He is named, and nothing is recorded."""
    bench = outage()
    assert "n'est pas touché" in bench.refused(act.EndGlobal(away=(5,)))


def test_as_before_without_a_word_about_it() -> None:
    """`global end` alone changes nobody's status."""
    bench = outage()
    bench.do(act.EndGlobal())
    assert bench.status(2) is Status.INTERRUPTED
    assert bench.status(1) is Status.STARTED
