"""What a board keeps of the picture before is what the next one would be drawn with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.kit.remembered import RememberedOfEach
from screens.picture.picture import end_shown, full_name_shown, picture_of
from screens.widgets.roster import _unchanged, columns_of, row_of
from screens.widgets.rows import HOURS, HOURS_WITH_DAY, hours_width, needs_of, together
from supervisor import action as act
from supervisor.differing import differing
from supervisor.session import Session
from supervisor.situation import Status
from tests.effort import examples
from tests.supervisor import acting
from tests.supervisor.support import Bench

step = st.tuples(st.one_of(acting.actions, acting.undo), st.sampled_from([0, 0, 60, 1800, 90_000]))


@settings(max_examples=examples(80))
@given(
    statuses=st.lists(st.sampled_from([*Status, *[Status.STARTED] * 6]), max_size=5),
    steps=st.lists(step, min_size=1, max_size=10),
    chance=st.randoms(use_true_random=False),
)
def test_rows_that_are_kept_are_those_of_the_next_state(
    statuses: list[Status], steps: list[tuple[act.Action, int]], chance: Random
) -> None:
    """Of any two states, at one instant: who is not said to differ has the same row, and all have the same columns."""
    bench = Bench()
    for number, status in enumerate(statuses, start=1):
        bench.bring(number, status)
    states, needs = [bench.session], RememberedOfEach(needs_of)
    for action, seconds in steps:
        bench.wait(seconds=seconds).attempt(action)
        before, after = chance.choice(states), bench.session
        states.append(after)
        for state in (before, after):
            assert together(needs(state)) == together([needs_of(who) for who in state.candidates.values()])
            assert hours_width(state, bench.now) == hours_needed(state, bench)
        was, now = (picture_of(state, bench.now + timedelta(minutes=1)) for state in (before, after))
        was = replace(was, shown=now.shown, marked=frozenset({2}))
        columns = columns_of(now, 150)
        seen = {
            place: row_of(was, place, columns) for place, n in enumerate(now.shown) if n in before.candidates
        }  # fmt: skip
        kept = _unchanged(seen, was, now)
        assert kept == {place: row_of(now, place, columns) for place in kept}
        differ = differing(before, after)
        assert differ is None or kept.keys() >= {place for place in seen if now.shown[place] not in {2, *differ}}


def hours_needed(session: Session, bench: Bench) -> int:
    """Cells of start and end, by those of each."""
    ends = [end_shown(session, who, bench.now) for who in session.candidates.values()]
    return HOURS_WITH_DAY if any(end[5:] for end in ends) else HOURS


def test_a_name_that_was_corrected_has_its_room() -> None:
    """What is kept of each is asked again of who is in another situation."""
    needs = RememberedOfEach(needs_of)
    bench = Bench()
    assert together(needs(bench.session)).alone == cell_len(full_name_shown(bench.who(1)))
    longer = bench.who(1).identity.model_copy(update={"first_name": "Marie-Antoinette-Charlotte"})
    bench.do(act.Correct(1, identity=longer))
    assert together(needs(bench.session)).alone == cell_len("ABADIE Marie-Antoinette-Charlotte")
    bench.do(act.Remove((1,), "parti"))
    assert together(needs(bench.session)).alone == 0
