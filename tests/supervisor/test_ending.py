"""When a test ends, densely around midnight and both changes of the hour; pauses, adjustments, suspension, urgency."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.deciding import decide
from supervisor.shown_time import display_end, display_start
from supervisor.timing import MINUTE, Adjustment, Interval, TestTime, Urgency, urgency
from tests.supervisor.support import Bench, creation
from tests.supervisor.test_minutes_of_test import BY_HAND

DURATIONS = (60, 90, 105)

instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
extra_times = st.one_of(st.integers(0, 300).map(lambda p: ExtraTime(percent=p)), st.just(EXACT_THIRD))


def timed(started_at: datetime, duration: int = 105, extra: ExtraTime = NO_EXTRA_TIME, *given: int) -> TestTime:
    """A test with these adjustments, given in the order they come."""
    adjustments = (Adjustment(n, minutes, "x", started_at) for n, minutes in enumerate(given, start=1))
    return TestTime(started_at, duration, extra, tuple(adjustments))


# Around midnight and the changes of the hour ---------------------------------------------------------

# fmt: off
BY_THE_CLOCK = [
    # day              zone             start       minutes (extra)        end, by the local clock
    ("2026-11-23", "Europe/Paris",   "09:00:00", 105, NO_EXTRA_TIME,          "10:45:00"),
    ("2026-11-23", "Europe/Paris",   "09:00:59", 105, ExtraTime(percent=33),  "11:20:59"),
    ("2026-11-23", "Europe/Paris",   "22:15:00", 105, NO_EXTRA_TIME,          "00:00:00"),  # at midnight
    ("2026-11-23", "Europe/Paris",   "22:14:59", 105, NO_EXTRA_TIME,          "23:59:59"),  # a second before
    ("2026-11-23", "Europe/Paris",   "22:15:01", 105, NO_EXTRA_TIME,          "00:00:01"),  # a second after
    ("2026-12-31", "Europe/Paris",   "23:30:00", 90,  ExtraTime(percent=10),  "01:09:00"),  # into the new year
    ("2026-03-29", "Europe/Paris",   "00:14:59", 105, NO_EXTRA_TIME,          "01:59:59"),  # the last second of winter
    ("2026-03-29", "Europe/Paris",   "00:15:00", 105, NO_EXTRA_TIME,          "03:00:00"),  # 02:00 does not exist
    ("2026-03-29", "Europe/Paris",   "01:59:59", 60,  NO_EXTRA_TIME,          "03:59:59"),
    ("2026-03-29", "Europe/Paris",   "03:00:00", 60,  NO_EXTRA_TIME,          "04:00:00"),
    ("2026-10-25", "Europe/Paris",   "01:14:59", 105, NO_EXTRA_TIME,          "02:59:59"),  # the first 02:59:59
    ("2026-10-25", "Europe/Paris",   "01:15:00", 105, NO_EXTRA_TIME,          "02:00:00"),  # the second 02:00
    ("2026-10-25", "Europe/Paris",   "02:30:00", 60,  NO_EXTRA_TIME,          "02:30:00"),  # once round
    ("2026-10-25", "Europe/Paris",   "02:30:00", 60,  ExtraTime(percent=50),  "03:00:00"),
    ("2026-03-29", "Indian/Reunion", "00:15:00", 105, NO_EXTRA_TIME,          "02:00:00"),  # no summer time there
    ("2026-10-25", "Indian/Reunion", "01:15:00", 105, NO_EXTRA_TIME,          "03:00:00"),
    ("2026-10-25", "Indian/Reunion", "23:15:00", 90,  EXACT_THIRD,            "01:15:00"),
]
# fmt: on


@pytest.mark.parametrize(("day", "zone", "start", "duration", "extra", "end"), BY_THE_CLOCK)
def test_an_end_is_right_by_the_clock_on_the_wall(
    day: str, zone: str, start: str, duration: int, extra: ExtraTime, end: str
) -> None:
    """Whatever the clocks of the country do meanwhile, a test has its minutes, and the end reads in local time."""
    started_at = datetime.fromisoformat(f"{day} {start}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    ending = timed(started_at, duration, extra).ending(started_at)
    assert f"{ending.at.astimezone(ZoneInfo(zone)):%H:%M:%S}" == end


DENSE = [
    ("Europe/Paris", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),  # midnight in Paris, winter
    ("Europe/Paris", datetime(2026, 6, 23, 22, 0, tzinfo=UTC)),  # midnight in Paris, summer
    ("Europe/Paris", datetime(2026, 12, 31, 23, 0, tzinfo=UTC)),  # the new year
    ("Europe/Paris", datetime(2028, 2, 28, 23, 0, tzinfo=UTC)),  # into a 29 February
    ("Europe/Paris", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # to summer time
    ("Europe/Paris", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),  # from summer time
    ("Indian/Reunion", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # nothing changes here
    ("Indian/Reunion", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("zone", "moment"), DENSE)
def test_no_change_of_the_hour_moves_an_end(zone: str, moment: datetime) -> None:
    """Every 7 minutes from 5 h before such a moment to 1 h after it: as far apart as the table by hand says."""
    bench = Bench(zone=zone, date=moment.date())
    bench.now = moment + timedelta(hours=1)
    for seconds in (*range(-5 * 3600, 3600, 421), -1, 0, 1):
        told = (moment + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone))
        [drafted] = decide(bench.session, act.Mark("start", (1,)), bench.context(told)).events
        for duration, extra, minutes in BY_HAND:
            end = timed(drafted.at, duration, extra).ending(bench.now).at
            assert end - told.astimezone(UTC) == timedelta(minutes=minutes), (told, duration, extra)


@pytest.mark.parametrize(
    ("day", "start", "slot_end"),
    [
        (date(2026, 11, 23), "09:00", "11:00"),
        (date(2026, 11, 23), "22:30", "00:30"),  # over midnight
        (date(2026, 3, 29), "01:00", "04:00"),  # an hour is missing
        (date(2026, 10, 25), "01:30", "02:30"),  # an hour is there twice
    ],
)
def test_the_slot_lasts_two_hours(day: date, start: str, slot_end: str) -> None:
    """The slot is 2 h long on any day, the days of 23 and 25 hours included."""
    session = Bench(date=day, start=start, now="00:30").session
    assert f"{session.local(session.slot_end):%H:%M}" == slot_end


# What holds for any test -----------------------------------------------------------------------------


@given(instants, st.integers(0, 10**7), st.sampled_from(DURATIONS), extra_times, st.lists(st.integers(-60, 60)))
def test_who_starts_later_ends_later(
    start: datetime, seconds: int, duration: int, extra: ExtraTime, given: list[int]
) -> None:
    """The ending is monotone in the start, second for second."""
    later = start + timedelta(seconds=seconds)
    ends = [timed(s, duration, extra, *given).ending(later).at for s in (start, later)]
    assert ends[1] - ends[0] == later - start


@given(instants, st.sampled_from(DURATIONS), extra_times, st.lists(st.integers(-60, 60)), st.integers(-3600, 36000))
def test_nobody_ends_before_his_duration(
    start: datetime, duration: int, extra: ExtraTime, given: list[int], seconds: int
) -> None:
    """The end is never before start + base duration while the adjustments sum to 0 or more, and never after as much."""
    ending = timed(start, duration, extra, *given).ending(start + timedelta(seconds=seconds))
    assert ending.at == start + timedelta(minutes=ending.duration + ending.extra + sum(given))
    if sum(given) >= 0:
        assert ending.at >= start + duration * MINUTE


@given(instants, st.lists(st.integers(-30, 30), min_size=1), st.randoms())
def test_adjustments_add_up_in_any_order(start: datetime, given: list[int], random: object) -> None:
    """Nothing overwrites what was given before: the sum counts, not the order nor the last one."""
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (timed(start, 105, NO_EXTRA_TIME, *minutes).ending(start) for minutes in (given, shuffled))
    assert one.at == other.at
    assert one.adjustments == sum(given)


@given(
    instants,
    st.lists(st.tuples(st.integers(1, 600), st.integers(1, 600)), max_size=5),
    extra_times,
    st.integers(0, 5000),
)
def test_a_pause_extends_the_end_by_its_exact_length(
    start: datetime, pauses: list[tuple[int, int]], extra: ExtraTime, later: int
) -> None:
    """Pauses extend the end one for one, to the second, and are never multiplied by the temps majoré."""
    intervals, moment = [], start
    for rank, (work, rest) in enumerate(pauses, start=1):
        begin = moment + timedelta(seconds=work)
        moment = begin + timedelta(seconds=rest)
        intervals.append(Interval(rank, begin, moment))
    plain = timed(start, 105, extra)
    now = moment + timedelta(seconds=later)
    with_pauses = replace(plain, pauses=tuple(intervals)).ending(now)
    assert with_pauses.at - plain.ending(now).at == timedelta(seconds=sum(rest for _, rest in pauses))
    assert not with_pauses.paused


def test_the_countdown_stands_still_in_a_pause() -> None:
    """While a pause is open `ends_at` is what it would be if it ended now, and what is left does not change."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:30").do(act.Mark("pause-begin", (1,)))
    left = bench.ending().remaining(bench.now)
    for hour in ("09:30:00", "09:30:01", "09:37:13", "10:45", "12:00"):
        bench.at(hour)
        ending = bench.ending()
        assert ending.paused
        assert not ending.suspended
        assert ending.remaining(bench.now) == left == timedelta(minutes=75)
        assert ending.pauses == bench.now - bench.hour("09:30")
        assert not ending.is_over(bench.now)
    bench.do(act.Mark("pause-end", (1,)), at="09:37:13")
    assert not bench.ending().paused
    assert bench.end() == "10:52:13"


