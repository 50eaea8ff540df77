"""A session as it stands: what its journal says once folded, and what follows from it.

Nothing here is stored: counts, phase, endings and alerts are derived each time they are asked for, at the
instant they are asked for. How events become a state is `supervisor.folding`; what may happen next is
`supervisor.deciding`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from supervisor.branch import ToldBranch
from supervisor.candidate import shared_among
from supervisor.chronicle import Chronicle
from supervisor.clocks import THE_MACHINES, TestClock, clocks_of, held_open, jumps_noted, owed_of, starts_today_of
from supervisor.ends import Ends, RunningEnds
from supervisor.event import Box, Entry
from supervisor.incident import FraudReport, GlobalIncident, Incident
from supervisor.reference import Header, Meaning, Reference
from supervisor.session_facts import Counts as Counts
from supervisor.session_facts import GivenVerdict as GivenVerdict
from supervisor.session_facts import Looks, counts_but_overtime
from supervisor.session_facts import Phase as Phase
from supervisor.session_facts import RoomPoint as RoomPoint
from supervisor.session_facts import Training as Training
from supervisor.shown_time import shown_in
from supervisor.situation import AWAITED, PRESENT, RUNNING, UNFINISHED, Note, Situation, Status
from supervisor.timing import MINUTE, Adjustment, Ending, Interval, Moves, TestTime, Urgency, moved, urgency

Day = date
"""The class of a day, where a field is called `date`."""


@dataclass(frozen=True)
class Session:
    """What `fold` makes of a journal. Candidates by number, incidents by the id of their event."""

    header: Header
    number: str = ""
    site: str = ""
    room: str = ""
    date: date = date.min
    start: str = "00:00"
    """Local hour of the slot's beginning."""
    certification: str = "CORE"
    rehearsal: bool = False
    surveillants: tuple[str, ...] = ()
    """Everybody who supervises or supervised, in order; the last relève or arrival is last."""
    present_surveillants: tuple[str, ...] = ()
    """Those of them who supervise now, in order: a relève takes the place of one, others arrive and leave."""
    access_code: str = field(default="", repr=False)
    observations: str = ""
    candidates: dict[int, Situation] = field(default_factory=dict)
    removed: dict[int, Situation] = field(default_factory=dict)
    incidents: dict[int, Incident] = field(default_factory=dict)
    frauds: dict[int, FraudReport] = field(default_factory=dict)
    globals: dict[int, GlobalIncident] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    derogations: tuple[Note, ...] = ()
    room_points: dict[str, RoomPoint] = field(default_factory=dict)
    """The check-list as last ticked, by key."""
    trainings: tuple[Training, ...] = ()
    verdicts: dict[int, GivenVerdict] = field(default_factory=dict)
    """By candidate, where the surveillant said one; `closing.verdict_state` tells what stands."""
    comment: str = ""
    """Global comment of the PV de session; empty: none, which lets the session publish by itself."""
    boxes: dict[Box, bool] = field(default_factory=dict)
    """The boxes somebody ticked or cleared; `closing.box_state` tells what stands."""
    typed_lines: frozenset[str] = frozenset()
    """Lines of the finalisation sheet that the référent noted as typed, behind the seal."""
    annex: tuple[Note, ...] = ()
    """Corrections that the référent noted behind the seal."""
    closed_at: datetime | None = None
    seal: str = ""
    """32 hexadecimal digits; empty while open. The digest of the close event (RULES.md section 7)."""
    was_reopened: bool = False
    finalised_at: datetime | None = None
    entries: Chronicle = field(default_factory=Chronicle)
    """The whole journal, reverted events included."""
    reverted: frozenset[int] = frozenset()
    """Ids of the actions that an undo reverts."""
    branch: ToldBranch | None = None
    """Which way of it this is, where it was continued on several machines: no journal says it, whoever reads several
    does. None: the only one, or nobody knows of another."""

    # Time ----------------------------------------------------------------------------------------

    @property
    def reference(self) -> Reference:
        """Durations, grid and thresholds as of its creation."""
        return self.header.reference

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the session's local hours, whatever that of the machine."""
        return ZoneInfo(self.header.timezone)

    def local(self, instant: datetime) -> datetime:
        """An instant in the session's local time."""
        return shown_in(self.zone, instant)

    def seen_at(self, now: datetime) -> datetime:
        """The instant at which the session is looked at: `now` while it is open, that of the close for ever after.

        Whatever is said of it at an instant is said as of this one: the close freezes (RULES.md section 12).
        """
        return now if self.closed_at is None else self.closed_at

    @cached_property
    def slot_start(self) -> datetime:
        """The beginning of the slot, as planned."""
        return datetime.combine(self.date, time.fromisoformat(self.start), self.zone)

    @cached_property
    def slot_end(self) -> datetime:
        """The end of the slot, as planned: 2 h after its beginning."""
        return self.slot_start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=self.reference.slot)

    @cached_property
    def first_start(self) -> datetime | None:
        """When the first test started; None while none has."""
        return min((c.started_at for c in self.candidates.values() if c.started_at is not None), default=None)

    @property
    def last_test_end(self) -> datetime | None:
        """When the last test ended, the close at the latest; None while one runs, or where none was taken.

        On the machine's clock as it shows now: what is held against an hour of it goes by this.
        """
        over = (c for c in self.candidates.values() if c.started_at is not None)
        ends = [self.clock_of(c).today(c.stopped_at) for c in over if c.stopped_at is not None]
        if any(c.is_running for c in self.candidates.values()):
            # A close that was forced left tests open: nothing later than the close itself is known of them.
            if self.closed_at is None:
                return None
            ends.append(self.closed_at)
        return max(ends, default=None)

    @property
    def whole(self) -> Session | None:
        """The session with all that is known of it: itself; an outline of it reads the rest (`supervisor.outline`)."""
        return self

    @property
    def day_held(self) -> Day:
        """The local day of the first start; before it, the day that was planned."""
        return self.local(self.first_start).date() if self.first_start is not None else self.date

    def end_of(self, interval: Interval | GlobalIncident) -> datetime | None:
        """When a pause, an interruption or an outage ended, at the close at the latest; None while it is open."""
        return interval.end if interval.end is not None else self.closed_at

    def certification_of(self, situation: Situation) -> str:
        """The candidate's certification, else the session's."""
        return situation.certification or self.certification

    def duration_of(self, situation: Situation) -> int:
        """Minutes of their certification's test, without temps majoré."""
        return self.reference.durations[self.certification_of(situation)]

    @cached_property
    def jumps(self) -> Moves:
        """The jumps of the machine's clock that were noted, whether they were answered or not."""
        return jumps_noted(self.entries)

    @cached_property
    def starts_today(self) -> dict[int, datetime]:
        """When each test began, on the machine's clock as it shows now, whatever became of its jumps since."""
        starts = {c.number: c.started_at for c in self.candidates.values() if c.started_at is not None}
        return starts_today_of(starts, self.jumps_owed, self.clocks) if self.jumps else starts

    @cached_property
    def jumps_owed(self) -> dict[int, Moves]:
        """For each candidate whose test ran through a jump that was not answered for them: its event, its seconds."""
        started = (c.number for c in self.candidates.values() if c.started_at)
        return owed_of(self.jumps, self.entries, self.reverted, started)

    @cached_property
    def clocks(self) -> dict[int, TestClock]:
        """The clocks of those whose test a jump of the machine's lies beyond."""
        return clocks_of(self.jumps, self.entries, self.reverted)

    def following(self, before: Session) -> Session:
        """This state, which came out of that one: what is known of ends that nothing changed is not worked out again.

        An end depends on the candidate's situation, which it is kept with, and on what is compared here.
        """
        if (
            self.header is before.header
            and self.certification == before.certification
            and self.globals == before.globals
            and self.clocks == before.clocks
        ):
            self.__dict__["_ends"] = before._ends.followed_by()
        self.__dict__["looks"] = Looks(dict(before.looks.of))
        return self

    @cached_property
    def looks(self) -> Looks:
        """What was said of the candidates, for whoever says it again to hold against now."""
        return Looks()

    def clock_of(self, situation: Situation) -> TestClock:
        """The clock by which their test is counted, where that of the machine jumped beyond it."""
        return self.clocks.get(situation.number, THE_MACHINES)

    def outage_of(self, situation: Situation, outage: GlobalIncident) -> Interval:
        """A global incident as one candidate's test sees it: on its clock, with what was decided for them."""
        refused = situation.number in outage.refused_to
        interval = Interval(
            outage.event_id, outage.begin, outage.end, settled=refused, decided=refused,
            measured=situation.number in outage.measured_to, ended_by=outage.ended_by,
        )  # fmt: skip
        return self.clock_of(situation).interval(moved(interval, situation.moves))

    def losses_of(self, situation: Situation) -> tuple[Interval, ...]:
        """Their interruptions and the global incidents that touch them, in order of their beginning."""
        outages = (self.outage_of(situation, g) for g in self.globals.values() if g.touches(situation.number))
        return tuple(sorted((*situation.interruptions, *outages), key=lambda i: (i.begin, i.event_id)))

    def time_of(self, situation: Situation) -> TestTime | None:
        """What decides the end of their test; None when they have not started."""
        if situation.started_at is None:
            return None
        owed = self.jumps_owed.get(situation.number, ())
        return TestTime(
            started_at=situation.started_at,
            duration=self.duration_of(situation),
            extra_time=situation.extra_time,
            adjustments=self._given_to(situation),
            pauses=held_open(situation.pauses, owed),
            losses=held_open(self.losses_of(situation), owed),
            stopped_at=situation.stopped_at,
        )

    def _given_to(self, situation: Situation) -> tuple[Adjustment, ...]:
        if not situation.adjustments or (clock := self.clock_of(situation)) is THE_MACHINES:
            return situation.adjustments
        return tuple(replace(a, at=clock.instant(a.at, a.event_id)) for a in situation.adjustments)

    def ending(self, situation: Situation, now: datetime) -> Ending | None:
        """The end of their test, explained, as it stands at `now`; None when they have not started.

        Of a closed session it is the end as of the close; what was open then ended there.
        """
        ending = self._ending_as_seen(situation, now)
        if ending is None or self.closed_at is None or not (ending.paused or ending.suspended):
            return ending
        return replace(ending, paused=False, suspended=False)

    def _ending_as_seen(self, situation: Situation, now: datetime) -> Ending | None:
        return self._ends.of(situation, self.seen_at(now), self.time_of)

    @cached_property
    def _ends(self) -> Ends:
        return Ends()

    def running_ends(self, now: datetime) -> RunningEnds:
        """The ends of all tests that run, as they stand at `now`; of a closed session, as of the close."""
        return self._ends.running(self.candidates.values(), self.seen_at(now), self.time_of)

    def running_ending(self, situation: Situation, now: datetime) -> Ending | None:
        """The `ending` of a test that runs, for its countdown; None for any other, and once the session is closed."""
        return self.ending(situation, now) if situation.is_running and self.closed_at is None else None

    def urgency_of(self, situation: Situation, now: datetime) -> Urgency:
        """The step their countdown is at; CALM when their test does not run."""
        ending = self.running_ending(situation, now)
        if ending is None:
            return Urgency.CALM
        limits = self.reference.thresholds
        return urgency(ending, now, notice=limits.notice, last_minutes=limits.last_minutes)

    def is_overtime(self, situation: Situation, now: datetime) -> bool:
        """Their test runs beyond its allowed end; of a closed session, it did when it was closed."""
        if not situation.is_running:
            return False
        ending = self._ending_as_seen(situation, now)
        return ending is not None and ending.is_over(self.seen_at(now))

    def is_unfinished(self, situation: Situation) -> bool:
        """« Non terminé »: they withdrew, were ended, or ran when the session was closed (RULES.md section 12)."""
        return situation.status in UNFINISHED or (self.closed_at is not None and situation.is_running)

    def last_end(self, now: datetime) -> datetime | None:
        """The latest allowed end among running tests; None when none runs."""
        if self.closed_at is not None:
            return None
        ends = self.running_ends(now)
        provisional = [e.at for c in ends.moving if (e := self.running_ending(c, now)) is not None]
        return max([*ends.settled[-1:], *provisional], default=None)

    def last_end_of_the_room(self, now: datetime) -> datetime | None:
        """The latest end among running tests without anybody's temps majoré, which is never announced aloud.

        What a room may be shown (RULES.md section 11); None when no test runs. A test that stands still ends later with
        each minute, which is nobody's hour but theirs: it counts only while all of them stand still.
        """
        ends: dict[bool, list[datetime]] = {True: [], False: []}
        for who in self.candidates.values():
            if (ending := self.running_ending(who, now)) is not None:
                goes_on = who.status is Status.STARTED and not who.is_paused
                ends[goes_on].append(ending.at - ending.extra * MINUTE)
        return max(ends[True] or ends[False], default=None)

    @cached_property
    def half_started_at(self) -> datetime | None:
        """When half of those in the room (checked or present) had started, by the clock of now; None: not yet."""
        in_the_room = [
            c for c in self.candidates.values()
            if c.status in PRESENT or (c.checked and c.status is Status.EXPECTED)
        ]  # fmt: skip
        starts = sorted(self.starts_today[c.number] for c in in_the_room if c.started_at is not None)
        half = -(-len(in_the_room) // 2)
        return starts[half - 1] if half and len(starts) >= half else None

    # Incidents -----------------------------------------------------------------------------------

    def incidents_of(self, number: int | None) -> list[Incident]:
        """The incidents of a candidate (or, with None, of the session), retracted ones included."""
        return list(self._incidents_of.get(number, ()))

    @cached_property
    def _incidents_of(self) -> dict[int | None, list[Incident]]:
        found: dict[int | None, list[Incident]] = {}
        for incident in self.incidents.values():
            found.setdefault(incident.number, []).append(incident)
        return found

    @cached_property
    def open_alerts(self) -> dict[int, tuple[Incident, ...]]:
        """The live alerts that wait for an answer, by the candidate they are of; who has none is not there."""
        found: dict[int, tuple[Incident, ...]] = {}
        for incident in self.incidents.values():
            if incident.is_open and incident.number is not None:
                found[incident.number] = (*found.get(incident.number, ()), incident)
        return found

    def reported(self, number: int, meaning: Meaning) -> list[Incident]:
        """The incidents of a candidate that count and whose code means this."""
        return [i for i in self.incidents_of(number) if i.counts and self.reference.means(i.code, meaning)]

    def open_alerts_of(self, number: int) -> list[Incident]:
        """Their live alerts that wait for an answer, whatever their status."""
        return list(self.open_alerts.get(number, ()))

    def frauds_of(self, number: int) -> list[FraudReport]:
        """The « PV de fraude » of a candidate, one per case."""
        return [report for report in self.frauds.values() if report.number == number]

    @property
    def running_globals(self) -> list[GlobalIncident]:
        """The global incidents that have not ended; none after the close, which ends them."""
        return [g for g in self.globals.values() if g.end is None and self.closed_at is None]

    # The whole -----------------------------------------------------------------------------------

    @cached_property
    def shared_last_names(self) -> frozenset[str]:
        """Last names that several candidates have, folded: alone they do not say who is meant."""
        return shared_among(tuple([candidate.identity.last_name for candidate in self.candidates.values()]))

    @property
    def is_for_pupils(self) -> bool:
        """Pupils have a class; others are « candidats » of a session for all publics (DOMAIN.md section 3)."""
        return any(candidate.class_name for candidate in self.candidates.values())

    @property
    def has_provisional_number(self) -> bool:
        """Its number is p1, p2…: Pix Certif gave another one, which nobody has said yet."""
        return self.number.startswith("p")

    @property
    def has_anybody_joined(self) -> bool:
        """Its number was typed into Pix: from now on it stays, and a newer list only adds."""
        return any(who.has_joined for who in self.candidates.values())

    @property
    def surveillant(self) -> str:
        """Who supervises now: the last to come of those present, else the last known."""
        return (self.present_surveillants or self.surveillants or ("",))[-1]

    @property
    def last_id(self) -> int:
        """Id of the last event of the journal; 0 when it is empty."""
        return self.entries[-1].id if self.entries else 0

    @property
    def phase(self) -> Phase:
        """Where the session stands now."""
        if self.finalised_at is not None:
            return Phase.FINALISED
        if self.closed_at is not None:
            return Phase.CLOSED
        everybody = self.candidates.values()
        if any(c.status in RUNNING for c in everybody):
            return Phase.RUNNING
        if everybody and not any(c.status in AWAITED for c in everybody):
            return Phase.ENDED
        if any(c.checked or c.status in PRESENT for c in everybody):
            return Phase.WELCOME
        return Phase.PREPARATION

    def counts(self, now: datetime) -> Counts:
        """How many candidates stand where at `now`."""
        ends = self.running_ends(now)
        over = ends.within(self.seen_at(now), 0) + sum(self.is_overtime(c, now) for c in ends.moving)
        return replace(self._counts_but_overtime, overtime=over)

    @cached_property
    def _counts_but_overtime(self) -> Counts:
        counted = [i for i in self.incidents.values() if i.counts and i.number not in self.removed]
        unfinished = sum(map(self.is_unfinished, self.candidates.values()))
        return counts_but_overtime(self.candidates.values(), counted, unfinished)

    def missing_surveillants(self) -> int:
        """How many surveillants lack for the candidates present, at one for 20 (DOMAIN.md section 1).

        None once Pix allowed more, by a derogation on record.
        """
        present = sum(c.status in PRESENT or c.checked is not None for c in self.candidates.values())
        needed = -(-present // self.reference.thresholds.candidates_per_surveillant)
        return 0 if self.derogations else max(0, needed - max(1, len(self.present_surveillants)))

    # The journal ---------------------------------------------------------------------------------

    def entry(self, event_id: int) -> Entry | None:
        """The entry of the journal with this id; None where there is none."""
        return self.entries[event_id - 1] if 1 <= event_id <= len(self.entries) else None

    def entries_of_action(self, action: int) -> tuple[Entry, ...]:
        """All events of one action: they were written together, so they stand together."""
        return self.entries.of_action(action)

    def is_reverted(self, entry: Entry) -> bool:
        """True when an undo reverts the action this event belongs to."""
        return entry.action in self.reverted

    def story_of(self, number: int) -> list[Entry]:
        """The candidate's own events, reverted ones included, in order of recording."""
        return self.entries.of(number)


def numbers_of(entry: Entry, session: Session) -> tuple[int, ...]:
    """The candidates an event concerns; empty for the session as a whole."""
    return session.entries.concerned_by(entry)
