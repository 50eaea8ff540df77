"""The coach of a rehearsal: what the room says, the next key, the pace; a whole session at speed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.demo import fictive_session
from data.reference import read_reference
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from screens.live.coach import READ_S, Coach
from supervisor import action as act
from supervisor.__main__ import FastClock
from supervisor.closing import missing
from supervisor.rehearsal import AUTHOR as ROOM
from supervisor.rehearsal import Rehearsal
from supervisor.rehearsal_script import script
from supervisor.session import Phase, Session
from tests.screens.conftest import Board
from tests.screens.equipment import Equipped, equipped
from tests.screens.room import AUTHOR, HOST, PARIS, MemoryDesk, StillClock, at, prepared

SCRIPT = script(read_reference())

pytestmark = pytest.mark.wide

__all__ = ["equipped"]  # a fixture
SPEED = 60.0


class Pace:
    """The speed the coach asked for; the clock of the test goes on by it."""

    def __init__(self) -> None:
        self.speed = SPEED
        self.coach = Coach(Rehearsal(SCRIPT), SPEED, self.run_at)

    def run_at(self, speed: float) -> None:
        self.speed = speed


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
def rehearsal(clock: StillClock) -> MemoryDesk:
    """The fictive session, in preparation."""
    clock.instant = at("08:40:00")
    desk = MemoryDesk(Session(header=prepared().session.header))
    start = (clock.instant + timedelta(minutes=20)).astimezone(PARIS)
    desk.act_now(fictive_session(start), act.Context(clock.instant, AUTHOR, HOST))
    desk.acted.clear()
    return desk


async def go_on(board: Board, pace: Pace, seconds: float, step: float = 2) -> None:
    """Real seconds pass; session time as fast as the coach says."""
    for _ in range(max(1, round(seconds / step))):
        board.clock.instant += timedelta(seconds=step * pace.speed)
        board.clock.real += step
        board.app.tick()
        await board.settle()


def said_by_the_room(board: Board) -> str:
    """What stands above the counts, however narrow it is: the whole sentence at once."""
    rows = board.app.screen.query_one("#heading").size.height
    return " ".join(" ".join(board.lines[:rows]).split())


async def to_the_board(board: Board) -> None:
    """Whatever view comes first, the list."""
    if board.app.screen is not board.app.board:
        await board.press("f2")
    assert board.app.screen is board.app.board


async def test_alone_at_speed_to_its_end(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """Nobody touches a key: the room records it all, and only the close is left; the clock of the session alone ran."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        begun = board.clock.real
        for _ in range(400):
            if board.session.phase is Phase.ENDED:
                break
            await go_on(board, pace, 5, step=5)
        await go_on(board, pace, 30, step=5)
        assert missing(board.session, board.clock.now()) == ()
        assert {context.author for _, context in rehearsal.acted} == {ROOM}
        assert 9 * 60 <= board.clock.real - begun <= 10 * 60 + 45, "ten minutes, and the half that was waited for above"
        assert "La salle est vide" in said_by_the_room(board)
        assert "RÉPÉTITION" in board.lines[0]
        await to_the_board(board)
        await board.press("c", "c", "enter", "escape")
        assert board.session.phase is Phase.CLOSED
        await go_on(board, pace, 1)
        assert "Répétition finie" in board.lines[0]
        assert "q" in board.lines[0]


async def test_a_lesson_stands_in_the_first_row_with_its_next_key(
    equipped: Equipped, rehearsal: MemoryDesk, pace: Pace
) -> None:
    """First whom to choose, then what to press; done, the room is content and says nothing of it."""
    async with equipped(rehearsal, coach=pace.coach, size=(150, 36)) as board:
        await to_the_board(board)
        assert "Ici parle la salle" in board.lines[0]
        assert " RÉPÉTITION " in board.lines[0]
        await go_on(board, pace, READ_S + 20)
        assert "11 JEFFERSON arrive" in board.lines[0]
        assert "11 puis Entrée" in board.lines[0]
        await board.choose(11)
        assert "11 puis Entrée" not in board.lines[0]
        await board.press("i")
        assert "RÉPÉTITION" in board.text
        await board.press("enter")
        assert board.session.candidates[11].checked is not None
        assert rehearsal.acted[0][1].author == AUTHOR
        await go_on(board, pace, 1)
        assert "11 JEFFERSON arrive" not in board.lines[0]


