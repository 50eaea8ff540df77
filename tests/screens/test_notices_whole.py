"""What is answered is read whole: it takes the rows it needs above the keys, and is never cut into pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Size

from screens.kit.ink import plain, width_of
from screens.kit.notices import Notice, Notices, Tone
from screens.picture.picture import picture_of
from screens.widgets.footer import footer_lines, notice_lines
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, at

LONG = " · ".join(
    f"{n} CANDIDAT {n} : refusé, il faut d'abord voir sa pièce et la comparer à la liste" for n in range(5)
)
WORDS = st.lists(st.text("abcdéè", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join)


@given(text=WORDS, width=st.integers(30, 200), stays=st.booleans())
def test_every_word_is_there_at_once(text: str, width: int, stays: bool) -> None:
    lines = notice_lines(Notice(text, "refused", None if stays else 9.0), width, 500)
    said = " ".join(plain(line) for line in lines)
    assert [word for word in said.replace("Échap vu", "").split() if word != "!"] == text.split()
    assert all(width_of(line) <= width for line in lines)
    assert ("Échap" in said) == stays


@pytest.mark.parametrize("width", [30, 80, 150])
def test_the_keys_stand_under_it(desk: MemoryDesk, width: int) -> None:
    picture = picture_of(desk.session, at("10:28:20"))
    alone = footer_lines(picture, Size(width, 24))
    assert len(alone) == 1
    assert footer_lines(replace(picture, notice=Notice(LONG, "told", 9.0)), Size(width, 24))[-1] == alone[0]


def test_it_stays_as_long_as_reading_it_takes() -> None:
    def last(text: str, tone: Tone) -> float:
        notices = Notices()
        notices.say(text, tone, 0.0)
        shown = notices.current(0.0)
        assert shown is not None
        assert shown.until is not None
        return shown.until

    assert last("fait", "done") == 5.0
    assert last(LONG, "done") >= 5.0 + 4 * 3.0


@pytest.mark.parametrize("size", [(80, 24), (150, 36), (30, 8)])
async def test_the_chosen_row_stays_in_sight(opened: Open, desk: MemoryDesk, size: tuple[int, int]) -> None:
    """The last of the list, above which the rows are taken; the list has them again once it is gone."""
    async with opened(desk, size) as board:
        await board.press("end")
        chosen = board.app.board.chosen
        assert chosen is not None
        board.app.say(LONG, "told")
        await board.settle()
        if size[1] > 8:
            said = " ".join(" ".join(board.lines).split())
            assert "0 CANDIDAT 0" in said
            assert "4 CANDIDAT 4 : refusé, il faut d'abord voir sa pièce et la comparer à la liste" in said
        assert any(f"{chosen:02d}" in line for line in board.lines[:-2])
        assert "? aide" in board.lines[-1]
        rows = int(board.app.board.query_one("#footer").size.height)
        assert rows > 1
        board._let_pass(60)
        board.app.draw()
        await board.settle()
        assert int(board.app.board.query_one("#footer").size.height) == 1


@pytest.mark.few(size=(0,))
@pytest.mark.parametrize("size", [(80, 24), (150, 36)])
async def test_a_box_stands_above_it(opened: Open, desk: MemoryDesk, size: tuple[int, int]) -> None:
    """What is said while a box is open is read under it, and the box keeps its keys."""
    async with opened(desk, size) as board:
        for key in ("?", "m"):
            await board.press("question_mark" if key == "?" else key)
            board.app.say(LONG, "alarm")
            await board.settle()
            said = " ".join(" ".join(board.lines).split())
            assert "4 CANDIDAT 4 : refusé, il faut d'abord voir sa pièce et la comparer à la liste" in said
            assert "Échap" in board.text
            await board.press("escape")
            await board.later(60)
