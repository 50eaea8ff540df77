"""The coach beside a learner who types: it keeps its hands off, waits its turn to speak, and fits its row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.reference import read_reference
from screens.dialogs.leaving import QuitDialog
from screens.kit.ink import Line, wrap_line
from screens.kit.settings import Settings
from screens.live.coach import HANDS_OFF_S, LOOK_FIRST_S, Coach, next_keys
from supervisor import action as act
from supervisor.rehearsal import Cue, Rehearsal, _sentence
from supervisor.rehearsal_script import script
from supervisor.situation import Status
from supervisor.timing import NOTHING
from supervisor.wording import typographic
from tests.screens.conftest import Board
from tests.screens.equipment import Equipped, equipped
from tests.screens.room import MemoryDesk, StillClock, at, prepared, running

SCRIPT = script(read_reference())

__all__ = ["equipped"]  # a fixture
TWO_ROWS = {"extra-time"}
"""What nothing has to be pressed for may take a row of the list for a while."""


@pytest.fixture
def clock() -> StillClock:
    """08:40:00."""
    return StillClock(at("08:40:00"))


@pytest.fixture
def desk() -> MemoryDesk:
    return prepared(rehearsal=True)


def coach(number: int = 8) -> Coach:
    """A room in which one seat stays empty, and that waits for nobody."""
    cue = Cue(
        id="absent", number=number, text="La place de {who} est restée vide.", command="absent", hint="a",
        is_lesson=True, patience=NOTHING, action=lambda _session, _now: act.Mark("absent", (number,)),
        done=lambda session: session.candidates[number].status is not Status.EXPECTED,
    )  # fmt: skip
    return Coach(Rehearsal((cue,)), 60, lambda _: None)


def is_absent(board: Board, number: int = 8) -> bool:
    return board.session.candidates[number].status is Status.ABSENT


async def rests(board: Board, seconds: float) -> None:
    """No key for so long, in real seconds."""
    board.clock.real += seconds
    board.app.tick()
    await board.settle()


async def test_the_chosen_one_is_left_alone_while_keys_come(equipped: Equipped, desk: MemoryDesk) -> None:
    """Not at the moment the learner does it himself; some seconds without a key, and the room goes on."""
    async with equipped(desk) as board:
        await board.press("f2")
        await board.choose(8)
        board.app.coach = coach()
        for _ in range(5):
            await rests(board, HANDS_OFF_S - 1.5)
            await board.press("f12")
        assert not is_absent(board)
        await rests(board, HANDS_OFF_S)
        assert is_absent(board)


async def test_what_he_has_just_done_is_left_alone(equipped: Equipped, desk: MemoryDesk) -> None:
    """He marked, went on to the next one and took it back: his hands are still on it."""
    async with equipped(desk) as board:
        await board.press("f2")
        await board.choose(8)
        await board.press("y", "1", "enter")
        board.app.coach = coach()
        await rests(board, 1)
        assert not is_absent(board)
        await rests(board, HANDS_OFF_S)
        assert is_absent(board)


async def test_enter_right_after_the_room_changed_him_only_tells(equipped: Equipped, desk: MemoryDesk) -> None:
    """It was meant for what stood there before; the next one acts as ever."""
    async with equipped(desk) as board:
        await board.press("f2")
        await board.choose(8)
        board.app.coach = coach()
        await rests(board, HANDS_OFF_S)
        assert is_absent(board)
        await board.press_at_once("enter")
        assert board.dialog == ""
        assert board.notice == "08 FILLMORE vient de changer : regardez, puis Entrée"
        await board.press("enter")
        assert "finalement présent" in board.dialog


async def test_some_seconds_later_enter_acts_at_once(equipped: Equipped, desk: MemoryDesk) -> None:
    """He had the time to see it."""
    async with equipped(desk) as board:
        await board.press("f2")
        await board.choose(8)
        board.app.coach = coach()
        await rests(board, HANDS_OFF_S)
        board.clock.real += LOOK_FIRST_S
        await board.press_at_once("enter")
        assert "finalement présent" in board.dialog


async def test_at_the_welcome_it_is_whoever_stands_at_the_desk(equipped: Equipped, desk: MemoryDesk) -> None:
    """Whom the list underneath has chosen is nobody's concern there: the room goes on, and Enter acts."""
    async with equipped(desk) as board:
        await board.type("j")
        assert board.app.board.chosen == 1
        board.app.coach = coach(1)
        await rests(board, 0)
        assert is_absent(board, 1)
        await board.type("ef")
        await board.press("enter")
        assert board.session.candidates[11].checked is not None
        board.app.coach = coach(11)
        await rests(board, HANDS_OFF_S - 1)
        assert not is_absent(board, 11)


async def test_the_learners_own_answer_is_not_covered(equipped: Equipped, desk: MemoryDesk) -> None:
    """« noté pour vous » waits until his own has had its time."""
    async with equipped(desk) as board:
        await board.press("f2")
        await board.choose(1)
        await board.press("i", "enter")
        own = board.notice
        assert "ABRAHAM" in own
        board.app.coach = coach()
        await rests(board, 0.5)
        assert is_absent(board)
        assert board.notice == own
        await rests(board, 8)
        assert board.notice.startswith("noté pour vous : 08 FILLMORE")


async def test_leaving_says_that_nothing_is_kept(equipped: Equipped) -> None:
    """No time runs on without Vigie: there is no session any more."""
    real, rehearsed = running(), running()
    rehearsed.session = replace(rehearsed.session, rehearsal=True)
    async with equipped(rehearsed, coach=coach()) as board:
        await board.press("q")
        assert "La répétition n'est pas gardée" in board.dialog
        assert "courent sans Vigie" not in board.dialog
        await board.press("enter")
        assert board.app.return_code == 0
    async with equipped(real) as board:
        await board.press("q")
        assert isinstance(board.app.screen, QuitDialog)
        assert "courent sans Vigie" in board.dialog


@pytest.mark.parametrize("cue", SCRIPT, ids=lambda cue: cue.id)
def test_its_sentences_fit_one_row_of_80_beside_their_keys(cue: Cue) -> None:
    """Whatever key comes next, and others waiting behind."""
    session = prepared().session
    said = _sentence(cue, session, None)
    settings = Settings()
    keys = {next_keys(said, None, settings), next_keys(said, cue.number, settings)} if cue.is_lesson else {""}
    if cue.command in ("identity", "sign"):
        keys.add("abr puis Entrée")
    for key in keys:
        beside: Line = ((f" {key} ", ""), (" +1", "")) if key else ((" +1", ""),)
        rows = wrap_line(
            ((" RÉPÉTITION ", ""), (f" {typographic(said.text)} ", ""), *(beside if cue.is_lesson else ())), 80, 2
        )
        assert len(rows) <= (2 if cue.id in TWO_ROWS else 1), (said.text, key)


def test_numbers_have_two_digits() -> None:
    """As everywhere else."""
    cue = next(cue for cue in SCRIPT if cue.number == 1)
    assert _sentence(cue, prepared().session, None).text.startswith("01 ABRAHAM")
