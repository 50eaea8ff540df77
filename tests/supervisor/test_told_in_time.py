"""What a person must hear the moment they act: an alert left open, an end that stays past, a third upon a third."""

import pytest

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD
from supervisor.decision import Decision
from supervisor.situation import Status
from tests.supervisor.support import Bench

OPEN = "alerte E2 question 12 encore ouverte : à valider ou refuser dans l'Espace surveillant"


def _told(decision: Decision, number: int) -> list[str]:
    return [remark.text for remark in decision.remarks if remark.number == number]


@pytest.fixture
def alerted() -> Bench:
    """N° 1 and 2 run and have signed; n° 1 waits for an answer, had one already, and has a report without alert."""
    bench = Bench().start(1, 2, at="09:00")
    bench.do(act.Mark("sign", (1, 2)))
    bench.do(act.RecordIncident("E1", (1,), question=3))
    bench.do(act.CloseAlert(1, "validated"))
    bench.do(act.RecordIncident("C7", (1,), text="souris"))
    bench.do(act.RecordIncident("E2", (1,), question=12))
    return bench


@pytest.mark.parametrize(
    "ended",
    [
        act.Finish((1, 2)),
        act.StopTest((1, 2), "end"),
        act.StopTest((1, 2), "withdraw", "candidate"),
        act.CloseSession(force=True),
    ],
)
def test_an_open_alert_is_named_when_the_test_is_over(alerted: Bench, ended: act.Action) -> None:
    """Finished, ended, gone or closed over: who is frozen before a question is told, and nobody else."""
    decision = alerted.at("10:00").do(ended)
    assert OPEN in _told(decision, 1)
    assert [text for text in _told(decision, 1) if text.startswith("alerte")] == [OPEN]
    assert _told(decision, 2) == []


def test_an_answered_alert_is_not_named(alerted: Bench) -> None:
    """Once it was answered nothing is left to tell."""
    alerted.do(act.CloseAlert(1, "refused"))
    assert _told(alerted.do(act.Finish((1,))), 1) == []


# fmt: off
GIVEN = [
    # minutes given at 11:00 to who started at 09:00 (105 min: 10:45)
    (5,   True),
    (14,  True),
    (16,  False),
    (30,  False),
]
# fmt: on


@pytest.mark.parametrize(("minutes", "stays_past"), GIVEN)
def test_an_end_that_stays_past_is_named(minutes: int, stays_past: bool) -> None:
    """Time given to who is in overtime may not be enough."""
    bench = Bench().start(1, at="09:00")
    told = _told(bench.at("11:00").do(act.AdjustTime((1,), minutes, "panne")), 1)
    assert any(text.startswith("sa fin reste passée (") for text in told) is stays_past


def test_an_end_that_stands_still_is_not_past() -> None:
    """Nor is that of somebody interrupted or in a pause, nor of a test that is over."""
    bench = Bench().start(1, 2, at="09:00").start(3, at="08:30")
    bench.at("10:40").do(act.Interrupt((1,), "technical"))
    bench.do(act.Mark("pause-begin", (2,)))
    bench.at("11:00")
    for number in (1, 2):
        assert not any("passée" in text for text in _told(bench.do(act.AdjustTime((number,), 1, "x")), number))


def test_minutes_given_back_may_leave_an_end_past() -> None:
    """At the end of an interruption and of a global incident alike."""
    bench = Bench().start(1, at="09:00")
    bench.at("10:50").do(act.Interrupt((1,), "technical"))
    assert "sa fin reste passée (10:50)" in _told(bench.at("11:00").do(act.Resume((1,), give=5)), 1)
    bench.do(act.BeginGlobal("panne"))
    assert "sa fin reste passée (10:55)" in _told(bench.at("11:05").do(act.EndGlobal(each={1: 5})), 1)


def test_a_corrected_temps_majore_tells_the_end() -> None:
    """It moves the end like minutes do; a class does not."""
    bench = Bench().start(1, at="09:00")
    told = _told(bench.at("09:30").do(act.Correct(1, extra_time=EXACT_THIRD)), 1)
    assert "fin 10:45 → 11:20" in told
    assert _told(bench.do(act.Correct(1, class_name="3eC")), 1) == []


@pytest.mark.parametrize(("number", "has"), [(1, ""), (2, "33 %"), (3, "33 %"), (4, "50 %")])
def test_a_third_upon_a_third_is_named(number: int, has: str) -> None:
    """Who has a temps majoré already has it in their end: +1/3 comes on top of it. Taking one away does not."""
    bench = Bench().start(number, at="09:00")
    told = _told(bench.do(act.AdjustTime((number,), reason="aménagement", thirds=1)), number)
    assert (f"a déjà un temps majoré de {has} : ce tiers s'y ajoute" in told) is bool(has)
    told = _told(bench.do(act.AdjustTime((number,), reason="erreur", thirds=-1)), number)
    assert not any("tiers" in text for text in told)
    assert bench.status(number) is Status.STARTED
