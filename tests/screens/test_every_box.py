"""Every box of the house (RULES.md section 11): a letter moves, Enter takes; a word that is typed answers nothing.

A new dialog without a row in `BOXES` fails the first test; one that handles keys by itself the second.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.widgets import Input

import screens
from screens.board.palette import CommandSearch, Offered
from screens.dialogs import (
    cards,
    close,
    course,
    cover,
    drafts,
    fraud,
    gestures,
    incident,
    instructions,
    leaving,
    menu,
    outage,
    people,
    reading,
    reporting,
    room,
    session,
    several,
    sitting,
    time,
    undo,
    unwritten,
    zones,
)
from screens.dialogs.base import Ask, Choice, Confirm, Dialog, Field, Form, Option
from screens.dialogs.cause import CauseDialog
from screens.dialogs.export import ExportForm
from screens.dialogs.extra_time import ExtraTimeForm
from screens.dialogs.picker import Picker
from screens.handlers.table import COMMANDS
from screens.home import create, day_papers, reader
from screens.home.entry import KnownToForms
from screens.home.office import ListReport, SessionCard
from screens.kit.command import Moment
from screens.kit.settings import Settings
from screens.review import settle
from screens.review.forks import Fork, ForkBranch
from supervisor import action as act
from supervisor.action import Context
from supervisor.closing import verdict_state
from supervisor.draft import Draft
from supervisor.jumps import Shift
from supervisor.session import Session
from supervisor.trying_again import Waiting
from supervisor.unrecorded import Unrecorded
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, at, running

KINDS = (Dialog, Choice, Form, CauseDialog, several.Several, reader.Reader, create.CheckedForm)
"""What dialogs are made of; nobody opens one of these."""
NOW = at("10:28:20")
CONTEXT = Context(now=NOW, author=AUTHOR, host=HOST)
HOME = KnownToForms(frozenset(), {"CLEA": "Pix"}, NOW, "azerty-pc")
CARD = SessionCard("208", "broken", problem="ligne 3 abîmée")
REPORT = ListReport("liste.ods", sessions=("session 208",), extra_times=("Aucun temps majoré.",), how_many=1)
FORK = Fork(
    "208", 31,
    tuple(
        ForkBranch(
            name, f"branche de {name}", "3 lignes à elle seule, reçues de 10:04 à 10:41", "Paul Martin",
            "parcours 2, incidents 1", f"{name} vu il y a 40 s", "en cours",
            ("10:40  01 LE GOFF : test terminé", "10:41  note : la salle a changé"),
        )
        for name in ("salle-b204", "salle-b205")
    ),
)  # fmt: skip
DRAFT = Draft(deed="note", dialog="Ask", title="Note", first_key=NOW, author=AUTHOR, chosen=1, texts={"text": "vu"})
WAITING = Waiting(
    "essai.1", Unrecorded.of(act.Finish((12,)), CONTEXT, numbers=(12,), what="terminé", drafts=(), files={})
)
OPTIONS = (Option("o", "oui", 1), Option("n", "non", 2), Option("v", "une vue", 3, opens=True))


def eventful() -> MemoryDesk:
    """A session in which there is something for every box."""
    desk = running()
    for action in (
        act.ReportFraud(11, "communication", "deux écrans", "", ()),
        act.ChangeZone((1, 2), "A"),
        act.BeginGlobal("coupure", None, ""),
    ):
        desk.act_now(action, Context(now=at("10:28:10"), author=AUTHOR, host=HOST))
    return desk


def _alert(s: Session) -> object:
    return next(i for i in s.incidents.values() if i.is_open)


BOXES: dict[type[object], Callable[[Session], object]] = {
    incident.AlertDialog: lambda s: incident.AlertDialog(s, _alert(s)),  # type: ignore[arg-type]
    incident.WhichAlert: lambda s: incident.WhichAlert(s, 11, s.open_alerts_of(11)),
    incident.WhichIncident: lambda s: incident.WhichIncident(s, 11),
    incident.ChangeChoice: lambda s: incident.ChangeChoice(s, _alert(s)),  # type: ignore[arg-type]
    incident.CorrectionForm: lambda s: incident.CorrectionForm(s, _alert(s), CONTEXT),  # type: ignore[arg-type]
    cards.CardDialog: lambda s: cards.CardDialog("Appel", cards.roll_call_lines(s, NOW)),
    close.VerdictForm: lambda s: close.VerdictForm(s, s.candidates[11], verdict_state(s, s.candidates[11])),  # type: ignore[arg-type]
    close.CommentForm: close.CommentForm,
    close.TimeGivenDialog: close.TimeGivenDialog,
    close.ReasonDialog: lambda s: close.ReasonDialog(s, s.candidates[11]),
    close.UnsignedDialog: lambda s: close.UnsignedDialog(s, s.candidates[11]),
    close.SealDialog: lambda s: close.SealDialog(s, NOW),
    drafts.DraftOffer: lambda s: drafts.DraftOffer(s, DRAFT, AUTHOR, NOW, ""),
    fraud.CaseDialog: lambda s: fraud.CaseDialog(s, 11),
    fraud.FraudQuestion: lambda s: fraud.FraudQuestion(s, 11),
    fraud.NotAFraud: lambda s: fraud.NotAFraud(s, 11),
    fraud.FraudKindDialog: lambda s: fraud.FraudKindDialog(s, 11, None),
    fraud.FraudForm: lambda s: fraud.FraudForm(s, act.ReportFraud(11, "usurpation"), None, None, lambda: NOW),
    instructions.InstructionsDialog: lambda s: instructions.InstructionsDialog(
        lambda: s, TEXTS, lambda: 0.0, lambda: None
    ),
    instructions.AccessCodeForm: instructions.AccessCodeForm,
    undo.ActionsDialog: lambda s: undo.ActionsDialog(s, CONTEXT, 11),
    undo.UndoReason: lambda s: undo.UndoReason(s, CONTEXT, s.entries[-1].action),
    undo.ShiftForm: lambda s: undo.ShiftForm(s, CONTEXT, Shift(60, (1, 2))),
    outage.GlobalBeginForm: lambda s: outage.GlobalBeginForm(s, (), CONTEXT, NOW),
    outage.GlobalEndDialog: lambda s: outage.GlobalEndDialog(s, s.running_globals[0], CONTEXT, NOW, "azerty-pc"),
    course.IdentityDialog: lambda s: course.IdentityDialog(s, s.candidates[8], possible=""),
    people.SeatForm: lambda s: people.SeatForm(s, s.candidates[1], "azerty-pc"),
    course.AttestForm: lambda s: course.AttestForm(s, s.candidates[1]),
    people.CorrectForm: lambda s: people.CorrectForm(s, s.candidates[1]),
    course.StopDialog: lambda s: course.StopDialog(s, (1,)),
    people.AddForm: lambda s: people.AddForm(s, TEXTS, date(2026, 11, 22)),
    cover.CoverDialog: lambda s: cover.CoverDialog(s, "prof"),
    cover.TakeOverForm: cover.TakeOverForm,
    cover.LeaveDialog: cover.LeaveDialog,
    cover.NamesForm: lambda s: cover.NamesForm(s, CONTEXT),
    cover.TrainingForm: lambda s: cover.TrainingForm("", date(2026, 11, 22)),
    reading.HelpDialog: lambda s: reading.HelpDialog(Settings(), reading.HelpPage(())),
    reporting.IncidentForm: lambda s: reporting.IncidentForm(s, (1,), CONTEXT, NOW),
    room.RoomDisplayDialog: room.RoomDisplayDialog,
    session.SessionForm: lambda s: session.SessionForm(s, CONTEXT),
    session.NumberForm: lambda s: session.NumberForm(s, CONTEXT),
    time.TimeForm: lambda s: time.TimeForm(s, (1,), CONTEXT),
    course.StartForm: lambda s: course.StartForm(s, s.candidates[1], CONTEXT),
    time.ResumeForm: lambda s: time.ResumeForm(s, [time.Lost(14, 3, own_doing=False)], NOW),
    course.StartAllDialog: lambda s: course.StartAllDialog(s, (13,), NOW),
    course.FinishDialog: lambda s: course.FinishDialog(s, (1, 2), NOW),
    time.HoldAllDialog: lambda s: time.HoldAllDialog(s, (1, 2), (14,)),
    undo.UndoConfirm: lambda s: undo.UndoConfirm(s, s.entries[-1].action, NOW),
    undo.UndoForm: lambda s: undo.UndoForm(s, s.entries[-1].action, NOW),
    close.ReopenForm: lambda s: close.ReopenForm(_closed(s)),
    leaving.QuitDialog: lambda s: leaving.QuitDialog(16, 1),
    menu.Menu: lambda s: menu.Menu("Trier", [("n", "nom", "name", ""), ("x", "noter", "x", "")], records=("x",)),
    several.BulkDialog: lambda s: several.BulkDialog(s, (1, 2), (), "émargement"),
    zones.ZoneDialog: lambda s: zones.ZoneDialog(s, "Quelle zone ?"),
    zones.ZonesDialog: lambda s: zones.ZonesDialog(s, "A"),
    sitting.WhoDialog: lambda s: sitting.WhoDialog(s, "prof"),
    sitting.SupervisesToo: lambda s: sitting.SupervisesToo(s, "Zoé"),
    sitting.NameForm: lambda s: sitting.NameForm(s, "prof"),
    gestures.GesturesDialog: lambda s: gestures.GesturesDialog(Moment(s, NOW, AUTHOR), s.candidates[8], lambda _: ""),
    gestures.WelcomeMenu: lambda s: gestures.WelcomeMenu(lambda _: ""),
    ExportForm: lambda s: ExportForm("208", "/tiroir", "vigie-208", 4),
    ExtraTimeForm: lambda s: ExtraTimeForm(s, s.candidates[1]),
    leaving.LeaveRehearsal: lambda s: leaving.LeaveRehearsal(),
    unwritten.UnwrittenOffer: lambda s: unwritten.UnwrittenOffer(s, [WAITING], AUTHOR, NOW),
    CommandSearch: lambda s: CommandSearch([Offered(command, command.title, "x") for command in COMMANDS]),
    Confirm: lambda s: Confirm("Sûr ?", (), "oui"),
    Ask: lambda s: Ask("Note", (), Field("text", "Note")),
    Picker: lambda s: Picker("Choisir", "/", lambda *_: None, nothing="rien"),
    create.CreateForm: lambda s: create.CreateForm(HOME),
    create.CompleteForm: lambda s: create.CompleteForm(HOME, {}, sessions=1),
    reader.HomeHelp: lambda s: reader.HomeHelp("Aide", [(("texte", ""),)]),
    day_papers.PapersForm: lambda s: day_papers.PapersForm([(("texte", ""),)], "papiers"),
    reader.ToldDialog: lambda s: reader.ToldDialog("Mise à jour", [(("texte", ""),)]),
    reader.ReportDialog: lambda s: reader.ReportDialog(REPORT),
    reader.DamagedDialog: lambda s: reader.DamagedDialog(CARD),
    settle.ForkDialog: lambda s: settle.ForkDialog(FORK),
    settle.WhyDialog: lambda s: settle.WhyDialog(FORK, FORK.branches[0]),
}


def _closed(s: Session) -> Session:
    desk = running()
    desk.act_now(act.CloseSession(force=True), CONTEXT)
    return desk.session


def dialogs() -> Iterator[type[Dialog[object]]]:
    """Every dialog of the house."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    found: list[type[Dialog[object]]] = [Dialog]
    for kind in found:
        found += [c for c in kind.__subclasses__() if c.__module__.startswith("screens") and c not in found]
    return iter(found)


