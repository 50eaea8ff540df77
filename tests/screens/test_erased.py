"""A candidate whose data was erased: « (effacé) » wherever he is shown, and his row still works."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervisor import action as act
from supervisor import event as ev
from supervisor.action import Context
from supervisor.event import Entry
from supervisor.folding import fold
from supervisor.forgetting import traces_of
from supervisor.session import Session
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at

pytestmark = pytest.mark.wide

ERASED = 11
"""JEFFERSON Thomas: an open alert, overtime, an incident with a question."""


def erased(session: Session, number: int) -> Session:
    """The session once he is forgotten, as it is read back from its journal."""
    gone = {trace.entry.id for trace in traces_of(session, number)}

    def without(entry: Entry) -> Entry:
        if entry.id not in gone:
            return entry
        public, _ = ev.split(entry.event)
        return replace(entry, event=ev.join(entry.event.kind, public, None), erased=True)

    return fold(session.header, [without(entry) for entry in session.entries])


@pytest.fixture
def forgotten(desk: MemoryDesk) -> MemoryDesk:
    """The room of the pictures, with notes and a fraud of his, all erased."""
    for action in (
        act.WriteNote("Jefferson tousse", ERASED),
        act.WriteNote("aide JEFFERSON", 12),
        act.ReportFraud(ERASED, "consultation", "téléphone", "confisqué", witnesses=("Mme Roy",)),
        act.AdjustTime((ERASED,), 5, "souris"),
    ):
        outcome = desk.act_now(action, Context(now=at("10:28:10"), author=AUTHOR, host=HOST))
        assert not outcome.refusals, outcome.refusals
    desk.session = erased(desk.session, ERASED)
    return desk


@pytest.mark.parametrize("size", [(80, 24), (150, 36)])
async def test_in_every_view(size: tuple[int, int], forgotten: MemoryDesk, opened: Open) -> None:
    """List, boards, room plan, journal, his panel: no name of his, and nothing stops."""
    async with opened(forgotten, size=size) as board:
        await board.choose(ERASED)
        assert "(effacé)" in board.row(ERASED)
        shown = [board.text]
        for key in ("f3", "f4", "f2", "c"):
            await board.press(key)
            shown.append(board.text)
        assert all("efferson" not in text.casefold() for text in shown)
        assert "(effacé)" in shown[1]


@pytest.mark.parametrize("key", ["i", "s", "C", "t", "n", "m", "v", "f"])
async def test_his_dialogs_open(key: str, forgotten: MemoryDesk, opened: Open) -> None:
    """Each with « (effacé) » where his name stood."""
    async with opened(forgotten) as board:
        await board.choose(ERASED)
        await board.press(key)
        assert board.app.is_running
        assert "efferson" not in board.text.casefold()
        await board.press("escape")


async def test_searched_by_his_name_nobody_is_found(forgotten: MemoryDesk, opened: Open) -> None:
    """By his number he is."""
    async with opened(forgotten) as board:
        await board.press("slash")
        await board.type("jeff")
        assert board.row(ERASED) == ""
        await board.press("escape")
        await board.choose(ERASED)
        assert board.row(ERASED).startswith("▌")


async def test_work_goes_on(forgotten: MemoryDesk, opened: Open) -> None:
    """His test can still be ended."""
    async with opened(forgotten) as board:
        await board.choose(ERASED)
        await board.press("f")
        assert board.session.candidates[ERASED].stopped_at is not None
