"""The session itself: who supervises, notes, the access code, what is undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from screens.dialogs.base import Ask, Field
from screens.dialogs.cover import (
    ARRIVES,
    LEAVES,
    ME,
    RELIEF,
    SPELT,
    TRAINED,
    CoverDialog,
    LeaveDialog,
    NamesForm,
    TakeOverForm,
    TrainingForm,
)
from screens.dialogs.instructions import AccessCodeForm, InstructionsDialog
from screens.dialogs.session import NumberForm, SessionForm
from screens.dialogs.several import unidentified_lines
from screens.dialogs.undo import ActionsDialog, UndoConfirm, UndoForm, UndoReason
from screens.handlers.acting import Acting
from screens.kit.ink import Line
from screens.picture.covering import who_supervises
from screens.picture.picture import short_name
from supervisor.action import (
    ChangeCover,
    GiveAccessCode,
    RecordDerogation,
    TakeOver,
    Undo,
    WriteNote,
)
from supervisor.jumps import elapsed
from supervisor.session import Training
from supervisor.session_facts import handing_over
from supervisor.undoing import REASON_DUE_AFTER, last_undoable, obstacle_to
from supervisor.wording import plural

FRESH_S = REASON_DUE_AFTER.total_seconds()
"""Undo's minute is real time, whatever the speed of the session's."""


def takeover(acting: Acting) -> None:
    """Who supervises, and what changes in it."""
    _who_supervises(acting, RELIEF)


def training(acting: Acting) -> None:
    """The same box, on what the preparation asks first: who was trained for it, by whom and when."""
    _who_supervises(acting, TRAINED)


def _who_supervises(acting: Acting, lit: str) -> None:
    author = acting.app.author if acting.app.place else ""
    trainings = tuple(acting.app.desk.trainings_elsewhere())
    acting.ask(
        CoverDialog(acting.session, author, trainings, lit), lambda answer: _cover_answered(acting, answer, trainings)
    )


def _cover_answered(acting: Acting, answer: str, trainings: Sequence[Training]) -> None:
    asks: dict[str, Callable[[], None]] = {
        RELIEF: lambda: _ask_relief(acting),
        ARRIVES: lambda: _ask_who_arrives(acting),
        LEAVES: lambda: _ask_who_leaves(acting),
        TRAINED: lambda: _ask_training(acting, trainings),
        SPELT: lambda: _ask_spelling(acting),
        ME: acting.app.ask_who,
    }
    asks[answer]()


def _ask_relief(acting: Acting) -> None:
    acting.ask(TakeOverForm(acting.session, acting.app.author), partial(_take_over, acting))


def _take_over(acting: Acting, wanted: TakeOver) -> None:
    leaving = handing_over(acting.session.present_surveillants, acting.app.author)
    acting.record(wanted, (), "relève")
    if wanted.of in ("", leaving):
        # Who leaves noted it; who sits here from now on may be the one who comes.
        acting.app.ask_who(first=wanted.name)


def _ask_who_arrives(acting: Acting) -> None:
    acting.ask(
        Ask("Vient aussi surveiller", (), Field("name", "Qui", hint="prénom et nom"),
            must="dites qui vient aussi surveiller"),
        lambda name: acting.record(ChangeCover(name, arrives=True), (), "arrivée d'un surveillant"),
    )  # fmt: skip


def _ask_who_leaves(acting: Acting) -> None:
    acting.ask(
        LeaveDialog(acting.session),
        lambda name: acting.record(ChangeCover(name, arrives=False), (), "départ d'un surveillant"),
    )


def _ask_training(acting: Acting, trainings: Sequence[Training]) -> None:
    people = who_supervises(acting.session, trainings)
    untrained = [one.name for one in people if one.training is None]
    acting.ask(
        TrainingForm(untrained[0] if untrained else "", acting.session.local(acting.now).date()),
        lambda wanted: acting.record(wanted, (), "formation"),
    )


def _ask_spelling(acting: Acting) -> None:
    acting.ask(
        NamesForm(acting.session, acting.context()),
        lambda wanted: acting.record(wanted, (), "nom d'un surveillant corrigé"),
    )


def note(acting: Acting) -> None:
    """Free text on the candidate, or on each of the marked."""
    numbers, at = acting.targets, acting.first_key
    first, *others = numbers
    whom = plural(len(numbers), "candidat") if others else short_name(acting.session, first)
    acting.ask(
        Ask(f"Note sur {whom}", unidentified_lines(acting.session, numbers), Field("text", "Note"),
            must="la note est vide"),
        lambda text: acting.record(WriteNote(text, first, tuple(others)), numbers, "note", at=at),
    )  # fmt: skip


def session_note(acting: Acting) -> None:
    """Free text on the session."""
    at = acting.first_key
    acting.ask(
        Ask(f"Note sur la session {acting.session.number}", (), Field("text", "Note"), must="la note est vide"),
        lambda text: acting.record(WriteNote(text), (), "note sur la session", at=at),
    )


def access_code(acting: Acting) -> None:
    """Enter it, or correct it."""
    acting.ask(
        AccessCodeForm(acting.session), lambda code: acting.record(GiveAccessCode(code), (), "code d'accès")
    )  # fmt: skip


def instructions(acting: Acting) -> None:
    """What is read aloud, and the access code."""
    acting.app.push_screen(
        InstructionsDialog(
            lambda: acting.session,
            acting.app.texts,
            acting.app.clock.monotonic,
            partial(_access_code_unless_closed, acting),
        )
    )


def _access_code_unless_closed(acting: Acting) -> None:
    if acting.session.closed_at is None:
        access_code(acting)


def number(acting: Acting) -> None:
    """That of Pix Certif, instead of a provisional or a wrong one."""
    acting.ask(NumberForm(acting.session, acting.context()), lambda wanted: acting.record(wanted, (), "numéro"))


def correct_session(acting: Acting) -> None:
    """What the list said of the session was wrong."""
    acting.ask(
        SessionForm(acting.session, acting.context()), lambda wanted: acting.record(wanted, (), "session corrigée")
    )


def derogation(acting: Acting) -> None:
    """Pix allows more candidates per surveillant than the rule."""
    session = acting.session
    lacking = session.missing_surveillants()
    each = session.reference.thresholds.candidates_per_surveillant
    told = f"Règle : un surveillant pour {each} candidats présents."
    if lacking:
        told += f" Il en manque {lacking}."
    noted = plural(len(session.derogations), "dérogation déjà notée", "dérogations déjà notées")
    lines: list[Line] = [((told, "yellow" if lacking else "label"),)]
    if session.derogations:
        lines.append(((f"{noted} : {session.derogations[-1].text}", "label"),))
    acting.ask(
        Ask("Dérogation de Pix", lines, Field("text", "Laquelle", hint="par ex. celle du 12/11, pour 25"),
            must="dites de quelle dérogation il s'agit"),
        lambda text: acting.record(RecordDerogation(text), (), "dérogation"),
    )  # fmt: skip


def undo(acting: Acting) -> None:
    """My last action; what it is stands in the question."""
    action = last_undoable(acting.session, acting.app.author)
    if action is None:
        return
    entries = acting.session.entries_of_action(action)
    obstacle = obstacle_to(acting.session, action)
    if obstacle:
        acting.app.refuse(obstacle)
        return
    # In a rehearsal that runs fast the session's minute is over at once: the person's is not.
    age = acting.app.real_age_of(action)
    if age is None:
        age = elapsed(acting.session, entries[0].recorded_at, entries[0].id, acting.now).total_seconds()
    if age <= FRESH_S:
        wanted = Undo(action, is_immediate=True)
        acting.ask(UndoConfirm(acting.session, action, acting.now), lambda _: acting.record(wanted, (), "annulation"))
    else:
        acting.ask(UndoForm(acting.session, action, acting.now), lambda wanted: acting.record(wanted, (), "annulation"))


def undo_other(acting: Acting) -> None:
    """Any action, chosen in the journal."""
    _choose_action(acting, only_his=False)


def undo_on_candidate(acting: Acting) -> None:
    """Any action on the chosen candidate, chosen in their timeline."""
    _choose_action(acting, only_his=True)


def _choose_action(acting: Acting, *, only_his: bool) -> None:
    context = acting.context()
    acting.ask(
        ActionsDialog(acting.session, context, acting.board.target, only_his=only_his),
        lambda action: acting.ask(
            UndoReason(acting.session, context, action), lambda wanted: acting.record(wanted, (), "annulation")
        ),
    )