def test_no_box_is_left_out() -> None:
    """Whoever adds a dialog adds its row: all that is proved below is then proved of it."""
    assert set(BOXES) == set(dialogs()) - set(KINDS)


def test_a_blank_line_stands_between_what_is_told_and_the_answers() -> None:
    """Else the last fact reads as one answer more."""
    session = eventful().session
    boxes = {kind: make(session) for kind, make in BOXES.items() if issubclass(kind, Choice)}
    assert settle.ForkDialog in boxes
    assert [kind for kind, box in boxes.items() if isinstance(box, Choice) and box._lines and box._lines[-1]] == []


@pytest.mark.parametrize("many", [1, 40])
async def test_what_scrolls_is_apart_from_the_answers_too(opened: Open, many: int) -> None:
    """Of a long list its last line is out of sight: the blank line stands below it, and is no part of it."""
    async with opened(eventful()) as board:
        lines = [((f"fait {rank}", ""),) for rank in range(many)]
        board.app.push_screen(several.Several("Plusieurs", (*lines, ()), (Option("o", "oui", True),)))
        await board.pilot.pause()
        await board.settle()
        first = next(row for row, line in enumerate(board.lines) if " oui" in line and "▌" in line)
        assert not board.lines[first - 1].strip(" │▏▕┃║")
        assert "fait" in board.lines[first - 2]