def test_an_ending_explains_itself_term_by_term() -> None:
    """start + duration + temps majoré + adjustments + pauses."""
    bench = Bench().start(2, at="09:00:30")
    bench.at("09:10").do(act.AdjustTime((2,), 10, "panne"))
    bench.do(act.AdjustTime((2,), -4, "compté deux fois"))
    bench.do(act.Mark("pause-begin", (2,)), at="09:05")
    bench.do(act.Mark("pause-end", (2,)), at="09:07:20")
    ending = bench.ending(2)
    assert (ending.duration, ending.extra, ending.adjustments) == (105, 35, 6)
    assert ending.pauses == timedelta(minutes=2, seconds=20)
    assert bench.end(2) == "11:28:50"


def test_the_duration_is_that_of_the_candidates_own_certification() -> None:
    """A mixed session: 105 minutes by default, 60 for whom sits Pix+ Droit."""
    listed = creation().candidates
    bench = Bench(listed=(listed[0], replace(listed[1], certification="DROIT"))).start(1, 2, at="09:00")
    assert (bench.end(1), bench.end(2)) == ("10:45:00", "10:20:00")


def test_nothing_stops_a_test_at_its_end() -> None:
    """The program warns, a human acts: an hour later the test runs still, in overtime."""
    bench = Bench().start(1, at="09:00").at("11:45")
    assert bench.who().is_running
    assert bench.session.is_overtime(bench.who(), bench.now)
    assert bench.ending().remaining(bench.now) == timedelta(hours=-1)


