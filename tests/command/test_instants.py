"""Instants as people write them, densely around midnight, the 12 hours and both changes of the hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.command.instants import parse_instant
from screens.command.output import BadUsageError

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> datetime:
    """« 11-22 08:41:07 » of 2026, UTC."""
    return datetime.fromisoformat(f"2026-{text}+00:00")


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("09:41", "11-22 08:45:00", "11-22 08:41:00"),  # a moment ago
        ("9:41", "11-22 08:45:00", "11-22 08:41:00"),
        ("9h41", "11-22 08:45:00", "11-22 08:41:00"),
        ("9 h 41", "11-22 08:45:00", "11-22 08:41:00"),
        ("9 H 41", "11-22 08:45:00", "11-22 08:41:00"),
        ("9h", "11-22 08:45:00", "11-22 08:00:00"),
        ("09:41:07", "11-22 08:45:00", "11-22 08:41:07"),
        ("9h41min07s", "11-22 08:45:00", "11-22 08:41:07"),
        ("9\u00a0h\u202f41", "11-22 08:45:00", "11-22 08:41:00"),  # with non-breaking spaces
        ("09:45", "11-22 08:45:00", "11-22 08:45:00"),  # now
        ("09:46", "11-22 08:45:00", "11-22 08:46:00"),  # a watch that is 60 s ahead
        ("23:58", "11-22 23:01:00", "11-22 22:58:00"),  # 00:01 in Paris: it was the day before
        ("00:00", "11-22 23:01:00", "11-22 23:00:00"),
        ("00:00", "11-22 23:00:00", "11-22 23:00:00"),
        ("00:01", "11-22 23:00:30", "11-22 23:01:00"),  # ahead, beyond midnight
        ("21:45", "11-23 08:45:00", "11-22 20:45:00"),  # 12 h to the second
        # 29 March: at 01:00 UTC the clocks go from 02:00 to 03:00.
        ("01:59", "03-29 01:05:00", "03-29 00:59:00"),
        ("03:00", "03-29 01:05:00", "03-29 01:00:00"),
        ("03:04", "03-29 01:05:00", "03-29 01:04:00"),
        ("01:59:59", "03-29 01:00:00", "03-29 00:59:59"),
        ("02:30", "03-30 01:00:00", "03-30 00:30:00"),  # the day after it exists again
        # 25 October: at 01:00 UTC the clocks go back from 03:00 to 02:00.
        ("02:30", "10-25 00:40:00", "10-25 00:30:00"),  # 02:40, the first time: the first 02:30
        ("02:30", "10-25 01:10:00", "10-25 00:30:00"),  # 02:10, the second time: still the first 02:30
        ("02:30", "10-25 01:29:30", "10-25 00:30:00"),  # not the second one, 30 s ahead
        ("02:30", "10-25 01:30:00", "10-25 01:30:00"),  # 02:30, the second time
        ("02:30", "10-25 02:00:00", "10-25 01:30:00"),  # 03:00: the later
        ("02:30", "10-25 13:00:00", "10-25 01:30:00"),
        ("03:00", "10-25 02:00:00", "10-25 02:00:00"),
        ("01:59", "10-25 01:00:00", "10-24 23:59:00"),
    ],
)
def test_a_bare_hour_is_the_latest_not_after_now(typed: str, now: str, meant: str) -> None:
    """In the session's zone, at most 12 h back."""
    assert parse_instant(typed, now=utc(now), zone=PARIS) == utc(meant)


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("09:47", "11-22 08:45:00"),  # 2 min ahead: yesterday's is too far
        ("09:46:01", "11-22 08:45:00"),
        ("21:44:59", "11-23 08:45:00"),  # 12 h and 1 s
        ("02:00", "03-29 01:05:00"),  # does not exist
        ("02:30", "03-29 01:05:00"),
        ("02:59:59", "03-29 01:05:00"),
        ("02:30", "03-29 12:00:00"),
        ("24:00", "11-22 08:45:00"),
        ("09:60", "11-22 08:45:00"),
        ("09:41:60", "11-22 08:45:00"),
        ("941", "11-22 08:45:00"),
        ("hier", "11-22 08:45:00"),
        ("", "11-22 08:45:00"),
        ("-09:41", "11-22 08:45:00"),
        ("il y a", "11-22 08:45:00"),
        ("il y a 3", "11-22 08:45:00"),
        ("il y a trois min", "11-22 08:45:00"),
        ("il y a 3 min 4 min", "11-22 08:45:00"),
        ("il y a 3 jours", "11-22 08:45:00"),
        ("2026-11-22T09:41", "11-22 08:45:00"),  # no offset
        ("2026-11-22", "11-22 08:45:00"),
        ("2026-13-22T09:41+01:00", "11-22 08:45:00"),
        ("0001-01-01T00:00:00+14:00", "11-22 08:45:00"),
    ],
)
def test_what_is_no_such_instant_is_refused(typed: str, now: str) -> None:
    """With a sentence that says what to write; never an instant that was not meant."""
    with pytest.raises(BadUsageError):
        parse_instant(typed, now=utc(now), zone=PARIS)


