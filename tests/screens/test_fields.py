"""Fields of a form: digits where only digits go, the unshifted row of a French keyboard, what is wrong by its name."""

from __future__ import annotations

import pytest

from screens.dialogs.base import Mistake
from screens.dialogs.fields import as_code, read
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("eé", "e2"), ("eé &é", "e2 12"), ("e2 &é", "e2 12"), ("e&à", "e10"), ("c'est figé", "c'est figé"),
     ("en retard", "en retard"), ("e2 à la fin", "e2 à la fin"), ("", ""), ("é", "é"), ("image", "image")],
)  # fmt: skip
def test_a_code_from_the_unshifted_row(typed: str, meant: str) -> None:
    """« eé » is E2; words stay words."""
    assert as_code(typed, "azerty-pc") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("&é/à(/éààç", "12/05/2009"), ("àç:à'", "09:04"), ("+&à", "+10"), ("-(", "-5"), ("jusqu'à 11:40", "jusqu'à 11:40"),
     ("33 %", "33 %"), ("il y a 3 min", "il y a 3 min"), ("tiers temps", "tiers temps")],
)  # fmt: skip
def test_figures_from_the_unshifted_row(typed: str, meant: str) -> None:
    """Days, hours and minutes; where real digits stand, nothing is changed."""
    assert read("figures", typed, "azerty-pc") == meant
    assert read("text", typed, "azerty-pc") == typed


async def test_an_incident_by_the_unshifted_row(opened: Open, desk: MemoryDesk) -> None:
    """`s` `eé &é` Enter is E2 at question 12."""
    async with opened(desk) as board:
        await board.press("s", "e", "é", "space", "ampersand", "é", "enter")
        (incident,) = board.session.incidents_of(1)
        assert (incident.code, incident.question) == ("E2", 12)


async def test_the_access_code_by_the_unshifted_row(opened: Open, desk: MemoryDesk) -> None:
    """Its digits stand behind its letters."""
    async with opened(desk) as board:
        board.app.board.deeds.do("access_code")
        await board.pilot.pause()
        await board.type("bktx")
        await board.press("è", "quotation_mark")
        assert "B K T X 7 3" in board.dialog


async def test_what_is_wrong_is_said_by_the_name_of_its_field(opened: Open, desk: MemoryDesk) -> None:
    """And the cursor stands there."""
    async with opened(desk) as board:
        await board.press("plus")
        await board.type("durand")
        await board.press("enter")
        await board.type("ana")
        await board.press("enter")
        await board.type("45")
        for _ in range(5):
            await board.press("enter")
        assert "Naissance : « 45 » n'est pas une date" in board.dialog
        assert board.app.focused is not None
        assert board.app.focused.id == "birth"
        await board.press("up")
        assert board.app.focused.id == "first"


def test_a_mistake_names_a_field_or_none() -> None:
    """The first one that knows it says so."""
    assert Mistake("?").field == ""
