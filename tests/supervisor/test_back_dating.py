"""When things happened: both instants stay, the future and ends before beginnings are refused."""

from datetime import timedelta

import pytest

from data.documents.papers.journal import _rows
from screens.command.log import log_line
from supervisor import action as act
from supervisor.situation import Status
from supervisor.story import is_noted_later
from tests.supervisor.support import Bench


def test_an_action_keeps_both_instants() -> None:
    """When it happened and when it was recorded; the countdown counts from when it happened."""
    bench = Bench().at("09:10")
    bench.do(act.Mark("start", (1,)), at="09:02")
    entry = bench.session.entries[-1]
    assert (entry.at, entry.recorded_at) == (bench.hour("09:02"), bench.hour("09:10"))
    assert bench.end() == "10:47:00"


@pytest.mark.parametrize(("seconds", "is_later"), [(0, False), (3, False), (59, False), (60, True), (480, True)])
def test_what_took_seconds_to_type_is_not_told_as_noted_later(seconds: int, is_later: bool) -> None:
    """An action is of its first key, or of the line that asked for it: that is no second instant on any paper."""
    bench = Bench().at("09:10")
    bench.do(act.Mark("start", (1,)), at=bench.now - timedelta(seconds=seconds))
    entry = bench.session.entries[-1]
    assert is_noted_later(entry) is is_later
    told = [cell for row in _rows(bench.session, bench.session.date, [entry]) for cell in row.cells]
    assert any("noté à" in str(cell) for cell in told) is is_later
    assert ("enregistré à" in log_line(entry, bench.session)) is is_later


def test_the_order_is_that_of_recording() -> None:
    """What was recorded later counts later, whatever instant it is given."""
    bench = Bench().at("09:10")
    bench.do(act.ChangeSeat(1, "3"))
    bench.do(act.ChangeSeat(1, "4"), at="08:40")
    assert bench.who().seat == "4"


@pytest.mark.parametrize(("seconds", "refused"), [(0, False), (60, False), (61, True), (3600, True)])
def test_the_future_is_refused(seconds: int, refused: bool) -> None:
    """Clocks of two machines differ a little: up to 60 s ahead is taken, more is not."""
    bench = Bench().at("09:00")
    at = bench.now + timedelta(seconds=seconds)
    if refused:
        assert "est dans le futur" in bench.refused(act.Mark("sign", (1,)), at=at)
    else:
        bench.do(act.Mark("sign", (1,)), at=at)
        assert bench.who().signed_at == at


def test_instants_are_kept_in_whole_seconds() -> None:
    """The journal knows no fractions of a second."""
    bench = Bench()
    bench.now += timedelta(microseconds=999_999)
    bench.do(act.Mark("sign", (1,)))
    assert bench.who().signed_at == bench.hour("08:30")
    bench.do(act.Undo())
    assert bench.session.entries[-1].at == bench.hour("08:30")


START = ("09:00", act.Mark("start", (1,)))
BREAK, ON = ("09:10", act.Interrupt((1,))), ("09:20", act.Resume((1,)))
PAUSE, PAUSE_OVER = ("09:10", act.Mark("pause-begin", (1,))), ("09:20", act.Mark("pause-end", (1,)))
BREAKS = [BREAK, ON, ("09:24", act.Interrupt((1,))), ("09:26", act.Resume((1,)))]
PAUSES = [PAUSE, PAUSE_OVER, ("09:24", act.Mark("pause-begin", (1,))), ("09:26", act.Mark("pause-end", (1,)))]
OUTAGE = ("09:00", act.BeginGlobal("panne"))
FINISH, END, WITHDRAW = act.Finish((1,)), act.StopTest((1,), "end"), act.StopTest((1,), "withdraw")

# fmt: off
TOO_EARLY = [
    # done before                action    refused at   because of
    ([START],                    FINISH,   "08:59:59",  "le début de son test (09:00:00)"),
    ([START],                    END,      "08:59:59",  "le début de son test (09:00:00)"),
    ([START],                    WITHDRAW, "08:59:59",  "le début de son test (09:00:00)"),
    ([START],                    BREAK[1], "08:59:59",  "le début de son test (09:00:00)"),
    ([START],                    PAUSE[1], "08:59:59",  "le début de son test (09:00:00)"),
    ([START, BREAK],             ON[1],    "09:09:59",  "le début de l'interruption (09:10:00)"),
    ([START, BREAK],             FINISH,   "09:09:59",  "une pause ou une interruption (09:10:00)"),
    ([START, PAUSE],             PAUSE_OVER[1], "09:09:59", "le début de la pause (09:10:00)"),
    ([START, PAUSE],             END,      "09:09:59",  "une pause ou une interruption (09:10:00)"),
    ([START, BREAK, ON],         BREAK[1], "09:19:59",  "la fin de l'interruption précédente (09:20:00)"),
    ([START, BREAK, ON],         FINISH,   "09:19:59",  "une pause ou une interruption (09:20:00)"),
    ([START, PAUSE, PAUSE_OVER], PAUSE[1], "09:19:59",  "la fin de la pause précédente (09:20:00)"),
    ([OUTAGE],                   act.EndGlobal(), "08:59:59", "son début (09:00:00)"),
    # of several, the last one counts
    ([START, *BREAKS],           BREAK[1], "09:25:59",  "la fin de l'interruption précédente (09:26:00)"),
    ([START, *BREAKS],           FINISH,   "09:25:59",  "une pause ou une interruption (09:26:00)"),
    ([START, *PAUSES],           PAUSE[1], "09:25:59",  "la fin de la pause précédente (09:26:00)"),
    ([START, *PAUSES],           END,      "09:25:59",  "une pause ou une interruption (09:26:00)"),
]
# fmt: on


