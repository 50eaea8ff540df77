"""Keys on the session, the list and the screen: what they ask, record and show."""

from __future__ import annotations

from screens.kit.settings import Settings
from supervisor import action as act
from supervisor.action import Context
from supervisor.incident import IncidentState
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at


def is_closed(desk: MemoryDesk) -> bool:
    return desk.session.closed_at is not None


def status(desk: MemoryDesk, number: int) -> Status:
    return desk.session.candidates[number].status


async def test_start_all(opened: Open, desk: MemoryDesk) -> None:
    """D names who and how many; those without identity stand apart, and start only when it is said."""
    for action in (act.CheckIdentity(8), act.Mark("join", (8,))):
        desk.act_now(action, Context(now=at("10:27:00"), author=AUTHOR, host=HOST))
    new = act.NewCandidate(desk.session.candidates[1].identity.model_copy(update={"last_name": "ZOLA"}))
    desk.act_now(act.AddCandidates((new,)), Context(now=at("10:27:00"), author=AUTHOR, host=HOST))
    desk.act_now(act.Mark("join", (21,)), Context(now=at("10:27:10"), author=AUTHOR, host=HOST))
    async with opened(desk) as board:
        await board.press("D")
        assert "08 FILLMORE, 13 MBAPE" in board.dialog
        assert "Sans contrôle d'identité : 21 ZOLA" in board.dialog
        await board.press("enter")
        assert [status(desk, n) for n in (8, 13, 21)] == [Status.STARTED, Status.STARTED, Status.JOINED]
        assert "2 candidats : test démarré" in board.notice


async def test_hold_all(opened: Open, desk: MemoryDesk) -> None:
    """B interrupts or resumes several, after having named them."""
    async with opened(desk) as board:
        await board.press("B", "i")
        assert status(desk, 1) is Status.STARTED
        await board.press("enter")
        assert status(desk, 1) is Status.INTERRUPTED
        assert "15 candidats : test interrompu" in board.notice


