"""The close freezes: ends, counts, what is unfinished, who is called again, the 48 hours (RULES.md section 12)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from supervisor import action as act
from supervisor.closing import finalisation_due, finalisation_sheet, to_call_again
from supervisor.situation import Status
from supervisor.wording import standing_told, status_told
from tests.supervisor.support import Bench

HOURS_48 = timedelta(hours=48)


def left_open() -> Bench:
    """1 and 2 run since 09:00; 2 is paused since 09:50, 3 interrupted; an outage touches 1; closed at 11:00."""
    bench = Bench().start(1, 2, 3, at="09:00")
    bench.at("09:50").do(act.Mark("pause-begin", (2,)))
    bench.at("09:55").do(act.Interrupt((3,), "technical"))
    bench.at("10:00").do(act.BeginGlobal("x", (1,)))
    return bench.at("11:00")


def seen(bench: Bench) -> object:
    """All that is told of the ends and counts now."""
    session, now = bench.session, bench.now
    return (
        asdict(session.counts(now)),
        [session.ending(who, now) for who in session.candidates.values()],
        [session.is_overtime(who, now) for who in session.candidates.values()],
        session.last_end(now),
        finalisation_sheet(session),
    )


def test_nothing_of_a_closed_session_moves() -> None:
    """What was open ended at the close: the same two days later, and each end is that of the close."""
    bench = left_open()
    ends = [bench.ending(n).at for n in (1, 2, 3)]
    bench.do(act.CloseSession(force=True))
    shut = seen(bench)
    assert [bench.ending(n).at for n in (1, 2, 3)] == ends
    assert bench.end(2) == "12:30:00", "11:20 and the 70 minutes of its pause"
    bench.wait(days=2)
    assert seen(bench) == shut
    assert [(e.paused, e.suspended) for e in map(bench.ending, (1, 2, 3))] == [(False, False)] * 3
    assert bench.session.running_globals == []
    assert bench.session.end_of(bench.who(2).pauses[0]) == bench.session.closed_at
    assert all(bench.session.running_ending(who, bench.now) is None for who in bench.session.candidates.values())


def test_overtime_is_that_of_the_close() -> None:
    """Who was beyond his end when it was closed stays so, and nobody becomes so afterwards."""
    bench = Bench().start(1, 2, at="09:00").at("10:50")
    bench.do(act.CloseSession(force=True))
    bench.wait(days=1)
    assert [bench.session.is_overtime(bench.who(n), bench.now) for n in (1, 2)] == [True, False]
    assert bench.session.counts(bench.now).overtime == 1


def test_a_reopening_lets_it_all_run_on() -> None:
    """The close is void: the pause that was open is open."""
    bench = left_open()
    bench.do(act.CloseSession(force=True))
    bench.at("11:30").do(act.Reopen("oubli"))
    assert bench.ending(2).paused
    assert bench.end(2) == "13:00:00"


def test_the_unfinished_are_one_count() -> None:
    """Withdrawn, ended, running at the close; and what is told adds up to the enrolled."""
    bench = Bench().start(1, 2, 3, 4, at="09:00")
    bench.do(act.StopTest((1,), "withdraw"))
    bench.do(act.StopTest((2,), "end"))
    bench.do(act.Mark("absent", (5,)))
    assert bench.session.counts(bench.now).unfinished == 2
    assert standing_told(bench.session, bench.session.counts(bench.now)) == ("2 en cours", "2 non terminés", "1 absent")
    bench.do(act.CloseSession(force=True))
    counts = bench.session.counts(bench.now)
    assert counts.unfinished == len(finalisation_sheet(bench.session).unfinished) == 4
    assert standing_told(bench.session, counts) == ("4 non terminés", "1 absent")
    assert status_told(bench.session, bench.who(3)) == "Test non terminé à la clôture"


def test_the_48_hours_run_from_the_last_test() -> None:
    """A withdrawal of someone who never started ends no test."""
    bench = Bench().start(1, at="09:00").bring(2, Status.JOINED)
    bench.at("10:40").do(act.Finish((1,)))
    bench.at("12:00").do(act.StopTest((2,), "withdraw"))
    assert finalisation_due(bench.session) == bench.hour("10:40") + HOURS_48


def test_a_technical_reason_given_behind_the_seal_calls_again() -> None:
    """Stopped for a technical cause, whenever that was said."""
    bench = Bench(1).start(1, at="09:00").at("11:00")
    bench.do(act.CloseSession(force=True))
    assert to_call_again(bench.session) == ()
    bench.do(act.GiveReason(1, "technical"))
    assert [(r.number, r.reason) for r in to_call_again(bench.session)] == [(1, "technical")]


@pytest.mark.parametrize("hour", ["09:00", "10:39:59"])
def test_a_close_is_not_before_what_happened(hour: str) -> None:
    """`--at 09:30` after a test that ended at 10:40."""
    bench = Bench(1).start(1, at="09:00")
    bench.at("10:40").do(act.Finish((1,)))
    bench.do(act.Mark("sign", (1,)))
    bench.at("10:50")
    assert "précède ce qui s'est passé" in bench.refused(act.CloseSession(), at=hour)
    bench.do(act.CloseSession(), at="10:40")


def test_behind_a_close_nothing_is_before_it() -> None:
    """Neither « finalisée » nor a reopening."""
    bench = Bench(1).start(1, at="09:00").at("10:40")
    bench.do(act.CloseSession(force=True))
    bench.at("10:50")
    assert "précède la clôture" in bench.refused(act.MarkFinalised(), at="09:10")
    assert "précède la clôture" in bench.refused(act.Reopen("oubli"), at="10:39")
    bench.do(act.MarkFinalised(), at="10:40")


def test_a_clock_set_back_keeps_nobody_from_closing() -> None:
    """Without `--at` the close is never before what happened, whatever the machine's clock says by then."""
    bench = Bench(1).start(1, at="09:00").at("10:40")
    bench.do(act.Finish((1,)))
    bench.at("09:40").do(act.CloseSession(force=True))
    assert bench.session.closed_at == bench.hour("10:40")
    bench.do(act.MarkFinalised())
    assert bench.session.finalised_at == bench.hour("10:40")


def test_a_list_brought_in_afterwards_may_be_closed_at_its_hour() -> None:
    """A paper session is noted in the evening, each fact with its instant: when the list came in is no happening."""
    bench = Bench(1, now="18:00")
    bench.do(act.Mark("start", (1,)), at="09:00")
    bench.do(act.Finish((1,)), at="10:40")
    bench.do(act.CloseSession(force=True), at="10:45")
    assert bench.session.closed_at == bench.hour("10:45")
