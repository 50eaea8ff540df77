"""What a global incident comes to for each: his share, or why he gets nothing; and what a person settles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.outage import left_out, likely_same, roll_call, shares
from supervisor.situation import Status
from tests.supervisor.support import Bench


def cut(bench: Bench, begin: str, *scope: int, text: str = "réseau") -> int:
    """A global incident begins; its id."""
    bench.at(begin).do(act.BeginGlobal(text, scope or None))
    return bench.last_id


def told(bench: Bench, incident: int) -> dict[int, int | str]:
    """What each of its scope would get now: minutes, or why nothing."""
    outage = bench.session.globals[incident]
    found: dict[int, int | str] = {s.number: s.minutes for s in shares(bench.session, outage, bench.now)}
    return found | {o.number: o.why for o in left_out(bench.session, outage, bench.now)}


# fmt: off
NOTHING = [
    # what befell the first, who started at 09:00 (his end: 10:45)      outage 09:30-09:40, or later        why
    ([("09:20", act.Finish((1,)))],  ("09:30", "09:40"), "avait fini avant"),
    ([("09:30", act.Finish((1,)))],  ("09:30", "09:40"), "avait fini avant"),
    ([],  ("10:45", "10:50"), "sa fin était passée avant"),
    ([],  ("10:46", "10:50"), "sa fin était passée avant"),
    ([("09:30", act.Mark("pause-begin", (1,)))],  ("09:30", "09:40"), "était en pause pendant ce temps"),
    ([("09:25", act.Mark("pause-begin", (1,)))],  ("09:30", "09:40"), "était en pause pendant ce temps"),
]
# fmt: on


@pytest.mark.parametrize(("befell", "outage", "why"), NOTHING)
def test_why_somebody_gets_nothing(befell: list[tuple[str, act.Action]], outage: tuple[str, str], why: str) -> None:
    """Each reason, at its boundary."""
    bench = Bench().start(1, at="09:00")
    for hour, action in befell:
        bench.at(hour).do(action)
    incident = cut(bench, outage[0])
    assert told(bench.at(outage[1]), incident)[1] == why


def test_what_was_given_already_is_told_as_given() -> None:
    """Interrupted just as long as the outage and given that back: nothing is left, and it was no pause."""
    bench = Bench().start(1, at="09:00")
    incident = cut(bench, "09:30")
    bench.do(act.Interrupt((1,), "technical"))
    bench.at("09:40").do(act.Resume((1,), give="measured"))
    assert told(bench, incident)[1] == "rien à rendre : c'est déjà rendu, ou décidé"


def test_a_late_start_paused_ever_since_was_in_a_pause() -> None:
    """What counts is his part of it: from his own start."""
    bench = Bench()
    incident = cut(bench, "09:30")
    bench.start(1, at="09:35")
    bench.do(act.Mark("pause-begin", (1,)))
    assert told(bench.at("09:40"), incident)[1] == "était en pause pendant ce temps"


def test_a_loss_of_somebody_else_is_no_share_of_it() -> None:
    """Interrupted meanwhile, and out of its scope: his loss is offered when he resumes, not here."""
    bench = Bench().start(1, 2, at="09:00")
    incident = cut(bench, "09:30", 1)
    bench.do(act.Interrupt((2,), "technical"))
    assert told(bench.at("09:40"), incident) == {1: 10}


def test_so_many_minutes_for_all_are_for_those_who_lost_any() -> None:
    """`--give 5`: his time was over before the cut (RULES.md section 3), he is given none of them."""
    bench = Bench().start(1, at="08:30").start(2, at="09:30")
    cut(bench, "10:15")  # n° 1 ended at 10:15
    bench.at("10:25").do(act.EndGlobal(give=5))
    assert [bench.ending(n).adjustments for n in (1, 2)] == [0, 5]


def test_who_has_not_started_who_is_away_and_who_finished_meanwhile() -> None:
    """Those without a test that runs, each with his reason."""
    bench = Bench().start(1, 2, at="09:00")
    bench.do(act.Mark("absent", (3,)))
    bench.do(act.Mark("not-certifiable", (4,)))
    incident = cut(bench, "09:30")
    bench.at("09:35").do(act.Finish((2,)))
    assert told(bench.at("09:40"), incident) == {
        1: 10,
        2: "son test est fini : rien ne peut lui être rendu",
        3: "absent",
        4: "non certifiable",
        5: "n'a pas démarré : aura tout son temps",
    }


@pytest.mark.parametrize(("start", "share"), [("09:30", 10), ("09:39:59", 1), ("09:40", "a démarré après")])
def test_a_late_start_within_the_outage(start: str, share: int | str) -> None:
    """Who starts while it lasts is touched from his start; who starts as it ends is not."""
    bench = Bench().start(1, at="09:00")
    incident = cut(bench, "09:20")
    bench.start(2, at=start)
    now = told(bench.at("09:40"), incident)
    assert (now[1], now[2]) == (20, share)


@pytest.mark.parametrize(
    ("paused", "share"),
    [
        (("09:20", "09:30"), 10),  # before it
        (("09:25", "09:35"), 5),  # across its beginning
        (("09:35", "09:45"), 5),  # across its end
        (("09:32", "09:34"), 8),  # within it
        (("09:40", "09:45"), 10),  # after it
    ],
)
def test_a_pause_across_an_outage(paused: tuple[str, str], share: int) -> None:
    """A minute in a pause was not lost to the outage: the pause gives it back already."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:50").do(act.Mark("pause-begin", (1,)), at=paused[0])
    bench.do(act.Mark("pause-end", (1,)), at=paused[1])
    bench.do(act.BeginGlobal("réseau"), at="09:30")
    bench.do(act.EndGlobal(), at="09:40")
    assert bench.ending().adjustments == share


