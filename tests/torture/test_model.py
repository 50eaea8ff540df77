"""The independent model of the rules of time and loss, held against the program over many more days."""

from __future__ import annotations

import pytest

from tests.supervisor.test_an_independent_model import walked
from tests.torture.figures import Effort, both_forms

WAYS = {"as it happens": {}, "noted late": {"is_noted_late": True}, "a clock that jumps": {"jumps": True}}
STEPS = 24


def fewest_steps(seed: int, way: dict[str, bool]) -> int:
    """The shortest beginning of a day in which the two disagree: its steps are drawn one after the other."""
    for steps in range(1, STEPS):
        try:
            walked(seed, steps, **way)
        except AssertionError:
            return steps
    return STEPS


@both_forms
@pytest.mark.parametrize("name", WAYS)
def test_days_at_random(effort: Effort, name: str) -> None:
    """Each day has a seed of its own, that is told with the fewest steps that still differ."""
    way = WAYS[name]
    days = effort.times(full=4_000, short=12)
    for day in range(days):
        seed = effort.chance.randrange(10**9)
        try:
            walked(seed, STEPS, **way)
        except AssertionError as differs:
            effort.tell("independent model", days=day + 1, lost=0, tracebacks=0)
            steps = fewest_steps(seed, way)
            raise AssertionError(f"walked({seed}, {steps}, **{way}), of seed {effort.seed}: {differs}") from differs
    effort.tell("independent model", days=days, actions=days * STEPS, lost=0, tracebacks=0)
