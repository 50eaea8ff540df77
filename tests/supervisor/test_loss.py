"""What is offered to a candidate for interruptions and global incidents: no minute twice, none forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import NO_EXTRA_TIME
from supervisor.event import Cause
from supervisor.situation import Status
from supervisor.timing import MINUTE, Adjustment, Interval, TestTime, Urgency
from tests.supervisor.support import Bench

START = datetime(2026, 11, 23, 8, tzinfo=UTC)

# Second by second: the rules written a second time, on sets of seconds --------------------------------


@dataclass(frozen=True)
class Troubled:
    """A test in seconds from its start; `end` None is open. `refused` ones are not offered."""

    minutes: int
    losses: tuple[tuple[int, int | None, bool], ...]
    pauses: tuple[tuple[int, int | None], ...]
    now: int

    def test_time(self) -> TestTime:
        """The same as the rules take it."""
        return TestTime(
            START,
            self.minutes,
            NO_EXTRA_TIME,
            pauses=tuple(interval(n, b, e) for n, (b, e) in enumerate(self.pauses, start=100)),
            losses=tuple(interval(n, b, e, refused=r) for n, (b, e, r) in enumerate(self.losses)),
        )

    def seconds(self, begin: int, end: int | None, until: int) -> set[int]:
        """The seconds of his test in a span, up to an instant."""
        return set(range(max(0, begin), until if end is None else min(end, until)))

    def paused(self, until: int) -> set[int]:
        return set().union(*(self.seconds(b, e, until) for b, e in self.pauses))

    def is_touched(self, rank: int) -> bool:
        """Is his test standing still when this loss begins, or is any of his time left, counted down by seconds?"""
        moment = self.losses[rank][0]
        others = [loss for n, loss in enumerate(self.losses) if n != rank and self._lasts_at(n, moment)]
        return bool(others) or len(set(range(moment)) - self.paused(moment)) < self.minutes * 60

    def _lasts_at(self, rank: int, moment: int) -> bool:
        begin, end, _ = self.losses[rank]
        return begin < moment and (end is None or end > moment) and self.is_touched(rank)

    def offer(self) -> int:
        """Seconds lost, each counted once, as whole minutes."""
        lost: set[int] = set()
        for rank in range(len(self.losses)):
            lost |= self.lost_to(rank)
        return -(-len(lost) // 60)

    def lost_to(self, rank: int) -> set[int]:
        """The seconds that this one took and that nobody refused."""
        begin, end, refused = self.losses[rank]
        if refused or not self.is_touched(rank):
            return set()
        settled = [self.seconds(b, e, self.now) for b, e, was_refused in self.losses if was_refused]
        return self.seconds(begin, end, self.now) - self.paused(self.now) - set().union(*settled)


def interval(event_id: int, begin: int, end: int | None, *, refused: bool = False) -> Interval:
    """The same span as the rules take it."""
    first, last = (None if s is None else START + timedelta(seconds=s) for s in (begin, end))
    assert first is not None
    return Interval(event_id, first, last, settled=refused, decided=refused)


@st.composite
def troubled(draw: st.DrawFn, *, refusals: bool = True, open_now: bool = False) -> Troubled:
    """A short test with up to four losses that may overlap, and up to two pauses."""
    now = draw(st.integers(0, 500))
    losses = []
    for _ in range(draw(st.integers(0, 4))):
        begin = draw(st.integers(-100, now))
        end = draw(st.one_of(st.none(), st.integers(begin, now)))
        losses.append((begin, end, end is not None and refusals and draw(st.booleans())))
    if open_now:
        losses.append((draw(st.integers(-100, now)), None, False))
    pauses: list[tuple[int, int | None]] = []
    moment = 0
    for _ in range(draw(st.integers(0, 2))):
        begin = moment + draw(st.integers(1, 150))
        moment = begin + draw(st.integers(1, 150))
        if begin > now:
            break
        pauses.append((begin, moment if moment <= now else None))
    return Troubled(draw(st.integers(1, 6)), tuple(losses), tuple(pauses), now)


@given(troubled())
def test_the_offer_is_what_counting_seconds_gives(case: Troubled) -> None:
    """The union of what touched him after his start, less his pauses, rounded up: second by second, no minute twice."""
    assert case.test_time().loss(START + timedelta(seconds=case.now)) == case.offer()


@given(troubled(), st.integers(0, 10))
def test_what_was_given_is_offered_no_more(case: Troubled, minutes: int) -> None:
    """Minutes given for a loss are taken off the offer, but for what is beyond the loss itself."""
    offered = [n for n, (_, _, refused) in enumerate(case.losses) if not refused and case.is_touched(n)]
    assume(offered)
    now = START + timedelta(seconds=case.now)
    given_back = Adjustment(1, minutes, "rendu", now + MINUTE, source=offered[0])
    with_it = replace(case.test_time(), adjustments=(given_back,))
    assert with_it.loss(now) == max(0, case.offer() - min(minutes, -(-len(case.lost_to(offered[0])) // 60)))


@given(troubled(open_now=True))
def test_what_is_shown_while_it_lasts_is_as_if_it_were_given_back_now(case: Troubled) -> None:
    """The provisional end is the end he would have if the open intervals ended and were given back this second."""
    decided = tuple((b, e, e is not None) for b, e, _ in case.losses)
    case = replace(case, losses=decided)
    now = START + timedelta(seconds=case.now)
    shown = case.test_time().ending(now)
    over_now = replace(case, losses=tuple((b, case.now if e is None else e, r) for b, e, r in case.losses))
    ended = over_now.test_time()
    if not shown.suspended:
        assert shown.suspended_for == timedelta(0)
        assert not any(case.is_touched(n) for n, (_, e, _) in enumerate(case.losses) if e is None)
    given_back = ended.ending(now).at + ended.loss(now) * MINUTE
    assert timedelta(0) <= given_back - shown.at < MINUTE


@given(troubled(refusals=False), st.integers(0, 10))
def test_no_loss_outlasts_the_test(case: Troubled, later: int) -> None:
    """Once his test has ended nothing is lost any more, whatever goes on in the room."""
    stopped_at = START + timedelta(seconds=case.now)
    stopped = replace(case.test_time(), stopped_at=stopped_at)
    assert stopped.loss(stopped_at + later * MINUTE) == stopped.loss(stopped_at) == case.offer()
    assert not stopped.ending(stopped_at).suspended


@given(troubled(), st.integers(1, 300))
def test_who_starts_later_never_ends_earlier_whatever_befell(case: Troubled, seconds: int) -> None:
    """Monotone in the start with pauses and losses too, and never before start + duration."""
    now, earlier = START + timedelta(seconds=case.now), case.test_time()
    later = replace(earlier, started_at=START + timedelta(seconds=seconds))
    assert earlier.ending(now).at <= later.ending(now).at
    assert all(one.ending(now).at >= one.started_at + case.minutes * MINUTE for one in (earlier, later))


# By hand -----------------------------------------------------------------------------------------------


def began(text: str = "panne du réseau", *scope: int) -> act.BeginGlobal:
    return act.BeginGlobal(text, scope or None)


# fmt: off
BY_HAND = [
    # outage            start       interruption(s)              offered
    (("09:30", "09:37"),       "09:00", [],                          7),   # the whole of it
    (("09:30", "09:30:01"),    "09:00", [],                          1),   # a second is a minute
    (("09:30", "09:36:01"),    "09:00", [],                          7),   # rounded up
    (("09:30", "09:40"),       "09:34", [],                          6),   # who starts during it: from his start
    (("09:30", "09:40"),       "09:40", [],                          0),   # who starts as it ends
    (("09:30", "09:40"),       "09:41", [],                          0),   # who starts after it
    (("10:40", "10:50"),       "09:00", [],                          10),  # his end (10:45) falls inside: all of it
    (("10:44:59", "10:50"),    "09:00", [],                          6),   # a second before his end
    (("10:45", "10:50"),       "09:00", [],                          0),   # at his end
    (("10:50", "11:00"),       "09:00", [],                          0),   # his end had passed before
    (("09:30", "09:40"),       "09:00", [("09:32", "09:35")],        10),  # an interruption within it
    (("09:30", "09:40"),       "09:00", [("09:35", "09:50")],        20),  # overlapping after it
    (("09:30", "09:40"),       "09:00", [("09:20", "09:35")],        20),  # overlapping before it
    (("09:30", "09:40"),       "09:00", [("09:20", "09:50")],        30),  # it lies within the interruption
    (("09:30", "09:40"),       "09:00", [("09:40", "09:45")],        15),  # one follows on the other
    (("09:30", "09:40"),       "09:00", [("09:10", "09:12"), ("09:38", "09:41")], 13),
]
# fmt: on


@pytest.mark.parametrize(("outage", "start", "interruptions", "offered"), BY_HAND)
def test_the_offer_after_an_outage_by_hand(
    outage: tuple[str, str], start: str, interruptions: list[tuple[str, str]], offered: int
) -> None:
    """What one candidate of 105 minutes is offered for an outage and his own interruptions, counted by hand."""
    bench = Bench().at("12:00")
    bench.do(act.Mark("start", (1,)), at=start)
    for begin, end in interruptions:
        bench.do(act.Interrupt((1,), "technical"), at=begin)
        bench.do(act.Resume((1,)), at=end)
    bench.do(began(), at=outage[0])
    bench.do(act.EndGlobal(give="none", each={1: 0}), at=outage[1])
    # Looked at as it would be had it not been refused.
    [global_incident] = bench.session.globals.values()
    undecided = replace(bench.session, globals={global_incident.event_id: replace(global_incident, refused_to=())})
    test_time = undecided.time_of(undecided.candidates[1])
    assert test_time is not None
    assert test_time.loss(bench.now) == offered


def test_the_end_of_an_outage_gives_back_its_measured_length() -> None:
    """By default each running candidate gets what he lost, in the action that ends the incident."""
    bench = Bench().start(1, 2, at="09:00")
    bench.at("09:30").do(began())
    bench.start(3, at="09:34")
    decision = bench.at("09:40:30").do(act.EndGlobal())
    assert (bench.end(1), bench.end(2), bench.end(3)) == ("10:56:00", "11:31:00", "12:01:00")
    assert [entry.action for entry in bench.session.entries[-4:]] == [bench.last_id - 3] * 4
    assert [(r.number, r.text) for r in decision.remarks] == [
        (1, "+11 min rendues"),
        (2, "+11 min rendues"),
        (3, "+7 min rendues"),
        (4, "n'a pas démarré : aura tout son temps"),
        (5, "n'a pas démarré : aura tout son temps"),
    ]
    assert [bench.loss(n) for n in (1, 2, 3)] == [0, 0, 0]


def test_each_may_be_given_his_own_minutes() -> None:
    """One line each: measured for most, 3 minutes for one, nothing for another."""
    bench = Bench().start(1, 2, 3, at="09:00")
    bench.at("09:30").do(began())
    bench.at("09:40").do(act.EndGlobal(each={2: 3, 3: 0}))
    assert [bench.who(n).adjustments[-1].minutes if bench.who(n).adjustments else 0 for n in (1, 2, 3)] == [10, 3, 0]
    assert [bench.loss(n) for n in (1, 2, 3)] == [0, 0, 0], "who gave 3 of 10 has decided on the other 7"


@pytest.mark.parametrize("give", ["none", 0])
def test_nothing_given_is_a_refusal_for_good(give: act.GiveBack) -> None:
    """« rien » said once is not proposed again."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(began())
    bench.at("09:40").do(act.EndGlobal(give=give))
    assert (bench.loss(), bench.end()) == (0, "10:45:00")
    bench.at("09:50").do(act.Interrupt((1,), "technical"))
    bench.at("09:52").do(act.Resume((1,), give="measured"))
    assert bench.end() == "10:47:00"
    bench.at("10:00").do(act.Interrupt((1,), "technical"))
    bench.at("10:02").do(act.Resume((1,), give=give))
    assert (bench.loss(), bench.end()) == (0, "10:47:00")