def test_a_pause_across_the_end_of_his_time() -> None:
    """A pause begun a minute before his end holds it back by its exact length, and rings nothing meanwhile."""
    bench = Bench().start(1, at="09:00")
    bench.at("10:44").do(act.Mark("pause-begin", (1,)))
    assert not bench.session.is_overtime(bench.who(), bench.hour("10:59"))
    decision = bench.at("10:51:20").do(act.Mark("pause-end", (1,)))
    assert bench.end() == "10:52:20"
    assert decision.remarks[0].text == "pause de 7 min 20 : fin 10:53"
    assert bench.session.is_overtime(bench.who(), bench.hour("10:52:21"))


def test_the_share_goes_with_his_end_before_it() -> None:
    """What is shown before Enter: his end without anything given back."""
    bench = Bench().start(1, at="09:00")
    incident = cut(bench, "09:30")
    [share] = shares(bench.session, bench.session.globals[incident], bench.at("09:42:10").now)
    assert (share.minutes, f"{bench.session.local(share.end):%H:%M:%S}") == (13, "10:45:00")
    bench.do(act.EndGlobal())
    assert bench.end() == "10:58:00"


# A line that a person changed ---------------------------------------------------------------------------


@pytest.mark.parametrize("given_back", [0, 1, 9, 10, 11, 40])
def test_what_a_person_decided_is_not_offered_again(given_back: int) -> None:
    """Whatever was given for it, nothing is left on offer, and nothing is held against a later loss."""
    bench = Bench().start(1, at="09:00")
    cut(bench, "09:30")
    bench.at("09:40").do(act.EndGlobal(each={1: given_back}))
    assert (bench.loss(), bench.ending().adjustments) == (0, given_back)
    bench.at("09:50").do(act.Interrupt((1,), "technical"))
    bench.at("09:54").do(act.Resume((1,), give="measured"))
    assert bench.ending().adjustments == given_back + 4


