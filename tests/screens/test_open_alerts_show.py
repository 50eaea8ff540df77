"""An open alert is never hidden (DESIGN.md, « What may never happen »): in each view, at any width, in any status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.kit.ink import Line, plain
from screens.picture.picture import Picture, picture_of
from screens.widgets.lanes import lanes_lines
from screens.widgets.room_plan import plan_of
from screens.widgets.rows import columns_for, hours_width, row
from supervisor import action as act
from supervisor.action import Action, Context
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at, running

NOW = at("10:28:20")
WIDTHS = pytest.mark.parametrize("width", [12, 20, 30, 40, 60, 71, 72, 80, 100, 120, 150])
WHO = 11
LATER: dict[str, tuple[Action, ...]] = {
    "in overtime": (),
    "interrupted": (act.Interrupt((WHO,)),),
    "in a pause": (act.Mark("pause-begin", (WHO,)),),
    "finished": (act.Finish((WHO,)),),
    "with much else": (
        act.Correct(WHO, extra_time=running().session.candidates[2].extra_time),
        act.RecordIncident("E5", (WHO,), question=14),
        act.RecordIncident("C8", (WHO,), text="a toussé"),
        act.RecordIncident("C7", (WHO,), text="souris"),
    ),
    "with a long name": (
        act.Correct(WHO, identity=running().session.candidates[WHO].identity.model_copy(
            update={"last_name": "DE LA ROCHEFOUCAULD-MONTBEL"})),
    ),
    "in a closed session": (act.CloseSession(force=True),),
}  # fmt: skip
"""What happens to him after his alert."""


def alerting(later: str) -> Picture:
    desk: MemoryDesk = running()
    for action in LATER[later]:
        outcome = desk.act_now(action, Context(now=at("10:28:19"), author=AUTHOR, host=HOST))
        assert not outcome.refusals, outcome.refusals
    return replace(picture_of(desk.session, NOW), chosen=WHO)


def ellipses(line: Line) -> int:
    return plain(line).count("…")


@WIDTHS
@pytest.mark.parametrize("later", LATER)
def test_in_the_list(later: str, width: int) -> None:
    """Beside the clock, or in the column of incidents where it is wide; one ellipsis at most."""
    session = alerting(later).session
    columns = columns_for(width, 2, hours_width(session, NOW))
    for who in session.candidates.values():
        line = row(session, who, NOW, columns).line
        assert ("▲" in plain(line)) == (who.number == WHO)
        assert ellipses(line) <= 1


@WIDTHS
@pytest.mark.parametrize("later", LATER)
def test_in_the_lanes(later: str, width: int) -> None:
    """On his card; a card has one ellipsis at most."""
    picture = alerting(later)
    lines = lanes_lines(picture, width, 21)
    cells = [cell for line in lines for cell in plain(line).split("│")]
    [his] = [cell for cell in cells if f"{WHO} " in cell and "▌" in cell]
    assert "▲" in his
    assert all(cell.count("…") <= 1 for cell in cells)


@pytest.mark.parametrize(("width", "height"), [(30, 6), (40, 4), (72, 6), (80, 8)])
def test_in_the_lanes_out_of_sight(width: int, height: int) -> None:
    """Where the card is not shown, the line that counts the others has the sign."""
    picture = replace(alerting("in overtime"), chosen=20)
    lines = [plain(line) for line in lanes_lines(picture, width, height)]
    assert len(lines) == height
    assert not any("JEFF" in line for line in lines)
    assert any("▌" in line for line in lines)
    assert any("▲" in line and "encore" in line for line in lines)


@pytest.mark.few(height=(0,))
@WIDTHS
@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("height", [6, 20, 40])
def test_in_the_room_plan(later: str, width: int, height: int) -> None:
    """At his seat; where there is room for one cell at least."""
    picture = alerting(later)
    text = "\n".join(plain(line) for line in plan_of(picture, width, height).lines)
    assert "▲" in text


@pytest.mark.parametrize("width", [30, 40, 80, 120])
def test_every_lane_names_people(width: int) -> None:
    """At 30 columns too there are names on the cards."""
    picture = picture_of(running().session, NOW)
    text = "\n".join(plain(line) for line in lanes_lines(picture, width, 30))
    for name in ("MBAPE", "TYLER", "MONROE", "CHAP", "FILL"):
        assert name in text