async def test_at_the_welcome_the_keys_are_those_of_the_welcome(
    equipped: Equipped, rehearsal: MemoryDesk, pace: Pace
) -> None:
    """Letters there, until they leave one alone, then Enter; for the rest, the list."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        if board.app.screen is board.app.board:
            await board.press("f6")
        await go_on(board, pace, READ_S + 20)
        assert " jef " in board.lines[0]
        assert "puis Entrée" not in board.lines[0]
        await board.type("jef")
        assert " Entrée " in board.lines[0]
        await board.press("enter")
        await go_on(board, pace, 6)
        await board.press("enter", "enter")
        assert board.session.candidates[11].signed_at is not None
        await go_on(board, pace, 30)
        assert "F2, le tableau" in board.lines[0] or "puis Entrée" in board.lines[0]


async def test_the_one_at_the_desk_comes_first(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """While his seat is due he would be left for the next one's letters: first Enter."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        if board.app.screen is board.app.board:
            await board.press("f6")
        await go_on(board, pace, READ_S + 20)
        await board.type("jef")
        await board.press("enter", "enter")
        assert "▸ place" in board.text
        for _ in range(60):
            if "01 ABRAHAM arrive" in board.lines[0]:
                break
            await go_on(board, pace, 1)
        assert "01 ABRAHAM arrive" in board.lines[0]
        assert "puis Entrée" not in board.lines[0]
        assert " Entrée " in board.lines[0]
        await board.press("enter")
        assert " abr " in board.lines[0]


async def test_nothing_is_noted_for_one_whose_dialog_is_open(
    equipped: Equipped, rehearsal: MemoryDesk, pace: Pace
) -> None:
    """However long the learner takes over it; his own answer is then not refused as already given."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        await to_the_board(board)
        await go_on(board, pace, READ_S + 20)
        await board.choose(11)
        await board.press("i")
        await go_on(board, pace, 600, step=10)
        assert not [a for a, _ in rehearsal.acted if isinstance(a, act.CheckIdentity) and a.number == 11]
        await board.press("enter")
        assert board.session.candidates[11].checked is not None
        [context] = [c for a, c in rehearsal.acted if isinstance(a, act.CheckIdentity) and a.number == 11]
        assert context.author == AUTHOR


async def test_time_waits_for_the_learner(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """Slower while a lesson waits, as slow as life while a dialog is read, fast again after."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        await to_the_board(board)
        await go_on(board, pace, READ_S + 20)
        assert 1 <= pace.speed <= SPEED / 10
        await board.press("question_mark")
        await go_on(board, pace, 1)
        assert pace.speed == 1
        await go_on(board, pace, 60)
        assert board.session.candidates[11].checked is None, "the lesson waits as long as the page is read"
        await board.press("escape")
        await go_on(board, pace, 1)
        assert pace.speed > 1


async def test_what_the_room_had_to_record_is_told(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """For a lesson that was left; what only goes by is not."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        await to_the_board(board)
        told = set()
        for _ in range(600):
            await go_on(board, pace, 1, step=1)
            if board.notice.startswith("noté pour vous"):
                told.add(board.notice)
            if len(told) > 1:
                break
        assert any("identité contrôlée" in notice for notice in told)
        ordinary = [c for _, c in rehearsal.acted if c.author == ROOM]
        assert len(ordinary) > len(told)


async def test_hints_name_remapped_keys(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """Whoever gave other keys learns his own."""
    mine = Settings(theme="dark", mask_after=0, keys={"identity": ("z",)})
    async with equipped(rehearsal, coach=pace.coach, settings=mine) as board:
        await to_the_board(board)
        await go_on(board, pace, READ_S + 20)
        await board.choose(11)
        assert board.lines[0].rstrip().split("+")[0].rstrip().endswith("z")


async def test_the_mask_says_that_it_is_a_rehearsal(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """Marked everywhere."""
    async with equipped(rehearsal, coach=pace.coach) as board:
        await to_the_board(board)
        await board.press("f9")
        assert "RÉPÉTITION" in board.text
        assert "NOMS MASQUÉS" in board.text


def test_the_clock_changes_its_pace_without_a_jump(clock: StillClock) -> None:
    """Session time goes on from where it is; real time does not change."""
    fast = FastClock(60, clock)
    clock.real += 10
    before = fast.now()
    fast.run_at(6)
    assert fast.now() == before
    clock.real += 10
    assert fast.now() - before == timedelta(seconds=60)
    assert fast.monotonic() == clock.real


async def test_a_fault_shows_no_name(equipped: Equipped, rehearsal: MemoryDesk, pace: Pace) -> None:
    """Textual's traceback holds the values of all variables: it is not printed, the door is told."""
    app = LiveApp(rehearsal, StillClock(at("08:40:00")), author=AUTHOR, host=HOST)
    app._handle_exception(RuntimeError("JEFFERSON"))
    assert app._exit_renderables == []
    with pytest.raises(RuntimeError):
        app.raise_fault()
