"""The palette: a box of the house, what is possible now, found by the beginning of a word."""

from __future__ import annotations

import pytest

from screens.board.palette import CommandSearch, Offered, found
from screens.handlers.table import COMMANDS
from screens.kit.ink import plain
from screens.kit.more import limited, window
from supervisor.wording import typographic
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk

OFFERED = tuple(Offered(c, typographic(f"{c.domain} : {c.title}"), ", ".join(c.keys)) for c in COMMANDS)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("demarrer", "start"),
        ("RELÈVE", "takeover"),
        ("cand dém", "start"),
        ("couleurs", "theme"),
        ("exporter", "export"),
    ],
)
def test_by_the_beginning_of_its_words(typed: str, first: str) -> None:
    """Accents and case ignored, several words in any order, names before what is only told."""
    assert found(OFFERED, typed)[0].command.id == first


def test_all_are_there_until_something_is_typed() -> None:
    """In the order of the table; nothing fits what no command is called."""
    assert found(OFFERED, "") == list(OFFERED)
    assert found(OFFERED, "xyzxyz") == []


@pytest.mark.parametrize("chosen", range(30))
def test_a_list_says_where_it_goes_on(chosen: int) -> None:
    """The chosen row is never behind « ↓ encore »; what is told and what is seen are all there is."""
    rows = [((str(rank), ""),) for rank in range(30)]
    said = [plain(line) for line in window(rows, chosen, 8)]
    assert len(said) == 8
    assert str(chosen) in said
    besides = sum(int(line.rpartition(" ")[2]) for line in said if "encore" in line)
    assert besides + sum("encore" not in line for line in said) == 30
    assert plain(limited(rows, 5)[-1]) == "  ↓ encore 26"
    assert window(rows, chosen, 30) == limited(rows, 30) == rows


@pytest.mark.parametrize("size", [(80, 24), (150, 36)])
async def test_a_box_of_the_house(opened: Open, desk: MemoryDesk, size: tuple[int, int]) -> None:
    """78 wide, its keys at the foot, the key of each command beside it; it goes on below."""
    async with opened(desk, size=size) as board:
        await board.press("ctrl+p")
        box = board.app.screen.query_one("#box")
        assert (box.size.width + 4, box.outer_size.width) == (78, 78)
        assert "Commandes" in board.dialog
        assert "↓ encore" in board.dialog
        assert "Entrée faire" in board.dialog
        await board.press("end")
        assert "↓ encore" not in board.dialog
        assert "↑ encore" in board.dialog
        await board.press("ctrl+p")
        assert sum(isinstance(screen, CommandSearch) for screen in board.app.screen_stack) == 1


async def test_enter_does_the_chosen_one(opened: Open, desk: MemoryDesk) -> None:
    """As its key would; a name that is none says so and stays open."""
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("ctrl+p")
        await board.type("xyz")
        await board.press("enter")
        assert "aucune commande possible" in board.dialog
        await board.press("backspace", "backspace", "backspace")
        await board.type("écrire")
        await board.press("enter")
        assert "Note sur 01 ABRAHAM" in board.dialog


async def test_not_over_another_box(opened: Open, desk: MemoryDesk) -> None:
    """Nothing is asked for behind a box that waits: it says so."""
    async with opened(desk) as board:
        await board.choose(1)
        await board.press("n", "ctrl+p")
        assert "Note sur 01 ABRAHAM" in board.dialog
        assert "une boîte est ouverte" in board.dialog