def test_an_hour_that_does_not_exist_is_called_so() -> None:
    """Somebody who types 02:30 on that Sunday is told why."""
    with pytest.raises(BadUsageError, match="n'existe pas ce jour-là"):
        parse_instant("02:30", now=utc("03-29 01:05:00"), zone=PARIS)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("il y a 3 min", 180),
        ("il y a 3\u00a0min", 180),  # with a non-breaking space
        ("Il y a 3 minutes", 180),
        ("il y a 3min", 180),
        ("il y a 1 mn", 60),
        ("il y a 45 s", 45),
        ("il y a 45 secondes", 45),
        ("il y a 1 h", 3600),
        ("il y a 2 heures", 7200),
        ("il y a 1 h 05", 3900),
        ("il y a 1h05", 3900),
        ("il y a 1 h 5 min 10 s", 3910),
        ("il y a 2 min 30", 150),
        ("il y a 0 min", 0),
        ("il y a 90 min", 5400),
    ],
)
def test_so_long_ago(typed: str, seconds: int) -> None:
    """« il y a 3 min » is counted from now, to the second."""
    now = utc("11-22 08:45:00")
    assert parse_instant(typed, now=now, zone=PARIS) == now - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-22T09:41:07+01:00", "11-22 08:41:07"),
        ("2026-11-22 09:41:07+01:00", "11-22 08:41:07"),
        ("2026-11-22T09:41+01:00", "11-22 08:41:00"),
        ("2026-11-22T08:41:07Z", "11-22 08:41:07"),
        ("2026-10-25T02:30:00+02:00", "10-25 00:30:00"),  # the first of two
        ("2026-10-25T02:30:00+01:00", "10-25 01:30:00"),  # the second
        ("2026-11-23T09:41:07+01:00", "11-23 08:41:07"),  # ahead: the rules refuse it
    ],
)
def test_iso_with_its_offset(typed: str, meant: str) -> None:
    """An instant with its offset has one reading."""
    assert parse_instant(typed, now=utc("11-22 08:45:00"), zone=PARIS) == utc(meant)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    back=st.integers(0, 12 * 3600),
    zone=st.sampled_from(["Europe/Paris", "Pacific/Noumea", "America/Cayenne", "Indian/Reunion", "America/Miquelon"]),
)
def test_what_the_clock_showed_is_found_again(now: datetime, back: int, zone: str) -> None:
    """Any hour of the last 12 is found; only the hour that came twice may be found later."""
    moment = (now - timedelta(seconds=back)).replace(microsecond=0)
    local = moment.astimezone(ZoneInfo(zone))
    if moment < now - timedelta(hours=12):
        return
    found = parse_instant(f"{local:%H:%M:%S}", now=now, zone=ZoneInfo(zone))
    assert found.astimezone(ZoneInfo(zone)).time() == local.time().replace(fold=0)
    assert moment <= found <= now
    assert found - moment in (timedelta(0), timedelta(hours=1), timedelta(hours=12))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("le 22/11 à 09:41", "11-22 08:41:00"),  # as it is shown
        ("22/11 09:41", "11-22 08:41:00"),
        ("22/11/2026 à 9h41", "11-22 08:41:00"),
        ("Le 1/3 a 10 h 05", "03-01 09:05:00"),
        ("le 22/11 à 09:41:07", "11-22 08:41:07"),
        ("22/11", None),
        ("le 31/02 à 09:41", None),
        ("le 22/11 à 25:00", None),
        ("le 29/03 à 02:30", None),  # the clocks go from 02:00 to 03:00
        ("le 25/10 à 02:30", None),  # it came twice
        ("le 22/11 à midi", None),
    ],
)
def test_a_day_and_its_hour(typed: str, meant: str | None) -> None:
    """« le 22/11 à 09:41 », in the session's zone. What has not one reading is refused."""
    now = utc("11-22 23:10:00")
    if meant is not None:
        assert parse_instant(typed, now=now, zone=PARIS) == utc(meant)
        return
    with pytest.raises(BadUsageError):
        parse_instant(typed, now=now, zone=PARIS)


def test_without_a_year_the_latest_such_day_is_meant() -> None:
    """On the first of January, « le 31/12 » is yesterday."""
    now = datetime(2027, 1, 1, 8, tzinfo=UTC)
    assert parse_instant("le 31/12 à 23:50", now=now, zone=PARIS) == utc("12-31 22:50:00")
    # To come: the rules refuse it, it is not taken for last year's.
    assert parse_instant("le 1/1 à 23:50", now=now, zone=PARIS) == datetime(2027, 1, 1, 22, 50, tzinfo=UTC)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    back=st.integers(0, 150 * 24 * 3600),
)
def test_what_is_shown_of_another_day_can_be_typed_back(now: datetime, back: int) -> None:
    """« le 23/11 à 09:41:07 », as the journal and the papers say it; the hour that came twice is asked about."""
    moment = (now - timedelta(seconds=back)).replace(microsecond=0)
    shown = f"le {moment.astimezone(PARIS):%d/%m à %H:%M:%S}"
    local = moment.astimezone(PARIS)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        assert parse_instant(shown, now=now, zone=PARIS) == moment
    else:
        with pytest.raises(BadUsageError, match="existe deux fois"):
            parse_instant(shown, now=now, zone=PARIS)