# How near the end is ---------------------------------------------------------------------------------

# fmt: off
URGENCIES = [
    (15 * 60 + 1, Urgency.CALM,         Urgency.CALM),
    (15 * 60,     Urgency.NOTICE,       Urgency.NOTICE),
    (15 * 60 - 1, Urgency.NOTICE,       Urgency.NOTICE),
    (5 * 60 + 1,  Urgency.NOTICE,       Urgency.NOTICE),
    (5 * 60,      Urgency.LAST_MINUTES, Urgency.NOTICE),
    (5 * 60 - 1,  Urgency.LAST_MINUTES, Urgency.NOTICE),
    (1,           Urgency.LAST_MINUTES, Urgency.NOTICE),
    (0,           Urgency.OVER,         Urgency.NOTICE),
    (-1,          Urgency.OVER,         Urgency.NOTICE),
    (-3600,       Urgency.OVER,         Urgency.NOTICE),
]
# fmt: on


@pytest.mark.parametrize(("left", "running", "provisional"), URGENCIES)
def test_a_countdown_changes_its_look_on_the_second(left: int, running: Urgency, provisional: Urgency) -> None:
    """At 15, 5 and 0 minutes exactly; suspended or paused, neither at 5 nor at 0 and never overtime."""
    start = datetime(2026, 11, 23, 8, tzinfo=UTC)
    ending = timed(start).ending(start)
    now = ending.at - timedelta(seconds=left)
    assert urgency(ending, now, notice=15, last_minutes=5) is running
    assert ending.is_over(now) == (left <= 0)
    for still in (replace(ending, paused=True), replace(ending, suspended=True)):
        assert urgency(still, now, notice=15, last_minutes=5) is provisional
        assert not still.is_over(now)


@pytest.mark.parametrize(
    ("instant", "as_end", "as_start"),
    [
        ("10:45:00", "10:45:00", "10:45:00"),  # whole minutes stay
        ("10:45:01", "10:46:00", "10:45:00"),
        ("10:45:59", "10:46:00", "10:45:00"),
        ("23:59:30", "00:00:00", "23:59:00"),
    ],
)
def test_an_end_is_shown_rounded_up_and_a_start_rounded_down(instant: str, as_end: str, as_start: str) -> None:
    """What is shown is in the candidate's favour, and an instant on the minute is itself."""
    moment = datetime.fromisoformat(f"2026-11-23 {instant}+00:00")
    assert f"{display_end(moment):%H:%M:%S}" == as_end
    assert f"{display_start(moment):%H:%M:%S}" == as_start


# Remembered ------------------------------------------------------------------------------------------------


@given(instants, extra_times, st.lists(st.integers(-20, 60), max_size=3), instants, instants)
def test_what_nothing_holds_up_ends_at_one_instant(
    started_at: datetime, extra: ExtraTime, given_: list[int], now: datetime, later: datetime
) -> None:
    """Whenever it is asked for: a session keeps such an ending for all instants."""
    test = timed(started_at, 105, extra, *given_)
    assert test.ending(now) == test.ending(later)
    assert test.ending(now).at == test.ending(later).at


@given(st.permutations(["08:59", "09:05", "09:12", "09:20", "09:31", "09:40", "10:59"]))
def test_an_ending_is_the_same_in_whatever_order_it_is_asked_for(hours: list[str]) -> None:
    """One runs, one is paused, one was, one is interrupted: what is remembered of an instant is said of no other."""
    bench = Bench().start(1, 2, 3, 4, at="09:00")
    bench.at("09:10").do(act.Mark("pause-begin", (2, 3)))
    bench.at("09:15").do(act.Mark("pause-end", (3,)))
    bench.at("09:30").do(act.Interrupt((4,)))
    session = bench.session
    for hour in hours:
        now = bench.hour(hour)
        for who in session.candidates.values():
            assert session.ending(who, now) == replace(session).ending(who, now)
