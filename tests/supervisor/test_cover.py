"""« Un pour vingt » counts who supervised at the same time (RULES.md section 12)."""

from supervisor import action as act
from supervisor.cover import lacking_surveillants
from tests.supervisor.support import Bench, newcomer


def of(count: int) -> Bench:
    """So many joined, under one surveillant."""
    bench = Bench(listed=tuple(newcomer(f"NOM{n}") for n in range(count)))
    bench.do(act.Mark("join", tuple(range(1, count + 1))))
    return bench


def test_a_relieved_surveillant_is_not_counted_beside_who_took_over() -> None:
    """21 candidates: two names, one at a time."""
    bench = of(21).start(*range(1, 22), at="09:00")
    bench.at("09:30").do(act.TakeOver("M. Petit"))
    assert len(bench.session.surveillants) == 2
    assert lacking_surveillants(bench.session) == 1


def test_who_supervised_together_is_counted() -> None:
    """Two from the start; when one leaves before the end, one lacks."""
    bench = of(21)
    bench.do(act.ChangeCover("M. Petit", arrives=True))
    bench.start(*range(1, 22), at="09:00")
    assert lacking_surveillants(bench.session) == 0
    bench.at("10:00").do(act.ChangeCover("M. Petit", arrives=False))
    bench.do(act.Finish((1,)))
    assert lacking_surveillants(bench.session) == 1


def test_where_no_test_ran_nothing_is_said() -> None:
    """Nobody was to be supervised."""
    assert lacking_surveillants(of(21).session) is None