def test_no_box_hands_out_keys_by_itself() -> None:
    """The rule stands in `Dialog`: a dialog that had its own handler of keys could get round it."""
    for dialog in dialogs():
        if dialog is Dialog:
            continue
        own = [n for n in vars(dialog) if n in ("on_key", "_on_key", "dismiss", "on_paste") or n.startswith("key_")]
        assert not own, dialog
        for binding in vars(dialog).get("BINDINGS", ()):
            assert all(len(key) > 1 and key.isascii() for key in binding.key.split(",")), dialog


SIGNS = "abcdefghijklmnopqrstuvwxyzABOR0123456789 &é\"'(-è_çà=*?!./+"


def _press(dialog: Dialog[object], character: str) -> None:
    dialog.on_key(Key(_character_to_key(character), character))


class Watched:
    """One box in front, and how it was answered."""

    def __init__(self, board: Board, make: Callable[[Session], object]) -> None:
        self.board = board
        self._make = make
        self.answers: list[object] = []
        self.dialog: Dialog[object]

    async def open(self) -> None:
        """The box anew."""
        self.answers = []
        self.board._let_pass(60)
        dialog = self._make(self.board.session)
        assert isinstance(dialog, Dialog)
        self.dialog = dialog
        self.board.app.push_screen(dialog, self.answers.append)
        await self.board.pilot.pause()

    async def leave(self) -> None:
        """Whatever lies over the board goes."""
        while len(self.board.app.screen_stack) > 1:
            self.board.app.pop_screen()
        await self.board.pilot.pause()

    @property
    def only_opened(self) -> bool:
        """It is left, by a letter that leads only to a further box or to a view."""
        return self.dialog.is_left_by_a_letter


