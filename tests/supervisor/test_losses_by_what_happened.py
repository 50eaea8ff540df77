"""A loss depends on what happened when; what a person orders is done (RULES.md section 12)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from data.documents.markdown_out import session_markdown
from screens.picture.picture import picture_of
from supervisor import action as act
from supervisor import event as ev
from supervisor.activity.one_session import figures_of
from supervisor.attention import attention
from supervisor.closing import finalisation_sheet
from supervisor.event import GlobalIncidentEnded
from supervisor.folding import then
from supervisor.retention import retention_of
from supervisor.shown_time import display_end
from supervisor.situation import Status
from tests.supervisor.support import Bench

TECHNICAL, OWN = act.Interrupt((1,), "technical"), act.Interrupt((1,), "candidate")
MEASURED = act.Resume((1,), "measured")


def started() -> Bench:
    return Bench().start(1, at="09:00")


def test_measured_is_done_whatever_the_default_of_the_offer() -> None:
    """`interrupt 1 --cause candidate`, then `resume 1 --give measured`."""
    bench = started()
    bench.at("09:10").do(OWN)
    bench.at("09:20").do(MEASURED)
    assert (bench.ending().adjustments, bench.loss()) == (10, 0)


def test_nothing_given_for_an_order_is_told() -> None:
    """His end had passed before: said, not silent."""
    bench = started()
    bench.at("10:50").do(OWN)
    told = bench.at("10:55").do(MEASURED).remarks
    assert any("rien à rendre" in remark.text for remark in told)


@pytest.mark.parametrize(("give", "left"), [("none", 2), (5, 2), (0, 2)])
def test_a_refusal_refuses_its_span_and_no_more(give: act.GiveBack, left: int) -> None:
    """Interrupted 09:48-10:00, an outage 09:50-10:00 refused, or given by half: 2 minutes stay on offer."""
    bench = started()
    bench.at("09:48").do(TECHNICAL)
    bench.at("09:50").do(act.BeginGlobal("panne"))
    bench.at("10:00").do(act.EndGlobal(give=give))
    assert bench.loss() == left
    before = bench.ending().adjustments
    bench.do(MEASURED)
    assert bench.ending().adjustments == before + left


def test_too_many_minutes_refuse_the_line() -> None:
    """Above 3 h: nobody is resumed, and the loss stays on offer."""
    bench = started()
    bench.at("09:10").do(TECHNICAL)
    assert "c'est plus de 3 h" in bench.at("09:20").refused(act.Resume((1,), 200))
    assert bench.status() is Status.INTERRUPTED
    assert bench.loss() == 10
    bench.do(act.BeginGlobal("panne"))
    assert "c'est plus de 3 h" in bench.at("09:30").refused(act.EndGlobal(give=200, resume=True))
    bench.start(2)
    bench.at("09:40")
    decision = bench.attempt(act.EndGlobal(each={1: 200}, resume=True))
    assert [refusal.number for refusal in decision.refusals] == [1]
    assert (bench.status(), bench.loss(), bench.ending(2).adjustments) == (Status.INTERRUPTED, 30, 10)


def test_what_was_given_beyond_a_measure_is_not_deducted_from_the_next() -> None:
    """15 by hand for 10 minutes; the crash right after it is given whole."""
    bench = started()
    bench.at("09:10").do(TECHNICAL)
    first = bench.last_id
    bench.at("09:20").do(act.Resume((1,)))
    bench.do(act.AdjustTime((1,), 15, "panne", source=first))
    bench.do(TECHNICAL)
    bench.at("09:30").do(MEASURED)
    assert bench.ending().adjustments == 25


def test_an_outage_that_a_corrected_start_left_behind_is_not_deducted() -> None:
    """Its minutes stay his; the next outage is given whole."""
    bench = started()
    bench.at("09:10").do(act.BeginGlobal("panne"))
    bench.at("09:20").do(act.EndGlobal())
    bench.do(act.CorrectStart(1, bench.hour("09:20"), "noté trop tôt"))
    bench.at("09:30").do(TECHNICAL)
    bench.at("09:40").do(MEASURED)
    assert (bench.ending().adjustments, bench.loss()) == (20, 0)


def test_until_is_refused_while_an_end_is_provisional() -> None:
    """« donnez des minutes »."""
    bench = started()
    until = act.AdjustTime((1,), until=bench.hour("11:40"), reason="accord")
    bench.at("09:10").do(TECHNICAL)
    assert "donnez des minutes" in bench.refused(until)
    bench.at("09:20").do(MEASURED)
    bench.do(act.Mark("pause-begin", (1,)))
    assert "donnez des minutes" in bench.refused(until)


def test_a_third_says_of_what() -> None:
    """Of the test without temps majoré."""
    told = started().do(act.AdjustTime((1,), thirds=1, reason="accord")).remarks
    assert "1/3 de 105 min" in told[0].text


# fmt: off
FINISHED = [
    # what befell him (end 10:45), each with its hour                            minutes beyond it
    ([("10:50", act.Finish((1,)))],                                              5),
    ([("10:45", act.Finish((1,)))],                                              0),
    ([("10:30", act.BeginGlobal("x")), ("10:50", act.Finish((1,)))],             0),  # inside an outage
    ([("10:30", TECHNICAL), ("10:50", act.Finish((1,)))],                        0),  # inside an interruption
    ([("10:30", OWN), ("10:50", act.StopTest((1,), "end"))],                     0),
    ([("10:30", act.Mark("pause-begin", (1,))), ("10:50", act.Finish((1,)))],    0),
    ([("10:00", TECHNICAL), ("10:10", act.Resume((1,))), ("10:50", act.Finish((1,)))], 0),  # with a loss on offer
    ([("10:00", TECHNICAL), ("10:10", act.Resume((1,))), ("10:57", act.Finish((1,)))], 2),
    ([("10:00", TECHNICAL), ("10:10", act.Resume((1,), "none")), ("10:50", act.Finish((1,)))], 5),
    ([("10:50", act.BeginGlobal("x")), ("10:55", act.Finish((1,)))],             10),  # his end had passed
]
# fmt: on


@pytest.mark.parametrize(("befell", "beyond"), FINISHED)
def test_what_is_beyond_the_hour(befell: list[tuple[str, act.Action]], beyond: int) -> None:
    """Ending inside an open outage, or with a loss on offer, is not « au-delà de l'heure »."""
    bench = started()
    for hour, action in befell:
        bench.at(hour).do(action)
    assert figures_of(bench.session).whole.overtime_minutes == beyond
    if any(isinstance(action, act.BeginGlobal) for _, action in befell):
        bench.at("11:10").do(act.EndGlobal())
        assert figures_of(bench.session).whole.overtime_minutes == beyond


