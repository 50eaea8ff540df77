"""The rules of time, loss and counts written a second time from RULES.md, on sets of seconds, and held against ours.

Naive on purpose: nothing of the program's own arithmetic is used here, only seconds that are in a set or are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from supervisor import action as act
from supervisor.jumps import shift_on_offer
from supervisor.objection import last_happening
from supervisor.situation import Status
from tests.supervisor.support import Bench

FOREVER = 10**9
MINUTES = {1: 105, 2: 140, 3: 140}
"""Minutes of test of the three candidates: none, 33 %, exactly a third."""


@dataclass
class Stretch:
    """A span of seconds after 09:00, open while `end` is FOREVER."""

    begin: int
    end: int = FOREVER
    kind: str = ""
    given: int | None = None
    """Minutes a person decided on; None: measured, or nothing said yet."""
    refused: bool = False
    own: bool = False


@dataclass
class Model:
    """One candidate, in seconds after 09:00."""

    minutes: int
    start: int
    pauses: list[Stretch] = field(default_factory=list)
    losses: list[Stretch] = field(default_factory=list)
    by_hand: list[tuple[int, int]] = field(default_factory=list)
    """(when, minutes) of what was added to his time for nothing that he lost."""
    measured: list[tuple[int, int]] = field(default_factory=list)
    """(when, minutes) of what was given back as measured."""
    given_back: int = 0
    """Minutes of these for what is not refused."""
    orders: list[tuple[Stretch, bool]] = field(default_factory=list)
    """What a person ordered at `ordered_at`: of which span, and whether it was refused."""
    ordered_at: int = -1
    given_back_before: int = 0
    """`given_back` as it was before that instant."""
    stop: int = FOREVER

    @property
    def given(self) -> list[tuple[int, int]]:
        """(when, minutes) of all that was added to his time."""
        return [*self.by_hand, *self.measured]

    def seconds(self, one: Stretch, now: int) -> set[int]:
        return set(range(max(one.begin, self.start), min(one.end, now, self.stop)))

    def paused(self, now: int) -> set[int]:
        return set().union(*(self.seconds(p, now) for p in self.pauses))

    def is_touched(self, one: Stretch) -> bool:
        """His time was not over when it began: something stood still, or seconds of test were left."""
        moment = one.begin
        still = [o for o in self.losses if o is not one and o.begin < moment < o.end and self.is_touched(o)]
        allowed = self.minutes * 60 + sum(60 * m for at, m in self.given if at <= moment)
        worked = len(set(range(self.start, moment)) - self.paused(moment))
        return bool(still) or worked < allowed

    def on_offer(self, now: int) -> int:
        refused = set().union(*(self.seconds(o, now) for o in self.losses if o.refused))
        lost: set[int] = set()
        for one in self.losses:
            if not one.refused and not one.own and self.is_touched(one):
                lost |= self.seconds(one, now)
        return max(0, -(-len(lost - self.paused(now) - refused) // 60) - self.given_back)

    def is_suspended(self, now: int) -> bool:
        is_open = [o for o in self.losses if o.end == FOREVER and self.is_touched(o)]
        return self.stop == FOREVER and bool(is_open)

    def end(self, now: int) -> int:
        """His end where nothing is provisional."""
        return self.start + 60 * self.minutes + 60 * sum(m for _, m in self.given) + len(self.paused(now))

    def is_paused(self, now: int) -> bool:
        return self.stop == FOREVER and any(p.end == FOREVER for p in self.pauses)

    def is_over(self, now: int) -> bool:
        return self.stop == FOREVER and not self.is_suspended(now) and not self.is_paused(now) and now >= self.end(now)


class Walk:
    """A session lived at random by the program and by the model at once."""

    def __init__(self, chance: Random, *, is_noted_late: bool = False, jumps: bool = False) -> None:
        self.chance = chance
        self.is_noted_late = is_noted_late
        """What happens is noted a while afterwards, with its instant."""
        self.jumps = jumps
        """The machine's clock jumps, and is answered at once or later."""
        self.offset = 0
        """By how many seconds the machine's clock is beside the true one."""
        self.offset_of: dict[int, int] = {}
        """The same when his test was over, for those whose test is."""
        self.unanswered = 0
        self.jumped_at = -1000
        self.bench = Bench(3)
        self.zero = self.bench.hour("09:00")
        self.now = 0
        self.bench.start(1, 2, 3, at="09:00")
        self.people = {n: Model(minutes, 0) for n, minutes in MINUTES.items()}
        self.outage: tuple[int, dict[int, Stretch]] | None = None

    def instant(self, second: int) -> datetime:
        return self.zero + timedelta(seconds=second + self.offset)

    def do(self, action: act.Action) -> None:
        """It happens now, and is noted now or later."""
        at = self.instant(self.now)
        self.bench.now = at + timedelta(seconds=self.chance.randint(0, 1200) if self.is_noted_late else 0)
        self.bench.do(action, at=at)

    def jump(self) -> None:
        """The clock jumps, or what it owes since it did is answered."""
        if not self.unanswered and self.now - self.jumped_at > 4000:
            seconds = self.chance.choice([3600, 600, 37, 6, -6, -600, -3600])
            self.do(act.NoticeClockJump(seconds))
            self.offset += seconds
            self.unanswered, self.jumped_at = seconds, self.now
        # One that was set back stands in the way of what ends, until it is answered.
        if self.unanswered < 0 or self.chance.random() < 0.5:
            self.answer()

    def answer(self) -> None:
        owed = self.unanswered
        self.unanswered = 0
        if owed and shift_on_offer(self.bench.session) is not None:
            self.bench.now = self.instant(self.now)
            self.bench.do(act.ShiftStarts(owed, "saut d'horloge"))

    def go_on(self) -> None:
        """A while, or exactly to where somebody's time is over, or a second before or after it."""
        ends = [p.end(self.now) + d for p in self.people.values() for d in (-1, 0, 1)]
        later = [end for end in ends if end > self.now]
        steps = [self.now, self.now + 1, self.now + 60, self.now + self.chance.randint(1, 1500)]
        self.now = self.chance.choice([*steps, *later[:3]])
        self.bench.now = self.instant(self.now)

    def step(self) -> None:
        self.go_on()
        if self.jumps and self.chance.random() < 0.2:
            self.jump()
        n = self.chance.choice([1, 2, 3])
        who = self.people[n]
        open_one = next((o for o in who.losses if o.kind == "own" and o.end == FOREVER), None)
        pause = next((p for p in who.pauses if p.end == FOREVER), None)
        what = self.chance.choice(["interrupt", "resume", "pause", "time", "begin", "end", "end", "finish"])
        if what == "begin" and self.outage is None:
            self.do(act.BeginGlobal(f"panne {self.now}"))
            stretches = {m: Stretch(self.now) for m in self.people}
            self.outage = (self.bench.last_id, stretches)
            for m, p in self.people.items():
                p.losses.append(stretches[m])
        elif what == "end" and self.outage is not None:
            give: act.GiveBack = self.chance.choice(["measured", "measured", "none"])
            self.do(act.EndGlobal(self.outage[0], give))
            for m, stretch in self.outage[1].items():
                stretch.end = self.now
                if self.people[m].stop == FOREVER:
                    self.decided(self.people[m], stretch, give)
            self.outage = None
        elif who.stop != FOREVER:
            return
        elif what == "interrupt" and open_one is None:
            own = self.chance.random() < 0.3
            self.do(act.Interrupt((n,), "candidate" if own else "technical"))
            who.losses.append(Stretch(self.now, kind="own", own=own))
        elif what == "resume" and open_one is not None:
            said: act.GiveBack | None = self.chance.choice(["measured", "measured", "none", None])
            self.do(act.Resume((n,), said))
            open_one.end = self.now
            if said is not None:
                self.decided(who, open_one, said)
        elif what == "pause":
            self.do(act.Mark("pause-begin" if pause is None else "pause-end", (n,)))
            if pause is None:
                who.pauses.append(Stretch(self.now))
            else:
                pause.end = self.now
        elif what == "time":
            self.do(act.AdjustTime((n,), 10, "accord", force=True))
            who.by_hand.append((self.now, 10))
        elif what == "finish" and self.chance.random() < 0.3:
            self.do(act.Finish((n,)))
            who.stop, self.offset_of[n] = self.now, self.offset
            for one in (*who.pauses, *(o for o in who.losses if o.kind == "own")):
                one.end = min(one.end, self.now)

    def decided(self, who: Model, one: Stretch, give: object) -> None:
        """What a person ordered at the end of a span.

        Permuting the order of recording of facts with the same instants changes no end (RULES.md section 12): of what
        is ordered in one second nothing comes first, so a span that is refused then is no part of what is measured
        then, whichever was recorded before the other.
        """
        if who.ordered_at != self.now:
            who.ordered_at, who.orders, who.given_back_before = self.now, [], who.given_back
        who.orders.append((one, give == "none"))
        who.given_back = who.given_back_before
        who.measured = [(at, minutes) for at, minutes in who.measured if at != self.now]
        for span, is_refused in who.orders:
            span.refused, span.own = span.refused or is_refused, span.own and is_refused
        if any(is_refused for _, is_refused in who.orders):
            # What was given before for seconds that are refused now stays his, and is held against nothing else.
            was = who.given_back
            who.given_back = was if who.on_offer(self.now) else min(was, self.covered(who))
        if not all(is_refused for _, is_refused in who.orders):
            minutes = who.on_offer(self.now)
            who.given_back += minutes
            if minutes:
                who.measured.append((self.now, minutes))

    def covered(self, who: Model) -> int:
        before, who.given_back = who.given_back, 0
        covered, who.given_back = who.on_offer(self.now), before
        return covered

    def agree(self, now: int) -> None:
        """The program says what the model says, of everybody, now."""
        if self.unanswered:
            return
        session, instant = self.bench.session, self.instant(now)
        for n, model in self.people.items():
            who = session.candidates[n]
            ending = session.ending(who, instant)
            assert ending is not None
            assert (ending.suspended, ending.paused) == (model.is_suspended(now), model.is_paused(now)), n
            assert session.is_overtime(who, instant) == model.is_over(now), n
            if not ending.suspended:
                shown = self.instant(model.end(now) + self.offset_of.get(n, self.offset) - self.offset)
                assert ending.at == shown, (n, ending.at, model.end(now))
        over = sum(model.is_over(now) for model in self.people.values())
        assert session.counts(instant).overtime == over

    def close(self) -> None:
        """Closed by force: the same for ever."""
        self.answer()
        # By a clock that was set back, a session is closed once it shows what has happened again.
        last = last_happening(self.bench.session)
        assert last is not None
        self.now += max(0, int((last - self.instant(self.now)).total_seconds()))
        self.bench.now = self.instant(self.now)
        session = self.bench.session
        ends = {n: session.ending(who, self.bench.now) for n, who in session.candidates.items()}
        runs = sum(model.stop == FOREVER for model in self.people.values())
        over = session.counts(self.bench.now).overtime
        self.bench.do(act.CloseSession(force=True), at=self.bench.now)
        for later in (0, 1, 60, 86_400 * 3):
            at = self.bench.now + timedelta(seconds=later)
            shut = self.bench.session
            for n, before in ends.items():
                ending = shut.ending(shut.candidates[n], at)
                assert before is not None
                assert ending is not None
                assert (ending.at, ending.pauses) == (before.at, before.pauses)
                assert (ending.paused, ending.suspended) == (False, False)
            counts = shut.counts(at)
            assert (counts.unfinished, counts.finished, counts.overtime) == (runs, 3 - runs, over)
            assert counts.finished == sum(c.status is Status.FINISHED for c in shut.candidates.values())


def walked(seed: int, steps: int, *, is_noted_late: bool = False, jumps: bool = False) -> None:
    walk = Walk(Random(seed), is_noted_late=is_noted_late, jumps=jumps)
    for _ in range(steps):
        walk.step()
        walk.agree(walk.now)
    walk.close()


@pytest.mark.few(seed=range(8))
@pytest.mark.parametrize("seed", range(24))
def test_the_program_says_what_the_model_says(seed: int) -> None:
    """Short sessions at random, dense around ends, beginnings and closes."""
    walked(seed, 14)


@pytest.mark.few(seed=range(6))
@pytest.mark.parametrize("seed", range(12))
def test_what_is_noted_late_comes_to_the_same(seed: int) -> None:
    """Each fact up to twenty minutes after it happened."""
    walked(seed, 14, is_noted_late=True)


@pytest.mark.few(seed=range(8))
@pytest.mark.parametrize("seed", range(24))
def test_a_clock_that_jumps_comes_to_the_same(seed: int) -> None:
    """Once its jumps are answered everybody's end is as far from their start as if it had not jumped."""
    walked(seed, 14, jumps=True)