def recorded(desk: MemoryDesk) -> int:
    """How many actions of a person were asked for; the clock of a test jumps."""
    return sum(not isinstance(action, act.NoticeClockJump) for action, _ in desk.acted)


@pytest.mark.wide
async def test_no_sign_and_no_word_answers_a_box(opened: Open) -> None:
    """No single sign records or leaves one, whatever it lights; no word does, nor the Enter behind it.

    A letter only leads on, where its answer says so. What is of no use is told in the box, unless a field takes it.
    """
    desk = eventful()
    async with opened(desk, texts=TEXTS) as board:
        before = recorded(desk)
        for kind, make in BOXES.items():
            box = Watched(board, make)
            await box.open()
            if isinstance(board.app.focused, Input):
                assert issubclass(kind, Form | Picker | CommandSearch), kind
            else:
                assert not issubclass(kind, Form), f"{kind} asks for something, and begins with no field"
                _press(box.dialog, "ù")
                assert "« ù »" in board.dialog, kind
                box.dialog.on_paste(Paste("oui\n"))
                assert "collé" in board.dialog, kind
            for sign in SIGNS:
                board.clock.real += 60
                _press(box.dialog, sign)
                if box.only_opened or board.app.screen is not box.dialog:
                    await box.leave()
                    await box.open()
            assert not box.answers, kind
            board.clock.real += 60
            for letter in "zone":
                _press(box.dialog, letter)
                if box.only_opened or board.app.screen is not box.dialog:
                    break
            else:
                if isinstance(box.dialog, Choice):
                    box.dialog.on_key(Key("enter", None))
                    assert board.app.screen is box.dialog, f"a word, then Enter, answered {kind.__name__}"
                assert not box.answers, kind
            await box.leave()
            assert recorded(desk) == before, kind


