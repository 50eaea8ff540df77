"""Who is announced aloud, and how often: at once, again while it lasts, never too often."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.announcing import EVERY, NOTHING_TOLD, Call, announce, calls
from supervisor.attention import Need, Reason
from supervisor.timing import MINUTE
from tests.effort import examples
from tests.supervisor.support import Bench, local

NINE = local("09:00")
SECOND = timedelta(seconds=1)


def need(number: int, cause: Need, step: str = "", event: int | None = None) -> Call:
    """A need as it may be announced."""
    return Call(number, Reason(cause, "…", step=step, event=event))


def said_over(looks: Iterable[tuple[datetime, tuple[Call, ...]]]) -> list[tuple[int, Need, datetime]]:
    """Who was announced for what, and when, over these looks."""
    told, said = NOTHING_TOLD, []
    for now, lasting in looks:
        calls_, told = announce(told, lasting, now)
        said += [(call.number, call.reason.cause, now) for call in calls_]
    return said


# One need -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cause", Need)
def test_a_need_is_told_at_once_and_again_when_its_time_has_come(cause: Need) -> None:
    """To the second; what has no time is told once."""
    every = EVERY[cause]
    length = every or 10 * MINUTE
    looks = [NINE, NINE + SECOND, NINE + length - SECOND, NINE + length, NINE + length + SECOND, NINE + 2 * length]
    said = [at for _, _, at in said_over((now, (need(1, cause),)) for now in looks)]
    assert said == ([NINE, NINE + length, NINE + 2 * length] if every else [NINE])


def test_what_went_and_came_again_is_told_at_once() -> None:
    """An alert that was answered and another one are two; the same need again is new."""
    alert = need(1, Need.OPEN_ALERT, event=7)
    other = need(1, Need.OPEN_ALERT, event=8)
    assert len(said_over([(NINE, (alert,)), (NINE + SECOND, (alert, other))])) == 2
    assert len(said_over([(NINE, (alert,)), (NINE + SECOND, ()), (NINE + 2 * SECOND, (alert,))])) == 2


def test_a_further_step_is_told_at_once() -> None:
    """A presence that was due has expired."""
    looks = [(NINE, (need(1, Need.PRESENCE),)), (NINE + SECOND, (need(1, Need.PRESENCE, "expired"),))]
    assert len(said_over(looks)) == 2


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    """An hour back: the next time is two minutes later, not an hour and two minutes."""
    over = (need(1, Need.OVERTIME),)
    back = NINE - timedelta(hours=1)
    looks = [(NINE, over), (back, over), (back + 2 * MINUTE - SECOND, over), (back + 2 * MINUTE, over)]
    assert [at for _, _, at in said_over(looks)] == [NINE, back + 2 * MINUTE]


# Several ------------------------------------------------------------------------------------------------


def test_those_of_one_cause_come_to_be_told_together() -> None:
    """Who was told a minute later or more joins the first when its time comes; who was just told does not."""
    one, two, three = (need(number, Need.OVERTIME) for number in (1, 2, 3))
    looks = [
        (NINE, (one,)),
        (NINE + MINUTE, (one, two)),
        (NINE + MINUTE + SECOND, (one, two, three)),
        (NINE + 2 * MINUTE, (one, two, three)),
        (NINE + 3 * MINUTE + SECOND, (one, two, three)),
    ]
    assert [(number, at - NINE) for number, _, at in said_over(looks)] == [
        (1, 0 * MINUTE),
        (2, MINUTE),
        (3, MINUTE + SECOND),
        (1, 2 * MINUTE),
        (2, 2 * MINUTE),
        (1, 3 * MINUTE + SECOND),
        (2, 3 * MINUTE + SECOND),
        (3, 3 * MINUTE + SECOND),
    ]


_NEEDS = st.frozensets(st.tuples(st.integers(1, 6), st.sampled_from(list(Need))), max_size=12)
_LOOKS = st.lists(st.tuples(st.integers(0, 150), _NEEDS), min_size=1, max_size=30)


@settings(max_examples=examples(200))
@given(_LOOKS)
def test_no_need_is_forgotten_and_none_is_repeated_too_soon(
    steps: list[tuple[int, frozenset[tuple[int, Need]]]],
) -> None:
    """Whatever comes and goes, at looks of any distance up to two and a half minutes."""
    now, told = NINE, NOTHING_TOLD
    last: dict[tuple[int, Need], datetime] = {}
    for seconds, needs in steps:
        now += timedelta(seconds=seconds)
        lasting = tuple(need(number, cause) for number, cause in sorted(needs))
        said, told = announce(told, lasting, now)
        names = [(call.number, call.reason.cause) for call in said]
        assert names == [name for name in sorted(needs) if name in names], "what there is, in its order, each once"
        last = {name: at for name, at in last.items() if name in needs}
        for name in needs:
            every = EVERY[name[1]]
            if name not in last:
                assert name in names, "told at once"
            elif every is None:
                assert name not in names, "told once"
            elif now - last[name] >= every:
                assert name in names, "its time has come again"
            elif name in names:
                assert (now - last[name]) * 2 >= every, "too soon"
                assert any(n[1] is name[1] and n in last and now - last[n] >= every for n in names), "with nobody"
        last |= dict.fromkeys(names, now)


@settings(max_examples=examples(40))
@given(st.lists(st.integers(0, 240), min_size=2, max_size=25))
def test_a_room_that_needs_the_same_is_soon_told_together(offsets: list[int]) -> None:
    """However they came over four minutes, looked at every five seconds: soon there are two groups at most."""
    offsets.sort()
    told, groups = NOTHING_TOLD, set[datetime]()
    for second in range(1200):
        now = NINE + timedelta(seconds=second)
        lasting = tuple(need(k, Need.OVERTIME) for k, offset in enumerate(offsets) if offset <= second)
        said, told = announce(told, lasting, now)
        if said and second >= 960:
            groups.add(now)
    assert len(groups) <= 4


# Out of a session ---------------------------------------------------------------------------------------


def causes(bench: Bench) -> list[tuple[int, Need]]:
    """Whose needs there are."""
    return [(call.number, call.reason.cause) for call in calls(bench.session, bench.now)]


@pytest.mark.parametrize(
    ("hour", "cause"),
    [
        ("10:29:59", None),
        ("10:30:00", Need.NOTICE),
        ("10:39:59", Need.NOTICE),
        ("10:40:00", Need.LAST_MINUTES),
        ("10:44:59", Need.LAST_MINUTES),
        ("10:45:00", Need.OVERTIME),
    ],
)
def test_a_countdown_that_comes_nearer(hour: str, cause: Need | None) -> None:
    """Each of its steps is another need, told at once."""
    bench = Bench()
    bench.do(act.CheckIdentity(1))
    bench.do(act.Mark("sign", (1,)))
    bench.start(1, at="09:00").at(hour)
    assert causes(bench) == ([(1, cause)] if cause else [])


def test_every_need_of_one_candidate() -> None:
    """Unsigned and unchecked, with two alerts of one instant; each is told, and all together."""
    bench = Bench().start(1, at="09:00").at("09:05")
    for question in (1, 2):
        bench.do(act.RecordIncident("E2", (1,), question))
    found = calls(bench.session, bench.now)
    assert [call.reason.cause for call in found].count(Need.OPEN_ALERT) == 2
    said, told = announce(NOTHING_TOLD, found, bench.now)
    assert said == found
    assert announce(told, found, bench.now)[0] == ()
    again, _ = announce(told, found, bench.now + 2 * MINUTE)
    assert [call.reason.cause for call in again] == [Need.OPEN_ALERT, Need.OPEN_ALERT]


def test_nobody_is_called_once_it_is_closed_or_while_time_stands_still() -> None:
    """An outage: near the end or over it, told once; after the close nothing."""
    bench = Bench().start(1, at="09:00").at("10:41")
    bench.do(act.BeginGlobal("coupure"))
    assert (1, Need.NOTICE) in causes(bench)
    bench.at("11:41")
    assert {Need.OVERTIME, Need.LAST_MINUTES} & {cause for _, cause in causes(bench)} == set()
    bench.do(act.EndGlobal(give="none", resume=True))
    bench.do(act.CloseSession(force=True))
    assert causes(bench) == []
