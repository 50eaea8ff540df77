"""The session as it stood: at the instant of event k, exactly what the first k events make of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor import action as act
from supervisor import replay
from supervisor.attention import attention
from supervisor.event import ActionUndone, Entry
from supervisor.folding import fold, then
from supervisor.replay import Timeline, incident_instants
from supervisor.session import Session
from supervisor.situation import Status
from tests.supervisor import acting
from tests.supervisor.support import Bench

deeds = st.lists(
    st.tuples(st.one_of(acting.course, acting.time, acting.incidents, acting.whole, acting.undo), st.integers(0, 900)),
    max_size=25,
)
visits = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


def lived(wanted: list[tuple[act.Action, int]]) -> Bench:
    """A session in which these were tried, one after the other; what is refused records nothing."""
    bench = Bench()
    for number, status in enumerate((Status.STARTED, Status.JOINED, Status.EXPECTED, Status.INTERRUPTED), start=1):
        bench.bring(number, status)
    for action, seconds in wanted:
        bench.wait(seconds=seconds).attempt(action, None, "roy")
    return bench


@given(wanted=deeds, visits=visits, stride=st.integers(1, 9))
@settings(deadline=None)
def test_at_the_instant_of_event_k_it_is_fold_of_the_first_k(
    wanted: list[tuple[act.Action, int]], visits: list[int], stride: int
) -> None:
    """Whatever was done and undone, and in whichever order the instants are looked at."""
    session = lived(wanted).session
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "STRIDE", stride)
        timeline = Timeline(session)
        for visit in (*visits, *range(len(timeline) + 1)):
            count = visit % (len(timeline) + 1)
            assert timeline.at(count) == fold(session.header, session.entries[:count])


def test_an_undo_counts_from_its_own_instant_on() -> None:
    """Before somebody undid it, it stood; the undo itself changes nothing earlier."""
    bench = lived([(act.Mark("start", (2,)), 60), (act.Undo(reason="essai"), 60)])
    session, timeline = bench.session, Timeline(bench.session)
    [undo] = [entry.id for entry in session.entries if isinstance(entry.event, ActionUndone)]
    assert timeline.at(undo).candidates[2].status is Status.JOINED
    assert timeline.at(undo - 1).candidates[2].status is Status.STARTED


def test_an_event_is_seen_from_when_it_was_recorded() -> None:
    """Noted late, it was not to be seen when it happened."""
    bench = lived([])
    bench.wait(seconds=600)
    bench.attempt(act.Mark("start", (2,)), bench.now - timedelta(seconds=300), "roy")
    timeline = Timeline(bench.session)
    last = len(timeline)
    assert timeline.count_at(bench.now - timedelta(seconds=1)) == last - 1
    assert timeline.count_at(bench.now) == last
    assert timeline.instant_of(last) == bench.session.entries[-1].recorded_at


def test_a_clock_that_went_back_does_not_turn_time_back() -> None:
    """What was recorded later is shown later, or at the same instant."""
    bench = lived([])
    bench.wait(seconds=-3600)
    bench.attempt(act.Mark("start", (2,)), None, "roy")
    timeline = Timeline(bench.session)
    assert list(timeline.instants) == sorted(timeline.instants)
    assert timeline.count_at(timeline.instants[-1]) == len(timeline)


@pytest.mark.parametrize("seconds", [-3600, 3600, 86400])
def test_a_clock_that_jumped_makes_no_state_older(seconds: int) -> None:
    """Time goes on by what went by; each state is seen by the clock that stood above it then."""
    bench = Bench()
    bench.do(act.Mark("presence", (1,)))
    bench.wait(minutes=5, seconds=seconds).do(act.NoticeClockJump(seconds))
    bench.wait(minutes=6).do(act.WriteNote("x"))
    timeline, last = Timeline(bench.session), bench.last_id
    confirmed, noted = timeline.instant_of(last - 2), timeline.instant_of(last)
    assert noted - confirmed == timedelta(minutes=11)
    assert timeline.shown_by_the_clock(confirmed, last - 2) == bench.session.entries[-3].recorded_at
    assert timeline.shown_by_the_clock(noted, last) == bench.now
    before = timeline.shown_by_the_clock(confirmed + timedelta(minutes=4), last - 2)
    assert attention(timeline.at(last - 2), before) == []
    [told] = [one.text for one in attention(timeline.at(last), bench.now)]
    assert told == "présence confirmée depuis 11 min"


def test_what_went_wrong_before_a_jump_stands_on_the_bar_where_it_can_be_seen() -> None:
    """By the clock of the bar, and not an hour behind its end."""
    bench = lived([])
    bench.attempt(act.RecordIncident("C8", (1,), text="retard"))
    bench.wait(minutes=5, hours=-1).do(act.NoticeClockJump(-3600))
    [wrong] = incident_instants(bench.session)
    assert bench.now - wrong == timedelta(minutes=5)


def test_incidents_are_found_both_ways() -> None:
    """The next one after an event, the last one before it; none beyond the ends."""
    bench = lived([(act.RecordIncident("C8", (1,), text="retard"), 60), (act.WriteNote("x"), 60),
                   (act.RecordIncident("C7", (1,), text="panne"), 60)])  # fmt: skip
    timeline, last = Timeline(bench.session), bench.last_id
    first = timeline.next_incident(0)
    assert first is not None
    assert bench.session.incidents[first].code == "C8"
    assert timeline.next_incident(first) == last
    assert timeline.next_incident(last) is None
    assert timeline.incident_before(last) == first
    assert timeline.incident_before(first) is None


def test_a_long_journal_is_not_folded_anew_at_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stepping back folds at most one stride of events, however long the journal is."""
    bench = lived([])
    while bench.last_id < 2_000:
        bench.attempt(act.WriteNote("x"), None, "roy")
    timeline = Timeline(bench.session)
    timeline.at(1_990)
    folded: list[int] = []

    def counted(session: Session, entries: Sequence[Entry]) -> Session:
        folded.append(len(entries))
        return then(session, entries)

    monkeypatch.setattr("supervisor.replay.then", counted)
    for count in range(1_980, 1_900, -1):
        timeline.at(count)
    assert folded
    assert max(folded) <= replay.STRIDE
