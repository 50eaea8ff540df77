"""The report of a fraud on the board: the first question, the form, its evidence, what is completed later."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest

from screens.dialogs.fraud import FraudForm
from screens.kit.papers import Files, NotTakenError, Papers, Piece
from supervisor import action as act
from supervisor.folder import Folder, FolderEntry
from tests.screens.conftest import Board, Open
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import MemoryDesk, StillClock

__all__ = ["equipped"]  # a fixture

SIZES = {"/photos/ecran.png": 48_213, "/photos/papier.jpg": 2_400_000}


def look_at(typed: str) -> Piece:
    """The disk of a test holds two photos."""
    path = typed if typed.startswith("/") else f"/photos/{typed}"
    if path not in SIZES:
        raise NotTakenError(f"La pièce « {path} » ne peut pas être jointe : il n'existe pas, ou plus.")
    return Piece(path, path.rpartition("/")[2], SIZES[path])


def folder(path: str, typed: str, now: datetime) -> Folder:
    names = [known.rpartition("/")[2] for known in SIZES]
    entries = tuple(FolderEntry(n, f"/photos/{n}", is_folder=False) for n in names if n.startswith(typed))
    return Folder("/photos", "/", entries=entries)


@pytest.fixture
def papers() -> Papers:
    """A drawer, and the two photos."""
    drawer = Drawer().papers
    return Papers(drawer.folder, drawer.rescue_sheet, drawer.save, drawer.export,
                  files=Files(lambda: "/photos", folder, look_at))  # fmt: skip


async def at_the_form(board: Board, number: int = 12) -> None:
    """To the fields of a new report, for the usual kind."""
    await board.choose(number)
    await board.press("C", "n", "enter", "d", "enter")


async def looked(board: Board) -> None:
    """Until the disk has answered about a file."""
    await board.app.screen.workers.wait_for_complete()
    await board.settle()


async def join(board: Board, typed: str) -> None:
    """In the last field: a file, and Enter."""
    await board.type(typed)
    await board.press("enter")
    await looked(board)


# The first question --------------------------------------------------------------------------------


async def test_fraud_begins_with_the_question_that_clears_it(opened: Open, desk: MemoryDesk) -> None:
    """The question asked for that tool: it is no fraud, and Enter records nothing."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("C")
        assert "12 LE GOFF" in board.dialog
        assert "La consigne de la question demandait-elle cet outil ?" in board.dialog
        assert "Le test n'est pas interrompu" in board.dialog
        await board.press("enter")
        assert "choisissez d'abord une réponse" in board.dialog
        await board.press("o", "enter")
        assert "Ce n'est pas une fraude" in board.dialog
        await board.press("enter")
        assert "rien n'est noté" in board.notice
        assert not desk.acted


