"""What is known of the state before is told of the next one only where it is what the next one's own events say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.attention import attention
from supervisor.folding import fold
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.timing import MINUTE
from supervisor.zones import attention_in
from tests.effort import examples
from tests.supervisor import acting
from tests.supervisor.support import Bench

later = st.sampled_from([0, 0, 1, 30, 60, 240, 1800])
ago = st.sampled_from([None, None, None, -60, 0, 90, 3600])
step = st.tuples(st.one_of(acting.actions, acting.actions, acting.undo), later, ago, st.booleans())
"""What is tried, after how many seconds, how long ago it happened; whether something is answered that waits."""


def told(session: Session, now: datetime) -> dict[str, object]:
    """All that is kept from one state to the next, as it is told at an instant."""
    everybody = session.candidates.values()
    return {
        "ends": [session.ending(who, now) for who in everybody],
        "running": [session.running_ending(who, now) for who in everybody],
        "over": [session.is_overtime(who, now) for who in everybody],
        "counts": session.counts(now),
        "last": session.last_end(now),
        "half": session.half_started_at,
        "attention": attention(session, now),
        "zone": attention_in(session, now, "B"),
        "names": session.shared_last_names,
        "incidents": {n: session.incidents_of(n) for n in (None, *session.candidates, *session.removed)},
        "alerts": {n: session.open_alerts_of(n) for n in (*session.candidates, *session.removed)},
    }


def instants(session: Session, now: datetime, chance: Random) -> list[datetime]:
    """Some at which what is said may change: about now, and about whatever minutes are counted from."""
    counted = [now, now]
    for who in session.candidates.values():
        ending = session.ending(who, now)
        counted += [ending.at] if ending is not None else []
        counted += [at for at in (who.presence_at, who.joined_at, who.started_at) if at is not None]
    small = (timedelta(0), timedelta.resolution, -timedelta.resolution, timedelta(seconds=1), timedelta(seconds=-31))
    return [
        chance.choice(counted) + chance.choice([0, 0, -1, -5, -15, 1, 5, 10, 15, 40]) * MINUTE + chance.choice(small)
        for _ in range(3)
    ]


@settings(max_examples=examples(120))
@given(
    statuses=st.lists(st.sampled_from([*Status, *[Status.STARTED] * 6]), max_size=5),
    lived=st.lists(st.sampled_from(acting.LIVED), max_size=3),
    steps=st.lists(step, min_size=1, max_size=12),
    chance=st.randoms(use_true_random=False),
)
def test_what_is_kept_is_what_is_there(
    statuses: list[Status], lived: list[act.Action],
    steps: list[tuple[act.Action, int, int | None, bool]], chance: Random,
) -> None:  # fmt: skip
    """In any order of events and of looks, at any instants: told as by somebody who opens the journal just then."""
    bench = Bench()
    for number, status in enumerate(statuses, start=1):
        bench.bring(number, status)
    states = [bench.session]
    for action, seconds, happened, answers in [*((one, 60, None, False) for one in lived), *steps]:
        bench.wait(seconds=seconds)
        waiting = [one for found in acting.waiting(bench.session, "essai").values() for one in found]
        at = None if happened is None else bench.now - timedelta(seconds=happened)
        bench.attempt(chance.choice(waiting) if answers and waiting else action, at)
        states.append(bench.session)
        for state in (bench.session, chance.choice(states)):
            for instant in instants(state, bench.now, chance):
                assert told(state, instant) == told(fold(state.header, state.entries), instant)


def some_wait() -> Bench:
    """One runs to an end at 10:45; others joined, or had their presence confirmed, minutes before that."""
    bench = Bench().start(1, at="09:00")
    for number, hour in ((2, "10:12"), (3, "10:17")):
        bench.at(hour).bring(number, Status.JOINED)
    bench.at("10:21:30").do(act.Mark("presence", (2,)))
    bench.at("10:23:10").bring(4, Status.JOINED).do(act.Mark("presence", (4,)))
    return bench


def half_run() -> Bench:
    """Half of the room has started at 10:05; one is checked and has not joined, one is in a pause."""
    bench = Bench().start(1, at="09:00").start(2, at="10:05").start(3, at="10:10")
    bench.do(act.CheckIdentity(4))
    bench.at("10:14").do(act.Mark("pause-begin", (2,)))
    return bench


@pytest.mark.parametrize("lived", [some_wait, half_run])
def test_each_minute_as_it_passes(lived: Callable[[], Bench]) -> None:
    """A board that ticks, forth and back: each step and each minute that is named is told in its second."""
    bench = lived()
    session = bench.session
    seconds = [*range(0, 3000, 13), *range(1500, 0, -31)]
    for instant in (bench.hour("10:15") + timedelta(seconds=second) for second in seconds):
        assert attention(session, instant) == attention(fold(session.header, session.entries), instant)


def test_who_has_not_joined_is_told_once_half_have_started() -> None:
    """Nothing was noted of them: it is the others who changed."""
    bench = Bench().bring(2, Status.JOINED).bring(3, Status.JOINED).start(1, at="09:00")
    bench.do(act.CheckIdentity(4))
    assert bench.at("09:04").look(4) == ""
    bench.start(2, at="09:05")
    assert bench.look(4) == ""
    assert bench.at("09:12").look(4) == "présent, pas encore connecté"


def test_what_is_noted_is_told_at_once() -> None:
    """Of whom nothing was said before: an alert that opens and is answered, somebody who joins and waits."""
    bench = Bench()
    assert bench.at("08:40").look(3) == ""
    assert bench.bring(3, Status.JOINED).at("08:51").look(3) == "a rejoint depuis 11 min"
    bench.do(act.CheckIdentity(1))
    bench.do(act.Mark("sign", (1,)))
    bench.start(1, at="09:00").at("09:04")
    assert (bench.look(1), bench.look(2)) == ("", "")
    bench.do(act.RecordIncident("E1", (1,), 3))
    assert bench.look(1) == "E1 question 3 ouvert"
    bench.do(act.CloseAlert(1, "validated"))
    assert bench.look(1) == ""
    bench.bring(2, Status.JOINED)
    assert bench.look(2) == ""
    assert bench.at("09:15").look(2) == "a rejoint depuis 11 min"


def worked_out(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Fills with the numbers of those whose end is worked out from now on; all is told once before."""
    numbers: list[int] = []
    time_of = Session.time_of

    def noted(session: Session, who: Situation) -> object:
        numbers.append(who.number)
        return time_of(session, who)

    monkeypatch.setattr(Session, "time_of", noted)
    told(bench.session, bench.now)
    numbers.clear()
    return numbers


def test_an_event_of_one_asks_for_one_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature changes nobody's end but is another situation; a second later nobody's is asked for."""
    bench = Bench().start(1, 2, 3, 4, at="09:00").at("09:10")
    numbers = worked_out(bench, monkeypatch)
    bench.do(act.Mark("sign", (2,)))
    told(bench.session, bench.now)
    assert set(numbers) <= {2}
    numbers.clear()
    bench.wait(seconds=1)
    told(bench.session, bench.now)
    assert numbers == []


def test_after_an_outage_the_ends_stay_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it lasts they move each second; once it has ended and was given back, they are worked out once."""
    bench = Bench().start(1, 2, 3, at="09:00").at("09:10")
    bench.do(act.BeginGlobal("panne du réseau"))
    numbers = worked_out(bench, monkeypatch)
    told(bench.session, bench.wait(seconds=1).now)
    assert {1, 2, 3} <= set(numbers)
    bench.do(act.EndGlobal(give="measured"))
    told(bench.session, bench.now)
    numbers.clear()
    told(bench.session, bench.wait(seconds=1).now)
    assert numbers == []
