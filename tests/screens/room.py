"""A room in memory: the session of the pictures, a desk without a disk, a clock that moves when told."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from data.narrowed import matching
from data.reference import read_reference, read_room_texts
from screens.kit.texts import Texts
from supervisor import action as act
from supervisor.action import Action, Context
from supervisor.candidate import ExtraTime, Identity
from supervisor.deciding import decide
from supervisor.decision import Refusal, Remark, UnrecordedError
from supervisor.draft import Draft
from supervisor.event import Entry, EvidenceKept
from supervisor.folding import then
from supervisor.narrowing import Narrowing
from supervisor.reference import Edition, Header
from supervisor.seal import seal_entry
from supervisor.session import Session, Training
from supervisor.unrecorded import Unrecorded, is_recorded
from tests.waiting import PATIENCE_S

DAY = date(2026, 11, 20)
PARIS = ZoneInfo("Europe/Paris")
AUTHOR, HOST = "P. Martin", "poste-prof"

_READ = read_room_texts()
TEXTS = Texts(
    checklist=_READ.checklist,
    said=tuple((s.audience, s.text) for s in _READ.said),
    steps=tuple((s.audience, s.text) for s in _READ.steps),
)
"""What the door hands over of the reference data."""


def at(hour: str) -> datetime:
    """The instant of a local hour of the session's day: « 10:28:20 »."""
    return datetime.fromisoformat(f"{DAY.isoformat()}T{hour}").replace(tzinfo=PARIS).astimezone(UTC)


@dataclass
class Outcome:
    entries: Sequence[Entry]
    refusals: Sequence[Refusal]
    remarks: Sequence[Remark]
    session: Session


@dataclass
class MemoryDrafts:
    """Keeps drafts in memory; all of them were left by whoever was here before."""

    kept: dict[str, Draft | Unrecorded | None] = field(default_factory=dict)
    failing: str = ""
    """When set, keeping is refused with this sentence."""
    gate: threading.Event | None = None
    """When set, keeping waits for it: a disk that takes its time."""
    written: list[str] = field(default_factory=list)
    """What was kept, state by state: the texts of each."""
    names: int = 0
    closed: int = 0

    def new_name(self) -> str:
        self.names += 1
        return f"essai.{self.names}"

    def left(self) -> dict[str, Draft | Unrecorded | None]:
        return dict(self.kept)

    def keep(self, name: str, draft: Draft | Unrecorded) -> None:
        self._wait()
        self.kept[name] = draft
        if isinstance(draft, Draft):
            self.written.append(" | ".join(draft.texts.values()))

    def drop(self, name: str) -> None:
        self._wait()
        self.kept.pop(name, None)

    def _wait(self) -> None:
        if self.gate is not None:
            assert self.gate.wait(PATIENCE_S), "the test forgot to open the gate"
        if self.failing:
            raise UnrecordedError(self.failing)

    def close(self) -> None:
        self.closed += 1


