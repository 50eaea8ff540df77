"""Any sequence of actions by two people at any instants: what must hold of every session at every moment."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from supervisor import action as act
from supervisor import event as ev
from supervisor.attention import Need
from supervisor.closing import missing
from supervisor.folding import fold
from supervisor.reference import Edition
from supervisor.seal import open_entry
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.story import phrase_of
from supervisor.timing import Urgency
from supervisor.undoing import NEVER_UNDONE
from tests.effort import examples
from tests.supervisor import acting
from tests.supervisor.support import Bench, assert_french, facts

authors = st.sampled_from(["roy", "petit"])
later = st.one_of(st.just(0), st.integers(0, 90), st.integers(0, 1800))
ago = st.one_of(st.none(), st.none(), st.integers(-90, 30), st.integers(0, 7200))
"""Seconds before now that it happened; None: now."""


def _but_for_reasons(session: Session) -> dict[int, Situation]:
    """The candidates, but for the reason of an unfinished test, which may be given behind the seal."""
    return {number: replace(who, reason=None) for number, who in session.candidates.items()}


class AnySession(RuleBasedStateMachine):
    """A session as two surveillants may live it."""

    def __init__(self) -> None:
        super().__init__()
        self.bench: Bench

    @initialize(
        edition=st.sampled_from(["current", "2021"]),
        zone=st.sampled_from(["Europe/Paris", "Indian/Reunion"]),
        statuses=st.lists(st.sampled_from([*Status, *[Status.STARTED] * 6]), max_size=5),
        lived=st.lists(st.sampled_from(acting.LIVED), max_size=4),
    )
    def created(self, edition: Edition, zone: str, statuses: list[Status], lived: list[act.Action]) -> None:
        self.bench = Bench(edition=edition, zone=zone)
        self.seen = self.bench.last_id
        for number, status in enumerate(statuses, start=1):
            self.bench.bring(number, status)
        for action in lived:
            self._tried(action, "roy", 60, None)

    def _tried(self, action: act.Action, author: str, seconds: int, happened: int | None) -> None:
        """Try an action; a refusal carries its reason, and a whole refusal records nothing."""
        bench = self.bench.wait(seconds=seconds)
        before = bench.session
        at = None if happened is None else bench.now - timedelta(seconds=happened)
        decision = bench.attempt(action, at, author)  # holds each event accepted against the state before it
        for refusal in decision.refusals:
            assert_french(refusal.reason)
        for remark in decision.remarks:
            assert remark.text
        assert decision.events or decision.refusals
        if decision.is_refused:
            assert bench.session is before
        assert {e.action for e in bench.session.entries[before.last_id :]} <= {before.last_id + 1}

    @rule(action=acting.course, author=authors, seconds=later, happened=ago)
    def course(self, action: act.Action, author: str, seconds: int, happened: int | None) -> None:
        self._tried(action, author, seconds, happened)

    @rule(action=acting.time, author=authors, seconds=later, happened=ago)
    def time_given(self, action: act.Action, author: str, seconds: int, happened: int | None) -> None:
        self._tried(action, author, seconds, happened)

    @rule(action=acting.incidents, author=authors, seconds=later, happened=ago)
    def trouble(self, action: act.Action, author: str, seconds: int, happened: int | None) -> None:
        self._tried(action, author, seconds, happened)

    @rule(action=acting.whole, author=authors, seconds=later)
    def on_the_whole(self, action: act.Action, author: str, seconds: int) -> None:
        self._tried(action, author, seconds, None)

    @rule(action=acting.actions, author=authors)
    def taken_back(self, action: act.Action, author: str) -> None:
        """Undo of the last action restores the state before; its redo what it became (RULES.md section 4)."""
        before = facts(self.bench.session)
        decision = self.bench.attempt(action, author=author)
        if not decision.events or isinstance(decision.events[0].event, NEVER_UNDONE):
            return
        after = facts(self.bench.session)
        self.bench.do(act.Undo(), author=author)
        assert facts(self.bench.session) == before
        self.bench.do(act.Undo(self.bench.last_id), author=author)
        assert facts(self.bench.session) == after

    @rule(action=acting.undo, author=authors, seconds=later)
    def undo(self, action: act.Action, author: str, seconds: int) -> None:
        self._tried(action, author, seconds, None)

    @rule(author=authors)
    def undo_and_redo(self, author: str) -> None:
        """An undo that is possible leads to a state from which its redo leads back."""
        before = facts(self.bench.session)
        if self.bench.attempt(act.Undo(reason="essai"), author=author).events:
            self.bench.do(act.Undo(self.bench.last_id, "essai"), author=author)
            assert facts(self.bench.session) == before

    @rule(force=st.booleans(), text=acting.text, behind=st.lists(acting.annex, max_size=4), late=acting.course)
    def close_and_reopen(self, force: bool, text: str, behind: list[act.Action], late: act.Action) -> None:
        """Behind the seal an annex is noted and nothing else; a reopening leaves everybody where he was."""
        before = self.bench.session
        self._tried(act.CloseSession(force), "roy", 0, None)
        if self.bench.session.closed_at is None:
            return
        seal = self.bench.session.seal
        assert seal
        for noted in behind:
            self._tried(noted, "petit", 60, None)
        if not isinstance(late, act.GiveReason):
            assert not self.bench.attempt(late, author="petit").events, "only the annex is accepted after the close"
        assert self.bench.session.seal == seal, "marks after the close stand behind the seal, which is unchanged"
        self._tried(act.Reopen("parce que " + text), "roy", 0, None)
        assert _but_for_reasons(self.bench.session) == _but_for_reasons(before)
        assert not self.bench.session.seal

    @invariant()
    def counts_agree(self) -> None:
        """The counts are the candidates, counted."""
        session, now = self.bench.session, self.bench.now
        counts = session.counts(now)
        statuses = [c.status for c in session.candidates.values()]
        assert counts.enrolled == len(statuses) == sum(getattr(counts, str(status)) for status in Status)
        for status in Status:
            assert getattr(counts, str(status)) == statuses.count(status)
        over = [c for c in session.candidates.values() if session.urgency_of(c, now) is Urgency.OVER]
        assert counts.overtime <= len(over) <= counts.started + counts.interrupted
        assert counts.open_alerts == sum(len(session.open_alerts_of(n)) for n in session.candidates)
        assert counts.open_alerts <= counts.incidents <= len(session.incidents)

    @invariant()
    def folding_gives_the_same(self) -> None:
        """Step by step or all at once, events make the same session."""
        session = self.bench.session
        assert fold(session.header, session.entries) == session

    @invariant()
    def new_lines_say_the_same(self) -> None:
        """Each new line, read from its text, is the entry that was recorded; and it is told."""
        bench = self.bench
        for rank in range(self.seen + 1, bench.last_id + 1):
            line = bench.lines[rank - 1]
            entry = open_entry(json.loads(json.dumps(line)), rank=rank, previous=line["previous"])
            assert entry == bench.session.entries[rank - 1]
            assert phrase_of(entry, bench.session)
        self.seen = bench.last_id

    @invariant()
    def time_makes_sense(self) -> None:
        """Started iff there is a start; nothing ends before it began; the end is never before the start."""
        session, now = self.bench.session, self.bench.now
        for who in session.candidates.values():
            assert not who.is_running or who.started_at is not None
            assert (who.status is Status.INTERRUPTED) == (who.open_interruption is not None)
            assert not who.is_paused or who.is_running
            ending = session.ending(who, now)
            if ending is None or who.started_at is None:
                continue
            assert ending.at > who.started_at
            assert ending.duration + ending.extra + ending.adjustments > 0
            assert ending.suspended_for >= timedelta(0)
            assert ending.suspended or not ending.suspended_for
            assert who.is_running or not (ending.suspended or ending.paused)
            for interval in (*who.pauses, *who.interruptions):
                assert interval.begin >= who.started_at
                assert interval.end is None or interval.end >= interval.begin
            assert who.stopped_at is None or who.stopped_at >= who.started_at
            test_time = session.time_of(who)
            assert test_time is not None
            assert test_time.loss(now) >= 0

    @invariant()
    def attention_is_in_order(self) -> None:
        """Nobody twice, the most pressing first, and an open alert always there until the close."""
        session, looks = self.bench.session, self.bench.looks()
        assert [a.cause for a in looks] == sorted(a.cause for a in looks)
        assert len({a.number for a in looks}) == len(looks)
        assert {a.number for a in looks} <= set(session.candidates)
        for look in looks:
            assert look.text
            assert [r.cause for r in look.reasons] == sorted(r.cause for r in look.reasons)
        if session.closed_at is None:
            alarmed = {a.number for a in looks if any(r.cause is Need.OPEN_ALERT for r in a.reasons)}
            assert alarmed == {n for n in session.candidates if session.open_alerts_of(n)}

    @invariant()
    def the_rest_answers(self) -> None:
        """Phase, last end, what is missing: always an answer, in French where it is told."""
        session, now = self.bench.session, self.bench.now
        assert session.phase
        session.last_end(now)
        for phrase in missing(session, now):
            assert "None" not in phrase
        assert set(session.candidates) & set(session.removed) == set()
        for number in session.candidates:
            assert all(entry.id for entry in session.story_of(number))

    def hold(self) -> None:
        """All that must hold at every moment."""
        self.counts_agree()
        self.folding_gives_the_same()
        self.new_lines_say_the_same()
        self.time_makes_sense()
        self.attention_is_in_order()
        self.the_rest_answers()

    def teardown(self) -> None:
        """Opened from its file by somebody else, and each entry told."""
        if not hasattr(self, "bench"):
            return
        assert self.bench.reopened() == self.bench.session
        for entry in self.bench.session.entries:
            assert phrase_of(entry, self.bench.session)


TestAnySession = AnySession.TestCase
TestAnySession.settings = settings(max_examples=examples(70), stateful_step_count=30)


def walk(chance: Random, steps: int) -> Counter[type]:
    """Live a session in which each step answers, corrects or adds to what is there; what kinds of events it came to.

    Hypothesis draws whatever can be asked, also the absurd, and seldom meets the one alert that an answer answers.
    """
    lived = AnySession()
    statuses = chance.choices([*Status, *[Status.STARTED] * 3], k=chance.randint(0, 5))
    lived.created(chance.choice(["current", "2021"]), "Europe/Paris", statuses, chance.sample(acting.LIVED, 3))
    states = []
    for _ in range(steps):
        state = lived.bench.session
        states.append(state)
        by_rule = chance.choice([acting.waiting(state, "essai"), acting.following(state, "essai")])
        if by_rule:
            action = chance.choice(by_rule[chance.choice(sorted(by_rule))])
            lived._tried(action, chance.choice(["roy", "petit"]), chance.choice([0, 1, 59, 60, 240, 1800]), None)
            lived.hold()
    annex = [act.GiveReason(n, "technical") for n in lived.bench.session.candidates]
    behind: list[act.Action] = [
        act.TypeLine("1"),
        act.NoteCorrection("né le 4"),
        act.WriteLateNote("calme"),
        *annex,
        act.MarkFinalised(),
    ]
    lived.close_and_reopen(True, "oubli", behind, act.Mark("sign", (1,)))
    lived.teardown()
    for state in states[::10]:
        assert fold(state.header, state.entries) == state, "what came later changed a state that was given out"
    return Counter(type(entry.event) for entry in lived.bench.session.entries)


@pytest.mark.wide
def test_every_kind_of_event_among_the_others() -> None:
    """The same in long sessions where nearly all that is tried is possible: each kind of event really comes up."""
    happened: Counter[type] = Counter()
    for seed in range(24):
        happened += walk(Random(seed), 60)
    assert {kind for kind in ev.EVENT_KINDS.values() if not happened[kind]} == {ev.PersonalDataErased}


@pytest.mark.torture
def test_any_session_for_long() -> None:
    """The same with many more and longer sessions, other ones at each run."""
    tried = settings(max_examples=800, stateful_step_count=60, derandomize=False)
    run_state_machine_as_test(AnySession, settings=tried)
    for seed in range(1000, 1300):
        walk(Random(seed), 120)
