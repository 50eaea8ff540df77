"""A list brought in twice from home: told before anything is made, with the way to the first session."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from data.archive import Archive
from screens.home.office import ListTerms, Made, NewSession
from screens.home.reader import ReportDialog
from screens.offices.home import StoreOffice
from tests.screens.home.conftest import Open
from tests.screens.home.store import AUTHOR, DAY, HOST, TEACHERS_LIST, at


def put() -> None:
    """The list, in the current folder."""
    Path("liste.csv").write_text(TEACHERS_LIST, encoding="utf-8")


async def test_the_twin_is_told_before_it_is_made(opened: Open, store: Path) -> None:
    """`m`, then its number: it is brought up to date and there is no other."""
    put()
    async with opened(size=(120, 30)) as home:
        await home.press("i", "enter", "enter")
        assert home.numbers == ["p1"]
        await home.press("i", "enter")
        assert isinstance(home.app.screen, ReportDialog)
        assert "mêmes candidats que la session p1" in home.dialog
        assert "m, puis p1 au numéro, la met à jour" in home.dialog
        assert home.numbers == ["p1"]
        await home.press("m")
        await home.type("P1")
        assert "✓ Numéro" in home.text
        await home.press(*["enter"] * 9)
        assert "Session p1 : déjà dans Vigie" in home.dialog
        await home.press("enter")
        assert home.numbers == ["p1"]


def test_a_session_made_without_number_gets_its_list(store: Path) -> None:
    """`c` without a number, then `i`: p1 is brought up to date, whatever its number is."""
    put()
    office = StoreOffice(Archive(store), AUTHOR, HOST)
    assert office.create(NewSession("", DAY, time(14)), at("10:00:00")) == Made(("p1",))
    report = office.look_at("liste.csv", ListTerms(numbers=("p1",)), at("10:00:00"))
    assert (report.errors, report.held, report.unnumbered) == ((), ("p1",), 0)
    assert isinstance(office.bring_in("liste.csv", ListTerms(numbers=("p1",)), at("10:00:00")), Made)
    assert len(Archive(store).journal("p1").session.candidates) == 3
