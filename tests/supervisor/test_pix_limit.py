"""24 hours after the first start Pix lets nobody start or resume: recorded, said, not advised (RULES section 11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor import action as act
from supervisor.pix_limit import PAST, is_past
from tests.supervisor.support import Bench

DAY = timedelta(hours=24)


def said(bench: Bench, wanted: act.Action) -> list[tuple[str, int | None]]:
    return [(remark.text, remark.number) for remark in bench.do(wanted).remarks]


def test_to_the_second() -> None:
    """It counts from the first start of the session, whoever's it was; at exactly 24 hours it is over."""
    bench = Bench(candidates=3).start(1, at="09:00").start(2, at="09:30")
    first = bench.hour("09:00")
    assert not is_past(bench.session, first + DAY - timedelta(seconds=1))
    assert is_past(bench.session, first + DAY)
    assert not is_past(Bench().session, first + DAY)
    assert not is_past(Bench(edition="2021").start(1, at="09:00").session, first + DAY), "there was no such rule"


@pytest.mark.parametrize("wanted", [act.Mark("start", (3,)), act.Resume((2,)), act.Mark("presence", (3,))])
def test_what_pix_must_let_happen(wanted: act.Action) -> None:
    """Recorded, and said; before it nothing is said of it."""
    bench = Bench(candidates=3).start(1, 2, at="09:00")
    bench.do(act.Interrupt((2,)))
    bench.now = bench.hour("09:00") + DAY - timedelta(seconds=1)
    assert PAST not in [text for text, _ in said(bench, wanted)]
    bench.do(act.Undo())
    bench.now = bench.hour("09:00") + DAY
    told = said(bench, wanted)
    assert [text for text, _ in told].count(PAST) == 1
    assert "démarré sans présence confirmée dans Pix" not in [text for text, _ in told]


def test_everybody_back_after_an_outage() -> None:
    """Said of each who resumes."""
    bench = Bench(candidates=3).start(1, 2, at="09:00")
    bench.do(act.Interrupt((1, 2)))
    bench.now += DAY
    told = said(bench, act.Resume((1, 2)))
    assert [(text, number) for text, number in told if text == PAST] == [(PAST, 1), (PAST, 2)]


def test_what_happened_in_time_is_no_matter() -> None:
    """Recorded a day later, with the hour at which it was."""
    bench = Bench(candidates=2).start(1, at="09:00")
    at = bench.hour("09:10")
    bench.now += DAY
    assert PAST not in [remark.text for remark in bench.do(act.Mark("start", (2,)), at=at).remarks]