def test_other_minutes_than_measured_are_told_with_what_was_measured() -> None:
    """More than measured, minutes for one whose end had passed, and one who is given nothing.

    Whose end stays past all the same is told so.
    """
    bench = Bench().start(1, at="09:30").start(2, at="08:30").start(3, at="08:00")
    bench.at("10:50").do(began("\u200b"))
    assert bench.session.running_globals[0].text == "alarme", "an evacuation needs no words"
    decision = bench.at("11:00").do(act.EndGlobal(each={1: 12, 2: 5}))
    assert [(r.number, r.text) for r in decision.remarks if r.number in (1, 2, 3)] == [
        (1, "+12 min rendues, 10 mesurées"),
        (2, "+5 min rendues, 0 mesurée"),
        (2, "sa fin reste passée (10:55)"),
        (3, "sa fin était passée avant"),
    ]


def test_an_outage_touches_only_its_scope() -> None:
    """`--for 1,3` suspends and gives back to 1 and 3."""
    bench = Bench().start(1, 2, 3, at="09:00")
    bench.at("09:30").do(began("", 3, 1, 1))
    assert [bench.ending(n).suspended for n in (1, 2, 3)] == [True, False, True]
    assert bench.session.running_globals[0].scope == (1, 3)
    bench.at("09:35").do(act.EndGlobal())
    assert [bench.ending(n).adjustments for n in (1, 2, 3)] == [5, 0, 5]


