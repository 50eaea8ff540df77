"""Who to look at next: the order, the words, several reasons at once, each threshold on the second."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from supervisor import action as act
from supervisor.action import Simple
from supervisor.attention import Need
from supervisor.situation import Status
from tests.supervisor.support import WAYS, Bench, newcomer


def complete(bench: Bench, *numbers: int) -> None:
    """Identity and signature, so that neither is missing."""
    for number in numbers:
        bench.do(act.CheckIdentity(number))
        bench.do(act.Mark("sign", (number,)))


def running(*numbers: int, at: str = "09:00") -> Bench:
    """These candidates run, with nothing missing; n° 1 has 105 minutes: until 10:45."""
    bench = Bench()
    complete(bench, *numbers)
    return bench.start(*numbers, at=at)


# Each threshold ----------------------------------------------------------------------------------------

# fmt: off
COUNTDOWN = [
    ("10:29:59", ""),
    ("10:30:00", "fin dans 15 min"),
    ("10:30:01", "fin dans 15 min"),         # rounded up: never less than there is
    ("10:39:59", "fin dans 6 min"),
    ("10:40:00", "fin dans 5 min"),
    ("10:43:59", "fin dans 2 min"),
    ("10:44:00", "fin dans 1 min"),
    ("10:44:01", "fin dans 59 s"),
    ("10:44:59", "fin dans 1 s"),
    ("10:45:00", "temps écoulé"),
    ("10:45:01", "dépassé de 1 s"),
    ("10:47:15", "dépassé de 2 min 15"),
    ("11:50:00", "dépassé de 1 h 05"),
]
# fmt: on


@pytest.mark.parametrize(("hour", "text"), COUNTDOWN)
def test_a_countdown_calls_at_15_5_and_0_minutes(hour: str, text: str) -> None:
    """What is said of one candidate as his time runs out."""
    assert running(1).at(hour).look() == text


def test_a_part_of_a_second_beyond_the_end_is_no_length() -> None:
    """A real clock has parts of a second: « dépassé de 0 s » says nothing."""
    bench = running(1).at("10:45:00")
    bench.now += timedelta(milliseconds=700)
    assert bench.look() == "temps écoulé"
    bench.now += timedelta(milliseconds=400)
    assert bench.look() == "dépassé de 1 s"


def _presence(bench: Bench) -> None:
    bench.do(act.Mark("presence", (1,)))


def _joined(bench: Bench) -> None:
    bench.do(act.Mark("join", (1,)))


def _presence_and_joined(bench: Bench) -> None:
    _presence(bench)
    _joined(bench)


# fmt: off
WAITING = [
    (_presence,             "09:09:59", ""),
    (_presence,             "09:10:00", "présence confirmée depuis 10 min"),
    (_presence,             "09:14:59", "présence confirmée depuis 14 min"),
    (_presence,             "09:15:00", "présence expirée, à confirmer de nouveau"),
    (_presence,             "11:00:00", "présence expirée, à confirmer de nouveau"),
    (_joined,               "09:09:59", ""),
    (_joined,               "09:10:00", "a rejoint depuis 10 min"),
    (_joined,               "09:31:59", "a rejoint depuis 31 min"),
    (_joined,               "10:37:00", "a rejoint depuis 1 h 37"),
    (_presence_and_joined,  "09:10:00", "présence confirmée depuis 10 min"),  # one reason of this kind
]
# fmt: on


@pytest.mark.parametrize(("done", "hour", "text"), WAITING)
def test_who_waits_too_long_is_named(done: Callable[[Bench], None], hour: str, text: str) -> None:
    """Presence holds 15 minutes from the click, and is said at 10; joined and not started is said at 10 minutes."""
    bench = Bench().at("09:00")
    done(bench)
    assert bench.at(hour).look() == text


def test_presence_confirmed_again_runs_anew() -> None:
    """The 15 minutes run from the last click; once started it is no matter any more."""
    bench = Bench().at("09:00")
    _presence(bench)
    bench.at("09:15")
    _presence(bench)
    assert bench.at("09:24:59").look() == ""
    assert bench.at("09:25").look().startswith("présence confirmée")
    complete(bench, 1)
    assert bench.start(1).at("09:45").look() == ""


def test_the_paper_edition_confirms_no_presence() -> None:
    """Edition 2021 has no « Espace surveillant »."""
    bench = Bench(edition="2021").at("09:00")
    _presence(bench)
    assert bench.at("11:00").look() == ""


@pytest.mark.parametrize(
    ("hour", "text"),
    [
        ("09:04:59", ""),
        ("09:05:00", "présent, pas encore connecté"),
        ("09:05:01", "présent, pas encore connecté"),
    ],
)
def test_who_is_checked_and_not_connected(hour: str, text: str) -> None:
    """Checked and still not joined 5 minutes after half the room has started."""
    bench = Bench()
    complete(bench, 1, 2, 3, 4)
    bench.start(2, at="08:50")
    bench.start(3, at="09:00")  # two of four
    assert bench.at(hour).look(1) == text
    assert bench.look(5) == "", "who never came is not in the room"


@pytest.mark.parametrize("gone", [Status.ABSENT, Status.NOT_CERTIFIABLE])
def test_who_left_is_no_half_of_the_room(gone: Status) -> None:
    """Two in the room, one started: half of it, whoever else was checked and proved absent or not certifiable."""
    bench = Bench()
    complete(bench, 1, 2, 3)
    bench.bring(3, gone)
    bench.start(2, at="09:00")
    assert bench.at("09:05").look(1) == "présent, pas encore connecté"


@pytest.mark.parametrize(
    ("still", "text"),
    [
        (act.BeginGlobal("coupure"), "suspendu, reste 4 min"),
        (act.Mark("pause-begin", (1,)), "en pause, reste 4 min"),
        (act.Interrupt((1,)), "interrompu depuis 9 min, reste 4 min"),
    ],
)
def test_a_countdown_that_stands_still_has_no_end_to_come(still: act.Action, text: str) -> None:
    """Nobody whose time stands still is said to end in so many minutes: RULES.md section 3, no alarm of 5 minutes."""
    bench = running(1)
    bench.at("10:41").do(still)
    assert bench.at("10:50").look() == text


def test_an_interruption_says_since_when() -> None:
    """Interrupted, and for how long."""
    bench = running(1)
    bench.at("09:30").do(act.Interrupt((1,)))
    assert bench.look() == "interrompu depuis 0 s"
    assert bench.at("09:32:05").look() == "interrompu depuis 2 min 05"


def test_what_was_forgotten_is_named_until_it_is_done() -> None:
    """Started without identity, not signed: also after the end, until it is made good."""
    bench = Bench().start(1, at="09:00")
    assert bench.look() == "démarré sans contrôle d'identité, n'a pas émargé"
    bench.do(act.Finish((1,)))
    assert bench.look() == "démarré sans contrôle d'identité, n'a pas émargé"
    bench.do(act.CheckIdentity(1))
    assert bench.look() == "n'a pas émargé"
    bench.do(act.Mark("sign", (1,)))
    assert bench.looks() == []


# fmt: off
SINCE = [
    # done at 09:00                                looked at    since
    (["presence"],                                 "09:14:00",  "09:10"),  # 10 minutes after the click
    (["presence"],                                 "09:40:00",  "09:10"),  # also once it has expired
    (["join"],                                     "09:20:00",  "09:10"),
    (["start"],                                    "10:35:00",  "10:30"),  # 15 minutes before its end
    (["start"],                                    "10:44:00",  "10:40"),
    (["start"],                                    "11:00:00",  "10:45"),
]
# fmt: on


@pytest.mark.parametrize(("done", "hour", "since"), SINCE)
def test_since_when_somebody_calls(done: list[Simple], hour: str, since: str) -> None:
    """From the instant the limit was reached: two minutes later a colleague's candidate is everybody's."""
    bench = Bench().at("09:00")
    complete(bench, 1)
    for what in done:
        bench.do(act.Mark(what, (1,)))
    [look] = bench.at(hour).looks()
    assert look.reasons[0].since == bench.hour(since)


@pytest.mark.parametrize(("checked", "since"), [("08:40", "09:05"), ("09:04", "09:05"), ("09:07", "09:07")])
def test_since_when_who_is_not_connected_calls(checked: str, since: str) -> None:
    """5 minutes after half the room has started, or his identity check where that came later."""
    bench = Bench().at("08:30")
    complete(bench, 2, 3)
    bench.at("09:20").do(act.CheckIdentity(1), at=checked)
    bench.do(act.Mark("start", (2, 3)), at="09:00")
    look = next(a for a in bench.looks() if a.number == 1)
    assert (look.reasons[0].cause, look.reasons[0].since) == (Need.NOT_CONNECTED, bench.hour(since))


# The order ---------------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_rules() -> None:
    """Overtime, alert, 5 minutes, presence, not connected, interrupted, unchecked, 15 minutes, unsigned."""
    bench = Bench(
        now="08:00",
        listed=tuple(_people(9)),
    )
    complete(bench, 1, 2, 3, 4, 5, 6, 8)
    bench.do(act.CheckIdentity(9))
    bench.do(act.Mark("sign", (7,)))
    bench.do(act.Mark("start", (9,)), at="08:00")  # unsigned
    bench.at("10:00").do(act.Mark("start", (1,)), at="08:10")  # until 09:55: over
    bench.do(act.Mark("start", (2, 6, 7)))  # 2 alert, 6 interrupted, 7 unchecked
    bench.do(act.Mark("start", (3,)), at="08:18")  # until 10:03
    bench.do(act.Mark("start", (8,)), at="08:28")  # until 10:13
    bench.do(act.AdjustTime((9,), 100, "essai"))
    bench.do(act.Mark("presence", (4,)), at="09:50")
    bench.do(act.RecordIncident("E2", (2,), question=12))
    bench.do(act.Interrupt((6,)))
    assert [(a.number, a.cause) for a in bench.looks()] == [
        (1, Need.OVERTIME),
        (2, Need.OPEN_ALERT),
        (3, Need.LAST_MINUTES),
        (4, Need.PRESENCE),
        (6, Need.INTERRUPTED),
        (7, Need.STARTED_UNCHECKED),
        (8, Need.NOTICE),
        (9, Need.UNSIGNED),
    ]
    assert list(Need) == sorted(Need)
    bench.at("10:05")  # half the room has started 5 minutes ago
    assert [a.number for a in bench.looks()][:4] == [1, 3, 2, 4]
    assert bench.looks()[4].number == 5
    assert bench.looks()[4].cause is Need.NOT_CONNECTED


def _people(count: int) -> list[act.NewCandidate]:
    return [newcomer(f"NOM{rank}") for rank in range(count)]


def test_several_reasons_are_one_entry() -> None:
    """One entry that names them all, the most pressing first, at its rank."""
    bench = running(1, 2)
    bench.at("10:41").do(act.RecordIncident("E2", (1,), question=12))
    bench.do(act.RecordIncident("E10", (1,), question=13))
    [only] = bench.looks()
    assert only.text == "E2 question 12 ouvert, E10 question 13 ouvert, fin dans 4 min"
    assert only.cause is Need.OPEN_ALERT


def test_among_equals_the_nearest_end_comes_first() -> None:
    """Of two in overtime the one who is longest in it; then by number."""
    bench = Bench(
        listed=tuple(_people(4)),
    )
    complete(bench, 1, 2, 3, 4)
    bench.at("09:00").do(act.Mark("start", (1, 4)), at="08:10")
    bench.do(act.Mark("start", (2,)), at="08:05")
    bench.do(act.Mark("start", (3,)), at="08:15")
    assert [a.number for a in bench.at("10:30").looks()] == [2, 1, 4, 3]


@pytest.mark.parametrize("status", list(Status))
def test_no_status_hides_an_open_alert(status: Status) -> None:
    """Whatever became of him since, an alert that was raised while he ran calls until it is answered."""
    bench = Bench().bring(1, Status.EXPECTED)
    if status in (Status.EXPECTED, Status.JOINED, Status.ABSENT, Status.NOT_CERTIFIABLE):
        bench.do(act.Mark("start", (1,)))
        start = bench.last_id
        bench.do(act.RecordIncident("E2", (1,), question=12))
        bench.do(act.Undo(start, "ce n'était pas lui"))
        bench.bring(1, status)
    else:
        bench.do(act.Mark("start", (1,)))
        bench.do(act.RecordIncident("E2", (1,), question=12))
        for action in WAYS[status](1)[1:]:
            bench.do(action)
    assert bench.status() is status
    assert "E2 question 12 ouvert" in bench.look()


def test_a_closed_session_needs_no_look() -> None:
    """Once closed nobody is called any more; reopened, they are again."""
    bench = Bench().start(1, at="09:00").at("11:00")
    bench.do(act.CloseSession(force=True))
    assert bench.looks() == []
    bench.do(act.Reopen("oubli"))
    assert bench.look().startswith("dépassé")


def test_a_removed_candidate_needs_no_look() -> None:
    """Who is off the list calls no more."""
    bench = Bench().at("09:00")
    _presence(bench)
    bench.do(act.Remove((1,)))
    assert bench.at("10:00").looks() == []