@dataclass
class MemoryDesk:
    """Decides and folds like the journal, without a disk; can be made to wait or to fail."""

    session: Session
    failing: str = ""
    """When set, acting raises an OSError with this sentence."""
    gate: threading.Event | None = None
    """When set, acting waits for it: a disk that takes its time."""
    acted: list[tuple[Action, Context]] = field(default_factory=list)
    news: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    not_taken: str = ""
    """When set, keeping evidence raises this sentence."""
    evidence_gate: threading.Event | None = None
    """When set, keeping evidence waits for it: a large file."""

    elsewhere: tuple[Training, ...] = ()
    """Trainings that the store knows."""

    def trainings_elsewhere(self) -> tuple[Training, ...]:
        return self.elsewhere

    def matching(self, narrowing: Narrowing) -> tuple[int, ...]:
        table = TinyDB(storage=MemoryStorage).table("events")
        table.insert_multiple(dict(seal_entry(entry, "", "00")) for entry in self.session.entries)
        return matching(table, narrowing)

    def sources_of(self, action: Action) -> dict[str, str]:
        return {}

    def may_copy_again(self, sources: Mapping[str, str]) -> None:
        """Nothing is copied here."""

    def keep_evidence(self, paths: Sequence[str]) -> tuple[EvidenceKept, ...]:
        if self.evidence_gate is not None:
            assert self.evidence_gate.wait(PATIENCE_S), "the test forgot to open the gate"
        if self.not_taken:
            raise UnrecordedError(self.not_taken)
        return tuple(
            EvidenceKept(name=path.rpartition("/")[2], sha256=f"{index:064x}", size=len(path), kept_as=f"{index:064x}")
            for index, path in enumerate(paths)
        )

    def act(self, action: Action, context: Context) -> Outcome:
        if self.gate is not None:
            assert self.gate.wait(PATIENCE_S), "the test forgot to open the gate"
        if self.failing:
            raise OSError(self.failing)
        return self.act_now(action, context)

    def act_now(self, action: Action, context: Context) -> Outcome:
        """Record at once, whatever the disk of the test does."""
        with self.lock:
            if is_recorded(self.session, context.asked):
                told = [entry for entry in self.session.entries if entry.asked == context.asked]
                return Outcome(told, (), (), self.session)
            decision = decide(self.session, action, context)
            first = self.session.last_id + 1
            entries = [
                Entry(id_, first, d.at, context.now, context.author, context.host, d.event, asked=context.asked)
                for id_, d in enumerate(decision.events, start=first)
            ]
            self.session = then(self.session, entries)
            self.acted.append((action, context))
            return Outcome(entries, decision.refusals, decision.remarks, self.session)

    def act_elsewhere(self, action: Action, hour: str) -> None:
        """Another terminal records something."""
        self.act_now(action, Context(now=at(hour), author="Mme Roy", host="autre"))
        self.news += 1

    def follow(self) -> object:
        news, self.news = self.news, 0
        return news


@dataclass
class StillClock:
    """Session time and real time, moved by hand."""

    instant: datetime
    real: float = 1000.0

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.real

    def wait(self, seconds: float) -> None:
        """Both go on together."""
        self.instant += timedelta(seconds=seconds)
        self.real += seconds


PEOPLE = (
    # last name, first name, sex, born, town, class, extra, seat
    ("ABRAHAM", "Lincoln", "M", "2009-02-12", "Dole", "3eB", 0, "A01"),
    ("AUBERT", "Inès", "F", "2009-07-03", "Besançon", "3eB", 33, "A02"),
    ("BARADON", "Christopher", "M", "2009-11-30", "Vesoul", "3eA", 0, "A03"),
    ("CHAPELAIN", "Quentin", "M", "2009-01-08", "Belfort", "3eA", 0, "A04"),
    ("DARUINO", "Céline", "F", "2009-06-17", "Lyon", "3eB", 0, "A05"),
    ("DELARUE", "Sophie", "F", "2009-04-22", "Besançon", "3eA", 0, "A06"),
    ("ELIOARA", "Victor", "M", "2009-09-09", "Pontarlier", "3eB", 0, "A07"),
    ("FILLMORE", "Millard", "M", "2009-01-07", "Dijon", "3eA", 0, "A08"),
    ("HIOKA", "Martin", "M", "2009-12-01", "Besançon", "3eB", 0, "B01"),
    ("JACKSON", "Andrew", "M", "2009-03-15", "Lons-le-Saunier", "3eA", 50, "B02"),
    ("JEFFERSON", "Thomas", "M", "2009-05-20", "Besançon", "3eB", 0, "B03"),
    ("LE GOFF", "Maël", "M", "2009-08-14", "Brest", "3eA", 0, "B04"),
    ("MBAPE", "Dioal", "M", "2009-10-25", "Paris", "3eB", 0, "B05"),
    ("MONROE", "James", "M", "2009-04-28", "Montbéliard", "3eA", 0, "B06"),
    ("NGUYEN", "Kim-Linh", "F", "2009-02-02", "Besançon", "3eB", 0, "B07"),
    ("ÖZTÜRK", "Élif", "F", "2009-06-06", "Mulhouse", "3eA", 0, "B08"),
    ("PIERCE", "Franklin", "M", "2009-11-23", "Gray", "3eB", 0, "C01"),
    ("TYLER", "John", "M", "2009-03-29", "Besançon", "3eA", 0, "C02"),
    ("VAN BUREN", "Martin", "M", "2009-12-05", "Dole", "3eB", 0, "C03"),
    ("WASHINGTON", "George", "M", "2009-02-22", "Besançon", "3eA", 33, "C04"),
)

