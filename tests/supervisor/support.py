"""A bench to try the rules on: a session, a clock that stands still until it is moved, and a real chain of lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from data.reference import read_reference
from supervisor import action as act
from supervisor.attention import Attention, attention
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.chronicle import Chronicle
from supervisor.deciding import decide
from supervisor.decision import Decision
from supervisor.event import Entry
from supervisor.folding import fold, then
from supervisor.objection import objection
from supervisor.reference import Edition, Header
from supervisor.seal import Line, digest_of, header_line, open_entry, open_header, seal_entry
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.timing import Ending

PARIS = ZoneInfo("Europe/Paris")
DAY = date(2026, 11, 23)
"""A Monday in winter: Paris is one hour before UTC."""

NAMES = (
    ("ABADIE", "Chloé", date(2010, 2, 3)),
    ("BÉNARD", "Élodie", date(2010, 5, 21)),
    ("CASTEL-ROUX", "Jean-Noël", date(2009, 12, 30)),
    ("D’ARTOIS", "Maëlys", date(2010, 8, 14)),
    ("ESCOFFIER", "Yanis", date(2010, 1, 1)),
)
EXTRA_TIMES = (NO_EXTRA_TIME, ExtraTime(percent=33), EXACT_THIRD, ExtraTime(percent=50), ExtraTime(percent=100))
"""What the five candidates of a bench have: n° 1 has none."""


@cache
def header(edition: Edition = "current", zone: str = "Europe/Paris") -> Header:
    """The first line of a journal made today."""
    return Header(timezone=zone, reference=read_reference(edition))


def local(hour: str, day: date = DAY, zone: ZoneInfo = PARIS) -> datetime:
    """An hour of the session's clock, « 09:05 » or « 09:05:30 », as an instant in UTC."""
    return datetime.combine(day, time.fromisoformat(hour), zone).astimezone(UTC)


def newcomer(last_name: str, first_name: str = "Zoé", born: date | None = None, **more: object) -> act.NewCandidate:
    """Somebody to put on the list."""
    identity = Identity(last_name=last_name, first_name=first_name, birth_date=born or date(2010, 7, 7))
    return replace(act.NewCandidate(identity), **more)  # type: ignore[arg-type]


def creation(candidates: int = 5, **more: object) -> act.CreateSession:
    """A session of that many candidates, the first of the five names."""
    listed = tuple(
        act.NewCandidate(Identity(last_name=last, first_name=first, birth_date=born), extra_time=extra)
        for (last, first, born), extra in zip(NAMES, EXTRA_TIMES, strict=True)
    )
    basis = act.CreateSession(
        number="208", date=DAY, start="09:00", site="Collège Jean Moulin", room="B12",
        surveillants=("Mme Roy",), access_code="BCDF23", candidates=listed[:candidates],
    )  # fmt: skip
    if "listed" in more:
        more["candidates"] = more.pop("listed")
    return replace(basis, **more)  # type: ignore[arg-type]


