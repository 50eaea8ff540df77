"""Any sequence of actions by two people at any instants: what must hold of every session at every moment."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from supervisor import action as act
from supervisor.attention import Cause
from supervisor.closing import missing
from supervisor.folding import fold
from supervisor.reference import Edition
from supervisor.seal import open_entry
from supervisor.situation import Status
from supervisor.story import told
from supervisor.timing import Urgency
from tests.supervisor import acting
from tests.supervisor.support import Bench, assert_french, facts

authors = st.sampled_from(["roy", "petit"])
later = st.one_of(st.just(0), st.integers(0, 90), st.integers(0, 1800))
ago = st.one_of(st.none(), st.none(), st.integers(-90, 30), st.integers(0, 7200))
"""Seconds before now that it happened; None: now."""


class AnySession(RuleBasedStateMachine):
    """A session as two surveillants may live it."""

    def __init__(self) -> None:
        super().__init__()
        self.bench: Bench

    @initialize(
        edition=st.sampled_from(["current", "2021"]),
        zone=st.sampled_from(["Europe/Paris", "Indian/Reunion"]),
        statuses=st.lists(st.sampled_from([*Status, *[Status.STARTED] * 6]), min_size=5, max_size=5),
    )
    def created(self, edition: Edition, zone: str, statuses: list[Status]) -> None:
        self.bench = Bench(edition=edition, zone=zone)
        self.seen = self.bench.last_id
        for number, status in enumerate(statuses, start=1):
            self.bench.bring(number, status)

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

    @rule(action=acting.course, author=authors, seconds=later)
    def course_now(self, action: act.Action, author: str, seconds: int) -> None:
        self._tried(action, author, seconds, None)

    @rule(action=acting.time, author=authors, seconds=later, happened=ago)
    def time_given(self, action: act.Action, author: str, seconds: int, happened: int | None) -> None:
        self._tried(action, author, seconds, happened)

    @rule(action=acting.incidents, author=authors, seconds=later, happened=ago)
    def trouble(self, action: act.Action, author: str, seconds: int, happened: int | None) -> None:
        self._tried(action, author, seconds, happened)

    @rule(action=acting.whole, author=authors, seconds=later)
    def on_the_whole(self, action: act.Action, author: str, seconds: int) -> None:
        self._tried(action, author, seconds, None)

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

    @rule(force=st.booleans(), text=acting.text)
    def close_and_reopen(self, force: bool, text: str) -> None:
        """A close and a reopening leave everybody where he was."""
        before = self.bench.session
        self._tried(act.CloseSession(force), "roy", 0, None)
        if self.bench.session.closed_at is None:
            return
        assert self.bench.session.seal
        self._tried(act.MarkFinalised(), "petit", 60, None)
        self._tried(act.Mark("start", (1,)), "petit", 0, None)
        self._tried(act.Reopen("parce que " + text), "roy", 0, None)
        assert self.bench.session.candidates == before.candidates
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
            assert told(entry, bench.session)
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
            alarmed = {a.number for a in looks if any(r.cause is Cause.OPEN_ALERT for r in a.reasons)}
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

    def teardown(self) -> None:
        """Opened from its file by somebody else, and each entry told."""
        if not hasattr(self, "bench"):
            return
        assert self.bench.reopened() == self.bench.session
        for entry in self.bench.session.entries:
            assert told(entry, self.bench.session)


TestAnySession = AnySession.TestCase
TestAnySession.settings = settings(max_examples=120, stateful_step_count=30)


@pytest.mark.torture
def test_any_session_for_long() -> None:
    """The same with many more and longer sessions, other ones at each run."""
    tried = settings(max_examples=800, stateful_step_count=60, derandomize=False)
    run_state_machine_as_test(AnySession, settings=tried)