STARTS = {
    1: "08:59:12", 2: "08:58:41", 3: "08:59:02", 4: "08:57:40", 5: "09:04:55", 6: "08:59:20", 7: "08:58:50",
    9: "08:59:31", 10: "08:58:36", 11: "08:41:05", 12: "08:59:44", 14: "08:58:15", 15: "08:59:08", 16: "08:59:15",
    17: "08:57:55", 18: "08:47:40", 19: "08:59:25", 20: "08:59:50",
}  # fmt: skip


def prepared(people: int = 20, *, rehearsal: bool = False, edition: Edition = "current") -> MemoryDesk:
    """The session as it was prepared: nobody has come yet. Beyond 20, the names come again with a number."""
    return MemoryDesk(_prepared(people, rehearsal, edition))


def running(*, rehearsal: bool = False, edition: Edition = "current") -> MemoryDesk:
    """The session of the pictures, as it stands at 10:28:20."""
    return MemoryDesk(_running(rehearsal, edition))


# A session is a value, that nobody changes: it is decided and folded once a worker, not at each of a thousand desks.


@cache
def _prepared(people: int, rehearsal: bool, edition: Edition) -> Session:
    header = Header(timezone="Europe/Paris", reference=read_reference(edition))
    desk = MemoryDesk(Session(header=header))
    listed = []
    for index in range(people):
        last, first, sex, born, town, school_class, extra, seat = PEOPLE[index % len(PEOPLE)]
        again = f" {index // len(PEOPLE) + 1}" if index >= len(PEOPLE) else ""
        identity = Identity(last_name=last + again, first_name=first, birth_date=date.fromisoformat(born),
                            birth_city=town, sex=sex)  # fmt: skip
        listed.append(
            act.NewCandidate(identity, extra_time=ExtraTime(percent=extra), class_name=school_class, seat=seat)
        )
    created = act.CreateSession(
        number="208", date=DAY, start="09:00", site="Lycée J.-B. Lulli", room="Salle Pix", surveillants=("P. Martin",),
        access_code="BKTX47", rehearsal=rehearsal, candidates=tuple(listed),
    )  # fmt: skip
    desk.act_now(created, Context(now=at("08:00:00"), author=AUTHOR, host=HOST))
    return desk.session


@cache
def _running(rehearsal: bool, edition: Edition) -> Session:
    desk = prepared(rehearsal=rehearsal, edition=edition)
    deeds: list[tuple[str, Action]] = []

    def then_(hour: str, action: Action) -> None:
        deeds.append((hour, action))

    for number in range(1, 21):
        if number == 8:
            continue
        early = number == 11
        minute = 35 if early else 36 + number // 2
        then_(f"08:{minute:02d}:10", act.CheckIdentity(number))
        then_(f"08:{minute:02d}:31", act.Mark("sign", (number,)))
        if number == 13:
            then_("10:16:10", act.Mark("join", (number,)))
            continue
        joined = "08:38:04" if early else f"08:47:{number + 10:02d}" if number != 18 else "08:46:30"
        then_(joined, act.Mark("join", (number,)))
        then_(STARTS[number], act.Mark("start", (number,)))
    then_("09:25:00", act.Mark("absent", (8,)))
    then_("09:05:30", act.RecordIncident("C8", (5,), text="Arrivée en retard"))
    then_("09:41:22", act.RecordIncident("E2", (11,), question=12))
    then_("10:21:40", act.Finish((4,)))
    then_("10:24:52", act.Finish((17,)))
    then_("10:25:30", act.RecordIncident("C7", (14,), text="l'ordinateur s'est éteint"))
    then_("10:28:05", act.Interrupt((14,)))
    for hour, action in sorted(deeds, key=lambda deed: deed[0]):
        outcome = desk.act_now(action, Context(now=at(hour), author=AUTHOR, host=HOST))
        assert not outcome.refusals, (action, outcome.refusals)
    return desk.session
