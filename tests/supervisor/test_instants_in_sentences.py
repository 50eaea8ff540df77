"""Every sentence with an instant in it, in a session that goes on beyond midnight: it reads, and says which day."""

import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from supervisor import action as act
from supervisor.deciding import decide
from supervisor.decision import Decision
from supervisor.situation import Status
from supervisor.story import phrase_of
from supervisor.wording import at_hour, hour_of_end
from tests.supervisor import acting
from tests.supervisor.support import DAY, Bench

MISREAD = re.compile(r"\b(?:à|dès|vers|de|du|le|depuis à) (?:le \d|à \d)")
"""« fin à le 29/11 », « depuis à 09:00 »: a preposition before an instant that brings its own."""
BARE_HOUR = re.compile(r"(?<!\d/\d\d à )(?<![\d:])(\d\d):\d\d")
"""An hour without a date before it."""
BLIND: tuple[act.Action, ...] = (
    *(act.Mark(what, (1, 2, 3)) for what in acting.MARKS if what != "presence"),
    act.CheckIdentity(1), act.CheckIdentity(2), act.Interrupt((1, 2, 3)), act.Resume((1, 2, 3)), act.Finish((1, 2, 3)),
    act.StopTest((1, 2, 3), "end"), act.CloseAlert(1, "validated"), act.BeginGlobal("panne"), act.EndGlobal(),
    act.AdjustTime((1, 2, 3), 5, "panne"), act.AdjustTime((1, 2, 3), -90, "erreur"),
    act.Correct(1, certification="EDU"), act.NoticeClockJump(60), act.CloseSession(), act.MarkFinalised(),
    act.Reopen("oubli"), act.WriteNote("x", 1),
)  # fmt: skip
"""What may be asked in any state: where it is refused, the sentence is what counts."""


def _sentences(decision: Decision) -> Iterator[str]:
    yield from (refusal.reason for refusal in decision.refusals)
    yield from (remark.text for remark in decision.remarks)


def _beyond_midnight(chance: Random, steps: int) -> Iterator[str]:
    """All that is said of a session of the evening once it is past midnight, whatever befell it."""
    bench = Bench(now="22:50", start="23:00").start(1, 2, at="23:10")
    bench.do(act.CheckIdentity(3))
    bench.now += timedelta(hours=1, minutes=chance.randint(0, 30))
    for _ in range(steps):
        bench.wait(seconds=chance.choice([1, 60, 240, 900]))
        state = bench.session
        for action in chance.sample(BLIND, 5):
            ago = timedelta(seconds=chance.choice([0, 0, 3600, 7200, -300]))
            yield from _sentences(decide(state, action, bench.context(bench.now - ago)))
        by_rule = chance.choice([acting.waiting(state, "essai"), acting.following(state, "essai")])
        if by_rule:
            action = chance.choice(by_rule[chance.choice(sorted(by_rule))])
            yield from _sentences(bench.attempt(action, author=chance.choice(["roy", "petit"])))
    bench.attempt(act.CloseSession(force=True))
    for action in BLIND:
        yield from _sentences(decide(bench.session, action, bench.context()))
    for entry in bench.session.entries:
        yield phrase_of(entry, bench.session)


FORTY_NIGHTS = pytest.mark.xdist_group("forty-nights")
"""Tests that read what was said in them: one worker lives through them, once."""


@pytest.fixture(scope="module", params=[10, pytest.param(40, marks=pytest.mark.wide)])
def said_at_night(request: pytest.FixtureRequest) -> set[str]:
    """What was said in forty nights; in ten of them, in `make test`."""
    return {sentence for seed in range(request.param) for sentence in _beyond_midnight(Random(seed), 40)}


@FORTY_NIGHTS
def test_a_sentence_with_an_instant_reads(said_at_night: set[str]) -> None:
    """No « fin à le 24/11 », whatever was refused, remarked or told."""
    assert len([sentence for sentence in said_at_night if BARE_HOUR.search(sentence)]) > 30
    assert [sentence for sentence in said_at_night if MISREAD.search(sentence)] == []


@FORTY_NIGHTS
def test_an_hour_of_another_day_says_which(said_at_night: set[str]) -> None:
    """An hour alone is one of the session's evening: what is past midnight bears its date."""
    assert any("le 24/11 à 0" in sentence for sentence in said_at_night)
    mistaken = [s for s in said_at_night if any(int(hour) < 22 for hour in BARE_HOUR.findall(s))]
    assert mistaken == []


def test_inside_a_sentence_an_instant_brings_its_preposition() -> None:
    """« à 23:10 », « le 24/11 à 00:10 »; seconds where they count."""
    bench = Bench(now="22:50", start="23:00").start(1, at="23:10")
    session, begun = bench.session, bench.now
    after = begun + timedelta(hours=1)
    assert (at_hour(session, begun), hour_of_end(session, begun)) == ("à 23:10", "23:10")
    assert at_hour(session, after) == hour_of_end(session, after) == f"le {DAY.day + 1}/11 à 00:10"
    assert at_hour(session, after, seconds=True) == f"le {DAY.day + 1}/11 à 00:10:00"
    assert at_hour(session, begun - timedelta(days=365)) == f"le {DAY.day}/11/{DAY.year - 1} à 23:10", (
        "a clock a year back"
    )


def test_an_undone_action_tells_each_thing_once() -> None:
    """« a rejoint pour 3 candidats », and what an end of an outage brought about, counted."""
    bench = Bench()
    bench.do(act.Mark("join", (1, 2, 3)))
    bench.do(act.Undo())
    assert phrase_of(bench.session.entries[-1], bench.session) == "annulé : a rejoint pour 3 candidats"
    bench.start(1, 2, at="09:00")
    bench.at("09:10").do(act.BeginGlobal("panne"))
    bench.at("09:11").do(act.Interrupt((1, 2), "technical"))
    bench.at("09:20").do(act.EndGlobal(resume=True))
    bench.do(act.Undo())
    what = phrase_of(bench.session.entries[-1], bench.session)
    assert what.startswith("annulé : fin de l'incident global : panne")
    assert "test repris pour 2 candidats, temps +10 min" in what
    assert what.endswith("pour 2 candidats")
    assert bench.status(1) is Status.INTERRUPTED
