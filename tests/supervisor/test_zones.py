"""Zones: mine first, a colleague's after two minutes to the second, a countdown that never goes in between."""

import pytest

from supervisor import action as act
from supervisor.attention import Attention, Need
from supervisor.zones import attention_in, is_everybodys, is_mine, zones_of
from tests.supervisor.support import Bench


def room() -> Bench:
    """1 and 2 are in zone A, 3 and 4 in B, 5 in none; all of them run since 09:00, with nothing missing."""
    bench = Bench()
    for number in range(1, 6):
        bench.do(act.CheckIdentity(number))
        bench.do(act.Mark("sign", (number,)))
    bench.do(act.ChangeZone((1, 2), "A"))
    bench.do(act.ChangeZone((3, 4), "B"))
    return bench.start(1, 2, 3, 4, 5, at="09:00")


def seen(bench: Bench, zone: str) -> list[Attention]:
    return attention_in(bench.session, bench.now, zone)


def test_zones_are_counted() -> None:
    """In the order of their names; those in none first."""
    bench = room()
    assert zones_of(bench.session) == {"": 1, "A": 2, "B": 2}
    assert [is_mine(bench.who(n), "A") for n in range(1, 6)] == [True, True, False, False, True]
    assert all(is_mine(bench.who(n), "") for n in range(1, 6))


# fmt: off
ALERT = [
    ("10:01:59", []),
    ("10:02:00", ["E2 question 12 ouvert"]),   # two minutes to the second
    ("10:02:01", ["E2 question 12 ouvert"]),
]
# fmt: on


@pytest.mark.parametrize(("hour", "texts"), ALERT)
def test_a_colleagues_alert_is_mine_after_two_minutes(hour: str, texts: list[str]) -> None:
    """Whoever sits in zone B sees it at once, zone A after two minutes, and who has no zone at once."""
    bench = room().at("10:00")
    bench.do(act.RecordIncident("E2", (3,), question=12))
    bench.at(hour)
    assert [entry.text for entry in seen(bench, "A")] == texts
    assert [entry.zone for entry in seen(bench, "A")] == ["B"] * len(texts)
    assert is_everybodys(bench.session, 3, bench.now) is bool(texts)
    for zone in ("B", ""):
        assert [(entry.text, entry.zone) for entry in seen(bench, zone)] == [("E2 question 12 ouvert", "")]


def test_mine_come_first_however_pressing_the_others_are() -> None:
    """An unsigned one of mine stands before a colleague's alert; who is in no zone is mine."""
    bench = room().at("10:00")
    bench.do(act.RecordIncident("E2", (3,), question=12))
    bench.do(act.Interrupt((1,)))
    bench.do(act.Interrupt((5,)))
    bench.at("10:10")
    assert [entry.number for entry in seen(bench, "A")] == [1, 5, 3]
    assert [entry.number for entry in seen(bench, "")] == [3, 1, 5]


def test_only_what_has_waited_is_said_of_a_colleagues() -> None:
    """A fresh reason is left out beside an old one, and does not give its rank."""
    bench = room().at("10:00")
    bench.do(act.Interrupt((3,)))
    bench.at("10:03").do(act.RecordIncident("E2", (3,), question=12))
    [only] = seen(bench, "A")
    assert (only.text, only.cause) == ("interrompu depuis 3 min", Need.INTERRUPTED)
    [only] = seen(bench.at("10:05"), "A")
    assert only.cause is Need.OPEN_ALERT


# fmt: off
COUNTDOWN = [
    # n° 3 has 140 minutes: until 11:20; n° 1 until 10:45
    ("11:06:59", None),
    ("11:07:00", Need.NOTICE),        # 15 minutes since two minutes
    ("11:15:00", Need.NOTICE),        # 5 minutes, but not for two minutes
    ("11:16:59", Need.NOTICE),
    ("11:17:00", Need.LAST_MINUTES),
    ("11:20:00", Need.LAST_MINUTES),  # over, but not for two minutes
    ("11:21:59", Need.LAST_MINUTES),
    ("11:22:00", Need.OVERTIME),
]
# fmt: on


@pytest.mark.parametrize(("hour", "cause"), COUNTDOWN)
def test_a_countdown_stays_at_its_last_step_until_it_has_waited(hour: str, cause: Need | None) -> None:
    """Each step of a colleague's countdown comes two minutes later, and it never goes in between."""
    bench = room()
    bench.at("10:00").do(act.Finish((1, 2, 4, 5)))
    entries = {entry.number: entry.cause for entry in seen(bench.at(hour), "A")}
    assert entries == ({3: cause} if cause is not None else {})


def test_every_reason_says_since_when() -> None:
    """Otherwise a colleague's would show at once."""
    bench = Bench().at("09:00")
    bench.do(act.Mark("presence", (1,)))
    bench.do(act.Mark("join", (2,)))
    bench.do(act.Mark("start", (3, 4)))
    bench.do(act.CheckIdentity(5))
    bench.do(act.Interrupt((3,)))
    reasons = [reason for entry in bench.at("12:30").looks() for reason in entry.reasons]
    assert {reason.cause for reason in reasons} >= {Need.PRESENCE, Need.NOT_CONNECTED, Need.UNSIGNED, Need.OVERTIME}
    assert all(reason.since is not None and reason.since <= bench.now for reason in reasons)
