"""A dialog that was being typed when the program ended is offered again, with its first-key instant."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from screens.dialogs.base import Dialog
from supervisor import action as act
from supervisor.action import AdjustTime, RecordIncident, WriteNote
from supervisor.draft import Draft
from tests import waiting
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, MemoryDesk, StillClock, at

pytestmark = pytest.mark.wide


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for the thread that keeps drafts."""
    await waiting.until(is_so, "the thread that keeps drafts")


def kept(desk: MemoryDesk) -> list[dict[str, str]]:
    """The fields of all drafts that are kept."""
    return [draft.texts for draft in desk.drafts.kept.values() if isinstance(draft, Draft)]


async def half_typed(board: Board, number: int, key: str, text: str) -> None:
    """A command on a candidate, and what is typed before the program is killed."""
    await board.choose(number)
    await board.press(key)
    await board.type(text)
    await until(lambda: any(text in texts.values() for texts in kept(board.desk)))


async def test_half_an_incident_is_offered_and_finished(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """What, for whom and when before Enter; recorded at the instant of its first key, fourteen minutes later."""
    clock.instant = at("10:41:07")
    async with opened(desk) as board:
        await half_typed(board, 12, "s", "e2 1")
    clock.wait(14 * 60)
    async with opened(desk) as board:
        assert "Reprendre ce que vous écriviez à 10:41 ?" in board.dialog
        assert "Signalement : 12 LE GOFF" in board.dialog
        assert "« e2 1 »" in board.dialog
        await board.press("enter")
        assert "Signalement : 12 LE GOFF" in board.dialog
        assert board.app.board.chosen == 12
        await board.type("2")
        await board.press("enter")
        await until(lambda: not desk.drafts.kept)
    [(action, context)] = desk.acted
    assert isinstance(action, RecordIncident)
    assert (action.code, action.numbers, action.question) == ("E2", (12,), 12)
    assert (context.at, context.now) == (at("10:41:07"), at("10:55:07"))


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_jumped_since(opened: Open, desk: MemoryDesk, clock: StillClock, hours: int) -> None:
    """It happened when its first key was pressed, on the clock that shows now: offered so, and recorded so."""
    clock.instant = at("10:41:07")
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    [draft] = desk.drafts.kept.values()
    assert isinstance(draft, Draft)
    assert draft.noted == desk.session.last_id
    desk.act_elsewhere(act.NoticeClockJump(hours * 3600), "10:42:00")
    clock.wait(hours * 3600 + 120)
    then = at("10:41:07") + timedelta(hours=hours)
    async with opened(desk) as board:
        assert f"Reprendre ce que vous écriviez à {desk.session.local(then):%H:%M} ?" in board.dialog
        await board.press("enter", "enter")
        await until(lambda: not desk.drafts.kept)
    [note] = desk.session.notes
    assert (note.text, note.at) == ("calme", then)


async def test_what_is_confirmed_or_left_is_offered_no_more(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
        await board.press("enter")
        await until(lambda: not desk.drafts.kept)
        await half_typed(board, 3, "n", "bruit")
        await board.press("escape")
        await until(lambda: not desk.drafts.kept)
    async with opened(desk) as board:
        assert board.dialog == ""
    assert [action for action, _ in desk.acted] == [WriteNote("calme", 12)]


async def test_what_is_typed_and_taken_away_again_is_no_draft(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "c")
        await board.press("backspace")
        await until(lambda: not desk.drafts.kept)


async def test_a_dialog_in_which_nothing_was_typed_is_no_draft(opened: Open, desk: MemoryDesk) -> None:
    """Not even one whose fields were filled from the list."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("m", "i", "enter")
        assert "Corriger 12 LE GOFF" in board.dialog
        await board.press("down")
    assert desk.drafts.written == []


async def test_escape_leaves_it_for_the_next_start(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    async with opened(desk) as board:
        await board.press("escape")
        assert board.dialog == ""
    assert kept(desk) == [{"text": "calme"}]
    async with opened(desk) as board:
        assert "« calme »" in board.dialog


async def test_deleting_it_takes_two_keys(opened: Open, desk: MemoryDesk) -> None:
    """The letter only lights the answer."""
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    async with opened(desk) as board:
        await board.press("s")
        assert kept(desk) == [{"text": "calme"}]
        await board.press("enter")
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)
    assert desk.acted == []


async def test_two_drafts_one_after_the_other(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """The second is offered once the first is dealt with, and keeps its own instant."""
    clock.instant = at("10:41:00")
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    async with opened(desk) as board:
        clock.instant = at("10:43:00")
        await board.press("escape")
        await half_typed(board, 3, "n", "bruit")
    clock.instant = at("10:50:00")
    async with opened(desk) as board:
        assert "à 10:41" in board.dialog
        await board.press("enter")
        assert "Note sur 12 LE GOFF" in board.dialog
        await board.press("enter")
        assert "à 10:43" in board.dialog
        await board.press("enter", "enter")
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)
    assert [(action, context.at) for action, context in desk.acted] == [
        (WriteNote("calme", 12), at("10:41:00")),
        (WriteNote("bruit", 3), at("10:43:00")),
    ]


async def test_for_the_same_marked_candidates(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    async with opened(desk) as board:
        for number in (3, 12):
            await board.choose(number)
            await board.press("space")
        await board.press("t")
        await board.type("+10")
        await board.press("enter")
        await board.type("panne")
        await until(lambda: kept(desk) == [{"minutes": "+10", "reason": "panne"}])
    clock.wait(120)
    async with opened(desk) as board:
        await board.press("enter")
        assert board.app.board.marked == {3, 12}
        # Behind the reason: whether it is for an incident, which is left open here.
        await board.press("enter", "enter")
        await until(lambda: not desk.drafts.kept)
        assert board.app.board.marked == set()
    [(action, _)] = desk.acted
    assert action == AdjustTime((3, 12), minutes=10, reason="panne")


async def test_behind_a_menu(opened: Open, desk: MemoryDesk) -> None:
    """The letter that led there is given again."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("m", "d")
        assert "Début de 12 LE GOFF" in board.dialog
        await board.type("08:57")
        await until(lambda: kept(desk) == [{"hour": "08:57"}])
    async with opened(desk) as board:
        assert "Début de 12 LE GOFF" in board.dialog
        await board.press("enter")
        assert "Début de 12 LE GOFF" in board.dialog
        await board.press("enter")
        await board.type("vu sur l'écran")
        await board.press("enter")
        await until(lambda: not desk.drafts.kept)
    [(action, _)] = desk.acted
    assert action == act.CorrectStart(12, at("08:57:00"), "vu sur l'écran")


async def half_undone(board: Board) -> None:
    """The last action but one chosen in the list of all, and half a reason."""
    await board.press("U", "down", "enter")
    assert "Annuler l'action" in board.dialog
    await board.type("erreur")
    await until(lambda: kept(board.desk) == [{"reason": "erreur"}])


async def test_behind_a_list(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_undone(board)
        [title] = [draft.title for draft in desk.drafts.kept.values() if isinstance(draft, Draft)]
    async with opened(desk) as board:
        await board.press("enter")
        assert board.dialog.startswith(title)
        await board.press("enter")
        await until(lambda: not desk.drafts.kept)
    [(action, _)] = desk.acted
    assert isinstance(action, act.Undo)
    assert action.reason == "erreur"


async def test_a_way_that_is_gone_records_nothing_and_shows_the_text(opened: Open, desk: MemoryDesk) -> None:
    """Somebody else undid it meanwhile: what led to the dialog leads elsewhere now."""
    async with opened(desk) as board:
        await half_undone(board)
    last = desk.session.entries[-1].action
    action = desk.session.entries[last - 2].action
    desk.act_elsewhere(act.Undo(action, "doublon"), "10:28:30")
    acted = len(desk.acted)
    async with opened(desk) as board:
        await board.press("enter")
        assert "La session a changé depuis" in board.dialog
        assert "« erreur »" in board.dialog
        await board.press("enter")
        assert "« erreur »" in board.dialog
        await board.press("escape")
    assert kept(desk) == [{"reason": "erreur"}]
    assert len(desk.acted) == acted


async def test_who_is_no_longer_on_the_list(opened: Open, desk: MemoryDesk) -> None:
    """Said with his name as it was typed; the text is there to be copied, and can be deleted."""
    async with opened(desk) as board:
        await half_typed(board, 8, "n", "ne viendra pas")
    desk.act_elsewhere(act.Remove((8,), ""), "10:40:00")
    async with opened(desk) as board:
        assert "Ce que vous écriviez" in board.dialog
        assert "Le n° 8 n'est plus sur la liste" in board.dialog
        assert "Note sur 08 FILLMORE" in board.dialog
        assert "« ne viendra pas »" in board.dialog
        await board.press("r", "enter")
        assert "« ne viendra pas »" in board.dialog
        await board.press("s", "enter")
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)


async def test_a_long_text_is_there_to_the_end(opened: Open, desk: MemoryDesk) -> None:
    """Cut where it is only to be recognised; whole, page by page, where it is to be copied."""
    long = "Vu deux fois le téléphone sous la table. " * 12
    desk.drafts.kept["mort.1"] = Draft(
        deed="note", dialog="Ask", title="Note sur 08 FILLMORE", first_key=at("10:00:00"), author=AUTHOR, chosen=8,
        texts={"seen": long, "done": long, "text": f"{long}FIN"},
    )  # fmt: skip
    async with opened(desk) as board:
        assert "…" in board.dialog
        assert "r  reprendre" in board.text
    desk.act_elsewhere(act.Remove((8,), ""), "10:50:00")
    async with opened(desk) as board:
        assert "FIN" not in board.text
        assert "n'est plus sur la liste" in board.text
        await board.press("pagedown")
        assert "FIN »" in board.text


async def test_what_is_typed_in_the_preparation(opened: Open, desk: MemoryDesk) -> None:
    """It comes back on whatever the session opens on."""
    async with opened(desk) as board:
        await board.press("f7", "d")
        await board.type("de Pix")
        await until(lambda: kept(desk) == [{"text": "de Pix"}])
    async with opened(desk) as board:
        await board.press("enter", "enter")
        await until(lambda: not desk.drafts.kept)
    assert [action for action, _ in desk.acted] == [act.RecordDerogation("de Pix")]


FREELY_TYPED = {
    "incident": (("s",), "c7", "Signalement"),
    "incident, second line": (("s", "c", "7", "enter"), "écran noir", "Signalement"),
    "note": (("n",), "calme", "Note sur 12"),
    "session note": (("N",), "calme", "Note sur la session"),
    "time": (("t",), "+10", "Temps"),
    "fraud": (("C", "n", "enter", "c", "enter"), "un téléphone", "Rapport de fraude"),
    "fraud by its code": (("s", "c", "6", "enter", "n", "enter", "c", "enter"), "un téléphone", "Rapport de fraude"),
    "global incident": (("S",), "alarme incendie", "Incident global"),
    "correction": (("m", "i"), "X", "Corriger 12"),
    "correction at the door": (("i", "x"), "X", "Corriger 12"),
    "a candidate more": (("plus",), "DUPONT", "Ajouter"),
    "technical cause": (("F", "x", "enter", "enter"), "écran noir", "Test non terminé"),
    "takeover": (("R", "enter"), "Mme Roy", "Relève"),
    "arrival": (("R", "v"), "Mme Roy", "Vient aussi"),
    "training": (("R", "f"), "Mme Roy", "Formation"),
    "a name": (("R", "n"), "X", "Corriger un nom"),
    "seat": (("m", "p"), "9", "Place"),
}
"""By name: the keys that open it, what is typed, and its title."""


@pytest.mark.parametrize("name", FREELY_TYPED)
async def test_whatever_is_typed_comes_back(opened: Open, desk: MemoryDesk, clock: StillClock, name: str) -> None:
    """Each dialog with free typing: the same one, for the same person, with the same texts and the first instant."""
    keys, typed, title = FREELY_TYPED[name]
    began = clock.instant
    async with opened(desk) as board:
        await board.choose(12)
        await board.press(*keys)
        assert title in board.dialog
        await board.type(typed)
        await until(lambda: any(text.endswith(typed) for texts in kept(desk) for text in texts.values()))
        assert isinstance(board.app.screen, Dialog)
        kind, texts = type(board.app.screen), board.app.screen.draft_texts()
    clock.wait(600)
    async with opened(desk) as board:
        await board.press("enter")
        assert title in board.dialog
        assert isinstance(board.app.screen, kind)
        assert board.app.screen.draft_texts() == texts
        assert [draft.first_key for draft in desk.drafts.kept.values() if isinstance(draft, Draft)] == [began]


async def test_a_session_that_is_closed_by_now(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    desk.act_elsewhere(act.CloseSession(force=True), "10:40:00")
    assert desk.session.closed_at is not None
    async with opened(desk) as board:
        assert "close" in board.dialog
        assert "gardez ce texte derrière le sceau" in board.dialog
        assert "« calme »" in board.dialog


async def test_a_colleagues_draft_says_whose_it_is(opened: Open, desk: MemoryDesk) -> None:
    """Same machine, same account: the text is lost to nobody, and recorded by who takes it up."""
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    [(name, draft)] = desk.drafts.kept.items()
    assert isinstance(draft, Draft)
    assert draft.author == AUTHOR
    desk.drafts.kept[name] = draft.model_copy(update={"author": "Mme Roy"})
    async with opened(desk) as board:
        assert "Reprendre ce que Mme Roy écrivait" in board.dialog


async def test_one_of_another_day_says_which(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    clock.instant = at("10:41:00")
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    clock.wait(24 * 3600)
    async with opened(desk) as board:
        assert "le 20/11 à 10:41" in board.dialog


async def test_killed_right_after_enter_it_says_what_the_journal_holds(
    opened: Open, desk: MemoryDesk, clock: StillClock
) -> None:
    """The draft goes once the event is on disk; between the two it may be offered although it is recorded."""
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
        at_that_time = dict(desk.drafts.kept)
        clock.wait(5)
        await board.press("enter")
        await until(lambda: not desk.drafts.kept)
    desk.drafts.kept = at_that_time
    async with opened(desk) as board:
        assert "Déjà au journal à cette heure-là" in board.dialog


async def test_it_stays_until_the_event_is_on_disk(opened: Open, desk: MemoryDesk) -> None:
    """Enter was pressed, the disk has not answered: killed now, nothing is lost."""
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
        desk.gate = threading.Event()
        await board.press("enter")
        assert board.dialog == ""
        assert kept(desk) == [{"text": "calme"}]
        desk.gate.set()
        await until(lambda: not desk.drafts.kept)


async def test_it_stays_while_the_event_could_not_be_written(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
        desk.failing = "Le disque est plein."
        await board.press("enter")
        assert "PAS ENREGISTRÉ" in board.notice
        assert kept(desk) == [{"text": "calme"}]
        desk.failing = ""
        await board.press("f5")
        await until(lambda: not desk.drafts.kept)
    assert [action for action, _ in desk.acted] == [WriteNote("calme", 12)]


async def test_typing_waits_for_no_disk(opened: Open, desk: MemoryDesk) -> None:
    """Each letter is there while the disk has not even taken the first; then the latest state is written, once."""
    desk.drafts.gate = threading.Event()
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("n")
        await board.type("le poste s'est figé")
        assert "le poste s'est figé" in board.text
        desk.drafts.gate.set()
        await until(lambda: kept(desk) == [{"text": "le poste s'est figé"}])
    assert len(desk.drafts.written) == 2


async def test_a_disk_that_keeps_no_draft_is_told_once(opened: Open, desk: MemoryDesk) -> None:
    """With why, and what to do."""
    desk.drafts.failing = "Le disque est plein. Libérez de la place."
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("n")
        await board.type("ab")
        await until(lambda: board.app.drafting._keeper.has_failed)
        await board.type("c")
        assert "le brouillon n'a pas pu être écrit. Le disque est plein. Libérez de la place." in board.notice
        await board.press("enter")
    assert [action for action, _ in desk.acted] == [WriteNote("abc", 12)]


async def test_an_unreadable_one_is_told_and_stands_in_nobodys_way(opened: Open, desk: MemoryDesk) -> None:
    desk.drafts.kept["mort.1"] = None
    async with opened(desk) as board:
        assert board.dialog == ""
        assert "brouillon" in board.notice
        assert "illisible" in board.notice
        await board.choose(13)
        assert board.app.board.chosen == 13


@pytest.mark.parametrize("deed", ["quit", "start", "sign", "nothing", "__class__"])
async def test_a_draft_makes_nothing_happen_by_itself(opened: Open, desk: MemoryDesk, deed: str) -> None:
    """Whatever command it names: what opens no dialog of its kind is not done."""
    draft = Draft(deed=deed, dialog="Ask", title="?", first_key=at("10:00:00"), author=AUTHOR, chosen=13,
                  texts={"text": "e"})  # fmt: skip
    desk.drafts.kept["mort.1"] = draft
    async with opened(desk) as board:
        await board.press("enter")
        await board.settle()
        assert "recopiez" in board.dialog
    assert desk.acted == []


async def test_the_access_code_is_never_kept(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await board.press("f7", "e")
        await board.type("BKT")
        assert "code" in board.dialog.lower()
    assert desk.drafts.written == []


async def test_the_mask_hides_what_is_offered(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
    async with opened(desk) as board:
        assert "LE GOFF" in board.text
        await board.press("f9")
        assert "LE GOFF" not in board.text
        assert "calme" not in board.text
        await board.press("f9")
        assert "« calme »" in board.dialog
        await board.press("enter")
        assert "Note sur 12 LE GOFF" in board.dialog


async def test_leaving_with_a_dialog_open_keeps_it(opened: Open, desk: MemoryDesk) -> None:
    """Ctrl+Q in the middle of a note."""
    async with opened(desk) as board:
        await half_typed(board, 12, "n", "calme")
        await board.press("ctrl+q", "enter")
        assert board.app.return_code == 0
    assert kept(desk) == [{"text": "calme"}]
    assert desk.drafts.closed == 1
