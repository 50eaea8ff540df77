"""The « feuille de secours » and the export from the board; the report of a fraud."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from data.demo import make_rehearsal
from screens.lines.papers import papers_of
from screens.papers import NotWrittenError, TakenError, all_have_started
from supervisor import action as act
from tests.screens.conftest import Board, Open
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import MemoryDesk, StillClock, at

__all__ = ["equipped"]  # a fixture


async def written(board: Board) -> None:
    """Until what is written beside the loop is written."""
    await board.app.workers.wait_for_complete()
    await board.settle()


async def test_the_rescue_sheet_is_offered_when_the_last_one_starts(equipped: Equipped, desk: MemoryDesk) -> None:
    """Once, with its key; it goes when it is asked for; it says where the sheet is."""
    drawer = Drawer()
    async with equipped(desk, papers=drawer.papers) as board:
        assert not all_have_started(board.session)
        await board.choose(13)
        await board.press("d")
        await board.later(10)
        assert board.notice.startswith("tous ont démarré : h écrit la feuille de secours")
        await board.press("h")
        assert "Dossier courant : /tiroir" in board.dialog
        await board.press("enter")
        await written(board)
        assert board.notice == "écrit dans /tiroir/feuille-de-secours-208.txt"
        [text] = drawer.texts.values()
        assert "JEFFERSON" in text
        await board.later(60)
        assert "tous ont démarré" not in board.notice
        await board.press("u", "enter", "d")
        await board.later(10)
        assert "tous ont démarré" not in board.notice


async def test_nothing_is_replaced_unasked(equipped: Equipped, desk: MemoryDesk) -> None:
    """A sheet of that name is there: a question, then it is replaced."""
    drawer = Drawer({"feuille-de-secours-208.txt": "ancienne"})
    async with equipped(desk, papers=drawer.papers) as board:
        await board.press("h", "enter")
        await written(board)
        assert "remplacer ?" in board.dialog
        await board.press("escape")
        assert drawer.texts == {"feuille-de-secours-208.txt": "ancienne"}
        await board.press("h", "enter")
        await written(board)
        await board.press("enter")
        await written(board)
        assert drawer.texts["feuille-de-secours-208.txt"] != "ancienne"


async def test_what_could_not_be_written_is_said_until_seen(equipped: Equipped, desk: MemoryDesk) -> None:
    """And the command's options are not named on the screen."""
    async with equipped(desk, papers=Drawer(is_full=True).papers) as board:
        await board.press("h", "enter")
        await written(board)
        await board.later(3)
        assert board.app.notices.waiting == 1
        assert "le disque est plein" in board.notice
        assert "--to" not in board.notice


async def test_export_now(equipped: Equipped, desk: MemoryDesk) -> None:
    """One key; the second time it asks."""
    drawer = Drawer()
    async with equipped(desk, papers=drawer.papers) as board:
        await board.press("x")
        await written(board)
        assert board.notice == "exporté : 4 documents dans /tiroir"
        await board.press("x")
        await written(board)
        assert "Export : remplacer ?" in board.dialog
        await board.press("enter")
        await written(board)
        assert len(drawer.exports) == 2


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
    with pytest.raises(TakenError):
        papers.save("feuille.txt", "autre", False)
    papers.save("feuille.txt", "autre", True)
    assert (tmp_path / "feuille.txt").read_text(encoding="utf-8") == "autre"
    for wrong in (str(tmp_path), "nulle/part.txt", "~personne-du-tout/x"):
        with pytest.raises(NotWrittenError):
            papers.save(wrong, text, False)
    papers.export(at("10:28:20"), False)
    [folder] = tmp_path.glob("vigie-repetition-208-*")
    assert {path.name for path in folder.iterdir()} >= {"session.json", "candidates.csv", "journal.csv"}
    with pytest.raises(TakenError):
        papers.export(at("10:28:20"), False)


# Fraud --------------------------------------------------------------------------------------------


async def test_fraud_begins_with_the_question_that_clears_it(opened: Open, desk: MemoryDesk) -> None:
    """The question asked for that tool: nothing is recorded."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("C")
        assert "12 LE GOFF" in board.dialog
        assert "La consigne de la question demandait-elle cet outil ?" in board.dialog
        assert "Le test n'est pas interrompu" in board.dialog
        await board.press("enter")
        assert "choisissez d'abord une réponse" in board.dialog
        await board.press("o", "enter")
        assert "rien n'est noté" in board.notice
        assert not desk.acted


async def test_a_report_incomplete_then_complete(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """At the instant of the key; incomplete is said in the row and the panel, and taken up again."""
    async with opened(desk, size=(150, 36)) as board:
        await board.choose(12)
        pressed_at = clock.now()
        await board.press("C", "n", "enter")
        for kind in ("communication", "consultation", "usurpation"):
            assert kind in board.dialog
        await board.later(20)
        await board.press("d", "enter")
        assert "Incomplet : il manque ce qui a été vu et ce qui a été fait" in board.dialog
        await board.press("enter", "enter", "enter")
        assert "dites ce qui a été vu" in board.dialog
        await board.press("shift+tab", "shift+tab")
        await board.type("telephone")
        await board.press("tab", "tab", "enter")
        [(action, context)] = desk.acted
        assert action == act.ReportFraud(12, "consultation", "telephone")
        assert context.at == pressed_at
        assert "rapport incomplet" in board.notice
        assert "le test n'est pas interrompu" in board.notice
        assert "C6 ?" in board.row(12)
        assert "rapport de fraude incomplet : C" in board.text
        assert board.session.candidates[12].is_running

        await board.press("C")
        assert "sera repris" in board.dialog
        await board.press("n", "enter", "enter")
        assert "Incomplet : il manque ce qui a été fait" in board.dialog
        await board.press("enter")
        await board.type("saisi")
        assert "Complet" in board.dialog
        await board.press("enter")
        await board.type("Mme Roy")
        await board.press("enter")
        assert desk.acted[-1][0] == act.ReportFraud(12, "consultation", "telephone", "saisi", "Mme Roy")
        assert "C6 ?" not in board.row(12)
        assert "rapport de fraude incomplet" not in board.text
        assert len([i for i in board.session.incidents_of(12) if i.code == "C6"]) == 1


async def test_one_report_a_candidate(opened: Open, desk: MemoryDesk) -> None:
    """With several marked, nobody is meant."""
    async with opened(desk) as board:
        await board.press("space", "space", "C")
        assert "un rapport de fraude par candidat" in board.notice