async def test_undo_shows_what_it_undoes(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """`u` names the action and asks; older than a minute it asks why."""
    async with opened(desk) as board:
        await board.press("n")
        await board.type("toux")
        await board.press("enter")
        assert [note.text for note in board.session.notes] == ["toux"]
        await board.press("u")
        assert "01 ABRAHAM : note : toux" in board.dialog
        await board.press("enter")
        assert [note.text for note in board.session.notes] == []
        assert "annulé : note : toux" in board.notice
        await board.press("u")
        assert "14 MONROE : test interrompu" in board.dialog
        await board.press("escape")
        await board.later(120)
        await board.press("u", "enter")
        assert "dites pourquoi" in board.dialog
        await board.type("erreur")
        await board.press("enter")
        assert status(desk, 14) is Status.STARTED


async def test_menu(opened: Open, desk: MemoryDesk) -> None:
    """`m`: seat, zone, start, temps majoré, motif, retirer; what is not possible says why."""
    async with opened(desk) as board:
        await board.press("m", "p")
        await board.press("backspace", "backspace", "backspace")
        await board.type("D09")
        await board.press("enter")
        assert board.session.candidates[1].seat == "D09"
        await board.press("m", "z")
        await board.type("A")
        await board.press("enter")
        assert board.session.candidates[1].zone == "A"
        await board.press("m", "d")
        await board.type("09:02")
        assert "fin 10:45 → 10:47" in board.dialog
        await board.press("enter")
        await board.type("lapsus")
        await board.press("enter")
        assert board.session.candidates[1].started_at == at("09:02:00")
        await board.press("m", "t")
        await board.type("1/3")
        assert "C2 est noté aussi" in board.dialog
        await board.press("enter", "n")
        assert "C2 manquera à la clôture" in board.dialog
        await board.press("enter")
        assert board.session.candidates[1].extra_time.third
        assert not board.session.incidents_of(1)
        await board.press("m", "r")
        assert "a déjà rejoint" in board.dialog
        await board.press("escape")
        await board.choose(5)
        await board.press("m", "s", "a", "r")
        await board.type("doublon")
        await board.press("enter")
        assert board.session.incidents_of(5)[0].state is IncidentState.RETRACTED


async def test_close(opened: Open, desk: MemoryDesk) -> None:
    """`c` lists what is missing; closing all the same must be lit first; the board is then read-only."""
    async with opened(desk) as board:
        await board.press("c", "c")
        assert "11 JEFFERSON : alerte E2 question 12 ouverte" in board.dialog
        await board.press("enter")
        assert not is_closed(desk)
        await board.press("o", "enter", "escape", "escape")
        assert is_closed(desk)
        assert "CLOSE" in board.lines[0]
        assert "lecture seule" in board.text
        await board.press("n")
        assert "close" in board.notice
        await board.press("enter")
        assert "lecture seule" in board.notice


async def test_instructions_and_access_code(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """`g`: the code is shown on `c` and hides itself after 60 s."""
    async with opened(desk) as board:
        await board.press("g")
        assert "1 heure 45" in board.dialog
        assert "B K T X 4 7" not in board.dialog
        await board.press("c")
        assert "B K T X 4 7" in board.dialog
        await board.later(61)
        assert "B K T X 4 7" not in board.dialog
        await board.press("c")
        assert "B K T X 4 7" in board.dialog
        await board.press("escape")
        assert not board.dialog


async def test_the_most_pressing_is_one_key_away(opened: Open, desk: MemoryDesk) -> None:
    """From any row: rank 1 first, then down while it is pressed on; whose end only draws near calls nobody."""
    async with opened(desk) as board:
        while all(entry.calls for entry in board.app.board.attention()):
            await board.later(120)
        calling = [entry.number for entry in board.app.board.attention() if entry.calls]
        for start in sorted(board.session.candidates):
            await board.choose(start)
            await board.press("w")
            assert board.app.board.chosen == calling[0], start
        for number in (*calling[1:], calling[0]):
            await board.press("w")
            assert board.app.board.chosen == number


async def test_attention_search_sort_filter(opened: Open, desk: MemoryDesk) -> None:
    """w goes round those to see, / searches, o sorts, l filters."""
    async with opened(desk) as board:
        await board.press("w")
        assert board.app.board.chosen == 11
        await board.press("w")
        assert board.app.board.chosen == 18
        await board.press("exclamation_mark")
        assert board.app.board.chosen == 13
        await board.press("slash")
        await board.type("vict")
        assert "ELIOARA" in board.text
        assert "ABRAHAM" not in board.text
        await board.press("enter")
        assert board.app.board.chosen == 7
        assert "ABRAHAM" in board.text
        await board.press("slash", "z", "z", "enter")
        assert "aucun nom ne commence par « zz »" in board.notice
        assert board.app.board.chosen == 7
        await board.press("o", "r")
        assert "JEFFERSON" in board.lines[3]
        assert "tri : temps restant" in board.lines[0]
        await board.press("l", "f")
        assert "CHAPELAIN" in board.text
        assert "ABRAHAM" not in board.text
        await board.press("l", "t", "o", "n")
        assert "ABRAHAM" in board.lines[3]


async def test_views_help_palette(opened: Open, desk: MemoryDesk) -> None:
    """F3 and Tab show the boards with the same choice; ? the help; Ctrl+P the palette."""
    async with opened(desk, size=(120, 30)) as board:
        await board.choose(13)
        await board.press("f3")
        assert "ONT REJOINT" in board.text
        assert "▌13 MBAPE" in board.text
        await board.press("tab")
        assert "ONT REJOINT" not in board.text
        await board.press("question_mark")
        assert "Démarrer le test" in board.dialog
        assert "temps dépassé" in board.dialog
        await board.press("escape", "ctrl+p")
        await board.type("demarrer")
        await board.press("escape")
        await board.press("f2")
        assert board.app.board.chosen == 13


async def test_mask(opened: Open, desk: MemoryDesk) -> None:
    """F9 leaves number, clock and counts; two minutes without a key do it too, dialogs included."""
    async with opened(desk, settings=Settings(theme="dark", mask_after=2)) as board:
        await board.press("f9")
        assert "JEFFERSON" not in board.text
        assert "10:28:20" in board.text
        assert "À voir   11 B03 dépassé" in board.text
        await board.press("d")
        assert "JEFFERSON" not in board.text
        await board.press("f9")
        assert "JEFFERSON" in board.text
        await board.press("i")
        await board.later(125)
        assert "ABRAHAM" not in board.text
        await board.press("f9")
        assert "Identité de 01 ABRAHAM" in board.dialog


async def test_quit_asks_while_a_test_runs(opened: Open, desk: MemoryDesk) -> None:
    """q and Ctrl+Q ask."""
    async with opened(desk) as board:
        await board.press("q")
        assert "16 tests sont en cours" in board.dialog
        await board.press("escape", "ctrl+q")
        assert "Quitter Vigie ?" in board.dialog
        await board.press("enter")
        assert board.app.return_value == 0


async def test_quit_at_once_when_nothing_runs(opened: Open, morning: MemoryDesk) -> None:
    """Before any test, q just leaves."""
    async with opened(morning) as board:
        await board.press("q")
        assert board.app.return_value == 0


async def test_the_help_always_says_how_to_leave_it(opened: Open, desk: MemoryDesk) -> None:
    """Its last line stays in sight at 80x24, however far it is scrolled."""
    async with opened(desk) as board:
        await board.press("question_mark")
        for key in ("pagedown", "end", "home"):
            assert "Échap fermer" in board.text
            await board.press(key)
        assert "choisit un candidat" in board.text
        await board.press("end")
        assert "temps dépassé" in board.text
        assert "Échap fermer" in board.text
