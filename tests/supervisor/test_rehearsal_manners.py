"""What the room of a rehearsal leaves to the learner: whom he is at, and what he took back."""

from __future__ import annotations

from datetime import timedelta

from supervisor import action as act
from supervisor.deciding import decide
from supervisor.event import Entry
from supervisor.folding import then
from supervisor.rehearsal import AUTHOR, LEFT_ALONE_AFTER, Cue, Fallback, Rehearsal
from supervisor.session import Session
from supervisor.situation import Status
from supervisor.timing import MINUTE
from tests.supervisor.support import Bench

EMPTY_SEAT = Cue(
    id="absent-2", number=2, text="La place de {who} est restée vide.", command="absent", hint="a", is_lesson=True,
    done=lambda session: session.candidates[2].status is not Status.EXPECTED,
    action=lambda _session, _now: act.Mark("absent", (2,)), patience=2 * MINUTE,
)  # fmt: skip
ALL_START = Cue(
    id="start", text="Tous commencent.",
    done=lambda session: not _joined(session),
    action=lambda session, _now: act.Mark("start", _joined(session)), patience=MINUTE,
)  # fmt: skip


def _joined(session: Session) -> tuple[int, ...]:
    return tuple(who.number for who in session.candidates.values() if who.status is Status.JOINED)


class Room:
    """A session of three, one cue, and the learner."""

    def __init__(self, cue: Cue) -> None:
        bench = Bench(3)
        self.now, self.session = bench.now, bench.session
        self.rehearsal = Rehearsal((cue,))

    def does(self, action: act.Action, author: str = "moi") -> None:
        decision = decide(self.session, action, act.Context(self.now, author, "ici"))
        assert not decision.refusals
        first = self.session.last_id + 1
        entries = [
            Entry(i, first, d.at, self.now, author, "ici", d.event) for i, d in enumerate(decision.events, first)
        ]
        self.session = then(self.session, entries)

    def plays(self, minutes: float, busy: tuple[int, ...] = ()) -> tuple[Fallback, ...]:
        self.now += timedelta(minutes=minutes)
        fallbacks = self.rehearsal.advance(self.session, self.now, busy).fallbacks
        for fallback in fallbacks:
            self.does(fallback.action, AUTHOR)
        return fallbacks

    def status(self, number: int) -> Status:
        return self.session.candidates[number].status


def test_whom_the_learner_is_at_is_left_alone() -> None:
    """However long; once he has gone on it is recorded at once."""
    room = Room(EMPTY_SEAT)
    room.plays(0)
    assert [room.plays(10, busy=(2,)) for _ in range(9)] == [()] * 9
    assert [fallback.numbers for fallback in room.plays(0, busy=(1, 3))] == [(2,)]


def test_what_the_learner_contradicted_is_not_recorded_again() -> None:
    """Present after all, he says: the room does not mark him absent a second time while anybody sits there."""
    room = Room(EMPTY_SEAT)
    room.plays(0)
    room.plays(2)
    assert room.status(2) is Status.ABSENT
    room.does(act.CheckIdentity(2))
    room.does(act.Undo(event=room.session.last_id, reason="pour voir"))
    room.does(act.Undo(event=room.session.last_id - 2, reason="présent"))
    assert room.status(2) is Status.EXPECTED
    assert not any(room.plays(1) for _ in range(int(LEFT_ALONE_AFTER / MINUTE) - 1))
    assert room.status(2) is Status.EXPECTED
    room.plays(1)
    assert room.status(2) is Status.ABSENT, "a room left alone for hours still ends"


def test_what_was_taken_back_of_one_keeps_no_other_waiting() -> None:
    """Who joins later is started with the next round."""
    room = Room(ALL_START)
    room.does(act.Mark("join", (1,)))
    room.plays(0)
    room.plays(1)
    assert room.status(1) is Status.STARTED
    room.plays(1)
    room.does(act.Mark("join", (2,)))
    room.plays(0)
    room.plays(1)
    assert room.status(2) is Status.STARTED