def test_two_outages_at_once_are_given_back_once() -> None:
    """A network cut 09:30-09:40 and an alarm 09:35-09:50 make 20 minutes, not 25."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(began("réseau"))
    cut = bench.last_id
    bench.at("09:35").do(began("alarme"))
    assert "n°" in bench.refused(act.EndGlobal())
    bench.at("09:40").do(act.EndGlobal(cut))
    assert bench.end() == "10:55:00", "the 5 minutes of the alarm so far lie within the cut"
    assert bench.ending().suspended
    bench.at("09:50").do(act.EndGlobal())
    assert bench.ending().adjustments == 20
    assert bench.end() == "11:05:00"


def test_an_interruption_that_outlasts_the_outage_is_given_back_once() -> None:
    """Interrupted 09:25-09:50 around an outage 09:30-09:40: 25 minutes in all, whichever ends first."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:25").do(act.Interrupt((1,), "technical"))
    bench.at("09:30").do(began())
    bench.at("09:40").do(act.EndGlobal())
    assert bench.status() is Status.INTERRUPTED
    assert bench.ending().suspended
    bench.at("09:50").do(act.Resume((1,), give="measured"))
    assert (bench.ending().adjustments, bench.loss()) == (25, 0)


@pytest.mark.parametrize(
    ("cause", "offered"),
    [
        ("technical", 7),
        ("", 7),  # nobody said: it is offered
        ("candidate", 0),  # his own doing: refused by default
    ],
)
def test_whose_doing_an_interruption_is_decides_the_default(cause: Cause, offered: int) -> None:
    """Given for a technical cause, refused where it is the candidate's own doing."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(act.Interrupt((1,), cause))
    decision = bench.at("09:36:40").do(act.Resume((1,)))
    assert bench.loss() == offered
    assert bool(decision.remarks) == bool(offered)
    assert bench.end() == "10:45:00", "nothing is given before a person confirms it"


@pytest.mark.parametrize(("minutes", "before", "after"), [(5, "10:50:00", "11:00:00"), (25, "11:10:00", "11:20:00")])
def test_minutes_given_for_his_own_doing_are_not_held_against_a_later_loss(
    minutes: int, before: str, after: str
) -> None:
    """Minutes given all the same for 10 of his own doing, fewer or more; the crash after it is offered whole."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:10").do(act.Interrupt((1,), "candidate"))
    bench.at("09:20").do(act.Resume((1,), give=minutes))
    bench.at("09:30").do(act.Interrupt((1,), "technical"))
    assert bench.end() == before
    bench.at("09:40")
    assert (bench.loss(), bench.end()) == (10, after)
    bench.do(act.Resume((1,), give="measured"))
    assert (bench.loss(), bench.end()) == (0, after)


