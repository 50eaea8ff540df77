"""`p` at home: the papers of all sessions of a day, after a question that says how many and asks where."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import StoreError
from screens.offices.home import StoreOffice
from tests.screens.home.conftest import Open
from tests.screens.home.store import DAY, PEOPLE, a_day, make

FEW = PEOPLE[:3]
"""Where only which papers are made is asked, and not what is in them: that of each costs more than all the keys."""


async def test_the_papers_of_a_day(opened: Open, store: Path) -> None:
    """Asked with their number and where; a folder each; nothing of it before Enter."""
    make(store, "208", people=FEW)
    make(store, "209", start="14:00", room="", people=FEW)
    async with opened() as home:
        assert "p papiers" in home.footer
        await home.press("p")
        assert "6 documents pour 2 sessions" in home.dialog
        assert f"du {DAY:%d/%m/%Y} (208, 209)" in home.dialog
        assert "ses convocations partent sans salle" in home.dialog
        assert str(Path.cwd()) in home.dialog.replace("\n", "")
        await home.press("escape")
        assert not list(Path.cwd().glob("vigie-papiers-*"))
        await home.press("p", "enter", "enter")
        assert "6 documents de 2 sessions dans" in home.footer
    folder = Path.cwd() / f"vigie-papiers-{DAY:%Y-%m-%d}"
    assert {path.name for path in folder.iterdir()} == {"208", "209"}
    assert {path.name for path in (folder / "209").iterdir()} == {
        "convocations.pdf", "feuille-emargement.pdf", "verification-salle.pdf",
    }  # fmt: skip


async def test_the_papers_of_a_day_as_pages(opened: Open, store: Path) -> None:
    """As `vigie papers --html`: for whoever has them read aloud, or reads them on a telephone."""
    make(store, "208", people=FEW)
    async with opened() as home:
        await home.press("p")
        await home.press("enter", "o", "enter")
        assert "3 documents de 1 session dans" in home.footer
    folder = Path.cwd() / f"vigie-papiers-{DAY:%Y-%m-%d}" / "208"
    assert {path.name for path in folder.iterdir()} == {
        "convocations.html", "feuille-emargement.html", "verification-salle.html",
    }  # fmt: skip


async def test_what_stands_there_is_asked_about(opened: Open, store: Path) -> None:
    """Beside it first; replaced only where somebody says so."""
    make(store, "208", people=FEW)
    async with opened() as home:
        await home.press("p", "enter", "enter", "p", "enter", "enter")
        assert "contient déjà des papiers" in home.dialog
        await home.press("enter")
        assert (Path.cwd() / f"vigie-papiers-{DAY:%Y-%m-%d}-2" / "208").is_dir()
        await home.press("p", "enter", "enter", "r", "enter")
        assert home.dialog == ""
        assert "3 documents de 1 session dans" in home.footer


async def test_papers_that_cannot_be_written_or_have_no_day(opened: Open, store: Path) -> None:
    """A folder that is a file is told, and stays; without a session there is nothing to press."""
    async with opened() as home:
        await home.press("p")
        assert "aucune session lisible" in home.footer
    make(store, "208", people=FEW)
    (Path.cwd() / "papiers").write_text("", encoding="utf-8")
    async with opened() as home:
        await home.press("p")
        await home.press(*["backspace"] * 40)
        await home.type("papiers")
        await home.press("enter", "enter")
        assert "papiers" in home.footer
        assert home.dialog == ""


@pytest.mark.parametrize(
    ("asked", "keys"), [("papers_of", "p"), ("write_papers", "p enter enter"), ("look_at", "i enter")]
)
async def test_what_failed_is_said_to_go_on_no_longer(
    opened: Open, store: Path, monkeypatch: pytest.MonkeyPatch, asked: str, keys: str
) -> None:
    """Once somebody has seen why nothing came of it, nothing says that it is under way still."""

    def fail(*_: object, **_named: object) -> object:
        raise StoreError("Lecture impossible : les droits ne le permettent pas.")

    monkeypatch.setattr(StoreOffice, asked, fail)
    make(store, "208")
    (Path.cwd() / "3eB.csv").write_text("", encoding="utf-8")
    async with opened() as home:
        await home.press(*keys.split())
        assert "Lecture impossible" in home.footer
        await home.press("escape")
        assert "…" not in home.footer
        assert home.app.notices.waiting == 0


async def test_the_footer_names_erasing_where_it_works(opened: Open, store: Path) -> None:
    """At 80 columns too, for a session in which nobody has started; not for another one."""
    a_day(store)
    async with opened() as home:
        seen = set()
        for _ in range(8):
            card = home.app.card
            assert card is not None
            possible = not card.problem and card.counts is not None and card.number in ("209", "310", "150")
            assert ("Suppr effacer" in home.footer) is possible, card.number
            assert "q quitter" in home.footer
            assert "? aide" in home.footer
            seen.add(card.number)
            await home.press("down")
        assert {"208", "209", "310"} <= seen
