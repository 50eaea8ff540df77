"""How long something lasts that the machine's clock jumped during: as long as it does, wherever it is told."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from data.documents.csv_out import incidents_csv
from data.documents.json_out import session_json
from data.documents.markdown_out import session_markdown
from data.documents.papers.incidents import papers as incident_papers
from screens.command.do.requests.outage import global_lines
from screens.command.spoken import session_sentences
from screens.command.status import status_lines
from supervisor import action as act
from supervisor import event as ev
from supervisor.jumps import elapsed
from supervisor.outage import lasted
from supervisor.story import phrase_of
from tests.supervisor.support import Bench

HOUR = 3600
FIVE_MINUTES = timedelta(minutes=5)


def outage_through(seconds: int, *, over: bool = True) -> Bench:
    """An outage of five minutes at 09:30, during which the clock jumped; ended, or it still lasts."""
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    bench.do(act.BeginGlobal("réseau"))
    bench.wait(minutes=2)
    bench.do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds + 180)
    if over:
        bench.do(act.EndGlobal())
        bench.wait(minutes=40)
    return bench


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("seconds", [-HOUR, -300, -40, HOUR])
def test_an_outage_lasts_as_long_as_it_did(seconds: int, over: bool) -> None:
    """Whatever the clock did during it, and also for ever after the close."""
    bench = outage_through(seconds, over=over)
    (outage,) = bench.session.globals.values()
    assert lasted(bench.session, outage, bench.now) == FIVE_MINUTES
    closed = replace(bench.session, closed_at=bench.now)
    assert lasted(closed, outage, bench.now + timedelta(days=3)) == FIVE_MINUTES


def test_it_is_told_so_wherever_it_is_told() -> None:
    """In the journal, on paper, in the list of the command, and in what is heard."""
    bench = outage_through(-HOUR)
    session, now = bench.session, bench.now
    ended = next(e for e in session.entries if isinstance(e.event, ev.GlobalIncidentEnded))
    assert phrase_of(ended, session) == "fin de l'incident global : réseau (5 min)"
    assert "de 09:30:00 à 08:35:00, 5 min, pour tous" in "".join(global_lines(session, now))
    assert "- de 09:30:00 à 08:35:00, 5 min : réseau (tous)" in session_markdown(session, now).decode()
    assert "5 min" in repr([paper.parts for paper in incident_papers(session, now)])
    open_still = outage_through(-HOUR, over=False)
    session, now = open_still.session, open_still.now
    assert any("en cours depuis 5 min : réseau" in said for said in session_sentences(session, now))
    assert "- depuis 08:30:00, en cours, 5 min : réseau (tous)" in session_markdown(session, now).decode()
    assert any(
        f"incident global n° {outage.event_id} depuis 08:30:00, en cours, 5 min : réseau" in line
        for outage in session.running_globals for line in status_lines(session, now, full=False)
    )  # fmt: skip


@pytest.mark.parametrize("seconds", [0, -HOUR, HOUR])
def test_it_is_a_number_for_other_programs(seconds: int) -> None:
    """In the JSON and in the table for spreadsheets: their two hours do not say it where the clock jumped."""
    bench = outage_through(seconds)
    [told] = json.loads(session_json(bench.session, [], bench.now))["global_incidents"]
    assert told["lasted_s"] == 300
    [row] = csv.DictReader(io.StringIO(incidents_csv(bench.session).decode("utf-8-sig")), delimiter=";")
    assert (row["Nature"], row["Durée (s)"]) == ("incident global", "300")
    open_still = outage_through(seconds, over=False)
    [told] = json.loads(session_json(open_still.session, [], open_still.now))["global_incidents"]
    assert (told["end"], told["lasted_s"]) == (None, None)


@pytest.mark.parametrize("seconds", [0, -HOUR, HOUR])
@pytest.mark.parametrize("answered", [False, True])
def test_so_is_an_interruption_and_a_pause(seconds: int, answered: bool) -> None:
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    bench.do(act.Interrupt((1,), "technical"))
    bench.do(act.Mark("pause-begin", (2,)))
    bench.wait(minutes=2)
    if seconds:
        bench.do(act.NoticeClockJump(seconds))
    bench.wait(seconds=180 + seconds)
    if seconds and (answered or seconds < 0):
        bench.do(act.ShiftStarts(seconds, "horloge remise à l'heure", (1, 2)))
    bench.do(act.Resume((1,), "measured"))
    bench.do(act.Mark("pause-end", (2,)))
    first, second = json.loads(session_json(bench.session, [], bench.now))["candidates"][:2]
    assert [one["lasted_s"] for one in (*first["interruptions"], *second["pauses"])] == [300, 300]


@pytest.mark.parametrize(("seconds", "answered"), [(HOUR, False), (HOUR, True), (-HOUR, True), (-HOUR, False)])
def test_an_interruption_and_a_pause_are_told_as_long_as_they_were(seconds: int, answered: bool) -> None:
    """Before somebody has said what becomes of the starts, and after it."""
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    bench.do(act.Interrupt((1,), "technical"))
    bench.do(act.Mark("pause-begin", (2,)))
    bench.wait(minutes=2)
    bench.do(act.NoticeClockJump(seconds))
    bench.wait(seconds=180 + seconds)
    if answered:
        bench.do(act.ShiftStarts(seconds, "horloge remise à l'heure", (1, 2)))
    assert "interrompu depuis 5 min" in bench.look(1)
    if not answered and seconds < 0:
        assert "décalez d'abord les débuts" in bench.refused(act.Mark("pause-end", (2,)))
        return
    assert any("pause de 5 min" in remark.text for remark in bench.do(act.Mark("pause-end", (2,))).remarks)


@pytest.mark.parametrize("seconds", [-HOUR, HOUR])
def test_an_action_was_noted_as_long_ago_as_it_was(seconds: int) -> None:
    """What an undo says of it."""
    bench = Bench().start(1, at="09:00")
    noted = bench.session.entries[-1]
    bench.wait(minutes=2)
    bench.do(act.NoticeClockJump(seconds))
    bench.wait(seconds=seconds + 180)
    assert elapsed(bench.session, noted.recorded_at, noted.id, bench.now) == FIVE_MINUTES


def test_what_an_outage_cost_is_measured_once_the_clock_is_answered() -> None:
    """Ended before the starts are shifted: it is said that it will be, and it is."""
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    bench.do(act.BeginGlobal("réseau"))
    bench.wait(minutes=2).do(act.NoticeClockJump(-HOUR))
    bench.wait(seconds=180 - HOUR)
    told = [remark.text for remark in bench.do(act.EndGlobal()).remarks if remark.number == 1]
    assert told == ["sera mesuré une fois son début décalé (saut d'horloge)"]
    bench.do(act.ShiftStarts(-HOUR, "horloge remise à l'heure"))
    assert (bench.ending(1).adjustments, bench.loss(1)) == (5, 0)