async def test_a_letter_moves_and_enter_takes(opened: Open) -> None:
    """Two letters a second apart are two choices; the second one is lit, and Enter takes it."""
    async with opened(running()) as board:
        answers: list[object] = []
        board.app.push_screen(Choice("Quoi ?", (), OPTIONS, default=None), answers.append)
        await board.press("o", "n")
        assert "▌ n  non" in board.dialog
        await board.press("enter")
        assert answers == [2]


async def test_a_letter_of_a_view_acts_at_once(opened: Open) -> None:
    """It leads on and records nothing."""
    async with opened(running()) as board:
        answers: list[object] = []
        board.app.push_screen(Choice("Quoi ?", (), OPTIONS), answers.append)
        await board.press("v")
        assert answers == [3]


async def test_a_click_moves_and_a_second_one_takes(opened: Open) -> None:
    """As a letter and Enter do: nothing is both chosen and recorded by one click."""
    async with opened(running()) as board:
        answers: list[object] = []
        board.app.push_screen(Choice("Quoi ?", (), OPTIONS, default=None), answers.append)
        await board.pilot.pause()
        await board.pilot.click("#options", offset=(6, 1))
        assert "▌ n  non" in board.dialog
        assert not answers
        await board.pilot.click("#options", offset=(6, 1))
        await board.pilot.pause()
        assert answers == [2]


async def test_what_a_letter_answers_records_nothing(opened: Open) -> None:
    """A deed that would record by it is stopped: the mistake is Vigie's, not the person's."""
    async with opened(running()) as board:
        deeds = board.app.board.acting

        def recording(_: int) -> None:
            with pytest.raises(RuntimeError, match="leads on"):
                deeds.record(act.Mark("absent", (8,)), (8,), "absent")

        deeds.ask(Choice("Quoi ?", (), OPTIONS), recording)
        await board.press("v")
        assert not board.desk.acted


WAYS = ("identity", "menu", "takeover", "incidents", "filter", "global")
"""Commands that open a box with answers."""


@pytest.mark.wide
@pytest.mark.parametrize("command", WAYS)
async def test_letters_on_the_board_only_lead_on(opened: Open, command: str) -> None:
    """Whatever letter is pressed in the boxes of a command, however deep they lead: nothing is recorded."""
    desk = eventful()
    async with opened(desk) as board:
        board.app.board.chosen = 11
        before = recorded(desk)
        ways: list[str] = [""]
        for way in ways:
            board.app.board.acting.do(command)
            await board.pilot.pause()
            if way:
                await board.press(*way)
            screen = board.app.screen
            if isinstance(screen, Choice) and len(way) < 3:
                ways += [way + option.letter for option in screen._options if option.opens and not option.why_not]
            assert recorded(desk) == before, (command, way)
            while len(board.app.screen_stack) > 1:
                board.app.pop_screen()
            await board.pilot.pause()
        assert len(ways) > 1