def test_what_is_on_offer_is_not_shown_as_given() -> None:
    """Only the open interval counts as given while it lasts; 10 minutes nobody decided on yet do not."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:10").do(act.Interrupt((1,), "technical"))
    bench.at("09:20").do(act.Resume((1,)))
    bench.at("09:30").do(began())
    bench.at("09:35")
    assert (bench.end(), bench.loss()) == ("10:50:00", 15)


def test_more_given_than_was_lost_is_never_taken_back_by_the_next_loss() -> None:
    """15 for 10 minutes, then an outage: what was given beyond the measure is not deducted from it."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:10").do(act.Interrupt((1,), "technical"))
    interruption = bench.last_id
    bench.at("09:20").do(act.Resume((1,)))
    bench.do(act.AdjustTime((1,), 15, "panne", source=interruption))
    bench.at("09:30").do(began())
    ends = [bench.at(hour).end() for hour in ("09:30", "09:33", "09:35", "09:36")]
    assert ends == ["11:00:00", "11:03:00", "11:05:00", "11:06:00"]


def test_minutes_taken_for_a_loss_add_nothing_to_what_is_on_offer() -> None:
    """Less what was already *given* for them: -5 noted for an interruption gives nothing and offers no more."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:10").do(act.Interrupt((1,), "technical"))
    interruption = bench.last_id
    bench.at("09:20").do(act.Resume((1,)))
    bench.do(act.AdjustTime((1,), -5, "compté deux fois", source=interruption))
    assert (bench.loss(), bench.end()) == (10, "10:40:00")


GIVE_10, TAKE_30 = act.AdjustTime((1,), 10, "consignes"), act.AdjustTime((1,), -30, "accord")
PAUSE = act.Mark("pause-begin", (1,))

# fmt: off
END_PASSED = [
    # what befell him (his end is 10:45)                          outage               offered
    ([("10:00", GIVE_10)],                                        ("10:50", "11:00"),  10),  # his end was 10:55 then
    ([("10:00", GIVE_10)],                                        ("10:55", "11:00"),  0),
    ([("10:00", TAKE_30)],                                        ("10:15", "10:25"),  0),   # his end was 10:15 then
    ([("10:00", TAKE_30)],                                        ("10:14", "10:25"),  11),
    ([("10:52", GIVE_10)],                                        ("10:50", "11:00"),  0),   # given once it had begun
    ([("10:52", PAUSE)],                                          ("10:50", "11:00"),  0),   # paused once it had
    ([("10:44", PAUSE)],                                          ("10:50", "11:00"),  0),   # all of it in the pause
]
# fmt: on


@pytest.mark.parametrize(("befell", "outage", "offered"), END_PASSED)
def test_whose_end_had_passed_before_it_began_is_offered_nothing(
    befell: list[tuple[str, act.Action]], outage: tuple[str, str], offered: int
) -> None:
    """His end as it stood when the outage began decides (RULES.md section 3), not what was given or done since."""
    bench = Bench().start(1, at="09:00")
    for hour, action in sorted([*befell, (outage[0], began())], key=lambda step: step[0]):
        bench.at(hour).do(action)
    assert bench.at(outage[1]).loss() == offered


# fmt: off
TWO_OUTAGES = [
    # the first            given       the second           in all
    (("10:40", "11:00"),   "measured", ("10:50", "11:10"),  30),  # it begins while the first still suspends him
    (("10:00", "10:10"),   "none",     ("10:50", "11:00"),  0),   # his end (10:45) had passed
    (("10:00", "10:10"),   "measured", ("10:50", "11:00"),  20),  # his end was 10:55 by then
    (("10:40", "10:50"),   "none",     ("10:50", "11:00"),  0),   # decided, his true end applies: 10:45
    (("10:40", "10:50"),   "measured", ("10:50", "11:00"),  20),
    (("10:46", "10:52"),   "measured", ("10:50", "11:00"),  0),   # neither had found him at work
]
# fmt: on


@pytest.mark.parametrize(("first", "given", "second", "in_all"), TWO_OUTAGES)
def test_a_second_outage_after_his_end(
    first: tuple[str, str], given: act.GiveBack, second: tuple[str, str], in_all: int
) -> None:
    """A second one touches who still had time when it began, suspended by the first or by what that gave back."""
    bench = Bench().start(1, at="09:00")
    ids: dict[str, int] = {}
    steps = [
        (first[1], 0, "end", "un"),
        (second[1], 0, "end", "deux"),
        (first[0], 1, "", "un"),
        (second[0], 1, "", "deux"),
    ]
    for hour, _, what, name in sorted(steps):
        bench.at(hour)
        if what:
            bench.do(act.EndGlobal(ids[name], give=given if name == "un" else "measured"))
        else:
            bench.do(began(name))
            ids[name] = bench.last_id
    assert bench.ending().adjustments == in_all


def test_a_later_offer_can_be_taken_up_by_hand() -> None:
    """`time 1 +7 --for ID` gives back what was left on offer, and then nothing is on offer any more."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(act.Interrupt((1,), "technical"))
    interruption = bench.last_id
    bench.at("09:36:40").do(act.Resume((1,)))
    bench.do(act.AdjustTime((1,), 7, "panne", source=interruption))
    assert (bench.loss(), bench.end()) == (0, "10:52:00")


