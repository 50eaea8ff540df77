"""The same session lived by a clock that runs and by one that jumps: nothing lasts longer, nothing is younger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor import action as act
from supervisor import event as ev
from supervisor.attention import attention
from supervisor.clock_words import behind_told
from supervisor.closing import finalisation_due
from supervisor.deciding import decide
from supervisor.jumps import JumpWatch, elapsed, shift_on_offer
from supervisor.pix_limit import is_past
from supervisor.timing import MINUTE
from supervisor.zones import attention_in, is_everybodys
from tests.effort import examples
from tests.supervisor.support import Bench

HOUR = 3600
DAY = 24 * HOUR
JUMPS = (-DAY, -HOUR, -600, -37, 37, 600, HOUR, DAY)
MARKS: tuple[act.Simple, ...] = ("presence", "join", "start", "sign", "pause-begin", "pause-end")


class TwoClocks:
    """A session on a machine whose clock is right, and the same on one whose clock jumps, answered at once."""

    def __init__(self) -> None:
        self.right, self.odd = Bench(), Bench()
        for bench in (self.right, self.odd):
            bench.asked = "board.1"
            for number in (2, 3):
                bench.do(act.ChangeZone((number,), "B"))

    def wait(self, seconds: int) -> None:
        """Time goes on, for both."""
        self.right.wait(seconds=seconds)
        self.odd.wait(seconds=seconds)

    def jump(self, seconds: int) -> None:
        """The one clock jumps; what it owes to the tests that run is answered."""
        self.odd.do(act.NoticeClockJump(seconds))
        self.odd.wait(seconds=seconds)
        while (shift := shift_on_offer(self.odd.session)) is not None:
            self.odd.do(act.ShiftStarts(shift.seconds, "horloge", shift.numbers))

    def do(self, action: act.Action) -> None:
        """Both take it, or neither does."""
        taken, also = (bench.attempt(action) for bench in (self.right, self.odd))
        assert [drafted.event.kind for drafted in taken.events] == [drafted.event.kind for drafted in also.events]
        assert len(taken.refusals) == len(also.refusals)

    def ages(self, bench: Bench) -> list[timedelta]:
        """How long ago each thing was noted, as it is told now; what is of the clock itself left out."""
        own = (ev.ClockJumped, ev.StartCorrected)
        return [
            elapsed(bench.session, entry.recorded_at, entry.id, bench.now)
            for entry in bench.session.entries if not isinstance(entry.event, own)
        ]  # fmt: skip

    def told(self, bench: Bench) -> dict[str, object]:
        """All that depends on how long ago something was."""
        session, now = bench.session, bench.now
        everybody = attention(session, now)
        due = finalisation_due(session)
        return {
            "who": [(one.number, one.text) for one in everybody],
            "since": [[now - reason.since for reason in one.reasons if reason.since is not None] for one in everybody],
            "of another zone": [(one.number, one.text) for one in attention_in(session, now, "A")],
            "everybody's": [is_everybodys(session, number, now) for number in session.candidates],
            "pix": is_past(session, now),
            "to finalise": due - now if due is not None else None,
            "undone without a reason": bool(decide(session, act.Undo(session.last_id), bench.context()).events),
        }

    def agree(self) -> None:
        """The same is told of both, and each age is the true one."""
        assert self.ages(self.odd) == self.ages(self.right)
        told, odd = self.told(self.right), self.told(self.odd)
        # What was noted last may be the answer to a jump: that is younger.
        if isinstance(self.odd.session.entries[-1].event, (ev.ClockJumped, ev.StartCorrected)):
            del told["undone without a reason"], odd["undone without a reason"]
        assert odd == told


numbers = st.lists(st.integers(1, 5), min_size=1, max_size=3, unique=True).map(tuple)
actions: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.Mark, st.sampled_from(MARKS), numbers),
    st.builds(act.Mark, st.sampled_from(("presence", "join", "start")), numbers),
    st.builds(act.CheckIdentity, st.integers(1, 5)),
    st.builds(act.RecordIncident, st.just("E2"), numbers, st.integers(1, 3)),
    st.builds(act.CloseAlert, st.integers(1, 5), st.sampled_from(["validated", "refused"]), st.integers(1, 3)),
    st.builds(act.Interrupt, numbers, st.sampled_from(["technical", "candidate"])),
    st.builds(act.Resume, numbers, st.just("measured")),
    st.builds(act.Finish, numbers),
    st.builds(act.BeginGlobal, st.just("panne")),
    st.builds(act.EndGlobal),
)
WAITS = (0, 30, 61, 130, 301, 601, 901, 1800)
lived = st.lists(st.tuples(st.sampled_from(WAITS), actions), min_size=1, max_size=6)


@settings(max_examples=examples(60))
@given(lived, st.lists(st.tuples(st.sampled_from(JUMPS), lived), min_size=1, max_size=3))
def test_a_session_is_told_alike_by_both(
    before: list[tuple[int, act.Action]], after: list[tuple[int, list[tuple[int, act.Action]]]]
) -> None:
    """Whatever happens and however the clock jumps in between: who needs somebody, since when, what is refused."""
    both = TwoClocks()
    both.right.do(act.Mark("presence", (4, 5)))
    both.odd.do(act.Mark("presence", (4, 5)))
    for jump, steps in [(0, before), *after]:
        if jump:
            both.jump(jump)
            both.agree()
        for seconds, what in steps:
            both.wait(seconds)
            both.agree()
            both.do(what)
            both.agree()


@pytest.mark.parametrize("seconds", JUMPS)
def test_a_presence_is_as_old_as_it_is(seconds: int) -> None:
    """Confirmed, then the clock jumps: due after ten minutes and over after fifteen, not sooner nor later."""
    bench = Bench()
    bench.do(act.Mark("presence", (1,)))
    bench.wait(minutes=5).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    assert bench.look() == ""
    assert bench.wait(minutes=5).look() == "présence confirmée depuis 10 min"
    assert bench.wait(minutes=4).look() == "présence confirmée depuis 14 min"
    assert bench.wait(minutes=1).look() == "présence expirée, à confirmer de nouveau"


@pytest.mark.parametrize("seconds", JUMPS)
def test_who_joined_waits_as_long_as_they_do(seconds: int) -> None:
    """Not an hour less, nor a day more."""
    bench = Bench()
    bench.do(act.Mark("join", (1,)))
    bench.wait(minutes=9).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    assert bench.look() == ""
    assert bench.wait(minutes=3).look() == "a rejoint depuis 12 min"


@pytest.mark.parametrize("seconds", JUMPS)
def test_an_alert_of_before_a_jump_is_answered_after_it(seconds: int) -> None:
    """No hour has to come by again first; and its words are corrected after its answer."""
    bench = Bench().start(1, at="10:00")
    bench.do(act.RecordIncident("E2", (1,), 3))
    alert = bench.last_id
    bench.wait(minutes=1).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds).wait(minutes=1)
    assert not is_everybodys(bench.session, 1, bench.now - timedelta(seconds=1))
    assert is_everybodys(bench.session, 1, bench.now)
    bench.do(act.CloseAlert(1, "validated"))
    bench.do(act.CorrectIncident(alert, "faute de frappe", text="image floue"))


@pytest.mark.parametrize("seconds", JUMPS)
def test_an_hour_that_was_corrected_is_of_the_clock_that_showed_it(seconds: int) -> None:
    """An alert of before a jump, its hour put right after it: it waits since that hour; new words move nothing."""
    bench = Bench().start(1, at="10:00")
    bench.do(act.RecordIncident("E2", (1,), 3))
    alert = bench.last_id
    bench.wait(minutes=10).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    bench.do(act.CorrectIncident(alert, "mots", text="image floue"))
    assert is_everybodys(bench.session, 1, bench.now)
    bench.do(act.CorrectIncident(alert, "heure", happened_at=bench.now - MINUTE))
    assert not is_everybodys(bench.session, 1, bench.now + timedelta(seconds=59))
    assert is_everybodys(bench.session, 1, bench.now + MINUTE)
    assert [r.since for one in attention(bench.session, bench.now) for r in one.reasons if r.event == alert] == [
        bench.now - MINUTE
    ]


@pytest.mark.parametrize("seconds", JUMPS)
def test_the_48_hours_run_from_the_true_end(seconds: int) -> None:
    """A test was over before the jump; the delay is told by the clock that somebody has before them."""
    bench = Bench(1).start(1, at="09:00").at("10:00")
    bench.do(act.Finish((1,)))
    bench.wait(minutes=10).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    due = finalisation_due(bench.session)
    assert due is not None
    assert due - bench.now == timedelta(hours=48) - 10 * MINUTE


@pytest.mark.parametrize("seconds", [-DAY, DAY])
def test_a_day_of_the_clock_is_no_day_of_pix(seconds: int) -> None:
    """24 hours after the first start nobody starts any more: by hours that have gone, whatever the clock shows."""
    bench = Bench().start(1, at="09:00")
    bench.wait(minutes=5).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    assert not is_past(bench.session, bench.now)
    assert not is_past(bench.session, bench.now + timedelta(hours=23, minutes=54))
    assert is_past(bench.session, bench.now + timedelta(hours=23, minutes=55))


@pytest.mark.parametrize("seconds", JUMPS)
def test_an_action_needs_a_reason_from_its_second_minute_on(seconds: int) -> None:
    """A clock that was set back makes nothing fresh again, one that went on makes nothing old."""
    bench = Bench()
    bench.do(act.CheckIdentity(1))
    action = bench.last_id
    bench.wait(seconds=30).do(act.NoticeClockJump(seconds), author="other")
    bench.wait(seconds=seconds)

    def is_undone() -> bool:
        return bool(decide(bench.session, act.Undo(action), bench.context()).events)

    assert is_undone()
    assert (bench.wait(seconds=30), is_undone())[1]
    assert not (bench.wait(seconds=1), is_undone())[1]


@pytest.mark.parametrize("seconds", JUMPS)
def test_what_stands_still_stands_still_through_a_jump(seconds: int) -> None:
    """A pause, an interruption and an outage that are open: no clock ends them, before nor after it is answered."""
    bench = Bench().start(1, 2, 3, at="09:30").at("09:50")
    bench.do(act.Mark("pause-begin", (1,)))
    bench.do(act.Interrupt((2,), "technical"))
    bench.do(act.BeginGlobal("panne", (3,)))
    bench.wait(minutes=3).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds)
    stands_still = [(True, False), (False, True), (False, True)]
    assert [(bench.ending(n).paused, bench.ending(n).suspended) for n in (1, 2, 3)] == stands_still
    assert not any(bench.ending(n).is_over(bench.now) for n in (1, 2, 3))
    bench.do(act.ShiftStarts(seconds, "horloge"))
    assert [(bench.ending(n).paused, bench.ending(n).suspended) for n in (1, 2, 3)] == stands_still
    assert [bench.ending(n).at - bench.ending(n).started_at for n in (1, 2, 3)] == [
        timedelta(minutes=minutes + 3) for minutes in (105, 140, 140)
    ]


def test_who_was_over_before_an_outage_is_not_held_by_it_after_a_set_back() -> None:
    """By the clock of their test it began too late."""
    bench = Bench().start(1, at="09:00").at("10:46")
    bench.do(act.BeginGlobal("panne"))
    bench.wait(minutes=3).do(act.NoticeClockJump(-HOUR))
    bench.wait(seconds=-HOUR)
    assert not bench.ending(1).suspended


@pytest.mark.parametrize("seconds", [-DAY, -HOUR, -600])
def test_a_box_that_was_open_while_the_clock_was_set_back(seconds: int) -> None:
    """What it asks for happened before now: it is refused for no hour that is to come; a real one still is."""
    bench = Bench().start(1, at="09:00").at("09:30")
    key = bench.now
    bench.wait(seconds=10 + seconds).do(act.NoticeClockJump(seconds))
    bench.wait(seconds=20)
    bench.do(act.WriteNote("toux", 1), at=key)
    assert bench.session.entries[-1].at == key + timedelta(seconds=seconds)
    assert "est dans le futur" in bench.refused(act.WriteNote("plus tard", 1), at=key + 5 * MINUTE)


@pytest.mark.parametrize("seconds", [-HOUR, -600])
def test_an_hour_said_of_the_close_is_one_of_the_clock_that_shows_it(seconds: int) -> None:
    """All that happened lies before it, though it was noted by later hours; an hour before it is refused as ever."""
    bench = Bench(1).start(1, at="09:00").at("10:00")
    bench.do(act.Finish((1,)))
    bench.do(act.CheckIdentity(1))
    bench.do(act.Mark("sign", (1,)))
    finished = bench.now
    bench.wait(minutes=1, seconds=seconds).do(act.NoticeClockJump(seconds))
    bench.wait(minutes=5)
    early = finished + timedelta(seconds=seconds - 60)
    assert "précède ce qui s'est passé" in bench.refused(act.CloseSession(), at=early)
    bench.do(act.CloseSession(), at=bench.now - MINUTE)
    assert bench.session.closed_at == finished


def test_a_clock_that_is_behind_what_was_noted_is_told() -> None:
    """It was set back while nothing looked at it; of one that jumped and was noted nothing more is said."""
    bench = Bench().start(1, at="09:00")
    assert behind_told(bench.session, bench.now - timedelta(seconds=59)) == ""
    told = behind_told(bench.session, bench.hour("08:00"))
    assert told == "l'horloge de la machine (08:00) est en retard : quelqu'un a noté à 09:00. Réglez-la"
    bench.wait(seconds=-HOUR).do(act.NoticeClockJump(-HOUR))
    assert behind_told(bench.session, bench.now) == ""


def test_a_clock_that_is_set_right_again_never_jumped() -> None:
    """It was behind when the watch began: what is noted stands on the clock that is back; later ones are jumps."""
    session, right = (bench := Bench().start(1, at="09:00")).session, bench.now
    watch = JumpWatch()
    assert watch.to_note(session, right - timedelta(hours=1), 0) == 0
    assert watch.to_note(session, right - timedelta(minutes=30), 0) == 30 * 60, "it is behind still"
    watch = JumpWatch()
    assert watch.to_note(session, right - timedelta(hours=1), 0) == 0
    assert watch.to_note(session, right + timedelta(seconds=10), 10) == 0
    assert watch.to_note(session, right + timedelta(hours=1, seconds=10), 10) == HOUR
    watch = JumpWatch()
    assert watch.to_note(session, right, 0) == 0
    assert watch.to_note(session, right + timedelta(hours=1), 0) == HOUR


def test_what_was_noted_by_a_clock_that_was_behind_makes_it_a_jump() -> None:
    """It stands on that clock."""
    bench = Bench().start(1, at="09:00")
    watch, right = JumpWatch(), bench.now
    assert watch.to_note(bench.session, right - timedelta(hours=1), 0) == 0
    bench.wait(hours=-1).do(act.WriteNote("x"))
    assert watch.to_note(bench.session, right, 0) == HOUR