def test_undoing_an_incidents_end_tells_whose_finished_tests_lose_their_minutes() -> None:
    """Who runs has his end of before; who has finished loses minutes that nobody else would see."""
    bench = Bench().start(1, 2, at="09:00")
    bench.at("09:10").do(act.BeginGlobal("panne"))
    bench.at("09:20").do(act.EndGlobal())
    bench.do(act.Finish((1,)))
    ended = next(e.action for e in bench.session.entries if isinstance(e.event, GlobalIncidentEnded))
    told = bench.do(act.Undo(ended, "essai")).remarks
    assert [(r.number, r.text) for r in told if r.number == 1] == [
        (1, "son test est fini : il perd 10 min qui lui avaient été rendues")
    ]


def test_an_instant_lies_within_a_year_of_the_session() -> None:
    """`--at 0001-01-01` is refused, in every zone, and so is a start corrected to it."""
    bench = Bench(zone="America/Cayenne").start(1, at="09:00").at("10:00")
    first = datetime(1, 1, 1, tzinfo=UTC)
    assert "plus d'un an" in bench.refused(act.WriteNote("x"), at=first)
    assert "plus d'un an" in bench.refused(act.CorrectStart(1, first, "erreur"))
    bench.do(act.WriteNote("x"), at=bench.now - timedelta(days=360))


def test_a_machine_whose_clock_is_years_off_notes_what_it_is_told() -> None:
    """The instant of a hand is no instant that somebody said: with a box or without, and the day can be put right."""
    bench = Bench()
    bench.now -= timedelta(days=20_000)
    for since in (timedelta(), timedelta(seconds=40)):
        bench.do(act.WriteNote("x"), at=bench.now - since)
    bench.do(act.CorrectSession(date=bench.now.date()), at=bench.now - timedelta(seconds=9))


