"""After the close: nothing runs on, and the session can be opened again with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from screens.kit.ink import plain
from screens.picture.picture import Picture, picture_of
from screens.widgets.counts import counts_line
from screens.widgets.lanes import lanes_lines
from screens.widgets.panel import panel_lines
from screens.widgets.room_plan import plan_of
from screens.widgets.rows import columns_for, row
from supervisor import action as act
from supervisor.action import Context
from supervisor.seal import groups
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at

__all__ = ["equipped"]  # a fixture

NOW = at("10:28:20")


def is_closed(desk: MemoryDesk) -> bool:
    return desk.session.closed_at is not None


@pytest.fixture
def shut(desk: MemoryDesk) -> MemoryDesk:
    """Closed at 10:28 although 16 tests had no end."""
    desk.act_now(act.CloseSession(force=True), Context(now=at("10:28:19"), author=AUTHOR, host=HOST))
    return desk


def test_no_clock_runs_on(shut: MemoryDesk) -> None:
    """The same rows, cards and plan an hour later; no word says that a test goes on."""
    pictures = [replace(picture_of(shut.session, NOW + timedelta(hours=h)), chosen=1) for h in (0, 1)]

    def drawn(picture: Picture) -> list[str]:
        session = picture.session
        rows = [row(session, who, picture.now, columns_for(80)).line for who in session.candidates.values()]
        cards = [*lanes_lines(picture, 80, 30), *plan_of(picture, 80, 30).lines, *panel_lines(picture, 34, 20)]
        return [plain(line) for line in (*rows, *cards)]

    before, after = map(drawn, pictures)
    assert before == after
    text = "\n".join(before)
    for live in ("15:52", "−", "En cours", "Dépassé", "Interrompu", "‖"):
        assert live not in text, live
    assert "01  ABRAHAM Lincoln             Non term.  ✓  ✓  08:59 10:45" in text
    assert "non terminé 01 ABRAHAM" in text
    assert "test non terminé à la clôture" in text


def test_counts_of_a_closed_session(shut: MemoryDesk) -> None:
    """An open alert first; who had no end is « non terminé », nobody is « dépassé » any more."""
    counts = shut.session.counts(NOW)
    assert plain(counts_line(counts, 120, closed=True)).startswith(
        " 1 alerte ouverte  20 inscrits  1 a rejoint  2 terminés  16 non terminés"
    )


async def test_the_board_looks_closed(equipped: Equipped, shut: MemoryDesk, clock: StillClock) -> None:
    """The banner says when, and the seal; the footer what is possible; q asks nothing."""
    rung: list[int] = []
    async with equipped(shut, papers=Drawer().papers) as board:
        board.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        assert f"CLOSE  à 10:28 · sceau {groups(shut.session.seal)} " in board.lines[0]
        assert "10:28:20" in board.lines[0]
        assert "O rouvrir  x exporter  / chercher  F9 masquer  q quitter" in board.lines[-1]
        await board.later(3600)
        assert not rung
        assert not board.notice
        assert "dépassé" not in board.text
        await board.press("m")
        assert "lecture seule" in board.notice
        await board.press("q")
        assert board.app.return_value == 0


async def test_reopen(opened: Open, shut: MemoryDesk) -> None:
    """O asks why and says that the seal becomes void; then everything goes on."""
    async with opened(shut, size=(150, 36)) as board:
        assert "O rouvrir" in board.lines[0]
        await board.press("O")
        assert "Rouvrir la session 208, close à 10:28" in board.dialog
        assert f"Sceau {groups(shut.session.seal)} : il ne vaudra plus." in board.dialog
        await board.press("enter")
        assert "dites pourquoi" in board.dialog
        assert is_closed(shut)
        await board.type("oubli")
        await board.press("enter")
        assert not is_closed(shut)
        assert "oubli" in board.notice
        assert "rouverte" in board.lines[0]
        assert "15:52" in board.row(1)
        await board.press("O")
        assert "la session n'est pas close" in board.notice


async def test_closed_on_another_day(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """The banner then has the day."""
    clock.instant = at("23:40:00") + timedelta(hours=1)
    desk.act_now(act.CloseSession(force=True), Context(now=clock.instant, author=AUTHOR, host=HOST))
    async with opened(desk, size=(120, 30)) as board:
        assert "CLOSE  le 21/11 à 00:40 · sceau" in board.lines[0]
        await board.press("O")
        assert "close le 21/11 à 00:40" in board.dialog


async def test_an_end_on_another_day(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Panel and heading say so; in a row the start beside it does: a night says no « +1j » on each line."""
    clock.instant = at("23:10:00")
    for what in ("join", "start"):
        morning.act_now(act.Mark(what, (1,)), Context(now=clock.instant, author=AUTHOR, host=HOST))
    async with opened(morning, size=(150, 36)) as board:
        assert board.session.candidates[1].status is Status.STARTED
        assert "23:10 00:55 " in board.row(1)
        assert "le 21/11/2026" in board.text
        assert "dernière fin le 21/11 à 00:55" in board.lines[0]
        await board.pilot.resize_terminal(80, 24)
        await board.settle()
        assert board.row(1).rstrip().endswith("23:10 00:55")