class Bench:
    """A session that actions are tried on; what is accepted is recorded in lines that could stand in a journal."""

    def __init__(
        self,
        candidates: int = 5,
        *,
        edition: Edition = "current",
        zone: str = "Europe/Paris",
        now: str = "08:30",
        **created: object,
    ) -> None:
        self.author = "roy"
        self.asked = ""
        """Name of the asking, as a board gives it."""
        self.zone = ZoneInfo(zone)
        self.session = Session(header=header(edition, zone))
        self.lines: list[Line] = []
        self.day = created.get("date", DAY)
        assert isinstance(self.day, date)
        self.now = self.hour(now)
        self._header_line = header_line(self.session.header)
        self.do(creation(candidates, **created))

    # The clock -----------------------------------------------------------------------------------

    def hour(self, text: str) -> datetime:
        """An hour of the session's day as an instant."""
        assert isinstance(self.day, date)
        return local(text, self.day, self.zone)

    def at(self, hour: str) -> Bench:
        """Move the clock to this hour."""
        self.now = self.hour(hour)
        return self

    def wait(self, **length: int) -> Bench:
        """Move the clock on."""
        self.now += timedelta(**length)
        return self

    # Acting --------------------------------------------------------------------------------------

    def context(self, at: str | datetime | None = None, author: str | None = None) -> act.Context:
        """Who acts, now."""
        happened = self.hour(at) if isinstance(at, str) else at
        return act.Context(now=self.now, author=author or self.author, host="salle-b12", at=happened, asked=self.asked)

    def attempt(self, action: act.Action, at: str | datetime | None = None, author: str | None = None) -> Decision:
        """Decide, and record whatever is accepted."""
        context = self.context(at, author)
        decision = decide(self.session, action, context)
        self.record(decision, context)
        return decision

    def do(self, action: act.Action, at: str | datetime | None = None, author: str | None = None) -> Decision:
        """The same for an action that must be accepted as a whole."""
        decision = self.attempt(action, at, author)
        assert decision.events, f"refused: {decision.refusals}"
        assert not decision.refusals, decision.refusals
        return decision

    def refused(self, action: act.Action, at: str | datetime | None = None, author: str | None = None) -> str:
        """Why an action is refused; nothing may have been recorded."""
        before = self.session
        decision = self.attempt(action, at, author)
        assert decision.is_refused, f"accepted: {decision.events}"
        assert self.session is before
        assert decision.refusals, "refused without a reason"
        for refusal in decision.refusals:
            assert_french(refusal.reason)
        return " | ".join(refusal.reason for refusal in decision.refusals)

    def record(self, decision: Decision, context: act.Context) -> None:
        """Append the events of one action as a journal does, each held against the state before it."""
        first = self.session.last_id + 1
        for rank, drafted in enumerate(decision.events, first):
            if first > 1:
                assert objection(self.session, drafted) == "", "what was accepted stands against the state"
            entry = Entry(
                rank, first, drafted.at, context.now, context.author, context.host, drafted.event,
                lines=len(decision.events), asked=context.asked,
            )  # fmt: skip
            line = seal_entry(entry, self.last_digest, f"{rank:032x}")
            self.lines.append(line)
            self.session = then(self.session, [replace(entry, digest=line["digest"])])

    @property
    def last_digest(self) -> str:
        """The digest that the next line follows."""
        return str(self.lines[-1]["digest"] if self.lines else self._header_line["digest"])

    # Looking -------------------------------------------------------------------------------------

    @property
    def last_id(self) -> int:
        """Id of the last event recorded."""
        return self.session.last_id

    def who(self, number: int = 1) -> Situation:
        """The candidate with this number."""
        return self.session.candidates[number]

    def status(self, number: int = 1) -> Status:
        """His status."""
        return self.who(number).status

    def ending(self, number: int = 1) -> Ending:
        """The end of his test as it stands now."""
        ending = self.session.ending(self.who(number), self.now)
        assert ending is not None, "has not started"
        return ending

    def end(self, number: int = 1) -> str:
        """The hour his test ends, local time."""
        return f"{self.session.local(self.ending(number).at):%H:%M:%S}"

    def loss(self, number: int = 1) -> int:
        """Minutes on offer to him now."""
        test_time = self.session.time_of(self.who(number))
        assert test_time is not None
        return test_time.loss(self.now)

    def looks(self) -> list[Attention]:
        """Who needs a look now."""
        return attention(self.session, self.now)

    def look(self, number: int = 1) -> str:
        """Why this candidate needs a look now; empty when he does not."""
        return next((a.text for a in self.looks() if a.number == number), "")

    # The file ------------------------------------------------------------------------------------

    def text(self) -> list[str]:
        """The journal as its file would hold it."""
        return [json.dumps(line, ensure_ascii=False) for line in (self._header_line, *self.lines)]

    def reopened(self) -> Session:
        """The session as somebody who opens the file finds it."""
        return opened(self.text())

    # Bringing somebody somewhere -----------------------------------------------------------------

    def bring(self, number: int, status: Status) -> Bench:
        """Bring a candidate who is expected to a status, by the shortest way."""
        for action in WAYS[status](number):
            self.do(action)
        return self

    def start(self, *numbers: int, at: str | None = None) -> Bench:
        """Start these tests."""
        if at is not None:
            self.at(at)
        self.do(act.Mark("start", numbers))
        return self


WAYS: dict[Status, Callable[[int], Sequence[act.Action]]] = {
    Status.EXPECTED: lambda n: (),
    Status.JOINED: lambda n: (act.Mark("join", (n,)),),
    Status.STARTED: lambda n: (act.Mark("start", (n,)),),
    Status.INTERRUPTED: lambda n: (act.Mark("start", (n,)), act.Interrupt((n,))),
    Status.FINISHED: lambda n: (act.Mark("start", (n,)), act.Finish((n,))),
    Status.WITHDRAWN: lambda n: (act.Mark("start", (n,)), act.StopTest((n,), "withdraw")),
    Status.ENDED: lambda n: (act.Mark("start", (n,)), act.StopTest((n,), "end")),
    Status.ABSENT: lambda n: (act.Mark("absent", (n,)),),
    Status.NOT_CERTIFIABLE: lambda n: (act.Mark("not-certifiable", (n,)),),
}
"""The shortest way to each status."""


def opened(text: Sequence[str]) -> Session:
    """Prove and fold a journal from the lines of its file."""
    first, *others = (json.loads(line) for line in text)
    return fold(open_header(first), opened_entries(first, others))


def opened_entries(first: Line, lines: Iterable[Line]) -> list[Entry]:
    """Prove lines one after the other."""
    previous = str(first["digest"])
    entries = []
    for rank, line in enumerate(lines, start=1):
        entries.append(open_entry(line, rank=rank, previous=previous))
        previous = entries[-1].digest
    return entries


def resealed(line: Line, **changed: object) -> Line:
    """A line forged with care: changed, and its own digest made right again."""
    forged = {**line, **changed}
    return {**forged, "digest": digest_of(forged)}


def facts(session: Session) -> Session:
    """A session without its log: two of them are equal when the same things hold in both."""
    return replace(session, entries=Chronicle(), reverted=frozenset())


_FRENCH = frozenset(
    re.findall(
        r"\w+",
        "a à au avant ce cela connues d déjà depuis des dites du elle en est fin il inconnue la le les lequel n ou par "
        "pas pour précède que qui retiré rien sa seul son sur un une",
    )
)
"""Words that stand in every French sentence of ours, one at least."""


def assert_french(sentence: str) -> None:
    """Hold a reason to what a user may read: French words, nothing of Python, no name of a field."""
    words = set(re.findall(r"[^\W\d_]+", sentence.lower()))
    assert words & _FRENCH, f"no French in {sentence!r}"
    assert not re.search(r"None|True|False|[a-z]_[a-z]|[<>{}]|Error", sentence), sentence