@pytest.mark.parametrize("zone", ["America/Cayenne", "Pacific/Kiritimati", "Europe/Paris"])
def test_every_instant_of_a_journal_can_be_shown(zone: str) -> None:
    """Those that an older Vigie let in keep nobody from the rest."""
    session = Bench(zone=zone).session
    for instant in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)):
        assert session.local(instant).tzinfo is session.local(display_end(instant)).tzinfo == session.zone


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize(
    "events",
    [
        [ev.TestStarted(number=1)],
        [ev.TestStarted(number=1), ev.TestInterrupted(number=1, cause="technical")],
        [ev.TestStarted(number=1), ev.PauseBegan(number=1)],
        [ev.TestStarted(number=1), ev.TestFinished(number=1)],
        [ev.GlobalIncidentBegan(text="x"), ev.TestStarted(number=1)],
        [ev.PresenceConfirmed(number=1)],
        [ev.CandidateJoined(number=1), ev.SessionClosed(forced=True), ev.SessionFinalised()],
    ],
)
def test_an_instant_out_of_reach_in_an_old_journal_is_counted_with(events: list[ev.Event], year: int) -> None:
    """An end is computed, and all that is looked at is told; nothing can be added to the last day of the calendar."""
    bench = Bench(2).at("09:30")
    at = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    for event in events:
        next_id = bench.session.last_id + 1
        entry = ev.Entry(next_id, next_id, at, at, "roy", "b12", event, lines=1)
        bench.session = then(bench.session, [replace(entry, digest="0" * 64)])
    session, now = bench.session, bench.now
    assert session.ending(session.candidates[1], now) is None or bench.ending().at.year >= 100
    attention(session, now)
    picture_of(session, now)
    session.counts(now)
    finalisation_sheet(session)
    retention_of(session)
    session_markdown(session, now)
    for action in (act.AdjustTime((1,), 10, "accord"), act.CloseSession(force=True), act.EndGlobal(), act.Undo()):
        bench.attempt(action)


def test_the_end_told_with_a_pause_is_the_one_that_stands() -> None:
    """Noted afterwards inside an outage that was given back: 7 minutes of it stay, and one end is told."""
    bench = started()
    bench.at("09:10").do(act.BeginGlobal("panne"))
    bench.at("09:20").do(act.EndGlobal())
    bench.at("09:30").do(act.Mark("pause-begin", (1,)), at="09:12")
    told = bench.do(act.Mark("pause-end", (1,)), at="09:15").remarks
    assert [remark.text for remark in told] == ["pause de 3 min : fin 10:55"]


# The order of recording ---------------------------------------------------------------------------------

NEEDS = {
    "resume": "interrupt",
    "end": "begin",
    "pause-end": "pause-begin",
    "resume 2": "resume",
    "interrupt 2": "resume",
}


def facts_of(chance: Random) -> dict[str, tuple[int, act.Action]]:
    """What befell candidate 1, each with its minute after 09:00; names say what an order of recording must keep."""

    def minute() -> int:
        return chance.choice([5, 10, 20, 20, 30, 40, 45, 100, 104, 105, 105, 106, 110, 115, 120])

    found: dict[str, tuple[int, act.Action]] = {}
    for first, second, begin, end in (
        ("interrupt", "resume", chance.choice([TECHNICAL, OWN]), act.Resume((1,), chance.choice(["measured", "none"]))),
        ("begin", "end", act.BeginGlobal("x"), act.EndGlobal(give=chance.choice(["measured", "measured", "none"]))),
        ("pause-begin", "pause-end", act.Mark("pause-begin", (1,)), act.Mark("pause-end", (1,))),
    ):
        if chance.random() < 0.8:
            one, other = sorted((minute(), minute()))
            found |= {first: (one, begin), second: (other, end)}
    if chance.random() < 0.6:
        found["time"] = (minute(), act.AdjustTime((1,), 10, "accord", force=True))
    return found


def possible_orders(names: list[str]) -> list[tuple[str, ...]]:
    """Orders of recording in which nothing ends before it has begun."""
    return [
        order for order in itertools.permutations(names)
        if all(order.index(NEEDS[n]) < order.index(n) for n in order if NEEDS.get(n) in order)
    ]  # fmt: skip


