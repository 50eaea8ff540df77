"""A session left with its provisional number: told at the close, which it does not keep waiting."""

from __future__ import annotations

import pytest

from supervisor import action as act
from supervisor.closing import cannot_be_mended, missing
from supervisor.situation import Status
from tests.supervisor.support import Bench


def over(number: str) -> Bench:
    """Nobody came, and that is recorded."""
    bench = Bench(1, number=number)
    bench.bring(1, Status.ABSENT)
    return bench


@pytest.mark.parametrize(("number", "told"), [("208", False), ("p1", True), ("p999999999", True)])
def test_the_seal_is_told_of_it_and_not_kept_waiting(number: str, told: bool) -> None:
    """It cannot always be mended: the close says so and closes."""
    bench = over(number)
    assert missing(bench.session, bench.now) == ()
    assert bool(cannot_be_mended(bench.session)) is told
    remarks = [remark.text for remark in bench.do(act.CloseSession()).remarks]
    assert bench.session.closed_at is not None
    assert remarks == ([f"le numéro {number} est provisoire, Pix Certif ne le connaît pas"] if told else [])


@pytest.mark.parametrize("status", list(Status))
def test_it_changes_until_somebody_has_joined(status: Status) -> None:
    """What the property says is what the rules accept."""
    bench = Bench(2, number="p1")
    bench.bring(2, status)
    can = not bench.session.has_anybody_joined
    assert bench.session.has_provisional_number
    assert can is not bench.attempt(act.Renumber("208")).is_refused
