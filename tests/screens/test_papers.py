"""The « feuille de secours » and the export from the board."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from data.demo import make_rehearsal
from screens.kit.papers import NotWrittenError, TakenError, all_have_started
from screens.offices.board import papers_of
from supervisor import action as act
from supervisor.action import Context
from tests.screens.conftest import Open
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at

__all__ = ["equipped"]  # a fixture


async def test_the_rescue_sheet_is_offered_when_the_last_one_starts(equipped: Equipped, desk: MemoryDesk) -> None:
    """Once, with its key; it goes when it is asked for; it says where the sheet is."""
    drawer = Drawer()
    async with equipped(desk, papers=drawer.papers) as board:
        assert not all_have_started(board.session)
        await board.choose(13)
        await board.press("d")
        await board.later(12)
        assert board.notice.startswith("tous ont démarré : h écrit la feuille de secours")
        await board.press("h")
        assert "Dossier courant : /tiroir" in board.dialog
        await board.press("enter")
        await board.until_written()
        assert board.notice == "écrit dans /tiroir/feuille-de-secours-208.txt"
        [text] = drawer.texts.values()
        assert "JEFFERSON" in text
        await board.later(60)
        assert "tous ont démarré" not in board.notice
        await board.press("u", "enter", "d")
        await board.later(12)
        assert "tous ont démarré" not in board.notice


async def test_nothing_is_replaced_unasked(equipped: Equipped, desk: MemoryDesk) -> None:
    """A sheet of that name is there: a question, whose first answer leaves it as it is; the other replaces it."""
    drawer = Drawer({"feuille-de-secours-208.txt": "ancienne"})
    async with equipped(desk, papers=drawer.papers) as board:
        await board.press("h", "enter")
        await board.until_written()
        assert "il y en a déjà un" in board.dialog
        await board.press("escape")
        assert drawer.texts == {"feuille-de-secours-208.txt": "ancienne"}
        await board.press("h", "enter")
        await board.until_written()
        await board.press("enter")
        await board.until_written()
        assert drawer.texts["feuille-de-secours-208.txt"] == "ancienne"
        assert "JEFFERSON" in drawer.texts["feuille-de-secours-208.txt-2"]
        await board.press("h", "enter")
        await board.until_written()
        await board.press("r")
        assert drawer.texts["feuille-de-secours-208.txt"] == "ancienne"
        await board.press("enter")
        await board.until_written()
        assert drawer.texts["feuille-de-secours-208.txt"] != "ancienne"


async def test_what_could_not_be_written_is_said_until_seen(equipped: Equipped, desk: MemoryDesk) -> None:
    """And the command's options are not named on the screen."""
    async with equipped(desk, papers=Drawer(is_full=True).papers) as board:
        await board.press("h", "enter")
        await board.until_written()
        await board.later(3)
        assert board.app.notices.waiting == 1
        assert "le disque est plein" in board.notice
        assert "--to" not in board.notice


async def test_export_now(equipped: Equipped, desk: MemoryDesk) -> None:
    """It asks where and says what first; the second time, whose export is there, and goes beside it by itself."""
    drawer = Drawer()
    async with equipped(desk, papers=drawer.papers) as board:
        await board.press("x")
        await board.until_written()
        assert "Ils portent les noms et les naissances" in board.dialog
        await board.press("enter")
        await board.until_written()
        assert board.notice == "exporté : 4 documents dans /tiroir/vigie-208"
        await board.press("x")
        await board.until_written()
        assert "Ils portent les noms et les naissances" in board.dialog
        await board.press("enter")
        await board.until_written()
        assert "Export : il y en a déjà un" in board.dialog
        assert "contient déjà l'export de la session 208" in board.dialog
        assert "▌ a  l'écrire à côté : vigie-208-2" in board.dialog
        await board.press("enter")
        await board.until_written()
        assert board.notice == "exporté : 4 documents dans /tiroir/vigie-208-2"
        await board.press("x")
        await board.until_written()
        assert "Ils portent les noms et les naissances" in board.dialog
        await board.press("enter")
        await board.until_written()
        await board.press("r", "enter")
        await board.until_written()
        assert drawer.folders == ["vigie-208", "vigie-208-2", "vigie-208"]


async def test_without_a_drawer_it_says_so(opened: Open, desk: MemoryDesk) -> None:
    """A board that was given nothing to write with."""
    async with opened(desk) as board:
        for key in "xh":
            await board.press(key)
            assert "vigie export" in board.notice


def test_on_a_real_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0600, in the current folder, apart from real sessions; nothing replaced unasked."""
    monkeypatch.chdir(tmp_path)
    journal = make_rehearsal(tmp_path / "store", at("10:28:20"), "moi", "ici")
    papers = papers_of(journal)
    text = papers.rescue_sheet(journal.session, at("10:28:20"))
    assert "RÉPÉTITION" in text
    told = papers.save("feuille.txt", text, False)
    assert str(tmp_path / "feuille.txt") in told
    assert (tmp_path / "feuille.txt").read_text(encoding="utf-8") == text
    assert stat.S_IMODE((tmp_path / "feuille.txt").stat().st_mode) == 0o600
    with pytest.raises(TakenError, match=r"feuille\.txt existe déjà, du ") as refused:
        papers.save("feuille.txt", "autre", False)
    assert refused.value.other == str(tmp_path / "feuille-2.txt")
    papers.save("feuille.txt", "autre", True)
    assert (tmp_path / "feuille.txt").read_text(encoding="utf-8") == "autre"
    for wrong in (str(tmp_path), "nulle/part.txt", "~personne-du-tout/x"):
        with pytest.raises(NotWrittenError):
            papers.save(wrong, text, False)
    papers.export(at("10:28:20"), "", False)
    [folder] = tmp_path.glob("vigie-repetition-208-*")
    assert {path.name for path in folder.iterdir()} >= {"session.json", "candidats.csv", "journal.csv"}
    with pytest.raises(TakenError, match="l'export de la session 208, du 20/11/2026 à 10:28") as refused:
        papers.export(at("10:29:20"), "", False)
    papers.export(at("10:29:20"), refused.value.other, False)
    assert sorted(tmp_path.glob("vigie-repetition-208-*")) == [folder, tmp_path / refused.value.other]
    (folder / "session.json").write_text("{}", encoding="utf-8")
    with pytest.raises(TakenError, match="d'une session inconnue") as refused:
        papers.export(at("10:29:20"), "", False)
    assert refused.value.other.endswith("-3")


async def test_a_board_opened_later_offers_the_rescue_sheet_too(equipped: Equipped, desk: MemoryDesk) -> None:
    """All have started or are absent: once on this board, whoever saw the last one start."""
    desk.act_now(act.Mark("start", (13,)), Context(now=at("10:27:00"), author=AUTHOR, host=HOST))
    async with equipped(desk, papers=Drawer().papers) as board:
        assert board.notice.startswith("tous ont démarré : h écrit la feuille de secours")
        await board.later(61)
        assert "tous ont démarré" not in board.notice
        desk.act_elsewhere(act.WriteNote("toux", 1), "10:28:30")
        await board.later(1)
        assert "tous ont démarré" not in board.notice


async def test_a_sheet_written_too_early_is_offered_again(equipped: Equipped, desk: MemoryDesk) -> None:
    """The last one had not started when it was written."""
    async with equipped(desk, papers=Drawer().papers) as board:
        await board.press("h", "enter")
        await board.until_written()
        await board.choose(13)
        await board.press("d")
        await board.later(12)
        assert "tous ont démarré" in board.notice