def recorded(facts: dict[str, tuple[int, act.Action]], order: tuple[str, ...]) -> tuple[object, int]:
    """The end, and what is on offer, once these were recorded in this order at 12:00."""
    bench = started().at("12:00")
    for name in order:
        minute, action = facts[name]
        bench.do(action, at=f"{9 + minute // 60:02d}:{minute % 60:02d}")
    return bench.ending().at, bench.loss()


def held_against_orders(seed: int, most: int) -> None:
    chance = Random(seed)
    facts = facts_of(chance)
    orders = possible_orders(list(facts))
    by_time = sorted(orders[0], key=lambda name: (facts[name][0], orders[0].index(name)))
    wanted = recorded(facts, tuple(by_time))
    for order in chance.sample(orders, min(most, len(orders))):
        assert recorded(facts, order) == wanted, (seed, facts, order, by_time)


@pytest.mark.few(seed=range(8))
@pytest.mark.parametrize("seed", range(24))
def test_the_order_of_recording_changes_no_end(seed: int) -> None:
    """Permuting the order in which facts are recorded, each with its instant, changes neither end nor offer."""
    held_against_orders(seed, 5)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(12))
def test_the_order_of_recording_changes_no_end_for_long(part: int) -> None:
    """The same, many times over: some thirty thousand recordings, in parts that two cores can share."""
    for seed in range(1000 + part, 4000, 12):
        held_against_orders(seed, 10)


@pytest.mark.parametrize("finish", [act.Finish((1,)), act.StopTest((1,), "withdraw")])
@pytest.mark.parametrize(
    ("finished", "given"),
    [("09:15", 0), ("09:20", 10), ("09:40", 10)],
)
def test_when_a_finish_is_noted_changes_no_end(finish: act.Action, finished: str, given: int) -> None:
    """An outage 09:10-09:20, given back as measured; who had finished by then is given nothing, whatever came first."""
    for first in ("finish", "end"):
        bench = started().at("09:45")
        bench.do(act.BeginGlobal("panne"), at="09:10")
        notes = {"finish": (finish, finished), "end": (act.EndGlobal(), "09:20")}
        if first == "finish" and finished == "09:20":
            continue  # In the same second the order of recording says which came first.
        for name in (first, *(notes.keys() - {first})):
            action, hour = notes[name]
            bench.do(action, at=hour)
        assert (bench.ending().adjustments, bench.end()) == (given, f"10:{45 + given}:00"), first
        bench.do(act.Undo())
        if first == "end":
            assert bench.ending().adjustments == 10


def test_time_is_still_given_to_nobody_who_has_finished() -> None:
    """By hand, for an interruption or not; and nobody is asked about an outage that ended after his test."""
    bench = started()
    bench.at("09:10").do(act.BeginGlobal("panne"))
    outage = bench.last_id
    bench.at("09:20").do(act.EndGlobal())
    bench.at("09:30").do(act.Finish((1,)))
    assert "a déjà terminé" in bench.refused(act.AdjustTime((1,), 5, "accord", source=outage))
    assert "a déjà terminé" in bench.refused(act.AdjustTime((1,), 5, "accord"))


# What is beyond all measure --------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [1441, 10**10, 10**18, -(10**18)])
def test_more_than_a_day_is_given_to_nobody(minutes: int) -> None:
    """Whoever confirms it: an end that no calendar has would keep everybody from the session."""
    bench = started().at("09:30")
    told = bench.refused(act.AdjustTime((1,), minutes, "accord", force=True))
    assert "24 h" in told
    bench.refused(act.AdjustTime((1,), until=datetime(9999, 12, 31, tzinfo=UTC), reason="accord", force=True))
    assert "plus d'un an" in bench.refused(act.ShiftStarts(minutes**3, "saut"))


@pytest.mark.parametrize("minutes", [10**10, 10**18, -(10**18)])
def test_minutes_beyond_measure_in_an_old_journal_keep_nobody_from_reading_it(minutes: int) -> None:
    """They are counted as far as a calendar goes."""
    bench = started()
    entry = ev.Entry(
        bench.last_id + 1, bench.last_id + 1, bench.now, bench.now, "roy", "b12",
        ev.TimeAdjusted(number=1, minutes=minutes, reason="x"), lines=1,
    )  # fmt: skip
    bench.session = then(bench.session, [replace(entry, digest="0" * 64)])
    picture_of(bench.session, bench.now)
    session_markdown(bench.session, bench.now)
