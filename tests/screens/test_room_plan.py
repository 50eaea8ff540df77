"""The room plan: what it shows, its keys, what it repaints; names are never markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from screens.kit.ink import plain, width_of
from screens.picture.picture import picture_of
from screens.widgets.room_plan import RoomPlan, plan_of
from supervisor.action import AddCandidates, ChangeSeat, Context, Correct, NewCandidate
from supervisor.candidate import Identity
from supervisor.session import Session
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at, prepared, running


def cell(board_lines: list[str], word: str) -> str:
    return next(line for line in board_lines if word in line)


async def test_f4_shows_the_room(opened: Open, desk: MemoryDesk) -> None:
    """Rows and numbers; in each cell number, name, what is left or a word, the sign of an alert."""
    async with opened(desk) as board:
        await board.press("w", "f4")
        assert board.lines[3].split() == [f"{n:02d}" for n in range(1, 9)]
        assert "A  n°01     n°02     n°03" in board.lines[4]
        assert board.lines[8].split() == ["+33", "%"], "no room beside the number: a line of their own"
        assert "JEFFERS…" in board.text
        assert "−02:15!▲" in board.text
        assert "15:10‖" in board.text
        assert "Absent" in board.text
        assert "Terminé" in board.text
        assert "terminé de 11 JEFFERSON" in board.lines[-1]


def seated(people: int, seat_of: Callable[[int], str]) -> Session:
    """So many candidates, each at a seat that follows from the number."""
    session = prepared(people).session
    return replace(session, candidates={n: replace(who, seat=seat_of(n)) for n, who in session.candidates.items()})


ROOMS: dict[str, Callable[[int], str]] = {
    "A01": lambda n: f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[(n - 1) // 8]}{(n - 1) % 8 + 1:02d}",
    "7": lambda n: str(131 - n),
    "PC 12": lambda n: f"PC {131 - n}",
    "none": lambda n: "",
}


@pytest.mark.parametrize("people", [20, 60, 120])
@pytest.mark.parametrize("arrangement", ROOMS)
@pytest.mark.parametrize(("width", "height"), [(40, 8), (80, 18), (150, 30)])
def test_the_seat_is_read_and_the_number_told_apart(arrangement: str, people: int, width: int, height: int) -> None:
    """Whoever is chosen, at every size: no number without its sign; the seat by row and column, or beside it."""
    session = seated(people, ROOMS[arrangement])
    for chosen in (1, people // 2 + 1, people):
        shown = replace(picture_of(session, at("08:40:00")), chosen=chosen)
        plan = plan_of(shown, width, height)
        lines, spot = [plain(line) for line in plan.lines], plan.spots[chosen]
        seat = session.candidates[chosen].seat
        own = [line[spot.x : spot.x + spot.width] for line in lines[spot.y : spot.y + spot.height]]
        told = f"n°{chosen:02d}"
        if arrangement == "A01":
            assert told in own[0]
            assert lines[0][spot.x : spot.x + spot.width].strip() == seat[1:]
            assert lines[spot.y][:3].strip() == seat[0]
        elif arrangement == "7":
            assert f"{seat} {told}" in own[0]
        else:
            assert told in own[0]
            assert not seat or f"place {seat}" in own[0]
        rows = {other.y for other in plan.spots.values() if 0 <= other.y < len(lines)}
        bare = re.compile(rf"(?<!n°)(?<!\d)({'|'.join(f'{n:02d}' for n in plan.spots)})(?= [^\W\d_]{{2}})")
        assert not [lines[y] for y in rows if "↓ encore" not in lines[y] and bare.search(lines[y])], (
            "a number without its sign"
        )
        if arrangement == "A01":
            assert lines[1][:3].strip(), "what scrolls begins with a row's letter"


def test_a_seat_that_is_a_number_is_told_from_the_candidates_number() -> None:
    """No row and column tell it: « 12 n°03 »; a temps majoré stands in the same place, at 80 columns."""
    desk = running()
    for number in range(1, 21):
        seat = ChangeSeat(number, str(number + 9 if number < 12 else number - 11))
        desk.act_now(seat, Context(at("10:28:20"), AUTHOR, HOST))
    lines = [plain(line) for line in plan_of(picture_of(desk.session, at("10:28:20")), 80, 18).lines]
    assert any("12 n°03" in line for line in lines)
    y, head = next((y, line) for y, line in enumerate(lines) if "11 n°02" in line)
    x = head.index("11 n°02")
    assert "+33 %" in "\n".join(line[x : x + 12] for line in lines[y : y + 5])
    assert all(width_of(((line, ""),)) <= 80 for line in lines)


@pytest.mark.parametrize(("width", "height"), [(80, 20), (120, 26), (150, 31), (200, 45)])
def test_end_and_code_stand_in_each_place(width: int, height: int) -> None:
    """Of those who run and of those who are done; nothing of who did not come."""
    plan = plan_of(picture_of(running().session, at("10:28:20")), width, height)
    lines = [plain(line) for line in plan.lines]

    def place(number: int) -> str:
        spot = plan.spots[number]
        return " ".join(line[spot.x : spot.x + spot.width] for line in lines[spot.y : spot.y + spot.height])

    assert {n for n in range(1, 21) if re.search(r"\d\d:\d\d(?!.*\d\d:\d\d)", place(n))} == set(range(1, 21)) - {8, 13}
    for number, told in ((1, ("15:52", "10:45")), (2, ("50:21", "11:19", "+33 %")), (4, ("Terminé", "10:22")),
                         (11, ("−02:15!▲", "10:27 E2")), (14, ("15:10‖", "10:44 C7"))):  # fmt: skip
        assert all(word in place(number) for word in told), place(number)


def test_namesakes_are_told_apart_in_the_plan() -> None:
    """By as much of the first name as it takes."""
    desk = prepared()
    for number, first in ((1, "Jules"), (2, "Julie")):
        identity = Identity(last_name="MARTINEAU", first_name=first)
        desk.act_now(Correct(number, identity=identity), Context(at("08:10:00"), AUTHOR, HOST))
    text = "\n".join(plain(line) for line in plan_of(picture_of(desk.session, at("08:40:00")), 80, 18).lines)
    assert "Jule." in text
    assert "Juli." in text


async def test_arrows_move_in_the_plan(opened: Open, desk: MemoryDesk) -> None:
    """Left, right, up and down; the same selection in every view."""
    async with opened(desk) as board:
        await board.press("f4", "right", "right", "down")
        assert board.app.board.chosen == 11
        await board.press("down", "up", "left", "k")
        assert board.app.board.chosen == 2
        await board.press("f2")
        assert board.row(2).startswith("▌")
        await board.press("left")
        assert "plan de salle" in board.notice
        assert board.app.board.chosen == 2


async def test_the_same_keys_in_the_plan(opened: Open, desk: MemoryDesk) -> None:
    """Digits and Enter choose, a letter acts, space marks without going on, a filter narrows."""
    async with opened(desk) as board:
        await board.press("f4")
        await board.choose(5)
        await board.press("space", "right", "space", "b", "enter")
        assert {n for n in (5, 6) if board.session.candidates[n].status is Status.INTERRUPTED} == {5, 6}
        await board.press("l", "f")
        assert board.app.board.chosen in (4, 17)
        await board.press("down", "down")
        assert board.app.board.chosen == 17


async def test_tab_goes_round_the_views(opened: Open, desk: MemoryDesk) -> None:
    """The plan is one of them, and every one shows one picture only."""
    async with opened(desk) as board:
        seen = []
        for _ in range(6):
            seen.append(board.app.board.view)
            await board.press("tab")
        assert "room" in seen
        assert "lanes" in seen
        assert seen.index("room") != seen.index("list")
        assert board.app.board.view in seen


async def test_a_second_repaints_clocks_only(opened: Open, desk: MemoryDesk) -> None:
    """One line a row of seats, up to its last clock."""
    async with opened(desk) as board:
        await board.press("f4")
        room = board.app.board.query_one(RoomPlan)
        regions: list[tuple[int, int]] = []
        whole = room.refresh

        def refresh(*parts, **how):  # type: ignore[no-untyped-def]
            regions.extend((part.y, part.right) for part in parts)
            return whole(*parts, **how)

        room.refresh = refresh  # type: ignore[method-assign]
        await board.later(1)
        assert [y for y, _ in regions] == [3, 9, 15]
        assert regions[2][1] < 45, "C ends at its fourth seat"


async def test_a_click_chooses(opened: Open, desk: MemoryDesk) -> None:
    """The mouse, where there is one."""
    async with opened(desk) as board:
        await board.press("f4")
        await board.pilot.click(RoomPlan, offset=(23, 8))
        await board.settle()
        assert board.app.board.chosen == 11


async def test_seats_of_another_form_are_listed(opened: Open, desk: MemoryDesk) -> None:
    """Below the grid, with the seat as it was written; arrows reach them."""
    context = Context(now=at("10:28:00"), author=AUTHOR, host=HOST)
    desk.act_now(ChangeSeat(12, "fond [b]à gauche[/b]"), context)
    newcomer = NewCandidate(Identity(last_name="[red]ZED[/red]", first_name="A[1]"))
    desk.act_now(AddCandidates((newcomer,)), context)
    async with opened(desk) as board:
        await board.press("f4", "end")
        assert "AUTRES PLACES 1" in board.text
        assert "12 LE GOFF Maël" in cell(board.lines, "LE GOFF")
        assert "fond [b]à gauche[/b]" in board.text
        assert "SANS PLACE 1" in board.text
        assert "▌    Attendu    n°21 [red]ZED[/red] A[1]" in board.text
        await board.press("up")
        assert board.app.board.chosen == 12


@pytest.mark.parametrize(("width", "height"), [(80, 20), (30, 7), (12, 3), (9, 1), (150, 30), (200, 60)])
@pytest.mark.parametrize("people", [1, 20, 200])
def test_every_size_shows_the_chosen_one(people: int, width: int, height: int) -> None:
    """Nothing is wider than its room, and the chosen one is in sight."""
    desk = prepared(people)
    for n in range(1, people + 1, 7):
        desk.act_now(ChangeSeat(n, f"D{n:02d}"), Context(now=at("08:10:00"), author=AUTHOR, host=HOST))
    for chosen in (1, people // 2 + 1, people):
        plan = plan_of(replace(picture_of(desk.session, at("10:28:20")), chosen=chosen), width, height)
        assert len(plan.lines) <= max(height, 2)
        assert max(width_of(line) for line in plan.lines) <= width
        if height > 2:
            assert any("▌" in plain(line) for line in plan.lines), [plain(line) for line in plan.lines]


def test_wide_names_keep_the_columns() -> None:
    """Names are measured in cells: what stands beside does not move."""
    desk = running()
    context = Context(now=at("10:28:00"), author=AUTHOR, host=HOST)
    newcomer = NewCandidate(Identity(last_name="王小明王小明", first_name="Li"), seat="C05")
    desk.act_now(AddCandidates((newcomer,)), context)
    picture = picture_of(desk.session, at("10:28:20"))
    widths = {width_of(line) for line in plan_of(picture, 80, 20).lines if plain(line).strip()}
    assert widths == {75}


async def test_a_seat_by_the_menu_is_checked_as_at_the_door(opened: Open) -> None:
    """`m` `p`: a seat that is taken or looks like none is asked about once; digits need no Shift."""
    desk = prepared(3)
    desk.act_elsewhere(ChangeSeat(1, "B01"), "08:30:00")
    desk.act_elsewhere(ChangeSeat(2, "B02"), "08:30:00")

    def seats() -> list[str]:
        return [desk.session.candidates[number].seat for number in (1, 2)]

    async with opened(desk) as board:
        await board.choose(1)
        await board.press("m", "p", "ctrl+u", "enter")
        assert "dites quelle place" in board.dialog
        await board.type("b02")
        await board.press("enter")
        assert "Entrée encore pour confirmer" in board.dialog
        await board.press("ctrl+u")
        await board.type("xyz")
        await board.press("enter")
        assert "« xyz » ne s'écrit pas comme une place (B0" in board.dialog
        assert seats() == ["B01", "B02"]
        await board.press("ctrl+u")
        await board.type("d&é")
        await board.press("enter")
        assert seats() == ["D12", "B02"]
        await board.press("m", "p", "ctrl+u")
        await board.type("b02")
        await board.press("enter", "enter")
        assert seats() == ["B02", "B02"], "confirmed: two on one computer"