async def test_who_insists_writes_the_report_with_that_answer(opened: Open, desk: MemoryDesk) -> None:
    """He used the tool for something else: the jury reads that the instruction asked for it."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("C", "o", "enter", "f", "enter", "c", "enter")
        await board.type("bavarde")
        await board.press("enter", "enter", "enter", "enter")
        [(action, _)] = desk.acted
        assert action == act.ReportFraud(12, "communication", "bavarde", "", (), tool_required=True)


# The form ------------------------------------------------------------------------------------------


async def test_a_report_incomplete_then_complete(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """At the instant of the key; incomplete is said in row, panel and counts, and taken up again as it was."""
    async with opened(desk, size=(150, 36)) as board:
        await board.choose(12)
        pressed_at = clock.now()
        await board.press("C", "n", "enter")
        for kind in ("communication", "consultation", "usurpation"):
            assert kind in board.dialog
        await board.later(20)
        await board.press("d", "enter")
        assert "Incomplet : il manque ce qui a été vu et ce qui a été fait" in board.dialog
        await board.press("enter", "enter", "enter", "enter")
        assert "dites ce qui a été vu" in board.dialog
        # What is wrong has the focus.
        await board.type("telephone")
        await board.press("tab", "tab", "tab", "enter")
        [(action, context)] = desk.acted
        assert action == act.ReportFraud(12, "consultation", "telephone", "", (), tool_required=False)
        assert context.at == pressed_at
        assert "incomplet, il manque : ce qui a été fait" in board.notice
        assert "le test n'est pas interrompu" in board.notice
        assert "C6 ?" in board.row(12)
        assert "1 PV de fraude incomplet" in board.text
        assert "rapport de fraude incomplet : C" in board.text
        assert board.session.candidates[12].is_running
        [report] = board.session.frauds_of(12)

        await board.press("C")
        assert f"compléter le rapport n° {report.event_id} : consultation, il manque ce qui a été fait" in board.dialog
        await board.press("enter", "enter")
        assert "Incomplet : il manque ce qui a été fait" in board.dialog
        await board.press("enter")
        await board.type("saisi")
        assert "Complet" in board.dialog
        await board.press("enter")
        await board.type("Mme Roy; A. Petit ;")
        await board.press("enter", "enter")
        assert desk.acted[-1][0] == act.ReportFraud(
            12, "consultation", "telephone", "saisi", ("Mme Roy", "A. Petit"), report=report.event_id
        )
        assert "C6 ?" not in board.row(12)
        assert "PV de fraude incomplet" not in board.text
        assert len([i for i in board.session.incidents_of(12) if i.code == "C6"]) == 1
        assert board.session.frauds_of(12)[0].tool_required is False


async def test_another_case_of_the_same_candidate(opened: Open, desk: MemoryDesk) -> None:
    """A second report, with its own first question; both are offered from then on."""
    desk.act_elsewhere(act.ReportFraud(12, "usurpation", "un autre", "sorti"), "10:20:00")
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("C")
        assert "usurpation, complet" in board.dialog
        await board.press("enter")
        assert "choisissez d'abord une réponse" in board.dialog
        await board.press("n", "enter", "n", "enter", "c", "enter")
        await board.type("bavarde")
        await board.press("enter", "enter", "enter", "enter")
        assert [r.kind for r in board.session.frauds_of(12)] == ["usurpation", "communication"]


async def test_one_report_a_candidate(opened: Open, desk: MemoryDesk) -> None:
    """With several marked, nobody is meant."""
    async with opened(desk) as board:
        await board.press("space", "space", "C")
        assert "un rapport de fraude par candidat" in board.notice


# Evidence ------------------------------------------------------------------------------------------


async def test_files_are_joined_by_their_paths(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """Each with its size; one that is not there is said in the box; they are copied, then the report is recorded."""
    async with equipped(desk, papers=papers) as board:
        await at_the_form(board)
        await board.type("telephone")
        await board.press("enter", "enter", "enter")
        await join(board, "rien.png")
        assert "« /photos/rien.png » ne peut pas être jointe" in board.dialog
        for _ in "rien.png":
            await board.press("backspace")
        await join(board, "ecran.png")
        await join(board, "/photos/papier.jpg")
        assert "à joindre : ecran.png  48 Ko" in board.dialog
        assert "à joindre : papier.jpg  2 Mo" in board.dialog
        await board.press("enter")
        await board.until_written()
        [(action, _)] = desk.acted
        assert isinstance(action, act.ReportFraud)
        assert [piece.name for piece in action.evidence] == ["ecran.png", "papier.jpg"]
        assert [piece.name for piece in board.session.frauds_of(12)[0].evidence] == ["ecran.png", "papier.jpg"]


async def test_the_same_file_is_joined_once_and_the_last_can_be_taken_off(
    equipped: Equipped, desk: MemoryDesk, papers: Papers
) -> None:
    """« - » and Enter."""
    async with equipped(desk, papers=papers) as board:
        await at_the_form(board)
        await board.press("tab", "tab", "tab")
        for typed in ("ecran.png", "papier.jpg", "/photos/ecran.png"):
            await join(board, typed)
        assert board.dialog.count("à joindre") == 2
        await board.press("minus", "enter")
        assert "ecran.png" not in board.dialog
        assert "papier.jpg" in board.dialog


async def test_a_file_is_picked_in_its_folder(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """Ctrl+O above the form; Escape goes back to it with all that was typed."""
    async with equipped(desk, papers=papers) as board:
        await at_the_form(board)
        await board.type("telephone")
        await board.press("ctrl+o")
        await looked(board)
        await looked(board)
        assert "Joindre une pièce" in board.dialog
        await board.press("escape")
        assert "Rapport de fraude" in board.dialog
        await board.press("ctrl+o")
        await looked(board)
        await looked(board)
        await board.press("down", "enter")
        await looked(board)
        assert "à joindre : papier.jpg  2 Mo" in board.dialog
        assert "telephone" in board.text


async def test_what_cannot_be_copied_opens_the_form_again(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """Nothing is recorded and nothing of what was typed is lost; the second time it works."""
    async with equipped(desk, papers=papers) as board:
        await at_the_form(board)
        await board.type("telephone")
        await board.press("enter")
        await board.type("saisi")
        await board.press("enter", "enter")
        await join(board, "ecran.png")
        desk.not_taken = "La pièce n'a pas été copiée dans /sessions : le disque est plein. Libérez de la place."
        await board.press("enter")
        await board.until_written()
        assert not desk.acted
        assert "le disque est plein" in board.dialog
        assert "PAS ENREGISTRÉ" in board.notice
        assert "à joindre : ecran.png  48 Ko" in board.dialog
        desk.not_taken = ""
        await board.press("enter", "enter", "enter", "enter")
        await board.until_written()
        [(action, _)] = desk.acted
        assert isinstance(action, act.ReportFraud)
        assert (action.seen, action.done, len(action.evidence)) == ("telephone", "saisi", 1)


async def test_the_board_goes_on_while_a_file_is_copied(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """A large file: other actions are recorded meanwhile, and it is not forgotten that one is on its way."""
    async with equipped(desk, papers=papers) as board:
        await at_the_form(board)
        await board.type("telephone")
        await board.press("enter", "enter", "enter")
        await join(board, "ecran.png")
        desk.evidence_gate = threading.Event()
        await board.press("enter")
        assert "copie de 1 pièce" in board.notice
        assert not board.app.is_idle
        board.app.record(
            act.WriteNote("autre"), act.Context(now=board.clock.now(), author="P. Martin", host="x"), (), "note"
        )
        await board.pilot.pause()
        desk.evidence_gate.set()
        await board.until_written()
        assert [type(action) for action, _ in desk.acted] == [act.WriteNote, act.ReportFraud]
        assert board.app.is_idle


async def test_a_report_shows_what_was_joined_before(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """Completing it adds to that."""
    kept = desk.keep_evidence(["/photos/avant.png"])
    desk.act_elsewhere(act.ReportFraud(12, "usurpation", "un autre", evidence=kept), "10:20:00")
    async with equipped(desk, papers=papers) as board:
        await board.choose(12)
        await board.press("C", "enter", "enter")
        assert "déjà jointes : avant.png" in board.dialog


async def test_all_of_the_form_can_be_reached_at_80_by_24(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """Title, reminder, four fields, pieces and hint."""
    async with equipped(desk, papers=papers, size=(80, 24)) as board:
        await at_the_form(board)
        await board.press("tab", "tab", "tab")
        for typed in ("ecran.png", "papier.jpg"):
            await join(board, typed)
        for words in ("Ce qui a été vu", "Ce qui a été fait", "Témoins", "Pièces", "papier.jpg", "Incomplet", "Ctrl+O"):
            assert words in board.text, words
        assert "Le test n'est pas interrompu" in board.text


# Drafts --------------------------------------------------------------------------------------------


async def test_a_report_being_typed_outlives_the_program(equipped: Equipped, desk: MemoryDesk, papers: Papers) -> None:
    """Fields, files and first key come back; the report is recorded at that instant."""
    async with equipped(desk, papers=papers) as board:
        pressed_at = board.clock.now()
        await at_the_form(board)
        await board.type("telephone")
        await board.press("tab", "tab", "tab")
        await join(board, "ecran.png")
        left = dict(desk.drafts.kept)
    desk.drafts.kept = left
    async with equipped(desk, papers=papers) as board:
        await board.later(120)
        assert "fraude" in board.dialog.lower()
        await board.press("enter")
        await looked(board)
        assert isinstance(board.app.screen, FraudForm)
        assert board.app.screen.values["seen"] == "telephone"
        assert "à joindre : ecran.png" in board.dialog
        for _ in range(4):
            if isinstance(board.app.screen, FraudForm):
                await board.press("enter")
        await board.until_written()
        [(action, context)] = desk.acted
        assert isinstance(action, act.ReportFraud)
        assert (action.seen, len(action.evidence), context.at) == ("telephone", 1, pressed_at)