@pytest.mark.parametrize(("before", "action", "hour", "limit"), TOO_EARLY)
def test_nothing_ends_before_it_began(
    before: list[tuple[str, act.Action]], action: act.Action, hour: str, limit: str
) -> None:
    """Refused a second before, with both hours named; accepted at that very second."""
    bench = Bench().at("09:30")
    for at, done in before:
        bench.do(done, at=at)
    assert bench.refused(action, at=hour) == f"{hour} précède {limit}"
    bench.do(action, at=bench.hour(hour) + timedelta(seconds=1))
    assert bench.session == bench.reopened()


# The start corrected -----------------------------------------------------------------------------------


def test_a_wrong_start_is_corrected_at_any_time() -> None:
    """Before and after of the end are told; both values and the reason stay in the log."""
    bench = Bench().start(1, at="09:00")
    decision = bench.at("09:30").do(act.CorrectStart(1, bench.hour("09:04"), "noté trop tôt"))
    assert [r.text for r in decision.remarks] == ["fin 10:45 → 10:49"]
    bench.do(act.Finish((1,)))
    bench.do(act.CorrectStart(1, bench.hour("08:58"), "d'après l'Espace surveillant"))
    assert bench.who().started_at == bench.hour("08:58")
    assert bench.status() is Status.FINISHED


# fmt: off
STARTS = [
    # done before                                           new start    refused
    ([],                                                    "09:31:00",  ""),               # up to 60 s ahead
    ([],                                                    "09:31:01",  "est dans le futur"),
    ([],                                                    "09:00:00",  "rien à corriger"),
    ([("09:10", act.Interrupt((1,)))],                      "09:10:00",  ""),
    ([("09:10", act.Interrupt((1,)))],                      "09:10:01",  "sa première interruption ou pause (09:10)"),
    ([("09:10", act.Mark("pause-begin", (1,)))],            "09:10:01",  "sa première interruption ou pause (09:10)"),
    ([("09:20", act.Finish((1,)))],                         "09:20:00",  ""),
    ([("09:20", act.Finish((1,)))],                         "09:20:01",  "la fin de son test (09:20)"),
    ([("09:10", act.Interrupt((1,))), ("09:20", act.Finish((1,)))], "09:15:00", "sa première interruption ou pause"),
    (BREAKS,                                                "09:10:01",  "sa première interruption ou pause (09:10)"),
    (PAUSES,                                                "09:10:01",  "sa première interruption ou pause (09:10)"),
]
# fmt: on


@pytest.mark.parametrize(("before", "new", "refused"), STARTS)
def test_a_start_lies_before_all_that_followed(before: list[tuple[str, act.Action]], new: str, refused: str) -> None:
    """Neither after an interruption or the end, nor in the future, nor the same again."""
    bench = Bench().start(1, at="09:00").at("09:30")
    for at, done in before:
        bench.do(done, at=at)
    action = act.CorrectStart(1, bench.hour(new), "noté faux")
    if refused:
        assert refused in bench.refused(action)
    else:
        bench.do(action)


def test_a_start_is_not_corrected_without_a_reason() -> None:
    """Exit 2: the reason was not said."""
    bench = Bench().start(1, at="09:00").at("09:30")
    action = act.CorrectStart(1, bench.hour("09:04"), " ")
    assert "motif" in bench.refused(action)
    assert bench.attempt(action).refusals[0].bad_usage


def test_an_end_that_moves_by_seconds_is_told_with_them() -> None:
    """Rounded up, both ends would be the same minute: « fin 10:46 → 10:46 » tells nothing."""
    bench = Bench().start(1, at="09:00:10")
    decision = bench.do(act.CorrectStart(1, bench.at("09:30").hour("09:00:40"), "mal noté"))
    assert [r.text for r in decision.remarks] == ["fin 10:45:10 → 10:45:40"]
