"""Five million inputs that nobody writes, through everything that reads one: a value, or a sentence of ours.

No other exception, no hang, no more than 300 MB, nothing raw in a sentence.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from data.roster.wording import RefusedFile
from tests.torture.figures import Effort, both_forms
from tests.torture.fuzzing import lists, running, store, words
from tests.torture.fuzzing.running import MOST_MEMORY, run, shortened
from tests.torture.fuzzing.target import Target

TARGETS = {target.name: target for target in (*words.TARGETS, *lists.TARGETS, *store.TARGETS)}


def short_of(target: Target) -> int:
    return max(20, min(400, target.thousands))


@both_forms
@pytest.mark.parametrize("name", TARGETS)
def test_any_input_is_answered(name: str, effort: Effort) -> None:
    target = TARGETS[name]
    outcome = run(target, str(effort.seed), effort.times(full=1000 * target.thousands, short=short_of(target)))
    effort.tell("fuzzing", inputs=outcome.inputs, tracebacks=outcome.tracebacks, hangs=outcome.hangs, raw=outcome.raw)
    print(*outcome.shown, sep="\n")
    assert (outcome.tracebacks, outcome.hangs, outcome.raw, outcome.shown) == (0, 0, 0, [])


def test_it_is_five_million() -> None:
    """As the page on reliability says."""
    assert sum(target.thousands for target in TARGETS.values()) >= 5_000


# The round itself -----------------------------------------------------------------------------------------


def stumbling(given: str) -> None:
    """A reader with a fault."""
    if "x" in given:
        raise KeyError(given)


def turning(given: str) -> None:
    """A reader that hangs, and takes every error for its own."""
    while "x" in given:
        with suppress(Exception):
            given.encode()


def swallowing(given: str) -> None:
    """A reader that takes all the memory there is."""
    if "x" in given:
        bytes(2 * MOST_MEMORY)


def speaking(given: str) -> None:
    """A reader whose sentence lets something raw out."""
    raise RefusedFile(f"{given} est refusé\x1b[2J")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="readers are watched in a child")
@pytest.mark.parametrize(
    ("read", "fault", "figures"),
    [
        (stumbling, "KeyError in test_fuzzing.py", (2, 0, 0)),
        (turning, "hang", (0, 2, 0)),
        (swallowing, "MemoryError in test_fuzzing.py", (2, 0, 0)),
        (speaking, "raw", (0, 0, 2)),
    ],
)
def test_a_fault_is_found_and_shortened(
    read: Callable[[Any], None],
    fault: str,
    figures: tuple[int, int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An exception, a hang, too much memory, a character that acts on a terminal."""
    monkeypatch.setattr(running, "HANG_S", 0.05)
    monkeypatch.setattr(running, "KEPT", tmp_path)
    outcome = run(Target("one", lambda random: ["aa", "axb"], lambda given: read("".join(given)), 1), "1", 2)
    assert (outcome.tracebacks, outcome.hangs, outcome.raw) == figures
    [shown] = outcome.shown
    assert shown.startswith(f"one: {fault}")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_stays_of_a_fault_is_short() -> None:
    given = [{"a": "b", "note": "longxlong"}, 3]
    assert shortened(given, lambda one: "x" in str(one)) == [{"note": "x"}]


def test_chance_is_the_seeds() -> None:
    """The same inputs for the same seed, others for another."""
    for target in TARGETS.values():
        once, again, other = (repr([target.make(random) for _ in range(9)]) for random in map(Random, (1, 1, 2)))
        assert once == again != other