def test_minutes_given_for_something_else_are_not_taken_off() -> None:
    """An adjustment without a source has nothing to do with what was lost."""
    bench = Bench().start(1, at="09:00")
    bench.do(act.AdjustTime((1,), 10, "consignes trop longues"))
    bench.at("09:30").do(act.Interrupt((1,), "technical"))
    bench.at("09:36").do(act.Resume((1,)))
    assert bench.loss() == 6


def test_who_has_finished_is_given_nothing() -> None:
    """He who finished during the outage is told apart: nothing can be given back to him."""
    bench = Bench().start(1, 2, at="09:00")
    bench.at("09:30").do(began())
    bench.at("09:35").do(act.Finish((2,)))
    assert (bench.at("09:38").ending(2).suspended, bench.end(2), bench.loss(2)) == (False, "11:20:00", 5)
    decision = bench.at("09:40").do(act.EndGlobal())
    assert bench.ending(2).adjustments == 0
    assert [r.text for r in decision.remarks if r.number == 2] == ["son test est fini : rien ne peut lui être rendu"]


def test_a_start_corrected_into_an_outage_loses_from_the_new_start() -> None:
    """What was lost is counted from the start as it stands."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(began())
    bench.at("09:40")
    assert bench.loss() == 10
    bench.do(act.CorrectStart(1, bench.hour("09:36"), "noté trop tôt"))
    assert bench.loss() == 4


# While it lasts ----------------------------------------------------------------------------------------


def test_a_suspended_test_rings_no_alarm() -> None:
    """Four minutes before the end the network fails: no alarm of 5 or 0 minutes until it is decided."""
    bench = Bench().start(1, at="09:00")
    bench.at("10:38").do(began())
    for hour in ("10:38", "10:41", "10:45", "10:46", "11:30"):
        bench.at(hour)
        assert bench.ending().remaining(bench.now) == timedelta(minutes=7)
        assert bench.session.urgency_of(bench.who(), bench.now) is Urgency.NOTICE
        assert bench.session.counts(bench.now).overtime == 0
    bench.do(act.EndGlobal(give="none"), at="10:46")
    assert bench.session.urgency_of(bench.who(), bench.now) is Urgency.OVER
    assert bench.session.counts(bench.now).overtime == 1


def test_an_outage_after_his_end_hides_no_overtime() -> None:
    """Whose end had passed before it began stays in overtime while it lasts."""
    bench = Bench().start(1, at="09:00").at("10:50")
    bench.do(began())
    assert not bench.ending().suspended
    assert bench.look().startswith("dépassé de 5 min")
    bench.at("11:00").do(act.EndGlobal())
    assert bench.ending().adjustments == 0


def test_a_pause_within_an_outage_is_counted_once() -> None:
    """Pause 09:32-09:36 within an outage 09:30-09:40: 4 minutes of pause and 6 of outage."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(began())
    bench.at("09:32").do(act.Mark("pause-begin", (1,)))
    bench.at("09:36").do(act.Mark("pause-end", (1,)))
    bench.at("09:38")
    assert bench.end() == "10:53:00"
    bench.at("09:40").do(act.EndGlobal())
    assert (bench.ending().adjustments, bench.end()) == (6, "10:55:00")


