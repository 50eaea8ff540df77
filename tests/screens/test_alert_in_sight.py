"""An open alert stays in sight, whatever else there is to say of him or of the others."""

from __future__ import annotations

import pytest

from screens.kit.ink import plain
from screens.picture.picture import picture_of
from screens.widgets.attention_bar import attention_line
from supervisor import action as act
from supervisor.attention import Need, attention
from supervisor.incident import IncidentState
from supervisor.situation import RUNNING, Status
from tests.screens.conftest import Board, Open
from tests.screens.room import MemoryDesk
from tests.supervisor.support import Bench

AFTERWARDS: dict[str, tuple[act.Action, ...]] = {
    "running": (),
    "interrupted": (act.Interrupt((3,)),),
    "resumed": (act.Interrupt((3,)), act.Resume((3,), "none")),
    "paused": (act.Mark("pause-begin", (3,)),),
    "finished": (act.Finish((3,)),),
    "ended": (act.StopTest((3,), "end", "technical"),),
    "withdrawn": (act.StopTest((3,), "withdraw", "candidate"),),
    "under a global incident": (act.BeginGlobal("panne"),),
    "in a colleague's zone": (act.ChangeZone((3,), "fond"),),
    "noted and reported besides": (act.WriteNote("malaise", 3), act.RecordIncident("C7", (3,), text="souris")),
    "corrected": (act.CorrectStart(3, Bench().hour("08:35"), "lapsus"),),
}


@pytest.mark.parametrize("width", [60, 80, 120, 150])
@pytest.mark.parametrize("label", AFTERWARDS)
def test_nothing_hides_an_open_alert(label: str, width: int) -> None:
    """In the list of those to look at and in the bar, with four others beyond their end at the same time."""
    bench = Bench().at("08:40").start(3).at("08:10").start(1, 2, 4, 5)
    bench.at("10:00").do(act.RecordIncident("E2", (3,), question=12))
    for action in AFTERWARDS[label]:
        bench.do(action)
    bench.at("12:30")
    (entry,) = [e for e in attention(bench.session, bench.now) if e.number == 3]
    assert Need.OPEN_ALERT in [reason.cause for reason in entry.reasons]
    shown = plain(attention_line(picture_of(bench.session, bench.now), width))
    assert "03 CASTEL-ROUX" in shown
    assert "E2 ouvert" in shown or "E2 question 12 ouvert" in shown
    assert len(shown) <= width


def test_it_goes_with_its_answer_only() -> None:
    """Validated, refused or expired, or the report withdrawn: then nothing waits any more."""
    for end in (
        act.CloseAlert(1, "validated"), act.CloseAlert(1, "refused"), act.CloseAlert(1, "expired"), None,
    ):  # fmt: skip
        bench = Bench().start(1)
        bench.do(act.RecordIncident("E1", (1,), question=3))
        assert bench.look().startswith("E1 question 3 ouvert")
        bench.do(end or act.RetractIncident(bench.last_id, "erreur"))
        assert "ouvert" not in bench.look()


async def test_several_alerts_of_one(opened: Open, desk: MemoryDesk) -> None:
    """`v` lists them with code, question and hour; the one chosen is answered, the other stays."""
    async with opened(desk) as board:
        await board.choose(11)
        await _report(board, "e10 12")
        await board.press("v")
        assert "E2 question 12, 09:41:22" in board.dialog
        assert "E10 question 12, 10:28:20" in board.dialog
        await board.press("b")
        assert "E10 question 12" in board.dialog
        await board.press("r", "enter")
        states = [i.state for i in board.session.incidents_of(11)]
        assert states == [IncidentState.OPEN, IncidentState.REFUSED]
        assert "rafraîchir sa page" in board.notice
        assert "E2 ouvert" in board.text


async def test_the_page_is_to_be_refreshed(opened: Open, desk: MemoryDesk) -> None:
    """The toast after the answer says so, on as many rows as it needs, above the keys."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("v", "v", "enter")
        assert "rafraîchir sa page" in board.notice
        told = " ".join(board.lines[-4:])
        assert "« Valider le signalement »" in told
        assert "rafraîchir sa page" in told
        assert "? aide" in board.lines[-1]


@pytest.mark.parametrize(
    "status",
    [
        pytest.param(status, marks=() if status in (Status.STARTED, Status.FINISHED) else pytest.mark.wide)
        for status in Status
    ],
)
async def test_an_incident_in_every_status(opened: Open, desk: MemoryDesk, status: Status) -> None:
    """`s` works for everybody; an E code opens an alert where the test runs, else says that it comes too late."""
    bench = Bench().bring(1, status)
    opening = MemoryDesk(bench.session)
    async with opened(opening) as board:
        await board.press("home")
        await _report(board, "e1 3")
        (incident,) = board.session.incidents_of(1)
        runs = status in RUNNING
        assert incident.state is (IncidentState.OPEN if runs else IncidentState.EXPIRED)
        assert runs or "ne peut plus être pris en compte" in board.notice


async def _report(board: Board, typed: str) -> None:
    await board.press("s")
    await board.type(typed)
    await board.press("enter")
