"""Under a box the last row is the box's: it promises the keys that act in that box, and no key of what lies below.

What « acts » means is what can be seen: the box is left, something else stands in it, or another field has the cursor.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import Key
from textual.widgets import Input

from screens.dialogs.base import Choice, Confirm, Dialog, Option
from screens.dialogs.cards import CardDialog
from screens.dialogs.forms import Ask
from screens.dialogs.instructions import InstructionsDialog
from screens.dialogs.picker import Picker
from screens.dialogs.reading import HelpDialog, HelpPage
from screens.dialogs.words import BoxKeys, Words
from screens.handlers.table import COMMANDS
from screens.kit.hinted import hints_of, keys_called, keys_row
from screens.kit.ink import Line, plain, width_of
from screens.kit.settings import Settings
from supervisor.folder import Folder, FolderEntry
from supervisor.session import Session
from tests.screens.conftest import Board, Open
from tests.screens.room import TEXTS
from tests.screens.test_every_box import BOXES, OPTIONS, Watched, eventful


def promised(box: Dialog[object]) -> list[dict[str, Key]]:
    """The keys that the last row names, those of one hint together, by their names."""
    hints = hints_of(box.query_one(BoxKeys)._lines[0])
    named = [{f"{hint[0][0]} {place}": key for place, key in keys_called(hint[0][0].strip())} for hint in hints]
    return [hint for hint in named if hint]


def seen(board: Board) -> object:
    """All of a box that a key may change, that which is scrolled out of sight too."""
    screen = board.app.screen
    fields = [field.value for field in screen.query(Input)]
    inside = [(w.scroll_offset, str(w)) for w in screen.query("#inside, #text, #listed")]
    return (id(screen), board.text, fields, inside, id(screen.focused), board.app.return_code)


FOLDER = Folder("/", "/", entries=(FolderEntry("a", "/a", False), FolderEntry("b", "/b", False)))


def make_of(kind: type[object]) -> Callable[[Session], object]:
    """The box with something in it: nobody reads the disk for the one of the other tests."""
    if kind is Picker:

        def picker(_: Session) -> Picker:
            def look(path: str, typed: str, take: Callable[[Folder], None]) -> None:
                made.call_after_refresh(take, FOLDER)

            made = Picker("Choisir", "/", look, nothing="rien")
            return made

        return picker
    return BOXES[kind]


async def idle_keys(box: Watched, hints: list[dict[str, Key]]) -> list[str]:
    """Those that do nothing to be seen; the box is opened anew where one of them left it.

    Of two that are named together, « ↑ ↓ », the last is pressed first: at the top of a list nothing is above.
    """
    found = []
    for hint in hints:
        for name, key in reversed(hint.items()):
            if box.board.app.screen is not box.dialog:
                await box.leave()
                await box.open()
            before = seen(box.board)
            box.board._let_pass(60)
            await box.board.press_at_once(key.key)
            if seen(box.board) == before:
                found.append(f"{type(box.dialog).__name__} : {name}")
    await box.leave()
    return found


@pytest.mark.wide
@pytest.mark.parametrize("part", range(4))
async def test_every_key_that_a_box_promises_acts_in_it(opened: Open, part: int) -> None:
    idle: list[str] = []
    async with opened(eventful(), texts=TEXTS) as board:
        for kind in list(BOXES)[part::4]:
            box = Watched(board, make_of(kind))
            await box.open()
            await board.pilot.pause()
            keys = promised(box.dialog)
            assert any(key.key == "escape" for hint in keys for key in hint.values()), (
                f"{kind} does not say how it is left"
            )
            assert board.lines[-1].rstrip() == plain(box.dialog.query_one(BoxKeys)._lines[0]).rstrip(), kind
            idle += await idle_keys(box, keys)
    assert not idle


@pytest.mark.few(kind=(2,))
@pytest.mark.parametrize(
    "kind", [Confirm, Ask, CardDialog], ids=lambda kind: str(kind.__name__)
)  # fmt: skip
async def test_a_box_covers_the_keys_of_the_board(opened: Open, kind: type[object]) -> None:
    """« Entrée terminé de 01 ABRAHAM » stood under a box in which Enter does something else."""
    async with opened(eventful(), texts=TEXTS) as board:
        assert board.lines[-1].startswith(" Entrée terminé de 01 ABRAHAM")
        box = Watched(board, BOXES[kind])
        await box.open()
        await board.pilot.pause()
        assert "ABRAHAM" not in board.lines[-1]
        assert "aide" not in board.lines[-1]
        assert not await idle_keys(box, promised(box.dialog))
        assert board.lines[-1].startswith(" Entrée terminé de 01 ABRAHAM")


async def test_what_is_all_in_sight_does_not_scroll(opened: Open) -> None:
    """« ↑ ↓ défiler » where there is nothing more to see promises what does not come."""
    async with opened(eventful(), (80, 24)) as board:
        board.app.push_screen(CardDialog("Appel", [(("un mot", ""),)]))
        await board.pilot.pause()
        await board.pilot.pause()
        short = board.lines[-1]
        await board.press("escape")
        board.app.push_screen(HelpDialog(Settings(), HelpPage(tuple(COMMANDS))))
        await board.pilot.pause()
        await board.pilot.pause()
        assert "défiler" not in short
        assert short.startswith(" Entrée Échap fermer")
        assert board.lines[-1].startswith(" ↑ ↓ défiler   Échap fermer")


async def test_the_mask_has_its_own_keys_over_a_box(opened: Open) -> None:
    """The box is not seen then, and its keys do nothing."""
    async with opened(eventful(), (80, 24)) as board:
        await board.press("n", "f9")
        assert "montrer les noms" in board.lines[-1]
        assert "valider" not in board.text


LONG: Line = tuple(
    span for n in range(9) for span in ((f"F{n + 1}", "amber+"), (f" quelque chose{'  ' if n < 8 else ''}", "soft"))
)


@pytest.mark.parametrize("width", range(20, 170, 7))
def test_a_row_of_keys_is_one_row(width: int) -> None:
    """What has no room is left out whole, the way out never."""
    *hints, last = hints_of(LONG)
    row = keys_row(hints, width, last)
    assert width_of(row) <= width
    assert plain(row).endswith("F9 quelque chose")
    shown = [hint for hint in hints if plain(hint) in plain(row)]
    assert plain(row).split() == " ".join(plain(h) for h in (*shown, last)).split()


def test_a_hint_without_room_does_not_end_the_row() -> None:
    hints: list[Line] = [
        (("a", "amber+"), (" un", "soft")), (("b", "amber+"), (" beaucoup trop long pour cela", "soft")),
        (("c", "amber+"), (" deux", "soft")),
    ]  # fmt: skip
    assert plain(keys_row(hints, 16)).rstrip() == " a un  c deux"


def test_no_choice_says_that_a_letter_leads_on_where_none_does() -> None:
    """The first word of the row is true of that box."""
    assert "ouvrir" in plain(Choice("Quoi ?", (), OPTIONS).HINT)
    assert "ouvrir" not in plain(Choice("Quoi ?", (), OPTIONS[:2]).HINT)


async def test_arrows_are_named_once_there_is_more_than_is_seen(opened: Open) -> None:
    """Whatever makes the box longer, and whenever that is laid out: not only what has it fitted anew."""
    async with opened(eventful(), texts=TEXTS) as board:
        box = Watched(board, BOXES[InstructionsDialog])
        await box.open()
        words = box.dialog.query_one("#lines", Words)
        for count, is_more in ((3, False), (60, True), (3, False)):
            words.say([((f"ligne {n}", ""),) for n in range(count)])
            await board.pilot.pause()
            assert ("défiler" in board.lines[-1]) == is_more, count


async def test_what_is_wrong_is_in_sight_in_a_box_as_long_as_the_screen(opened: Open) -> None:
    """From the first word on: it stood below what is seen, until something else was said."""
    async with opened(eventful(), texts=TEXTS, size=(80, 16)) as board:
        box = Watched(board, BOXES[InstructionsDialog])
        await box.open()
        await board.press("z")
        assert "« z » n'est pas une touche ici" in board.lines[-3].replace("’", "'")
        assert "défiler" in board.lines[-1]


@pytest.mark.parametrize("default", [None, 0])
def test_a_single_answer_that_must_be_chosen_names_its_key(default: int | None) -> None:
    """« Entrée valider » alone was refused by « choisissez d'abord une réponse »."""
    hint = plain(Choice("Clore", (), (Option("o", "clore malgré 4 points manquants", True),), default=default).HINT)
    assert hint.startswith("lettre choisir" if default is None else "Entrée valider")