def test_a_part_given_at_the_resume_settles_it_too() -> None:
    """2 of 7 minutes at the resume: the other 5 are not offered; a later outage is offered whole."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(act.Interrupt((1,), "technical"))
    bench.at("09:37").do(act.Resume((1,), give=2))
    assert (bench.loss(), bench.ending().adjustments) == (0, 2)
    cut(bench, "09:40")
    bench.at("09:43").do(act.EndGlobal())
    assert bench.ending().adjustments == 5


def test_a_part_given_is_told_once() -> None:
    """The answer says what was measured, and that the rest is settled."""
    bench = Bench().start(1, 2, at="09:00")
    cut(bench, "09:30", 1, 2)
    decision = bench.at("09:40").do(act.EndGlobal(each={1: 5, 2: 0}))
    assert [r.text for r in decision.remarks] == [
        "+5 min rendues sur 10 mesurées : le reste n'est plus proposé",
        "rien n'est rendu sur 10 mesurées : le reste n'est plus proposé",
    ]


def test_a_second_outage_over_a_settled_one_offers_only_its_own_minutes() -> None:
    """Cut 09:30-09:42, 5 given; alarm 09:36-09:50: 8 minutes, those after the cut."""
    bench = Bench().start(1, at="09:00")
    first = cut(bench, "09:30")
    second = cut(bench, "09:36", text="alarme")
    bench.at("09:42").do(act.EndGlobal(first, each={1: 5}))
    assert told(bench.at("09:50"), second)[1] == 8
    bench.do(act.EndGlobal(second))
    assert bench.ending().adjustments == 13


def test_an_unknown_line_is_refused() -> None:
    """Minutes for somebody who is not touched: named, and nothing recorded."""
    bench = Bench().start(1, 2, at="09:00")
    cut(bench, "09:30", 1)
    assert "n'est pas touché" in bench.at("09:40").refused(act.EndGlobal(each={2: 5}))
    assert bench.session.running_globals


minutes = st.integers(0, 30)


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 30), st.one_of(st.none(), minutes)), max_size=4))
def test_no_minute_twice_whatever_overlaps(outages: list[tuple[int, int, int | None]]) -> None:
    """Outages that overlap, each given as measured or as a person said: measured ones never exceed the union."""
    bench = Bench(1).start(1, at="09:00")
    moments: list[tuple[int, int, str]] = []
    for rank, (begin, lasts, _) in enumerate(outages):
        moments += [(begin, rank, "begin"), (begin + lasts, rank, "end")]
    ids: dict[int, int] = {}
    by_hand = 0
    for minute, rank, what in sorted(moments, key=lambda m: (m[0], m[2] == "begin", m[1])):
        bench.at("09:00").wait(minutes=minute)
        if what == "begin":
            bench.do(act.BeginGlobal(f"panne {rank}"))
            ids[rank] = bench.last_id
            continue
        wanted = outages[rank][2]
        before = bench.ending().adjustments
        bench.do(act.EndGlobal(ids[rank], each={} if wanted is None else {1: wanted}))
        by_hand += 0 if wanted is None else bench.ending().adjustments - before
    touched: set[int] = set()
    for begin, lasts, _ in outages:
        touched |= set(range(begin, begin + lasts))
    assert bench.ending().adjustments - by_hand <= len(touched)
    assert bench.loss() == 0, "each was decided: nothing stays on offer"
    if all(wanted is None for _, _, wanted in outages) and max((b for b, _, _ in outages), default=0) < 60:
        assert bench.ending().adjustments == len(touched)


# The same twice -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "text", "scope", "is_same"),
    [
        ("09:30:00", "Réseau", None, True),  # whatever its case
        ("09:31:00", "réseau", None, True),
        ("09:31:01", "réseau", None, False),  # more than a minute later
        ("09:29:00", "réseau", None, True),  # back-dated
        ("09:28:59", "réseau", None, False),
        ("09:30:00", "alarme", None, False),
        ("09:30:00", "réseau", (1,), False),
    ],
)
def test_the_same_within_a_minute_is_asked_about(
    hour: str, text: str, scope: tuple[int, ...] | None, is_same: bool
) -> None:
    """Two terminals that note one cut: the second is told of the first; confirmed, it counts."""
    bench = Bench().start(1, at="09:00")
    cut(bench, "09:30")
    bench.at("09:32")
    assert (likely_same(bench.session, text, scope, bench.hour(hour)) is not None) is is_same
    decision = bench.attempt(act.BeginGlobal(text, scope), at=hour)
    assert [r.confirmable for r in decision.refusals] == ([True] if is_same else [])
    if is_same:
        assert "est déjà en cours depuis 09:30:00" in decision.refusals[0].reason
        bench.do(act.BeginGlobal(text, scope, force=True), at=hour)
    assert len(bench.session.running_globals) == 2


def test_the_same_after_it_ended_is_another() -> None:
    """What has ended may begin anew at once."""
    bench = Bench().start(1, at="09:00")
    cut(bench, "09:30")
    bench.at("09:30:20").do(act.EndGlobal())
    bench.at("09:30:40").do(act.BeginGlobal("réseau"))


# The roll call ------------------------------------------------------------------------------------------


def test_roll_call() -> None:
    """Checked, joined and running are inside; finished may have left; absent and withdrawn are not looked for."""
    bench = Bench().at("09:00")
    bench.do(act.CheckIdentity(1))
    bench.bring(2, Status.JOINED).bring(3, Status.STARTED).bring(4, Status.FINISHED).bring(5, Status.WITHDRAWN)
    found = roll_call(bench.session)
    assert (found.inside, found.done) == ((1, 2, 3), (4,))
    assert roll_call(Bench().session).inside == (), "nobody has come"


def test_roll_call_of_who_was_checked() -> None:
    """Checked says « inside » only of who is still awaited: not of who finished, nor of a pupil sent elsewhere."""
    bench = Bench().at("09:00")
    for number in range(1, 6):
        bench.do(act.CheckIdentity(number))
    bench.bring(1, Status.FINISHED).bring(2, Status.ENDED).bring(3, Status.NOT_CERTIFIABLE).bring(4, Status.ABSENT)
    found = roll_call(bench.session)
    assert (found.inside, found.done) == ((5,), (1, 2))
