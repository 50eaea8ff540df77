"""What a key costs: the picture is handed on once, and only the rows that changed are made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from textual.css.styles import RulesMap, StylesBase
from textual.geometry import Size

import screens.live.app
from screens.board.app import BoardApp
from screens.board.following import Followed
from screens.live.board import LiveBoard
from screens.picture.picture import Picture
from screens.widgets import roster
from screens.widgets.heading import Heading
from screens.widgets.rows import CandidateRow, Columns
from supervisor import action as act
from supervisor.chronicle import Chronicle
from supervisor.event import Entry, NoteWritten
from supervisor.folding import then
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, at


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the candidates whose rows were made."""
    numbers: list[int] = []
    make = roster.row_of

    def row_of(picture: Picture, index: int, columns: Columns) -> CandidateRow:
        numbers.append(picture.shown[index])
        return make(picture, index, columns)

    monkeypatch.setattr(roster, "row_of", row_of)
    return numbers


async def test_a_key_that_chooses_makes_two_rows(opened: Open, desk: MemoryDesk, made: list[int]) -> None:
    """Who was chosen and who is: the clock of the board stands, nothing else changed."""
    async with opened(desk) as board:
        await board.choose(5)
        made.clear()
        await board.press("down")
        assert sorted(made) == [5, 6]


@pytest.mark.parametrize("keys", [["down"], ["1"], ["f9"], ["space"], ["enter"]])
async def test_a_key_makes_one_picture(
    keys: list[str], opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever asks for it on the way; of what is recorded, that with the answer, on a disk that takes no time."""
    made: list[Picture] = []
    monkeypatch.setattr(screens.live.app, "SLOW_S", 60.0)
    picture = LiveBoard.picture

    def noted(self: LiveBoard) -> Picture:
        made.append(picture(self))
        return made[-1]

    # Seconds of real time pass as they like.
    monkeypatch.setattr(BoardApp, "tick", lambda self: None)
    async with opened(desk) as board:
        await board.choose(13)
        monkeypatch.setattr(LiveBoard, "picture", noted)
        await board.press(*keys)
        assert len(made) == 1


async def test_what_is_noted_of_one_makes_their_row(
    opened: Open, desk: MemoryDesk, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the second that is shown already, also where a notice takes rows from the list; the others stay."""
    monkeypatch.setattr(BoardApp, "tick", lambda self: None)
    monkeypatch.setattr(screens.live.app, "SLOW_S", 60.0)
    async with opened(desk) as board:
        await board.choose(13)
        made.clear()
        await board.press("enter")
        assert made == [13]
        made.clear()
        desk.act_elsewhere(act.RecordIncident("C7", (5,), text="souris"), "10:28:20")
        board.app.post_message(Followed())
        await board.settle()
        assert made == [5]
        assert "C7" in board.row(5)


async def test_what_changes_is_drawn(opened: Open, desk: MemoryDesk, made: list[int]) -> None:
    """A mark, a second more, what a colleague noted, the mask: each time what is seen is the state of now."""
    async with opened(desk) as board:
        await board.choose(5)
        await board.press("space")
        assert "●" in board.row(5)
        made.clear()
        await board.later(1)
        assert 5 in made
        desk.act_elsewhere(act.Finish((5,)), "10:28:40")
        board.app.post_message(Followed())
        await board.settle()
        assert "Terminé" in board.row(5)
        await board.press("f9")
        assert "DARUINO" not in board.text
        await board.press("f9")
        assert "DARUINO" in board.text


async def test_the_same_picture_is_not_handed_on_again(
    opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it is asked for; a terminal of another size is another drawing."""
    shown: list[Picture] = []
    show = Heading.show

    def noted(self: Heading, picture: Picture) -> None:
        shown.append(picture)
        show(self, picture)

    monkeypatch.setattr(Heading, "show", noted)
    async with opened(desk) as board:
        await board.pilot.pause()
        shown.clear()
        for _ in range(5):
            board.app.board.draw()
        assert shown == []
        await board.pilot.resize_terminal(100, 30)
        await board.settle()
        assert shown


def with_notes_of_a_colleague(desk: MemoryDesk, blocks: int) -> MemoryDesk:
    """The same session after so many times 256 notes about the last of the list: a journal of any length."""
    begun = desk.session.last_id
    entries = [
        Entry(rank, rank, at("10:28:00"), at("10:28:00"), "Mme Roy", "autre", NoteWritten(number=20, text="…"))
        for rank in range(begun + 1, blocks * 256 + 1)
    ]
    return MemoryDesk(then(desk.session, entries))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the events that somebody went through, one by one or with all others."""
    ids: list[int] = []
    through, back, concerned = Chronicle.__iter__, Chronicle.__reversed__, Chronicle.concerned_by

    def noted(way: Callable[[Chronicle], Iterator[Entry]], whole: Chronicle) -> Iterator[Entry]:
        for entry in way(whole):
            ids.append(entry.id)
            yield entry

    def asked(whole: Chronicle, entry: Entry) -> tuple[int, ...]:
        ids.append(entry.id)
        return concerned(whole, entry)

    monkeypatch.setattr(Chronicle, "__iter__", lambda whole: noted(through, whole))
    monkeypatch.setattr(Chronicle, "__reversed__", lambda whole: noted(back, whole))
    monkeypatch.setattr(Chronicle, "concerned_by", asked)
    return ids


@pytest.mark.parametrize("key", ["down", "enter"])
async def test_a_key_looks_at_as_many_events_at_the_end_of_the_day(
    key: str, opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch, looked_at: list[int]
) -> None:
    """Choosing, a start that is recorded: with three times the journal behind it, no more.

    Of the two journals as much stands behind their last whole block of events.
    """
    monkeypatch.setattr(BoardApp, "tick", lambda self: None)
    told = []
    for blocks in (2, 6):
        async with opened(with_notes_of_a_colleague(desk, blocks)) as board:
            await board.choose(13)
            looked_at.clear()
            await board.press(key)
            told.append(len(looked_at))
    assert told[0] == told[1]


async def test_a_list_that_was_out_of_sight_shows_no_row_of_before(
    opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had no cells and has as many again, of which it is told once: what came meanwhile had others in its places."""
    async with opened(desk) as board:
        listed = board.app.screen.query_one(roster.Roster)
        picture = board.app.picture()
        assert all(listed.render_line(y).text.strip() for y in range(6))
        fewer = replace(picture, shown=picture.shown[3:5])
        with monkeypatch.context() as patch:
            patch.setattr(roster.Roster, "size", Size(0, 20))
            listed.show(fewer)
        before = [listed.render_line(y).text for y in range(3)]
        listed.on_resize()
        assert [listed.render_line(y).text for y in range(3)] == before
        assert [f" {number:02} " in line for number, line in zip(fewer.shown, before, strict=False)] == [True, True]
        assert not listed.render_line(2).text.strip()


async def test_a_screen_is_styled_without_being_held_against_itself(
    opened: Open, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing moves by itself: all its styles, as they are and will be, are not compared for what is to move."""
    compared: list[StylesBase] = []
    get_render_rules = StylesBase.get_render_rules

    def noted(self: StylesBase) -> RulesMap:
        compared.append(self)
        return get_render_rules(self)

    monkeypatch.setattr(StylesBase, "get_render_rules", noted)
    async with opened(desk) as board:
        screen = board.app.screen
        shown = []
        for is_searched in (True, False):
            screen.set_class(is_searched, "-searching")
            shown.append(screen.query_one("#heading").display)
        assert shown == [False, True], "what its style sheet says holds at once"
        await board.press("i", "escape", "f3", "f9", "f9")
    assert compared == []
