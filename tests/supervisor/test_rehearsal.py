"""The scripted rehearsal: played alone, by a diligent learner, and by somebody who does odd things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.demo import fictive_session
from data.reference import read_reference
from screens.handlers.table import BY_ID
from screens.kit.key_names import key_name
from supervisor import action as act
from supervisor.closing import missing
from supervisor.deciding import decide
from supervisor.decision import Decision
from supervisor.event import Entry
from supervisor.folding import then
from supervisor.incident import IncidentState
from supervisor.rehearsal import AUTHOR, Cue, Fallback, Rehearsal, Said, Turn, pace
from supervisor.rehearsal_script import SPARE_SEAT, script
from supervisor.session import Phase, Session
from supervisor.situation import AWAITED, RUNNING, Situation, Status
from tests.supervisor.support import PARIS, header

SCRIPT = script(read_reference())

pytestmark = pytest.mark.wide

MORNING = datetime(2026, 11, 22, 7, 42, tzinfo=UTC)
TOLD_ONLY = {"opening", "instructions", "extra-time", "close"}
"""Cues that ask for nothing to be recorded."""
SPARE = {"finish-all"}
"""Cues of a session that went another way than the script."""


class Room:
    """A session in memory, its rehearsal, and a clock that moves when told to."""

    def __init__(self, script: tuple[Cue, ...] = SCRIPT) -> None:
        self.now = MORNING
        self.session = Session(header=header())
        self.rehearsal = Rehearsal(script)
        self.said: list[Said] = []
        self.fallbacks: list[Fallback] = []
        start = (MORNING + timedelta(minutes=20)).astimezone(PARIS)
        self.learner(fictive_session(start))

    def learner(self, action: act.Action) -> Decision:
        """Whoever rehearses records something; it may be refused."""
        return self._record(action, act.Context(self.now, "moi", "ici"))

    def _record(self, action: act.Action, context: act.Context) -> Decision:
        decision = decide(self.session, action, context)
        first = self.session.last_id + 1
        entries = [
            Entry(rank, first, drafted.at, context.now, context.author, context.host, drafted.event)
            for rank, drafted in enumerate(decision.events, first)
        ]
        self.session = then(self.session, entries)
        return decision

    def tick(self, seconds: float = 0) -> Turn:
        """Let time pass, and the room play; what it records must never be refused."""
        self.now += timedelta(seconds=seconds)
        turn = self.rehearsal.advance(self.session, self.now)
        again = self.rehearsal.advance(self.session, self.now)
        assert again == replace(turn, said=(), fallbacks=()), "a second tick at the same instant brings nothing"
        self.said += turn.said
        self.fallbacks += turn.fallbacks
        for fallback in turn.fallbacks:
            decision = self._record(fallback.action, fallback.context("ici"))
            assert not decision.refusals, (fallback.cue, decision.refusals)
            assert decision.events
        return turn

    def play(self, seconds: float = 30, hours: float = 6) -> Iterator[Turn]:
        """Tick until the room is empty."""
        end = self.now + timedelta(hours=hours)
        while self.session.phase is not Phase.ENDED and self.now < end:
            yield self.tick(seconds)
        yield self.tick(seconds)

    def until(self, cue: str, seconds: float = 30) -> Said:
        """Play until the room says this, and give it."""
        for turn in self.play(seconds):
            for said in turn.said:
                if said.cue == cue:
                    return said
        raise AssertionError(f"{cue} is never said")

    def who(self, number: int) -> Situation:
        return self.session.candidates[number]

    def count(self, cue: str) -> int:
        """How often the rehearsal recorded this itself."""
        return sum(fallback.cue == cue for fallback in self.fallbacks)


# Alone --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def alone() -> Room:
    """A session that nobody touched, once its room is empty."""
    room = Room()
    for _ in room.play():
        pass
    return room


@pytest.mark.parametrize("seconds", [7, 60, 300])
def test_alone_it_plays_to_the_end(seconds: float) -> None:
    """However coarse the ticks, everybody is accounted for and nothing is missing but the close."""
    room = Room()
    for _ in room.play(seconds):
        pass
    counts = room.session.counts(room.now)
    assert room.session.phase is Phase.ENDED
    assert missing(room.session, room.now) == ()
    assert (counts.finished, counts.withdrawn, counts.ended, counts.absent) == (17, 1, 1, 1)
    assert (counts.incidents, counts.open_alerts) == (3, 0)
    assert {entry.author for entry in room.session.entries if entry.action > 1} == {AUTHOR}


def test_each_cue_is_said_once(alone: Room) -> None:
    """All of the script, and nothing twice."""
    assert Counter(said.cue for said in alone.said) == Counter(cue.id for cue in SCRIPT if cue.id not in SPARE)
    assert Counter(f.cue for f in alone.fallbacks) == Counter(c.id for c in SCRIPT if c.id not in TOLD_ONLY | SPARE)


def test_what_happens_in_it(alone: Room) -> None:
    """An alert, a crash and another seat, time given, a late one, one without document, one unsigned at first."""
    session = alone.session
    [alert] = session.incidents_of(11)
    assert (alert.code, alert.question, alert.state) == ("E2", 12, IncidentState.VALIDATED)
    crashed = alone.who(14)
    assert (crashed.seat, len(crashed.interruptions)) == (SPARE_SEAT, 1)
    assert crashed.adjustments[0].minutes >= 4, "the interruption was given back"
    assert [a.minutes for a in alone.who(6).adjustments] == [5]
    assert [i.code for i in session.incidents_of(5)] == ["C8"]
    assert (alone.who(17).status, alone.who(17).reason) == (Status.WITHDRAWN, "candidate")
    assert (alone.who(18).status, alone.who(8).status) == (Status.ENDED, Status.ABSENT)
    attested = alone.who(15).checked
    assert attested is not None
    assert attested.attested_by == "Mme Roy, CPE"
    unsigned = alone.who(16)
    assert unsigned.signed_at is not None
    assert unsigned.stopped_at is not None
    assert unsigned.signed_at > unsigned.stopped_at


def test_nobody_but_one_goes_beyond_his_time(alone: Room) -> None:
    """Those with a temps majoré need it, and 18 alone is stopped after his end."""
    session = alone.session
    for who in session.candidates.values():
        ending = session.ending(who, alone.now)
        if ending is not None and who.stopped_at is not None:
            assert (who.stopped_at > ending.at) == (who.number == 18)
            if who.extra_time:
                without = ending.at - timedelta(minutes=ending.extra)
                assert who.stopped_at > without


def test_it_lasts_about_ten_real_minutes() -> None:
    """At --speed 60 with a tick a second, slower while a lesson waits."""
    room, seconds, rate = Room(), 0, 60.0
    while room.session.phase is not Phase.ENDED:
        rate = pace(60, room.tick(rate))
        seconds += 1
    assert 8 * 60 < seconds < 13 * 60


# A learner -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [10, 60])
def test_a_diligent_learner_sees_no_fallback(seconds: float) -> None:
    """Who records at once all that the room tells does the whole session himself."""
    room = Room()
    for turn in room.play(seconds):
        for said in turn.said:
            if said.action is not None:
                assert not room.learner(said.action).refusals
    assert room.fallbacks == []
    assert missing(room.session, room.now) == ()
    assert room.learner(act.CloseSession()).events
    assert room.tick(60) == Turn()


def test_lessons_wait_and_slow_the_clock() -> None:
    """A lesson stays until it is recorded; ordinary things only go by."""
    room = Room()
    crash = room.until("crash-14")
    assert crash.text == "14 MONROE\N{NO-BREAK SPACE}: son ordinateur s'est éteint."
    assert (crash.command, crash.hint, crash.is_lesson, crash.number) == ("hold", "b", True, 14)
    turn = room.tick(10)
    assert turn.waiting == (crash,)
    assert (pace(60, turn), pace(5, turn), pace(0.5, turn)) == (6, 1, 0.5)
    room.learner(act.Interrupt((14,)))
    turn = room.tick(10)
    assert not turn.waits
    assert pace(60, turn) == 60


def test_patience_is_counted_from_the_sentence() -> None:
    """Two minutes after it was said, and not a second sooner."""
    room = Room()
    room.until("crash-14")
    for _ in range(11):
        room.tick(10)
    assert room.count("crash-14") == 0
    room.tick(10)
    assert room.count("crash-14") == 1
    assert room.who(14).interruptions[0].cause == "technical"


def test_undone_at_once_it_waits_anew() -> None:
    """Who takes his own action back is given the whole patience again, without being told again."""
    room = Room()
    room.until("crash-14")
    room.learner(act.Interrupt((14,)))
    room.tick(600)
    room.learner(act.Undo(reason="erreur de touche"))
    assert room.who(14).status is Status.STARTED
    room.tick(10)
    room.tick(110)
    assert room.count("crash-14") == 0
    room.tick(10)
    assert room.count("crash-14") == 1
    assert sum(said.cue == "crash-14" for said in room.said) == 1


def test_done_before_it_was_told_it_is_not_told() -> None:
    """Things done in another order are not asked for again."""
    room = Room()
    room.learner(act.CheckIdentity(4))
    room.learner(act.Mark("absent", (8,)))
    room.learner(act.RecordIncident("C8", (5,), text="en retard"))
    for _ in room.play():
        pass
    told = {said.cue for said in room.said}
    assert {"identity-4", "absent-8", "late-5"}.isdisjoint(told)
    assert "sign-4" in told
    assert missing(room.session, room.now) == ()


def test_what_cannot_be_is_left_out() -> None:
    """Who left before his crash has none, and whoever is off the list is nobody."""
    room = Room()
    room.until("start-everybody")
    room.learner(act.Mark("start", (14,)))
    room.learner(act.StopTest((14,), "withdraw", "candidate"))
    room.learner(act.Remove((8,)))
    for _ in room.play():
        pass
    assert {"crash-14", "move-14", "resume-14", "finish-14", "absent-8"}.isdisjoint(said.cue for said in room.said)
    assert room.session.phase is Phase.ENDED


@pytest.mark.parametrize("cue", ["opening", "presence-9", "resume-14", "overtime"])
def test_closed_early_the_room_is_silent(cue: str) -> None:
    """Nothing is said nor recorded after the close; reopened, the room goes on to its end."""
    room = Room()
    room.until(cue)
    room.learner(act.CloseSession(force=True))
    assert [room.tick(600) for _ in range(3)] == [Turn()] * 3
    room.learner(act.Reopen("trop tôt"))
    for _ in room.play():
        pass
    assert missing(room.session, room.now) == ()


def test_a_machine_that_slept_goes_on() -> None:
    """After ten hours asleep all that was due is said, and the rest follows."""
    room = Room()
    room.until("instructions")
    room.tick(36_000)
    for _ in room.play():
        pass
    assert missing(room.session, room.now) == ()
    assert max(Counter(said.cue for said in room.said).values()) == 1


# Words ---------------------------------------------------------------------------------------------


def test_names_are_the_sessions_own() -> None:
    """A corrected name is said as it reads now, whatever characters are in it."""
    room = Room()
    identity = room.who(14).identity.model_copy(update={"last_name": "{MON} : ROE"})
    room.learner(act.Correct(14, identity=identity))
    assert room.until("crash-14").text.startswith("14 {MON} : ROE\N{NO-BREAK SPACE}: son ordinateur")


def test_the_room_speaks_french(alone: Room) -> None:
    """Typographic spaces, a full stop, one line of a footer."""
    for said in alone.said:
        assert not re.search(r" [:;?!»]|« ", said.text), said.text
        assert said.text.endswith(".")
        assert len(said.text) <= 110, said.text
        assert "{" not in said.text


@pytest.mark.parametrize("cue", SCRIPT, ids=lambda cue: cue.id)
def test_hints_name_the_keys_of_commands(cue: Cue) -> None:
    """The first key of a hint is the default key of its command; what records something has both."""
    assert sum(other.id == cue.id for other in SCRIPT) == 1
    if cue.id in {"opening", "extra-time"}:
        assert (cue.command, cue.hint) == ("", "")
        return
    assert cue.hint.split()[0] == key_name(BY_ID[cue.command].keys[0])
    assert (cue.action is None) == (cue.id in TOLD_ONLY)


# Odd things ----------------------------------------------------------------------------------------

_number = st.integers(1, 21)
_one: st.SearchStrategy[tuple[int, ...]] = st.one_of(
    _number.map(lambda n: (n,)), st.sampled_from([(5,), (8,), (11,), (14,), (18,)]), st.just(tuple(range(1, 21)))
)


def _with(make: Callable[[tuple[int, ...]], act.Action]) -> st.SearchStrategy[act.Action]:
    return _one.map(make)


_odd: st.SearchStrategy[act.Action] = st.one_of(
    _with(lambda n: act.Mark("absent", n)),
    _with(lambda n: act.Mark("not-certifiable", n)),
    _with(lambda n: act.Mark("join", n)),
    _with(lambda n: act.Mark("start", n)),
    _with(lambda n: act.Mark("pause-begin", n)),
    _with(act.Interrupt),
    _with(lambda n: act.Resume(n, "none")),
    _with(act.Finish),
    _with(lambda n: act.StopTest(n, "end")),
    _with(lambda n: act.AdjustTime(n, -30, "pour voir")),
    _with(act.Remove),
    _with(lambda n: act.RecordIncident("E1", n, question=3)),
    _number.map(lambda n: act.CloseAlert(n, "refused")),
    _number.map(lambda n: act.ChangeSeat(n, SPARE_SEAT)),
    st.integers(1, 200).map(lambda event: act.Undo(event=event, reason="pour voir")),
    st.just(act.Undo(reason="pour voir")),
    st.just(act.BeginGlobal("alarme")),
    st.just(act.EndGlobal()),
    st.just(act.CloseSession(force=True)),
    st.just(act.Reopen("pour voir")),
)
_steps = st.lists(
    st.tuples(st.sampled_from([1, 20, 60, 300, 1800]), st.lists(_odd, max_size=3)), min_size=1, max_size=60
)


@given(_steps)
def test_nothing_that_is_done_crashes_it(steps: list[tuple[int, list[act.Action]]]) -> None:
    """Closing, undoing, marking absent, removing: no fallback is refused and no sentence said twice."""
    room = Room()
    for seconds, actions in steps:
        room.tick(seconds)
        for action in actions:
            room.learner(action)
    assert max(Counter(said.cue for said in room.said).values(), default=1) == 1


@given(_steps)
def test_left_alone_again_it_still_ends(steps: list[tuple[int, list[act.Action]]]) -> None:
    """Whatever was done, once it is open and left alone everybody leaves the room at last."""
    room = Room()
    for seconds, actions in steps:
        room.tick(seconds)
        for action in actions:
            room.learner(action)
    room.learner(act.Reopen("suite"))
    for _ in range(12 * 30):
        room.tick(120)
    left = [who.number for who in room.session.candidates.values() if who.status in RUNNING | AWAITED]
    assert left == []
