"""Zones on the board: the filter, « ma zone » once, attention; and how many surveillants lack."""

from __future__ import annotations

from supervisor.action import ChangeCover, ChangeZone, CheckIdentity, Context, RecordIncident
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared
from tests.waiting import until


def zoned(desk: MemoryDesk) -> MemoryDesk:
    """1 to 10 in zone A, 11 to 19 in [B], 20 in none."""
    context = Context(now=at("10:28:00"), author=AUTHOR, host=HOST)
    desk.act_now(ChangeZone(tuple(range(1, 11)), "A"), context)
    desk.act_now(ChangeZone(tuple(range(11, 20)), "[B]"), context)
    return desk


async def followed(board: Board) -> None:
    """Until the board has taken in what another terminal recorded."""
    await until(lambda: board.app.session.last_id == board.desk.session.last_id, "what the other terminal recorded")
    await board.settle()


async def test_without_zones_the_filter_says_so(opened: Open, desk: MemoryDesk) -> None:
    """Listed, and refused."""
    async with opened(desk) as board:
        await board.press("l", "m")
        assert "personne n'a de zone" in board.dialog


async def test_my_zone_is_asked_once(opened: Open, desk: MemoryDesk) -> None:
    """`l` `m` asks which; later `l` `m` narrows at once; `l` `t` shows all, the zone stays mine."""
    async with opened(zoned(desk)) as board:
        await board.press("l", "m")
        assert "Quelle zone surveillez-vous" in board.dialog
        assert "zone A, 10 candidats" in board.dialog
        assert "zone [B], 9 candidats" in board.dialog
        await board.press("a")
        assert len(board.app.board.shown()) == 11, "11 JEFFERSON has an alert open for long"
        assert "filtre : ma zone (A)" in board.lines[0]
        await board.press("l", "t")
        assert len(board.app.board.shown()) == 20
        await board.press("l", "m")
        assert board.dialog == ""
        assert board.app.board.zone == "A"


async def test_a_status_and_a_zone(opened: Open, desk: MemoryDesk) -> None:
    """Both narrow the list."""
    async with opened(zoned(desk), (150, 36)) as board:
        await board.press("l", "z", "b", "l", "f")
        assert "filtre : terminés et sortis, zone [B]" in board.lines[0]
        assert set(board.app.board.shown()) == {17, 11}
        await board.press("l", "z")
        assert "sans zone, 1 candidat" in board.dialog


async def test_changing_and_giving_up_my_zone(opened: Open, desk: MemoryDesk) -> None:
    """Another one, or none any more."""
    async with opened(zoned(desk)) as board:
        await board.press("l", "m", "a", "l", "z", "c", "b")
        assert board.app.board.my_zone == "[B]"
        await board.press("l", "z", "r")
        assert board.app.board.my_zone == ""
        assert board.app.board.zone is None


async def test_attention_shows_mine_first_and_the_others_later(
    opened: Open, desk: MemoryDesk, clock: StillClock
) -> None:
    """A colleague's fresh alert waits two minutes; `w` goes to mine first."""
    zoned(desk)
    async with opened(desk, (150, 36)) as board:
        await board.press("l", "m", "b", "l", "t")
        desk.act_elsewhere(RecordIncident("E1", (1,), question=3), "10:28:20")
        await board.later(1)
        await followed(board)
        assert "01 ABRAHAM" not in board.lines[3]
        assert board.lines[3].index("11 JEFFERSON") < board.lines[3].index("18 TYLER")
        await board.later(120)
        assert "01 ABRAHAM" in [f"{e.number:02d} ABRAHAM" for e in board.app.board.attention() if e.zone == "A"]
        await board.choose(2)
        await board.press("w")
        assert board.app.board.chosen == 11


async def test_who_is_hidden_by_the_zone_can_be_chosen(opened: Open, desk: MemoryDesk) -> None:
    """Typing his number takes the filter back."""
    async with opened(zoned(desk)) as board:
        await board.press("l", "m", "a")
        await board.choose(19)
        assert board.app.board.chosen == 19
        assert board.app.board.zone is None


async def test_missing_surveillants_are_counted(opened: Open, clock: StillClock) -> None:
    """21 present and one surveillant: one lacks; a second one takes part, none does."""
    clock.instant = at("08:50:00")
    desk = prepared(30)
    for number in range(1, 22):
        desk.act_now(CheckIdentity(number), Context(now=at("08:40:00"), author=AUTHOR, host=HOST))
        if number == 20:
            assert desk.session.missing_surveillants() == 0
    async with opened(desk) as board:
        assert "1 surveillant manque" in board.lines[1]
        desk.act_elsewhere(ChangeCover("Mme Roy", arrives=True), "08:50:00")
        await followed(board)
        assert "manque" not in board.lines[1]
