"""Every command of the table, by each of its keys: pressed on an open board, with what it then shows.

A command or a key without a step here fails the last test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from screens.handlers.table import BY_ID
from supervisor import action as act
from supervisor.action import Context
from tests.screens.conftest import Board
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared, running
from tests.waiting import until

__all__ = ["equipped"]  # a fixture


def jumped() -> MemoryDesk:
    """The clock has just gone a minute forward under running tests."""
    desk = running()
    desk.act_now(act.NoticeClockJump(60), Context(now=at("10:28:10"), author=AUTHOR, host=HOST))
    return desk


def closed() -> MemoryDesk:
    """Closed with tests that had no end."""
    desk = running()
    desk.act_now(act.CloseSession(force=True), Context(now=at("10:28:10"), author=AUTHOR, host=HOST))
    return desk


@dataclass(frozen=True)
class Step:
    """One key of one command, and what is to be read after it; « n° 11 » is who is then chosen."""

    command: str
    key: str
    shows: str
    before: tuple[str, ...] = ()


STORIES: dict[str, tuple[Callable[[], MemoryDesk], str, tuple[Step, ...]]] = {
    "one candidate from the door to the end": (prepared, "08:50:00", (
        Step("next", "enter", "Identité de 01 ABRAHAM"),
        Step("identity", "i", "12/02/2009"),
        Step("sign", "e", "01 ABRAHAM : émargement"),
        Step("join", "r", "01 ABRAHAM : a rejoint"),
        Step("presence", "y", "01 ABRAHAM : présence confirmée"),
        Step("start", "d", "01 ABRAHAM : test démarré"),
        Step("pause", "p", "01 ABRAHAM : pause"),
        Step("hold", "b", "01 ABRAHAM : test interrompu"),
        Step("finish", "f", "01 ABRAHAM : test terminé ?"),
        Step("absent", "a", "02 AUBERT : absent", ("down",)),
        Step("start_all", "D", "Démarrer : 1 candidat", ("down", "r")),
    )),
    "what is asked": (running, "10:28:20", (
        Step("incident", "s", "Signalement : 01 ABRAHAM"),
        Step("time", "t", "Temps de 01 ABRAHAM"),
        Step("alert", "v", "Alerte de 11 JEFFERSON", ("1", "1", "enter")),
        Step("stop", "F", "11 JEFFERSON"),
        Step("fraud", "C", "11 JEFFERSON"),
        Step("note", "n", "Note sur 11 JEFFERSON"),
        Step("menu", "m", "Autres actions : 11 JEFFERSON"),
        Step("hold_all", "B", "Plusieurs tests à la fois"),
        Step("global", "S", "Incident global"),
        Step("undo", "u", "14 MONROE : test interrompu"),
        Step("undo_other", "U", "Annuler ou rétablir une action"),
        Step("instructions", "g", "CE QUE FAIT CHAQUE CANDIDAT"),
        Step("rescue", "h", "Dossier courant : /tiroir"),
        Step("export", "x", "Rien n'est écrit avant Entrée"),
        Step("add", "plus", "Ajouter un candidat"),
        Step("takeover", "R", "P. Martin (présent)"),
        Step("session_note", "N", "Note sur la session 208"),
        Step("sort", "o", "temps restant"),
        Step("filter", "l", "terminés et sortis"),
        Step("room_display", "G", "Affichage salle"),
        Step("help", "question_mark", "choisit un candidat"),
        Step("help", "f1", "choisit un candidat"),
        Step("quit", "q", "16 tests sont en cours"),
        Step("close", "c", "clôture"),
    )),
    "who is chosen, and what is seen": (running, "10:28:20", (
        Step("attention", "w", "n° 11"),
        Step("attention", "exclamation_mark", "n° 18"),
        Step("first", "home", "n° 1"),
        Step("down", "down", "n° 2"),
        Step("down", "j", "n° 3"),
        Step("up", "up", "n° 2"),
        Step("up", "k", "n° 1"),
        Step("page_down", "pagedown", "n° 11"),
        Step("page_up", "pageup", "n° 1"),
        Step("last", "end", "n° 20"),
        Step("view_room", "f4", "▌WASHINGTON"),
        Step("left", "left", "n° 19"),
        Step("right", "right", "n° 20"),
        Step("view_lanes", "f3", "TERMINÉS ET SORTIS"),
        Step("view_list", "f2", "Avancement"),
        Step("next_view", "tab", "TERMINÉS ET SORTIS"),
        Step("mark", "space", "1 marqué", ("f2",)),
        Step("mark_all", "asterisk", "20 marqués", ("escape", "escape")),
        Step("search", "slash", "début du nom ou du prénom", ("escape",)),
        Step("mask", "f9", "NOMS MASQUÉS", ("escape",)),
        Step("retry", "f5", "rien à réessayer", ("f9",)),
        Step("palette", "ctrl+p", "Chercher une commande"),
        Step("theme", "ctrl+p couleurs", "couleurs : clair", ("escape",)),
        Step("access_code", "ctrl+p saisir", "Code d'accès de la session 208"),
        Step("view_preparation", "f7", "préparation"),
        Step("view_welcome", "f6", "Qui est là ?", ("f7",)),
    )),
    "after a jump of the clock": (jumped, "10:28:20", (Step("shift", "J", "Saut d'horloge : décaler 16 débuts"),)),
    "after the close": (closed, "10:28:20", (Step("reopen", "O", "il ne vaudra plus"),)),
}  # fmt: skip


def seen(board: Board) -> str:
    """All that can be read, and who is chosen."""
    return "\n".join((board.text, board.dialog, board.notice, f"n° {board.app.board.chosen}"))


async def press(board: Board, key: str) -> None:
    """A key; or what is typed in the palette, where a command has none."""
    name, _, typed = key.partition(" ")
    await board.press(name)
    if typed:
        await board.type(typed)
        await until(lambda: "session :" in board.text or "écran :" in board.text, "what the palette finds")
        await board.press("enter")
        await until(lambda: "Chercher une commande" not in board.text, "the palette's end")


@pytest.mark.few(story=(0, 1, 4))
@pytest.mark.parametrize("story", STORIES)
async def test_every_command_answers_its_keys(equipped: Equipped, clock: StillClock, story: str) -> None:
    """Each key shows at once what it does, or what it asks."""
    make, hour, steps = STORIES[story]
    clock.instant = at(hour)
    async with equipped(make(), papers=Drawer().papers, size=(150, 36)) as board:
        await board.press("f2")
        for step in steps:
            await board.press(*step.before)
            await press(board, step.key)
            await board.until_written()
            assert step.shows in seen(board), step
            if board.dialog:
                await board.press("escape")


@pytest.mark.few(make=(0,))
@pytest.mark.parametrize("make", [running, closed])
async def test_commands_without_a_key_answer_too(
    equipped: Equipped, clock: StillClock, make: Callable[[], MemoryDesk]
) -> None:
    """Those of the palette and of the menus: each asks, shows, answers or says why not."""
    async with equipped(make(), papers=Drawer().papers, size=(150, 36)) as board:
        for command in [c for c in BY_ID.values() if not c.keys]:
            board.app.notices.say("avant", "told", board.clock.monotonic())
            front = board.app.screen
            board.app.board.run(command)
            await board.settle()
            assert board.app.screen is not front or board.notice != "avant", command.id
            if board.app.screen is not front:
                await board.press("escape")
            assert board.app.screen is front, command.id


def test_no_command_is_left_out() -> None:
    """Each command of the table has a step for each of its keys."""
    pressed = {(step.command, step.key) for _, _, steps in STORIES.values() for step in steps}
    for command in BY_ID.values():
        for key in command.keys:
            assert (command.id, key) in pressed, command.id