def test_a_pause_begun_after_his_end_keeps_no_outage_on_offer() -> None:
    """In overtime, then paused: an outage that begins now offers nothing, while the pause is open as afterwards."""
    bench = Bench().start(1, at="09:00")
    bench.at("10:50").do(act.Mark("pause-begin", (1,)))
    bench.at("10:55").do(began())
    bench.at("11:00")
    assert bench.loss() == 0
    bench.do(act.Mark("pause-end", (1,)))
    assert bench.loss() == 0


# Any sequence of outages and interruptions ----------------------------------------------------------

STEPS = st.lists(st.tuples(st.integers(0, 400), st.sampled_from("aAbBiI")), max_size=14)
"""Seconds later, something begins (a, b: two outages; i: an interruption) or ends (capital)."""


def play(bench: Bench, steps: list[tuple[int, str]]) -> list[tuple[datetime, datetime]]:
    """Play these steps, each end giving back what is measured; the spans in which something was open."""
    running: dict[str, tuple[int, datetime]] = {}
    spans = []
    for seconds, step in [*steps, (1, "A"), (1, "B"), (1, "I")]:
        bench.wait(seconds=seconds)
        name = step.lower()
        if step == name and name not in running:
            bench.do(act.Interrupt((1,), "technical") if name == "i" else began(name))
            running[name] = (bench.last_id, bench.now)
        elif step != name and name in running:
            event_id, begin = running.pop(name)
            before = bench.ending()
            bench.do(act.Resume((1,), "measured") if name == "i" else act.EndGlobal(event_id))
            spans.append((begin, bench.now))
            assert timedelta(0) <= bench.ending().at - before.at < MINUTE, "the end moved when it was given back"
    return spans


@given(STEPS)
def test_all_that_is_given_back_is_the_union(steps: list[tuple[int, str]]) -> None:
    """Outages and interruptions in any order, each given back as measured: in all, the union rounded up once."""
    bench = Bench(1).start(1, at="09:00")
    seconds: set[datetime] = set()
    for begin, end in play(bench, steps):
        seconds |= {begin + timedelta(seconds=s) for s in range(int((end - begin).total_seconds()))}
    assert bench.ending().adjustments == -(-len(seconds) // 60)
    assert bench.loss() == 0


def test_one_minute_is_said_in_the_singular() -> None:
    """« +1 min rendue »: an alarm that was a false one lasts less than a minute."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(began())
    decision = bench.at("09:30:20").do(act.EndGlobal())
    assert [r.text for r in decision.remarks if r.number == 1] == ["+1 min rendue"]
